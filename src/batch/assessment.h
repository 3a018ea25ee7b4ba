/* assessment.h - one answer file through read, check and score: what every command starts from. */
#ifndef TENKEN_BATCH_ASSESSMENT_H
#define TENKEN_BATCH_ASSESSMENT_H

#include "batch/library.h"
#include "check/check.h"
#include "model/scores.h"

struct assessment {
  struct input input;
  struct scores scores;
};

/* `use`: how much approvals of other content matter (check/check.h). Job arena; faults go to diag (seeded by the library). False when there is an error. */
bool assessment_load(struct library *, const char *path, enum check_use use, struct arena *, struct diag *,
                     struct assessment *out);
/* What `tenken digest` keeps: the values of this assessment under its digest. Job arena. */
struct approved_record assessment_record(const struct assessment *, struct arena *);

#endif

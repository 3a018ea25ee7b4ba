/* assessment.h - one answer file through read, check and score: what every command starts from. */
#ifndef TENKEN_BATCH_ASSESSMENT_H
#define TENKEN_BATCH_ASSESSMENT_H

#include "batch/library.h"
#include "model/scores.h"

struct assessment {
  struct input input;
  struct scores scores;
};

/* Job arena; faults go to diag (seeded by the library). False when there is an error. */
bool assessment_load(struct library *, const char *path, struct arena *, struct diag *, struct assessment *out);

#endif

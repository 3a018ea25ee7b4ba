/* check.h - phase 2: do the answers, their settings and last year's file fit together? After it nothing can be wrong.
 *
 * In: an answer file as read, the data library, last year's answers. Out: struct input (job arena). Adds every fault to
 * diag; returns false when there is an error. Knows no files: cli/ has loaded all of them through read/. */
#ifndef TENKEN_CHECK_CHECK_H
#define TENKEN_CHECK_CHECK_H

#include "base/arena.h"
#include "diag/diag.h"
#include "model/input.h"

struct check_in {
  const struct framework *framework;
  const struct guide *guide;
  const struct scale *scale;
  const struct profile *profile;
  const struct policy *policy;
  const struct stars *stars;
  const struct answers *answers;
  const struct answers *previous;
  const char *part_hex[PART_COUNT];
};
bool check_run(const struct check_in *, struct arena *, struct diag *, struct input *out);

#endif

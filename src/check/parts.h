/* parts.h - the steps of check_run that stand in files of their own; private to check/. */
#ifndef TENKEN_CHECK_PARTS_H
#define TENKEN_CHECK_PARTS_H

#include "check/check.h"

struct check {
  const struct check_in *in;
  struct arena *arena;
  struct diag *diag;
  struct input *out;
};

/* "sha256:..." over the lines "part hex" of the parts that exist, in the order of enum digest_part (DESIGN 3). */
const char *check_digest(const char *const part_hex[PART_COUNT], struct arena *);

/* Entries against the policy; fills is_final and approved_by_management. */
void check_signoff(const struct check *);

#endif

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

/* Only which roles the entries have, and in which order. */
void check_roles(const struct check *);
/* Entries against the policy; fills is_final and approved_by_management. */
void check_signoff(const struct check *);
/* An entry whose digest is another one, in a report: the error, and a note at each value that changed since. */
void check_changes(const struct check *, const struct signoff_entry *);

#endif

/* check.h - phase 2: do the answers, their settings and last year's file fit together? After it nothing can be wrong.
 *
 * In: an answer file as read, the data library, last year's answers. Out: struct input (job arena). Adds every fault to
 * diag; returns false when there is an error. Knows no files: cli/ has loaded all of them through read/. */
#ifndef TENKEN_CHECK_CHECK_H
#define TENKEN_CHECK_CHECK_H

#include "base/arena.h"
#include "diag/diag.h"
#include "model/approved.h"
#include "model/input.h"
#include "model/pack.h"

/* What the caller is about to do decides how much an approval of other content matters. */
enum check_use {
  CHECK_NUMBERS, /* score, digest, chart, dump: told as a warning */
  CHECK_REPORT,  /* build, check: an error that names what changed */
  CHECK_FINAL    /* build --final: besides, all that the policy lacks is an error */
};

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
  enum check_use use;
  /* To name what changed since an approval; may be NULL and empty. */
  const struct approved *approved;
  struct leaves values[PART_PREVIOUS + 1];
};
/* "sha256:..." over the lines "part hex" of the parts that exist, in the order of enum digest_part (design: digest). */
const char *check_digest(const char *const part_hex[PART_COUNT], struct arena *);
/* "tenken-default 1": what a part is called in a record and in a message; NULL for what has no name. */
void check_part_names(const struct check_in *, struct arena *, const char *out[PART_COUNT]);

/* A guide pack: is it complete, and written to the standard? */
struct check_pack_in {
  const struct framework *framework;
  const struct pack *pack;
  const struct style_book *book; /* NULL: completeness only */
  bool is_strict;                /* a breach of the standard is an error, else a warning */
  enum language messages;        /* language of the reasons that the standard gives */
  const char *compared;          /* a text whose wording must not be repeated, or NULL */
};
void check_pack(const struct check_pack_in *, struct arena *, struct diag *);

/* For answers that are not whole, or when a file that they name is missing or has faults (NULL): what can be said
 * without telling consequences of a fault that is told already. */
void check_partly(const struct check_in *, bool is_whole, struct arena *, struct diag *);

bool check_run(const struct check_in *, struct arena *, struct diag *, struct input *out);

#endif

/* approved.h - what was approved, as `tenken digest` kept it beside the answer file (ANSWERS.approved).
 *
 * A memory aid and no evidence: an approval is bound to its digest alone, and this record only lets a message name what
 * changed since. Values are kept as leaves: one scalar of a YAML file under its path ("answers.ID.AM-2.level"), in the
 * canonical text that the digest is made of. Job arena. */
#ifndef TENKEN_MODEL_APPROVED_H
#define TENKEN_MODEL_APPROVED_H

#include "diag/source.h"
#include "model/input.h"

struct leaf {
  const char *path, *value; /* value: canonical JSON; "{}" and "[]" are leaves too */
  struct span at;
};
struct leaves {
  struct leaf *items; /* in the order of the file */
  size_t count, cap;
};
enum { APPROVED_RECORDS_MAX = POLICY_ROLES_MAX + 1 }; /* those that the entries name, and the newest */
struct approved_record {
  const char *digest;               /* "sha256:..." */
  const char *part_hex[PART_COUNT]; /* NULL: the part did not exist */
  const char *part_name[PART_COUNT]; /* "tenken-default 1", or NULL */
  struct leaves values[PART_PREVIOUS + 1]; /* of PART_ANSWERS and PART_PREVIOUS */
};
struct approved {
  struct approved_record records[APPROVED_RECORDS_MAX];
  size_t count;
};

#endif

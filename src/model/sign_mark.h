/* sign_mark.h - how a report says, for machines, whether it is a draft and who signs it.
 *
 * The mark ends the document's keywords (Info /Keywords = XMP pdf:Keywords), so it stands in revision 0 and under every
 * signature, and a file can be signed and verified without the data folder:
 *   tenken-signoff/1 final policy=default/1 quorum=3 roles=prepared,reviewed=prepared,approved? digest=sha256:...
 * `final` or `draft`; roles in order of signing; "=other": the person of that other role may hold this one too;
 * "?": optional (one that nobody holds is not listed). Ids are [a-z0-9-]. */
#ifndef TENKEN_MODEL_SIGN_MARK_H
#define TENKEN_MODEL_SIGN_MARK_H

#include "base/arena.h"
#include "base/buf.h"
#include "model/settings.h"

struct input;

struct sign_mark_role {
  const char *id, *may_equal; /* may_equal: NULL, or the id of a role of the same mark */
  bool optional;
};
struct sign_mark {
  bool is_final;
  const char *policy_id, *policy_version, *digest;
  int quorum;
  struct sign_mark_role roles[POLICY_ROLES_MAX];
  size_t role_count;
};

void sign_mark_put(const struct input *, struct buf *out);
/* False when the text ends with no mark, holds two, or the mark is malformed. Strings go to the arena. */
bool sign_mark_parse(const char *keywords, struct arena *, struct sign_mark *out);

/* Whether the mark is what reports under this policy bear: roles, order, who may be one person, quorum, version. */
bool sign_mark_follows(const struct sign_mark *, const struct policy *);

#endif

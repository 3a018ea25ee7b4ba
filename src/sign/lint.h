/* lint.h - is revision 0 a report as this program writes them, with nothing that acts, hides or pretends?
 *
 * What a signer sees must be what a reader sees later: no scripts, optional content, forms but our signature fields,
 * annotations but links, names in disguise (the two MIME subtypes of attachments excepted), keys given twice.
 * A catalog and a field are whitelisted key by key. Faults: class content. */
#ifndef TENKEN_SIGN_LINT_H
#define TENKEN_SIGN_LINT_H

#include "model/sign_mark.h"
#include "sign/revision.h"

struct lint_field {
  unsigned number;     /* of the widget */
  double rectangle[4]; /* on its page, points */
  const char *label;   /* what the report calls it, "" when it does not */
};
struct lint {
  struct sign_mark mark;
  const char *producer;                       /* the program that wrote the report */
  enum language language;                     /* of its texts */
  struct lint_field fields[POLICY_ROLES_MAX]; /* one per role of the mark, in order */
};

bool lint_revision0(const struct report_file *, struct arena *, struct lint *out, struct fault *);
/* "SIG1_PREPARED" of the first role "prepared"; position from 0. */
const char *lint_field_name(struct arena *, size_t position, const char *role_id);

#endif

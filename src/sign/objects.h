/* objects.h - is every object of revision 0 plain? (inside sign/)
 *
 * Each object is walked once: no dictionary has a key twice, more than LIMIT_PDF_KEYS or one that our writers never
 * use, no name acts, hides, brings a second content or stands in disguise, links have the one form that draws nothing,
 * /Subtype is one of the few of a report, named where it stands, and every reference leads to an object of revision 0,
 * so that nothing that a later revision brings can show in the pages. The references are noted for reach.h. Faults:
 * classes content and hidden. */
#ifndef TENKEN_SIGN_OBJECTS_H
#define TENKEN_SIGN_OBJECTS_H

#include "model/settings.h"
#include "sign/reach.h"

/* Objects that may hold what no other may: names of forms and signature fields. */
struct objects_of_form {
  unsigned catalog, form; /* form: 0 when there is none */
  unsigned fields[POLICY_ROLES_MAX];
  size_t field_count;
};

bool objects_are_plain(const struct report_file *, const struct objects_of_form *, struct arena *,
                       struct references *out, struct fault *);

#endif

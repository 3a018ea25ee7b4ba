/* reach.h - is every object of the report used?
 *
 * An object that nothing refers to shows nothing and would be signed all the same: a place to keep a second content ready.
 * So every object of revision 0 must be reachable from the catalog or the document information by references; object
 * streams and the cross-reference stream are the file's own. Fault: class hidden. */
#ifndef TENKEN_SIGN_REACH_H
#define TENKEN_SIGN_REACH_H

#include "sign/revision.h"

bool reach_every_object(const struct report_file *, struct fault *);

#endif

/* reach.h - is every object of the report used?
 *
 * An object that nothing refers to shows nothing and would be signed all the same: a place to keep a second content
 * ready. So every object of revision 0 must be reachable from the catalog or the document information by references;
 * object streams and the cross-reference stream are the file's own. The references are noted object by object while the
 * objects are looked at (objects.h). Fault: class hidden. */
#ifndef TENKEN_SIGN_REACH_H
#define TENKEN_SIGN_REACH_H

#include "sign/revision.h"

/* Where the objects of revision 0 refer to: those of number n are to[first[n]] up to, not with, to[first[n + 1]]. */
struct references {
  size_t *first;
  unsigned *to;
  size_t count, cap;
};

void reach_begin(struct references *, struct arena *, unsigned size);
void reach_next(struct references *, unsigned number); /* what follows belongs to this object; numbers ascend by one */
void reach_note(struct references *, struct arena *, unsigned to);
bool reach_every_object(const struct report_file *, const struct references *, struct arena *, struct fault *);

#endif

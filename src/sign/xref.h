/* xref.h - cross-reference streams, exactly as our writers make them (inside sign/; ISO 32000-1 7.5.8).
 *
 * Revision 0 lists every number below /Size, compressed; a later revision lists what it changes and itself, not
 * compressed, under /Index and /Prev. Fields are 1, 4 and 2 bytes wide. Nothing is accepted that could have been written
 * otherwise: the dictionary, and in a later revision the whole stream, are made again from what was read and compared. */
#ifndef TENKEN_SIGN_XREF_H
#define TENKEN_SIGN_XREF_H

#include "sign/fault.h"
#include "sign/pdf_value.h"

enum xref_kind { XREF_FREE, XREF_PLAIN, XREF_PACKED };
struct xref_entry {
  unsigned number;
  enum xref_kind kind;
  uint32_t place; /* byte offset, or number of the object stream */
  uint16_t index; /* within the object stream */
};
struct xref {
  size_t offset;            /* where it stands */
  unsigned number, size;    /* of its own object; /Size */
  unsigned root, info;
  struct bytes id;          /* "[<32 digits><32 digits>]" */
  size_t previous;          /* /Prev; 0 in revision 0 */
  struct xref_entry *entries; /* ascending by number; in revision 0 one for each number from 0 */
  size_t count;
};

/* Reads the stream at `offset`; *end is behind the "%%EOF\n" that follows it, at most `limit`. */
bool xref_read(struct bytes file, size_t offset, size_t limit, struct arena *, struct xref *out, size_t *end,
               struct fault *);
/* Appends the stream of a later revision with startxref and %%EOF. */
void xref_put(const struct xref *, struct buf *out);

#endif

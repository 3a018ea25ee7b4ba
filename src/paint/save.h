/* save.h - the objects of a finished document -> the bytes of the file (inside paint/).
 *
 * One form, which the signing layer reads and nothing else writes (ISO 32000-1 7.5.7 and 7.5.8):
 *
 *   %PDF-1.7, a binary comment; the plain objects by number: "n 0 obj\n" value "\nendobj\n"; the object streams, which
 *   hold all other objects by number; the cross-reference stream; "startxref\n" offset "\n%%EOF\n".
 *
 * Plain are streams and what signing rewrites or reads first: catalog, information dictionary, form, signature fields.
 * Object streams take the numbers behind all other objects, at most SAVE_STREAM_OBJECTS each: header of "number offset"
 * pairs separated by blanks and ended by one end of line, then the values, each followed by one end of line. The
 * cross-reference stream has the highest number, entries of 1 + 4 + 2 bytes and no predictor. Lengths are direct.
 * The bytes depend on the objects only. */
#ifndef TENKEN_PAINT_SAVE_H
#define TENKEN_PAINT_SAVE_H

#include "paint/object_text.h"

enum { SAVE_STREAM_OBJECTS = 500 };

/* `identifier_hex`: at least 32 hex digits, the file's /ID. */
void save_objects(const struct object_texts *, const char *identifier_hex, struct buf *pdf);

#endif

/* save.h - the finished document -> bytes (inside paint/).
 *
 * Classic cross-reference table, direct /Length, Flate level 6, `%PDF-1.7`: what PDF/A-3 (6.1) and the signing layer
 * want. libharu's own writer is not used: its /Length is indirect, it adds no /ID, and writing to a file hides errors.
 * The bytes depend on the objects only. */
#ifndef TENKEN_PAINT_SAVE_H
#define TENKEN_PAINT_SAVE_H

#include "paint/document.h"

/* `identifier_hex`: at least 32 hex digits, the file's /ID. Sets document->failed when libharu can't write an object. */
void save_document(struct document *, const char *identifier_hex, struct buf *pdf);

#endif

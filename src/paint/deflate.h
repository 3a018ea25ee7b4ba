/* deflate.h - compressing the file's streams (zlib format, RFC 1950; ISA-L, inside paint/).
 *
 * Deflating was a third of a report's time with libdeflate at its fastest levels. ISA-L at its lowest level, with codes
 * that were made beforehand for each kind of data, takes less than a third of that for 7 % more bytes, and gives the same
 * bytes on every x86-64 processor with SSE 4.2 (all since 2008). Its levels 1 and 2 make codes for each stream: files are
 * 3 % smaller, but it takes half as long again, and in version 2.30 their bytes depend now and then on the address of the
 * library's own state (the first byte is a special case that enters a hash of the wrong register); level 3 differs
 * between processors. */
#ifndef TENKEN_PAINT_DEFLATE_H
#define TENKEN_PAINT_DEFLATE_H

#include <stddef.h>

enum deflate_kind { DEFLATE_OTHER, DEFLATE_PAGE, DEFLATE_FONT, DEFLATE_OBJECTS, DEFLATE_KIND_COUNT };

struct deflater;

struct deflater *deflater_new(void);
void deflater_free(struct deflater *);

/* Any data can be of any kind; of its own it is smallest. The result stays valid until the next call. The bytes depend on
 * kind and data only. */
const void *deflater_run(struct deflater *, enum deflate_kind, const void *data, size_t size_bytes, size_t *packed_bytes);

#endif

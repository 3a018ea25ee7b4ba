/* deflate.h - compressing the file's streams (zlib format, RFC 1950; ISA-L, inside paint/).
 *
 * Deflating was a third of a report's time with libdeflate at its fastest level; ISA-L takes less than half of that for
 * 3 % more bytes. Its levels up to 2 give the same bytes on every x86-64 processor with SSE 4.2 (all since 2008), its
 * level 3 does not. */
#ifndef TENKEN_PAINT_DEFLATE_H
#define TENKEN_PAINT_DEFLATE_H

#include <stddef.h>

struct deflater;

struct deflater *deflater_new(void);
void deflater_free(struct deflater *);

/* The result stays valid until the next call. The bytes depend on the data only, not on what was compressed before. */
const void *deflater_run(struct deflater *, const void *data, size_t size_bytes, size_t *packed_bytes);

#endif

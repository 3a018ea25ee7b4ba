/* inflate.h - decompression with a bound (libdeflate; inside sign/). */
#ifndef TENKEN_SIGN_INFLATE_H
#define TENKEN_SIGN_INFLATE_H

#include "sign/pdf_value.h"

/* The whole of `zlib_data` into the arena. False when it is damaged, when bytes follow its end, or when the result is
 * longer than the limit; memory for at most `limit_bytes` is taken, whatever the data claim. */
bool inflate_all(struct bytes zlib_data, size_t limit_bytes, struct arena *, struct bytes *out);

#endif

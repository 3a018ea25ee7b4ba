/* inflate.c - the output buffer is as large as the data can become (deflate makes at most 1,032 bytes of one) or as the
 * limit allows, and only what was written is kept. */
#include "sign/inflate.h"

#include <libdeflate.h>
#include <stdlib.h>

enum { GROWTH_MAX = 1032 };

bool inflate_all(struct bytes zlib_data, size_t limit_bytes, struct arena *arena, struct bytes *out) {
  size_t read = 0, size = 0;
  size_t cap = zlib_data.size < limit_bytes / GROWTH_MAX ? zlib_data.size * GROWTH_MAX : limit_bytes;
  struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
  if (!decompressor)
    mem_exhausted();
  char *plain = mem_alloc(cap + 1);
  bool good = libdeflate_zlib_decompress_ex(decompressor, zlib_data.p, zlib_data.size, plain, cap, &read, &size) ==
                  LIBDEFLATE_SUCCESS &&
              read == zlib_data.size;
  if (good)
    *out = (struct bytes){(const uint8_t *)arena_strndup(arena, plain, size), size};
  free(plain);
  libdeflate_free_decompressor(decompressor);
  return good;
}

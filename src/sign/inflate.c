/* inflate.c - the output buffer begins at eight times the input, which is enough for what our writers pack, and grows
 * fourfold up to the limit; only what was written is kept. */
#include "sign/inflate.h"

#include <libdeflate.h>
#include <stdlib.h>

enum { GROWTH_FIRST = 8, GROWTH_NEXT = 4, SIZE_FIRST = 1024 };

bool inflate_all(struct bytes zlib_data, size_t limit_bytes, struct arena *arena, struct bytes *out) {
  struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
  if (!decompressor) mem_exhausted();
  size_t cap = zlib_data.size * GROWTH_FIRST + SIZE_FIRST, read = 0, size = 0;
  char *plain = NULL;
  enum libdeflate_result result;
  for (;;) {
    cap = cap < limit_bytes ? cap : limit_bytes;
    free(plain);
    plain = mem_realloc(NULL, cap);
    result = libdeflate_zlib_decompress_ex(decompressor, zlib_data.p, zlib_data.size, plain, cap, &read, &size);
    if (result != LIBDEFLATE_INSUFFICIENT_SPACE || cap == limit_bytes) break;
    cap *= GROWTH_NEXT;
  }
  bool good = result == LIBDEFLATE_SUCCESS && read == zlib_data.size;
  if (good) *out = (struct bytes){(const uint8_t *)arena_strndup(arena, plain, size), size};
  free(plain);
  libdeflate_free_decompressor(decompressor);
  return good;
}

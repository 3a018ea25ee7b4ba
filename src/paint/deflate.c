/* How: one call per stream into memory that is kept for the next one. Codes are made from counts of what the samples'
 * reports hold (deflate_counts.def); what the counts do not have gets a code too, a long one. */
#include "paint/deflate.h"

#include "base/arena.h"

#include <isa-l/igzip_lib.h>
#include <stdlib.h>
#include <string.h>

/* At worst stored blocks of at most 65,535 bytes with 5 each, two bytes before and four behind. */
enum { STORED_BLOCK = 65535, BLOCK_HEADER = 5, FRAME = 6 };

static const struct counts {
  uint16_t literals[ISAL_DEF_LIT_LEN_SYMBOLS], distances[ISAL_DEF_DIST_SYMBOLS];
} COUNTS_OF[DEFLATE_KIND_COUNT] = {
#define LIST(...) {__VA_ARGS__}
#define COUNTS(kind, literals, distances) [DEFLATE_##kind] = {LIST literals, LIST distances},
#include "paint/deflate_counts.def"
#undef COUNTS
#undef LIST
};

struct deflater {
  struct isal_zstream stream;
  struct isal_hufftables tables[DEFLATE_KIND_COUNT];
  uint8_t *packed;
  size_t cap;
};

struct deflater *deflater_new(void) {
  struct deflater *deflater = mem_realloc(NULL, sizeof *deflater);
  struct isal_huff_histogram *histogram = mem_realloc(NULL, sizeof *histogram);
  for (int kind = 0; kind < DEFLATE_KIND_COUNT; kind++) {
    const struct counts *counts = &COUNTS_OF[kind];
    for (size_t i = 0; i < ISAL_DEF_LIT_LEN_SYMBOLS; i++)
      histogram->lit_len_histogram[i] = counts->literals[i];
    for (size_t i = 0; i < ISAL_DEF_DIST_SYMBOLS; i++)
      histogram->dist_histogram[i] = counts->distances[i];
    if (isal_create_hufftables(&deflater->tables[kind], histogram) != 0) mem_exhausted(); /* cannot be: they are constants */
  }
  free(histogram);
  memset(&deflater->stream, 0, offsetof(struct isal_zstream, internal_state.buffer));
  deflater->packed = NULL;
  deflater->cap = 0;
  return deflater;
}

void deflater_free(struct deflater *deflater) {
  free(deflater->packed);
  free(deflater);
}

const void *deflater_run(struct deflater *deflater, enum deflate_kind kind, const void *data, size_t size, size_t *packed) {
  size_t most = size + BLOCK_HEADER * (size / STORED_BLOCK + 1) + FRAME;
  if (most > UINT32_MAX / 2) mem_exhausted(); /* the library counts in 32 bits */
  if (most > deflater->cap) {
    free(deflater->packed);
    deflater->packed = mem_realloc(NULL, deflater->cap = most + most / 2);
  }
  struct isal_zstream *stream = &deflater->stream;
  isal_deflate_stateless_init(stream);
  stream->hufftables = &deflater->tables[kind];
  stream->gzip_flag = IGZIP_ZLIB;
  stream->end_of_stream = 1;
  stream->next_in = (uint8_t *)(uintptr_t)data; /* which it only reads */
  stream->avail_in = (uint32_t)size;
  stream->next_out = deflater->packed;
  stream->avail_out = (uint32_t)deflater->cap;
  if (isal_deflate_stateless(stream) != COMP_OK) mem_exhausted(); /* cannot be: the room holds the worst case */
  *packed = stream->total_out;
  return deflater->packed;
}

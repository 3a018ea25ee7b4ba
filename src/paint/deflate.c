/* How: one call per stream into memory that is kept for the next one.
 *
 * Level 2 of the library has a fault that never harms the data but can change the bytes (2.30, on processors with SSE 4.2):
 * the first byte is a special case, and there the third byte's place is entered into the table of places not under the
 * hash of the bytes that stand there but under one of the stream structure's own address. Where that is also the hash
 * of one of the first three places, another match is found later on: once in some hundred or thousand streams, at
 * addresses that differ from run to run. So there are several structures, and a stream takes one whose address has
 * nothing in common with its first places. The table grows with the data; small streams, where hashes meet often, are
 * left to level 0, which is free of the fault. */
#include "paint/deflate.h"

#include "base/arena.h"

#include <isa-l/igzip_lib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { SMALL_BYTES = 1024, WORK_BYTES = ISAL_DEF_LVL2_DEFAULT };
/* Bits of the hash for the smallest table, places, bytes that are hashed. */
enum { HASH_BITS = 9, PLACES = 3, PLACE_BYTES = 4 };
/* At worst stored blocks of at most 65,535 bytes with 5 each, two bytes before and four behind. */
enum { STORED_BLOCK = 65535, BLOCK_HEADER = 5, FRAME = 6 };
/* One is ruled out by 3 hashes of 512, all of them in one of 10^17 streams. */
enum { STREAMS = 8 };

struct deflater {
  struct isal_zstream stream[STREAMS]; /* of more than 64 KB each: they differ in the bits that are hashed */
  uint8_t work[WORK_BYTES];
  uint8_t *packed;
  size_t cap;
};

struct deflater *deflater_new(void) {
  struct deflater *deflater = mem_realloc(NULL, sizeof *deflater);
  deflater->packed = NULL;
  deflater->cap = 0;
  return deflater;
}

void deflater_free(struct deflater *deflater) {
  free(deflater->packed);
  free(deflater);
}

/* What the processor's instruction makes of 32 bits: CRC-32C, reflected, without inversions. */
static unsigned hash(uint32_t bits) {
  for (int i = 0; i < 32; i++)
    bits = bits >> 1 ^ (bits & 1 ? 0x82F63B78 : 0);
  return bits & ((1U << HASH_BITS) - 1);
}

static unsigned address_hash(const struct isal_zstream *stream) {
  return hash((uint32_t)((uintptr_t)stream >> 16));
}

static struct isal_zstream *choose_stream(struct deflater *deflater, const uint8_t *data) {
  unsigned taken[PLACES];
  for (size_t place = 0; place < PLACES; place++) {
    uint32_t bits;
    memcpy(&bits, data + place, PLACE_BYTES);
    taken[place] = hash(bits);
  }
  struct isal_zstream *stream = deflater->stream;
  for (; stream < deflater->stream + STREAMS - 1; stream++) {
    unsigned own = address_hash(stream);
    if (own != taken[0] && own != taken[1] && own != taken[2]) break;
  }
  return stream;
}

const void *deflater_run(struct deflater *deflater, const void *data, size_t size, size_t *packed) {
  size_t most = size + BLOCK_HEADER * (size / STORED_BLOCK + 1) + FRAME;
  if (most > UINT32_MAX / 2) mem_exhausted(); /* the library counts in 32 bits */
  if (most > deflater->cap) {
    free(deflater->packed);
    deflater->packed = mem_realloc(NULL, deflater->cap = most + most / 2);
  }
  bool small = size < SMALL_BYTES;
  struct isal_zstream *stream = small ? deflater->stream : choose_stream(deflater, data);
  memset(stream, 0, offsetof(struct isal_zstream, internal_state.buffer));
  isal_deflate_stateless_init(stream);
  stream->level = small ? 0 : 2;
  stream->level_buf = deflater->work;
  stream->level_buf_size = WORK_BYTES;
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

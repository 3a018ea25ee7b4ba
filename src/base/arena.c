/* arena.c - a chain of growing blocks, handed out front to back.
 *
 * Memory is cleared as it is handed out, piece by piece just before it is used: clearing whole blocks at once (calloc)
 * walks through megabytes that are out of the cache again, or never asked for, when their time comes. A reset keeps the
 * largest block: after a few reports an arena has one block and allocates nothing. */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK_BYTES = 16 * 1024, ALIGNMENT = 16 };

struct block {
  struct block *next;
  size_t cap, used;
  _Alignas(ALIGNMENT) char data[];
};
struct arena {
  struct block *blocks; /* the current one first */
  size_t next_cap, handed_out;
};

_Noreturn void mem_exhausted(void) {
  fputs("tenken: out of memory\n", stderr);
  _Exit(3);
}

void *mem_alloc(size_t size_bytes) {
  void *p = calloc(1, size_bytes ? size_bytes : 1);
  if (!p) mem_exhausted();
  return p;
}

void *mem_realloc(void *old, size_t size_bytes) {
  void *p = realloc(old, size_bytes ? size_bytes : 1);
  if (!p) mem_exhausted();
  return p;
}

struct arena *arena_new(void) {
  struct arena *a = mem_alloc(sizeof *a);
  a->next_cap = FIRST_BLOCK_BYTES;
  return a;
}

static void free_chain(struct block *b) {
  while (b) {
    struct block *next = b->next;
    free(b);
    b = next;
  }
}

void arena_reset(struct arena *a) {
  struct block *largest = NULL;
  for (struct block *b = a->blocks; b; b = b->next) {
    if (!largest || b->cap > largest->cap) largest = b;
  }
  for (struct block *b = a->blocks, *next; b; b = next) {
    next = b->next;
    if (b != largest) free(b);
  }
  if (largest) {
    largest->used = 0;
    largest->next = NULL;
  }
  a->blocks = largest;
  a->handed_out = 0;
}

void arena_free(struct arena *a) {
  if (!a) return;
  free_chain(a->blocks);
  free(a);
}

size_t arena_bytes(const struct arena *a) {
  return a->handed_out;
}

static struct block *add_block(struct arena *a, size_t need) {
  size_t cap = a->next_cap > need ? a->next_cap : need;
  if (cap > SIZE_MAX - sizeof(struct block)) mem_exhausted();
  struct block *b = mem_realloc(NULL, sizeof *b + cap); /* not cleared */
  *b = (struct block){.cap = cap, .next = a->blocks};
  a->blocks = b;
  if (a->next_cap < (size_t)4 << 20) a->next_cap *= 2;
  return b;
}

/* Memory that the caller overwrites. */
static void *hand_out(struct arena *a, size_t size_bytes) {
  if (size_bytes > SIZE_MAX - ALIGNMENT) mem_exhausted();
  size_t size = (size_bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  if (size == 0) size = ALIGNMENT; /* distinct pointers for empty arrays */
  struct block *b = a->blocks;
  if (!b || b->cap - b->used < size) b = add_block(a, size);
  void *p = b->data + b->used;
  b->used += size;
  a->handed_out += size;
  return p;
}

void *arena_alloc(struct arena *a, size_t size_bytes) {
  return memset(hand_out(a, size_bytes), 0, size_bytes);
}

void *arena_array(struct arena *a, size_t count, size_t size_bytes) {
  if (size_bytes != 0 && count > SIZE_MAX / size_bytes) mem_exhausted();
  return arena_alloc(a, count * size_bytes);
}

char *arena_strndup(struct arena *a, const char *s, size_t size) {
  char *copy = hand_out(a, size + 1);
  memcpy(copy, s, size);
  copy[size] = '\0';
  return copy;
}

char *arena_strdup(struct arena *a, const char *s) {
  return arena_strndup(a, s, strlen(s));
}

char *arena_vprintf(struct arena *a, const char *format, va_list args) {
  va_list again;
  va_copy(again, args);
  int size = vsnprintf(NULL, 0, format, args);
  if (size < 0) mem_exhausted(); /* only a broken format or a result over 2 GB */
  char *s = hand_out(a, (size_t)size + 1);
  vsnprintf(s, (size_t)size + 1, format, again);
  va_end(again);
  return s;
}

char *arena_printf(struct arena *a, const char *format, ...) {
  va_list args;
  va_start(args, format);
  char *s = arena_vprintf(a, format, args);
  va_end(args);
  return s;
}

void *arena_grow(struct arena *a, void *items, size_t count, size_t *cap, size_t size_bytes) {
  if (count < *cap) return items;
  size_t new_cap = *cap ? *cap * 2 : 8;
  if (size_bytes != 0 && new_cap > SIZE_MAX / size_bytes) mem_exhausted();
  char *grown = hand_out(a, new_cap * size_bytes);
  if (count) memcpy(grown, items, count * size_bytes);
  memset(grown + count * size_bytes, 0, (new_cap - count) * size_bytes);
  *cap = new_cap;
  return grown;
}

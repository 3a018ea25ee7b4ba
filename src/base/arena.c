/* arena.c - a chain of growing blocks, handed out front to back.
 *
 * What is promised as zeroed is cleared as it is handed out, piece by piece just before it is used: clearing whole
 * blocks at once (calloc) walks through megabytes that are out of the cache again, or never asked for, when their time
 * comes. A reset keeps the blocks, up to a limit: an arena that is used again for the like asks the system for nothing. */
#define _DEFAULT_SOURCE /* madvise */
#include "base/arena.h"

#include <malloc.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
  FIRST_BLOCK_BYTES = 16 * 1024,
  LARGEST_STEP_BYTES = 4 * 1024 * 1024,
  KEPT_BYTES = 24 * 1024 * 1024, /* by a reset: the report of one large company does not stay in memory for all others */
  HUGE_PAGE_BYTES = 2 * 1024 * 1024,
  LARGE_ITEM_BYTES = 64 /* a vector of such begins with room for two: most hold one */
};

struct arena_block {
  struct arena_block *next;
  size_t cap;
  _Alignas(ARENA_ALIGNMENT) char data[];
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

void mem_keep_freed(void) {
  mallopt(M_MMAP_THRESHOLD, KEPT_BYTES);
  mallopt(M_TRIM_THRESHOLD, 2 * KEPT_BYTES);
}

struct arena *arena_new(void) {
  struct arena *a = mem_alloc(sizeof *a);
  a->next_cap = FIRST_BLOCK_BYTES;
  return a;
}

static void free_chain(struct arena_block *b) {
  while (b) {
    struct arena_block *next = b->next;
    free(b);
    b = next;
  }
}

/* Under a sanitizer nothing is kept, so that it sees a pointer that outlives its job. */
static bool is_kept(const struct arena_block *b, size_t kept) {
#if defined __SANITIZE_ADDRESS__
  (void)b, (void)kept;
  return false;
#else
  return b->cap <= KEPT_BYTES - kept;
#endif
}

void arena_reset(struct arena *a) {
  size_t kept = 0;
  for (struct arena_block *b = a->spare; b; b = b->next) kept += b->cap;
  for (struct arena_block *b = a->blocks, *next; b; b = next) {
    next = b->next;
    if (!is_kept(b, kept)) {
      free(b);
      continue;
    }
    kept += b->cap;
    b->next = a->spare;
    a->spare = b;
  }
  a->blocks = NULL;
  a->at = a->end = NULL;
  a->earlier = 0;
}

void arena_free(struct arena *a) {
  if (!a) return;
  free_chain(a->blocks);
  free_chain(a->spare);
  free(a);
}

size_t arena_bytes(const struct arena *a) {
  return a->earlier + (a->blocks ? (size_t)(a->at - a->blocks->data) : 0);
}

/* Not cleared. A large block begins at a huge page and asks for such: the kernel then hands out megabytes at one fault
 * instead of pages, which is most of what a single report pays the kernel for. A kernel that has none gives pages. */
static struct arena_block *block_new(size_t size) {
  if (size < HUGE_PAGE_BYTES) return mem_realloc(NULL, size);
  void *memory = NULL;
  if (posix_memalign(&memory, HUGE_PAGE_BYTES, size)) mem_exhausted();
  madvise(memory, size, MADV_HUGEPAGE);
  return memory;
}

/* The first kept block that is large enough, taken out of the chain; NULL: none. */
static struct arena_block *take_spare(struct arena *a, size_t need) {
  for (struct arena_block **at = &a->spare; *at; at = &(*at)->next) {
    struct arena_block *b = *at;
    if (b->cap < need) continue;
    *at = b->next;
    return b;
  }
  return NULL;
}

static struct arena_block *add_block(struct arena *a, size_t need) {
  struct arena_block *spare = take_spare(a, need);
  if (spare) {
    spare->next = a->blocks;
    return a->blocks = spare;
  }
  size_t cap = a->next_cap > need ? a->next_cap : need;
  if (cap > SIZE_MAX - sizeof(struct arena_block)) mem_exhausted();
  struct arena_block *b = block_new(sizeof *b + cap);
  *b = (struct arena_block){.cap = cap, .next = a->blocks};
  a->blocks = b;
  if (a->next_cap < LARGEST_STEP_BYTES) a->next_cap *= 4;
  return b;
}

void *arena_take_block(struct arena *a, size_t size_bytes) {
  if (size_bytes == 0) return arena_take(a, 1); /* distinct pointers for empty arrays */
  if (size_bytes > SIZE_MAX - ARENA_ALIGNMENT) mem_exhausted();
  a->earlier = arena_bytes(a);
  struct arena_block *b = add_block(a, size_bytes + ARENA_ALIGNMENT);
  a->at = b->data;
  a->end = b->data + b->cap;
  return arena_take(a, size_bytes);
}

char *arena_strndup(struct arena *a, const char *s, size_t size) {
  char *copy = arena_take(a, size + 1);
  memcpy(copy, s, size);
  copy[size] = '\0';
  return copy;
}

char *arena_strdup(struct arena *a, const char *s) {
  return arena_strndup(a, s, strlen(s));
}

/* Once into the room there is, which is mostly enough; else that told how much is needed. */
char *arena_vprintf(struct arena *a, const char *format, va_list args) {
  va_list again;
  va_copy(again, args);
  char *at = a->at;
  size_t room = (size_t)(a->end - at);
  int size = vsnprintf(at, room, format, args);
  if (size < 0) mem_exhausted(); /* only a broken format or a result over 2 GB */
  char *s = arena_take(a, (size_t)size + 1);
  if (s != at) vsnprintf(s, (size_t)size + 1, format, again);
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
  size_t new_cap = *cap ? *cap * 2 : size_bytes < LARGE_ITEM_BYTES ? 8 : 2;
  if (size_bytes != 0 && new_cap > SIZE_MAX / size_bytes) mem_exhausted();
  char *grown = arena_take(a, new_cap * size_bytes);
  if (count) memcpy(grown, items, count * size_bytes);
  *cap = new_cap;
  return grown;
}

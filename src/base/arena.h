/* arena.h - memory that lives as long as a phase needs it.
 *
 * Two arenas exist: the `run` arena (data files, options; whole process) and the `job` arena (one report; reset
 * between reports). Allocation returns zeroed memory, except where it says otherwise, and never NULL: when memory is
 * short the process prints one line and ends with exit code 3 (a worker's death costs one report). Nothing taken from
 * an arena is freed by hand. */
#ifndef TENKEN_BASE_ARENA_H
#define TENKEN_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

_Noreturn void mem_exhausted(void);

struct arena {
  char *at, *end; /* what is left of the block in use */
  struct arena_block *blocks; /* the one in use first */
  struct arena_block *spare;  /* of before the last reset */
  size_t next_cap, earlier;   /* bytes handed out of other blocks */
};

struct arena *arena_new(void);
void arena_reset(struct arena *); /* keeps memory for reuse; every pointer into the arena is dead after it */
void arena_free(struct arena *);
size_t arena_bytes(const struct arena *); /* bytes handed out since the last reset */

/* The next four stand here because a report takes fifty thousand pieces, most of a size that the compiler knows. */
enum { ARENA_ALIGNMENT = 16 };
void *arena_take_block(struct arena *, size_t size_bytes); /* the same when the block in use has no room */
/* Memory that the caller overwrites; aligned for any type. */
static inline void *arena_take(struct arena *a, size_t size_bytes) {
  size_t left = (size_t)(a->end - a->at), size = (size_bytes + ARENA_ALIGNMENT - 1) & ~(size_t)(ARENA_ALIGNMENT - 1);
  if (size_bytes == 0 || size_bytes > left || size > left) return arena_take_block(a, size_bytes);
  char *p = a->at;
  a->at += size;
  return p;
}
/* Zeroed. */
static inline void *arena_alloc(struct arena *a, size_t size_bytes) {
  return memset(arena_take(a, size_bytes), 0, size_bytes);
}
/* Overflow-checked count * size. */
static inline void *arena_array(struct arena *a, size_t count, size_t size_bytes) {
  if (size_bytes != 0 && count > SIZE_MAX / size_bytes) mem_exhausted();
  return arena_alloc(a, count * size_bytes);
}
/* The same, not zeroed: the caller assigns all of it. */
static inline void *arena_room(struct arena *a, size_t count, size_t size_bytes) {
  if (size_bytes != 0 && count > SIZE_MAX / size_bytes) mem_exhausted();
  return arena_take(a, count * size_bytes);
}
char *arena_strdup(struct arena *, const char *);
char *arena_strndup(struct arena *, const char *, size_t);
char *arena_printf(struct arena *, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *, const char *format, va_list) __attribute__((format(printf, 2, 0)));

/* Grows a vector kept as (items, count, cap): returns room for one more item at items[count], doubling as needed. That
 * item is not zeroed: the caller writes all of it. Use through ARENA_PUSH: `*ARENA_PUSH(a, v->items, v->count, v->cap) = item;` */
void *arena_grow(struct arena *, void *items, size_t count, size_t *cap, size_t size_bytes);
#define ARENA_PUSH(a, items, count, cap) \
  (((items) = (count) < (cap) ? (items) : arena_grow((a), (items), (count), &(cap), sizeof *(items))), &(items)[(count)++])

/* malloc/realloc that end the process with one line and exit 3 instead of returning NULL. */
void *mem_alloc(size_t size_bytes);
void *mem_realloc(void *, size_t size_bytes);
/* What is freed stays with the process: for a worker, whose next job wants as much again. */
void mem_keep_freed(void);

#endif

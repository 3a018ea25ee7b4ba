/* arena.h - memory that lives as long as a phase needs it.
 *
 * Two arenas exist: the `run` arena (data files, options; whole process) and the `job` arena (one report; reset
 * between reports). Allocation returns zeroed memory, never NULL: when memory is short the process prints one line
 * and ends with exit code 3 (a worker's death costs one report). Nothing taken from an arena is freed by hand. */
#ifndef TENKEN_BASE_ARENA_H
#define TENKEN_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_reset(struct arena *); /* keeps memory for reuse; every pointer into the arena is dead after it */
void arena_free(struct arena *);
size_t arena_bytes(const struct arena *); /* bytes handed out since the last reset */

void *arena_alloc(struct arena *, size_t size_bytes); /* zeroed, aligned for any type */
void *arena_array(struct arena *, size_t count, size_t size_bytes); /* overflow-checked count * size */
char *arena_strdup(struct arena *, const char *);
char *arena_strndup(struct arena *, const char *, size_t);
char *arena_printf(struct arena *, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *, const char *format, va_list) __attribute__((format(printf, 2, 0)));

/* Grows a vector kept as (items, count, cap): returns room for one more item at items[count], doubling as needed.
 * Use through ARENA_PUSH: `*ARENA_PUSH(a, v->items, v->count, v->cap) = item;` */
void *arena_grow(struct arena *, void *items, size_t count, size_t *cap, size_t size_bytes);
#define ARENA_PUSH(a, items, count, cap) \
  (((items) = arena_grow((a), (items), (count), &(cap), sizeof *(items))), &(items)[(count)++])

/* malloc/realloc that end the process with one line and exit 3 instead of returning NULL. */
void *mem_alloc(size_t size_bytes);
void *mem_realloc(void *, size_t size_bytes);
_Noreturn void mem_exhausted(void);
/* What is freed stays with the process: for a worker, whose next job wants as much again. */
void mem_keep_freed(void);

#endif

/* buf.h - a growing byte buffer on the heap; buf_free releases it. Never fails (see arena.h). `data` is always
 * NUL-terminated after the first append; `size` does not count that NUL. */
#ifndef TENKEN_BASE_BUF_H
#define TENKEN_BASE_BUF_H

#include <stddef.h>
#include <string.h>

struct buf {
  char *data;
  size_t size, cap;
};

void buf_reserve(struct buf *, size_t more); /* room for so many bytes more, so that growing does not copy them */

/* These stand here because a report is made by millions of them, most for a few bytes whose number the compiler knows. */
static inline void buf_put(struct buf *b, const void *data, size_t size) {
  if (size >= b->cap - b->size) buf_reserve(b, size);
  if (size) memcpy(b->data + b->size, data, size);
  b->size += size;
  b->data[b->size] = '\0';
}
static inline void buf_puts(struct buf *b, const char *s) {
  buf_put(b, s, strlen(s));
}
static inline void buf_putc(struct buf *b, char c) {
  if (b->cap - b->size < 2) buf_reserve(b, 1);
  b->data[b->size++] = c;
  b->data[b->size] = '\0';
}
/* Decimal digits of a number, two at a time: written at p, returns what is behind them. At most BUF_NUMBER_BYTES with a
 * sign. They go where they stay: a copy of bytes that were just written one by one waits for them. */
enum { BUF_NUMBER_BYTES = 24 };
extern const char BUF_PAIRS[200];
static inline char *buf_write_digits(char *p, unsigned long value) {
  if (value >= 100) {
    p = buf_write_digits(p, value / 100);
    value %= 100;
  } else if (value < 10) {
    *p = (char)('0' + value);
    return p + 1;
  }
  return (char *)memcpy(p, BUF_PAIRS + value * 2, 2) + 2;
}
void buf_printf(struct buf *, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Decimal number for PDF and SVG: at most `places` (0-4) decimals, trailing zeros cut, never an exponent, never "-0",
 * independent of the locale. */
void buf_put_decimal(struct buf *, double value, int places);
void buf_put_int(struct buf *, long value);
void buf_clear(struct buf *); /* keeps the memory */
void buf_free(struct buf *);

#endif

/* buf.h - a growing byte buffer on the heap; buf_free releases it. Never fails (see arena.h). `data` is always
 * NUL-terminated after the first append; `size` does not count that NUL. */
#ifndef TENKEN_BASE_BUF_H
#define TENKEN_BASE_BUF_H

#include <stddef.h>

struct buf {
  char *data;
  size_t size, cap;
};

void buf_put(struct buf *, const void *, size_t);
void buf_puts(struct buf *, const char *);
void buf_putc(struct buf *, char);
void buf_printf(struct buf *, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Decimal number for PDF and SVG: at most `places` (0-4) decimals, trailing zeros cut, never an exponent, never "-0",
 * independent of the locale. */
void buf_put_decimal(struct buf *, double value, int places);
void buf_put_int(struct buf *, long value);
void buf_clear(struct buf *); /* keeps the memory */
void buf_free(struct buf *);

#endif

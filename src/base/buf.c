/* buf.c - capacity doubles, so n appends cost O(n) copies. Decimals are made from a rounded integer by hand: printf
 * would follow the locale and may print an exponent. */
#include "base/buf.h"

#include "base/arena.h"
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_reserve(struct buf *b, size_t more) {
  if (more > SIZE_MAX - b->size - 1) mem_exhausted();
  size_t need = b->size + more + 1;
  if (need <= b->cap) return;
  size_t cap = b->cap ? b->cap : 64;
  while (cap < need) cap = cap > SIZE_MAX / 2 ? need : cap * 2;
  b->data = mem_realloc(b->data, cap);
  b->cap = cap;
}

/* Once into the room there is, which is mostly enough; else that told how much is needed. */
void buf_printf(struct buf *b, const char *format, ...) {
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  buf_reserve(b, 0);
  size_t room = b->cap - b->size;
  int size = vsnprintf(b->data + b->size, room, format, args);
  va_end(args);
  if (size < 0) mem_exhausted();
  if ((size_t)size >= room) {
    buf_reserve(b, (size_t)size);
    vsnprintf(b->data + b->size, (size_t)size + 1, format, again);
  }
  va_end(again);
  b->size += (size_t)size;
}

const char BUF_PAIRS[200] = "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"
                            "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";

void buf_put_int(struct buf *b, long value) {
  if (b->cap - b->size <= BUF_NUMBER_BYTES) buf_reserve(b, BUF_NUMBER_BYTES);
  char *p = b->data + b->size;
  if (value < 0) *p++ = '-';
  p = buf_write_digits(p, value < 0 ? 0UL - (unsigned long)value : (unsigned long)value);
  b->size = (size_t)(p - b->data);
  *p = '\0';
}

void buf_put_decimal(struct buf *b, double value, int places) {
  static const long SCALE[] = {1, 10, 100, 1000, 10000};
  if (places < 0) places = 0;
  if (places > 4) places = 4;
  if (!isfinite(value)) value = 0; /* no output format has a way to write it; geometry never makes one */
  if (value > 1e13) value = 1e13;
  if (value < -1e13) value = -1e13;
  long scaled = lround(value * (double)SCALE[places]);
  if (scaled < 0) {
    buf_putc(b, '-');
    scaled = -scaled;
  }
  buf_put_int(b, scaled / SCALE[places]);
  long fraction = scaled % SCALE[places];
  if (fraction == 0) return;
  char digits[4];
  for (int i = places - 1; i >= 0; i--) {
    digits[i] = (char)('0' + fraction % 10);
    fraction /= 10;
  }
  size_t size = (size_t)places;
  while (digits[size - 1] == '0') size--;
  buf_putc(b, '.');
  buf_put(b, digits, size);
}

void buf_clear(struct buf *b) {
  b->size = 0;
  if (b->data) b->data[0] = '\0';
}

void buf_free(struct buf *b) {
  free(b->data);
  *b = (struct buf){0};
}

/* How: digits are written by hand, because printf is the larger part of the cost of a content stream. */
#include "paint/syntax.h"

#include "base/utf8.h"

#include <string.h>

static const char HEX[] = "0123456789ABCDEF";

long syntax_hundredths(double points) {
  return (long)(points * 100 + (points < 0 ? -0.5 : 0.5));
}

/* Written at p; returns what is behind it. */
static char *write_hundredths(char *p, long value) {
  unsigned long magnitude = value < 0 ? 0UL - (unsigned long)value : (unsigned long)value;
  unsigned rest = (unsigned)(magnitude % 100);
  if (value < 0) *p++ = '-';
  if (magnitude >= 100 || !rest) p = buf_write_digits(p, magnitude / 100);
  if (!rest) return p;
  *p++ = '.';
  memcpy(p, BUF_PAIRS + 2 * rest, 2);
  return p + (rest % 10 ? 2 : 1);
}

/* Room for a number of any kind and four bytes more. */
static char *place_of_number(struct buf *out) {
  enum { ROOM = BUF_NUMBER_BYTES + 4 };
  if (out->cap - out->size <= ROOM) buf_reserve(out, ROOM);
  return out->data + out->size;
}

static void end_number(struct buf *out, char *p) {
  out->size = (size_t)(p - out->data);
  *p = '\0';
}

void syntax_put_hundredths(struct buf *out, long value) {
  end_number(out, write_hundredths(place_of_number(out), value));
}

void syntax_put_hundredths_spaced(struct buf *out, long value) {
  char *p = write_hundredths(place_of_number(out), value);
  *p++ = ' ';
  end_number(out, p);
}

void syntax_put_ref(struct buf *out, unsigned object_number) {
  char *p = buf_write_digits(place_of_number(out), object_number);
  end_number(out, (char *)memcpy(p, " 0 R", 4) + 4);
}

static char *hex4(char *p, unsigned value) {
  p[0] = HEX[value >> 12 & 15];
  p[1] = HEX[value >> 8 & 15];
  p[2] = HEX[value >> 4 & 15];
  p[3] = HEX[value & 15];
  return p + 4;
}

static char *utf16(char *p, uint32_t code_point) {
  if (code_point <= 0xFFFF) return hex4(p, code_point);
  return hex4(hex4(p, 0xD7C0 + (code_point >> 10)), 0xDC00 + (code_point & 0x3FF));
}

void syntax_put_utf16(struct buf *out, uint32_t code_point) {
  end_number(out, utf16(place_of_number(out), code_point));
}

/* A byte of UTF-8 becomes at most four digits. */
void syntax_put_text(struct buf *out, const char *utf8) {
  const char *p = utf8, *end = utf8 + strlen(utf8);
  buf_reserve(out, sizeof "<FEFF>" + 4 * (size_t)(end - utf8));
  buf_put(out, "<FEFF", 5);
  char *q = out->data + out->size;
  while (p < end)
    q = utf16(q, utf8_next(&p, end));
  out->size = (size_t)(q - out->data);
  buf_putc(out, '>');
}

void syntax_put_ascii(struct buf *out, const char *s) {
  buf_putc(out, '(');
  for (; *s; s++) {
    if (*s == '(' || *s == ')' || *s == '\\')
      buf_putc(out, '\\');
    buf_putc(out, *s);
  }
  buf_putc(out, ')');
}

void syntax_put_name(struct buf *out, const char *s) {
  buf_putc(out, '/');
  for (; *s; s++) {
    unsigned char c = (unsigned char)*s;
    if (c > ' ' && c < 0x7F && !strchr("()<>[]{}/%#", c)) {
      buf_putc(out, *s);
    } else {
      char escape[3] = {'#', HEX[c >> 4], HEX[c & 15]};
      buf_put(out, escape, sizeof escape);
    }
  }
}

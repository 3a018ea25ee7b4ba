/* How: digits are written by hand, because printf is the larger part of the cost of a content stream. */
#include "paint/syntax.h"

#include "base/utf8.h"

#include <string.h>

static const char HEX[] = "0123456789ABCDEF";

long syntax_hundredths(double points) {
  return (long)(points * 100 + (points < 0 ? -0.5 : 0.5));
}

/* Fills `end` backwards and returns the start. */
static char *digits(char *end, unsigned long value) {
  do
    *--end = (char)('0' + value % 10);
  while (value /= 10);
  return end;
}

static char *hundredths(char *end, long value) {
  unsigned long magnitude = value < 0 ? 0UL - (unsigned long)value : (unsigned long)value;
  unsigned rest = (unsigned)(magnitude % 100);
  char *p = end;
  if (rest) {
    if (rest % 10)
      *--p = (char)('0' + rest % 10);
    *--p = (char)('0' + rest / 10);
    *--p = '.';
  }
  if (magnitude >= 100 || !rest)
    p = digits(p, magnitude / 100);
  if (value < 0)
    *--p = '-';
  return p;
}

void syntax_put_hundredths(struct buf *out, long value) {
  char text[24], *end = text + sizeof text, *p = hundredths(end, value);
  buf_put(out, p, (size_t)(end - p));
}

void syntax_put_hundredths_spaced(struct buf *out, long value) {
  char text[24], *end = text + sizeof text;
  *--end = ' ';
  char *p = hundredths(end, value);
  buf_put(out, p, (size_t)(end - p) + 1);
}

void syntax_put_ref(struct buf *out, unsigned object_number) {
  char text[24], *end = text + sizeof text - 4, *p = digits(end, object_number);
  memcpy(end, " 0 R", 4);
  buf_put(out, p, (size_t)(end - p) + 4);
}

static char *hex4(char *p, unsigned value) {
  for (int shift = 12; shift >= 0; shift -= 4)
    *p++ = HEX[value >> shift & 15];
  return p;
}

void syntax_put_utf16(struct buf *out, uint32_t code_point) {
  char text[8], *p = text;
  if (code_point > 0xFFFF) {
    p = hex4(p, 0xD7C0 + (code_point >> 10));
    p = hex4(p, 0xDC00 + (code_point & 0x3FF));
  } else {
    p = hex4(p, code_point);
  }
  buf_put(out, text, (size_t)(p - text));
}

void syntax_put_text(struct buf *out, const char *utf8) {
  const char *p = utf8, *end = utf8 + strlen(utf8);
  buf_put(out, "<FEFF", 5);
  while (p < end)
    syntax_put_utf16(out, utf8_next(&p, end));
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

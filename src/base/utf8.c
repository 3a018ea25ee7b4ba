/* utf8.c - one decoder for all: lead byte gives length and the range of the second byte (Unicode table 3-7), which
 * alone rules out overlong forms, surrogates and values beyond U+10FFFF. */
#include "base/utf8.h"

#include <string.h>

/* Length of the well-formed sequence at s, 0 when it is not one. */
static size_t sequence(const unsigned char *s, size_t left, uint32_t *code_point) {
  unsigned char lead = s[0];
  if (lead < 0x80) {
    *code_point = lead;
    return 1;
  }
  /* Most of our text: three bytes whose lead leaves the second byte its full range. */
  if (lead > 0xE0 && lead < 0xF0 && lead != 0xED && left > 2 && (s[1] & 0xC0) == 0x80 && (s[2] & 0xC0) == 0x80) {
    *code_point = (uint32_t)(lead & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
    return 3;
  }
  size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || left < size) return 0;
  unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (s[1] < low || s[1] > high) return 0;
  uint32_t value = lead & (0x7FU >> size);
  for (size_t i = 1; i < size; i++) {
    if ((s[i] & 0xC0) != 0x80) return 0;
    value = value << 6 | (s[i] & 0x3F);
  }
  *code_point = value;
  return size;
}

uint32_t utf8_next_any(const char **p, const char *end) {
  uint32_t code_point = 0xFFFD;
  size_t size = sequence((const unsigned char *)*p, (size_t)(end - *p), &code_point);
  if (size == 0) {
    code_point = 0xFFFD;
    size = 1;
  }
  *p += size;
  return code_point;
}

size_t utf8_check(const char *s, size_t size) {
  const unsigned char *bytes = (const unsigned char *)s;
  size_t at = 0;
  uint32_t ignored;
  while (at < size) {
    const unsigned char *b = bytes + at;
    bool is_plain_three = b[0] > 0xE0 && b[0] < 0xED && size - at > 2 && (b[1] & 0xC0) == 0x80 && (b[2] & 0xC0) == 0x80;
    size_t step = b[0] < 0x80 ? 1 : is_plain_three ? 3 : sequence(b, size - at, &ignored);
    if (step == 0) return at;
    at += step;
  }
  return size;
}

size_t utf8_length(const char *s) {
  size_t count = 0;
  for (; *s; s++) count += ((unsigned char)*s & 0xC0) != 0x80;
  return count;
}

size_t utf8_put(char out[4], uint32_t c) {
  if (c < 0x80) {
    out[0] = (char)c;
    return 1;
  }
  if (c < 0x800) {
    out[0] = (char)(0xC0 | c >> 6);
    out[1] = (char)(0x80 | (c & 0x3F));
    return 2;
  }
  if (c < 0x10000) {
    out[0] = (char)(0xE0 | c >> 12);
    out[1] = (char)(0x80 | (c >> 6 & 0x3F));
    out[2] = (char)(0x80 | (c & 0x3F));
    return 3;
  }
  out[0] = (char)(0xF0 | c >> 18);
  out[1] = (char)(0x80 | (c >> 12 & 0x3F));
  out[2] = (char)(0x80 | (c >> 6 & 0x3F));
  out[3] = (char)(0x80 | (c & 0x3F));
  return 4;
}

bool utf8_is_variation_selector(uint32_t c) {
  return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

bool utf8_is_private_use(uint32_t c) {
  return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0xFFFFD) || (c >= 0x100000 && c <= 0x10FFFD);
}

/* East Asian Width W and F (Unicode 15), joined to blocks: a caret one column off in an unassigned corner is fine. */
bool utf8_is_wide(uint32_t c) {
  static const struct {
    uint32_t first, last;
  } WIDE[] = {{0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},   {0x25FD, 0x25FE},
              {0x2614, 0x2615},   {0x2648, 0x2653},   {0x26AA, 0x26AB},   {0x2705, 0x2705},   {0x274C, 0x274C},
              {0x2753, 0x2757},   {0x2795, 0x2797},   {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2E80, 0x303E},
              {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},
              {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1B000, 0x1B2FF},
              {0x1F200, 0x1F2FF}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
  for (size_t i = 0; i < sizeof WIDE / sizeof *WIDE; i++) {
    if (c >= WIDE[i].first && c <= WIDE[i].last) return true;
  }
  return false;
}

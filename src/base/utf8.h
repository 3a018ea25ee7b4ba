/* utf8.h - strict UTF-8 (Unicode 15, table 3-7): overlong forms, surrogates and values over U+10FFFF are errors. */
#ifndef TENKEN_BASE_UTF8_H
#define TENKEN_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes one code point from valid UTF-8 at *p (not at `end`) and moves *p past it. Bytes that are not UTF-8 give
 * U+FFFD and move by one. */
uint32_t utf8_next_any(const char **p, const char *end);
static inline uint32_t utf8_next(const char **p, const char *end) {
  const unsigned char *s = (const unsigned char *)*p;
  if (s[0] < 0x80) {
    *p += 1;
    return s[0];
  }
  /* Most of our text: three bytes whose lead leaves the second byte its full range. */
  if (s[0] > 0xE0 && s[0] < 0xED && end - *p > 2 && (s[1] & 0xC0) == 0x80 && (s[2] & 0xC0) == 0x80) {
    *p += 3;
    return (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
  }
  const char *at = *p; /* so that the caller's pointer can stay in a register */
  uint32_t code_point = utf8_next_any(&at, end);
  *p = at;
  return code_point;
}
/* Offset of the first byte that is not strict UTF-8, or `size` when all is well. */
size_t utf8_check(const char *, size_t size);
size_t utf8_length(const char *); /* code points of a valid string */
size_t utf8_put(char out[4], uint32_t code_point); /* bytes written */
bool utf8_is_variation_selector(uint32_t code_point); /* VS1-16, VS17-256 */
bool utf8_is_private_use(uint32_t code_point);
bool utf8_is_wide(uint32_t code_point); /* takes two columns on a terminal (for carets) */

#endif

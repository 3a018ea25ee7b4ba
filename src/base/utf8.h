/* utf8.h - strict UTF-8 (Unicode 15, table 3-7): overlong forms, surrogates and values over U+10FFFF are errors. */
#ifndef TENKEN_BASE_UTF8_H
#define TENKEN_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes one code point from valid UTF-8 at *p (not at `end`) and moves *p past it. Bytes that are not UTF-8 give
 * U+FFFD and move by one. */
uint32_t utf8_next(const char **p, const char *end);
/* Offset of the first byte that is not strict UTF-8, or `size` when all is well. */
size_t utf8_check(const char *, size_t size);
size_t utf8_length(const char *); /* code points of a valid string */
size_t utf8_put(char out[4], uint32_t code_point); /* bytes written */
bool utf8_is_variation_selector(uint32_t code_point); /* VS1-16, VS17-256 */
bool utf8_is_private_use(uint32_t code_point);
bool utf8_is_wide(uint32_t code_point); /* takes two columns on a terminal (for carets) */

#endif

/* pack_order.h - the order of a glossary. Private to check/.
 *
 * Japanese: JIS X 4061 as far as readings go: kana are compared without voicing marks, sizes and the difference of
 * hiragana and katakana; a long vowel counts as the vowel it prolongs; what is still equal is told apart by the marks.
 * Latin letters and digits come before kana, whatever their case. Marks and blanks do not count. */
#ifndef TENKEN_CHECK_PACK_ORDER_H
#define TENKEN_CHECK_PACK_ORDER_H

#include "base/arena.h"

#include <stdbool.h>

/* < 0, 0, > 0 as `a` comes before, with, after `b`. */
int pack_order(struct arena *, const char *a, const char *b);
/* Is the text made of hiragana, long vowels and middle dots alone? */
bool pack_is_reading(const char *);
/* Does the text need a reading to be placed (it has a character that is no kana, Latin letter, digit or mark)? */
bool pack_needs_reading(const char *);

#endif

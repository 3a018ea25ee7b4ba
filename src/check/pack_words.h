/* pack_words.h - finding the words of a standard in a text. Private to check/.
 *
 * Japanese has no word boundaries: a word is found wherever its characters stand, unless the standard names what must
 * stand before or after it. English words are found whole and whatever their case; "organiz*" finds every word that
 * begins so. */
#ifndef TENKEN_CHECK_PACK_WORDS_H
#define TENKEN_CHECK_PACK_WORDS_H

#include "check/pack.h"

struct text_check { /* one text and the standard of its language */
  const struct pack_check *check;
  const struct style_language *style;
  enum language language;
  const struct pack_text *written;
  const char *text, *id;
  const char *small; /* English: in small letters */
};
struct found { /* bytes of the text; start with {0} */
  size_t at, size;
};

struct text_check text_check_of(const struct pack_check *, enum language, const struct pack_text *);
/* The next place after `*last`; false: none. */
bool words_find(const struct text_check *, const struct style_rule *, const char *word, struct found *last);
bool words_find_term(const struct text_check *, const char *word, struct found *last);
struct span words_place(const struct text_check *, const struct found *);
const char *words_text(const struct text_check *, const struct found *); /* as written, in the arena */

#endif

/* kinsoku.h - where a line of Japanese or English text may start (行頭・行末禁則).
 *
 * Classes and pairs follow UAX #14 as ICU tailors it for ja@lb=strict (small kana and ー never start a line), with
 * these house rules on top: full-width digits stay together; numbers keep their units and prefixes (2項目, 1,350万円,
 * 第1版, 令和6年4月5日, 10 November 2026); Latin words are whole, except after a hyphen between letters and, in URLs,
 * after / . - ; ? & = (not after ://). Only 、 and 。 may hang. */
#ifndef TENKEN_LAYOUT_KINSOKU_H
#define TENKEN_LAYOUT_KINSOKU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum line_class {
  LINE_ID,   /* ideographs, kana, symbols: a line may break on both sides */
  LINE_OP,   /* opening brackets */
  LINE_CL,   /* closing brackets, full-width : ; ! ? , . */
  LINE_HANG, /* 、 。: as CL, and may hang over the right edge */
  LINE_NS,   /* small kana, ー ・ 々 ～ ／: never first in a line */
  LINE_IN,   /* … ‥ */
  LINE_DASH, /* ― —: never apart from each other */
  LINE_AL,   /* Latin, Greek, Cyrillic letters and the signs that go with them */
  LINE_NU,   /* 0-9 */
  LINE_WIDE, /* full-width digits */
  LINE_SP,   /* space */
  LINE_IDSP, /* ideographic space: ends a line, never starts one */
  LINE_CM,   /* combining marks: belong to what stands before */
  LINE_PR,   /* ¥ $ − №: before a number */
  LINE_PO,   /* % °: after a number */
  LINE_HY,   /* - */
  LINE_SL,   /* / */
  LINE_GL,   /* no-break spaces */
  LINE_ZW,   /* zero width space: a break that is not seen */
  LINE_AP,   /* ASCII closing punctuation and quotes */
  LINE_AO,   /* ASCII opening brackets and quotes */
  LINE_CLASS_COUNT
};

/* How willingly a line starts at a character. */
enum line_start {
  START_NEVER,
  START_KEPT, /* the pair rules allow it, a number or unit rule forbids it: only when nothing else fits */
  START_FREE
};

enum line_class kinsoku_class(uint32_t code_point);
bool kinsoku_is_latin(uint32_t code_point);    /* takes Latin-kana space beside kana and kanji */
bool kinsoku_is_japanese(uint32_t code_point); /* kana and kanji */

/* Fills starts[i] (enum line_start) for n characters with classes; starts[0] is always START_NEVER. */
void kinsoku_starts(const uint32_t *chars, const uint8_t *classes, size_t n, uint8_t *starts);

#endif

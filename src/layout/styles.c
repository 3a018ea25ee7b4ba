/* styles.c - the tables of LOOK 3 and 13. English text roles are one point smaller, because the Latin of BIZ
 * UDPGothic is wide; key figures and what a fixed row height holds keep their size (LOOK 13). */
#include "layout/styles.h"

static const struct type_style STYLES[STYLE_COUNT][LANG_COUNT] = {
    [STYLE_BODY] = {{9.5f, 16, FONT_SANS, INK}, {8.5f, 14, FONT_SANS, INK}},
    [STYLE_BODY_SMALL] = {{8.5f, 14, FONT_SANS, INK}, {7.5f, 12, FONT_SANS, INK}},
    [STYLE_PROSE] = {{10, 18, FONT_SERIF, INK}, {9, 16, FONT_SERIF, INK}},
    [STYLE_COVER_TITLE] = {{27, 40, FONT_SERIF, INK}, {26, 40, FONT_SERIF, INK}},
    [STYLE_COVER_SUBTITLE] = {{11, 20, FONT_SANS, INK}, {10, 20, FONT_SANS, INK}},
    [STYLE_CHAPTER_NUMBER] = {{34, 40, FONT_SANS_BOLD, INK_ACCENT}, {34, 40, FONT_SANS_BOLD, INK_ACCENT}},
    [STYLE_CHAPTER_TITLE] = {{23, 40, FONT_SERIF, INK}, {22, 40, FONT_SERIF, INK}},
    [STYLE_H1] = {{17, 24, FONT_SANS_BOLD, INK}, {16, 24, FONT_SANS_BOLD, INK}},
    [STYLE_CONCLUSION] = {{13, 22, FONT_SANS_BOLD, INK}, {11, 18, FONT_SANS_BOLD, INK}},
    [STYLE_KEY_FIGURE] = {{20, 26, FONT_SANS_BOLD, INK}, {20, 26, FONT_SANS_BOLD, INK}},
    [STYLE_H2] = {{11.5f, 16, FONT_SANS_BOLD, INK}, {11.5f, 16, FONT_SANS_BOLD, INK}},
    [STYLE_H3] = {{9.5f, 16, FONT_SANS_BOLD, INK}, {8.5f, 16, FONT_SANS_BOLD, INK}},
    [STYLE_CELL] = {{8.5f, 12, FONT_SANS, INK}, {8, 12, FONT_SANS, INK}},
    [STYLE_CELL_HEAD] = {{7.5f, 10, FONT_SANS_BOLD, INK}, {7, 10, FONT_SANS_BOLD, INK}},
    [STYLE_CELL_DENSE] = {{8, 11, FONT_SANS, INK}, {7.5f, 11, FONT_SANS, INK}},
    [STYLE_CELL_THIRD] = {{7.5f, 11, FONT_SANS, INK}, {7, 11, FONT_SANS, INK}},
    [STYLE_CELL_LEAD] = {{8.5f, 12, FONT_SANS_BOLD, INK}, {8, 12, FONT_SANS_BOLD, INK}},
    [STYLE_CELL_LEAD_BOARD] = {{10.5f, 12, FONT_SANS_BOLD, INK}, {10.5f, 12, FONT_SANS_BOLD, INK}},
    [STYLE_NOTE] = {{7.5f, 12, FONT_SANS, INK2}, {7, 11, FONT_SANS, INK2}},
    [STYLE_DIGEST] = {{7.2f, 12, FONT_MONO, INK}, {7.2f, 12, FONT_MONO, INK}},
    [STYLE_ADDRESS] = {{10.5f, 14, FONT_SANS, INK}, {9.5f, 14, FONT_SANS, INK}},
    [STYLE_TAG] = {{7, 9, FONT_SANS, INK}, {7, 9, FONT_SANS, INK}},
    [STYLE_SECTION_SIDE] = {{10, 18, FONT_SANS_BOLD, INK}, {9, 18, FONT_SANS_BOLD, INK}},
    [STYLE_ITEM_SIDE] = {{9, 14, FONT_SANS_BOLD, INK}, {8, 13, FONT_SANS_BOLD, INK}},
};

const struct type_style *style_of(enum style style, enum language language) {
  return &STYLES[style][language];
}

struct rgb style_ink(enum ink ink, const struct palette *palette) {
  static const enum colour COLOURS[] = {
      [INK] = COLOUR_INK,         [INK2] = COLOUR_INK2,         [INK3] = COLOUR_INK3,   [INK_ACCENT] = COLOUR_ACCENT,
      [INK_GAP] = COLOUR_GAP,     [INK_SEAL] = COLOUR_SEAL,     [INK_WHITE] = COLOUR_WHITE,
  };
  return palette->colour[COLOURS[ink]];
}

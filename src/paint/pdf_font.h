/* pdf_font.h - a face as one report uses it: character codes, widths, Unicode values, embedded subset (inside paint/).
 *
 * Type0 / CIDFontType2 with Identity-H. A code (CID) stands for a code point with its variation selector, in order of
 * first use, not for a glyph: two characters that share a glyph (〜 and ～ in some fonts) still extract as themselves.
 * CIDToGIDMap leads to the subset's glyphs, ToUnicode back to the text. Rules: ISO 32000-1 9.7, PDF/A-3 6.2.11. */
#ifndef TENKEN_PAINT_PDF_FONT_H
#define TENKEN_PAINT_PDF_FONT_H

#include "font/font.h"
#include "paint/document.h"

struct pdf_char {
  uint32_t code_point, selector;
  uint16_t glyph;
};
struct pdf_font {
  const struct face *face;
  struct object *type0; /* NULL: the report does not use this face */
  struct pdf_char *chars; /* by CID, from 1 */
  size_t count, cap;
  uint16_t **pages; /* code point / PDF_FONT_PAGE -> CIDs without a selector */
};
struct pdf_fonts {
  struct document *document;
  struct pdf_font font[FONT_ROLE_COUNT];
};

void pdf_fonts_open(struct pdf_fonts *, struct document *);
enum { PDF_FONT_PAGE = 256 };
/* The CID; 0: the face has no glyph for the character. Asked for every character that is shown, of which most have been
 * met before. */
unsigned pdf_font_find_code(struct pdf_fonts *, enum font_role, uint32_t code_point, uint32_t selector);
static inline unsigned pdf_font_code(struct pdf_fonts *fonts, enum font_role role, uint32_t code_point, uint32_t selector) {
  uint16_t *const *pages = fonts->font[role].pages;
  const uint16_t *page = pages && !selector ? pages[code_point / PDF_FONT_PAGE] : NULL;
  unsigned code = page ? page[code_point % PDF_FONT_PAGE] : 0;
  return code ? code : pdf_font_find_code(fonts, role, code_point, selector);
}
/* Makes the objects of all used faces and appends "/Font<<...>>" to the resources. */
void pdf_fonts_finish(struct pdf_fonts *);

#endif

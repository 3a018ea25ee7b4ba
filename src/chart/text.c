/* text.c - one pass over the code points; a variation selector belongs to the character before it. Characters without
 * a face take one em, as layout counts them; the place to report them is where pages are made. */
#include "chart/text.h"

#include "base/utf8.h"

#include <stddef.h>
#include <string.h>

struct cell {
  const struct face *face; /* NULL: no face has the character */
  uint16_t glyph;
  long advance, shift; /* 1/1000 em: of the cell, and of the glyph inside it */
};

static struct cell cell_of(const struct font_set *fonts, const struct draw_text *text, uint32_t c, uint32_t selector) {
  int role = font_pick(fonts, text->font, c, &selector);
  if (role < 0) return (struct cell){.advance = 1000};
  const struct face *face = fonts->face[role];
  struct cell cell = {.face = face, .glyph = face_glyph(face, c, selector)};
  cell.advance = face_advance(face, cell.glyph);
  if (text->tabular && c >= '0' && c <= '9') {
    long zero = face_advance(face, face_glyph(face, '0', 0));
    cell.shift = (zero - cell.advance) / 2;
    cell.advance = zero;
  }
  return cell;
}

void text_walk(const struct font_set *fonts, const struct draw_text *text, text_visitor *visit, void *context) {
  const char *p = text->s, *end = p + strlen(p);
  double x = 0;
  while (p < end) {
    uint32_t c = utf8_next(&p, end), selector = 0;
    const char *after = p;
    if (p < end && utf8_is_variation_selector(selector = utf8_next(&after, end)))
      p = after;
    else
      selector = 0;
    struct cell cell = cell_of(fonts, text, c, selector);
    struct text_glyph glyph = {cell.face, cell.glyph, x + (double)cell.shift * text->size / 1000};
    if (cell.face && visit) visit(context, &glyph);
    x += ((double)cell.advance / 1000 + text->tracking) * text->size;
    if (!visit) *(double *)context = x - text->tracking * text->size; /* no space after the last one */
  }
}

double text_width(const struct font_set *fonts, const struct draw_text *text) {
  double width = 0;
  text_walk(fonts, text, NULL, &width);
  return width;
}

double text_start(const struct font_set *fonts, const struct draw_text *text) {
  static const double SHARE[] = {[ANCHOR_START] = 0, [ANCHOR_MIDDLE] = 0.5, [ANCHOR_END] = 1};
  double share = SHARE[text->anchor];
  return share > 0 ? text->x - share * text_width(fonts, text) : text->x;
}

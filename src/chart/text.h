/* text.h - where the characters of a drawing's text stand (internal to chart/; the same rules as on pages: no shaping,
 * one glyph per code point, fallback faces, digits in cells of 0 when tabular). */
#ifndef TENKEN_CHART_TEXT_H
#define TENKEN_CHART_TEXT_H

#include "model/drawing.h"

struct text_glyph {
  const struct face *face;
  uint16_t glyph;
  double x; /* points from the text's start to the glyph's origin */
};
typedef void text_visitor(void *context, const struct text_glyph *);

double text_width(const struct font_set *, const struct draw_text *);
double text_start(const struct font_set *, const struct draw_text *); /* x of the first character after anchoring */
/* Calls `visit` for each character that a face has. */
void text_walk(const struct font_set *, const struct draw_text *, text_visitor *visit, void *context);

#endif

/* pen.h - how figures put marks on a drawing (internal to chart/).
 *
 * A pen collects one path at a time (pen_move ... pen_arc), then pen_fill, pen_stroke or pen_paint make it a mark and
 * start the next path. Straight outlines are appended as they are; whatever needs a curve goes through cairo and comes
 * back with pen_arc. Coordinates: points from the drawing's top left corner, y down; kept to 0.01. All memory is the
 * arena's; nothing fails. */
#ifndef TENKEN_CHART_PEN_H
#define TENKEN_CHART_PEN_H

#include "base/arena.h"
#include "model/figure.h"
#include "model/palette.h"

#include <cairo.h>

struct pen {
  struct arena *arena;
  const struct font_set *fonts;
  struct palette palette;
  struct drawing *drawing;
  struct path_element *elements; /* the path so far */
  size_t count, cap;
  cairo_t *geometry; /* shared by all figures of a run; paths only, nothing is rendered */
};

void pen_begin(struct pen *, const struct figure *, double width, double height); /* a new, empty drawing */

void pen_move(struct pen *, double x, double y);
void pen_line(struct pen *, double x, double y);
void pen_close(struct pen *);
void pen_segment(struct pen *, double x0, double y0, double x1, double y1);
void pen_rect(struct pen *, double x, double y, double width, double height);
void pen_diamond(struct pen *, double x, double y, double half_diagonal);
/* n points on circles of radius[i % 2] round (x, y), the first one up, clockwise. */
void pen_star(struct pen *, double x, double y, double outer, double inner, int points);
void pen_circle(struct pen *, double x, double y, double radius);
/* Corners of a rectangle: top ones rounded by `top`, bottom ones by `bottom`; 0 is square. */
void pen_round_rect(struct pen *, double x, double y, double width, double height, double top, double bottom);
/* Pie piece between two compass angles (radians, 0 is up, clockwise). */
void pen_wedge(struct pen *, double x, double y, double radius, double from, double to);

void pen_fill(struct pen *, enum colour);
/* `style` gives width, dash and joins; its colour is set here. */
void pen_stroke(struct pen *, struct stroke style, enum colour);
void pen_paint(struct pen *, enum colour fill, struct stroke style, enum colour line);

/* `style` carries font, size, anchor, tracking, tabular, halo; NULL and "" draw nothing. */
void pen_text(struct pen *, struct draw_text style, enum colour, double x, double baseline, const char *);
/* Width in points of a text in this style, as pen_text will draw it. */
double pen_text_width(const struct pen *, struct draw_text style, const char *);
/* A text cut with an ellipsis to fit `width`; the text itself when it fits. */
const char *pen_text_cut(const struct pen *, struct draw_text style, const char *, double width);

#endif

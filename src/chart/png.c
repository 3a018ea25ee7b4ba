/* png.c - a drawing as PNG on white, rendered by cairo from the same marks; texts as filled outlines, so that neither
 * fontconfig nor the fonts of the machine have a say. */
#include "chart/chart.h"
#include "chart/text.h"

#include <cairo.h>
#include <math.h>

enum { PIXELS_MOST = 20000 }; /* per side; cairo's own limit is 32767 */

static void set_colour(cairo_t *cr, struct rgb c) {
  cairo_set_source_rgb(cr, c.r / 255.0, c.g / 255.0, c.b / 255.0);
}

static void set_stroke(cairo_t *cr, const struct stroke *stroke) {
  double dash[2] = {stroke->dash[0], stroke->dash[1]};
  set_colour(cr, stroke->colour);
  cairo_set_line_width(cr, stroke->width);
  cairo_set_dash(cr, dash, dash[0] > 0 ? 2 : 0, 0);
  cairo_set_line_join(cr, stroke->round_join ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER);
  cairo_set_line_cap(cr, stroke->round_cap ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
}

static void render_path(cairo_t *cr, const struct mark *mark) {
  cairo_new_path(cr);
  for (size_t i = 0; i < mark->path.count; i++) {
    const struct path_element *e = &mark->path.elements[i];
    switch (e->verb) {
    case PATH_MOVE:
      cairo_move_to(cr, e->x[0], e->y[0]);
      break;
    case PATH_LINE:
      cairo_line_to(cr, e->x[0], e->y[0]);
      break;
    case PATH_CURVE:
      cairo_curve_to(cr, e->x[0], e->y[0], e->x[1], e->y[1], e->x[2], e->y[2]);
      break;
    case PATH_CLOSE:
      cairo_close_path(cr);
      break;
    }
  }
  if (mark->filled) {
    set_colour(cr, mark->fill);
    cairo_fill_preserve(cr);
  }
  if (mark->stroke.width > 0) {
    set_stroke(cr, &mark->stroke);
    cairo_stroke(cr);
  }
}

struct glyph_renderer {
  cairo_t *cr;
  double start, x, y, size;
};

static void render_move(void *context, double x, double y) {
  const struct glyph_renderer *r = context;
  cairo_move_to(r->cr, r->x + x * r->size, r->y - y * r->size);
}

static void render_line(void *context, double x, double y) {
  const struct glyph_renderer *r = context;
  cairo_line_to(r->cr, r->x + x * r->size, r->y - y * r->size);
}

static void render_curve(void *context, double x1, double y1, double x2, double y2, double x3, double y3) {
  const struct glyph_renderer *r = context;
  cairo_curve_to(r->cr, r->x + x1 * r->size, r->y - y1 * r->size, r->x + x2 * r->size, r->y - y2 * r->size,
                 r->x + x3 * r->size, r->y - y3 * r->size);
}

static void render_close(void *context) {
  cairo_close_path(((struct glyph_renderer *)context)->cr);
}

static void render_glyph(void *context, const struct text_glyph *glyph) {
  struct glyph_renderer *r = context;
  r->x = r->start + glyph->x;
  struct outline_sink sink = {r, render_move, render_line, render_curve, render_close};
  face_outline(glyph->face, glyph->glyph, &sink);
}

static void render_text(cairo_t *cr, const struct font_set *fonts, const struct draw_text *text) {
  struct glyph_renderer r = {cr, text_start(fonts, text), 0, text->baseline, text->size};
  cairo_new_path(cr);
  text_walk(fonts, text, render_glyph, &r);
  if (text->halo > 0) {
    set_stroke(cr, &(struct stroke){.width = text->halo, .colour = {255, 255, 255}, .round_join = true});
    cairo_stroke_preserve(cr);
  }
  set_colour(cr, text->colour);
  cairo_fill(cr);
}

static cairo_status_t append(void *context, const unsigned char *data, unsigned size) {
  buf_put(context, data, size);
  return CAIRO_STATUS_SUCCESS;
}

bool chart_png(const struct drawing *drawing, const struct font_set *fonts, double scale, struct buf *out) {
  double width = ceil(drawing->width * scale), height = ceil(drawing->height * scale);
  if (!(width >= 1 && height >= 1 && width <= PIXELS_MOST && height <= PIXELS_MOST)) return false;
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
  cairo_t *cr = cairo_create(surface);
  set_colour(cr, (struct rgb){255, 255, 255});
  cairo_paint(cr);
  cairo_scale(cr, scale, scale);
  for (size_t i = 0; i < drawing->count; i++) {
    if (drawing->marks[i].kind == MARK_TEXT)
      render_text(cr, fonts, &drawing->marks[i].text);
    else
      render_path(cr, &drawing->marks[i]);
  }
  if (cairo_status(cr) == CAIRO_STATUS_NO_MEMORY) mem_exhausted();
  cairo_destroy(cr);
  bool done = cairo_surface_write_to_png_stream(surface, append, out) == CAIRO_STATUS_SUCCESS;
  cairo_surface_destroy(surface);
  return done;
}

/* pen.c - paths as arrays of elements. cairo computes in 24.8 fixed point; the geometry context is therefore scaled up
 * by 64, which brings its error under 0.0001 pt, and its tolerance is set to 0.01 pt. After a closed path cairo adds a
 * move to the start point: those moves are dropped, as nothing follows them. */
#include "chart/pen.h"

#include "base/utf8.h"
#include "chart/text.h"

#include <math.h>
#include <string.h>

static const double PI = 3.14159265358979323846;

static float rounded(double v) {
  return (float)(floor(v * 100.0 + 0.5) / 100.0);
}

void pen_begin(struct pen *pen, const struct figure *figure, double width, double height) {
  pen->palette = palette_of(figure->theme);
  pen->drawing = arena_alloc(pen->arena, sizeof *pen->drawing);
  pen->drawing->width = rounded(width);
  pen->drawing->height = rounded(height);
}

static struct path_element *add(struct pen *pen, enum path_verb verb) {
  struct path_element *e = ARENA_PUSH(pen->arena, pen->elements, pen->count, pen->cap);
  *e = (struct path_element){.verb = verb};
  return e;
}

static void add_point(struct pen *pen, enum path_verb verb, double x, double y) {
  struct path_element *e = add(pen, verb);
  e->x[0] = rounded(x);
  e->y[0] = rounded(y);
}

void pen_move(struct pen *pen, double x, double y) {
  add_point(pen, PATH_MOVE, x, y);
}

void pen_line(struct pen *pen, double x, double y) {
  add_point(pen, PATH_LINE, x, y);
}

void pen_close(struct pen *pen) {
  add(pen, PATH_CLOSE);
}

void pen_segment(struct pen *pen, double x0, double y0, double x1, double y1) {
  pen_move(pen, x0, y0);
  pen_line(pen, x1, y1);
}

void pen_rect(struct pen *pen, double x, double y, double width, double height) {
  pen_move(pen, x, y);
  pen_line(pen, x + width, y);
  pen_line(pen, x + width, y + height);
  pen_line(pen, x, y + height);
  pen_close(pen);
}

void pen_diamond(struct pen *pen, double x, double y, double half) {
  pen_move(pen, x, y - half);
  pen_line(pen, x + half, y);
  pen_line(pen, x, y + half);
  pen_line(pen, x - half, y);
  pen_close(pen);
}

void pen_star(struct pen *pen, double x, double y, double outer, double inner, int points) {
  for (int i = 0; i < 2 * points; i++) {
    double radius = i % 2 ? inner : outer, angle = PI * i / points;
    add_point(pen, i ? PATH_LINE : PATH_MOVE, x + radius * sin(angle), y - radius * cos(angle));
  }
  pen_close(pen);
}

/* Takes over what cairo has collected. */
static void take(struct pen *pen) {
  cairo_path_t *path = cairo_copy_path(pen->geometry);
  if (path->status == CAIRO_STATUS_NO_MEMORY) /* told here only: it does not stay with the context */
    mem_exhausted();
  bool closed = false;
  for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
    const cairo_path_data_t *d = &path->data[i];
    bool last = i + d->header.length >= path->num_data;
    switch (d->header.type) {
    case CAIRO_PATH_MOVE_TO:
      if (!(closed && last)) pen_move(pen, d[1].point.x, d[1].point.y);
      break;
    case CAIRO_PATH_LINE_TO:
      pen_line(pen, d[1].point.x, d[1].point.y);
      break;
    case CAIRO_PATH_CURVE_TO: {
      struct path_element *e = add(pen, PATH_CURVE);
      for (int k = 0; k < 3; k++) {
        e->x[k] = rounded(d[k + 1].point.x);
        e->y[k] = rounded(d[k + 1].point.y);
      }
      break;
    }
    case CAIRO_PATH_CLOSE_PATH:
      pen_close(pen);
      closed = true;
      break;
    }
  }
  cairo_path_destroy(path);
  cairo_new_path(pen->geometry);
}

void pen_circle(struct pen *pen, double x, double y, double radius) {
  cairo_new_sub_path(pen->geometry);
  cairo_arc(pen->geometry, x, y, radius, 0, 2 * PI);
  cairo_close_path(pen->geometry);
  take(pen);
}

void pen_round_rect(struct pen *pen, double x, double y, double width, double height, double top, double bottom) {
  struct {
    double x, y, radius;
  } corner[] = {{x + width - top, y + top, top},
                {x + width - bottom, y + height - bottom, bottom},
                {x + bottom, y + height - bottom, bottom},
                {x + top, y + top, top}};
  for (int i = 0; i < 4; i++) {
    if (corner[i].radius > 0)
      cairo_arc(pen->geometry, corner[i].x, corner[i].y, corner[i].radius, PI / 2 * (i - 1), PI / 2 * i);
    else
      cairo_line_to(pen->geometry, corner[i].x, corner[i].y);
  }
  cairo_close_path(pen->geometry);
  take(pen);
}

void pen_wedge(struct pen *pen, double x, double y, double radius, double from, double to) {
  cairo_move_to(pen->geometry, x, y);
  cairo_arc(pen->geometry, x, y, radius, from - PI / 2, to - PI / 2);
  cairo_close_path(pen->geometry);
  take(pen);
}

static struct mark *add_mark(struct pen *pen, enum mark_kind kind) {
  struct drawing *d = pen->drawing;
  struct mark *m = ARENA_PUSH(pen->arena, d->marks, d->count, d->cap);
  *m = (struct mark){.kind = kind};
  return m;
}

/* The path so far as a new mark; NULL when nothing was drawn. */
static struct mark *end_path(struct pen *pen) {
  if (pen->count == 0) return NULL;
  struct mark *m = add_mark(pen, MARK_PATH);
  m->path = (struct path){pen->elements, pen->count};
  pen->elements = NULL;
  pen->count = pen->cap = 0;
  return m;
}

void pen_fill(struct pen *pen, enum colour fill) {
  struct mark *m = end_path(pen);
  if (!m) return;
  m->filled = true;
  m->fill = pen->palette.colour[fill];
}

void pen_stroke(struct pen *pen, struct stroke style, enum colour line) {
  struct mark *m = end_path(pen);
  if (!m) return;
  m->stroke = style;
  m->stroke.colour = pen->palette.colour[line];
}

void pen_paint(struct pen *pen, enum colour fill, struct stroke style, enum colour line) {
  struct mark *m = end_path(pen);
  if (!m) return;
  m->filled = true;
  m->fill = pen->palette.colour[fill];
  m->stroke = style;
  m->stroke.colour = pen->palette.colour[line];
}

void pen_text(struct pen *pen, struct draw_text style, enum colour colour, double x, double baseline, const char *s) {
  if (!s || !*s) return;
  struct mark *m = add_mark(pen, MARK_TEXT);
  m->text = style;
  m->text.s = s;
  m->text.x = rounded(x);
  m->text.baseline = rounded(baseline);
  m->text.colour = pen->palette.colour[colour];
}

double pen_text_width(const struct pen *pen, struct draw_text style, const char *s) {
  style.s = s;
  return s ? text_width(pen->fonts, &style) : 0;
}

const char *pen_text_cut(const struct pen *pen, struct draw_text style, const char *s, double width) {
  static const char ELLIPSIS[] = "…";
  if (pen_text_width(pen, style, s) <= width) return s;
  const char *end = s + strlen(s), *fit = s, *next = s;
  while (next < end) {
    utf8_next(&next, end);
    const char *longer = arena_printf(pen->arena, "%.*s%s", (int)(next - s), s, ELLIPSIS);
    if (pen_text_width(pen, style, longer) > width) break;
    fit = next;
  }
  return arena_printf(pen->arena, "%.*s%s", (int)(fit - s), s, ELLIPSIS);
}

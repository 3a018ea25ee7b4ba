/* plot.c - the in-cell plot: where now, target and last time stand on 0-4, and the bar of the shortfall; its column
 * head and the labelled example of the method page. x(v) = 7 + v / 4 * (width - 14). */
#include "chart/figures.h"

static const double WIDTH = 118, HEIGHT = 16, MARGIN = 7;
static const double TICK = 3, BAR_HEIGHT = 3.8;
static const struct stroke TRACK = {.width = 0.6F};

static const double HEAD_HEIGHT = 9, HEAD_BASELINE = 7;
static const struct draw_text HEAD = {.font = FONT_SANS_BOLD, .size = 6.8F, .anchor = ANCHOR_MIDDLE};

static const double KEY_WIDTH = 481.89, KEY_HEIGHT = 36, KEY_MARGIN = 40.9, KEY_Y = 18, KEY_TICK = 4, KEY_BAR = 4.8;
static const double KEY_NAME_RISE = 10, KEY_VALUE_DROP = 15;
static const struct draw_text KEY_NAME = {.font = FONT_SANS, .size = 7.5F, .anchor = ANCHOR_MIDDLE};
static const struct draw_text KEY_STRONG = {.font = FONT_SANS_BOLD, .size = 7.5F, .anchor = ANCHOR_MIDDLE};
static const struct draw_text KEY_VALUE = {.font = FONT_SANS, .size = 6.8F, .anchor = ANCHOR_MIDDLE};

struct track {
  double width, margin, y;
};

static double scale_x(const struct track *s, double value) {
  if (value < 0) value = 0;
  if (value > VALUE_MAX) value = VALUE_MAX;
  return s->margin + value / VALUE_MAX * (s->width - 2 * s->margin);
}

static void draw_track(struct pen *pen, const struct track *s, double tick) {
  pen_segment(pen, scale_x(s, 0), s->y, scale_x(s, VALUE_MAX), s->y);
  for (int v = 0; v <= (int)VALUE_MAX; v++)
    pen_segment(pen, scale_x(s, v), s->y - tick, scale_x(s, v), s->y + tick);
  pen_stroke(pen, TRACK, COLOUR_RULE);
}

static bool has_shortfall(const struct figure *f) {
  return f->now.exists && f->target.exists && f->now.value < f->target.value;
}

static void draw_values(struct pen *pen, const struct figure *f, const struct track *s, double bar,
                        const struct marker_size *size) {
  if (has_shortfall(f)) {
    double from = scale_x(s, f->now.value), to = scale_x(s, f->target.value);
    pen_rect(pen, from, s->y - bar / 2, to - from, bar);
    pen_fill(pen, COLOUR_GAP);
  }
  for (int k = 0; k < SERIES_COUNT; k++) {
    enum series series = SERIES_MARKER_ORDER[k];
    const struct figure_value *v = series == SERIES_NOW ? &f->now : series == SERIES_TARGET ? &f->target : &f->last;
    if (v->exists) series_marker(pen, series, size, 1, scale_x(s, v->value), s->y);
  }
}

void plot_draw(struct pen *pen, const struct figure *f) {
  struct track s = {f->width > 0 ? f->width : WIDTH, MARGIN, HEIGHT / 2};
  pen_begin(pen, f, s.width, HEIGHT);
  draw_track(pen, &s, TICK);
  draw_values(pen, f, &s, BAR_HEIGHT, &MARKERS_PLOT);
}

void plot_head_draw(struct pen *pen, const struct figure *f) {
  static const char *const DIGITS[] = {"0", "1", "2", "3", "4"};
  struct track s = {f->width > 0 ? f->width : WIDTH, MARGIN, 0};
  pen_begin(pen, f, s.width, HEAD_HEIGHT);
  for (int v = 0; v <= (int)VALUE_MAX; v++)
    pen_text(pen, HEAD, COLOUR_INK, scale_x(&s, v), HEAD_BASELINE, DIGITS[v]);
}

void plot_key_draw(struct pen *pen, const struct figure *f) {
  static const char *const VALUES[] = {"0.0", "1.0", "2.0", "3.0", "4.0"};
  struct track s = {f->width > 0 ? f->width : KEY_WIDTH, KEY_MARGIN, KEY_Y};
  pen_begin(pen, f, s.width, KEY_HEIGHT);
  draw_track(pen, &s, KEY_TICK);
  draw_values(pen, f, &s, KEY_BAR, &MARKERS_KEY);
  double name = s.y - KEY_NAME_RISE;
  if (f->last.exists) pen_text(pen, KEY_NAME, COLOUR_INK, scale_x(&s, f->last.value), name, f->label_last);
  if (f->now.exists) pen_text(pen, KEY_STRONG, COLOUR_ACCENT, scale_x(&s, f->now.value), name, f->label_now);
  if (has_shortfall(f))
    pen_text(pen, KEY_STRONG, COLOUR_GAP, scale_x(&s, (f->now.value + f->target.value) / 2), name, f->label_gap);
  if (f->target.exists) pen_text(pen, KEY_NAME, COLOUR_INK, scale_x(&s, f->target.value), name, f->label_target);
  for (int v = 0; v <= (int)VALUE_MAX; v++)
    pen_text(pen, KEY_VALUE, COLOUR_INK2, scale_x(&s, v), s.y + KEY_VALUE_DROP, VALUES[v]);
}

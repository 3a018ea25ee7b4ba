/* legend.c - rows of a line sample with its marker and the series' name; a series that is not shown has no row. */
#include "chart/figures.h"

static const double ROW = 14, LINE_X = 1, LINE_LENGTH = 28, TEXT_X = 36, TEXT_DROP = 2.7;
static const struct draw_text TEXT = {.font = FONT_SANS, .size = 7.5F};

static const char *series_text(const struct figure *f, enum series series) {
  return series == SERIES_NOW ? f->legend_now : series == SERIES_TARGET ? f->legend_target : f->legend_last;
}

void legend_rows(struct pen *pen, const struct figure *f, double y) {
  for (int s = 0; s < SERIES_COUNT; s++) {
    enum series series = (enum series)s;
    if (!series_shown(f, series)) continue;
    double middle = y + ROW / 2;
    pen_segment(pen, LINE_X, middle, LINE_X + LINE_LENGTH, middle);
    pen_stroke(pen, series_line(series), series_colour(series));
    series_marker(pen, series, &MARKERS_RADAR, 1, LINE_X + LINE_LENGTH / 2, middle);
    pen_text(pen, TEXT, COLOUR_INK, TEXT_X, middle + TEXT_DROP, series_text(f, series));
    y += ROW;
  }
}

void legend_draw(struct pen *pen, const struct figure *f) {
  int rows = 1 + f->has_target + f->has_last;
  double widest = 0;
  for (int s = 0; s < SERIES_COUNT; s++) {
    double width = series_shown(f, (enum series)s) ? pen_text_width(pen, TEXT, series_text(f, (enum series)s)) : 0;
    if (width > widest) widest = width;
  }
  pen_begin(pen, f, TEXT_X + widest, ROW * rows);
  legend_rows(pen, f, 0);
}

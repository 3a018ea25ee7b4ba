/* series.c - the look of now, target and last time, told apart by dash and marker first and by colour last. */
#include "chart/figures.h"

const enum series SERIES_LINE_ORDER[SERIES_COUNT] = {SERIES_LAST, SERIES_TARGET, SERIES_NOW};
const enum series SERIES_MARKER_ORDER[SERIES_COUNT] = {SERIES_TARGET, SERIES_LAST, SERIES_NOW};

const struct marker_size MARKERS_RADAR = {2.8, 4.2, 5.2, 0.6F, 0.9F, 0.8F};
const struct marker_size MARKERS_PLOT = {3.0, 4.6, 6.4, 0.6F, 0.9F, 0.8F};
const struct marker_size MARKERS_KEY = {3.8, 5.8, 8.0, 0.6F, 1.0F, 0.9F};

static const struct {
  struct stroke line;
  enum colour colour;
} LOOKS[SERIES_COUNT] = {
    [SERIES_NOW] = {{.width = 2.0F, .round_join = true}, COLOUR_ACCENT},
    [SERIES_TARGET] = {{.width = 1.1F, .dash = {4.5F, 2.5F}, .round_join = true}, COLOUR_INK},
    [SERIES_LAST] = {{.width = 0.9F, .dash = {1.0F, 1.8F}, .round_join = true}, COLOUR_INK3},
};

bool series_shown(const struct figure *f, enum series series) {
  switch (series) {
  case SERIES_TARGET:
    return f->has_target;
  case SERIES_LAST:
    return f->has_last;
  default:
    return true;
  }
}

enum colour series_colour(enum series series) {
  return LOOKS[series].colour;
}

struct stroke series_line(enum series series) {
  return LOOKS[series].line;
}

void series_marker(struct pen *pen, enum series series, const struct marker_size *size, double scale, double x,
                   double y) {
  switch (series) {
  case SERIES_NOW:
    pen_circle(pen, x, y, size->disc_radius * scale);
    pen_paint(pen, COLOUR_ACCENT, (struct stroke){.width = size->disc_ring}, COLOUR_WHITE);
    break;
  case SERIES_TARGET:
    pen_diamond(pen, x, y, size->diamond_half * scale);
    pen_paint(pen, COLOUR_WHITE, (struct stroke){.width = size->diamond_line}, COLOUR_INK);
    break;
  default: {
    double side = size->square_side * scale;
    pen_rect(pen, x - side / 2, y - side / 2, side, side);
    pen_paint(pen, COLOUR_WHITE, (struct stroke){.width = size->square_line}, COLOUR_INK3);
  }
  }
}

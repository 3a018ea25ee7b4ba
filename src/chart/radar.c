/* radar.c - the radars of functions (5 axes) and categories (23 axes), LOOK 7.
 *
 * How: the first axis points up, the others follow clockwise at equal angles; a value v stands at v / 4 of the radius.
 * A series is a closed polygon when every axis has a value; otherwise it falls into open runs between the gaps. */
#include "chart/radar.h"

#include <math.h>

static const double PI = 3.14159265358979323846;

static const struct radar_look FUNCTIONS = {.label_gap = 13,
                                            .marker_scale = 1,
                                            .now_width = 2.0F,
                                            .spoke_width = 0.5F,
                                            .first_ring_number = 0,
                                            .number_size = 6.4F,
                                            .number_gap = 5.5,
                                            .number_drop = 2.4,
                                            .top_number_drop = 2.4,
                                            .area = true};
static const struct radar_look CATEGORIES = {.label_gap = 12,
                                             .marker_scale = 0.72,
                                             .now_width = 1.6F,
                                             .spoke_width = 0.35F,
                                             .first_ring_number = 1,
                                             .number_size = 5.8F,
                                             .number_gap = 2.6,
                                             .number_drop = 2.4,
                                             .top_number_drop = 6.6,
                                             .circular = true};

static const double RADIUS_FUNCTIONS = 88, RADIUS_CATEGORIES = 112, BOUNDARY_GAP = 22;
static const struct stroke RING = {.width = 0.5F}, OUTER_RING = {.width = 0.7F}, BOUNDARY = {.width = 0.5F};
static const float HALO = 1.8F;
static const int RINGS = 4;
static const double LEGEND_TOP = 4;

double radar_angle(const struct radar *r, double axis) {
  return 2 * PI * axis / (double)r->n;
}

double radar_x(const struct radar *r, double axis, double radius) {
  return r->x + radius * sin(radar_angle(r, axis));
}

double radar_y(const struct radar *r, double axis, double radius) {
  return r->y - radius * cos(radar_angle(r, axis));
}

/* First axis and axis count of a sector; false when no axis is in it. */
bool radar_sector_span(const struct radar *r, size_t sector, size_t *first, size_t *count) {
  *count = 0;
  for (size_t i = 0; i < r->n; i++) {
    if (r->figure->axes[i].sector != sector) continue;
    if (*count == 0) *first = i;
    ++*count;
  }
  return *count > 0;
}

static struct figure_value value_of(const struct radar_axis *axis, enum series series) {
  struct figure_value v = series == SERIES_NOW ? axis->now : series == SERIES_TARGET ? axis->target : axis->last;
  if (v.value < 0) v.value = 0;
  if (v.value > VALUE_MAX) v.value = VALUE_MAX;
  return v;
}

static void ring_path(const struct radar *r, double radius) {
  if (r->look->circular) {
    pen_circle(r->pen, r->x, r->y, radius);
    return;
  }
  for (size_t i = 0; i < r->n; i++) {
    double x = radar_x(r, (double)i, radius), y = radar_y(r, (double)i, radius);
    if (i == 0)
      pen_move(r->pen, x, y);
    else
      pen_line(r->pen, x, y);
  }
  pen_close(r->pen);
}

static void draw_grid(const struct radar *r) {
  for (int ring = 1; ring < RINGS; ring++)
    ring_path(r, r->radius * ring / RINGS);
  pen_stroke(r->pen, RING, COLOUR_RULE);
  ring_path(r, r->radius);
  pen_stroke(r->pen, OUTER_RING, COLOUR_RULE2);
  for (size_t i = 0; i < r->n; i++)
    pen_segment(r->pen, r->x, r->y, radar_x(r, (double)i, r->radius), radar_y(r, (double)i, r->radius));
  pen_stroke(r->pen, (struct stroke){.width = r->look->spoke_width}, COLOUR_RULE);
}

/* Goes round once from `first`, the axis after a gap (or 0), and hands each run of neighbouring values to `run` as
 * (first axis, count); count == n means that no value is missing. */
static void each_run(const struct radar *r, enum series series,
                     void (*run)(const struct radar *, enum series, size_t, size_t)) {
  size_t start = r->n;
  for (size_t i = 0; i < r->n && start == r->n; i++) {
    if (!value_of(&r->figure->axes[i], series).exists) start = i;
  }
  if (start == r->n) {
    run(r, series, 0, r->n);
    return;
  }
  size_t count = 0;
  for (size_t step = 1; step <= r->n; step++) {
    size_t i = (start + step) % r->n;
    if (value_of(&r->figure->axes[i], series).exists) {
      count++;
    } else {
      if (count > 0) run(r, series, (i + r->n - count) % r->n, count);
      count = 0;
    }
  }
}

static void run_path(const struct radar *r, enum series series, size_t first, size_t count) {
  for (size_t k = 0; k < count; k++) {
    size_t i = (first + k) % r->n;
    double radius = r->radius * value_of(&r->figure->axes[i], series).value / VALUE_MAX;
    double x = radar_x(r, (double)i, radius), y = radar_y(r, (double)i, radius);
    if (k == 0)
      pen_move(r->pen, x, y);
    else
      pen_line(r->pen, x, y);
  }
}

static void line_run(const struct radar *r, enum series series, size_t first, size_t count) {
  if (count < 2) return; /* a lone value has its marker only */
  run_path(r, series, first, count);
  if (count == r->n) pen_close(r->pen);
}

static void area_run(const struct radar *r, enum series series, size_t first, size_t count) {
  if (count < 2) return;
  run_path(r, series, first, count);
  if (count < r->n) pen_line(r->pen, r->x, r->y);
  pen_close(r->pen);
}

static void draw_series_lines(const struct radar *r) {
  for (int k = 0; k < SERIES_COUNT; k++) {
    enum series series = SERIES_LINE_ORDER[k];
    if (!series_shown(r->figure, series)) continue;
    struct stroke line = series_line(series);
    if (series == SERIES_NOW) line.width = r->look->now_width;
    each_run(r, series, line_run);
    pen_stroke(r->pen, line, series_colour(series));
  }
}

static void draw_markers(const struct radar *r) {
  for (int k = 0; k < SERIES_COUNT; k++) {
    enum series series = SERIES_MARKER_ORDER[k];
    if (!series_shown(r->figure, series)) continue;
    for (size_t i = 0; i < r->n; i++) {
      struct figure_value v = value_of(&r->figure->axes[i], series);
      double radius = r->radius * v.value / VALUE_MAX;
      if (v.exists)
        series_marker(r->pen, series, &MARKERS_RADAR, r->look->marker_scale, radar_x(r, (double)i, radius),
                      radar_y(r, (double)i, radius));
    }
  }
}

static void draw_ring_numbers(const struct radar *r) {
  static const char *const NUMBERS[] = {"0.0", "1.0", "2.0", "3.0", "4.0"};
  struct draw_text style = {.font = FONT_SANS, .size = r->look->number_size, .anchor = ANCHOR_END, .halo = HALO};
  for (int ring = r->look->first_ring_number; ring <= RINGS; ring++) {
    double drop = ring == RINGS ? r->look->top_number_drop : r->look->number_drop;
    pen_text(r->pen, style, COLOUR_INK2, r->x - r->look->number_gap, r->y - r->radius * ring / RINGS + drop,
             NUMBERS[ring]);
  }
}

static void draw_sectors(const struct radar *r) {
  for (size_t s = 0; s < r->figure->sector_count; s += 2) {
    size_t first, count;
    if (!radar_sector_span(r, s, &first, &count)) continue;
    pen_wedge(r->pen, r->x, r->y, r->radius, radar_angle(r, (double)first - 0.5),
              radar_angle(r, (double)(first + count) - 0.5));
  }
  pen_fill(r->pen, COLOUR_WASH);
}

static void draw_sector_boundaries(const struct radar *r) {
  for (size_t s = 0; s < r->figure->sector_count; s++) {
    size_t first, count;
    if (!radar_sector_span(r, s, &first, &count)) continue;
    double axis = (double)first - 0.5, end = r->radius + BOUNDARY_GAP;
    pen_segment(r->pen, r->x, r->y, radar_x(r, axis, end), radar_y(r, axis, end));
  }
  pen_stroke(r->pen, BOUNDARY, COLOUR_RULE2);
}

/* Several axes to a sector; a radar of functions may name its functions as sectors too. */
static bool has_sectors(const struct figure *f) {
  return f->sector_count > 0 && f->axis_count > f->sector_count;
}

void radar_draw(struct pen *pen, const struct figure *f) {
  struct radar r = {.pen = pen, .figure = f, .n = f->axis_count, .look = has_sectors(f) ? &CATEGORIES : &FUNCTIONS};
  r.radius = f->radius > 0 ? f->radius : r.look->circular ? RADIUS_CATEGORIES : RADIUS_FUNCTIONS;
  radar_fit(&r);
  pen_begin(pen, f, r.width, r.height);
  if (r.n < 3) return; /* no framework has fewer; there is no polygon to draw */
  if (r.look->circular) draw_sectors(&r);
  if (r.look->area) {
    each_run(&r, SERIES_NOW, area_run);
    pen_fill(pen, COLOUR_ACCENT_WASH);
  }
  draw_grid(&r);
  if (r.look->circular) draw_sector_boundaries(&r);
  draw_series_lines(&r);
  draw_ring_numbers(&r); /* under the markers: a scale never covers a value */
  draw_markers(&r);
  radar_draw_labels(&r);
  if (f->legend_now) legend_rows(pen, f, LEGEND_TOP); /* no label reaches into the upper left corner */
}

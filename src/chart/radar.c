/* radar.c - the radars of functions (5 axes) and categories (23 axes), LOOK 7.
 *
 * How: the first axis points up, the others follow clockwise at equal angles; a value v stands at v / 4 of the radius.
 * A series is a closed polygon when every axis has a value; otherwise it falls into open runs between the gaps. When
 * labels are too wide for the figure's box, the radius gives way: type never shrinks. */
#include "chart/figures.h"

#include <math.h>

static const double PI = 3.14159265358979323846;

/* Everything the two forms differ in. */
struct radar_look {
  double label_gap; /* from the outer ring to the label's point */
  double marker_scale;
  float now_width, spoke_width;
  int first_ring_number; /* 0: the centre is numbered too */
  float number_size;
  double number_gap;                   /* number's right end, left of the first spoke */
  double number_drop, top_number_drop; /* baseline below its ring; of the outermost one */
  bool circular, area;
};
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

static const double RADIUS_FUNCTIONS = 88, RADIUS_CATEGORIES = 112;
static const double RADIUS_LEAST_SHARE = 0.5; /* a radar never gets smaller than this for its labels' sake */
/* Boxes of the mock-ups. Other radii take the first one's with the height changed so that 10 less radius is 22 less
 * height (LOOK 11). */
static const struct radar_box {
  bool circular;
  double radius, width, height, x, y;
} BOXES[] = {{false, 88, 296, 228, 148, 125}, {false, 76, 250, 200, 123, 108}, {true, 112, 336, 310, 173, 152}};
enum { BOX_COUNT = sizeof BOXES / sizeof BOXES[0] };
static const double BOX_HEIGHT_PER_RADIUS = 2.2, BELOW_LABELS = 18.5;

static const struct draw_text NAME = {.font = FONT_SANS_BOLD, .size = 9.5F};
static const struct draw_text VALUE = {.font = FONT_SANS, .size = 7.5F};
static const double NAME_TOP_RISE = 21, NAME_SIDE_RISE = 1, NAME_BOTTOM_DROP = 6, VALUE_DROP = 11.5;
static const double SIDE_COS = -0.5; /* labels below this cosine are bottom labels */

static const struct draw_text CODE = {.font = FONT_SANS, .size = 7.0F};
static const double CODE_PULL = 5, CODE_DROP = 2.5, CODE_CENTRED_SIN = 0.25;
static const double BOUNDARY_GAP = 22;
static const struct draw_text SECTOR_NAME = {.font = FONT_SANS_BOLD, .size = 9.0F};
static const struct draw_text SECTOR_CODE = {.font = FONT_SANS_BOLD, .size = 8.0F};
static const double SECTOR_GAP = 34, SECTOR_GAP_SIDE = 43, SECTOR_SIDE_SIN = 0.7, SECTOR_CODE_DROP = 10.5;

static const struct stroke RING = {.width = 0.5F}, OUTER_RING = {.width = 0.7F}, BOUNDARY = {.width = 0.5F};
static const float HALO = 1.8F;
static const int RINGS = 4;

struct radar {
  struct pen *pen;
  const struct figure *figure;
  const struct radar_look *look;
  size_t n;
  double x, y, radius, width, height;
};

static double axis_angle(const struct radar *r, double axis) {
  return 2 * PI * axis / (double)r->n;
}

static double point_x(const struct radar *r, double axis, double radius) {
  return r->x + radius * sin(axis_angle(r, axis));
}

static double point_y(const struct radar *r, double axis, double radius) {
  return r->y - radius * cos(axis_angle(r, axis));
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
    double x = point_x(r, (double)i, radius), y = point_y(r, (double)i, radius);
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
    pen_segment(r->pen, r->x, r->y, point_x(r, (double)i, r->radius), point_y(r, (double)i, r->radius));
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
    double x = point_x(r, (double)i, radius), y = point_y(r, (double)i, radius);
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

static void draw_series(const struct radar *r) {
  for (int k = 0; k < SERIES_COUNT; k++) {
    enum series series = SERIES_LINE_ORDER[k];
    if (!series_shown(r->figure, series)) continue;
    struct stroke line = series_line(series);
    if (series == SERIES_NOW) line.width = r->look->now_width;
    each_run(r, series, line_run);
    pen_stroke(r->pen, line, series_colour(series));
  }
  for (int k = 0; k < SERIES_COUNT; k++) {
    enum series series = SERIES_MARKER_ORDER[k];
    if (!series_shown(r->figure, series)) continue;
    for (size_t i = 0; i < r->n; i++) {
      struct figure_value v = value_of(&r->figure->axes[i], series);
      double radius = r->radius * v.value / VALUE_MAX;
      if (v.exists)
        series_marker(r->pen, series, &MARKERS_RADAR, r->look->marker_scale, point_x(r, (double)i, radius),
                      point_y(r, (double)i, radius));
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

static enum anchor side_anchor(double sine, double centred_below) {
  return fabs(sine) < centred_below ? ANCHOR_MIDDLE : sine > 0 ? ANCHOR_START : ANCHOR_END;
}

static const char *axis_title(const struct radar *r, const struct radar_axis *axis) {
  return axis->code ? arena_printf(r->pen->arena, "%s %s", axis->name, axis->code) : axis->name;
}

static void draw_function_labels(const struct radar *r) {
  for (size_t i = 0; i < r->n; i++) {
    const struct radar_axis *axis = &r->figure->axes[i];
    double angle = axis_angle(r, (double)i), at = r->radius + r->look->label_gap;
    struct draw_text name = NAME, value = VALUE;
    name.anchor = value.anchor = side_anchor(sin(angle), 0.01);
    double x = point_x(r, (double)i, at), y = point_y(r, (double)i, at);
    if (i == 0)
      y = r->y - r->radius - NAME_TOP_RISE;
    else
      y += cos(angle) < SIDE_COS ? NAME_BOTTOM_DROP : -NAME_SIDE_RISE;
    pen_text(r->pen, name, COLOUR_INK, x, y, axis_title(r, axis));
    pen_text(r->pen, value, COLOUR_INK2, x, y + VALUE_DROP, axis->label_value ? axis->label_value : "—");
  }
}

static const char *code_label(const struct radar *r, const struct radar_axis *axis) {
  return axis->now.exists ? axis->code : arena_printf(r->pen->arena, "%s —", axis->code);
}

static void draw_category_labels(const struct radar *r) {
  for (size_t i = 0; i < r->n; i++) {
    double sine = sin(axis_angle(r, (double)i)), at = r->radius + r->look->label_gap;
    struct draw_text code = CODE;
    code.anchor = side_anchor(sine, CODE_CENTRED_SIN);
    double pull = code.anchor == ANCHOR_START ? -CODE_PULL : code.anchor == ANCHOR_END ? CODE_PULL : 0;
    pen_text(r->pen, code, COLOUR_INK, point_x(r, (double)i, at) + pull, point_y(r, (double)i, at) + CODE_DROP,
             code_label(r, &r->figure->axes[i]));
  }
}

/* First axis and axis count of a sector; false when no axis is in it. */
static bool sector_span(const struct radar *r, size_t sector, size_t *first, size_t *count) {
  *count = 0;
  for (size_t i = 0; i < r->n; i++) {
    if (r->figure->axes[i].sector != sector) continue;
    if (*count == 0) *first = i;
    ++*count;
  }
  return *count > 0;
}

static void draw_sectors(const struct radar *r) {
  for (size_t s = 0; s < r->figure->sector_count; s += 2) {
    size_t first, count;
    if (!sector_span(r, s, &first, &count)) continue;
    pen_wedge(r->pen, r->x, r->y, r->radius, axis_angle(r, (double)first - 0.5),
              axis_angle(r, (double)(first + count) - 0.5));
  }
  pen_fill(r->pen, COLOUR_WASH);
}

static void draw_sector_boundaries(const struct radar *r) {
  for (size_t s = 0; s < r->figure->sector_count; s++) {
    size_t first, count;
    if (!sector_span(r, s, &first, &count)) continue;
    double axis = (double)first - 0.5, end = r->radius + BOUNDARY_GAP;
    pen_segment(r->pen, r->x, r->y, point_x(r, axis, end), point_y(r, axis, end));
  }
  pen_stroke(r->pen, BOUNDARY, COLOUR_RULE2);
}

/* The sector's axis in the middle, and the point of its name: further out at the sides, where codes are in the way. */
static double sector_name_x(const struct radar *r, double middle, double radius, double *sine) {
  *sine = sin(axis_angle(r, middle));
  return r->x + (radius + (fabs(*sine) > SECTOR_SIDE_SIN ? SECTOR_GAP_SIDE : SECTOR_GAP)) * *sine;
}

static void draw_sector_names(const struct radar *r) {
  for (size_t s = 0; s < r->figure->sector_count; s++) {
    size_t first, count;
    if (!sector_span(r, s, &first, &count)) continue;
    double middle = (double)first + (double)(count - 1) / 2, sine;
    double x = sector_name_x(r, middle, r->radius, &sine), y = point_y(r, middle, r->radius + SECTOR_GAP);
    struct draw_text name = SECTOR_NAME, code = SECTOR_CODE;
    name.anchor = code.anchor = sine > 0 ? ANCHOR_START : ANCHOR_END;
    pen_text(r->pen, name, COLOUR_INK, x, y, r->figure->sectors[s].name);
    pen_text(r->pen, code, COLOUR_INK2, x, y + SECTOR_CODE_DROP, r->figure->sectors[s].code);
  }
}

/* The radius at which a label of this width, starting `gap` outside the ring at this sine, touches the box. */
static double radius_for(const struct radar *r, double sine, double gap, double label_width) {
  double room = (sine > 0 ? r->width - r->x : r->x) - label_width;
  return fabs(sine) < 0.01 ? INFINITY : room / fabs(sine) - gap;
}

static double fitted_radius(const struct radar *r) {
  double fit = r->radius;
  for (size_t i = 0; i < r->n && !r->look->circular; i++) {
    const struct radar_axis *axis = &r->figure->axes[i];
    double name = pen_text_width(r->pen, NAME, axis_title(r, axis)),
           value = pen_text_width(r->pen, VALUE, axis->label_value);
    fit = fmin(fit, radius_for(r, sin(axis_angle(r, (double)i)), r->look->label_gap, fmax(name, value)));
  }
  for (size_t s = 0; s < r->figure->sector_count && r->look->circular; s++) {
    size_t first, count;
    if (!sector_span(r, s, &first, &count)) continue;
    double sine = sin(axis_angle(r, (double)first + (double)(count - 1) / 2));
    double gap = fabs(sine) > SECTOR_SIDE_SIN ? SECTOR_GAP_SIDE : SECTOR_GAP;
    fit = fmin(fit, radius_for(r, sine, gap, pen_text_width(r->pen, SECTOR_NAME, r->figure->sectors[s].name)));
  }
  return fmax(fit, r->radius * RADIUS_LEAST_SHARE);
}

static void set_box(struct radar *r) {
  const struct radar_box *model = &BOXES[r->look->circular ? BOX_COUNT - 1 : 0];
  for (int i = 0; i < BOX_COUNT; i++) {
    if (BOXES[i].circular == r->look->circular && fabs(BOXES[i].radius - r->radius) < 0.01) model = &BOXES[i];
  }
  double less = model->radius - r->radius;
  r->width = model->width;
  r->x = model->x;
  r->y = model->y - less;
  r->height = model->height - BOX_HEIGHT_PER_RADIUS * less;
  if (!r->look->circular)
    r->height = fmax(r->height, r->y + (r->radius + r->look->label_gap) * cos(PI / 5) + BELOW_LABELS);
}

/* Several axes to a sector; a radar of functions may name its functions as sectors too. */
static bool has_sectors(const struct figure *f) {
  return f->sector_count > 0 && f->axis_count > f->sector_count;
}

void radar_draw(struct pen *pen, const struct figure *f) {
  struct radar r = {.pen = pen, .figure = f, .n = f->axis_count, .look = has_sectors(f) ? &CATEGORIES : &FUNCTIONS};
  r.radius = f->radius > 0 ? f->radius : r.look->circular ? RADIUS_CATEGORIES : RADIUS_FUNCTIONS;
  set_box(&r);
  pen_begin(pen, f, r.width, r.height);
  if (r.n < 3) return; /* no framework has fewer; there is no polygon to draw */
  r.radius = fitted_radius(&r);
  if (r.look->circular) draw_sectors(&r);
  if (r.look->area) {
    each_run(&r, SERIES_NOW, area_run);
    pen_fill(pen, COLOUR_ACCENT_WASH);
  }
  draw_grid(&r);
  if (r.look->circular) draw_sector_boundaries(&r);
  draw_series(&r);
  draw_ring_numbers(&r);
  if (r.look->circular) {
    draw_category_labels(&r);
    draw_sector_names(&r);
  } else {
    draw_function_labels(&r);
  }
}

/* radar_labels.c - the names round a radar, and the room they need.
 *
 * How: the mock-ups' boxes hold their labels. When labels are wider (another language, another framework), the centre
 * moves towards the side with room to spare, and then the radius gives way, a point at a time: type never shrinks. */
#include "chart/radar.h"

#include <math.h>

static const double PI = 3.14159265358979323846;

static const double RADIUS_LEAST_SHARE = 0.5; /* a radar never gets smaller than this for its labels' sake */
/* Boxes of the mock-ups. Other radii take the first one's with the height changed so that 10 less radius is 22 less
 * height (LOOK 11). */
static const struct radar_box {
  bool circular;
  double radius, width, height, x, y; /* centre */
} BOXES[] = {{false, 88, 296, 228, 148, 125}, {false, 76, 250, 200, 123, 108}, {true, 112, 336, 310, 173, 152}};
enum { BOX_COUNT = sizeof BOXES / sizeof BOXES[0] };
static const double BOX_HEIGHT_PER_RADIUS = 2.2, BELOW_LABELS = 18.5;

static const struct draw_text NAME = {.font = FONT_SANS_BOLD, .size = 9.5F};
static const struct draw_text VALUE = {.font = FONT_SANS, .size = 7.5F};
static const double NAME_TOP_RISE = 21, NAME_SIDE_RISE = 1, NAME_BOTTOM_DROP = 6, VALUE_DROP = 11.5;
static const double SIDE_COS = -0.5; /* labels below this cosine are bottom labels */

static const struct draw_text CODE = {.font = FONT_SANS, .size = 7.0F};
static const double CODE_PULL = 5, CODE_DROP = 2.5, CODE_CENTRED_SIN = 0.25;
static const struct draw_text SECTOR_NAME = {.font = FONT_SANS_BOLD, .size = 9.0F};
static const struct draw_text SECTOR_CODE = {.font = FONT_SANS_BOLD, .size = 8.0F};
static const double SECTOR_GAP = 34, SECTOR_GAP_SIDE = 43, SECTOR_SIDE_SIN = 0.7, SECTOR_CODE_DROP = 10.5;

static const float ENGLISH_SMALLER = 1; /* its letters are wide (LOOK 13); values and codes keep their size */

static struct draw_text name_style(const struct radar *r, struct draw_text style) {
  if (r->figure->language == LANG_EN) style.size -= ENGLISH_SMALLER;
  return style;
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
    double angle = radar_angle(r, (double)i), at = r->radius + r->look->label_gap;
    struct draw_text name = name_style(r, NAME), value = VALUE;
    name.anchor = value.anchor = side_anchor(sin(angle), 0.01);
    double x = radar_x(r, (double)i, at), y = radar_y(r, (double)i, at);
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
    double sine = sin(radar_angle(r, (double)i)), at = r->radius + r->look->label_gap;
    struct draw_text code = CODE;
    code.anchor = side_anchor(sine, CODE_CENTRED_SIN);
    double pull = code.anchor == ANCHOR_START ? -CODE_PULL : code.anchor == ANCHOR_END ? CODE_PULL : 0;
    pen_text(r->pen, code, COLOUR_INK, radar_x(r, (double)i, at) + pull, radar_y(r, (double)i, at) + CODE_DROP,
             code_label(r, &r->figure->axes[i]));
  }
}

/* Names stand further out at the sides, where codes are in the way. */
static double sector_gap(double sine) {
  return fabs(sine) > SECTOR_SIDE_SIN ? SECTOR_GAP_SIDE : SECTOR_GAP;
}

static void draw_sector_names(const struct radar *r) {
  for (size_t s = 0; s < r->figure->sector_count; s++) {
    size_t first, count;
    if (!radar_sector_span(r, s, &first, &count)) continue;
    double middle = (double)first + (double)(count - 1) / 2, sine = sin(radar_angle(r, middle));
    double x = radar_x(r, middle, r->radius + sector_gap(sine)), y = radar_y(r, middle, r->radius + SECTOR_GAP);
    struct draw_text name = name_style(r, SECTOR_NAME), code = SECTOR_CODE;
    name.anchor = code.anchor = sine > 0 ? ANCHOR_START : ANCHOR_END;
    pen_text(r->pen, name, COLOUR_INK, x, y, r->figure->sectors[s].name);
    pen_text(r->pen, code, COLOUR_INK2, x, y + SECTOR_CODE_DROP, r->figure->sectors[s].code);
  }
}

void radar_draw_labels(const struct radar *r) {
  if (r->look->circular) {
    draw_category_labels(r);
    draw_sector_names(r);
  } else {
    draw_function_labels(r);
  }
}

/* A label beside the radar: its point is `gap` outside the ring at this sine, and it reaches `width` outwards. */
struct side_label {
  double sine, gap, width;
};

static size_t side_labels(const struct radar *r, struct side_label *out) {
  size_t n = 0;
  for (size_t i = 0; i < r->n && !r->look->circular; i++) {
    const struct radar_axis *axis = &r->figure->axes[i];
    double name = pen_text_width(r->pen, name_style(r, NAME), axis_title(r, axis));
    double value = pen_text_width(r->pen, VALUE, axis->label_value);
    out[n++] = (struct side_label){sin(radar_angle(r, (double)i)), r->look->label_gap, fmax(name, value)};
  }
  for (size_t s = 0; s < r->figure->sector_count && r->look->circular; s++) {
    size_t first, count;
    if (!radar_sector_span(r, s, &first, &count)) continue;
    double sine = sin(radar_angle(r, (double)first + (double)(count - 1) / 2));
    double width = pen_text_width(r->pen, name_style(r, SECTOR_NAME), r->figure->sectors[s].name);
    out[n++] = (struct side_label){sine, sector_gap(sine), width};
  }
  return n;
}

/* How far the labels of one side (-1 left, 1 right) reach from the centre. */
static double reach(const struct side_label *labels, size_t n, double radius, int side) {
  double most = 0;
  for (size_t i = 0; i < n; i++) {
    if (labels[i].sine * side > 0.01)
      most = fmax(most, (radius + labels[i].gap) * fabs(labels[i].sine) + labels[i].width);
  }
  return most;
}

static const struct radar_box *box_of(const struct radar *r) {
  const struct radar_box *model = &BOXES[r->look->circular ? BOX_COUNT - 1 : 0];
  for (int i = 0; i < BOX_COUNT; i++) {
    if (BOXES[i].circular == r->look->circular && fabs(BOXES[i].radius - r->radius) < 0.01) model = &BOXES[i];
  }
  return model;
}

static void set_height(struct radar *r, const struct radar_box *box) {
  double less = box->radius - r->radius;
  r->y = box->y - less;
  r->height = box->height - less * (box->circular ? 2 : BOX_HEIGHT_PER_RADIUS);
  if (!box->circular) r->height = fmax(r->height, r->y + (r->radius + r->look->label_gap) * cos(PI / 5) + BELOW_LABELS);
}

void radar_fit(struct radar *r) {
  const struct radar_box *box = box_of(r);
  struct side_label *labels = arena_array(r->pen->arena, r->n + r->figure->sector_count, sizeof *labels);
  size_t n = side_labels(r, labels);
  double least = r->radius * RADIUS_LEAST_SHARE;
  while (r->radius > least && reach(labels, n, r->radius, -1) + reach(labels, n, r->radius, 1) > box->width)
    r->radius -= 1;
  double left = reach(labels, n, r->radius, -1), right = reach(labels, n, r->radius, 1);
  r->width = box->width;
  r->x = box->x;
  if (left > r->x || right > r->width - r->x) r->x = (r->width + left - right) / 2;
  set_height(r, box);
}

/* chart_samples.c - numbers printed on the mock-ups. */
#include "chart_samples.h"

#include "chart/chart.h"

#include <check.h>
#include <math.h>
#include <string.h>

#define FONTS "/usr/share/fonts/truetype/"
static const char *const PATHS[FONT_ROLE_COUNT] = {
    [FONT_SANS] = FONTS "bizud-gothic/BIZUDPGothic-Regular.ttf",
    [FONT_SANS_BOLD] = FONTS "bizud-gothic/BIZUDPGothic-Bold.ttf",
    [FONT_SERIF] = FONTS "bizud-mincho/BIZUDPMincho-Regular.ttf",
    [FONT_MONO] = FONTS "bizud-gothic/BIZUDGothic-Regular.ttf",
    [FONT_FALLBACK] = FONTS "ipamj/ipamjm.ttf",
};
struct chart_samples chart_samples;

void chart_samples_open(void) {
  for (int role = 0; role < FONT_ROLE_COUNT; role++) {
    const char *why = NULL;
    if (PATHS[role])
      ck_assert_msg((chart_samples.fonts.face[role] = face_load(PATHS[role], &why)) != NULL, "%s: %s", PATHS[role],
                    why);
  }
  chart_samples.arena = arena_new();
}

void chart_samples_close(void) {
  for (int role = 0; role < FONT_ROLE_COUNT; role++)
    face_free(chart_samples.fonts.face[role]);
  arena_free(chart_samples.arena);
  memset(&chart_samples, 0, sizeof chart_samples);
}

static struct figure_value value(double v) {
  return (struct figure_value){true, v};
}

static struct radar_axis axis(const char *name, const char *code, const char *label, double now, double target,
                              double last) {
  return (struct radar_axis){.name = name,
                             .code = code,
                             .label_value = label,
                             .now = value(now),
                             .target = value(target),
                             .last = value(last)};
}

static const struct radar_sector SECTORS[] = {
    {"特定", "ID"}, {"防御", "PR"}, {"検知", "DE"}, {"対応", "RS"}, {"復旧", "RC"}};

static struct figure radar(const struct radar_axis *axes, size_t count) {
  struct figure f = {
      .kind = FIGURE_RADAR, .axis_count = count, .sector_count = 5, .has_target = true, .has_last = true};
  f.axes = arena_array(chart_samples.arena, count, sizeof *axes);
  memcpy(f.axes, axes, count * sizeof *axes);
  f.sectors = arena_array(chart_samples.arena, 5, sizeof *f.sectors);
  memcpy(f.sectors, SECTORS, sizeof SECTORS);
  return f;
}

struct figure sample_functions(void) {
  const struct radar_axis axes[] = {
      axis("特定", "ID", "2.3（目標2.8）", 2.3, 2.8, 1.8), axis("防御", "PR", "2.4（目標2.9）", 2.4, 2.9, 2.0),
      axis("検知", "DE", "1.5（目標2.8）", 1.5, 2.8, 1.2), axis("対応", "RS", "1.7（目標2.8）", 1.7, 2.8, 1.9),
      axis("復旧", "RC", "1.3（目標2.2）", 1.3, 2.2, 1.0)};
  return radar(axes, 5);
}

enum { CATEGORIES = 23 };
static const struct {
  const char *code;
  size_t function;
  double now, target, last;
  const char *levels; /* - not applicable, ? unanswered */
} ROWS[CATEGORIES] = {
    {"ID.AM", 0, 2.5, 2.8, 2.0, "323232"},   {"ID.BE", 0, 2.4, 2.6, 2.0, "22332"},
    {"ID.GV", 0, 2.8, 3.0, 2.5, "3332"},     {"ID.RA", 0, 2.3, 2.8, 1.7, "232232"},
    {"ID.RM", 0, 2.0, 3.0, 1.7, "222"},      {"ID.SC", 0, 1.6, 2.8, 1.2, "22121"},
    {"PR.AC", 1, 2.6, 3.0, 2.1, "3313332"},  {"PR.AT", 1, 2.4, 2.8, 1.8, "32223"},
    {"PR.DS", 1, 2.7, 3.0, 2.3, "233323--"}, {"PR.IP", 1, 2.2, 2.7, 1.8, "3-3332222022"},
    {"PR.MA", 1, 2.5, 3.0, 2.5, "32"},       {"PR.PT", 1, 2.4, 2.8, 2.0, "23322"},
    {"DE.AE", 2, 1.4, 2.8, 1.0, "12121"},    {"DE.CM", 2, 1.4, 2.9, 1.1, "0213?112"},
    {"DE.DP", 2, 1.6, 2.8, 1.4, "22121"},    {"RS.RP", 3, 2.0, 3.0, 2.0, "2"},
    {"RS.CO", 3, 1.8, 2.8, 2.0, "22221"},    {"RS.AN", 3, 1.8, 3.0, 2.0, "22?21"},
    {"RS.MI", 3, 2.0, 3.0, 2.0, "222"},      {"RS.IM", 3, 1.0, 2.0, 1.0, "11"},
    {"RC.RP", 4, 1.0, 3.0, 1.0, "1"},        {"RC.IM", 4, 1.0, 2.0, 0.5, "11"},
    {"RC.CO", 4, 1.7, 2.0, 1.3, "212"},
};

struct figure sample_categories(void) {
  struct radar_axis axes[CATEGORIES];
  for (size_t i = 0; i < CATEGORIES; i++) {
    axes[i] = axis(ROWS[i].code, ROWS[i].code, NULL, ROWS[i].now, ROWS[i].target, ROWS[i].last);
    axes[i].sector = ROWS[i].function;
  }
  return radar(axes, CATEGORIES);
}

struct figure sample_plot(double now, double target, double last) {
  return (struct figure){.kind = FIGURE_PLOT, .now = value(now), .target = value(target), .last = value(last)};
}

const struct framework *sample_framework(void) {
  struct arena *a = chart_samples.arena;
  struct framework *fw = arena_alloc(a, sizeof *fw);
  fw->functions = arena_array(a, 5, sizeof *fw->functions);
  fw->categories = arena_array(a, CATEGORIES, sizeof *fw->categories);
  fw->function_count = 5;
  fw->category_count = CATEGORIES;
  for (size_t i = 0; i < CATEGORIES; i++) {
    struct framework_function *function = &fw->functions[ROWS[i].function];
    if (function->category_count++ == 0) {
      *function =
          (struct framework_function){.id = SECTORS[ROWS[i].function].code, .first_category = i, .category_count = 1};
      function->name[LANG_JA] = function->name[LANG_EN] = SECTORS[ROWS[i].function].name;
    }
    fw->categories[i] = (struct framework_category){.id = ROWS[i].code,
                                                    .function = ROWS[i].function,
                                                    .first_item = fw->item_count,
                                                    .item_count = strlen(ROWS[i].levels)};
    fw->item_count += strlen(ROWS[i].levels);
  }
  return fw;
}

struct figure sample_map(bool with_levels) {
  struct figure f = {.kind = FIGURE_ITEM_MAP, .framework = sample_framework()};
  if (!with_levels) return f;
  f.cells = arena_array(chart_samples.arena, f.framework->item_count, sizeof *f.cells);
  size_t item = 0;
  for (size_t i = 0; i < CATEGORIES; i++) {
    for (const char *p = ROWS[i].levels; *p; p++, item++)
      f.cells[item] = *p == '-'   ? (struct map_cell){ANSWER_NA, 0}
                      : *p == '?' ? (struct map_cell){ANSWER_UNANSWERED, 0}
                                  : (struct map_cell){ANSWER_LEVEL, *p - '0'};
  }
  return f;
}

static bool *boxes(int met, int total) {
  bool *b = arena_array(chart_samples.arena, (size_t)total, sizeof *b);
  for (int i = 0; i < met; i++)
    b[i] = true;
  return b;
}

struct figure sample_badge(void) {
  struct figure f = {.kind = FIGURE_BADGE,
                     .badge_head = "対策水準ラベル",
                     .badge_basis = "自己宣言・独自基準 meti-2024-04",
                     .badge_as_of = "報告日 2026-11-10・回答 2026-10-31 時点",
                     .badge_star = 3,
                     .badge_awarded = true,
                     .row_count = 3};
  f.rows[0] = (struct badge_row){3, 7, 7, true, "7基準中 7", boxes(7, 7)};
  f.rows[1] = (struct badge_row){4, 2, 7, false, "7基準中 2", boxes(2, 7)};
  f.rows[2] = (struct badge_row){5, 0, 4, false, "4基準中 0", boxes(0, 4)};
  return f;
}

struct figure sample_seal(const char *top, const char *role, const char *name) {
  return (struct figure){.kind = FIGURE_SEAL,
                         .sealed = true,
                         .seal_top = top,
                         .seal_role = role,
                         .seal_date = "26.11.04",
                         .seal_name = name};
}

const struct drawing *drawn(struct figure *f) {
  chart_draw(f, &chart_samples.fonts, chart_samples.arena);
  return f->drawing;
}

const struct draw_text *text_of(const struct drawing *d, const char *s) {
  for (size_t i = 0; i < d->count; i++) {
    if (d->marks[i].kind == MARK_TEXT && strcmp(d->marks[i].text.s, s) == 0) return &d->marks[i].text;
  }
  return NULL;
}

size_t subpaths(const struct path *path) {
  size_t count = 0;
  for (size_t i = 0; i < path->count; i++)
    count += path->elements[i].verb == PATH_MOVE;
  return count;
}

void path_box(const struct path *path, double box[4]) {
  box[0] = box[1] = INFINITY;
  box[2] = box[3] = -INFINITY;
  for (size_t i = 0; i < path->count; i++) {
    const struct path_element *e = &path->elements[i];
    int points = e->verb == PATH_CLOSE ? 0 : e->verb == PATH_CURVE ? 3 : 1;
    for (int k = 0; k < points; k++) {
      box[0] = fmin(box[0], (double)e->x[k]);
      box[1] = fmin(box[1], (double)e->y[k]);
      box[2] = fmax(box[2], (double)e->x[k]);
      box[3] = fmax(box[3], (double)e->y[k]);
    }
  }
}

bool same_colour(struct rgb a, enum colour token) {
  struct rgb b = palette_of(NULL).colour[token];
  return a.r == b.r && a.g == b.g && a.b == b.b;
}

const struct mark *mark_in(const struct drawing *d, bool stroke, enum colour colour, double width, size_t n) {
  for (size_t i = 0; i < d->count; i++) {
    const struct mark *m = &d->marks[i];
    if (m->kind != MARK_PATH) continue;
    bool hit = stroke ? m->stroke.width > 0 && fabs((double)m->stroke.width - width) < 0.001 &&
                            same_colour(m->stroke.colour, colour)
                      : m->filled && same_colour(m->fill, colour);
    if (hit && n-- == 0) return m;
  }
  return NULL;
}

size_t index_of(const struct drawing *d, const struct mark *m) {
  return (size_t)(m - d->marks);
}

void centre_of(const struct mark *m, double *x, double *y) {
  double box[4];
  path_box(&m->path, box);
  *x = (box[0] + box[2]) / 2;
  *y = (box[1] + box[3]) / 2;
}

void ck_nested(const struct drawing *d) {
  const struct mark *diamond = mark_in(d, true, COLOUR_INK, 0.9, 0), *square = mark_in(d, true, COLOUR_INK3, 0.8, 0);
  const struct mark *disc = mark_in(d, true, COLOUR_WHITE, 0.6, 0);
  double a[4], b[4], c[4];
  ck_assert_uint_lt(index_of(d, diamond), index_of(d, square));
  ck_assert_uint_lt(index_of(d, square), index_of(d, disc));
  path_box(&diamond->path, a);
  path_box(&square->path, b);
  path_box(&disc->path, c);
  ck_assert_double_gt(a[2] - a[0], b[2] - b[0]); /* the diamond's points show beside the square */
  ck_assert_double_gt((b[2] - b[0]) * sqrt(2),
                      c[2] - c[0] + 2 * 0.3); /* the square's corners show round disc and ring */
}

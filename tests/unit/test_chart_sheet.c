/* Every figure kind once with the mock-ups' values: all marks lie inside the drawing, numbers are finite and kept to
 * 0.01, SVG and PNG come out the same twice. With TENKEN_CHART_SHEET=folder the pictures are written there to look at.
 */
#include "chart/chart.h"
#include "chart_samples.h"
#include "model/scores.h"
#include "suites.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct figure english_functions(void) {
  static const char *const NAMES[] = {"Identify", "Protect", "Detect", "Respond", "Recover"};
  struct figure f = sample_functions();
  for (size_t i = 0; i < 5; i++) {
    f.axes[i].name = NAMES[i];
    f.axes[i].label_value = "2.3 / 2.8";
  }
  f.radius = 82;
  f.language = LANG_EN;
  return f;
}

static struct figure regulator_functions(void) {
  struct figure f = sample_functions();
  for (size_t i = 0; i < 5; i++)
    f.axes[i].label_value = "2.3／2.8";
  f.radius = 76;
  return f;
}

static struct figure gaps_in_functions(void) {
  struct figure f = sample_functions();
  f.axes[2].now.exists = f.axes[2].last.exists = false;
  f.axes[2].label_value = NULL;
  f.radius = 78;
  return f;
}

static struct figure english_categories(void) {
  static const char *const NAMES[] = {"Identify", "Protect", "Detect", "Respond", "Recover"};
  struct figure f = sample_categories();
  for (size_t i = 0; i < 5; i++)
    f.sectors[i].name = NAMES[i];
  f.axes[20].now.exists = false;
  f.has_last = false;
  f.language = LANG_EN;
  return f;
}

static struct figure legend(void) {
  return (struct figure){.kind = FIGURE_LEGEND,
                         .has_target = true,
                         .has_last = true,
                         .legend_now = "今回 2026",
                         .legend_target = "目標",
                         .legend_last = "前回 2025"};
}

static struct figure plot(void) {
  return sample_plot(1.5, 2.8, 1.2);
}

static struct figure nested_plot(void) {
  return sample_plot(2.0, 2.0, 2.0);
}

static struct figure narrow_plot(void) {
  struct figure f = sample_plot(4, 0, 0);
  f.width = 84;
  f.last.exists = false;
  return f;
}

static struct figure plot_head(void) {
  return (struct figure){.kind = FIGURE_PLOT_HEAD, .width = 93};
}

static struct figure plot_key(void) {
  struct figure f = sample_plot(1.5, 3.0, 1.0);
  f.kind = FIGURE_PLOT_KEY;
  f.label_now = "今回";
  f.label_target = "目標";
  f.label_last = "前回";
  f.label_gap = "差（不足）";
  return f;
}

static struct figure map_levels(void) {
  return sample_map(true);
}

static struct figure map_cover(void) {
  return sample_map(false);
}

static struct figure map_key(void) {
  return (struct figure){.kind = FIGURE_ITEM_MAP_KEY,
                         .key_label = {"レベル 0", "1", "2", "3", "4", "対象外", "未回答"}};
}

static struct figure pips(void) {
  return (struct figure){.kind = FIGURE_LEVEL_PIPS, .status = ANSWER_LEVEL, .level = 3};
}

static struct figure pips_zero(void) {
  return (struct figure){.kind = FIGURE_LEVEL_PIPS, .status = ANSWER_LEVEL};
}

static struct figure square(void) {
  return (struct figure){.kind = FIGURE_LEVEL_SQUARE, .status = ANSWER_NA};
}

static struct figure square_zero(void) {
  return (struct figure){.kind = FIGURE_LEVEL_SQUARE, .status = ANSWER_LEVEL};
}

static struct figure square_unanswered(void) {
  return (struct figure){.kind = FIGURE_LEVEL_SQUARE, .status = ANSWER_UNANSWERED, .width = 20};
}

static struct figure badge(void) {
  return sample_badge();
}

static struct figure badge_none(void) {
  struct figure f = sample_badge();
  f.badge_star = 0;
  f.badge_awarded = f.rows[0].awarded = false;
  f.badge_basis = "★3の基準を満たさない（2基準未達）";
  f.rows[1].total = 14; /* a bar */
  f.rows[1].boxes = NULL;
  f.rows[1].count_text = "14基準中 2";
  return f;
}

static struct figure badge_long(void) {
  struct figure f = sample_badge();
  f.badge_awarded = f.rows[0].awarded = false;
  f.badge_basis = "Self-declared, own criteria meti-2024-04";
  f.language = LANG_EN;
  return f;
}

static struct figure met(void) {
  return (struct figure){.kind = FIGURE_VERDICT, .verdict = CRITERION_MET};
}

static struct figure unmet(void) {
  return (struct figure){.kind = FIGURE_VERDICT, .verdict = CRITERION_UNMET};
}

static struct figure open_verdict(void) {
  return (struct figure){.kind = FIGURE_VERDICT, .verdict = CRITERION_OPEN};
}

static struct figure seal(void) {
  return sample_seal("情シス部", "作成", "甲田");
}

static struct figure seal_long(void) {
  return sample_seal("再生可能エネルギー事業本部", "作成", "Exampleton Placeholder-Long");
}

static struct figure seal_missing(void) {
  return (struct figure){.kind = FIGURE_SEAL, .seal_missing = "未承認"};
}

static struct figure logo(void) {
  return (struct figure){.kind = FIGURE_LOGO};
}

#define ENTRY(make)                                                                                                    \
  { #make, make }
static const struct {
  const char *name;
  struct figure (*make)(void);
} FIGURES[] = {
    {"functions", sample_functions},
    ENTRY(english_functions),
    ENTRY(regulator_functions),
    ENTRY(gaps_in_functions),
    {"categories", sample_categories},
    ENTRY(english_categories),
    ENTRY(legend),
    ENTRY(plot),
    ENTRY(nested_plot),
    ENTRY(narrow_plot),
    ENTRY(plot_head),
    ENTRY(plot_key),
    ENTRY(map_levels),
    ENTRY(map_cover),
    ENTRY(map_key),
    ENTRY(pips),
    ENTRY(pips_zero),
    ENTRY(square),
    ENTRY(square_zero),
    ENTRY(square_unanswered),
    ENTRY(badge),
    ENTRY(badge_none),
    ENTRY(badge_long),
    ENTRY(met),
    ENTRY(unmet),
    ENTRY(open_verdict),
    ENTRY(seal),
    ENTRY(seal_long),
    ENTRY(seal_missing),
    ENTRY(logo),
};
enum { FIGURE_COUNT = sizeof FIGURES / sizeof FIGURES[0] };

static void write_sheet(const char *name, const struct drawing *d) {
  const char *folder = getenv("TENKEN_CHART_SHEET");
  struct buf png = {0}, svg = {0};
  if (!folder || !chart_png(d, &chart_samples.fonts, 4, &png)) return;
  chart_svg(d, &chart_samples.fonts, name, name, &svg);
  for (int i = 0; i < 2; i++) {
    char path[500];
    snprintf(path, sizeof path, "%s/%s.%s", folder, name, i ? "svg" : "png");
    FILE *out = fopen(path, "wb");
    ck_assert_msg(out != NULL, "can't write %s", path);
    fwrite(i ? svg.data : png.data, 1, i ? svg.size : png.size, out);
    fclose(out);
  }
  buf_free(&png);
  buf_free(&svg);
}

static void check_inside(const struct drawing *d, double x0, double y0, double x1, double y1, const char *what) {
  const double slack = 0.2; /* side bearings of letters centred on a square of their width */
  ck_assert_msg(x0 >= -slack && y0 >= -slack && x1 <= d->width + slack && y1 <= d->height + slack,
                "%s at %.2f,%.2f-%.2f,%.2f is outside %.2f x %.2f", what, x0, y0, x1, y1, (double)d->width,
                (double)d->height);
}

static void check_text(const struct drawing *d, const struct draw_text *t) {
  double width = (double)font_text_advance(&chart_samples.fonts, t->font, t->s, strlen(t->s)) * t->size / 1000;
  double left = t->x - (t->anchor == ANCHOR_MIDDLE ? width / 2 : t->anchor == ANCHOR_END ? width : 0);
  /* ink: capitals and kanji end 0.88 em above, brackets 0.12 em below the baseline */
  check_inside(d, left, t->baseline - 0.88 * t->size, left + width, t->baseline + 0.12 * t->size, t->s);
}

START_TEST(marks_lie_inside) {
  struct figure f = FIGURES[_i].make();
  const struct drawing *d = drawn(&f);
  for (size_t i = 0; i < d->count; i++) {
    const struct mark *m = &d->marks[i];
    double box[4], half = m->stroke.width / 2;
    if (m->kind == MARK_TEXT) {
      check_text(d, &m->text);
      continue;
    }
    ck_assert_msg(m->filled || m->stroke.width > 0, "a mark without fill and stroke");
    ck_assert_int_eq(m->path.elements[0].verb, PATH_MOVE);
    ck_assert_int_ne(m->path.elements[m->path.count - 1].verb, PATH_MOVE);
    path_box(&m->path, box);
    ck_assert(isfinite(box[0]) && isfinite(box[3]));
    double sideways = box[1] < box[3] ? half : 0; /* a level line has butt caps */
    check_inside(d, box[0] - sideways, box[1] - half, box[2] + sideways, box[3] + half, "a path");
  }
  write_sheet(FIGURES[_i].name, d);
}
END_TEST

START_TEST(files_come_out_the_same_twice) {
  struct buf first[2] = {{0}}, second[2] = {{0}};
  for (int round = 0; round < 2; round++) {
    struct figure f = FIGURES[_i].make();
    struct buf *out = round ? second : first;
    chart_svg(drawn(&f), &chart_samples.fonts, "図", "a < b & c", &out[0]);
    chart_png(f.drawing, &chart_samples.fonts, 1.5, &out[1]);
  }
  for (int k = 0; k < 2; k++) {
    ck_assert_uint_eq(first[k].size, second[k].size);
    ck_assert(first[k].size == 0 || memcmp(first[k].data, second[k].data, first[k].size) == 0);
    buf_free(&first[k]);
    buf_free(&second[k]);
  }
}
END_TEST

START_TEST(svg_says_what_it_shows) {
  struct figure f = sample_functions();
  struct buf out = {0};
  chart_svg(drawn(&f), &chart_samples.fonts, "五つの機能", "特定 <2.3> & 防御", &out);
  ck_assert_ptr_ne(strstr(out.data, "<title id=\"title\">五つの機能</title>"), NULL);
  ck_assert_ptr_ne(strstr(out.data, "<desc id=\"desc\">特定 &lt;2.3&gt; &amp; 防御</desc>"), NULL);
  ck_assert_ptr_ne(strstr(out.data, "viewBox=\"0 0 296 228\""), NULL);
  ck_assert_ptr_eq(strstr(out.data, "<text"), NULL); /* no machine's fonts */
  ck_assert_ptr_eq(strstr(out.data, "nan"), NULL);
  buf_free(&out);
}
END_TEST

START_TEST(png_has_the_asked_size) {
  struct figure f = sample_functions();
  struct buf out = {0};
  ck_assert(chart_png(drawn(&f), &chart_samples.fonts, 2, &out));
  const unsigned char *p = (const unsigned char *)out.data;
  ck_assert_uint_eq((unsigned)p[18] << 8 | p[19], 2 * 296);
  ck_assert_uint_eq((unsigned)p[22] << 8 | p[23], 2 * 228);
  buf_free(&out);
  ck_assert(!chart_png(f.drawing, &chart_samples.fonts, 0, &out));
  ck_assert(!chart_png(f.drawing, &chart_samples.fonts, 1000, &out));
}
END_TEST

Suite *chart_sheet_suite(void) {
  Suite *suite = suite_create("chart_sheet");
  TCase *all = tcase_create("all");
  tcase_add_checked_fixture(all, chart_samples_open, chart_samples_close);
  tcase_add_loop_test(all, marks_lie_inside, 0, FIGURE_COUNT);
  tcase_add_loop_test(all, files_come_out_the_same_twice, 0, FIGURE_COUNT);
  tcase_add_test(all, svg_says_what_it_shows);
  tcase_add_test(all, png_has_the_asked_size);
  suite_add_tcase(suite, all);
  return suite;
}

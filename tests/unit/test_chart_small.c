/* Plots, item map, pips, verdicts, badge and seal against LOOK 7-9: expected numbers come from the rule, x(v) = 7 + v /
 * 4 * (w - 14) and the like. */
#include "chart/chart.h"
#include "chart_samples.h"
#include "model/scores.h"
#include "suites.h"

#include <math.h>
#include <string.h>

/* --- plot: x(v) = 7 + v / 4 * (w - 14) --- */

static const float PLOT_WIDTHS[] = {118, 93, 84};

START_TEST(plot_places_values) {
  struct figure f = sample_plot(1.5, 2.8, 1.2);
  f.width = PLOT_WIDTHS[_i];
  const struct drawing *d = drawn(&f);
  double w = PLOT_WIDTHS[_i], x, y, box[4];
  ck_assert_float_eq(d->width, PLOT_WIDTHS[_i]);
  ck_assert_float_eq(d->height, 16);
  centre_of(mark_in(d, true, COLOUR_WHITE, 0.6, 0), &x, &y);
  ck_assert_double_eq_tol(x, 7 + 1.5 / 4 * (w - 14), 0.02);
  ck_assert_double_eq_tol(y, 8, 0.02);
  centre_of(mark_in(d, true, COLOUR_INK, 0.9, 0), &x, &y);
  ck_assert_double_eq_tol(x, 7 + 2.8 / 4 * (w - 14), 0.02);
  centre_of(mark_in(d, true, COLOUR_INK3, 0.8, 0), &x, &y);
  ck_assert_double_eq_tol(x, 7 + 1.2 / 4 * (w - 14), 0.02);
  path_box(&mark_in(d, false, COLOUR_GAP, 0, 0)->path, box);
  ck_assert_double_eq_tol(box[0], 7 + 1.5 / 4 * (w - 14), 0.006);
  ck_assert_double_eq_tol(box[2], 7 + 2.8 / 4 * (w - 14), 0.006);
  ck_assert_double_eq_tol(box[3] - box[1], 3.8, 0.011);
}
END_TEST

static const struct {
  bool now_exists, target_exists;
  double now, target;
  bool bar;
} SHORTFALLS[] = {{true, true, 1.9, 2.0, true}, {true, true, 2.0, 2.0, false}, {true, true, 3.0, 2.0, false},
                  {false, true, 0, 2.0, false}, {true, false, 1.0, 0, false},  {true, true, 0.0, 4.0, true}};

START_TEST(bar_only_when_short_of_target) {
  struct figure f = sample_plot(SHORTFALLS[_i].now, SHORTFALLS[_i].target, 0);
  f.now.exists = SHORTFALLS[_i].now_exists;
  f.target.exists = SHORTFALLS[_i].target_exists;
  f.last.exists = false;
  const struct drawing *d = drawn(&f);
  ck_assert_int_eq(mark_in(d, false, COLOUR_GAP, 0, 0) != NULL, SHORTFALLS[_i].bar);
  ck_assert_int_eq(mark_in(d, true, COLOUR_WHITE, 0.6, 0) != NULL, SHORTFALLS[_i].now_exists);
  ck_assert_ptr_eq(mark_in(d, true, COLOUR_INK3, 0.8, 0), NULL);
}
END_TEST

START_TEST(plot_head_stands_over_the_ticks) {
  struct figure f = {.kind = FIGURE_PLOT_HEAD, .width = 93};
  const struct drawing *d = drawn(&f);
  static const char *const DIGITS[] = {"0", "1", "2", "3", "4"};
  for (int v = 0; v <= 4; v++)
    ck_assert_double_eq_tol((double)text_of(d, DIGITS[v])->x, 7 + v / 4.0 * 79, 0.006);
}
END_TEST

/* --- item map --- */

START_TEST(map_has_a_square_per_item) {
  struct figure f = sample_map(true), cover = sample_map(false);
  const struct drawing *d = drawn(&f), *c = drawn(&cover);
  size_t squares = 0;
  for (size_t i = 0; i < d->count; i++)
    squares += d->marks[i].kind == MARK_PATH && d->marks[i].filled ? subpaths(&d->marks[i].path) : 0;
  ck_assert_uint_eq(squares, 108);
  ck_assert_uint_eq(subpaths(&c->marks[0].path), 108);
  for (size_t i = 1; i < c->count; i++)
    ck_assert(!c->marks[i].filled); /* one tint: a cover never shows answers */
  ck_assert_uint_eq(subpaths(&mark_in(d, false, COLOUR_LEVEL_1, 0, 0)->path), 19); /* counts of M06 */
  ck_assert_uint_eq(subpaths(&mark_in(d, false, COLOUR_LEVEL_2, 0, 0)->path), 53);
  ck_assert_uint_eq(subpaths(&mark_in(d, false, COLOUR_LEVEL_3, 0, 0)->path), 29);
  ck_assert_ptr_eq(mark_in(d, false, COLOUR_LEVEL_4, 0, 0), NULL);
  ck_assert_ptr_ne(mark_in(d, true, COLOUR_GAP, 1.3, 1), NULL); /* two at level 0 */
  ck_assert_ptr_eq(mark_in(d, true, COLOUR_GAP, 1.3, 2), NULL);
  ck_assert_ptr_ne(mark_in(d, true, COLOUR_INK3, 0.6, 2), NULL); /* three diagonals */
  ck_assert_ptr_ne(mark_in(d, true, COLOUR_INK3, 0.7, 1), NULL); /* two dashed frames */
}
END_TEST

START_TEST(map_columns_and_rows_are_pitched) {
  struct figure f = sample_map(false);
  const struct path *p = &drawn(&f)->marks[0].path;
  double bottom = 11 * 12.6 + 10.5;                      /* twelve items of PR.IP */
  ck_assert_float_eq_tol(p->elements[0].x[0], 0, 0.006); /* ID.AM-1 */
  ck_assert_float_eq_tol(p->elements[0].y[0], bottom - 10.5, 0.006);
  ck_assert_float_eq_tol(p->elements[5].y[0], bottom - 10.5 - 12.6, 0.006);       /* ID.AM-2 above it */
  ck_assert_float_eq_tol(p->elements[(size_t)5 * 29].x[0], 6 * 18.6 + 15, 0.006); /* PR.AC-1: after 29 items */
  ck_assert_double_eq_tol((double)text_of(f.drawing, "AC")->x, 6 * 18.6 + 15 + 5.25, 0.006);
}
END_TEST

/* --- pips, verdicts --- */

START_TEST(pips_are_filled_up_to_the_level) {
  struct figure f = {.kind = FIGURE_LEVEL_PIPS, .status = ANSWER_LEVEL, .level = _i};
  const struct drawing *d = drawn(&f);
  const struct mark *full = mark_in(d, false, COLOUR_ACCENT, 0, 0), *empty = mark_in(d, false, COLOUR_WHITE, 0, 0);
  ck_assert_uint_eq(full ? subpaths(&full->path) : 0, (size_t)_i);
  ck_assert_uint_eq(empty ? subpaths(&empty->path) : 0, (size_t)(4 - _i));
  char digit[2] = {(char)('0' + _i), '\0'};
  ck_assert_ptr_ne(text_of(d, digit), NULL);
}
END_TEST

START_TEST(verdicts_differ_by_shape) {
  static const enum criterion_state STATES[] = {CRITERION_MET, CRITERION_UNMET, CRITERION_OPEN};
  static const size_t MARKS[] = {2, 2, 1}, STROKE_POINTS[] = {3, 2, 0};
  for (int i = 0; i < 3; i++) {
    struct figure f = {.kind = FIGURE_VERDICT, .verdict = (int)STATES[i]};
    const struct drawing *d = drawn(&f);
    ck_assert_uint_eq(d->count, MARKS[i]);
    if (MARKS[i] == 2) ck_assert_uint_eq(d->marks[1].path.count, STROKE_POINTS[i]); /* tick, bar */
    ck_assert_int_eq(d->marks[0].stroke.dash[0] > 0, STATES[i] == CRITERION_OPEN);
    ck_assert_int_eq(same_colour(d->marks[0].fill, COLOUR_WHITE), STATES[i] != CRITERION_MET);
  }
}
END_TEST

/* --- badge --- */

static double width_of(const struct draw_text *t) {
  return (double)font_text_advance(&chart_samples.fonts, t->font, t->s, strlen(t->s)) * t->size / 1000;
}

static size_t boxes_of(const struct drawing *d, enum colour fill) {
  size_t count = 0;
  for (size_t i = 0; i < d->count; i++) {
    const struct mark *m = &d->marks[i];
    double box[4];
    if (m->kind != MARK_PATH || !m->filled || !same_colour(m->fill, fill) || m->path.elements[1].verb != PATH_LINE)
      continue;
    path_box(&m->path, box);
    if (fabs(box[3] - box[1] - 6.4) < 0.011) count += subpaths(&m->path);
  }
  return count;
}

START_TEST(badge_counts_its_criteria) {
  struct figure f = sample_badge();
  const struct drawing *d = drawn(&f);
  ck_assert_float_eq(d->width, 178);
  ck_assert_float_eq(d->height, 162);
  ck_assert_uint_eq(boxes_of(d, COLOUR_ACCENT), 7 + 2 + 0);
  ck_assert_uint_eq(boxes_of(d, COLOUR_WHITE), 0 + 5 + 4);
  ck_assert_float_eq_tol(text_of(d, "7基準中 2")->baseline, 111 + 13, 0.006);
}
END_TEST

START_TEST(met_boxes_stand_first) {
  struct figure f = sample_badge();
  f.rows[0] = f.rows[1];
  f.row_count = 1;
  f.rows[0].boxes[0] = f.rows[0].boxes[1] = false;
  f.rows[0].boxes[4] = f.rows[0].boxes[6] = true;
  const struct drawing *d = drawn(&f);
  for (size_t i = 0; i < d->count; i++) {
    const struct mark *m = &d->marks[i];
    double box[4];
    if (m->kind != MARK_PATH || m->path.count % 5 != 0) continue;
    path_box(&m->path, box);
    if (fabs(box[3] - box[1] - 6.4) < 0.011)
      ck_assert_double_eq_tol(box[0], same_colour(m->fill, COLOUR_ACCENT) ? 38 : 38 + 2 * 9.5, 0.006);
  }
  ck_assert_uint_eq(boxes_of(d, COLOUR_ACCENT), 2);
  ck_assert_uint_eq(boxes_of(d, COLOUR_WHITE), 5);
}
END_TEST

/* Ten criteria at most are boxes, however wide the count beside them: they stand closer, 4 from it, in all rows. */
START_TEST(boxes_stand_closer_beside_a_wide_count) {
  struct figure f = sample_badge();
  f.rows[1] = (struct badge_row){4, 9, 9, true, "9 of 9 met", f.rows[0].boxes};
  const struct drawing *d = drawn(&f);
  ck_assert_uint_eq(boxes_of(d, COLOUR_ACCENT), 7 + 9 + 0);
  ck_assert_uint_eq(boxes_of(d, COLOUR_WHITE), 0 + 0 + 4);
  double right = 0, first[2] = {0, 0};
  for (size_t i = 0, row = 0; i < d->count; i++) {
    double box[4];
    if (d->marks[i].kind != MARK_PATH || !same_colour(d->marks[i].fill, COLOUR_ACCENT)) continue;
    path_box(&d->marks[i].path, box);
    if (fabs(box[3] - box[1] - 6.4) > 0.011) continue;
    first[row++ & 1] = box[2] - box[0];
    right = box[2] > right ? box[2] : right;
  }
  ck_assert_double_le(right, 166 - width_of(text_of(d, "9 of 9 met")) - 4 + 0.006);
  ck_assert_double_eq_tol((first[0] - 6.4) / 6, (first[1] - 6.4) / 8, 0.011); /* one pitch: 7 boxes, 9 boxes */
}
END_TEST

START_TEST(stacked_drawings_keep_their_shape) {
  struct figure legend = {.kind = FIGURE_LEGEND, .legend_now = "今回"}, plot = sample_plot(1, 2, 3);
  const struct drawing *parts[] = {drawn(&plot), drawn(&legend)};
  const struct drawing *all = chart_stack(parts, 2, 8, 5, chart_samples.arena);
  ck_assert_float_eq_tol(all->width, 118 + 16, 0.006);
  ck_assert_float_eq_tol(all->height, 8 + 16 + 5 + 14 + 8, 0.006);
  ck_assert_uint_eq(all->count, parts[0]->count + parts[1]->count);
  const struct draw_text *text = text_of(all, "今回");
  ck_assert_float_eq_tol(text->x, 8 + 36, 0.006);
  ck_assert_float_eq_tol(text->baseline, 8 + 16 + 5 + text_of(parts[1], "今回")->baseline, 0.006);
  ck_assert_float_eq_tol(all->marks[0].path.elements[0].x[0], 8 + 7, 0.006);  /* the track's start */
  ck_assert_float_eq_tol(parts[0]->marks[0].path.elements[0].x[0], 7, 0.006); /* the part itself stays */
}
END_TEST

START_TEST(many_criteria_become_a_bar) {
  struct figure f = sample_badge();
  f.row_count = 1;
  f.rows[0].total = 12;
  f.rows[0].met = 3;
  f.rows[0].count_text = "3/12"; /* leaves the whole 92 */
  const struct drawing *d = drawn(&f);
  ck_assert_uint_eq(boxes_of(d, COLOUR_ACCENT), 1);
  ck_assert_uint_eq(boxes_of(d, COLOUR_WHITE), 1);
  for (size_t i = 0; i < d->count; i++) {
    double box[4];
    if (d->marks[i].kind != MARK_PATH) continue;
    path_box(&d->marks[i].path, box);
    if (fabs(box[3] - box[1] - 6.4) < 0.011)
      ck_assert_double_eq_tol(box[2] - box[0], same_colour(d->marks[i].fill, COLOUR_WHITE) ? 92 : 92 * 3 / 12.0, 0.011);
  }
}
END_TEST

static const struct {
  int star;
  bool awarded, filled;
  const char *beside;
} BADGES[] = {{3, true, true, "3"}, {4, false, false, "4"}, {0, false, false, "—"}, {0, true, false, "—"}};

START_TEST(star_is_filled_only_when_awarded) {
  struct figure f = sample_badge();
  f.row_count = 0;
  f.badge_star = BADGES[_i].star;
  f.badge_awarded = BADGES[_i].awarded;
  const struct drawing *d = drawn(&f);
  ck_assert_ptr_ne(text_of(d, BADGES[_i].beside), NULL);
  for (size_t i = 0; i < d->count; i++) {
    if (d->marks[i].kind == MARK_PATH && d->marks[i].path.count == 11) /* ten points, closed */
      ck_assert_int_eq(same_colour(d->marks[i].fill, COLOUR_ACCENT), BADGES[_i].filled);
  }
}
END_TEST

/* --- seal: section <= 33 wide, surname <= 35, replaced when it would need less than 6 pt --- */


static const struct {
  const char *top, *name, *printed_top, *printed_name;
  double top_size, name_size;
} SEALS[] = {
    {"総務", "甲田", "総務", "甲田", 9.3, 10.6},                          /* full size */
    {"情報管理", "甲乙丙丁", "情報管理", "甲乙丙丁", 33 / 4.0, 35 / 4.0}, /* kanji are 1 em: width / count */
    {"情報管理部", "甲乙丙丁戊", "情報管理部", "甲乙丙丁戊", 33 / 5.0, 35 / 5.0},
    {"情報管理本部", "甲乙丙丁戊己", "作成", "甲乙丙丁戊", 9.3, 35 / 5.0}, /* 33/6, 35/6 < 6 */
    {"情報管理本部運用課", "Exampleton Placeholder-Long", "作成", "E.P.", 9.3, 10.6},
    {"総務", "Exampletonmanufacturing", "総務", "Examp", 9.3, 9.54}, /* one word: its beginning, 35 wide */
    {NULL, NULL, NULL, NULL, 0, 0},
};

START_TEST(seal_texts_fit) {
  struct figure f = sample_seal(SEALS[_i].top, "作成", SEALS[_i].name);
  const struct drawing *d = drawn(&f);
  ck_assert_float_eq(d->width, 62);
  ck_assert_ptr_ne(text_of(d, "26.11.04"), NULL);
  if (!SEALS[_i].top) return;
  const struct draw_text *top = text_of(d, SEALS[_i].printed_top), *name = text_of(d, SEALS[_i].printed_name);
  ck_assert(top && name);
  ck_assert_double_eq_tol((double)top->size, SEALS[_i].top_size, 0.01);
  ck_assert_double_eq_tol((double)name->size, SEALS[_i].name_size, 0.01);
  ck_assert_double_le(width_of(top), 33.01);
  ck_assert_double_le(width_of(name), 35.01);
  ck_assert(same_colour(top->colour, COLOUR_SEAL));
}
END_TEST

START_TEST(no_role_cuts_the_section) {
  struct figure f = sample_seal("再生可能電源事業本部", NULL, "甲田");
  const struct drawing *d = drawn(&f);
  const struct draw_text *top = text_of(d, "再生可能…");
  ck_assert_ptr_ne(top, NULL); /* 6 pt: five characters in 33 */
  ck_assert_float_eq_tol(top->size, 6, 0.001);
}
END_TEST

START_TEST(missing_approval_is_a_dashed_ring) {
  struct figure f = {.kind = FIGURE_SEAL, .seal_missing = "未承認", .seal_name = "丙山", .seal_date = "26.11.10"};
  const struct drawing *d = drawn(&f);
  ck_assert_uint_eq(d->count, 2);
  ck_assert_float_eq_tol(d->marks[0].stroke.dash[0], 2.5, 0.001);
  ck_assert(same_colour(d->marks[0].stroke.colour, COLOUR_INK3)); /* no seal red without a record */
  ck_assert_ptr_ne(text_of(d, "未承認"), NULL);
  double box[4];
  path_box(&d->marks[0].path, box);
  ck_assert_double_eq_tol(box[2] - box[0], 58, 0.02);
}
END_TEST

START_TEST(run_draws_every_figure) {
  struct content content = {.language = LANG_JA};
  content_figure(chart_samples.arena, &content, FIGURE_LEVEL_PIPS);
  content_figure(chart_samples.arena, &content, FIGURE_PLOT);
  content_figure(chart_samples.arena, &content, FIGURE_LOGO);
  chart_run(&content, &chart_samples.fonts, chart_samples.arena);
  for (size_t i = 0; i < content.figure_count; i++)
    ck_assert_ptr_ne(content.figures[i]->drawing, NULL);
  ck_assert_float_eq(content.figures[2]->drawing->width, 0); /* no logo, no room */
}
END_TEST

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void add_small_figure_tests(TCase *t) {
  tcase_add_loop_test(t, plot_places_values, 0, COUNT(PLOT_WIDTHS));
  tcase_add_loop_test(t, bar_only_when_short_of_target, 0, COUNT(SHORTFALLS));
  tcase_add_test(t, plot_head_stands_over_the_ticks);
  tcase_add_test(t, map_has_a_square_per_item);
  tcase_add_test(t, map_columns_and_rows_are_pitched);
  tcase_add_loop_test(t, pips_are_filled_up_to_the_level, 0, 5);
  tcase_add_test(t, verdicts_differ_by_shape);
  tcase_add_test(t, badge_counts_its_criteria);
  tcase_add_test(t, boxes_stand_closer_beside_a_wide_count);
  tcase_add_test(t, met_boxes_stand_first);
  tcase_add_test(t, stacked_drawings_keep_their_shape);
  tcase_add_test(t, many_criteria_become_a_bar);
  tcase_add_loop_test(t, star_is_filled_only_when_awarded, 0, COUNT(BADGES));
  tcase_add_loop_test(t, seal_texts_fit, 0, COUNT(SEALS));
  tcase_add_test(t, no_role_cuts_the_section);
  tcase_add_test(t, missing_approval_is_a_dashed_ring);
  tcase_add_test(t, run_draws_every_figure);
}

Suite *chart_small_suite(void) {
  Suite *suite = suite_create("chart_small");
  TCase *small = tcase_create("small");
  tcase_add_checked_fixture(small, chart_samples_open, chart_samples_close);
  add_small_figure_tests(small);
  suite_add_tcase(suite, small);
  return suite;
}

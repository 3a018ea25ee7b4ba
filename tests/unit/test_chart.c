/* The radar against LOOK 7: every expected number is computed here from the rule (angle, radius, value), not taken from
 * the program. */
#include "chart/chart.h"
#include "chart_samples.h"
#include "suites.h"

#include <math.h>
#include <string.h>

static const double PI = 3.14159265358979323846;

/* --- radar: centre 148,125, R 88; axis i at i * 72 degrees clockwise from straight up --- */

static const double NOW[] = {2.3, 2.4, 1.5, 1.7, 1.3}, TARGET[] = {2.8, 2.9, 2.8, 2.8, 2.2},
                    LAST[] = {1.8, 2.0, 1.2, 1.9, 1.0};

static void ck_vertex(float got_x, float got_y, size_t axis, size_t axes, double cx, double cy, double radius) {
  double angle = 2 * PI * (double)axis / (double)axes;
  ck_assert_double_eq_tol((double)got_x, cx + radius * sin(angle), 0.006);
  ck_assert_double_eq_tol((double)got_y, cy - radius * cos(angle), 0.006);
}

START_TEST(vertices_stand_at_their_values) {
  static const struct {
    enum colour colour;
    double width;
    const double *values;
  } LINES[] = {{COLOUR_ACCENT, 2.0, NOW}, {COLOUR_INK, 1.1, TARGET}, {COLOUR_INK3, 0.9, LAST}};
  struct figure f = sample_functions();
  const struct mark *m = mark_in(drawn(&f), true, LINES[_i].colour, LINES[_i].width, 0);
  ck_assert_ptr_ne(m, NULL);
  ck_assert_uint_eq(m->path.count, 6); /* five vertices, closed */
  for (size_t i = 0; i < 5; i++)
    ck_vertex(m->path.elements[i].x[0], m->path.elements[i].y[0], i, 5, 148, 125, 88 * LINES[_i].values[i] / 4);
  ck_assert_int_eq(m->path.elements[5].verb, PATH_CLOSE);
}
END_TEST

START_TEST(first_axis_is_up_and_the_next_to_the_right) {
  struct figure f = sample_functions();
  const struct drawing *d = drawn(&f);
  const struct mark *spokes = mark_in(d, true, COLOUR_RULE, 0.5, 1);
  ck_assert_uint_eq(spokes->path.count, 10);
  ck_assert_float_eq_tol(spokes->path.elements[1].x[0], 148, 0.001);
  ck_assert_float_eq_tol(spokes->path.elements[1].y[0], 125 - 88, 0.001);
  ck_assert_float_gt(spokes->path.elements[3].x[0], 148);
  ck_assert_float_lt(text_of(d, "復旧 RC")->x, 148);
  ck_assert_float_gt(text_of(d, "防御 PR")->x, 148);
}
END_TEST

START_TEST(rings_are_pentagons_at_quarters) {
  struct figure f = sample_functions();
  const struct drawing *d = drawn(&f);
  const struct mark *rings = mark_in(d, true, COLOUR_RULE, 0.5, 0), *outer = mark_in(d, true, COLOUR_RULE2, 0.7, 0);
  ck_assert_uint_eq(subpaths(&rings->path), 3);
  ck_assert_uint_eq(subpaths(&outer->path), 1);
  for (size_t ring = 0; ring < 3; ring++)
    for (size_t i = 0; i < 5; i++)
      ck_vertex(rings->path.elements[6 * ring + i].x[0], rings->path.elements[6 * ring + i].y[0], i, 5, 148, 125,
                22.0 * (double)(ring + 1));
}
END_TEST

START_TEST(labels_stand_as_specified) {
  struct figure f = sample_functions();
  const struct drawing *d = drawn(&f);
  const struct draw_text *top = text_of(d, "特定 ID"), *value = text_of(d, "2.3（目標2.8）");
  const struct draw_text *right = text_of(d, "防御 PR"), *bottom = text_of(d, "対応 RS"), *number = text_of(d, "3.0");
  ck_assert_int_eq(top->anchor, ANCHOR_MIDDLE);
  ck_assert_float_eq_tol(top->baseline, 125 - 88 - 21, 0.006);
  ck_assert_float_eq_tol(value->baseline - top->baseline, 11.5, 0.006);
  ck_assert_int_eq(right->anchor, ANCHOR_START);
  ck_vertex(right->x, right->baseline + 1, 1, 5, 148, 125, 88 + 13); /* the point at R + 13, baseline 1 above */
  ck_assert_int_eq(bottom->anchor, ANCHOR_END);
  ck_vertex(bottom->x, bottom->baseline - 6, 3, 5, 148, 125, 88 + 13);
  ck_assert_int_eq(number->anchor, ANCHOR_END);
  ck_assert_float_eq_tol(number->x, 148 - 5.5, 0.006);
  ck_assert_float_eq_tol(number->baseline, 125 - 66 + 2.4, 0.006);
  ck_assert_float_eq_tol(number->halo, 1.8, 0.001);
}
END_TEST

START_TEST(a_missing_value_breaks_the_polygon) {
  struct figure f = sample_functions();
  f.axes[2].now.exists = false;
  f.axes[2].label_value = NULL;
  const struct drawing *d = drawn(&f);
  const struct mark *m = mark_in(d, true, COLOUR_ACCENT, 2.0, 0);
  ck_assert_uint_eq(m->path.count, 4); /* RS, RC, ID, PR: open, round the top */
  static const size_t ORDER[] = {3, 4, 0, 1};
  for (size_t k = 0; k < 4; k++) {
    ck_assert_int_eq(m->path.elements[k].verb, k ? PATH_LINE : PATH_MOVE);
    ck_vertex(m->path.elements[k].x[0], m->path.elements[k].y[0], ORDER[k], 5, 148, 125, 88 * NOW[ORDER[k]] / 4);
  }
  ck_assert_ptr_ne(text_of(d, "—"), NULL);
  size_t discs = 0;
  while (mark_in(d, true, COLOUR_WHITE, 0.6, discs))
    discs++;
  ck_assert_uint_eq(discs, 4); /* no marker for what does not exist */
}
END_TEST

START_TEST(lone_values_have_no_line) {
  struct figure f = sample_functions();
  f.axes[0].now.exists = f.axes[1].now.exists = f.axes[3].now.exists = false;
  const struct drawing *d = drawn(&f); /* DE alone, RC alone */
  ck_assert_ptr_eq(mark_in(d, true, COLOUR_ACCENT, 2.0, 0), NULL);
  ck_assert_ptr_ne(mark_in(d, true, COLOUR_WHITE, 0.6, 1), NULL);
  ck_assert_ptr_eq(mark_in(d, true, COLOUR_WHITE, 0.6, 2), NULL);
}
END_TEST

START_TEST(no_previous_year_no_series) {
  struct figure f = sample_functions();
  f.has_last = false;
  ck_assert_ptr_eq(mark_in(drawn(&f), true, COLOUR_INK3, 0.9, 0), NULL);
  struct figure legend = {
      .kind = FIGURE_LEGEND, .has_target = true, .legend_now = "a", .legend_target = "b", .legend_last = "c"};
  ck_assert_ptr_eq(text_of(drawn(&legend), "c"), NULL);
  ck_assert_float_eq_tol(legend.drawing->height, 28, 0.001);
}
END_TEST

START_TEST(markers_nest) {
  struct figure f = sample_functions();
  for (size_t i = 0; i < 5; i++)
    f.axes[i].now = f.axes[i].target = f.axes[i].last = (struct figure_value){true, 2};
  ck_nested(drawn(&f));
  struct figure plot = sample_plot(2, 2, 2);
  ck_nested(drawn(&plot));
}
END_TEST

START_TEST(ring_numbers_never_cover_a_value) {
  struct figure f = sample_functions();
  const struct drawing *d = drawn(&f);
  const struct mark *first_marker = mark_in(d, true, COLOUR_INK, 0.9, 0);
  for (size_t i = index_of(d, first_marker); i < d->count; i++)
    ck_assert(d->marks[i].kind != MARK_TEXT || d->marks[i].text.halo == 0);
}
END_TEST

START_TEST(series_differ_without_colour) {
  struct figure f = sample_functions();
  const struct drawing *d = drawn(&f);
  const struct mark *now = mark_in(d, true, COLOUR_ACCENT, 2.0, 0), *target = mark_in(d, true, COLOUR_INK, 1.1, 0);
  const struct mark *last = mark_in(d, true, COLOUR_INK3, 0.9, 0);
  ck_assert_uint_lt(index_of(d, last), index_of(d, target));
  ck_assert_uint_lt(index_of(d, target), index_of(d, now));
  ck_assert_float_eq(now->stroke.dash[0], 0);
  ck_assert_float_eq_tol(target->stroke.dash[0], 4.5, 0.001);
  ck_assert_float_eq_tol(target->stroke.dash[1], 2.5, 0.001);
  ck_assert_float_eq_tol(last->stroke.dash[0], 1, 0.001);
  ck_assert_float_eq_tol(last->stroke.dash[1], 1.8, 0.001);
}
END_TEST

START_TEST(categories_stand_on_circles) {
  struct figure f = sample_categories();
  const struct drawing *d = drawn(&f);
  ck_assert_float_eq(d->width, 336);
  ck_assert_float_eq(d->height, 310);
  const struct mark *now = mark_in(d, true, COLOUR_ACCENT, 1.6, 0);
  ck_assert_uint_eq(now->path.count, 24);
  ck_vertex(now->path.elements[6].x[0], now->path.elements[6].y[0], 6, 23, 173, 152, 112 * 2.6 / 4); /* PR.AC */
  const struct path *outer = &mark_in(d, true, COLOUR_RULE2, 0.7, 0)->path;
  ck_assert_uint_gt(outer->count, 4);
  for (size_t i = 0; i + 1 < outer->count; i++) {
    const struct path_element *e = &outer->elements[i];
    int last = e->verb == PATH_CURVE ? 2 : 0;
    ck_assert_double_eq_tol(hypot(e->x[last] - 173.0, e->y[last] - 152.0), 112, 0.01);
  }
  const struct mark *wash = mark_in(d, false, COLOUR_WASH, 0, 0);
  ck_assert_uint_eq(subpaths(&wash->path), 3); /* ID, DE, RC of five */
  ck_assert_ptr_ne(text_of(d, "RC.CO"), NULL);
  ck_assert_ptr_eq(text_of(d, "0.0"), NULL);
}
END_TEST

START_TEST(lower_radius_lowers_the_figure) {
  struct figure f = sample_functions();
  f.radius = 78;
  ck_assert_float_eq_tol(drawn(&f)->height, 228 - 22, 1.5); /* LOOK 11: 22 from the radar; labels may need a point */
  const struct mark *outer = mark_in(f.drawing, true, COLOUR_RULE2, 0.7, 0);
  ck_assert_float_eq_tol(outer->path.elements[0].y[0], 125 - 88, 0.01); /* the top label keeps its room */
}
END_TEST

START_TEST(long_labels_make_the_radar_smaller) {
  struct figure f = sample_functions();
  f.axes[1].name = f.axes[4].name = "長い名前の機能";
  const struct drawing *d = drawn(&f);
  const struct draw_text *right = text_of(d, "長い名前の機能 PR"), *left = text_of(d, "長い名前の機能 RC");
  double width =
      (double)font_text_advance(&chart_samples.fonts, FONT_SANS_BOLD, right->s, strlen(right->s)) * 9.5 / 1000;
  ck_assert_float_eq(right->size, 9.5F);
  ck_assert_double_le(right->x + width, d->width + 0.01);
  ck_assert_double_ge(left->x - width, -0.01);
  ck_assert_float_eq(d->width, 296);
}
END_TEST

static void add_radar_tests(TCase *t) {
  tcase_add_loop_test(t, vertices_stand_at_their_values, 0, 3);
  tcase_add_test(t, first_axis_is_up_and_the_next_to_the_right);
  tcase_add_test(t, rings_are_pentagons_at_quarters);
  tcase_add_test(t, labels_stand_as_specified);
  tcase_add_test(t, a_missing_value_breaks_the_polygon);
  tcase_add_test(t, lone_values_have_no_line);
  tcase_add_test(t, no_previous_year_no_series);
  tcase_add_test(t, markers_nest);
  tcase_add_test(t, ring_numbers_never_cover_a_value);
  tcase_add_test(t, series_differ_without_colour);
  tcase_add_test(t, categories_stand_on_circles);
  tcase_add_test(t, lower_radius_lowers_the_figure);
  tcase_add_test(t, long_labels_make_the_radar_smaller);
}

Suite *chart_suite(void) {
  Suite *suite = suite_create("chart");
  TCase *radar = tcase_create("radar");
  tcase_add_checked_fixture(radar, chart_samples_open, chart_samples_close);
  add_radar_tests(radar);
  suite_add_tcase(suite, radar);
  return suite;
}

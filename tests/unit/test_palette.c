/* Tints of the default theme against the hex values printed in LOOK 4. */
#include "model/palette.h"
#include "suites.h"
#include <math.h>

static const struct {
  enum colour colour;
  unsigned hex;
} LOOK_COLOURS[] = {
    {COLOUR_WHITE, 0xFFFFFF},       {COLOUR_INK, 0x1B1E23},     {COLOUR_INK2, 0x4A525C},
    {COLOUR_INK3, 0x666E78},        {COLOUR_RULE2, 0x8A929C},   {COLOUR_RULE, 0xC3C9D0},
    {COLOUR_WASH, 0xF1F3F6},        {COLOUR_ACCENT, 0x1D4573},  {COLOUR_GAP, 0x923B08},
    {COLOUR_ACCENT_WASH, 0xE6EBF0}, {COLOUR_SEAL, 0xC5301C},    {COLOUR_LEVEL_1, 0xCDD6E0},
    {COLOUR_LEVEL_2, 0x8EA2B9},     {COLOUR_LEVEL_3, 0x537295}, {COLOUR_LEVEL_4, 0x1D4573},
    {COLOUR_WATERMARK, 0xEDEFF2},
};

static unsigned hex(struct rgb c) {
  return (unsigned)c.r << 16 | (unsigned)c.g << 8 | c.b;
}

START_TEST(default_theme_has_the_printed_values) {
  struct palette palette = palette_of(NULL);
  ck_assert_uint_eq(hex(palette.colour[LOOK_COLOURS[_i].colour]), LOOK_COLOURS[_i].hex);
}
END_TEST

START_TEST(tints_follow_the_theme) {
  struct theme theme = {.accent = {0, 100, 200}, .gap = {1, 2, 3}, .seal = {4, 5, 6}};
  struct palette palette = palette_of(&theme);
  ck_assert_uint_eq(hex(palette.colour[COLOUR_ACCENT]), 0x0064C8);
  ck_assert_uint_eq(hex(palette.colour[COLOUR_LEVEL_2]), 0x80B2E4); /* 127.5, 177.5, 227.5, half up */
  ck_assert_uint_eq(hex(palette.colour[COLOUR_GAP]), 0x010203);
  ck_assert_uint_eq(hex(palette.colour[COLOUR_SEAL]), 0x040506);
  ck_assert_uint_eq(hex(palette.colour[COLOUR_INK]), 0x1B1E23);
}
END_TEST

/* The ratios that LOOK 4 prints, to one decimal. */
START_TEST(contrasts_are_those_printed) {
  static const struct {
    enum colour colour;
    double ratio;
  } PRINTED[] = {{COLOUR_INK, 16.7}, {COLOUR_INK2, 7.9}, {COLOUR_INK3, 5.2}, {COLOUR_RULE2, 3.1}, {COLOUR_RULE, 1.7},
                 {COLOUR_WASH, 1.1}, {COLOUR_ACCENT, 9.8}, {COLOUR_GAP, 7.4}, {COLOUR_SEAL, 5.5}, {COLOUR_WHITE, 1.0}};
  struct palette palette = palette_of(NULL);
  double ratio = palette_contrast_on_white(palette.colour[PRINTED[_i].colour]);
  ck_assert_msg(fabs(ratio - PRINTED[_i].ratio) <= 0.05, "%f, not %f", ratio, PRINTED[_i].ratio);
}
END_TEST

START_TEST(hues_go_round_the_circle) {
  static const struct {
    struct rgb a, b;
    double apart;
  } PAIRS[] = {{{255, 0, 0}, {0, 255, 0}, 120},     {{255, 0, 0}, {0, 0, 255}, 120},  {{255, 0, 64}, {255, 64, 0}, 30.12},
               {{0, 255, 255}, {255, 0, 0}, 180},   {{90, 90, 106}, {0, 0, 255}, 180}, {{90, 90, 107}, {0, 0, 255}, 0},
               {{128, 128, 128}, {0, 0, 0}, 180}};
  double apart = palette_hue_distance(PAIRS[_i].a, PAIRS[_i].b);
  ck_assert_msg(fabs(apart - PAIRS[_i].apart) < 0.01, "%f, not %f", apart, PAIRS[_i].apart);
}
END_TEST

Suite *palette_suite(void) {
  Suite *suite = suite_create("palette");
  TCase *tints = tcase_create("tints");
  tcase_add_loop_test(tints, default_theme_has_the_printed_values, 0, sizeof LOOK_COLOURS / sizeof LOOK_COLOURS[0]);
  tcase_add_test(tints, tints_follow_the_theme);
  tcase_add_loop_test(tints, contrasts_are_those_printed, 0, 10);
  tcase_add_loop_test(tints, hues_go_round_the_circle, 0, 7);
  suite_add_tcase(suite, tints);
  return suite;
}

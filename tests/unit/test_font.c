/* Faces, coverage, advances, subsets. Expected widths are the fonts' own hmtx values as LOOK 3 states them (digit 1 of
 * BIZ UDPGothic 1290, of BIZ UDPMincho 1065, other digits 1556 and 1393, all of 2048 units). */
#include "base/buf.h"
#include "font/font.h"
#include "font/sfnt.h"

#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FONTS "/usr/share/fonts/truetype/"
static const char *const PATHS[FONT_ROLE_COUNT] = {
    [FONT_SANS] = FONTS "bizud-gothic/BIZUDPGothic-Regular.ttf",
    [FONT_SANS_BOLD] = FONTS "bizud-gothic/BIZUDPGothic-Bold.ttf",
    [FONT_SERIF] = FONTS "bizud-mincho/BIZUDPMincho-Regular.ttf",
    [FONT_MONO] = FONTS "bizud-gothic/BIZUDGothic-Regular.ttf",
    [FONT_FALLBACK] = FONTS "ipamj/ipamjm.ttf",
};
static struct font_set fonts;

static void load_fonts(void) {
  for (int role = 0; role < FONT_ROLE_COUNT; role++) {
    const char *why = NULL;
    if (PATHS[role])
      ck_assert_msg((fonts.face[role] = face_load(PATHS[role], &why)) != NULL, "%s: %s", PATHS[role], why);
  }
}

static void free_fonts(void) {
  for (int role = 0; role < FONT_ROLE_COUNT; role++)
    face_free(fonts.face[role]);
  memset(&fonts, 0, sizeof fonts);
}

START_TEST(advances_follow_hmtx) {
  const struct face *sans = fonts.face[FONT_SANS], *serif = fonts.face[FONT_SERIF];
  ck_assert_int_eq(face_advance(sans, face_glyph(sans, '1', 0)), 630);  /* 1290 / 2048 */
  ck_assert_int_eq(face_advance(sans, face_glyph(sans, '0', 0)), 760);  /* 1556 / 2048 */
  ck_assert_int_eq(face_advance(serif, face_glyph(serif, '1', 0)), 520);
  ck_assert_int_eq(face_advance(serif, face_glyph(serif, '0', 0)), 680);
  ck_assert_int_eq(face_advance(sans, face_glyph(sans, 0x4E00, 0)), 1000);
  ck_assert_int_eq(font_text_advance(&fonts, FONT_SANS, "10一", 5), 630 + 760 + 1000);
}
END_TEST

START_TEST(metrics_are_thousandths) {
  struct face_metrics metrics = face_metrics(fonts.face[FONT_SANS]);
  ck_assert_int_eq(metrics.ascent, 880);   /* 1802 / 2048 */
  ck_assert_int_eq(metrics.descent, -120); /* -246 / 2048 */
  ck_assert_int_gt(metrics.cap_height, 600);
  ck_assert_str_eq(face_postscript_name(fonts.face[FONT_SANS]), "BIZUDPGothic-Regular");
  ck_assert_str_eq(face_postscript_name(fonts.face[FONT_SANS_BOLD]), "BIZUDPGothic-Bold");
}
END_TEST

static const struct {
  uint32_t code_point, selector;
  enum font_role asked;
  int role;
  uint32_t selector_left;
} PICKS[] = {
    {0x9AD9, 0, FONT_SANS, FONT_SANS, 0},                  /* 髙 */
    {0xFA11, 0, FONT_SANS_BOLD, FONT_SANS_BOLD, 0},        /* 﨑 */
    {0x20BB7, 0, FONT_SANS_BOLD, FONT_FALLBACK, 0},        /* 𠮷: no BIZ UD face has it */
    {0x845B, 0xE0100, FONT_SANS, FONT_SANS, 0xE0100},      /* 葛 VS17: the JIS90 form */
    {0x3042, 0xE0100, FONT_SERIF, FONT_SERIF, 0},          /* no such sequence: the selector is given up */
    {0x1F600, 0, FONT_SANS, -1, 0},                        /* no face has it */
    {0xE000, 0, FONT_SANS, -1, 0},                         /* private use */
    {0xFEFF, 0, FONT_SANS, -1, 0},   {0x0009, 0, FONT_SANS, -1, 0}, {0xFFFF, 0, FONT_SANS, -1, 0},
};

START_TEST(picks_the_face_that_has_the_character) {
  uint32_t selector = PICKS[_i].selector;
  ck_assert_int_eq(font_pick(&fonts, PICKS[_i].asked, PICKS[_i].code_point, &selector), PICKS[_i].role);
  ck_assert_uint_eq(selector, PICKS[_i].selector_left);
}
END_TEST

START_TEST(variation_changes_the_glyph) {
  const struct face *sans = fonts.face[FONT_SANS];
  uint16_t plain = face_glyph(sans, 0x845B, 0);
  ck_assert_int_ne(plain, 0);
  ck_assert_int_ne(face_glyph(sans, 0x845B, 0xE0100), plain); /* JIS90 form */
  ck_assert_int_eq(face_glyph(sans, 0x845B, 0xE0101), plain); /* default form of JIS2004 */
  ck_assert_int_eq(face_glyph(sans, 0x110000, 0), 0);
}
END_TEST

/* hmtx of a subset, read without the code under test's help beyond the directory. */
static unsigned subset_units(const struct buf *font, uint16_t glyph) {
  const uint8_t *data = (const uint8_t *)font->data, *hmtx = NULL, *hhea = NULL;
  for (unsigned i = 0; i < sfnt_u16(data + 4); i++) {
    const uint8_t *entry = data + 12 + 16 * i;
    size_t offset = (size_t)sfnt_u16(entry + 8) << 16 | sfnt_u16(entry + 10);
    if (memcmp(entry, "hmtx", 4) == 0)
      hmtx = data + offset;
    if (memcmp(entry, "hhea", 4) == 0)
      hhea = data + offset;
  }
  ck_assert(hmtx && hhea);
  unsigned last = sfnt_u16(hhea + 34) - 1;
  return sfnt_u16(hmtx + 4 * (glyph < last ? glyph : last));
}

START_TEST(subsets_renumber_and_repeat) {
  const struct face *sans = fonts.face[FONT_SANS];
  const uint32_t text[] = {'1', 0x9AD9, '0', 0x3042};
  uint16_t glyphs[4], ids[4], again[4];
  struct buf first = {0}, second = {0};
  for (int i = 0; i < 4; i++)
    glyphs[i] = face_glyph(sans, text[i], 0);
  ck_assert(face_subset(sans, glyphs, 4, &first, ids));
  ck_assert(face_subset(sans, glyphs, 4, &second, again));
  ck_assert_uint_eq(first.size, second.size);
  ck_assert_int_eq(memcmp(first.data, second.data, first.size), 0);
  ck_assert_int_eq(memcmp(ids, again, sizeof ids), 0);
  ck_assert_uint_lt(first.size, 4000);
  for (int i = 0; i < 4; i++)
    ck_assert(ids[i] > 0 && ids[i] <= 4);
  ck_assert_uint_eq(subset_units(&first, ids[0]), 1290);
  ck_assert_uint_eq(subset_units(&first, ids[2]), 1556);
  ck_assert_uint_eq(subset_units(&first, ids[1]), 2048);
  buf_free(&first);
  buf_free(&second);
}
END_TEST

struct outline_count {
  int moves, closes, strokes;
  double low, high;
};

static void span(struct outline_count *count, double y) {
  count->low = y < count->low ? y : count->low;
  count->high = y > count->high ? y : count->high;
}

static void count_move(void *context, double x, double y) {
  struct outline_count *count = context;
  (void)x;
  count->moves++;
  span(count, y);
}

static void count_line(void *context, double x, double y) {
  (void)x;
  ((struct outline_count *)context)->strokes++;
  span(context, y);
}

static void count_curve(void *context, double x1, double y1, double x2, double y2, double x3, double y3) {
  (void)x1, (void)y1, (void)x2, (void)y2, (void)x3;
  ((struct outline_count *)context)->strokes++;
  span(context, y3);
}

static void count_close(void *context) {
  ((struct outline_count *)context)->closes++;
}

START_TEST(outlines_are_in_em_units) {
  const struct face *sans = fonts.face[FONT_SANS];
  struct outline_count count = {0}, none = {0};
  struct outline_sink sink = {&count, count_move, count_line, count_curve, count_close};
  face_outline(sans, face_glyph(sans, 'H', 0), &sink);
  ck_assert_int_ge(count.moves, 1);
  ck_assert_int_eq(count.moves, count.closes);
  ck_assert_double_eq_tol(count.high * 1000, face_metrics(sans).cap_height, 30); /* H stands as high as a capital */
  ck_assert_double_eq_tol(count.low, 0, 0.03); /* its feet are flared */
  sink.context = &none;
  face_outline(sans, face_glyph(sans, ' ', 0), &sink);
  ck_assert_int_eq(none.moves, 0);
}
END_TEST

/* A changed copy of a good font: at most `size` bytes, one byte of a table set. */
static const char *why_refused(size_t size, const char *tag, size_t offset, int byte) {
  static char path[] = "/tmp/tenken-font-test";
  FILE *in = fopen(PATHS[FONT_SANS], "rb"), *out = fopen(path, "wb");
  ck_assert(in && out);
  unsigned char *data = malloc(5000000);
  size_t got = fread(data, 1, 5000000, in);
  for (unsigned i = 0; tag && i < sfnt_u16(data + 4); i++) {
    const uint8_t *entry = data + 12 + 16 * i;
    if (memcmp(entry, tag, 4) == 0)
      data[((size_t)sfnt_u16(entry + 8) << 16 | sfnt_u16(entry + 10)) + offset] = (unsigned char)byte;
  }
  fwrite(data, 1, size < got ? size : got, out);
  fclose(in);
  fclose(out);
  free(data);
  const char *why = NULL;
  struct face *face = face_load(path, &why);
  ck_assert_msg((face == NULL) == (why != NULL), "a reason comes with every refusal, and only then");
  face_free(face);
  remove(path);
  return why;
}

START_TEST(damaged_fonts_are_refused) {
  static const size_t SIZES[] = {0, 3, 11, 12, 100, 300, 5000, 200000, 2000000, 4000000};
  ck_assert_ptr_ne((void *)(uintptr_t)why_refused(SIZES[_i], NULL, 0, 0), NULL);
}
END_TEST

START_TEST(rights_and_counts_are_checked) {
  ck_assert_ptr_eq((void *)(uintptr_t)why_refused(5000000, NULL, 0, 0), NULL); /* the unchanged copy is good */
  ck_assert_str_eq(why_refused(5000000, "OS/2", 9, 0x02), "its licence bits forbid embedding");
  ck_assert_str_eq(why_refused(5000000, "OS/2", 8, 0x01), "its licence bits forbid subsetting");
  ck_assert_str_eq(why_refused(5000000, "OS/2", 8, 0x02), "its licence bits allow bitmaps only");
  ck_assert_ptr_eq((void *)(uintptr_t)why_refused(5000000, "OS/2", 9, 0x08), NULL); /* editable embedding allows it */
  ck_assert_ptr_ne((void *)(uintptr_t)why_refused(5000000, "maxp", 4, 0xFF), NULL); /* more glyphs than loca has */
  ck_assert_ptr_ne((void *)(uintptr_t)why_refused(5000000, "head", 12, 0), NULL);
  const char *why = NULL;
  ck_assert_ptr_eq(face_load("/nowhere/font.ttf", &why), NULL);
  ck_assert_str_eq(why, "it can't be read");
}
END_TEST


Suite *font_suite(void) {
  Suite *suite = suite_create("font");
  TCase *faces = tcase_create("faces"), *files = tcase_create("files");
  tcase_add_checked_fixture(faces, load_fonts, free_fonts);
  tcase_add_test(faces, advances_follow_hmtx);
  tcase_add_test(faces, metrics_are_thousandths);
  tcase_add_loop_test(faces, picks_the_face_that_has_the_character, 0, sizeof PICKS / sizeof PICKS[0]);
  tcase_add_test(faces, variation_changes_the_glyph);
  tcase_add_test(faces, subsets_renumber_and_repeat);
  tcase_add_test(faces, outlines_are_in_em_units);
  tcase_add_loop_test(files, damaged_fonts_are_refused, 0, 10);
  tcase_add_test(files, rights_and_counts_are_checked);
  suite_add_tcase(suite, faces);
  suite_add_tcase(suite, files);
  return suite;
}

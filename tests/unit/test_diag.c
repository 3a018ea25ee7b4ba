/* test_diag.c - places, order, scrubbing and carets of diagnostics, compared with text written by hand. */
#include "suites.h"

#include "base/limits.h"
#include "diag/diag.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *printed(const struct diag *d, struct diag_style style) {
  enum { ROOM = 1 << 20 };
  char *text = calloc(1, ROOM);
  FILE *f = fmemopen(text, ROOM, "w");
  diag_print(d, f, &style);
  ck_assert_int_eq(fclose(f), 0);
  return text;
}

static struct span span(uint32_t source, uint32_t start, uint32_t end) {
  return (struct span){source, start, end};
}

START_TEST(places_count_code_points) {
  const char *text = "\xEF\xBB\xBF" "a点b\r\nxy\n\nz";
  struct source s = {"f", text, strlen(text)};
  struct place p = source_place(&s, 7); /* b */
  ck_assert_uint_eq(p.line, 1);
  ck_assert_uint_eq(p.column, 3);
  ck_assert_uint_eq(p.line_end, 8);
  p = source_place(&s, 11);
  ck_assert_uint_eq(p.line, 2);
  ck_assert_uint_eq(p.column, 2);
  p = source_place(&s, 14);
  ck_assert_uint_eq(p.line, 4);
  ck_assert_uint_eq(p.column, 1);
  p = source_place(&s, 999); /* beyond the end */
  ck_assert_uint_eq(p.line, 4);
  ck_assert_uint_eq(p.column, 2);
}
END_TEST

START_TEST(messages_come_in_input_order_with_carets) {
  const char *text = "one: 1\n点検: 二 x\n";
  struct diag *d = diag_new();
  uint32_t a = diag_add_source(d, "a.yaml", text, strlen(text)), b = diag_add_source(d, "b.yaml", "q", 1);
  diag_add(d, DIAG_Y006, span(b, 0, 1), "0x41");
  diag_add(d, DIAG_Y016, span(a, 15, 18), "点検");
  diag_note(d, DIAG_N001, span(a, 0, 3));
  diag_add(d, DIAG_Y011, span(a, 5, 6));
  char *out = printed(d, (struct diag_style){0});
  ck_assert_str_eq(out, "a.yaml:1:6: error: a tab is used as indentation; use blanks [Y011]\n"
                        "    1 | one: 1\n"
                        "      |      ^\n"
                        "a.yaml:2:5: error: the key 点検 is given twice [Y016]\n"
                        "    2 | 点検: 二 x\n"
                        "      |       ^~\n"
                        "a.yaml:1:1: note: first given here\n"
                        "    1 | one: 1\n"
                        "      | ^~~\n"
                        "      = hint: delete one of the two\n"
                        "b.yaml:1:1: error: byte 0x41 here is not UTF-8 [Y006]\n"
                        "    1 | q\n"
                        "      | ^\n"
                        "      = hint: open the file in an editor and save it with the encoding \"UTF-8\"\n");
  free(out);
  ck_assert_uint_eq(diag_errors(d), 3);
  ck_assert_uint_eq(diag_warnings(d), 0);
  out = printed(d, (struct diag_style){.is_short = true, .language = DIAG_JAPANESE, .limit = 2});
  ck_assert_str_eq(out, "a.yaml:1:6: エラー: 字下げにタブが使われています。半角空白を使ってください [Y011]\n"
                        "a.yaml:2:5: エラー: キー 点検 が二度あります [Y016]\n"
                        "tenken: ほかに1件\n");
  free(out);
  diag_free(d);
}
END_TEST

START_TEST(control_characters_never_reach_the_terminal) {
  const char *text = "k: \x1b[31m\xC2\x9B" "A\xE2\x80\xAE\x80\x7F\t.\n";
  struct diag *d = diag_new();
  uint32_t a = diag_add_source(d, "a\x1b.yaml", text, strlen(text));
  diag_add(d, DIAG_Y016, span(a, 3, 4), "\x1b]0;x\x07");
  char *out = printed(d, (struct diag_style){0});
  for (const char *p = out; *p; p++) ck_assert(*p == '\n' || (unsigned char)*p >= 0x20);
  ck_assert_ptr_null(strstr(out, "\xC2\x9B"));
  ck_assert_ptr_null(strstr(out, "\xE2\x80\xAE"));
  ck_assert_ptr_nonnull(strstr(out, "a<U+001B>.yaml:1:4: error: the key <U+001B>]0;x<U+0007> is given twice"));
  ck_assert_ptr_nonnull(strstr(out, "| k: <U+001B>[31m<U+009B>A<U+202E><\\x80><U+007F> .\n"));
  ck_assert_ptr_nonnull(strstr(out, "|    ^~~~~~~~\n"));
  free(out);
  diag_free(d);
}
END_TEST

START_TEST(long_lines_are_cut_around_the_caret) {
  char text[5001];
  memset(text, 'x', 5000);
  text[5000] = '\0';
  text[3000] = '!';
  struct diag *d = diag_new();
  uint32_t a = diag_add_source(d, "a", text, 5000);
  diag_add(d, DIAG_Y011, span(a, 3000, 3001));
  char *out = printed(d, (struct diag_style){0});
  ck_assert_uint_lt(strlen(out), 400);
  const char *line = strstr(out, "    1 | "), *caret_line = strstr(out, "      | ");
  ck_assert_int_eq(strchr(line, '!') - line - 2, strchr(caret_line, '^') - caret_line); /* … is three bytes wide */
  free(out);
  diag_free(d);
}
END_TEST

START_TEST(as_many_as_the_limit_are_kept) {
  for (int more = 0; more < 2; more++) {
    struct diag *d = diag_new();
    uint32_t a = diag_add_source(d, "a", "x", 1);
    for (int i = 0; i < LIMIT_DIAGNOSTICS + more; i++) diag_add(d, DIAG_Y011, span(a, 0, 1));
    char *out = printed(d, (struct diag_style){.is_short = true});
    size_t lines = 0;
    for (const char *s = out; *s; s++) lines += *s == '\n';
    ck_assert_uint_eq(lines, LIMIT_DIAGNOSTICS + more);
    ck_assert_int_eq(strstr(out, "tenken: and 1 more\n") != NULL, more);
    free(out);
    diag_free(d);
  }
}
END_TEST

START_TEST(too_many_are_counted) {
  struct diag *d = diag_new();
  uint32_t a = diag_add_source(d, "a", "x", 1);
  for (int i = 0; i < LIMIT_DIAGNOSTICS + 7; i++) diag_add(d, DIAG_Y011, span(a, 0, 1));
  ck_assert_uint_eq(diag_errors(d), LIMIT_DIAGNOSTICS + 7);
  char *out = printed(d, (struct diag_style){.is_short = true, .limit = 20});
  ck_assert_ptr_nonnull(strstr(out, "tenken: and 987 more\n"));
  free(out);
  diag_free(d);
}
END_TEST

START_TEST(a_message_without_a_place) {
  struct diag *d = diag_new();
  diag_add(d, DIAG_Y001, NO_SPAN, "no.yaml", "No such file or directory");
  char *out = printed(d, (struct diag_style){0});
  ck_assert_str_eq(out, "tenken: error: cannot read no.yaml: No such file or directory [Y001]\n");
  free(out);
  diag_free(d);
}
END_TEST

static const struct {
  const char *word, *want;
} NEAREST[] = {{"generaton", "generation"}, {"GENERATION", "generation"}, {"retial", "retail"},   {"xyz", NULL},
               {"private_facility", "private-facility"}, {"", NULL},      {"na", NULL},           {"r", NULL}};

START_TEST(nearest_names) {
  static const char *const NAMES[] = {"generation", "retail", "private-facility"};
  const char *got = diag_nearest(NEAREST[_i].word, NAMES, 3);
  if (NEAREST[_i].want) ck_assert_str_eq(got, NEAREST[_i].want);
  else ck_assert_ptr_null(got);
}
END_TEST

Suite *diag_suite(void) {
  Suite *s = suite_create("diag");
  TCase *c = tcase_create("diag");
  tcase_add_test(c, places_count_code_points);
  tcase_add_test(c, messages_come_in_input_order_with_carets);
  tcase_add_test(c, control_characters_never_reach_the_terminal);
  tcase_add_test(c, long_lines_are_cut_around_the_caret);
  tcase_add_test(c, as_many_as_the_limit_are_kept);
  tcase_add_test(c, too_many_are_counted);
  tcase_add_test(c, a_message_without_a_place);
  tcase_add_loop_test(c, nearest_names, 0, (int)(sizeof NEAREST / sizeof *NEAREST));
  suite_add_tcase(s, c);
  return s;
}

/* Lines of text: hanging, tightening, spacing, tabular digits, emergency breaks, missing characters. Widths in comments
 * are hmtx advances of BIZ UDPGothic in 1/1000 em: kanji 1000, 、 and 。 600, digits 760 (1: 630), blank 333. */
#include "suites.h"

#include "layout_helper.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static struct layout_case c;
static void start(void) {
  layout_case_start(&c);
}
static void end(void) {
  layout_case_end(&c);
}

/* A paragraph in a frame of a given inner width: a box with padding on both sides. */
static struct block *narrow(float width, const char *s) {
  struct block *box = content_block(c.arena, BLOCK_BOX, ROLE_NONE);
  box->pad_x = (481.89f - width) / 2;
  struct block *b = content_paragraph(c.arena, STYLE_BODY, s);
  content_add(c.arena, box, b);
  content_add(c.arena, c.root, box);
  return b;
}

static size_t lines_of(const char **lines, size_t room) {
  ck_assert(layout_case_run(&c));
  return page_lines(&c, 0, lines, room);
}

START_TEST(comma_hangs_over_the_edge) {
  const char *lines[4];
  narrow(95.1f, "点検項目回答結果報告、次の行にある言葉"); /* ten kanji fill 95 pt, the comma stands outside */
  ck_assert_uint_eq(lines_of(lines, 4), 2);
  ck_assert_str_eq(lines[0], "点検項目回答結果報告、");
}
END_TEST

START_TEST(other_closing_marks_do_not_hang) {
  const char *lines[4];
  narrow(95.1f, "点検項目回答結果報告）次の行にある言葉");
  ck_assert_uint_eq(lines_of(lines, 4), 2);
  ck_assert_str_eq(lines[0], "点検項目回答結果報");
}
END_TEST

START_TEST(a_comma_does_not_hang_when_a_bracket_must_follow_it) {
  const char *lines[4];
  narrow(95.1f, "点検項目回答結果報告。」次の行にある言葉");
  lines_of(lines, 4);
  ck_assert_str_eq(lines[0], "点検項目回答結果報");
}
END_TEST

START_TEST(right_aligned_text_does_not_hang) {
  const char *lines[4];
  narrow(95.1f, "点検項目回答結果報告、次の行")->align = ALIGN_RIGHT;
  lines_of(lines, 4);
  ck_assert_str_eq(lines[0], "点検項目回答結果報");
}
END_TEST

/* 2 lines of 10 kanji and one left over: 20 * 1 % of 9.5 pt is 1.9 pt, less than the 9.5 pt of one more character per
 * line, so nothing changes; with 100 characters a line the gain is a whole character. */
START_TEST(a_short_last_line_is_drawn_up_if_one_percent_does_it) {
  const char *lines[8];
  narrow(95.1f, "点検項目回答結果報告次行言葉文字列語句数字値");
  ck_assert_uint_eq(lines_of(lines, 8), 3);
  layout_case_end(&c);
  layout_case_start(&c);
  struct buf text = {0};
  for (int i = 0; i < 51; i++) buf_puts(&text, "点"); /* 50 fit 475 pt; 51 at 0.99 em are 479.7 */
  narrow(475.2f + 5, text.data);
  ck_assert_uint_eq(lines_of(lines, 8), 1);
  buf_free(&text);
}
END_TEST

START_TEST(latin_gets_an_eighth_beside_kana_but_not_beside_marks) {
  add_paragraph(&c, STYLE_BODY, "全体2点（PCS）");
  ck_assert(layout_case_run(&c));
  const struct page_mark *m = find_text(&c.pages, "全体2点（PCS）", 0, NULL);
  ck_assert_ptr_nonnull(m);
  static const short EXPECTED[] = {0, 125, 125, 0, 0, 0, 0, 0, 0}; /* after 体 and after 2 only */
  ck_assert_uint_eq(m->text.char_count, 9);
  for (size_t i = 0; i < 8; i++) ck_assert_int_eq(m->text.extra ? m->text.extra[i] : 0, EXPECTED[i]);
}
END_TEST

static const struct page_mark *tabular(const char *s, enum align align) {
  struct block *b = add_paragraph(&c, STYLE_BODY, s);
  b->runs[0].tabular = true;
  b->align = align;
  ck_assert(layout_case_run(&c));
  const struct page_mark *m = find_text(&c.pages, s, 0, NULL);
  ck_assert_ptr_nonnull(m);
  return m;
}

/* 760 - 630 = 130: a 1 has 65 on each side of it in the cell of 0. */
START_TEST(one_stands_in_the_middle_of_the_cell_of_zero) {
  const struct page_mark *m = tabular("2.1", ALIGN_RIGHT);
  ck_assert_int_eq(m->text.extra[1], 65);
  float right = m->text.x + m->text.advance; /* ink of the number's advance; its cell ends 65 further right */
  ck_assert_float_eq_tol(right + 0.065f * 9.5f, 62.36f + 481.89f, 0.02f);
}
END_TEST

/* 11: 65 + 65 = 130 is over 90, so the gap is 90 and the 40 left over stand before the number: its end stays put. */
START_TEST(gaps_between_digits_stay_under_nine_hundredths) {
  const struct page_mark *m = tabular("11.4", ALIGN_RIGHT);
  ck_assert_int_eq(m->text.extra[0], 90);
  ck_assert_int_eq(m->text.extra[1], 65);
  float width = (630 + 90 + 630 + 65 + 310 + 760) * 9.5f / 1000;
  ck_assert_float_eq_tol(m->text.advance, width, 0.02f);
  ck_assert_float_eq_tol(m->text.x + m->text.advance, 62.36f + 481.89f, 0.02f);
}
END_TEST

START_TEST(tabular_numbers_of_one_length_are_equally_wide) {
  const struct page_mark *m = tabular("2026-11-10", ALIGN_LEFT);
  float ones = 62.36f; /* the date starts at the left edge: 2 fills its cell */
  ck_assert_float_eq_tol(m->text.x, ones, 0.01f);
  for (size_t i = 0; i + 1 < m->text.char_count; i++)
    if (m->text.extra) ck_assert_int_le(m->text.extra[i], 90);
}
END_TEST

START_TEST(a_long_unbroken_string_breaks_anywhere_at_last) {
  char text[2001];
  memset(text, 'x', 2000);
  text[2000] = 0;
  add_paragraph(&c, STYLE_BODY, text);
  ck_assert(layout_case_run(&c));
  size_t total = 0;
  for (size_t i = 0; i < c.pages.pages[0].count; i++) {
    const struct page_mark *m = &c.pages.pages[0].marks[i];
    if (m->kind != PAGE_TEXT || !m->element) continue;
    total += m->text.size_bytes;
    ck_assert_float_le(m->text.x + m->text.advance, 62.36f + 481.89f + 0.01f);
  }
  ck_assert_uint_eq(total, 2000);
}
END_TEST

START_TEST(every_character_is_there_once_and_in_order) {
  static const char TEXT[] = "葛\U000E0100城の𠮷野家、ＰＣＳとPR.AC-1（2項目）・令和6年4月5日。　終わり“quote” it’s https://a.jp/b-c …";
  narrow(60, TEXT);
  ck_assert(layout_case_run(&c));
  struct buf all = {0};
  for (size_t i = 0; i < c.pages.pages[0].count; i++) {
    const struct page_mark *m = &c.pages.pages[0].marks[i];
    if (m->kind == PAGE_TEXT && m->element) buf_put(&all, m->text.s, m->text.size_bytes);
  }
  ck_assert_str_eq(all.data, TEXT);
  buf_free(&all);
}
END_TEST

START_TEST(a_rare_kanji_comes_from_the_fallback_face) {
  add_paragraph(&c, STYLE_BODY, "𠮷野");
  ck_assert(layout_case_run(&c));
  const struct page_mark *m = find_text(&c.pages, "𠮷", 0, NULL);
  ck_assert_ptr_nonnull(m);
  ck_assert_int_eq(m->text.font, FONT_FALLBACK);
  ck_assert_int_eq(find_text(&c.pages, "野", 0, NULL)->text.font, FONT_SANS);
}
END_TEST

START_TEST(characters_without_a_font_are_all_reported_at_their_places) {
  static const char SOURCE[] = "name: 甲\uE000乙\uE001";
  uint32_t source = diag_add_source(c.diag, "answers.yaml", SOURCE, strlen(SOURCE));
  struct block *b = content_block(c.arena, BLOCK_PARAGRAPH, ROLE_P);
  content_run(c.arena, b, (struct text){SOURCE + 6, {source, 6, (uint32_t)strlen(SOURCE)}});
  content_add(c.arena, c.root, b);
  content_add(c.arena, c.root, b); /* printed twice, reported once */
  ck_assert(!layout_case_run(&c));
  ck_assert_uint_eq(diag_errors(c.diag), 2);
  char printed[2048] = {0};
  FILE *out = fmemopen(printed, sizeof printed - 1, "w");
  diag_print(c.diag, out, &(struct diag_style){.is_short = true});
  fclose(out);
  ck_assert_msg(strstr(printed, "answers.yaml:1:8:") && strstr(printed, "U+E000"), "%s", printed);
  ck_assert_msg(strstr(printed, "answers.yaml:1:10:") && strstr(printed, "U+E001"), "%s", printed);
}
END_TEST

START_TEST(justified_lines_end_at_the_edge) {
  struct block *b = add_paragraph(&c, STYLE_PROSE,
                                  "平常時の通信と操作の姿が記録されておらず異常の目安が決まっていない場合遠隔監視制御システムにおいて不正な操作や"
                                  "設定の変更が通常の動作に紛れPR.AC-1などの項目に及ぶことがある");
  b->align = ALIGN_JUSTIFY;
  ck_assert(layout_case_run(&c));
  const struct page_mark *first = NULL;
  for (size_t i = 0; i < c.pages.pages[0].count && !first; i++)
    if (c.pages.pages[0].marks[i].kind == PAGE_TEXT && c.pages.pages[0].marks[i].element) first = &c.pages.pages[0].marks[i];
  ck_assert_ptr_nonnull(first);
  ck_assert_float_eq_tol(first->text.x + first->text.advance, 62.36f + 481.89f, 0.1f);
}
END_TEST

START_TEST(a_newline_starts_a_line) {
  const char *lines[4];
  add_paragraph(&c, STYLE_BODY, "一行目\n二行目");
  ck_assert_uint_eq(lines_of(lines, 4), 2);
  ck_assert_str_eq(lines[1], "二行目");
}
END_TEST

START_TEST(a_name_is_not_cut_behind_its_first_character) {
  const char *lines[4];
  narrow((float)_i * 9.5f, "設備保全部長 丁野 四"); /* seven kanji and a blank, or eight, would fit: 丁野 or 四 parted */
  ck_assert_uint_eq(lines_of(lines, 4), 2);
  ck_assert_str_eq(lines[0], "設備保全部長 ");
  ck_assert_str_eq(lines[1], "丁野 四");
}
END_TEST

START_TEST(tags_are_framed_and_stay_together) {
  struct block *b = narrow(120, "復旧計画の実行がなく長引くおそれ。");
  for (int i = 0; i < 3; i++) {
    content_run(c.arena, b, (struct text){.s = " "});
    content_run(c.arena, b, (struct text){.s = "供給"})->framed = true;
  }
  ck_assert(layout_case_run(&c));
  float baseline = find_text(&c.pages, "供給", 0, NULL)->text.baseline;
  for (size_t i = 1; i < 3; i++) ck_assert_float_eq(find_text(&c.pages, "供給", i, NULL)->text.baseline, baseline);
  size_t frames = 0;
  for (size_t i = 0; i < c.pages.pages[0].count; i++) {
    const struct page_mark *m = &c.pages.pages[0].marks[i];
    frames += m->kind == PAGE_PATH && fabsf(m->stroke.width - 0.6f) < 0.01f && !m->element;
  }
  ck_assert_uint_eq(frames, 3);
}
END_TEST

Suite *layout_text_suite(void) {
  Suite *suite = suite_create("layout_text");
  TCase *t = tcase_create("lines");
  tcase_add_unchecked_fixture(t, layout_fonts_load, layout_fonts_free);
  tcase_add_checked_fixture(t, start, end);
  tcase_add_test(t, comma_hangs_over_the_edge);
  tcase_add_test(t, other_closing_marks_do_not_hang);
  tcase_add_test(t, a_comma_does_not_hang_when_a_bracket_must_follow_it);
  tcase_add_test(t, right_aligned_text_does_not_hang);
  tcase_add_test(t, a_short_last_line_is_drawn_up_if_one_percent_does_it);
  tcase_add_test(t, latin_gets_an_eighth_beside_kana_but_not_beside_marks);
  tcase_add_test(t, one_stands_in_the_middle_of_the_cell_of_zero);
  tcase_add_test(t, gaps_between_digits_stay_under_nine_hundredths);
  tcase_add_test(t, tabular_numbers_of_one_length_are_equally_wide);
  tcase_add_test(t, a_long_unbroken_string_breaks_anywhere_at_last);
  tcase_add_test(t, every_character_is_there_once_and_in_order);
  tcase_add_test(t, a_rare_kanji_comes_from_the_fallback_face);
  tcase_add_test(t, characters_without_a_font_are_all_reported_at_their_places);
  tcase_add_test(t, justified_lines_end_at_the_edge);
  tcase_add_test(t, a_newline_starts_a_line);
  tcase_add_loop_test(t, a_name_is_not_cut_behind_its_first_character, 8, 10);
  tcase_add_test(t, tags_are_framed_and_stay_together);
  suite_add_tcase(suite, t);
  return suite;
}

/* Line starts. Each case is a text with | at every place where a line may start; the cases come from the rules of
 * JIS X 4051 (lines must not start with closing brackets, small kana, ー, 。 and so on, or end with opening ones), from
 * ICU's ja@lb=strict, and from the house rules for numbers and URLs in kinsoku.h. */
#include "suites.h"

#include "base/utf8.h"
#include "layout/kinsoku.h"
#include <stdio.h>
#include <string.h>

enum { MOST = 128 };

static void check_starts(const char *marked, bool kept_too) {
  uint32_t chars[MOST] = {0};
  uint8_t classes[MOST] = {0}, starts[MOST], wanted[MOST] = {0};
  size_t n = 0;
  const char *p = marked, *end = marked + strlen(marked);
  while (p < end) {
    uint32_t c = utf8_next(&p, end);
    if (c == '|') {
      wanted[n] = 1;
      continue;
    }
    chars[n] = c;
    classes[n++] = (uint8_t)kinsoku_class(c);
    ck_assert_uint_lt(n, MOST);
  }
  kinsoku_starts(chars, classes, n, starts);
  for (size_t i = 0; i < n; i++) {
    bool may = starts[i] == START_FREE || (kept_too && starts[i] == START_KEPT);
    ck_assert_msg(may == (wanted[i] == 1), "%s: character %zu (U+%04X) %s", marked, i, (unsigned)chars[i],
                  may ? "may start a line but must not" : "may not start a line but should");
  }
}

static const char *const CASES[] = {
    /* 行頭禁則 */
    "点|検|を|行っ|た。|次|に", "サー|バー", "ファ|イ|ル、|ソ|フ|ト", "人々|の", "電|力・|ガ|ス", "終|わ|り」|と", "そ|れ…", "ヵ" , "は|じ|め～|お|わ|り",
    /* 行末禁則 */
    "点|検|「復|旧」|を", "（注|意）|で", "図|（ID）|は",
    /* pairs that must not part */ "あ……|い",
    /* Latin words and numbers */
    "cyber |security", "PR.AC-1|の", "2026-10-31|に", "tenken-|default|版", "HKT-SEC-2026-014", "e-mail |is", "(see |note)|は",
    "o’clock |“now”", "a/b |c",
    /* numbers keep units, prefixes and each other */
    "不|足|2項目|は", "総|額|1,350万円|の", "令和6年4月5日|の", "2026年11月10日|に", "2026年度|の", "第1版|の", "108項目|の",
    "レ|ベ|ル|0→3|へ", "15／29|を", "10 November 2026 |is", "about |13.5 million |yen", "約3か月|で", "100%|の", "¥500|を", "★3|の", "1～5|の",
    /* plain quotation marks */
    "あ\"引|用\"と", "see |\"it\" |now", "now / |target", "3–5|を", "前–|後",
    /* URLs */
    "https://www.|example.|jp/|a-|b?|q=|1&|c=|2 |x", "（https://a.|jp/）|は",
    /* blanks */
    "a |b", "一　|二", "a\u00A0b",
};

START_TEST(lines_start_where_the_rules_say) {
  check_starts(CASES[_i], false);
}
END_TEST

START_TEST(full_width_signs_never_start_a_line) {
  check_starts("あ！|い", false);
  check_starts("値：|次", false);
  check_starts("そ|れ|――|と", false);
  check_starts("１０００個", false);
  check_starts("１０００|個", true); /* kept: only when nothing else fits */
}
END_TEST

/* All characters of JIS X 4051's classes of line-start prohibition that the fonts have. */
START_TEST(no_line_starts_with_these) {
  static const char FORBIDDEN[] = "、。，．・：；？！ヽヾゝゞ々ー」』】）］｝〕〉》〟ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ…‥～゛゜";
  const char *p = FORBIDDEN, *end = p + strlen(p);
  while (p < end) {
    uint32_t chars[3] = {0x6F22, utf8_next(&p, end), 0x6F22};
    uint8_t classes[3], starts[3];
    for (int i = 0; i < 3; i++) classes[i] = (uint8_t)kinsoku_class(chars[i]);
    kinsoku_starts(chars, classes, 3, starts);
    ck_assert_msg(starts[1] == START_NEVER, "U+%04X starts a line", (unsigned)chars[1]);
    ck_assert_msg(starts[2] == START_FREE, "no line starts after U+%04X", (unsigned)chars[1]);
  }
}
END_TEST

START_TEST(no_line_ends_with_these) {
  static const char FORBIDDEN[] = "「『【（［｛〔〈《〝";
  const char *p = FORBIDDEN, *end = p + strlen(p);
  while (p < end) {
    uint32_t chars[3] = {0x6F22, utf8_next(&p, end), 0x6F22};
    uint8_t classes[3], starts[3];
    for (int i = 0; i < 3; i++) classes[i] = (uint8_t)kinsoku_class(chars[i]);
    kinsoku_starts(chars, classes, 3, starts);
    ck_assert_msg(starts[2] == START_NEVER && starts[1] == START_FREE, "U+%04X ends a line", (unsigned)chars[1]);
  }
}
END_TEST

START_TEST(only_touten_and_kuten_hang) {
  ck_assert_int_eq(kinsoku_class(0x3001), LINE_HANG);
  ck_assert_int_eq(kinsoku_class(0x3002), LINE_HANG);
  static const uint32_t OTHERS[] = {0xFF0C, 0xFF0E, 0x30FB, 0x300D, 0xFF09, 0xFF01, ',', '.'};
  for (size_t i = 0; i < sizeof OTHERS / sizeof OTHERS[0]; i++) ck_assert_int_ne(kinsoku_class(OTHERS[i]), LINE_HANG);
}
END_TEST

/* Every unit stays with its number as a whole, and a character that is none starts a line. */
START_TEST(numbers_keep_every_unit) {
  static const char *const WORDS[] = {
      "項目", "万",   "億",   "千",   "兆",   "百",   "円",     "年度",   "年間",       "年",   "月",     "日",   "か月",
      "ヶ月", "カ月", "か年", "時間", "時",   "分",   "秒",     "週",     "件",         "名",   "人",     "社",   "回",
      "版",   "章",   "節",   "条",   "項",   "号",   "頁",     "点",     "位",         "台",   "個",     "本",   "枚",
      "部",   "桁",   "割",   "倍",   "度",   "級",   "段",     "階",     "種",         "行",   "列",     "か所", "箇所",
      "基準", "機能", "拠点", "発電所", "ページ", "カテゴリー", "文字", "営業日", "日間",
  };
  char marked[64];
  for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++) {
    snprintf(marked, sizeof marked, "12%s|の", WORDS[i]);
    check_starts(marked, false);
  }
  check_starts("12|目", false);
  check_starts("12|語", false);
  check_starts("12|あ", false);
}
END_TEST

Suite *kinsoku_suite(void) {
  Suite *suite = suite_create("kinsoku");
  TCase *rules = tcase_create("rules");
  tcase_add_loop_test(rules, lines_start_where_the_rules_say, 0, sizeof CASES / sizeof CASES[0]);
  tcase_add_test(rules, full_width_signs_never_start_a_line);
  tcase_add_test(rules, no_line_starts_with_these);
  tcase_add_test(rules, no_line_ends_with_these);
  tcase_add_test(rules, only_touten_and_kuten_hang);
  tcase_add_test(rules, numbers_keep_every_unit);
  suite_add_tcase(suite, rules);
  return suite;
}

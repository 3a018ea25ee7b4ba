/* test_compose.c - words and completeness of the reports. Expected sentences are written from the rules (DESIGN 5, LOOK
 * 3 and 13, guide/stars 3 and 4), not copied from output. */
#include "compose_world.h"
#include "suites.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char *const TEMPLATES[] = {"templates/board.yaml", "templates/regulator.yaml"};

/* The names in {{ }} of a text, in order of appearance, as one string. */
static const char *places_of(struct arena *a, const char *s) {
  static const char *const ALL[] = {"{{", "}}"};
  const char *names = "";
  for (const char *open; (open = strstr(s, ALL[0])) != NULL;) {
    const char *end = strstr(open, ALL[1]);
    ck_assert_ptr_nonnull(end);
    const char *name = arena_strndup(a, open + 2, (size_t)(end - open) - 2);
    if (!strstr(names, arena_printf(a, "<%s>", name))) names = arena_printf(a, "%s<%s>", names, name);
    s = end;
  }
  return names;
}

static bool same_places(struct arena *a, const char *left, const char *right) {
  const char *l = places_of(a, left), *r = places_of(a, right);
  if (strlen(l) != strlen(r)) return false;
  while (*l) {
    size_t n = strcspn(l, ">") + 1;
    if (!strstr(r, arena_strndup(a, l, n))) return false;
    l += n;
  }
  return true;
}

START_TEST(strings_are_in_step) {
  struct arena *a = arena_new();
  struct diag *d = diag_new();
  const struct strings *ja = read_strings("data/strings/ja.yaml", LANG_JA, a, d);
  const struct strings *en = read_strings("data/strings/en.yaml", LANG_EN, a, d);
  ck_assert(ja && en);
  ck_assert_uint_eq(ja->count, en->count);
  for (size_t i = 0; i < ja->count; i++) {
    const char *key = ja->entries[i].key;
    ck_assert_str_eq(key, en->entries[i].key);
    size_t n = strlen(key);
    bool one = n > 4 && !strcmp(key + n - 4, ".one"); /* "one item" needs no {{n}} */
    ck_assert_msg(one || same_places(a, ja->entries[i].value, en->entries[i].value), "placeholders of %s differ", key);
    if (one) ck_assert(strings_has(en, arena_printf(a, "%.*s.other", (int)n - 4, key)));
  }
  diag_free(d);
  arena_free(a);
}
END_TEST

/* A run that is a key ("gaps.none") shows a text the strings lack. */
static bool looks_like_key(const char *s, size_t n) {
  bool dot = false;
  for (size_t i = 0; i < n; i++) {
    if (s[i] == '.' && i > 0 && i + 1 < n)
      dot = true;
    else if (!islower((unsigned char)s[i]) && s[i] != '-')
      return false;
  }
  return dot && n > 4 && memcmp(s + n - 5, ".yaml", 5) != 0;
}

static void check_words(const struct compose_world *w) {
  ck_assert_msg(!world_says(w, "{{"), "a placeholder was not filled");
  for (const char *p = w->dump.data; (p = strchr(p, '"')) != NULL;) {
    const char *end = strchr(p + 1, '"');
    if (!end) break;
    if (end[1] == '\n' || end[1] == ' ')
      ck_assert_msg(!looks_like_key(p + 1, (size_t)(end - p) - 1), "no text for %.*s", (int)(end - p), p + 1);
    p = end + 1;
  }
}

static void compose_all(struct compose_world *w) {
  for (size_t t = 0; t < 2; t++) {
    world_template(w, TEMPLATES[t]);
    for (int l = 0; l < LANG_COUNT; l++) {
      ck_assert(world_compose(w, (enum language)l));
      check_words(w);
      ck_assert_uint_eq(diag_errors(w->diag), 0);
    }
  }
}

static const int MIXED[WORLD_ITEMS] = {3, 1, NOT_APPLICABLE, 0, UNANSWERED, 2};
static const int MIXED_LAST[WORLD_ITEMS] = {2, 2, 1, 0, 1, 2};

START_TEST(odd_cases_compose) {
  static const int NOTHING[WORLD_ITEMS] = {-1, -1, -1, -1, -1, -1}, ALL_NA[WORLD_ITEMS] = {-2, -2, -2, -2, -2, -2};
  static const int FUNCTION_NA[WORLD_ITEMS] = {2, 2, 2, -2, -2, -2}, BEST[WORLD_ITEMS] = {4, 4, 4, 4, 4, 4};
  const int *const cases[] = {MIXED, NOTHING, ALL_NA, FUNCTION_NA, BEST};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    for (int last = 0; last < 2; last++) {
      struct compose_world *w = world_make(cases[i], last ? MIXED_LAST : NULL);
      compose_all(w);
      w->answers.status = STATUS_DORMANT;
      compose_all(w);
      w->answers.segment[SEGMENT_RETAIL] = true;
      w->profile.segment = -1;
      w->scale.averaging = AVERAGE_CATEGORIES;
      compose_all(w);
      world_drop(w);
    }
}
END_TEST

static void put_texts(struct answer *a, struct arena *arena, size_t i) {
  a->comment.s = arena_printf(arena, "comment%zu", i);
  a->evidence = (struct evidence){{arena_printf(arena, "paper%zu", i), NO_SPAN}, {"document", NO_SPAN}, 20260401};
  a->plan = (struct plan){.given = true, .due = 20270331, .has_cost = true, .cost_jpy = 10000};
  a->plan.action.s = arena_printf(arena, "action%zu", i);
  a->plan.owner.s = arena_printf(arena, "owner%zu", i);
}

START_TEST(regulator_prints_every_text) {
  static const char *const WORDS[] = {"comment", "paper", "action", "owner"};
  struct compose_world *w = world_make(MIXED, MIXED_LAST);
  for (size_t i = 0; i < WORLD_ITEMS; i++)
    put_texts(&w->answers.items[i], w->arena, i);
  world_template(w, "templates/regulator.yaml");
  ck_assert(world_compose(w, LANG_JA));
  for (size_t i = 0; i < WORLD_ITEMS; i++)
    for (size_t k = 0; k < 4; k++)
      ck_assert_msg(world_says(w, arena_printf(w->arena, "%s%zu", WORDS[k], i)), "%s%zu is missing", WORDS[k], i);
  ck_assert(world_says(w, "\"reason2\""));
  ck_assert(world_says(w, "社内限りとされた項目はない。"));
  world_drop(w);
}
END_TEST

START_TEST(an_internal_reason_stays_inside) {
  struct compose_world *w = world_make(MIXED, MIXED_LAST);
  for (size_t i = 0; i < WORLD_ITEMS; i++) put_texts(&w->answers.items[i], w->arena, i);
  w->answers.items[2].internal = true; /* the one that is not applicable */
  world_template(w, "templates/regulator.yaml");
  ck_assert(world_compose(w, LANG_JA));
  ck_assert(!world_says(w, "reason2"));
  ck_assert(world_says(w, "社内限りのため記載しない。"));
  world_drop(w);
}
END_TEST

START_TEST(internal_texts_stay_inside) {
  static const char *const WORDS[] = {"comment", "paper", "action", "owner"};
  struct compose_world *w = world_make(MIXED, MIXED_LAST);
  for (size_t i = 0; i < WORLD_ITEMS; i++) {
    put_texts(&w->answers.items[i], w->arena, i);
    w->answers.items[i].internal = i % 2 == 1;
  }
  world_template(w, "templates/regulator.yaml");
  ck_assert(world_compose(w, LANG_JA));
  for (size_t i = 0; i < WORLD_ITEMS; i++)
    for (size_t k = 0; k < 4; k++)
      ck_assert_int_eq(world_says(w, arena_printf(w->arena, "%s%zu", WORDS[k], i)), i % 2 == 0);
  ck_assert(world_says(w, "社内限りとされた3項目のコメント・理由・証拠・計画。"));
  ck_assert(world_says(w, "社内限りの記載があるため、回答ファイルは添付していない。"));
  world_drop(w);
}
END_TEST

static const struct {
  long long yen;
  const char *ja, *en;
} MONEY[] = {
    {0, "0円", "¥0"},
    {13500000, "1,350万円", "¥13.5 million"},
    {450000, "45万円", "¥450,000"},
    {1234567, "1,234,567円", "¥1,234,567"},
    {10000, "1万円", "¥10,000"},
    {1000000, "100万円", "¥1 million"},
    {999, "999円", "¥999"},
};

START_TEST(money_as_printed) {
  struct compose_world *w = world_make(MIXED, NULL);
  struct compose ja = world_state(w, LANG_JA);
  ck_assert_str_eq(money_text(&ja, MONEY[_i].yen), MONEY[_i].ja);
  struct compose en = world_state(w, LANG_EN);
  ck_assert_str_eq(money_text(&en, MONEY[_i].yen), MONEY[_i].en);
  world_drop(w);
}
END_TEST

/* One unit and one number of decimals for a column; the total is that of the printed figures. */
static const struct {
  long long yen[2];
  enum language language;
  const char *unit, *first, *second, *total;
  bool is_rounded;
} COLUMNS_OF_MONEY[] = {
    {{6800000, 400000}, LANG_JA, "万円", "680", "40", "720", false},
    {{6800000, 400000}, LANG_EN, "¥m", "6.8", "0.4", "7.2", false},
    {{1234567, 5000}, LANG_JA, "万円", "123.5", "0.5", "124.0", true},
    {{15000, 25000}, LANG_JA, "万円", "1.5", "2.5", "4.0", false},
    {{99990000, 10000}, LANG_JA, "百万円", "100.0", "0.0", "100.0", true}, /* 1億円: five digits of 万円 do not fit */
    {{9999999999, 1}, LANG_JA, "億円", "100.0", "0.0", "100.0", true},
    {{123456789, 0}, LANG_JA, "百万円", "123.5", "0.0", "123.5", true},
    {{45000, 45000}, LANG_EN, "¥m", "0.0", "0.0", "0.0", true},
    {{0, 0}, LANG_JA, "万円", "0", "0", "0", false},
};

START_TEST(columns_of_money) {
  struct compose_world *w = world_make(MIXED, NULL);
  struct compose c = world_state(w, COLUMNS_OF_MONEY[_i].language);
  const size_t items[] = {0, 1};
  for (size_t i = 0; i < 2; i++)
    w->answers.items[i].plan = (struct plan){.given = true, .has_cost = true, .cost_jpy = COLUMNS_OF_MONEY[_i].yen[i]};
  struct money_column column;
  money_column_open(&c, items, 2, &column);
  ck_assert_str_eq(column.name, COLUMNS_OF_MONEY[_i].unit);
  ck_assert_str_eq(money_column_text(&c, &column, COLUMNS_OF_MONEY[_i].yen[0]), COLUMNS_OF_MONEY[_i].first);
  ck_assert_str_eq(money_column_text(&c, &column, COLUMNS_OF_MONEY[_i].yen[1]), COLUMNS_OF_MONEY[_i].second);
  ck_assert_str_eq(money_column_total(&c, &column), COLUMNS_OF_MONEY[_i].total);
  ck_assert_int_eq(column.is_rounded, COLUMNS_OF_MONEY[_i].is_rounded);
  world_drop(w);
}
END_TEST

static const struct {
  int levels[WORLD_ITEMS], last[WORLD_ITEMS]; /* last[0] -9: no previous year */
  const char *sentence;
} CONCLUSIONS[] = {
    {{3, 3, 3, 1, 1, 1},
     {2, 2, 2, 1, 1, 1},
     "全体平均は2.0（前回1.5）へ前進したが、機能乙1.0が目標3.0に届かないため、重要な不足3件への手当ての決定を求める。"},
    {{3, 3, 3, 1, 1, 1},
     {3, 3, 3, 2, 1, 1},
     "全体平均は2.0（前回2.2）へ後退し、機能乙1.0が目標3.0に届かないため、重要な不足3件への手当ての決定を求める。"},
    {{2, 2, 2, 1, 1, 1},
     {2, 2, 2, 1, 1, 1},
     "全体平均は1.5で前回から変わらず、機能乙1.0と機能甲2.0が目標3."
     "0に届かないため、重要な不足5件への手当ての決定を求める。"},
    {{4, 4, 2, 4, 4, 4},
     {-9, 0, 0, 0, 0, 0},
     "全体平均は3.7（目標3."
     "0）で、五つの機能の平均は目標に達しているが、1項目が目標に届かないため、重要な不足1件への手当ての決定を求める。"},
    {{3, 3, 3, 3, 3, 3},
     {-9, 0, 0, 0, 0, 0},
     "全体平均は3.0（目標3."
     "0）で、回答した6項目がすべて目標に達しているため、水準を保つ取組を続けることの確認を求める。"},
    {{-1, -1, -1, -1, -1, -2}, {-9, 0, 0, 0, 0, 0}, "まだ回答がなく水準を示せないため、適用5項目への回答を求める。"},
    {{-2, -2, -2, -2, -2, -2},
     {-9, 0, 0, 0, 0, 0},
     "全項目が対象外とされ、示せる水準がないため、点検の対象範囲を見直す。"},
    {{3, -1, -1, -1, 3, -1},
     {-9, 0, 0, 0, 0, 0},
     "回答は適用6項目のうち2項目にとどまる。全体平均は3.0（目標3."
     "0）で、回答した2項目がすべて目標に達しているため、水準を保つ取組を続けることの確認を求める。"},
    /* 4 of 5 answered in both years: mean now 2.0, on both years' items 1.8, last 1.0 */
    {{1, 2, 2, 2, 3, -2},
     {1, 1, 1, 1, -1, -2},
     "全体平均は2.0（両年とも回答した項目では1.0から1.8へ前進）だが、機能甲1.7と機能乙2.5が目標3."
     "0に届かないため、重要な不足4件への手当ての決定を求める。"},
};

START_TEST(conclusion_in_one_sentence) {
  bool has_last = CONCLUSIONS[_i].last[0] != -9;
  struct compose_world *w = world_make(CONCLUSIONS[_i].levels, has_last ? CONCLUSIONS[_i].last : NULL);
  world_template(w, "templates/board.yaml");
  struct compose c = world_state(w, LANG_JA);
  ck_assert_str_eq(conclusion_text(&c), CONCLUSIONS[_i].sentence);
  world_drop(w);
}
END_TEST

START_TEST(conclusion_asks_for_the_cost) {
  static const int levels[WORLD_ITEMS] = {3, 3, 3, 3, 1, 1};
  struct compose_world *w = world_make(levels, NULL);
  w->answers.items[4].plan = (struct plan){.given = true, .has_cost = true, .cost_jpy = 6800000};
  world_template(w, "templates/board.yaml");
  struct compose c = world_state(w, LANG_JA);
  ck_assert_ptr_nonnull(strstr(conclusion_text(&c), "重要な不足2件の手当て（うち1件で680万円）の決定を求める。"));
  w->answers.items[5].plan = (struct plan){.given = true, .has_cost = true, .cost_jpy = 6700000};
  c = world_state(w, LANG_JA);
  ck_assert_ptr_nonnull(strstr(conclusion_text(&c), "重要な不足2件への手当て、総額1,350万円の決定を求める。"));
  c = world_state(w, LANG_EN);
  ck_assert_str_eq(conclusion_text(&c), "The overall mean is 2.3 against a target of 3.0; Beta (1.7) stays below 3.0; "
                                        "the board is asked for ¥13.5 million to close 2 gaps.");
  world_drop(w);
}
END_TEST

Suite *compose_suite(void) {
  Suite *suite = suite_create("compose");
  TCase *tcase = tcase_create("compose");
  tcase_set_timeout(tcase, 60);
  tcase_add_test(tcase, strings_are_in_step);
  tcase_add_test(tcase, odd_cases_compose);
  tcase_add_test(tcase, regulator_prints_every_text);
  tcase_add_test(tcase, internal_texts_stay_inside);
  tcase_add_test(tcase, an_internal_reason_stays_inside);
  tcase_add_loop_test(tcase, money_as_printed, 0, (int)(sizeof MONEY / sizeof *MONEY));
  tcase_add_loop_test(tcase, columns_of_money, 0, sizeof COLUMNS_OF_MONEY / sizeof *COLUMNS_OF_MONEY);
  tcase_add_loop_test(tcase, conclusion_in_one_sentence, 0, (int)(sizeof CONCLUSIONS / sizeof *CONCLUSIONS));
  tcase_add_test(tcase, conclusion_asks_for_the_cost);
  suite_add_tcase(suite, tcase);
  return suite;
}

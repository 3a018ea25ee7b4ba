/* test_score.c - the arithmetic of score/ on a framework small enough to compute by hand: two functions, three
 * categories, six items. The rules are those of score/groups.c, gaps.c, asks.c and stars.c. */
#include "score/score.h"
#include "suites.h"

#include <string.h>

enum { ITEMS = 6 };
static const char *const IDS[ITEMS] = {"AA.AA-1", "AA.AA-2", "AA.BB-1", "BB.CC-1", "BB.CC-2", "BB.CC-3"};

struct world {
  struct arena *arena;
  struct framework framework;
  struct guide guide;
  struct scale scale;
  struct profile profile;
  struct stars stars;
  struct answers answers, previous;
  struct input input;
  struct scores scores;
};

static void build_framework(struct world *w) {
  struct framework *f = &w->framework;
  f->function_count = 2;
  f->category_count = 3;
  f->item_count = ITEMS;
  f->functions = arena_array(w->arena, 2, sizeof *f->functions);
  f->categories = arena_array(w->arena, 3, sizeof *f->categories);
  f->items = arena_array(w->arena, ITEMS, sizeof *f->items);
  f->functions[0] = (struct framework_function){"AA", {"a", "a"}, 0, 2, 0, 3};
  f->functions[1] = (struct framework_function){"BB", {"b", "b"}, 2, 1, 3, 3};
  f->categories[0] = (struct framework_category){"AA.AA", {"a", "a"}, 0, 0, 2};
  f->categories[1] = (struct framework_category){"AA.BB", {"b", "b"}, 0, 2, 1};
  f->categories[2] = (struct framework_category){"BB.CC", {"c", "c"}, 1, 3, 3};
  for (size_t i = 0; i < ITEMS; i++)
    f->items[i] = (struct framework_item){IDS[i], i < 2 ? 0 : i < 3 ? 1 : 2, i < 3 ? 0 : 1};
}

/* -1: unanswered, -2: N/A */
static void set_levels(struct world *w, struct answers *answers, const int levels[ITEMS]) {
  answers->items = arena_array(w->arena, ITEMS, sizeof *answers->items);
  for (size_t i = 0; i < ITEMS; i++) {
    answers->items[i].status = levels[i] >= 0 ? ANSWER_LEVEL : levels[i] == -2 ? ANSWER_NA : ANSWER_MISSING;
    answers->items[i].level = levels[i];
  }
}

static struct world *world_new(const int levels[ITEMS], const int *last, enum averaging averaging) {
  struct arena *arena = arena_new();
  struct world *w = arena_alloc(arena, sizeof *w);
  w->arena = arena;
  build_framework(w);
  w->guide.items = arena_array(arena, ITEMS, sizeof *w->guide.items);
  w->profile.target = arena_array(arena, ITEMS, sizeof *w->profile.target);
  for (size_t i = 0; i < ITEMS; i++) {
    w->guide.items[i].weight = 1 + (int)(i % 3);
    w->profile.target[i] = 3;
  }
  w->scale.averaging = averaging;
  w->answers.org_name.s = "org";
  w->answers.as_of = 20261031;
  w->answers.issued = 20261110;
  set_levels(w, &w->answers, levels);
  w->input = (struct input){&w->framework, &w->guide, &w->scale, &w->profile, NULL, &w->stars, &w->answers, NULL,
                            {0}, NULL, false, false};
  if (last) {
    set_levels(w, &w->previous, last);
    w->input.previous = &w->previous;
  }
  return w;
}

static void world_score(struct world *w) {
  score_run(&w->input, w->arena, &w->scores);
}

static void world_free(struct world *w) {
  arena_free(w->arena);
}

static void expect_frac(struct mean mean, int64_t num, int64_t den) {
  ck_assert(mean.exists);
  ck_assert_int_eq(mean.exact.num, num);
  ck_assert_int_eq(mean.exact.den, den);
}

START_TEST(the_two_averagings_differ) {
  static const int levels[ITEMS] = {4, 4, 1, 2, 2, 2};
  struct world *w = world_new(levels, NULL, AVERAGE_ITEMS);
  world_score(w);
  expect_frac(w->scores.functions[0].now, 3, 1);  /* (4+4+1)/3 */
  expect_frac(w->scores.overall.now, 5, 2);       /* 15/6 */
  world_free(w);
  w = world_new(levels, NULL, AVERAGE_CATEGORIES);
  world_score(w);
  expect_frac(w->scores.functions[0].now, 5, 2);  /* (4 + 1)/2 */
  expect_frac(w->scores.overall.now, 7, 3);       /* (4 + 1 + 2)/3 */
  world_free(w);
}
END_TEST

START_TEST(na_and_unanswered_leave_the_mean_and_are_counted) {
  static const int levels[ITEMS] = {4, -2, -1, -2, -2, -2};
  struct world *w = world_new(levels, NULL, AVERAGE_CATEGORIES);
  world_score(w);
  const struct group_score *a = &w->scores.functions[0], *b = &w->scores.functions[1];
  expect_frac(a->now, 4, 1);
  ck_assert_int_eq(a->na, 1);
  ck_assert_int_eq(a->unanswered, 1);
  ck_assert_int_eq(a->applicable, 2);
  ck_assert_int_eq(a->answered, 1);
  ck_assert(!b->now.exists && !b->has_gap && b->min == -1);
  ck_assert_int_eq(b->applicable, 0);
  expect_frac(w->scores.overall.now, 4, 1); /* categories without an answer do not take part */
  ck_assert(w->scores.items[2].status == ANSWER_UNANSWERED);
  world_free(w);
}
END_TEST

START_TEST(differences_are_those_of_the_printed_values) {
  /* now 14/6 = 2.333 prints 2.3; last (both years) 11/6 = 1.833 prints 1.8; the exact change 0.5 would print 0.5 too,
   * gap: target 3.0 - 2.3 = 0.7 */
  static const int levels[ITEMS] = {3, 2, 2, 3, 2, 2}, last[ITEMS] = {2, 2, 1, 2, 2, 2};
  struct world *w = world_new(levels, last, AVERAGE_ITEMS);
  world_score(w);
  ck_assert_int_eq(w->scores.overall.now.tenths, 23);
  ck_assert_int_eq(w->scores.overall.last.tenths, 18);
  ck_assert_int_eq(w->scores.overall.change_tenths, 5);
  ck_assert_int_eq(w->scores.overall.gap_tenths, 7);
  ck_assert_int_eq(w->scores.overall.up, 3);
  ck_assert_int_eq(w->scores.overall.same, 3);
  ck_assert_int_eq(w->scores.overall.down, 0);
  world_free(w);
}
END_TEST

START_TEST(change_uses_the_items_of_both_years) {
  /* Last year lacks the first item: last = (2+2+2+2+2)/5 = 2.0, now over the same five = 10/5 = 2.0, though now = 14/6. */
  static const int levels[ITEMS] = {4, 2, 2, 2, 2, 2}, last[ITEMS] = {-1, 2, 2, 2, 2, 2};
  struct world *w = world_new(levels, last, AVERAGE_ITEMS);
  world_score(w);
  expect_frac(w->scores.overall.last, 2, 1);
  expect_frac(w->scores.overall.now_both, 2, 1);
  ck_assert_int_eq(w->scores.overall.change_tenths, 0);
  ck_assert(w->scores.overall.change_uses_both);
  ck_assert_int_eq(w->scores.overall.rescoped, 1);
  ck_assert_int_eq(w->scores.overall.compared, 5);
  world_free(w);
}
END_TEST

START_TEST(gaps_go_by_priority_then_framework_order) {
  /* weights 1 2 3 1 2 3; gaps 3 1 1 3 0 1 -> priorities 3 2 3 3 0 3 */
  static const int levels[ITEMS] = {0, 2, 2, 0, 3, 2};
  static const size_t expected[] = {0, 2, 3, 5, 1}, board[] = {3, 1, 0, 2, 5};
  struct world *w = world_new(levels, NULL, AVERAGE_ITEMS);
  w->guide.items[1].board = w->guide.items[3].board = true;
  world_score(w);
  ck_assert_int_eq((int)w->scores.gap_count, 5);
  for (size_t i = 0; i < 5; i++) {
    ck_assert_int_eq((int)w->scores.gaps[i], (int)expected[i]);
    ck_assert_int_eq((int)w->scores.board_gaps[i], (int)board[i]);
  }
  world_free(w);
}
END_TEST

struct ask_case {
  int levels[ITEMS];
  enum ask_state state;
};
/* Core items 0 and 1, supporting item 2; target 3 everywhere. */
static const struct ask_case ASK_CASES[] = {
    {{3, 3, 3, 0, 0, 0}, ASK_MET},     {{3, 3, 2, 0, 0, 0}, ASK_PARTLY}, {{1, 3, 3, 0, 0, 0}, ASK_PARTLY},
    {{0, 3, 3, 0, 0, 0}, ASK_WEAK},    {{0, -1, 3, 0, 0, 0}, ASK_WEAK},  {{-1, 1, 3, 0, 0, 0}, ASK_OPEN},
    {{3, 3, -1, 0, 0, 0}, ASK_OPEN},   {{3, 2, -1, 0, 0, 0}, ASK_PARTLY}, {{-2, -2, -2, 0, 0, 0}, ASK_NONE},
    {{3, -2, 0, 0, 0, 0}, ASK_PARTLY}, {{4, -2, -2, 0, 0, 0}, ASK_MET},
};

START_TEST(asks_are_tested_weak_open_partly_met) {
  static size_t core[] = {0, 1}, supporting[] = {2};
  struct guide_ask ask = {.core = core, .core_count = 2, .supporting = supporting, .supporting_count = 1};
  struct world *w = world_new(ASK_CASES[_i].levels, NULL, AVERAGE_ITEMS);
  w->guide.asks = &ask;
  w->guide.ask_count = 1;
  world_score(w);
  ck_assert_int_eq(w->scores.asks[0].state, ASK_CASES[_i].state);
  world_free(w);
}
END_TEST

/* A star 4 whose only criterion is that every item is at level 3 or above. */
static struct world *certified_world(const struct attestation *record, bool approved) {
  static const int levels[ITEMS] = {3, 3, 3, 3, 3, 3};
  struct world *w = world_new(levels, NULL, AVERAGE_ITEMS);
  struct item_set *all = arena_alloc(w->arena, sizeof *all);
  all->member = arena_array(w->arena, ITEMS, sizeof *all->member);
  for (size_t i = 0; i < ITEMS; i++)
    all->member[i] = true;
  w->stars.id = "profile-x";
  w->stars.level_count = 1;
  w->stars.levels[0] = (struct star_level){.star = 4, .third_party = true, .criterion_count = 1};
  w->stars.levels[0].criteria[0] = (struct criterion){.id = "4-2", .kind = CRITERION_LEVEL_AT_LEAST, .set = all, .value = 3};
  if (record) {
    w->answers.attestations = arena_alloc(w->arena, sizeof *record);
    *w->answers.attestations = *record;
    w->answers.attestation_count = 1;
  }
  w->input.approved_by_management = approved;
  world_score(w);
  return w;
}

struct certificate_case {
  struct attestation record;
  bool given, approved;
  enum star_state state;
};
#define TEXT(string) {string, {0, 0, 0}}
#define RECORD(profile, body, number, star, from, to) \
  {TEXT(profile), TEXT(body), TEXT(number), star, from, to, {0, 0, 0}}
/* The report's date is 2026-11-10, both ends of a certificate count. */
static const struct certificate_case CERTIFICATES[] = {
    {RECORD("profile-x", "body", "c-1", 4, 20260601, 20290531), true, true, STAR_AWARDED_THIRD_PARTY},
    {RECORD("profile-x", "body", "c-1", 5, 20260601, 20290531), true, true, STAR_AWARDED_THIRD_PARTY},
    {RECORD("profile-x", "body", "c-1", 4, 20261110, 20261110), true, true, STAR_AWARDED_THIRD_PARTY},
    {RECORD("profile-x", "body", "c-1", 4, 20260601, 20290531), true, false, STAR_NO_DECLARATION},
    {RECORD("profile-x", "body", "c-1", 4, 20250601, 20261109), true, true, STAR_EXPIRED},
    {RECORD("profile-x", "body", "c-1", 4, 20261111, 20290531), true, true, STAR_NOT_YET_VALID},
    {RECORD("profile-x", "body", "c-1", 3, 20260601, 20290531), true, true, STAR_NO_CERTIFICATE},
    {RECORD("other", "body", "c-1", 4, 20260601, 20290531), true, true, STAR_NO_CERTIFICATE},
    {RECORD("profile-x", "org", "c-1", 4, 20260601, 20290531), true, true, STAR_NO_CERTIFICATE},
    {RECORD("profile-x", "body", "", 4, 20260601, 20290531), true, true, STAR_NO_CERTIFICATE},
    {RECORD("", "", "", 0, 0, 0), false, true, STAR_NO_CERTIFICATE},
};

START_TEST(a_certificate_counts_only_as_the_rules_say) {
  const struct certificate_case *c = &CERTIFICATES[_i];
  struct world *w = certified_world(c->given ? &c->record : NULL, c->approved);
  ck_assert_int_eq(w->scores.stars[0].state, c->state);
  ck_assert_int_eq(w->scores.awarded, c->state == STAR_AWARDED_THIRD_PARTY ? 4 : 0);
  world_free(w);
}
END_TEST

START_TEST(no_star_is_judged_for_a_dormant_business) {
  struct world *w = certified_world(NULL, true);
  w->answers.status = STATUS_DORMANT;
  world_score(w);
  ck_assert_int_eq(w->scores.stars[0].state, STAR_NOT_JUDGED);
  world_free(w);
}
END_TEST

Suite *score_suite(void) {
  Suite *suite = suite_create("score");
  TCase *tests = tcase_create("score");
  tcase_add_test(tests, the_two_averagings_differ);
  tcase_add_test(tests, na_and_unanswered_leave_the_mean_and_are_counted);
  tcase_add_test(tests, differences_are_those_of_the_printed_values);
  tcase_add_test(tests, change_uses_the_items_of_both_years);
  tcase_add_test(tests, gaps_go_by_priority_then_framework_order);
  tcase_add_loop_test(tests, asks_are_tested_weak_open_partly_met, 0, sizeof ASK_CASES / sizeof *ASK_CASES);
  tcase_add_loop_test(tests, a_certificate_counts_only_as_the_rules_say, 0, sizeof CERTIFICATES / sizeof *CERTIFICATES);
  tcase_add_test(tests, no_star_is_judged_for_a_dormant_business);
  suite_add_tcase(suite, tests);
  return suite;
}

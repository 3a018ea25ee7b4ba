/* test_answers.c - the reader of answer files: a whole file as structs, then one change at a time with the faults that
 * the format (tenken.5) asks for. */
#include "suites.h"

#include "read/read.h"
#include "read_helper.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Lines are counted in the tests: 1 tenken, 2-5 organization, 6-11 assessment, 12 answers. */
#define FILE_HEAD                                                                                                      \
  "tenken: answers/1\n"                                                                                                \
  "organization:\n"                                                                                                    \
  "  id: hokuto\n"                                                                                                     \
  "  name: 北斗\n"                                                                                                     \
  "  segments: [generation]\n"                                                                                         \
  "assessment:\n"                                                                                                      \
  "  id: \"2026\"\n"                                                                                                   \
  "  date: 2026-10-31\n"                                                                                               \
  "  scope: 制御システム\n"                                                                                            \
  "  guide: {id: tenken-default, version: \"1\"}\n"                                                                    \
  "  profile: generation\n"
#define WITH_ANSWERS(lines) FILE_HEAD "answers:\n" lines

static const struct answers *read_text(const char *text, struct read_helper *h) {
  *h = read_helper_text(text);
  return read_answers(h->path, read_helper_framework(), &LIMITS_USUAL, h->arena, h->diag);
}

START_TEST(a_whole_file) {
  struct read_helper h;
  const struct answers *a = read_text(
      FILE_HEAD "  status: dormant\n"
      "  respondent: {name: 甲田 一, title: 主任}\n"
      "  policy: small\n"
      "  previous: previous.yaml\n"
      "document:\n"
      "  issued: 2026-11-10\n"
      "  revision: 2\n"
      "  history: [{revision: 1, date: 2025-11-01, change: 初版, by: 丙山 三}]\n"
      "  confidentiality: 社外秘\n"
      "  editions: {board: {number: N-1, addressee: 取締役会, recipients: [{name: 監査役, copies: 7}]}}\n"
      "decisions: [{title: 予算, text: 決める}]\n"
      "asks: {1: 対応済み}\n"
      "answers:\n"
      "  F1.A-1: 3\n"
      "  F1.A-2: {level: 1, comment: \"a: b\", internal: true, evidence: {ref: 規程-012, kind: document, date: 2026-04-01},\n"
      "           plan: {action: 直す, owner: 乙川 二, due: 2027-03-31, cost_jpy: 3000000}}\n"
      "  F1.A-3: {level: na, reason: ない}\n"
      "  F1.B-1: {level: unanswered, plan: {action: 調べる}}\n"
      "  F1.B-2:\n"
      "  F2.A-2: 0\n"
      "attestations: [{profile: meti-2024-04, star: 4, body: 機関, certificate: C-1, issued: 2026-06-01, expires: 2029-05-31}]\n"
      "signoff:\n"
      "  - {role: prepared, name: 甲田 一, title: 主任, date: 2026-11-04, seal: {top: 情シス部, name: 甲田},\n"
      "     digest: \"sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"}\n",
      &h);
  ck_assert_msg(a != NULL, "%s", read_helper_printed(&h));
  ck_assert_str_eq(read_helper_found(&h), "");
  ck_assert_str_eq(a->org_id.s, "hokuto");
  ck_assert(a->segment[SEGMENT_GENERATION] && !a->segment[SEGMENT_RETAIL]);
  ck_assert_int_eq(a->as_of, 20261031);
  ck_assert_int_eq(a->status, STATUS_DORMANT);
  ck_assert_str_eq(a->respondent.title.s, "主任");
  ck_assert_str_eq(a->policy_id.s, "small");
  ck_assert_str_eq(a->stars_id.s, "meti-2024-04");
  ck_assert_int_eq(a->issued, 20261110);
  ck_assert_int_eq(a->revision, 2);
  ck_assert_int_eq(a->history[0].date, 20251101);
  ck_assert_str_eq(a->editions[0].template_name.s, "board");
  ck_assert_int_eq(a->editions[0].recipients[0].copies, 7);
  ck_assert_str_eq(a->decisions[0].title.s, "予算");
  ck_assert_str_eq(a->ask_response[1].s, "対応済み");
  ck_assert_int_eq(a->items[0].status, ANSWER_LEVEL);
  ck_assert_int_eq(a->items[0].level, 3);
  ck_assert(a->items[1].internal && a->items[1].plan.given && a->items[1].plan.has_cost);
  ck_assert_int_eq(a->items[1].plan.cost_jpy, 3000000);
  ck_assert_int_eq(a->items[1].plan.due, 20270331);
  ck_assert_int_eq(a->items[1].evidence.date, 20260401);
  ck_assert_str_eq(a->items[1].comment.s, "a: b");
  ck_assert_int_eq(a->items[2].status, ANSWER_NA);
  ck_assert_str_eq(a->items[2].reason.s, "ない");
  ck_assert_int_eq(a->items[3].status, ANSWER_UNANSWERED);
  ck_assert(a->items[3].plan.given && !a->items[3].plan.has_cost);
  ck_assert_int_eq(a->items[4].status, ANSWER_UNANSWERED);
  ck_assert_int_eq(a->items[5].status, ANSWER_MISSING);
  ck_assert_int_eq(a->items[6].level, 0);
  ck_assert_int_eq(a->items[6].status, ANSWER_LEVEL);
  ck_assert_int_eq(a->attestations[0].star, 4);
  ck_assert_str_eq(a->signoff[0].seal_name.s, "甲田");
  /* places point into the file: the comment with its quotation marks */
  ck_assert_int_eq(strncmp(a->bytes + a->items[1].comment.at.start, "\"a: b\"", 6), 0);
  read_helper_free(&h);
}
END_TEST

START_TEST(defaults) {
  struct read_helper h;
  const struct answers *a = read_text(WITH_ANSWERS("  F1.A-1: 3\n"), &h);
  ck_assert_ptr_nonnull(a);
  ck_assert_str_eq(a->policy_id.s, "default");
  ck_assert_int_eq(a->status, STATUS_OPERATING);
  ck_assert_int_eq(a->revision, 1);
  ck_assert_int_eq(a->issued, 20261031); /* the as-of date */
  read_helper_free(&h);
  a = read_text(WITH_ANSWERS("  F1.A-1: 3\nsignoff: [{role: a, name: b, date: 2026-11-04}, {role: b, name: c, date: 2026-11-02}]\n"), &h);
  ck_assert_int_eq(a->issued, 20261104); /* the latest sign-off */
  read_helper_free(&h);
}
END_TEST

/* One line under `answers:`, which is line 13. */
static const struct {
  const char *line, *found;
} ITEMS[] = {
    {"F1.A-1: 4", ""},
    {"F1.A-1: 5", "13:11 A104"},
    {"F1.A-1: 7", "13:11 A104"},
    {"F1.A-1: -1", "13:11 A104"},
    {"F1.A-1: 2.5", "13:11 A104"},
    {"F1.A-1: 99999999999999999999", "13:11 A104"},
    {"F1.A-1: \"3\"", "13:11 F006"},
    {"F1.A-1: ３", "13:11 F019"},
    {"F1.A-1: N/A", "13:11 A104"},
    {"F1.A-1: true", "13:11 A104"},
    {"F1.A-1: [3]", "13:11 F007"},
    {"F1.A-1: na", "13:11 A105"},
    {"F1.A-1: {level: na}", "13:19 A105"},
    {"F1.A-1: {level: na, reason: }", "13:19 A105"},
    {"F1.A-1: {level: na, reason: \" \"}", "13:19 A105 13:31 F014"},
    {"F1.A-1: {level: na, reason: x, comment: y, evidence: {ref: z}}", ""},
    {"F1.A-1: {level: 2, reason: x}", "13:30 A106"},
    {"F1.A-1: {comment: x}", "13:3 F004"},
    {"F1.A-1: {level: 2, coment: x}", "13:22 F003"},
    {"F1.A-1: {level: 2, internal: yes}", "13:32 F011"},
    {"F1.A-1: {level: 2, plan: {due: 2027-01-01}}", "13:28 F004"},
    {"F1.A-1: {level: 2, plan: {action: x, cost_jpy: -1}}", "13:50 F008"},
    {"F1.A-1: {level: 2, plan: {action: x, cost_jpy: 0}}", ""},
    {"F1.A-1: {level: 2, plan: {action: x, cost_jpy: \"300\"}}", "13:50 F006"},
    {"F1.A-1: {level: 2, plan: {action: x, cost_jpy: 3,000}}", "13:52 F003"},
    {"F1.A-1: {level: 2, plan: {action: x, due: 2027-02-29}}", "13:45 F012"},
    {"F1.A-1: {level: 2, plan: {action: x, due: 2026-10-30}}", "13:3 wA111"},
    {"F1.A-1: {level: 2, evidence: {date: 2026/04/01}}", "13:39 F012"},
    {"F1.A-1: {level: 2, evidence: {date: 2026-11-01}}", "13:3 wA107"},
    {"F1.A-1: {level: 2, evidence: {date: 2026-10-31}}", ""},
    {"F1.A-1: {level: 2, evidence: [x]}", "13:32 F010"},
    {"F1.A-1: {level: 2, comment: [x]}", "13:31 F005"},
    {"F1.A-4: 1", "13:3 A108"},
    {"F1.A-0: 1", "13:3 A108"},
    {"F1.A-: 1", "13:3 A101"},
    {"F1.A: 1", "13:3 A110"},
    {"F1.C-1: 1", "13:3 A101"},
    {"f1.a-1: 1", "13:3 A101"},
    {"点検: 1", "13:3 A101"},
    {"F2.X-1: 2", "13:3 wA103"},
    {"F2.X-3: 2", "13:3 A101"},
    {"F2.X-1: 2\n  F2.A-1: 2", "13:3 wA103 14:3 A102"},
};

START_TEST(items_are_levels_or_maps) {
  struct read_helper h;
  char *text = malloc(1000);
  snprintf(text, 1000, "%sanswers:\n  %s\n", FILE_HEAD, ITEMS[_i].line);
  const struct answers *a = read_text(text, &h);
  const char *found = read_helper_found(&h);
  ck_assert_msg(strcmp(found, ITEMS[_i].found) == 0, "found %s, wanted %s\n%s", found, ITEMS[_i].found,
                read_helper_printed(&h));
  bool has_error = diag_errors(h.diag) > 0;
  ck_assert_int_eq(a == NULL, has_error);
  read_helper_free(&h);
  free(text);
}
END_TEST

/* A part of the good file and what stands there instead. A missing key is told at the first key of its map. */
static const struct {
  const char *old, *new, *found;
} CHANGES[] = {
    {"tenken: answers/1", "tenken: answers/2", "1:9 F002"},
    {"  id: hokuto\n", "", "3:3 F004"},
    {"id: hokuto", "id: ../etc", "3:7 F018"},
    {"id: hokuto", "id: Hokuto", "3:7 F018"},
    {"id: hokuto", "id:", "3:3 F014"},
    {"name: 北斗", "name: |\n    a\n    b", "4:9 F017"},
    {"name: 北斗", "name: {ja: x}", "4:9 F005"},
    {"segments: [generation]", "segments: generation", "5:13 F009"},
    {"segments: [generation]", "segments: []", "5:13 F021"},
    {"segments: [generation]", "segments: [generation, generaton]", "5:26 F013"},
    {"segments: [generation]", "segments: [generation, generation]", "5:26 F020"},
    {"segments: [generation]", "segments: [generation]\n  occto_member: \"0123\"", ""},
    {"segments: [generation]", "segments: [generation]\n  occto_member: 0123", ""},
    {"segments: [generation]", "segments: [generation]\n  occto_member: A1", "6:17 F018"},
    {"id: \"2026\"", "id: 2026/10", "7:7 F018"},
    {"id: \"2026\"", "id: .x", "7:7 F018"},
    {"date: 2026-10-31", "date: 2026年10月31日", "8:9 F012"},
    {"date: 2026-10-31", "date: [2026]", "8:9 F012"},
    {"  scope: 制御システム\n", "", "7:3 F004"},
    {"  profile: generation\n", "  profile: generation\n  status: closed\n", "12:11 F013"},
    {"  profile: generation\n", "  profile: ../x\n", "11:12 F018"},
    {"guide: {id: tenken-default, version: \"1\"}", "guide: tenken-default", "10:10 F010"},
    {"guide: {id: tenken-default, version: \"1\"}", "guide: {id: tenken-default}", "10:10 F004"},
    {"assessment:", "assesment:", "1:1 F004 6:1 F003"},
    {"answers:\n", "document: {revision: 0}\nanswers:\n", "12:22 F008"},
    {"answers:\n", "document: {editions: {board: [x]}}\nanswers:\n", "12:30 F010"},
    {"answers:\n", "document: {editions: {board: {recipients: [{copies: 0}]}}}\nanswers:\n", "12:44 F004 12:53 F008"},
    {"answers:\n", "asks: {9: x}\nanswers:\n", "12:8 A109"},
    {"answers:\n", "asks: {one: x}\nanswers:\n", "12:8 A109"},
    {"answers:\n", "decisions: [x]\nanswers:\n", "12:13 F010"},
    {"answers:\n", "decisions: [{text: x}]\nanswers:\n", "12:13 F004"},
    {"answers:\n", "attestations: [{profile: p, star: 2, issued: 2026-01-01, expires: 2027-01-01}]\nanswers:\n", "12:35 F008"},
    {"answers:\n", "signoff: [{role: a, name: b, digest: abc}]\nanswers:\n", "12:38 F018"},
    {"answers:\n  F1.A-1: 3\n", "", "1:1 F004"},
    {"answers:\n", "answers: [x]\nother:\n", "12:10 F010 13:1 F003"},
};

START_TEST(fields_are_checked) {
  static const char GOOD[] = WITH_ANSWERS("  F1.A-1: 3\n");
  struct read_helper h;
  const char *at = strstr(GOOD, CHANGES[_i].old);
  ck_assert_ptr_nonnull(at);
  char *text = malloc(2000);
  snprintf(text, 2000, "%.*s%s%s", (int)(at - GOOD), GOOD, CHANGES[_i].new, at + strlen(CHANGES[_i].old));
  read_text(text, &h);
  const char *found = read_helper_found(&h);
  ck_assert_msg(strcmp(found, CHANGES[_i].found) == 0, "%s\nfound %s, wanted %s\n%s", CHANGES[_i].new, found,
                CHANGES[_i].found, read_helper_printed(&h));
  read_helper_free(&h);
  free(text);
}
END_TEST

START_TEST(every_fault_in_one_run_in_order) {
  struct read_helper h;
  ck_assert_ptr_null(read_text("tenken: answers/1\n"
                               "organization: {id: X, name: y, segments: [retial]}\n"
                               "assessment: {id: a, date: x, scope: s, guide: {id: g, version: 1}, profile: p}\n"
                               "answers:\n"
                               "  F1.A-1: 9\n"
                               "  F1.A-9: 1\n"
                               "  F2.X-1: na\n"
                               "nonsense: 1\n",
                               &h));
  ck_assert_str_eq(read_helper_found(&h),
                   "2:20 F018 2:43 F013 3:27 F012 5:11 A104 6:3 A108 7:3 wA103 7:11 A105 8:1 F003");
  read_helper_free(&h);
}
END_TEST

START_TEST(messages_say_what_to_write) {
  struct read_helper h;
  read_text(WITH_ANSWERS("  F1.A-1: 7\n"), &h);
  const char *printed = strstr(read_helper_printed(&h), ":13:11: ");
  ck_assert_str_eq(printed, ":13:11: error: 7 is not a level; write 0 to 4, or na with a reason [A104]\n"
                            "   13 |   F1.A-1: 7\n"
                            "      |           ^\n");
  read_helper_free(&h);
  read_text(WITH_ANSWERS("  F1.A-1: 対象外\n"), &h);
  ck_assert_ptr_nonnull(strstr(read_helper_printed(&h), "hint: did you mean na?"));
  read_helper_free(&h);
  read_text(WITH_ANSWERS("  F1.A-1: {level: 2, evidence: {date: 2026年4月1日}}\n"), &h);
  ck_assert_ptr_nonnull(strstr(read_helper_printed(&h), "hint: write 2026-04-01"));
  read_helper_free(&h);
}
END_TEST

START_TEST(texts_have_limits) {
  for (int more = 0; more < 2; more++) {
    struct buf text = {0};
    struct read_helper h;
    buf_puts(&text, WITH_ANSWERS("  F1.A-1: {level: 2, comment: \""));
    for (int i = 0; i < 8000 + more; i++) buf_puts(&text, "点");
    buf_puts(&text, "\"}\n");
    read_text(text.data, &h);
    ck_assert_str_eq(read_helper_found(&h), more ? "13:31 F022" : "");
    read_helper_free(&h);
    buf_clear(&text);
    buf_puts(&text, FILE_HEAD "answers: {F1.A-1: 1}\ndecisions:\n");
    for (int i = 0; i < 200 + more; i++) buf_puts(&text, "  - {title: x}\n");
    read_text(text.data, &h);
    ck_assert_str_eq(read_helper_found(&h), more ? "214:5 F016" : "");
    read_helper_free(&h);
    buf_free(&text);
  }
}
END_TEST

#define COUNT(array) (int)(sizeof(array) / sizeof *(array))

Suite *answers_suite(void) {
  Suite *s = suite_create("answers");
  TCase *c = tcase_create("answers");
  tcase_add_test(c, a_whole_file);
  tcase_add_test(c, defaults);
  tcase_add_loop_test(c, items_are_levels_or_maps, 0, COUNT(ITEMS));
  tcase_add_loop_test(c, fields_are_checked, 0, COUNT(CHANGES));
  tcase_add_test(c, every_fault_in_one_run_in_order);
  tcase_add_test(c, messages_say_what_to_write);
  tcase_add_test(c, texts_have_limits);
  suite_add_tcase(s, c);
  return s;
}

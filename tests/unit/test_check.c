/* test_check.c - do the files fit together: guide version, profile, last year, attestations, dates; sign-off entries
 * against the policy, and when a report is final. One sound case, then one change at a time. */
#include "suites.h"

#include "check/check.h"
#include "digest/digest.h"
#include "read_helper.h"
#include <stdio.h>
#include <string.h>

struct world {
  struct read_helper h;
  struct guide guide;
  struct profile profile;
  struct policy policy;
  struct answers answers, previous;
  struct answer items[7];
  struct signoff_entry signoff[4];
  struct attestation attestation;
  struct check_in in;
  struct input out;
};

/* A span per fault, so that the found line names which text was blamed: column = offset + 1. */
static struct text text_at(const char *s, uint32_t offset) {
  return (struct text){s, {1, offset, offset + 1}};
}

static void world_new(struct world *w) {
  *w = (struct world){.h = read_helper_text("0123456789")};
  diag_add_source(w->h.diag, w->h.path, "0123456789012345678901234567890123456789", 40);
  w->guide = (struct guide){.id = "g", .version = "1"};
  w->profile = (struct profile){.id = "generation", .segment = SEGMENT_GENERATION};
  w->policy = (struct policy){.id = "default", .quorum = 3, .role_count = 3,
                              .roles = {{.id = "prepared"}, {.id = "reviewed"}, {.id = "approved"}}};
  w->items[0] = (struct answer){.status = ANSWER_LEVEL, .level = 2};
  w->answers = (struct answers){.org_id = text_at("hokuto", 0), .org_name = text_at("北斗", 1), .as_of = 20261031,
                                .issued = 20261110, .guide_version = text_at("1", 2), .profile_id = text_at("generation", 3),
                                .previous_path = text_at("p", 4), .segment = {[SEGMENT_GENERATION] = true},
                                .items = w->items};
  w->previous = w->answers;
  w->previous.as_of = 20251031;
  w->previous.org_id = text_at("hokuto", 5);
  w->in = (struct check_in){.framework = read_helper_framework(), .guide = &w->guide, .profile = &w->profile,
                            .policy = &w->policy, .answers = &w->answers, .part_hex = {"aa", NULL, "cc"}};
}

/* The digest of "answers aa\nframework cc\n", by the rule and not by check's own hand. */
static const char *right_digest(struct world *w) {
  static const char LINES[] = "answers aa\nframework cc\n";
  struct digest digest = digest_of(LINES, strlen(LINES));
  char hex[65];
  digest_hex(&digest, hex);
  return arena_printf(w->h.arena, "sha256:%s", hex);
}

static void sign(struct world *w, const char *role, const char *name, date on) {
  size_t i = w->answers.signoff_count++;
  w->signoff[i] = (struct signoff_entry){.role = text_at(role, 10 + (uint32_t)i), .name = {.s = name}, .title = {.s = "役"},
                                         .date = on, .digest = text_at(right_digest(w), 20 + (uint32_t)i),
                                         .at = {1, 30 + (uint32_t)i, 31 + (uint32_t)i}};
  w->answers.signoff = w->signoff;
}

static void sign_all(struct world *w) {
  sign(w, "prepared", "甲田 一", 20261104);
  sign(w, "reviewed", "乙川 二", 20261106);
  sign(w, "approved", "丙山 三", 20261110);
}

static void expect(struct world *w, bool ok, const char *found) {
  ck_assert_int_eq(check_run(&w->in, w->h.arena, w->h.diag, &w->out), ok);
  const char *got = read_helper_found(&w->h);
  ck_assert_msg(strcmp(got, found) == 0, "found %s, wanted %s\n%s", got, found, read_helper_printed(&w->h));
}

/* What was found so far is of no more interest. */
static void forget(struct world *w) {
  diag_free(w->h.diag);
  w->h.diag = diag_new();
  diag_add_source(w->h.diag, w->h.path, "0123456789012345678901234567890123456789", 40);
}

static void expect_final(struct world *w, bool is_final, const char *found) {
  expect(w, true, found);
  ck_assert_int_eq(w->out.is_final, is_final);
}

#define WORLD_TEST(name)                                                                                               \
  static void name##_body(struct world *w);                                                                            \
  START_TEST(name) {                                                                                                   \
    struct world w;                                                                                                    \
    world_new(&w);                                                                                                     \
    name##_body(&w);                                                                                                   \
    read_helper_free(&w.h);                                                                                            \
  }                                                                                                                    \
  END_TEST                                                                                                             \
  static void name##_body(struct world *w)

WORLD_TEST(sound_input_has_its_digest) {
  w->in.previous = &w->previous;
  expect(w, true, "");
  ck_assert_str_eq(w->out.digest, right_digest(w));
  ck_assert(!w->out.is_final && !w->out.approved_by_management);
}

WORLD_TEST(guide_of_another_version) {
  w->answers.guide_version = text_at("2", 2);
  w->previous.guide_version = text_at("3", 6); /* last year's may differ */
  w->in.previous = &w->previous;
  expect(w, false, "1:3 C101");
}

WORLD_TEST(profile_of_another_segment) {
  w->profile = (struct profile){.id = "retail", .segment = SEGMENT_RETAIL};
  expect(w, false, "1:4 C102");
}

WORLD_TEST(strictest_fits_any_segment) {
  w->profile = (struct profile){.id = "strictest", .segment = -1};
  expect(w, true, "");
}

WORLD_TEST(previous_of_another_company_or_later) {
  w->in.previous = &w->previous;
  w->previous.org_id = text_at("other", 5);
  w->previous.as_of = 20261031;
  expect(w, false, "1:5 C104 1:6 C103");
}

WORLD_TEST(nothing_answered_is_a_warning) {
  w->items[0].status = ANSWER_UNANSWERED;
  expect(w, true, "1:1 wC112");
}

WORLD_TEST(all_not_applicable_is_a_warning) {
  for (int i = 0; i < 7; i++) w->items[i].status = ANSWER_NA;
  expect(w, true, "1:1 wC113");
}

WORLD_TEST(certificates) {
  w->attestation = (struct attestation){.profile = {.s = "x"}, .body = text_at("北斗", 7), .certificate = {.s = "c"},
                                        .issued = 20260601, .expires = 20260531, .at = {1, 8, 9}};
  w->answers.attestations = &w->attestation;
  w->answers.attestation_count = 1;
  expect(w, false, "1:8 wC110 1:9 C111");
}

WORLD_TEST(report_date_before_the_answers) {
  w->answers.issued = 20261030;
  expect(w, false, "1:1 C114");
}

WORLD_TEST(three_people_make_a_final_report) {
  sign_all(w);
  expect_final(w, true, "");
  ck_assert(w->out.approved_by_management);
}

WORLD_TEST(one_missing_keeps_the_draft) {
  sign(w, "prepared", "甲田 一", 20261104);
  sign(w, "approved", "丙山 三", 20261110);
  expect_final(w, false, "");
  ck_assert(w->out.approved_by_management);
}

WORLD_TEST(a_missing_title_keeps_the_draft) {
  sign_all(w);
  w->signoff[2].title.s = NULL;
  expect_final(w, false, "");
  ck_assert(!w->out.approved_by_management);
}

WORLD_TEST(a_missing_date_keeps_the_draft) {
  sign_all(w);
  w->signoff[1].date = 0;
  expect_final(w, false, "");
}

WORLD_TEST(a_missing_digest_keeps_the_draft) {
  sign_all(w);
  w->signoff[0].digest.s = NULL;
  expect_final(w, false, "");
}

WORLD_TEST(another_digest_keeps_the_draft_and_is_told) {
  sign_all(w);
  w->in.part_hex[PART_ANSWERS] = "ab"; /* one answer changed after the approval */
  expect_final(w, false, "1:21 wC109 1:22 wC109 1:23 wC109");
  ck_assert(!w->out.approved_by_management);
}

WORLD_TEST(another_digest_refuses_a_report) {
  sign_all(w);
  w->in.use = CHECK_REPORT;
  w->in.part_hex[PART_ANSWERS] = "ab";
  expect(w, false, "1:21 C119 1:22 C119 1:23 C119");
}

/* The record of what was approved names the part, and each value once: changed, added, removed. */
WORLD_TEST(a_record_names_what_changed) {
  struct approved approved = {.count = 1};
  struct leaf then[] = {{"a.1", "3", NO_SPAN}, {"a.2", "2", NO_SPAN}, {"gone", "1", NO_SPAN}};
  struct leaf now[] = {{"a.1", "3", {1, 1, 2}}, {"a.2", "0", {1, 2, 3}}, {"new", "{}", {1, 3, 4}}};
  sign_all(w);
  approved.records[0] = (struct approved_record){.digest = right_digest(w), .part_hex = {"aa", NULL, "cc"},
                                                 .values = {{then, 3, 3}}};
  w->in.use = CHECK_REPORT;
  w->in.approved = &approved;
  w->in.part_hex[PART_ANSWERS] = "ab";
  w->in.values[PART_ANSWERS] = (struct leaves){now, 3, 3};
  expect(w, false, "1:21 C118 1:22 C118 1:23 C118");
  const char *said = read_helper_printed(&w->h);
  ck_assert_ptr_nonnull(strstr(said, ":1:3: note: changed since the approval: a.2 was 2, is 0"));
  ck_assert_ptr_nonnull(strstr(said, ":1:4: note: added since the approval: new, {}"));
  ck_assert_ptr_nonnull(strstr(said, ":1:21: note: removed since the approval: gone, which was 1"));
  ck_assert_ptr_nonnull(strstr(said, "changed since: answers"));
  ck_assert_ptr_null(strstr(said, "a.1"));
  approved.records[0].part_hex[PART_FRAMEWORK] = "cd"; /* a record that does not fit its own digest */
  forget(w);
  expect(w, false, "1:21 C119 1:22 C119 1:23 C119");
}

WORLD_TEST(final_names_all_that_is_missing) {
  w->in.use = CHECK_FINAL;
  sign(w, "prepared", "甲田 一", 20261104);
  w->signoff[0].title.s = NULL;
  w->signoff[0].digest.s = NULL;
  expect(w, false, "1:1 C124 1:1 C124 1:31 C125 1:31 C125");
}

WORLD_TEST(final_counts_people) {
  w->in.use = CHECK_FINAL;
  sign_all(w);
  w->signoff[1].name.s = "甲田　一"; /* another blank, the same person */
  expect(w, false, "1:32 C126");
  w->signoff[1].name.s = "乙川 二";
  w->policy.quorum = 4;
  forget(w);
  expect(w, false, "1:1 C127");
}

WORLD_TEST(the_same_person_twice_keeps_the_draft) {
  sign_all(w);
  w->signoff[2].name.s = "甲田 一";
  expect_final(w, false, "");
}

WORLD_TEST(one_person_where_the_policy_allows_it) {
  w->policy = (struct policy){.id = "small", .quorum = 1, .role_count = 2,
                              .roles = {{.id = "prepared"}, {.id = "approved", .may_equal = "prepared"}}};
  sign(w, "prepared", "甲田 一", 20261104);
  sign(w, "approved", "甲田 一", 20261104);
  expect_final(w, true, "");
}

WORLD_TEST(an_optional_role_may_be_missing) {
  w->policy.roles[1].optional = true;
  w->policy.quorum = 2;
  sign(w, "prepared", "甲田 一", 20261104);
  sign(w, "approved", "丙山 三", 20261110);
  expect_final(w, true, "");
}

WORLD_TEST(quorum_counts_people) {
  w->policy.roles[2].may_equal = "prepared";
  sign_all(w);
  w->signoff[2].name.s = "甲田 一"; /* allowed, but two people are not three */
  expect_final(w, false, "");
}

WORLD_TEST(unknown_role) {
  sign(w, "signed", "甲田 一", 20261104);
  expect(w, false, "1:11 C105");
}

WORLD_TEST(role_twice) {
  sign_all(w);
  sign(w, "approved", "丁野 四", 20261110);
  expect(w, false, "1:14 C106");
}

WORLD_TEST(roles_out_of_order) {
  sign(w, "approved", "丙山 三", 20261110);
  sign(w, "prepared", "甲田 一", 20261104);
  expect(w, false, "1:12 C107");
}

WORLD_TEST(signed_after_the_report_date) {
  sign_all(w);
  w->signoff[2].date = 20261111;
  expect(w, false, "1:33 C108");
}

WORLD_TEST(dates_go_back_in_the_order_of_signing) {
  sign_all(w);
  w->signoff[1].date = 20261103;
  expect(w, false, "1:32 C115");
}

WORLD_TEST(a_certificate_without_body_or_number) {
  w->attestation = (struct attestation){.profile = {.s = "x"}, .issued = 20260601, .expires = 20270531, .at = {1, 8, 9}};
  w->answers.attestations = &w->attestation;
  w->answers.attestation_count = 1;
  expect(w, true, "1:9 wC116");
}

WORLD_TEST(an_answer_to_an_ask_that_the_guide_does_not_have) {
  struct guide_ask ask = {.number = 1};
  w->guide.asks = &ask;
  w->guide.ask_count = 1;
  w->answers.ask_response[1] = text_at("x", 6);
  w->answers.ask_response[2] = text_at("y", 7);
  expect(w, false, "1:8 C117");
}

Suite *check_suite(void) {
  Suite *s = suite_create("check");
  TCase *c = tcase_create("check");
  static const TTest *const *const TESTS[] = {&sound_input_has_its_digest, &guide_of_another_version, &profile_of_another_segment,
      &strictest_fits_any_segment, &previous_of_another_company_or_later, &nothing_answered_is_a_warning,
      &all_not_applicable_is_a_warning, &certificates, &report_date_before_the_answers, &three_people_make_a_final_report,
      &one_missing_keeps_the_draft, &a_missing_title_keeps_the_draft, &a_missing_date_keeps_the_draft,
      &a_missing_digest_keeps_the_draft, &another_digest_keeps_the_draft_and_is_told, &another_digest_refuses_a_report,
      &a_record_names_what_changed, &final_names_all_that_is_missing, &final_counts_people, &the_same_person_twice_keeps_the_draft,
      &one_person_where_the_policy_allows_it, &an_optional_role_may_be_missing, &quorum_counts_people, &unknown_role,
      &role_twice, &roles_out_of_order, &signed_after_the_report_date, &dates_go_back_in_the_order_of_signing,
      &a_certificate_without_body_or_number, &an_answer_to_an_ask_that_the_guide_does_not_have};
  for (size_t i = 0; i < sizeof TESTS / sizeof *TESTS; i++) tcase_add_test(c, *TESTS[i]);
  suite_add_tcase(s, c);
  return s;
}

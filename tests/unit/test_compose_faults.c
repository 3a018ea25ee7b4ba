/* test_compose_faults.c - faults of templates, with their places, and the words for stars, seals and what is missing.
 * The star sentences are those of guide/stars 3, word for word. */
#include "base/file.h"
#include "compose_world.h"
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const int GOOD[WORLD_ITEMS] = {3, 3, 3, 3, 3, 3};
static const int GAPS[WORLD_ITEMS] = {3, 1, 3, 0, UNANSWERED, 2};

/* The template of a text, read as the reader does. */
static const char *template_of(struct compose_world *w, const char *name, const char *text) {
  char folder[] = "/tmp/tenken-test-XXXXXX";
  ck_assert_ptr_nonnull(mkdtemp(folder));
  const char *path = arena_printf(w->arena, "%s/%s.yaml", folder, name);
  ck_assert_int_eq(file_write_atomic(path, text, strlen(text)), 0);
  world_template(w, path);
  remove(path);
  remove(folder);
  return path;
}

static const char *printed(struct compose_world *w) {
  char *text = arena_alloc(w->arena, 8192);
  FILE *out = fmemopen(text, 8191, "w");
  struct diag_style style = {.language = DIAG_ENGLISH, .is_short = true};
  diag_print(w->diag, out, &style);
  fclose(out);
  return text;
}

#define HEAD "tenken: template/1\nname: board\ntitle: {ja: 題, en: Title}\n"
#define ALL_OUT                                                                                                        \
  "leaves_out: [items, comments, evidence, reasons, categories, method, star-criteria, risks, plans, decisions, "      \
  "asks, history]\n"

static const struct {
  const char *name, *text, *place, *words;
} FAULTS[] = {
    {"placeholder", HEAD ALL_OUT "sections:\n  - {kind: text, body: {ja: \"x {{org.nam}} y\", en: z}}\n",
     ":6:32: error: ", "did you mean org.name?"},
    {"unlike", HEAD ALL_OUT "sections:\n  - {kind: text, body: {ja: \"{{zzzzzz}}\", en: z}}\n",
     ":6:30: error: ", "the placeholder zzzzzz is not known"},
    {"condition", HEAD ALL_OUT "sections:\n  - {kind: conclusion, when: previus}\n",
     ":6:12: error: ", "did you mean previous?"},
    {"kind", HEAD "leaves_out: [comment]\nsections:\n  - {kind: conclusion}\n",
     ":4:14: error: ", "did you mean comments?"},
    {"claim", HEAD ALL_OUT "sections:\n  - {kind: conclusion}\n  - {kind: stars}\n",
     ":7:12: error: ", "prints star-criteria"},
};

START_TEST(faults_of_templates_have_places) {
  struct compose_world *w = world_make(GOOD, NULL);
  const char *path = template_of(w, FAULTS[_i].name, FAULTS[_i].text);
  ck_assert(!world_compose(w, LANG_JA));
  const char *text = printed(w);
  const char *expected = arena_printf(w->arena, "%s%s", path, FAULTS[_i].place);
  ck_assert_msg(strstr(text, expected) != NULL, "%s not in %s", expected, text);
  ck_assert_msg(strstr(text, FAULTS[_i].words) != NULL, "%s not in %s", FAULTS[_i].words, text);
  world_drop(w);
}
END_TEST

/* What an edition neither prints nor declares is named all the same, with a warning. */
START_TEST(nothing_is_left_out_in_silence) {
  struct compose_world *w = world_make(GOOD, NULL);
  template_of(w, "silent", HEAD "leaves_out: [items]\nsections:\n  - {kind: leaves-out}\n");
  ck_assert(world_compose(w, LANG_EN));
  ck_assert(world_says(
      w, "answers to the 6 items, comments, evidence, reasons for not applicable (0), results for the 3 categories"));
  ck_assert_uint_eq(diag_warnings(w->diag), 11);
  world_drop(w);
}
END_TEST

static const struct {
  enum star_state state;
  const char *ja, *en;
} STATES[] = {
    {STAR_AWARDED, "★4 の基準を満たす（自己宣言）", "Meets the ★4 criteria (self-declared)"},
    {STAR_AWARDED_THIRD_PARTY, "★4 の基準を満たす（第三者認証：認証所、C-1、有効期限 2029-05-31）",
     "Meets the ★4 criteria (certified by 認証所, C-1, valid until 2029-05-31)"},
    {STAR_NO_DECLARATION, "★4 の基準を満たす（経営者の宣言が未了のため、未判定）",
     "★4 criteria met; not awarded: management's declaration is missing"},
    {STAR_NO_CERTIFICATE, "★4 の基準を満たす（第三者認証の記録がないため、未判定）",
     "★4 criteria met; not awarded: no certification on record"},
    {STAR_EXPIRED, "★4 の基準を満たす（認証の有効期限切れ 2029-05-31 のため、未判定）",
     "★4 criteria met; not awarded: certification expired on 2029-05-31"},
    {STAR_NOT_YET_VALID, "★4 の基準を満たす（認証の開始日 2026-06-01 が報告日より後のため、未判定）",
     "★4 criteria met; not awarded: certification starts on 2026-06-01, after the report's date"},
    {STAR_UNMET, "★4 の基準を満たさない（未達 3 件）", "★4 criteria not met (3 unmet)"},
    {STAR_OPEN, "★4 を判定できない（未回答 1 件）", "★4 cannot be judged (1 unanswered)"},
    {STAR_NOT_JUDGED, "★ を判定しない（休止中のため）", "★ not judged (status: dormant)"},
};

START_TEST(star_states_in_fixed_words) {
  struct compose_world *w = world_make(GAPS, NULL);
  w->answers.status = STATUS_DORMANT;
  struct attestation a = {.star = 4, .issued = 20260601, .expires = 20290531};
  a.body.s = "認証所";
  a.certificate.s = "C-1";
  struct compose c = world_state(w, LANG_JA);
  struct star_score *s = &w->scores.stars[1];
  s->state = STATES[_i].state;
  s->unmet = 3;
  s->attestation = &a;
  ck_assert_str_eq(star_state_text(&c, s), STATES[_i].ja);
  c = world_state(w, LANG_EN);
  s->state = STATES[_i].state;
  s->unmet = 3;
  s->attestation = &a;
  ck_assert_str_eq(star_state_text(&c, s), STATES[_i].en);
  world_drop(w);
}
END_TEST

/* Criteria of two levels met, none awarded: the label names the lower one, whose declaration is missing, with a hollow
 * star, and neither it nor the chapter says that no level's criteria are met. */
START_TEST(a_label_claims_no_more_than_is_awarded) {
  struct compose_world *w = world_make(GOOD, NULL);
  w->answers.status = STATUS_OPERATING;
  struct compose c = world_state(w, LANG_JA);
  for (size_t i = 0; i < w->scores.star_count; i++) w->scores.stars[i].unmet = w->scores.stars[i].open = 0;
  w->scores.awarded = 0;
  w->scores.stars[0].state = STAR_NO_DECLARATION;
  w->scores.stars[1].state = STAR_NO_CERTIFICATE;
  const struct figure *f = figure_badge(&c);
  ck_assert_int_eq(f->badge_star, 3);
  ck_assert(!f->badge_awarded);
  ck_assert_str_eq(f->badge_basis, "基準を満たす・経営者の宣言なし");
  ck_assert_ptr_null(strstr(f->alt, "満たす★の段階なし"));
  ck_assert_ptr_nonnull(strstr(f->alt, "判定に至った★の段階なし"));
  world_drop(w);
}
END_TEST

/* The declaration speaks of criteria only when they are met; a seal needs a record bound to this very input. */
START_TEST(declaration_and_seals) {
  struct signoff_entry entries[2] = {{.date = 20261104}, {.date = 20261110}};
  static const char *const ROLES[] = {"prepared", "approved"}, *const DIGESTS[] = {"sha256:00ff", "sha256:ffff"};
  struct compose_world *w = world_make(GOOD, NULL);
  for (size_t i = 0; i < 2; i++) {
    entries[i].role.s = ROLES[i];
    entries[i].name.s = i ? "丙山 三" : "甲田 一";
    entries[i].digest.s = DIGESTS[i];
  }
  w->answers.signoff = entries;
  w->answers.signoff_count = 2;
  world_template(w, "templates/board.yaml");
  ck_assert(world_compose(w, LANG_JA));
  ck_assert(world_says(w, "上記の基準を満たすことを宣言します。"));
  ck_assert(world_says(w, "figure seal 作成 26.11.04 甲田 alt=\"作成　甲田 一　2026-11-04\""));
  ck_assert(world_says(w, "figure seal - - - alt=\"承認　未承認\""));
  ck_assert(world_says(w, "承認の記録のうち1件は、この報告書の入力のダイジェストがないため、承認として扱わない。"));
  world_drop(w);
  w = world_make(GOOD, NULL);
  entries[0].name.s = "Placeholder"; /* one word has no initials worth reading */
  entries[1].name.s = "Ko Otsuhei-Teibo";
  entries[1].digest.s = DIGESTS[0];
  w->answers.signoff = entries;
  w->answers.signoff_count = 2;
  world_template(w, "templates/board.yaml");
  ck_assert(world_compose(w, LANG_JA));
  ck_assert(world_says(w, "figure seal 作成 26.11.04 Placeholder alt"));
  ck_assert(world_says(w, "figure seal 承認 26.11.10 K.O.T. alt"));
  world_drop(w);
  w = world_make(GAPS, NULL);
  world_template(w, "templates/board.yaml");
  ck_assert(world_compose(w, LANG_JA));
  ck_assert(world_says(w, "当社は、本報告書の回答が報告日時点の実態に基づくことを確認しました。"));
  ck_assert(!world_says(w, "宣言します"));
  world_drop(w);
}
END_TEST

/* A guide without a step or a risk: named in the report, and once per kind as a warning. */
START_TEST(missing_guide_texts_are_named) {
  struct compose_world *w = world_make(GAPS, NULL);
  w->guide.items[3].text[LANG_JA].risk_if = NULL;
  w->guide.items[5].text[LANG_JA].improve[2] = NULL;
  world_template(w, "templates/regulator.yaml");
  ck_assert(world_compose(w, LANG_JA));
  ck_assert(world_says(w, "本書の対策文なし（リスク、ガイド test-guide）：BB.CC-1"));
  ck_assert(world_says(w, "本書の対策文なし（改善、ガイド test-guide）：BB.CC-3"));
  ck_assert_uint_eq(diag_warnings(w->diag), 2);
  world_drop(w);
}
END_TEST

/* Same inputs, same identifier; another language or input, another one. */
START_TEST(identifier_follows_the_inputs) {
  struct compose_world *w = world_make(GOOD, NULL);
  world_template(w, "templates/board.yaml");
  ck_assert(world_compose(w, LANG_JA));
  const char *first = w->content.identifier_hex;
  ck_assert_uint_eq(strlen(first), 64);
  ck_assert(world_compose(w, LANG_JA));
  ck_assert_str_eq(w->content.identifier_hex, first);
  ck_assert(world_compose(w, LANG_EN));
  ck_assert_str_ne(w->content.identifier_hex, first);
  w->input.digest = "sha256:00fe";
  ck_assert(world_compose(w, LANG_JA));
  ck_assert_str_ne(w->content.identifier_hex, first);
  world_drop(w);
}
END_TEST

/* A company's plan stands as its own; without one the guide's words say that they are the guide's. */
START_TEST(plans_are_never_mixed_with_the_guide) {
  struct compose_world *w = world_make(GAPS, NULL);
  w->answers.items[3].plan = (struct plan){.given = true, .due = 20270331};
  w->answers.items[3].plan.action.s = "own action";
  world_template(w, "templates/board.yaml");
  ck_assert(world_compose(w, LANG_JA));
  ck_assert(world_says(w, "\"own action\"\n"));
  ck_assert(!world_says(w, "\"step3-0\""));
  const char *step = strstr(w->dump.data, "\"step1-1\"\n");
  ck_assert_ptr_nonnull(step);
  ck_assert_ptr_nonnull(strstr(step, "（ガイドの案）"));
  world_drop(w);
}
END_TEST

Suite *compose_faults_suite(void) {
  Suite *suite = suite_create("compose_faults");
  TCase *tcase = tcase_create("compose_faults");
  tcase_set_timeout(tcase, 60);
  tcase_add_loop_test(tcase, faults_of_templates_have_places, 0, (int)(sizeof FAULTS / sizeof *FAULTS));
  tcase_add_test(tcase, nothing_is_left_out_in_silence);
  tcase_add_loop_test(tcase, star_states_in_fixed_words, 0, (int)(sizeof STATES / sizeof *STATES));
  tcase_add_test(tcase, a_label_claims_no_more_than_is_awarded);
  tcase_add_test(tcase, declaration_and_seals);
  tcase_add_test(tcase, missing_guide_texts_are_named);
  tcase_add_test(tcase, identifier_follows_the_inputs);
  tcase_add_test(tcase, plans_are_never_mixed_with_the_guide);
  suite_add_tcase(suite, tcase);
  return suite;
}

/* test_settings.c - the readers of data files: the files that come with the program against the facts they state, and
 * one fault at a time in small files of each kind. */
#include "suites.h"

#include "font/font.h"
#include "read/read.h"
#include "read_helper.h"
#include <stdlib.h>
#include <string.h>

struct shipped {
  struct arena *arena;
  struct diag *diag;
  struct framework *framework;
};

static struct shipped open_shipped(void) {
  struct shipped s = {arena_new(), diag_new(), NULL};
  s.framework = read_framework("data/framework/csf-1.1.yaml", s.arena, s.diag);
  ck_assert_ptr_nonnull(s.framework);
  return s;
}

static void close_shipped(struct shipped *s) {
  ck_assert_uint_eq(diag_errors(s->diag) + diag_warnings(s->diag), 0);
  diag_free(s->diag);
  arena_free(s->arena);
}

/* DOMAIN, 1: categories and their numbers of items. */
START_TEST(the_framework_has_5_23_108) {
  static const struct {
    const char *id;
    size_t items;
  } CATEGORIES[] = {{"ID.AM", 6}, {"ID.BE", 5}, {"ID.GV", 4}, {"ID.RA", 6}, {"ID.RM", 3}, {"ID.SC", 5}, {"PR.AC", 7}, {"PR.AT", 5},
                    {"PR.DS", 8}, {"PR.IP", 12}, {"PR.MA", 2}, {"PR.PT", 5}, {"DE.AE", 5}, {"DE.CM", 8}, {"DE.DP", 5}, {"RS.RP", 1},
                    {"RS.CO", 5}, {"RS.AN", 5}, {"RS.MI", 3}, {"RS.IM", 2}, {"RC.RP", 1}, {"RC.IM", 2}, {"RC.CO", 3}};
  struct shipped s = open_shipped();
  const struct framework *f = s.framework;
  ck_assert_uint_eq(f->function_count, 5);
  ck_assert_uint_eq(f->category_count, 23);
  ck_assert_uint_eq(f->item_count, 108);
  for (size_t i = 0; i < f->category_count; i++) {
    ck_assert_str_eq(f->categories[i].id, CATEGORIES[i].id);
    ck_assert_uint_eq(f->categories[i].item_count, CATEGORIES[i].items);
  }
  static const size_t FUNCTION_ITEMS[] = {29, 39, 18, 16, 6};
  for (size_t i = 0; i < 5; i++) ck_assert_uint_eq(f->functions[i].item_count, FUNCTION_ITEMS[i]);
  ck_assert_int_eq(framework_find_item(f, "PR.PT-2"), 29 + 7 + 5 + 8 + 12 + 2 + 1);
  ck_assert_str_eq(f->items[107].id, "RC.CO-3");
  ck_assert_str_eq(f->aliases[0].from, "DE.CP");
  close_shipped(&s);
}
END_TEST

START_TEST(the_scale_is_that_of_the_mock_up) {
  static const char *const NAMES[] = {"未実施", "一部実施", "実施・文書化不足", "文書化・組織的", "継続的に改善"};
  struct shipped s = open_shipped();
  const struct scale *scale = read_scale("data/scales/default.yaml", s.arena, s.diag);
  for (int i = 0; i <= LEVEL_MAX; i++) ck_assert_str_eq(scale->name[i][LANG_JA], NAMES[i]);
  ck_assert_int_eq(scale->averaging, AVERAGE_ITEMS);
  close_shipped(&s);
}
END_TEST

/* The star profile's page of facts: S has 30 items (ID 9, PR 14, DE 2, RS 4, RC 1), W2 77, T 10; 5, 9 and 8 criteria. */
START_TEST(the_star_profile_is_as_stated) {
  struct shipped s = open_shipped();
  const struct guide *g = read_guide("data/guide/tenken-default", s.framework, s.arena, s.diag);
  ck_assert_ptr_nonnull(g);
  const struct stars *stars = read_stars("data/stars/meti-2024-04.yaml", s.framework, g, s.arena, s.diag);
  static const size_t SIZES[] = {30, 3, 77, 10, 108};
  static const size_t BY_FUNCTION[] = {9, 14, 2, 4, 1};
  size_t counted[5] = {0};
  for (size_t i = 0; i < 5; i++) ck_assert_uint_eq(stars->sets[i].size, SIZES[i]);
  for (size_t i = 0; i < 108; i++) counted[s.framework->items[i].function] += stars->sets[0].member[i];
  for (size_t i = 0; i < 5; i++) ck_assert_uint_eq(counted[i], BY_FUNCTION[i]);
  ck_assert_uint_eq(stars->level_count, 3);
  ck_assert_uint_eq(stars->levels[0].criterion_count, 5);
  ck_assert_uint_eq(stars->levels[1].criterion_count, 9);
  ck_assert_uint_eq(stars->levels[2].criterion_count, 8);
  ck_assert(!stars->levels[0].third_party && stars->levels[1].third_party && !stars->official);
  const struct criterion *c = &stars->levels[1].criteria[5]; /* 4-6: each function mean >= 2.5 */
  ck_assert_str_eq(c->id, "4-6");
  ck_assert(c->kind == CRITERION_MEAN_AT_LEAST && c->each_function && c->mean.num == 5 && c->mean.den == 2);
  ck_assert_int_eq(stars->levels[2].criteria[7].kind, CRITERION_EVIDENCE_MONTHS);
  ck_assert_int_eq(stars->levels[2].criteria[7].value, 12);
  /* every item of S has at least weight 2, so S lies within W2 */
  for (size_t i = 0; i < 108; i++) ck_assert(!stars->sets[0].member[i] || stars->sets[2].member[i]);
  close_shipped(&s);
}
END_TEST

START_TEST(each_segment_has_a_profile_and_strictest_covers_all) {
  struct shipped s = open_shipped();
  const struct profile *profiles[SEGMENT_COUNT];
  for (int i = 0; i < SEGMENT_COUNT; i++) {
    profiles[i] = read_profile(arena_printf(s.arena, "data/profiles/%s.yaml", SEGMENT_IDS[i]), s.framework, s.arena, s.diag);
    ck_assert_ptr_nonnull(profiles[i]);
    ck_assert_str_eq(profiles[i]->id, SEGMENT_IDS[i]);
    ck_assert_int_eq(profiles[i]->segment, i);
    for (size_t item = 0; item < 108; item++) {
      ck_assert_int_ge(profiles[i]->target[item], 2);
      ck_assert_ptr_nonnull(profiles[i]->reason[LANG_JA][item]);
      ck_assert_ptr_nonnull(profiles[i]->reason[LANG_EN][item]);
    }
    for (int other = 0; other < i; other++) {
      ck_assert_int_ne(memcmp(profiles[i]->target, profiles[other]->target, 108 * sizeof(int)), 0);
    }
  }
  const struct profile *strictest = profile_strictest(profiles, SEGMENT_COUNT, s.framework, s.arena);
  ck_assert_int_eq(strictest->segment, -1);
  for (size_t item = 0; item < 108; item++) {
    int most = 0;
    for (int i = 0; i < SEGMENT_COUNT; i++) most = profiles[i]->target[item] > most ? profiles[i]->target[item] : most;
    ck_assert_int_eq(strictest->target[item], most);
  }
  close_shipped(&s);
}
END_TEST

START_TEST(the_other_shipped_files_read) {
  struct shipped s = open_shipped();
  const struct policy *p = read_policy("data/policies/default.yaml", s.arena, s.diag);
  ck_assert_uint_eq(p->role_count, 3);
  ck_assert_int_eq(p->quorum, 3);
  ck_assert_str_eq(p->roles[2].id, "approved");
  ck_assert_ptr_nonnull(read_policy("data/policies/small.yaml", s.arena, s.diag));
  ck_assert_ptr_nonnull(read_template("templates/board.yaml", s.arena, s.diag));
  ck_assert_ptr_nonnull(read_template("templates/regulator.yaml", s.arena, s.diag));
  const struct font_files *fonts = read_fonts("fonts/fonts.yaml", s.arena, s.diag);
  ck_assert_uint_ge(fonts->family_count, 5);
  for (size_t i = 0; i < fonts->family_count; i++) ck_assert(fonts->families[i].regular.path && fonts->families[i].regular.package);
  for (int i = 0; i < FONT_FAMILY_FALLBACK_2; i++) ck_assert_ptr_nonnull(fonts->role[i]);
  ck_assert_str_eq(fonts->role[FONT_FAMILY_SANS]->name, "BIZ UDPGothic");
  ck_assert_str_eq(fonts->role[FONT_FAMILY_FALLBACK]->name, "IPAmj Mincho");
  struct theme_needs needs = {fonts, NULL};
  const struct theme *t = read_theme("templates/themes/default.yaml", &needs, s.arena, s.diag);
  ck_assert(t->accent.r == 0x1D && t->accent.g == 0x45 && t->accent.b == 0x73);
  ck_assert(t->cover_map && !t->mark_filled && !t->logo && !t->family[THEME_SANS].s);
  const struct strings *ja = read_strings("data/strings/ja.yaml", LANG_JA, s.arena, s.diag);
  const struct strings *en = read_strings("data/strings/en.yaml", LANG_EN, s.arena, s.diag);
  for (size_t i = 1; i < ja->count; i++) ck_assert_int_lt(strcmp(ja->entries[i - 1].key, ja->entries[i].key), 0);
  for (size_t i = 0; i < ja->count; i++) ck_assert_msg(strings_has(en, ja->entries[i].key), "en lacks %s", ja->entries[i].key);
  for (size_t i = 0; i < en->count; i++) ck_assert_msg(strings_has(ja, en->entries[i].key), "ja lacks %s", en->entries[i].key);
  close_shipped(&s);
}
END_TEST

/* ---- faults ---- */

#define NAME "name: {ja: 名, en: n}\n"
#define REASON "reason: {ja: 理, en: r}"
#define PROFILE "tenken: profile/1\nid: p\nversion: 1\n" NAME "default: {target: 2, " REASON "}\n"
#define ROLES "roles: [{id: a, name: {ja: 甲, en: a}}, {id: b, name: {ja: 乙, en: b}"
#define POLICY "tenken: policy/1\nid: p\nversion: 1\n" NAME
#define STARS "tenken: stars/1\nid: s\ndate: 2024-04-05\norigin: own\nna_ok: [F1.A-1]\nsets:\n  S: [F1.A-1, F2.A-2]\n"          \
              "set_names: {S: {ja: 組, en: set}}\nlevels:\n  - star: 3\n    method: self-declared\n    criteria:\n"
#define TEMPLATE "tenken: template/1\nname: t\ntitle: {ja: 題, en: t}\n"
#define THEME "tenken: theme/1\nname: t\n"
#define COLOURS "accent: \"#1D4573\"\ngap: \"#923B08\"\nseal: \"#C5301C\"\n"
#define FAMILY(name, more) "  - {name: " name ", regular: {file: /f, package: p}" more "}\n"
#define FONTS "tenken: fonts/1\nfamilies:\n" FAMILY("P", ", bold: {file: /b, package: p}") FAMILY("F", ", fixed_width: true") FAMILY("M", "")
#define PROFILE_OF_COLOURS "icc_profile: {file: x, package: y}\n"

enum kind { FRAMEWORK, PROFILE_KIND, POLICY_KIND, STARS_KIND, TEMPLATE_KIND, THEME_KIND, STRINGS_KIND, FONTS_KIND };
static const struct {
  enum kind kind;
  const char *text, *found;
} FAULTS[] = {
    {FRAMEWORK, "tenken: framework/1\nid: f\nname: F\nfunctions:\n  - {id: A, name: {ja: a, en: a}, categories: [{id: B.X, items: 1, name: {ja: x, en: x}}]}\n", "1:1 D101"},
    {FRAMEWORK, "tenken: framework/1\nid: f\nname: F\nfunctions: []\n", "4:12 F021"},
    {FRAMEWORK, "tenken: framework/1\nid: f\nname: F\nfunctions:\n  - {id: A, name: {ja: a}, categories: []}\n", "5:19 F004 5:40 F021"},
    {PROFILE_KIND, PROFILE, ""},
    {PROFILE_KIND, PROFILE "categories: {F1.Z: {target: 3, " REASON "}}\n", "6:14 F003"},
    {PROFILE_KIND, PROFILE "items: {F1.A-9: {target: 3, " REASON "}}\n", "6:9 A108"},
    {PROFILE_KIND, PROFILE "items: {F1.A-1: {target: 5, " REASON "}}\n", "6:26 F008"},
    {PROFILE_KIND, PROFILE "items: {F1.A-1: {target: 3}}\n", "6:9 F004"},
    {PROFILE_KIND, PROFILE "segment: wind\n", "6:10 F013"},
    {PROFILE_KIND, "tenken: profile/1\nid: p\nversion: 1\n" NAME, "1:1 F004"},
    {POLICY_KIND, POLICY ROLES "}]\nquorum: 2\n", ""},
    {POLICY_KIND, POLICY ROLES ", may_equal: a}]\nquorum: 1\n", ""},
    {POLICY_KIND, POLICY ROLES ", may_equal: c}]\nquorum: 1\n", "5:8 D103"},
    {POLICY_KIND, POLICY ROLES "}, {id: a, name: {ja: 甲, en: a}}]\nquorum: 1\n", "5:8 F020"},
    {POLICY_KIND, POLICY ROLES "}]\nquorum: 3\n", "5:8 D104"},
    {STARS_KIND, STARS "      - {id: 3-1, items: S, level_at_least: 2}\n", ""},
    {STARS_KIND, STARS "      - {id: 3-1, items: Q, level_at_least: 2}\n", "13:26 F013"},
    {STARS_KIND, STARS "      - {id: 3-1, items: S}\n", "13:9 D106"},
    {STARS_KIND, STARS "      - {id: 3-1, items: S, level_at_least: 2, na_at_most: 1}\n", "13:9 D106"},
    {STARS_KIND, STARS "      - {id: 3-1, level_at_least: 2}\n", "13:9 F004"},
    {STARS_KIND, STARS "      - {id: 3-1, each: function, mean_at_least: two}\n", "13:50 D105"},
    {STARS_KIND, STARS "      - {id: 3-1, items: S, each: function, mean_at_least: \"2.5\"}\n", "13:9 D107"},
    {STARS_KIND, STARS "      - {id: 3-1, mean_at_least: \"2.5\"}\n", "13:9 F004"},
    {TEMPLATE_KIND, TEMPLATE "sections: [{kind: letter-head}, {kind: top-gaps, count: 5}]\n", ""},
    {TEMPLATE_KIND, TEMPLATE "sections: [{kind: leter-head}]\n", "4:19 F013"},
    {TEMPLATE_KIND, TEMPLATE "sections: []\n", "4:11 F021"},
    {TEMPLATE_KIND, TEMPLATE "sections: [{kind: letter-head, count: 5}]\n", "4:39 T103"},
    {TEMPLATE_KIND, TEMPLATE "sections: [{kind: top-gaps, count: 0}]\n", "4:36 F008"},
    {TEMPLATE_KIND, TEMPLATE "sections: [{kind: text}]\n", "4:12 F004"},
    {TEMPLATE_KIND, TEMPLATE "sections: [{kind: text, body: {ja: \"{{a b}}\", en: x}}]\n", "4:36 T102"},
    {TEMPLATE_KIND, TEMPLATE "sections: [{kind: text, body: {ja: \"{{a\", en: \"b}}\"}}]\n", "4:36 T102 4:47 T102"},
    {TEMPLATE_KIND, TEMPLATE "sections: [{kind: radar, axes: both}]\n", "4:32 F013"},
    {TEMPLATE_KIND, TEMPLATE "sections: [{kind: radar, series: [now, now]}]\n", "4:40 F020"},
    {TEMPLATE_KIND, TEMPLATE "colour: red\nsections: [{kind: stars}]\n", "4:1 F003"},
    {TEMPLATE_KIND, TEMPLATE "page: {size: A5}\nsections: [{kind: stars}]\n", "4:14 F013"},
    {TEMPLATE_KIND, TEMPLATE "attach: [answer]\nsections: [{kind: stars}]\n", "4:10 F013"},
    {THEME_KIND, THEME "accent: \"#1D4573\"\ngap: \"#923B08\"\nseal: \"#C5301C\"\n", ""},
    {THEME_KIND, THEME "accent: \"#1D457\"\ngap: red\nseal: \"#C5301G\"\n", "3:9 T101 4:6 T101 5:7 T101"},
    {THEME_KIND, THEME COLOURS "colour: x\n", "6:1 F003"},
    {THEME_KIND, THEME COLOURS "cover: {figure: radar}\n", "6:17 F013"},
    {THEME_KIND, THEME COLOURS "cover: {picture: map}\n", "6:9 F003"},
    {THEME_KIND, THEME COLOURS "confidentiality: {style: filled}\ncover: {figure: none}\n", ""},
    {THEME_KIND, THEME COLOURS "confidentiality: {style: red}\n", "6:26 F013"},
    /* #777777 has 4.48:1, #767676 has 4.54:1: the greys on either side of the line */
    {THEME_KIND, THEME "accent: \"#767676\"\ngap: \"#923B08\"\nseal: \"#C5301C\"\n", ""},
    {THEME_KIND, THEME "accent: \"#777777\"\ngap: \"#777777\"\nseal: \"#777777\"\n", "3:9 T104 4:6 T104 5:7 T104"},
    {THEME_KIND, THEME "accent: \"#FFFFFF\"\ngap: \"#923B08\"\nseal: \"#C5301C\"\n", "3:9 T104"},
    /* hues 0 and 60, 0 and 59.5; 330 and 29 round the circle; two greys */
    {THEME_KIND, THEME "accent: \"#800000\"\ngap: \"#606000\"\nseal: \"#C5301C\"\n", ""},
    {THEME_KIND, THEME "accent: \"#800000\"\ngap: \"#605F00\"\nseal: \"#C5301C\"\n", "4:6 T105"},
    {THEME_KIND, THEME "accent: \"#800040\"\ngap: \"#804000\"\nseal: \"#C5301C\"\n", ""},
    {THEME_KIND, THEME "accent: \"#800040\"\ngap: \"#803E00\"\nseal: \"#C5301C\"\n", "4:6 T105"},
    {THEME_KIND, THEME "accent: \"#333343\"\ngap: \"#333344\"\nseal: \"#C5301C\"\n", ""},
    {THEME_KIND, THEME "accent: \"#333344\"\ngap: \"#333344\"\nseal: \"#C5301C\"\n", "4:6 T105"},
    {THEME_KIND, THEME COLOURS "fonts: {sans: P, serif: M, mono: F}\n", ""},
    {THEME_KIND, THEME COLOURS "fonts: {sans: M, mono: P}\n", "6:15 T106 6:24 T107"},
    {THEME_KIND, THEME COLOURS "fonts: {sans: Q, serif: M2, bold: F}\n", "6:15 F013 6:25 F013 6:29 F003"},
    {STRINGS_KIND, "tenken: strings/1\na: {b: x}\na.b: y\n", "1:1 Y016"},
    {STRINGS_KIND, "tenken: strings/1\na: {b: [x]}\n", "2:8 F005"},
    {FONTS_KIND, FONTS "roles: {sans: P, serif: M, mono: F, fallback: M}\n" PROFILE_OF_COLOURS, ""},
    {FONTS_KIND, FONTS "roles: {sans: P}\n" PROFILE_OF_COLOURS, "6:8 F004 6:8 F004 6:8 F004"},
    {FONTS_KIND, FONTS "roles: {sans: M, serif: N, mono: P, fallback: M}\n" PROFILE_OF_COLOURS, "6:15 T106 6:25 F013 6:34 T107"},
    {FONTS_KIND, "tenken: fonts/1\nfamilies: []\nroles: {}\n", "1:1 F004 2:11 F021 3:8 F004 3:8 F004 3:8 F004 3:8 F004"},
};

static const void *read_kind(struct read_helper *h, enum kind kind) {
  static struct guide_item items[7];
  static struct guide guide = {.id = "g", .items = items};
  static struct font_family families[] = {{"P", false, {"/f", "p"}, {"/b", "p"}},
                                          {"F", true, {"/f", "p"}, {NULL, NULL}},
                                          {"M", false, {"/f", "p"}, {NULL, NULL}}};
  static const struct font_files fonts = {.families = families, .family_count = 3};
  const struct framework *f = read_helper_framework();
  switch (kind) {
  case FRAMEWORK: return read_framework(h->path, h->arena, h->diag);
  case PROFILE_KIND: return read_profile(h->path, f, h->arena, h->diag);
  case POLICY_KIND: return read_policy(h->path, h->arena, h->diag);
  case STARS_KIND: return read_stars(h->path, f, &guide, h->arena, h->diag);
  case TEMPLATE_KIND: return read_template(h->path, h->arena, h->diag);
  case THEME_KIND: return read_theme(h->path, &(struct theme_needs){&fonts, NULL}, h->arena, h->diag);
  case STRINGS_KIND: return read_strings(h->path, LANG_JA, h->arena, h->diag);
  case FONTS_KIND: return read_fonts(h->path, h->arena, h->diag);
  }
  return NULL;
}

START_TEST(faults_of_data_files) {
  struct read_helper h = read_helper_text(FAULTS[_i].text);
  const void *result = read_kind(&h, FAULTS[_i].kind);
  const char *found = read_helper_found(&h);
  ck_assert_msg(strcmp(found, FAULTS[_i].found) == 0, "found %s, wanted %s\n%s", found, FAULTS[_i].found,
                read_helper_printed(&h));
  ck_assert_int_eq(result != NULL, FAULTS[_i].found[0] == '\0');
  read_helper_free(&h);
}
END_TEST

START_TEST(the_narrowest_target_holds) {
  struct read_helper h = read_helper_text(PROFILE "categories: {F1.A: {target: 3, reason: {ja: 類, en: c}}}\n"
                                                  "items: {F1.A-2: {target: 4, reason: {ja: 項, en: i}}}\n");
  const struct profile *p = read_profile(h.path, read_helper_framework(), h.arena, h.diag);
  static const int TARGETS[] = {3, 4, 3, 2, 2, 2, 2};
  for (int i = 0; i < 7; i++) ck_assert_int_eq(p->target[i], TARGETS[i]);
  ck_assert_str_eq(p->reason[LANG_JA][0], "類");
  ck_assert_str_eq(p->reason[LANG_EN][1], "i");
  ck_assert_str_eq(p->reason[LANG_JA][6], "理");
  read_helper_free(&h);
}
END_TEST

Suite *settings_suite(void) {
  Suite *s = suite_create("settings");
  TCase *c = tcase_create("settings");
  tcase_add_test(c, the_framework_has_5_23_108);
  tcase_add_test(c, the_scale_is_that_of_the_mock_up);
  tcase_add_test(c, the_star_profile_is_as_stated);
  tcase_add_test(c, each_segment_has_a_profile_and_strictest_covers_all);
  tcase_add_test(c, the_other_shipped_files_read);
  tcase_add_loop_test(c, faults_of_data_files, 0, (int)(sizeof FAULTS / sizeof *FAULTS));
  tcase_add_test(c, the_narrowest_target_holds);
  suite_add_tcase(s, c);
  return s;
}

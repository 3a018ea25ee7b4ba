/* compose_world.c - see compose_world.h. */
#include "compose_world.h"

#include "suites.h"

#include <string.h>

static const char *const IDS[WORLD_ITEMS] = {"AA.AA-1", "AA.AA-2", "AA.BB-1", "BB.CC-1", "BB.CC-2", "BB.CC-3"};
static const size_t CATEGORY[WORLD_ITEMS] = {0, 0, 1, 2, 2, 2};

static void make_framework(struct compose_world *w) {
  struct framework *f = &w->framework;
  *f = (struct framework){
      .id = "test", .name = "TEST 1", .function_count = 2, .category_count = 3, .item_count = WORLD_ITEMS};
  f->functions = arena_array(w->arena, 2, sizeof *f->functions);
  f->categories = arena_array(w->arena, 3, sizeof *f->categories);
  f->items = arena_array(w->arena, WORLD_ITEMS, sizeof *f->items);
  f->functions[0] = (struct framework_function){"AA", {"機能甲", "Alpha"}, 0, 2, 0, 3};
  f->functions[1] = (struct framework_function){"BB", {"機能乙", "Beta"}, 2, 1, 3, 3};
  f->categories[0] = (struct framework_category){"AA.AA", {"区分一", "One"}, 0, 0, 2};
  f->categories[1] = (struct framework_category){"AA.BB", {"区分二", "Two"}, 0, 2, 1};
  f->categories[2] = (struct framework_category){"BB.CC", {"区分三", "Three"}, 1, 3, 3};
  for (size_t i = 0; i < WORLD_ITEMS; i++)
    f->items[i] = (struct framework_item){IDS[i], CATEGORY[i], i < 3 ? 0 : 1};
}

static void make_guide(struct compose_world *w) {
  struct guide *g = &w->guide;
  *g = (struct guide){.id = "test-guide", .version = "7", .date = "2026-04-01"};
  g->items = arena_array(w->arena, WORLD_ITEMS, sizeof *g->items);
  for (size_t i = 0; i < WORLD_ITEMS; i++) {
    g->items[i].weight = 1;
    g->items[i].impact[IMPACT_SUPPLY] = true;
    for (size_t l = 0; l < LANG_COUNT; l++) {
      struct guide_text *t = &g->items[i].text[l];
      t->topic = arena_printf(w->arena, "topic%zu", i);
      t->check_plain = arena_printf(w->arena, "check%zu", i);
      t->risk_if = arena_printf(w->arena, "If zero%zu,", i);
      t->risk_then = arena_printf(w->arena, "harm%zu may follow.", i);
      for (int level = 0; level < 4; level++)
        t->improve[level] = arena_printf(w->arena, "step%zu-%d", i, level);
    }
  }
}

static void make_settings(struct compose_world *w) {
  w->scale = (struct scale){.id = "default", .version = "1", .averaging = AVERAGE_ITEMS};
  for (int l = 0; l < LANG_COUNT; l++) {
    for (int level = 0; level <= LEVEL_MAX; level++)
      w->scale.name[level][l] = w->scale.definition[level][l] = arena_printf(w->arena, "name%d", level);
    w->scale.na_name[l] = w->scale.na_definition[l] = "na-name";
    w->scale.unanswered_name[l] = w->scale.unanswered_definition[l] = "open-name";
  }
  w->profile = (struct profile){.id = "generation", .version = "1", .name = {"発電事業者", "generation company"}};
  w->profile.target = arena_array(w->arena, WORLD_ITEMS, sizeof *w->profile.target);
  for (size_t i = 0; i < WORLD_ITEMS; i++)
    w->profile.target[i] = 3;
  w->policy = (struct policy){.id = "default", .version = "1", .role_count = 2, .quorum = 2};
  w->policy.roles[0] = (struct policy_role){.id = "prepared", .name = {"作成", "Prepared"}};
  w->policy.roles[1] = (struct policy_role){.id = "approved", .name = {"承認", "Approved"}};
}

static void make_stars(struct compose_world *w) {
  struct stars *s = &w->stars;
  *s = (struct stars){.id = "own-1", .date = 20240405, .level_count = 2, .set_count = 1};
  s->na_ok = arena_array(w->arena, WORLD_ITEMS, sizeof(bool));
  s->sets = arena_array(w->arena, 1, sizeof *s->sets);
  s->sets[0] = (struct item_set){.id = "all", .name = {"全項目", "all items"}, .size = WORLD_ITEMS};
  s->sets[0].member = arena_array(w->arena, WORLD_ITEMS, sizeof(bool));
  memset(s->sets[0].member, true, WORLD_ITEMS * sizeof(bool));
  s->levels[0] = (struct star_level){.star = 3, .criterion_count = 1};
  s->levels[0].criteria[0] =
      (struct criterion){.id = "3-1", .kind = CRITERION_LEVEL_AT_LEAST, .set = s->sets, .value = 2};
  s->levels[1] = (struct star_level){.star = 4, .third_party = true, .criterion_count = 1};
  s->levels[1].criteria[0] = (struct criterion){.id = "4-1", .kind = CRITERION_STAR_MET, .value = 3};
}

void world_levels(struct compose_world *w, struct answers *answers, const int levels[WORLD_ITEMS]) {
  answers->items = arena_array(w->arena, WORLD_ITEMS, sizeof *answers->items);
  for (size_t i = 0; i < WORLD_ITEMS; i++) {
    struct answer *a = &answers->items[i];
    a->status = levels[i] >= 0 ? ANSWER_LEVEL : levels[i] == NOT_APPLICABLE ? ANSWER_NA : ANSWER_UNANSWERED;
    a->level = levels[i] < 0 ? 0 : levels[i];
    if (a->status == ANSWER_NA) a->reason.s = arena_printf(w->arena, "reason%zu", i);
  }
}

struct compose_world *world_make(const int levels[WORLD_ITEMS], const int *last) {
  struct arena *arena = arena_new();
  struct compose_world *w = arena_alloc(arena, sizeof *w);
  w->arena = arena;
  w->diag = diag_new();
  make_framework(w);
  make_guide(w);
  make_settings(w);
  make_stars(w);
  w->answers =
      (struct answers){.path = "/somewhere/answers.yaml", .as_of = 20261031, .issued = 20261110, .revision = 2};
  w->answers.org_id.s = "org";
  w->answers.org_name.s = "試験電力";
  w->answers.org_name_en.s = "Test Power";
  w->answers.scope.s = "試験の範囲";
  w->answers.assessment_id.s = "2026";
  w->answers.segment[SEGMENT_GENERATION] = true;
  world_levels(w, &w->answers, levels);
  w->input = (struct input){.framework = &w->framework,
                            .guide = &w->guide,
                            .scale = &w->scale,
                            .profile = &w->profile,
                            .policy = &w->policy,
                            .stars = &w->stars,
                            .answers = &w->answers,
                            .digest = "sha256:00ff"};
  if (last) {
    w->previous = w->answers;
    w->previous.as_of = 20251031;
    world_levels(w, &w->previous, last);
    w->input.previous = &w->previous;
  }
  return w;
}

void world_template(struct compose_world *w, const char *path) {
  w->template = read_template(path, w->arena, w->diag);
  ck_assert_msg(w->template != NULL, "cannot read %s", path);
}

struct compose world_state(struct compose_world *w, enum language language) {
  score_run(&w->input, w->arena, &w->scores);
  const char *path = language == LANG_JA ? "data/strings/ja.yaml" : "data/strings/en.yaml";
  w->in = (struct compose_in){.scores = &w->scores,
                              .template = w->template,
                              .theme = &w->theme,
                              .strings = read_strings(path, language, w->arena, w->diag),
                              .program_version = "0"};
  ck_assert_msg(w->in.strings != NULL, "cannot read %s", path);
  struct compose c = {.in = &w->in,
                      .scores = &w->scores,
                      .input = &w->input,
                      .answers = &w->answers,
                      .framework = &w->framework,
                      .guide = &w->guide,
                      .template = w->template,
                      .language = language,
                      .arena = w->arena,
                      .diag = w->diag,
                      .content = &w->content};
  for (size_t i = 0; i < 2; i++)
    c.lacks[i] = arena_array(w->arena, WORLD_ITEMS, sizeof(bool));
  return c;
}

bool world_compose(struct compose_world *w, enum language language) {
  world_state(w, language);
  buf_clear(&w->dump);
  if (!compose_run(&w->in, w->arena, w->diag, &w->content)) return false;
  compose_dump(&w->content, &w->dump);
  return true;
}

bool world_says(const struct compose_world *w, const char *text) {
  return strstr(w->dump.data, text) != NULL;
}

void world_drop(struct compose_world *w) {
  buf_free(&w->dump);
  diag_free(w->diag);
  arena_free(w->arena);
}

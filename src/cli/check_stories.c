/* check_stories.c - stitches the narratives of many answer sets as a report would, for each segment and language.
 *
 * First each item leads its category once from each low level, with all others just below target: that makes the
 * longest paragraphs. Then sets from a fixed sequence, so that a pack is judged alike on every machine: some have all
 * levels, some only low ones, some many items unanswered or not applicable. A category with official wording is left
 * out: that is printed whole, however long. Each category, and each item, is reported once per language. */
#include "cli/check_stories.h"

#include "base/utf8.h"
#include "compose/compose.h"
#include "score/score.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum {
  LEAD_LEVELS = 2, /* an item leads from level 0, then 1 */
  RANDOM_SETS = 110
};

struct stories {
  struct library *library;
  const struct pack *pack;
  bool is_strict;
  struct diag *diag;
  bool *was_long[LANG_COUNT];    /* per category */
  bool *was_unnamed[LANG_COUNT]; /* per item */
};

static uint32_t next(uint64_t *state) {
  *state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
  return (uint32_t)(*state >> 33);
}

/* 0-4: levels; 5: unanswered; 6: not applicable. */
static void fill(struct answer *items, size_t count, size_t set, uint64_t *state) {
  static const char *const moods[] = {"01234", "0", "1", "2", "01", "12", "0123", "01256", "0015", "23", "1123"};
  const char *mood = moods[set / SEGMENT_COUNT % (sizeof moods / sizeof *moods)];
  for (size_t i = 0; i < count; i++) {
    int value = mood[next(state) % strlen(mood)] - '0';
    items[i].status = value == 5 ? ANSWER_UNANSWERED : value == 6 ? ANSWER_NA : ANSWER_LEVEL;
    items[i].level = value < 5 ? value : 0;
  }
}

/* The item at `rank` of every category leads; the others have a gap of one, or none at a target of 0. */
static void lead(const struct stories *s, const struct profile *profile, struct answer *items, size_t rank, int level) {
  const struct framework *framework = s->library->framework;
  for (size_t i = 0; i < framework->item_count; i++) {
    bool leads = i - framework->categories[framework->items[i].category].first_item == rank;
    int below = profile->target[i] > 0 ? profile->target[i] - 1 : 0;
    items[i].status = ANSWER_LEVEL;
    items[i].level = leads ? level : below;
  }
}

static size_t longest_category(const struct framework *framework) {
  size_t most = 0;
  for (size_t k = 0; k < framework->category_count; k++)
    if (framework->categories[k].item_count > most) most = framework->categories[k].item_count;
  return most;
}

static struct span place_of(const struct stories *s, enum language language, size_t item) {
  const struct pack_item *found = pack_find_item(s->pack, s->library->framework, language, item);
  return found ? found->key : s->pack->id.at;
}

static void report(const struct stories *s, enum diag_code code, struct span at, const char *a, const char *b,
                   const char *c) {
  diag_add(s->diag, code, at, a, b, c);
  if (!s->is_strict) diag_soften(s->diag);
}

/* Behind a connective an English clause begins with a small letter, so the first letter is not compared. */
static bool names(const char *story, const char *words) {
  return words && words[0] && strstr(story, isalpha((unsigned char)words[0]) ? words + 1 : words);
}

static void check_names(const struct stories *s, const struct scores *scores, enum language language, size_t category,
                        const char *story) {
  const struct framework_category *k = &s->library->framework->categories[category];
  for (size_t i = k->first_item; i < k->first_item + k->item_count; i++) {
    const struct guide_text *t = &s->pack->guide->items[i].text[language];
    const char *id = s->library->framework->items[i].id;
    if (scores->items[i].status != ANSWER_LEVEL || scores->items[i].gap <= 0 || s->was_unnamed[language][i]) continue;
    if (names(story, t->topic) || names(story, t->risk_if) || names(story, id)) continue;
    s->was_unnamed[language][i] = true;
    report(s, DIAG_G242, place_of(s, language, i), id, k->id, NULL);
  }
}

static bool has_official(const struct stories *s, enum language language, size_t category) {
  const struct framework_category *k = &s->library->framework->categories[category];
  for (size_t i = k->first_item; i < k->first_item + k->item_count; i++)
    if (s->pack->guide->items[i].text[language].risk_text) return true;
  return false;
}

static void check_story(const struct stories *s, const struct scores *scores, enum language language, size_t category,
                        struct arena *arena) {
  const struct framework_category *k = &s->library->framework->categories[category];
  const struct strings *strings = s->library->strings[language];
  const char *story = compose_narrative(scores, strings, category, arena);
  const char *limit = strings_get(strings, "narrative.limit");
  size_t length = story ? utf8_length(story) : 0;
  if (!story) return;
  if (length > strtoul(limit, NULL, 10) && !s->was_long[language][category]) {
    s->was_long[language][category] = true;
    report(s, DIAG_G241, place_of(s, language, k->first_item), k->id, arena_printf(arena, "%zu", length), limit);
  }
  check_names(s, scores, language, category, story);
}

static bool check_set(const struct stories *s, size_t set, size_t leading, uint64_t *state, struct arena *arena) {
  static const struct stars none = {0};
  const char *segment = SEGMENT_IDS[set % SEGMENT_COUNT];
  const struct framework *framework = s->library->framework;
  struct answers answers = {.items = arena_array(arena, framework->item_count, sizeof *answers.items)};
  struct input input = {.framework = framework, .guide = s->pack->guide, .stars = &none, .answers = &answers};
  struct scores scores;
  input.profile = library_profile(s->library, s->diag, (struct text){segment, NO_SPAN});
  input.scale = library_scale(s->library, s->diag, (struct text){"default", NO_SPAN});
  if (!input.profile || !input.scale) return false;
  size_t turn = set / SEGMENT_COUNT;
  if (set < leading)
    lead(s, input.profile, answers.items, turn / LEAD_LEVELS, (int)(turn % LEAD_LEVELS));
  else
    fill(answers.items, framework->item_count, set, state);
  score_run(&input, arena, &scores);
  for (int language = 0; language < LANG_COUNT; language++)
    for (size_t category = 0; category < framework->category_count; category++)
      if (!has_official(s, (enum language)language, category))
        check_story(s, &scores, (enum language)language, category, arena);
  return true;
}

void check_stories(struct library *library, const struct pack *pack, bool is_strict, struct diag *diag) {
  struct stories s = {.library = library, .pack = pack, .is_strict = is_strict, .diag = diag};
  uint64_t state = 20240426;
  if (!pack->guide->items) return;
  struct arena *arena = arena_new();
  for (int language = 0; language < LANG_COUNT; language++) {
    s.was_long[language] = arena_array(library->arena, library->framework->category_count, sizeof(bool));
    s.was_unnamed[language] = arena_array(library->arena, library->framework->item_count, sizeof(bool));
  }
  size_t leading = longest_category(library->framework) * LEAD_LEVELS * SEGMENT_COUNT;
  for (size_t set = 0; set < leading + RANDOM_SETS && check_set(&s, set, leading, &state, arena); set++)
    arena_reset(arena);
  arena_free(arena);
}

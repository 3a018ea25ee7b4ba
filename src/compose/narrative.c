/* narrative.c - from sentences to one paragraph per category (GUIDE-STYLE 8).
 *
 * Items below target are ordered by gap x weight; those with the same merge key, or the very same consequence, share a
 * sentence. Each sentence is a clause for the item's level and the guide's consequence; at most three are told in full,
 * fewer if the paragraph grows too long, and the rest is named by topic: every item stands in it exactly once. An
 * official sentence (risk.text) is printed as it is, alone, and is never among the rest. An item for which the guide
 * has no text goes to the rest and is remembered in `lacks`. */
#include "base/buf.h"
#include "base/utf8.h"
#include "compose/parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { TOLD_MAX = 3 };

struct group { /* items told in one sentence; the first one's texts lead */
  size_t *items;
  size_t count;
};
struct story {
  struct compose *c;
  size_t category;
  size_t *items; /* below target, by priority */
  size_t item_count;
  struct group *groups;
  size_t group_count;
};

static const struct guide_text *text_of(const struct compose *c, size_t item) {
  return &c->guide->items[item].text[c->language];
}

const char *narrative_consequence(const struct compose *c, size_t item) {
  long segment = c->input->profile->segment;
  const struct guide_text *t = text_of(c, item);
  if (segment >= 0 && segment < SEGMENT_COUNT && is_text(t->risk_segment[segment])) return t->risk_segment[segment];
  return t->risk_then;
}

/* What the printed consequence says would be felt: a segment's own sentence has its own impacts. */
const bool *narrative_impacts(const struct compose *c, size_t item) {
  long segment = c->input->profile->segment;
  const struct guide_item *facts = &c->guide->items[item];
  bool is_own = narrative_consequence(c, item) != text_of(c, item)->risk_then && !is_text(text_of(c, item)->risk_text);
  for (size_t k = 0; is_own && k < IMPACT_COUNT; k++)
    if (facts->segment_impact[segment][k]) return facts->segment_impact[segment];
  return facts->impact;
}

static bool can_tell(const struct compose *c, size_t item) {
  const struct guide_text *t = text_of(c, item);
  if (is_text(t->risk_text)) return true;
  bool clause = c->scores->items[item].level > 0 ? is_text(t->topic) : is_text(t->risk_if);
  return clause && is_text(narrative_consequence(c, item));
}

static void order_items(struct story *s) {
  const struct framework_category *k = &s->c->framework->categories[s->category];
  s->items = arena_array(s->c->arena, k->item_count, sizeof *s->items);
  for (size_t i = k->first_item; i < k->first_item + k->item_count; i++) {
    const struct item_score *score = &s->c->scores->items[i];
    if (score->status != ANSWER_LEVEL || score->gap <= 0) continue;
    size_t at = s->item_count++;
    for (; at > 0 && s->c->scores->items[s->items[at - 1]].priority < score->priority; at--)
      s->items[at] = s->items[at - 1];
    s->items[at] = i;
  }
}

static bool belong_together(const struct compose *c, size_t a, size_t b) {
  const char *ma = c->guide->items[a].merge, *mb = c->guide->items[b].merge;
  if (!can_tell(c, a) || !can_tell(c, b) || is_text(text_of(c, a)->risk_text) || is_text(text_of(c, b)->risk_text))
    return false;
  if (is_text(ma) && is_text(mb) && !strcmp(ma, mb)) return true;
  return !strcmp(narrative_consequence(c, a), narrative_consequence(c, b));
}

static void group_items(struct story *s) {
  s->groups = arena_array(s->c->arena, s->item_count, sizeof *s->groups);
  for (size_t i = 0; i < s->item_count; i++) {
    size_t g = 0;
    while (g < s->group_count && !belong_together(s->c, s->groups[g].items[0], s->items[i]))
      g++;
    if (g == s->group_count) {
      s->groups[g].items = arena_array(s->c->arena, s->item_count, sizeof *s->items);
      s->group_count++;
    }
    s->groups[g].items[s->groups[g].count++] = s->items[i];
  }
}

static const char *topics(struct story *s, const size_t *items, size_t count) {
  const char **names = arena_array(s->c->arena, count ? count : 1, sizeof *names);
  for (size_t i = 0; i < count; i++)
    names[i] = item_topic(s->c, items[i]);
  return join_texts(s->c, names, count, say(s->c, "narrative.between"), say(s->c, "narrative.last"));
}

static const char *clause(struct compose *c, const char *key, const char *topic) {
  return say(c, key, "t", topic);
}

enum { CLAUSE_MERGED = 9, CLAUSE_NONE = -1 };

static const char *clause_for(struct story *s, const struct group *g, int *last) {
  struct compose *c = s->c;
  int key = g->count > 1 ? CLAUSE_MERGED : c->scores->items[g->items[0]].level;
  const char *topic = topics(s, g->items, g->count);
  const char *words;
  if (key == 0)
    words = text_of(c, g->items[0])->risk_if;
  else if (key == *last)
    words = clause(c, "narrative.again", topic);
  else if (key == CLAUSE_MERGED)
    words = clause(c, "narrative.merged", topic);
  else
    words = clause(c, arena_printf(c->arena, "narrative.level.%d", key), topic);
  *last = key;
  return words;
}

static void put_sentence(struct story *s, struct buf *out, const struct group *g, size_t n, int *last) {
  struct compose *c = s->c;
  if (is_text(text_of(c, g->items[0])->risk_text)) {
    buf_puts(out, say(c, "narrative.gap"));
    buf_puts(out, text_of(c, g->items[0])->risk_text);
    *last = CLAUSE_NONE;
    return;
  }
  char *words = arena_strdup(c->arena, clause_for(s, g, last));
  if (n > 0 && c->language == LANG_EN) words[0] = (char)tolower((unsigned char)words[0]);
  buf_puts(out, say(c, "narrative.gap"));
  if (n > 0) buf_puts(out, say(c, n == 1 ? "narrative.second" : "narrative.third"));
  buf_puts(out, words);
  buf_puts(out, say(c, "narrative.gap"));
  buf_puts(out, narrative_consequence(c, g->items[0]));
}

/* The two or three impacts that weigh most in the sentences that were told, in their fixed order. A sentence told for
 * several items names the impacts of the one whose words it uses, and weighs as all of them. */
static const char *impacts(struct story *s, const bool *told) {
  struct compose *c = s->c;
  long weight[IMPACT_COUNT] = {0};
  for (size_t g = 0; g < s->group_count; g++) {
    const bool *named = narrative_impacts(c, s->groups[g].items[0]);
    for (size_t i = 0; told[g] && i < s->groups[g].count; i++)
      for (size_t k = 0; k < IMPACT_COUNT; k++)
        if (named[k] && !c->input->profile->without[k]) weight[k] += c->scores->items[s->groups[g].items[i]].priority;
  }
  bool chosen[IMPACT_COUNT] = {false};
  for (int n = 0; n < TOLD_MAX; n++) {
    size_t best = IMPACT_COUNT;
    for (size_t k = 0; k < IMPACT_COUNT; k++)
      if (weight[k] > 0 && !chosen[k] && (best == IMPACT_COUNT || weight[k] > weight[best])) best = k;
    if (best < IMPACT_COUNT) chosen[best] = true;
  }
  const char *names[IMPACT_COUNT];
  size_t count = 0;
  for (size_t k = 0; k < IMPACT_COUNT; k++)
    if (chosen[k]) names[count++] = say(c, arena_printf(c->arena, "narrative.impact.%s", IMPACT_IDS[k]));
  return join_texts(c, names, count, say(c, "narrative.impact-between"), say(c, "narrative.impact-last"));
}

static void put_rest(struct story *s, struct buf *out, const bool *told) {
  size_t *rest = arena_array(s->c->arena, s->item_count, sizeof *rest), count = 0;
  for (size_t g = 0; g < s->group_count; g++)
    for (size_t i = 0; !told[g] && i < s->groups[g].count; i++)
      rest[count++] = s->groups[g].items[i];
  if (!count) return;
  buf_puts(out, say(s->c, "narrative.gap"));
  buf_puts(out, say(s->c, "narrative.rest", "t", topics(s, rest, count)));
}

static void put_lead(struct story *s, struct buf *out) {
  struct compose *c = s->c;
  const struct group_score *g = &c->scores->categories[s->category];
  const char *name = category_name(c, s->category), *id = c->framework->categories[s->category].id;
  bool is_all = g->below_target == g->applicable;
  if (is_all && g->applicable == 2)
    buf_puts(out, say(c, "narrative.lead-both", "name", name, "cat", id));
  else
    buf_puts(out, say_count(c, g->below_target, is_all ? "narrative.lead-all" : "narrative.lead", "name", name, "cat",
                            id, "all", number_text(c, g->applicable)));
}

static const char *assemble(struct story *s, size_t most) {
  struct compose *c = s->c;
  struct buf out = {0};
  bool *told = arena_array(c->arena, s->group_count, sizeof *told), any = false;
  size_t n = 0;
  int last = CLAUSE_NONE;
  put_lead(s, &out);
  for (size_t g = 0; g < s->group_count; g++) {
    bool official = is_text(text_of(c, s->groups[g].items[0])->risk_text);
    told[g] = can_tell(c, s->groups[g].items[0]) && (official || n < most);
    if (!told[g]) continue;
    put_sentence(s, &out, &s->groups[g], n < TOLD_MAX ? n : TOLD_MAX - 1, &last);
    n++;
    any = true;
  }
  put_rest(s, &out, told);
  const char *words = any ? impacts(s, told) : "";
  if (is_text(words)) {
    buf_puts(&out, say(c, "narrative.gap"));
    buf_puts(&out, say(c, "narrative.close", "i", words));
  }
  long open = c->scores->categories[s->category].unanswered;
  if (open) {
    buf_puts(&out, say(c, "narrative.gap"));
    buf_puts(&out, say_count(c, open, "narrative.unanswered"));
  }
  const char *text = arena_strndup(c->arena, out.data, out.size);
  buf_free(&out);
  return text;
}

const char *narrative_text(struct compose *c, size_t category) {
  struct story s = {.c = c, .category = category};
  order_items(&s);
  if (!s.item_count) return NULL;
  group_items(&s);
  for (size_t i = 0; i < s.item_count; i++)
    if (!can_tell(c, s.items[i])) c->lacks[0][s.items[i]] = true;
  size_t limit = (size_t)strtol(say(c, "narrative.limit"), NULL, 10);
  const char *text = NULL;
  for (size_t most = TOLD_MAX; most >= 1; most--) {
    text = assemble(&s, most);
    if (utf8_length(text) <= limit) break;
  }
  return text;
}

const char *narrative_item(struct compose *c, size_t item) {
  if (!can_tell(c, item)) {
    c->lacks[0][item] = true;
    return NULL;
  }
  if (is_text(text_of(c, item)->risk_text)) return text_of(c, item)->risk_text;
  struct story s = {.c = c, .category = c->framework->items[item].category};
  struct group g = {&item, 1};
  int last = CLAUSE_NONE;
  const char *words = clause_for(&s, &g, &last);
  return arena_printf(c->arena, "%s%s%s", words, say(c, "narrative.gap"), narrative_consequence(c, item));
}

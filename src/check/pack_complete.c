/* pack_complete.c - is everything there, in both languages, for every item, in the framework's order? These findings
 * are errors for every pack, whatever standard it follows. */
#include "check/pack.h"

#include <stdlib.h>
#include <string.h>

static const char *id_of(const struct pack_check *c, size_t item) {
  return c->framework->items[item].id;
}

/* ---- ids ---- */

struct listed { /* the items of one file: what should be there, and what is */
  size_t first, count;
  const size_t *items;
  const struct span *keys;
  size_t found;
  struct span at; /* of the list, when nothing else can be pointed at */
};

static void report_missing(const struct pack_check *c, const struct listed *l, size_t item) {
  size_t next = l->found; /* the first entry that comes later in the framework */
  for (size_t i = 0; i < l->found; i++)
    if (l->items[i] > item && l->items[i] < l->first + l->count && (next == l->found || l->items[i] < l->items[next]))
      next = i;
  if (next < l->found)
    diag_add(c->diag, DIAG_G202, l->keys[next], id_of(c, item), id_of(c, l->items[next]));
  else
    diag_add(c->diag, DIAG_G203, l->found ? l->keys[l->found - 1] : l->at, id_of(c, item));
}

static void check_ids(const struct pack_check *c, const struct listed *l) {
  bool *has = arena_array(c->arena, c->framework->item_count, sizeof *has);
  for (size_t i = 0; i < l->found; i++) {
    has[l->items[i]] = true;
    if (i > 0 && l->items[i] < l->items[i - 1])
      diag_add(c->diag, DIAG_G204, l->keys[i], id_of(c, l->items[i]), id_of(c, l->items[i - 1]));
  }
  for (size_t item = l->first; item < l->first + l->count; item++)
    if (!has[item]) report_missing(c, l, item);
}

static void check_fact_ids(const struct pack_check *c) {
  const struct pack *pack = c->pack;
  size_t *items = arena_array(c->arena, pack->fact_count, sizeof *items);
  struct span *keys = arena_array(c->arena, pack->fact_count, sizeof *keys);
  for (size_t i = 0; i < pack->fact_count; i++) {
    items[i] = pack->facts[i].item;
    keys[i] = pack->facts[i].key;
  }
  if (!pack->fact_count)
    diag_add(c->diag, DIAG_G201, pack->facts_at, "items.yaml");
  else
    check_ids(c, &(struct listed){0, c->framework->item_count, items, keys, pack->fact_count, pack->facts_at});
}

static void check_file_ids(const struct pack_check *c, enum language language, size_t function) {
  const struct pack_file *file = &c->pack->files[language][function];
  const struct framework_function *f = &c->framework->functions[function];
  size_t *items = arena_array(c->arena, file->count, sizeof *items);
  struct span *keys = arena_array(c->arena, file->count, sizeof *keys);
  size_t found = 0;
  for (size_t i = 0; i < file->count; i++) {
    size_t item = file->items[i].item, home = c->framework->items[item].function;
    if (home != function)
      diag_add(c->diag, DIAG_G212, file->items[i].key, id_of(c, item), c->pack->files[language][home].name);
    else {
      items[found] = item;
      keys[found++] = file->items[i].key;
    }
  }
  if (!file->is_there)
    diag_add(c->diag, DIAG_G201, file->at, file->name);
  else
    check_ids(c, &(struct listed){f->first_item, f->item_count, items, keys, found, file->at});
}

/* ---- facts ---- */

static void report_impacts(const struct pack_check *c, const struct pack_fact *fact, struct span at) {
  const char *all = "";
  for (int k = 0; k < IMPACT_COUNT; k++)
    all = arena_printf(c->arena, "%s%s%s", all, k ? ", " : "", IMPACT_IDS[k]);
  diag_add(c->diag, DIAG_G207, at, id_of(c, fact->item), all);
}

/* A segment's impacts belong to a sentence of that segment, and each such sentence has its own. */
static void check_segment_impacts(const struct pack_check *c, const struct pack_fact *fact, int segment) {
  const char *path = arena_printf(c->arena, "risk.segments.%s", SEGMENT_IDS[segment]);
  bool text = false;
  for (int language = 0; language < LANG_COUNT; language++) {
    const struct pack_item *item = pack_find_item(c->pack, c->framework, (enum language)language, fact->item);
    if (pack_find(c->pack, (enum language)language, item, "risk.text")) return; /* official: said for all segments */
    text = text || pack_find(c->pack, (enum language)language, item, path);
  }
  if (fact->has_segment[segment] && !fact->segment_is_good[segment]) report_impacts(c, fact, fact->segments[segment]);
  if (fact->has_segment[segment] && !text)
    diag_add(c->diag, DIAG_G214, fact->segments[segment], id_of(c, fact->item), SEGMENT_IDS[segment]);
  if (!fact->has_segment[segment] && text)
    pack_fault(c, DIAG_G215, fact->key, id_of(c, fact->item), SEGMENT_IDS[segment]);
}

static void check_impacts(const struct pack_check *c, const struct pack_fact *fact) {
  if (fact->impact_count < 1 || fact->impact_count > 3 || !fact->in_order) report_impacts(c, fact, fact->impacts);
  for (int segment = 0; segment < SEGMENT_COUNT; segment++)
    check_segment_impacts(c, fact, segment);
}

static void check_merge(const struct pack_check *c, const struct pack_fact *fact) {
  for (size_t i = 0; i < c->pack->fact_count; i++) {
    const struct pack_fact *other = &c->pack->facts[i];
    bool same_category = c->framework->items[other->item].category == c->framework->items[fact->item].category;
    if (other->item != fact->item && same_category && other->merge.s && !strcmp(other->merge.s, fact->merge.s)) return;
  }
  diag_add(c->diag, DIAG_G210, fact->merge.at, id_of(c, fact->item), fact->merge.s);
}

/* ---- the texts of an item ---- */

bool pack_has_language(const struct pack_check *c, enum language language) {
  for (size_t f = 0; f < c->framework->function_count; f++)
    if (c->pack->files[language][f].is_there) return true;
  return false;
}

static void need(const struct pack_check *c, enum language language, const struct pack_item *item, const char *path) {
  if (!pack_find(c->pack, language, item, path)) diag_add(c->diag, DIAG_G205, item->key, id_of(c, item->item), path);
}

static void check_board(const struct pack_check *c, enum language language, const struct pack_item *item) {
  static const char *const lines[] = {"board", "ask"};
  bool flagged = c->pack->guide->items[item->item].board;
  if (!c->pack->has_facts || !c->pack->has_facts[item->item]) return;
  for (size_t i = 0; i < 2; i++) {
    const struct pack_text *line = pack_find(c->pack, language, item, lines[i]);
    if (flagged && !line) diag_add(c->diag, DIAG_G208, item->key, id_of(c, item->item), lines[i]);
    if (!flagged && line) diag_add(c->diag, DIAG_G209, line->text.at, id_of(c, item->item), lines[i]);
  }
}

static void check_item(const struct pack_check *c, enum language language, const struct pack_item *item) {
  static const char *const always[] = {"topic",     "check.formal", "check.plain", "improve.0",  "improve.1",
                                       "improve.2", "improve.3",    "evidence.2",  "evidence.3", "evidence.4"};
  for (size_t i = 0; i < sizeof always / sizeof *always; i++)
    need(c, language, item, always[i]);
  if (!pack_find(c->pack, language, item, "risk.text")) {
    need(c, language, item, "risk.if");
    need(c, language, item, "risk.then");
  }
  check_board(c, language, item);
}

/* What is optional (hints, segments...) stands in both languages or in neither. What every item must have was asked for
 * above, so that one hole is one message; official wording may exist in one language only. */
static bool is_always_asked(const char *path) {
  return pack_path_is_in(path, "topic") || pack_path_is_in(path, "check") || pack_path_is_in(path, "improve") ||
         pack_path_is_in(path, "evidence") || !strcmp(path, "board") || !strcmp(path, "ask") ||
         !strcmp(path, "risk.if") || !strcmp(path, "risk.then") || !strcmp(path, "risk.text");
}

static void check_pair(const struct pack_check *c, enum language language, const struct pack_item *item) {
  enum language other = language == LANG_JA ? LANG_EN : LANG_JA;
  const struct pack_item *twin = pack_find_item(c->pack, c->framework, other, item->item);
  size_t function = c->framework->items[item->item].function;
  bool is_official = pack_find(c->pack, other, twin, "risk.text") != NULL;
  for (size_t i = 0; twin && i < item->count; i++) {
    const struct pack_text *t = &c->pack->texts[language][item->first + i];
    if (!is_always_asked(t->path) && !(pack_path_is_in(t->path, "risk") && is_official) &&
        !pack_find(c->pack, other, twin, t->path))
      diag_add(c->diag, DIAG_G206, t->text.at, t->path, id_of(c, t->item), c->pack->files[other][function].name);
  }
}

static void check_language(const struct pack_check *c, enum language language) {
  if (!pack_has_language(c, language)) {
    pack_fault(c, DIAG_G213, c->pack->id.at, language == LANG_JA ? "ja/" : "en/");
    return;
  }
  for (size_t f = 0; f < c->framework->function_count; f++) {
    const struct pack_file *file = &c->pack->files[language][f];
    check_file_ids(c, language, f);
    for (size_t i = 0; i < file->count; i++) {
      check_item(c, language, &file->items[i]);
      check_pair(c, language, &file->items[i]);
    }
  }
}

void pack_check_complete(const struct pack_check *c) {
  check_fact_ids(c);
  for (size_t i = 0; i < c->pack->fact_count; i++) {
    check_impacts(c, &c->pack->facts[i]);
    if (c->pack->facts[i].merge.s) check_merge(c, &c->pack->facts[i]);
  }
  for (int language = 0; language < LANG_COUNT; language++)
    check_language(c, (enum language)language);
}

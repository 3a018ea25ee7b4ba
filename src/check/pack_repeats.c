/* pack_repeats.c - nothing stands twice: a reader who meets one sentence under two items answers the two as one, and a
 * narrative that joins both says it twice.
 *
 * Sentences are compared without marks and blanks, per language, over the whole pack. Neighbours of one category with
 * one merge key are told in one sentence, so they may share a consequence. Of risks told side by side, the last clauses
 * differ: once as the general texts stand, once per segment. */
#include "check/pack.h"

#include <stdlib.h>
#include <string.h>

struct sentence {
  uint64_t hash;
  const char *bare;
  const struct pack_text *text;
  size_t at, size;
};
struct table { /* open addressing; a power of two, at least twice the entries */
  struct sentence *slots;
  size_t room;
};

static uint64_t hash_of(const char *s) {
  uint64_t hash = 14695981039346656037ULL; /* FNV-1a */
  for (; *s; s++)
    hash = (hash ^ (unsigned char)*s) * 1099511628211ULL;
  return hash;
}

/* The entry of the same sentence, or a free slot. */
static struct sentence *table_slot(const struct table *table, const struct sentence *wanted) {
  size_t at = (size_t)wanted->hash & (table->room - 1);
  while (table->slots[at].bare &&
         (table->slots[at].hash != wanted->hash || strcmp(table->slots[at].bare, wanted->bare)))
    at = (at + 1) & (table->room - 1);
  return &table->slots[at];
}

static bool are_merged(const struct pack_check *c, size_t a, size_t b) {
  const struct guide_item *items = c->pack->guide->items;
  return c->framework->items[a].category == c->framework->items[b].category && items[a].merge && items[b].merge &&
         !strcmp(items[a].merge, items[b].merge);
}

static void report_twice(const struct pack_check *c, const struct sentence *now, const struct sentence *first) {
  const struct pack_text *t = now->text;
  bool are_items = t->part == PACK_ITEM && first->text->part == PACK_ITEM;
  bool same_item = are_items && t->item == first->text->item;
  bool are_asks = t->part == PACK_ASK && first->text->part == PACK_ASK;
  if (are_asks && !strcmp(t->path, first->text->path)) return; /* one state of two asks may be told in one sentence */
  if (are_items && are_merged(c, t->item, first->text->item) && !strcmp(t->path, "risk.then") && !same_item) return;
  bool both_risks = pack_path_is_in(t->path, "risk.segments") && pack_path_is_in(first->text->path, "risk");
  if (same_item && both_risks)
    pack_fault(c, DIAG_G238, t->text.at, t->path, pack_part_name(c, t), first->text->path);
  else
    pack_fault(c, DIAG_G239, pack_place(c->diag, &t->text, now->at, now->size), t->path, pack_part_name(c, t),
               first->text->path, pack_part_name(c, first->text));
  diag_note(c->diag, DIAG_N001, pack_place(c->diag, &first->text->text, first->at, first->size));
}

static const char *bare_of(const struct pack_check *c, const char *text, size_t size) {
  struct buf bare = {0};
  pack_put_bare(&bare, text, size);
  const char *kept = arena_strndup(c->arena, bare.data ? bare.data : "", bare.size);
  buf_free(&bare);
  return kept;
}

/* Headings and names of rows are words, no sentences. */
static bool is_label(const char *path) {
  const char *last = strrchr(path, '.');
  return !strcmp(last, ".head") || !strcmp(last, ".title");
}

static void look_at_sentences(const struct pack_check *c, enum language language, const struct pack_text *t,
                              struct table *table) {
  bool is_list = pack_path_is_in(t->path, "evidence"); /* papers: the same one may back two items, the same list not */
  if (t->part == PACK_CHAPTER && is_label(t->path)) return;
  for (size_t at = 0, size; t->text.s[at]; at += size) {
    size = is_list ? strlen(t->text.s) : pack_sentence(language, t->text.s + at);
    struct sentence now = {.text = t, .at = at, .size = size, .bare = bare_of(c, t->text.s + at, size)};
    if (!*now.bare) continue;
    now.hash = hash_of(now.bare);
    struct sentence *slot = table_slot(table, &now);
    if (slot->bare)
      report_twice(c, &now, slot);
    else
      *slot = now;
  }
}

static void check_sentences(const struct pack_check *c, enum language language) {
  size_t entries = 0;
  for (size_t i = 0; i < c->pack->text_count[language]; i++)
    for (const char *s = c->pack->texts[language][i].text.s; *s; s += pack_sentence(language, s))
      entries++;
  struct table table = {.room = 1024};
  while (table.room < 2 * entries)
    table.room *= 2;
  table.slots = mem_alloc(table.room * sizeof *table.slots);
  for (size_t i = 0; i < c->pack->text_count[language]; i++)
    if (!pack_is_official(&c->pack->texts[language][i]))
      look_at_sentences(c, language, &c->pack->texts[language][i], &table);
  free(table.slots);
}

/* ---- last clauses ---- */

static const char *last_clause(const struct pack_check *c, enum language language, const char *text) {
  const struct style_language *style = &c->in->book->language[language];
  size_t size = strlen(text), from = 0;
  for (size_t i = 0; i < style->ending_word_count; i++) {
    size_t ending = strlen(style->ending_words[i]);
    if (ending <= size && !memcmp(text + size - ending, style->ending_words[i], ending)) {
      size -= ending;
      break;
    }
  }
  for (size_t i = 0; i < style->clause_mark_count; i++) {
    size_t mark = strlen(style->clause_marks[i]);
    for (size_t at = from; at + mark <= size; at++)
      if (!memcmp(text + at, style->clause_marks[i], mark)) from = at + mark;
  }
  return bare_of(c, text + from, size - from);
}

/* What a report for a segment tells of an item: its own text, else the general one. NULL: neither, or official. */
static const struct pack_text *told(const struct pack_check *c, enum language language, size_t item, int segment) {
  const struct pack_item *entry = pack_find_item(c->pack, c->framework, language, item);
  const struct pack_text *own = NULL;
  if (segment >= 0)
    own = pack_find(c->pack, language, entry, arena_printf(c->arena, "risk.segments.%s", SEGMENT_IDS[segment]));
  return own ? own : pack_find(c->pack, language, entry, "risk.then");
}

struct clause {
  const struct pack_text *text;
  const char *bare;
};

static void compare_clauses(const struct pack_check *c, const struct clause *clauses, size_t count, bool is_general) {
  for (size_t i = 1; i < count; i++)
    for (size_t k = 0; clauses[i].text && k < i; k++) {
      const struct pack_text *a = clauses[i].text, *b = clauses[k].text;
      if (!b || strcmp(clauses[i].bare, clauses[k].bare) || are_merged(c, a->item, b->item)) continue;
      bool was_seen = !strcmp(a->path, "risk.then") && !strcmp(b->path, "risk.then");
      if (was_seen && !is_general) continue;
      const struct pack_text *at = was_seen || strcmp(a->path, "risk.then") ? a : b, *other = at == a ? b : a;
      pack_fault(c, DIAG_G240, at->text.at, at->path, pack_part_name(c, at), pack_part_name(c, other));
      diag_note(c->diag, DIAG_N001, other->text.at);
      break;
    }
}

static void check_clauses(const struct pack_check *c, enum language language, size_t category) {
  const struct framework_category *k = &c->framework->categories[category];
  struct clause *clauses = arena_array(c->arena, k->item_count, sizeof *clauses);
  for (int segment = -1; segment < SEGMENT_COUNT; segment++) {
    for (size_t i = 0; i < k->item_count; i++) {
      clauses[i].text = told(c, language, k->first_item + i, segment);
      clauses[i].bare = clauses[i].text ? last_clause(c, language, clauses[i].text->text.s) : "";
    }
    compare_clauses(c, clauses, k->item_count, segment < 0);
  }
}

void pack_check_repeats(const struct pack_check *c) {
  for (int language = 0; language < LANG_COUNT; language++) {
    check_sentences(c, (enum language)language);
    for (size_t category = 0; category < c->framework->category_count; category++)
      check_clauses(c, (enum language)language, category);
  }
}

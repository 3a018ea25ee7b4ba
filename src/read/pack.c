/* pack.c - a guide pack as it is written: the reader of the guide hands each item's YAML on, and every text below it is
 * kept with its path and place. Only `check --guide` asks for this. */
#include "read/guide_text.h"
#include "read/shape.h"

#include <stdlib.h>
#include <string.h>

static struct text text_at(const struct yaml_node *node) {
  bool is_text = node && node->kind == YAML_SCALAR_VALUE;
  return is_text ? (struct text){node->text, node->at} : (struct text){0};
}

void pack_take_head(struct guide_reading *r, const struct yaml_node *root) {
  struct pack *pack = r->pack;
  if (!pack) return;
  pack->id = text_at(yaml_get(root, "id"));
  pack->version = text_at(yaml_get(root, "version"));
  pack->style = text_at(yaml_get(root, "style"));
  pack->facts_at = pack->id.at;
  for (int language = 0; language < LANG_COUNT; language++) {
    pack->files[language] = arena_array(r->arena, r->framework->function_count, sizeof *pack->files[language]);
    for (size_t f = 0; f < r->framework->function_count; f++) {
      const char *name = arena_printf(r->arena, "%s/%s.yaml", GUIDE_LANGUAGES[language], r->framework->functions[f].id);
      pack->files[language][f] = (struct pack_file){.name = name, .at = pack->id.at};
    }
  }
}

static bool impacts_in_order(const struct yaml_node *impacts) {
  int last = -1;
  for (size_t i = 0; i < impacts->count; i++) {
    for (int k = 0; k < IMPACT_COUNT; k++) {
      bool is_this = impacts->entries[i].kind == YAML_SCALAR_VALUE && !strcmp(impacts->entries[i].text, IMPACT_IDS[k]);
      if (is_this && k < last) return false;
      if (is_this) last = k;
    }
  }
  return true;
}

static void take_segment_impacts(struct pack_fact *fact, const struct yaml_node *segments) {
  for (size_t i = 0; segments && segments->kind == YAML_MAP && i + 1 < segments->count; i += 2) {
    const struct yaml_node *key = &segments->entries[i], *list = &segments->entries[i + 1];
    for (int s = 0; s < SEGMENT_COUNT; s++) {
      if (key->kind != YAML_SCALAR_VALUE || strcmp(key->text, SEGMENT_IDS[s]) != 0) continue;
      fact->has_segment[s] = true;
      fact->segments[s] = key->at;
      fact->segment_is_good[s] =
          list->kind != YAML_LIST || (list->count >= 1 && list->count <= 3 && impacts_in_order(list));
    }
  }
}

void pack_take_facts(struct guide_reading *r, size_t item, const struct yaml_node *key, const struct yaml_node *facts) {
  if (!r->pack) return;
  const struct yaml_node *impacts = yaml_get(facts, "impacts"), *board = yaml_get(facts, "board");
  struct pack_fact *fact = ARENA_PUSH(r->arena, r->pack->facts, r->pack->fact_count, r->pack->fact_cap);
  bool is_list = impacts && impacts->kind == YAML_LIST;
  *fact = (struct pack_fact){.item = item,
                             .key = key->at,
                             .impacts = impacts ? impacts->at : key->at,
                             .board = board ? board->at : key->at,
                             .impact_count = is_list ? impacts->count : 1,
                             .in_order = !is_list || impacts_in_order(impacts),
                             .merge = text_at(yaml_get(facts, "merge"))};
  take_segment_impacts(fact, yaml_get(facts, "segment_impacts"));
}

void pack_take_file(struct guide_reading *r, enum language language, size_t function, const struct yaml_node *root) {
  if (!r->pack) return;
  const struct yaml_node *items = yaml_get(root, "items");
  struct pack_file *file = &r->pack->files[language][function];
  file->is_there = true;
  file->at = items ? items->at : root->at;
}

static const char SEGMENTS[] = "risk.segments.";

/* Any other path was reported as an unknown key. */
static bool is_known(const char *path) {
  static const char *const paths[] = {
      "topic",     "check.formal", "check.plain", "hint",       "na",        "risk.text",
      "risk.if",   "risk.then",    "board",       "improve.0",  "improve.1", "improve.2",
      "improve.3", "evidence.2",   "evidence.3",  "evidence.4", "ask",
  };
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
    if (!strcmp(path, paths[i])) return true;
  for (size_t s = 0; s < SEGMENT_COUNT; s++)
    if (!strncmp(path, SEGMENTS, sizeof SEGMENTS - 1) && !strcmp(path + sizeof SEGMENTS - 1, SEGMENT_IDS[s]))
      return true;
  return false;
}

static void keep_text(struct guide_reading *r, enum language language, struct pack_text text) {
  struct pack *pack = r->pack;
  *ARENA_PUSH(r->arena, pack->texts[language], pack->text_count[language], pack->text_cap[language]) = text;
}

static void take_texts(struct guide_reading *r, enum language language, struct pack_item *item, const char *path,
                       const struct yaml_node *node) {
  bool is_empty = node->kind == YAML_SCALAR_VALUE && node->text[strspn(node->text, " \n")] == '\0';
  if (node->kind == YAML_SCALAR_VALUE && !is_empty && is_known(path)) {
    keep_text(r, language, (struct pack_text){PACK_ITEM, item->item, path, text_at(node)});
    item->count++;
  }
  for (size_t i = 0; node->kind == YAML_MAP && i + 1 < node->count; i += 2) {
    const char *key = node->entries[i].text;
    const char *below = *path ? arena_printf(r->arena, "%s.%s", path, key) : key;
    take_texts(r, language, item, below, &node->entries[i + 1]);
  }
}

void pack_take_item(struct guide_reading *r, enum language language, size_t function, size_t item,
                    const struct yaml_node *key, const struct yaml_node *texts) {
  if (!r->pack) return;
  struct pack_file *file = &r->pack->files[language][function];
  struct pack_item entry = {.item = item, .key = key->at, .first = r->pack->text_count[language]};
  take_texts(r, language, &entry, "", texts);
  *ARENA_PUSH(r->arena, file->items, file->count, file->cap) = entry;
}

/* ---- chapters and asks ---- */

/* A text that is given is kept under its path; returned in any case. */
static struct text take_one(struct guide_reading *r, enum language language, enum pack_part part, size_t number,
                            const char *path, const struct yaml_node *node) {
  struct text text = text_at(node);
  if (text.s && text.s[strspn(text.s, " \n")]) keep_text(r, language, (struct pack_text){part, number, path, text});
  return text;
}

static void take_block(struct guide_reading *r, enum language language, size_t chapter, const struct yaml_node *node,
                       struct pack_block *block) {
  struct text kind = text_at(yaml_get(node, "kind"));
  *block = (struct pack_block){.kind = kind.s ? kind.s : "", .at = node->at};
  const char *path = arena_printf(r->arena, "chapter.%s", block->kind);
  block->head =
      take_one(r, language, PACK_CHAPTER, chapter, arena_printf(r->arena, "%s.head", path), yaml_get(node, "head"));
  block->body =
      take_one(r, language, PACK_CHAPTER, chapter, arena_printf(r->arena, "%s.body", path), yaml_get(node, "body"));
  block->reading = text_at(yaml_get(node, "reading"));
}

static bool is_list(const struct yaml_node *node) {
  return node && node->kind == YAML_LIST;
}

void pack_take_chapters(struct guide_reading *r, enum language language, const struct yaml_node *root) {
  const struct yaml_node *list = yaml_get(root, "chapters");
  if (!r->pack || !is_list(list)) return;
  struct pack_chapter *chapters = arena_array(r->arena, list->count, sizeof *chapters);
  r->pack->chapters[language] = chapters;
  r->pack->chapter_count[language] = list->count;
  for (size_t i = 0; i < list->count; i++) {
    const struct yaml_node *node = &list->entries[i], *blocks = yaml_get(node, "blocks");
    struct text number = text_at(yaml_get(node, "number"));
    struct pack_chapter *chapter = &chapters[i];
    *chapter = (struct pack_chapter){.number = number.s ? strtoul(number.s, NULL, 10) : 0, .at = node->at};
    take_one(r, language, PACK_CHAPTER, chapter->number, "chapter.title", yaml_get(node, "title"));
    take_one(r, language, PACK_CHAPTER, chapter->number, "chapter.lead", yaml_get(node, "lead"));
    if (!is_list(blocks)) continue;
    chapter->count = blocks->count;
    chapter->blocks = arena_array(r->arena, blocks->count, sizeof *chapter->blocks);
    for (size_t b = 0; b < blocks->count; b++)
      take_block(r, language, chapter->number, &blocks->entries[b], &chapter->blocks[b]);
  }
}

static void take_ask(struct guide_reading *r, enum language language, size_t number, const char *path,
                     const struct yaml_node *node) {
  take_one(r, language, PACK_ASK, number, path, node);
  for (size_t i = 0; node->kind == YAML_MAP && i + 1 < node->count; i += 2)
    take_ask(r, language, number, arena_printf(r->arena, "%s.%s", path, node->entries[i].text), &node->entries[i + 1]);
}

void pack_take_asks(struct guide_reading *r, enum language language, const struct yaml_node *root) {
  const struct yaml_node *asks = yaml_get(root, "asks"), *note = yaml_get(root, "note"),
                         *support = yaml_get(root, "support");
  if (!r->pack) return;
  if (note) take_one(r, language, PACK_ASK, 0, "asks.note", note);
  if (support) take_one(r, language, PACK_ASK, 0, "asks.support", support);
  for (size_t i = 0; asks && asks->kind == YAML_MAP && i + 1 < asks->count; i += 2)
    take_ask(r, language, asks->entries[i].text ? strtoul(asks->entries[i].text, NULL, 10) : 0, "asks",
             &asks->entries[i + 1]);
}

struct pack *read_pack(const char *folder, const struct framework *f, struct arena *a, struct diag *d) {
  struct pack *pack = arena_alloc(a, sizeof *pack);
  struct guide_reading r = {.folder = folder, .framework = f, .arena = a, .diag = d, .pack = pack};
  guide_read(&r);
  pack->folder = folder;
  pack->guide = r.guide;
  pack->has_facts = r.has_facts;
  return pack->files[0] ? pack : NULL;
}

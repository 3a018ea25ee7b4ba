/* guide.c - a guide pack folder: pack.yaml (who it is), items.yaml (facts, once for both languages), then the texts.
 *
 * A pack may be partial: a file or an item that is missing leaves NULL texts, which the reports name. What is there must
 * be right. The pack's digest covers every file that was read. */
#include "read/canonical.h"
#include "digest/digest.h"
#include "base/file.h"
#include "read/guide_text.h"
#include "read/item_id.h"
#include "read/shape.h"
#include <string.h>

const char *const GUIDE_LANGUAGES[LANG_COUNT] = {[LANG_JA] = "ja", [LANG_EN] = "en"};

/* A file may say which version of the pack it belongs to; files of two versions do not make one pack. */
static void same_version(const struct guide_reading *r, const struct yaml_node *version) {
  if (!version || !r->guide->version) return;
  const char *said = version->kind == YAML_SCALAR_VALUE ? version->text : "?";
  if (strcmp(said, r->guide->version) != 0) diag_add(r->diag, DIAG_G107, version->at, said, r->guide->version);
}

bool guide_load(struct guide_reading *r, const char *name, const char *kind, struct yaml_file *file) {
  const char *path = path_join(r->arena, r->folder, name);
  if (!path_exists(path)) return false;
  if (!yaml_load(path, kind, r->arena, r->diag, file)) return false;
  same_version(r, yaml_get(file->root, "version"));
  buf_printf(&r->parts, "%s %s\n", name, canonical_file_hex(file, r->arena));
  return true;
}

void guide_shape_words(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  static const struct field FIELDS[] = {
      {.key = "ja", .read = shape_string, .offset = LANG_JA * sizeof(char *)},
      {.key = "en", .read = shape_string, .offset = LANG_EN * sizeof(char *)},
  };
  static const struct field_table TABLE = FIELD_TABLE(FIELDS);
  const char **words = (const char **)((char *)target + f->offset);
  if (value->kind == YAML_SCALAR_VALUE) {
    struct field text = {.key = f->key};
    shape_string(s, &text, value, &words[0]);
    words[1] = words[0];
  } else if (shape_is_map(s, f->key, value)) {
    shape_read(s, &TABLE, value, value->at, words);
    if (!words[LANG_JA] && !words[LANG_EN]) diag_add(s->diag, DIAG_F004, value->at, GUIDE_LANGUAGES[LANG_JA]);
  }
}

/* The date goes into the metadata of documents, so it must be one; it is printed as it is written. */
static void shape_pack_date(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  date found = 0;
  struct field day = {.key = f->key};
  shape_date(s, &day, value, &found);
  if (found) ((struct guide *)target)->date = value->text;
}

#define PACK_AT(member) offsetof(struct guide, member)
static const struct field PACK_FIELDS[] = {
    {.key = "tenken", .read = shape_skip},
    {.key = "id", .read = shape_string, .offset = PACK_AT(id), .required = true, .matches = shape_is_id,
     .allowed = SHAPE_ID_ALLOWED},
    {.key = "version", .read = shape_string, .offset = PACK_AT(version), .required = true},
    {.key = "date", .read = shape_pack_date, .required = true},
    {.key = "source", .read = guide_shape_words, .offset = PACK_AT(source), .required = true},
    {.key = "licence", .read = shape_string, .offset = PACK_AT(licence), .required = true},
    {.key = "style", .read = shape_line, .offset = PACK_AT(style)},
    {.key = "title", .read = guide_shape_words, .offset = PACK_AT(title)},
    {.key = "mark", .read = guide_shape_words, .offset = PACK_AT(mark)},
    {.key = "notice", .read = guide_shape_words, .offset = PACK_AT(notice)},
};
static const struct field_table PACK_FILE = FIELD_TABLE(PACK_FIELDS);

/* impacts: a list of the five words, in their order or not: the order on paper is fixed anyway. */
static void shape_impacts(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  bool *impact = (bool *)((char *)target + f->offset);
  if (!shape_is_list(s, f->key, value, IMPACT_COUNT)) return;
  for (size_t i = 0; i < value->count; i++) {
    int word = -1;
    struct field entry = {.key = f->key, .words = IMPACT_IDS, .word_count = IMPACT_COUNT};
    shape_word(s, &entry, &value->entries[i], &word);
    if (word >= 0 && impact[word]) diag_add(s->diag, DIAG_F020, value->entries[i].at, f->key, IMPACT_IDS[word]);
    if (word >= 0) impact[word] = true;
  }
}

#define FACT_AT(member) offsetof(struct guide_item, member)
#define SEGMENT_IMPACTS(id, index) {.key = id, .read = shape_impacts, .offset = FACT_AT(segment_impact) + (index) * sizeof(bool[IMPACT_COUNT])}
static const struct field SEGMENT_FIELDS[] = {
    SEGMENT_IMPACTS("generation", SEGMENT_GENERATION),
    SEGMENT_IMPACTS("retail", SEGMENT_RETAIL),
    SEGMENT_IMPACTS("aggregation-coordinator", SEGMENT_AGGREGATION_COORDINATOR),
    SEGMENT_IMPACTS("resource-aggregator", SEGMENT_RESOURCE_AGGREGATOR),
    SEGMENT_IMPACTS("private-facility", SEGMENT_PRIVATE_FACILITY),
};
static const struct field_table SEGMENTS = FIELD_TABLE(SEGMENT_FIELDS);
static const struct field FACT_FIELDS[] = {
    {.key = "weight", .read = shape_int, .offset = FACT_AT(weight), .required = true, .min = 1, .max = 3},
    {.key = "impacts", .read = shape_impacts, .offset = FACT_AT(impact), .required = true},
    {.key = "segment_impacts", .read = shape_map, .table = &SEGMENTS},
    {.key = "board", .read = shape_bool, .offset = FACT_AT(board), .required = true},
    {.key = "merge", .read = shape_string, .offset = FACT_AT(merge)},
    {.key = "near", .read = shape_skip},
    {.key = "refs", .read = shape_skip},
};
static const struct field_table FACTS = FIELD_TABLE(FACT_FIELDS);

/* Lists that name other things of the pack. */
static void read_names(const struct shape *s, const struct guide_reading *r, const struct yaml_node *facts, long item) {
  struct guide_item *out = &r->guide->items[item];
  const struct yaml_node *near = yaml_get(facts, "near"), *refs = yaml_get(facts, "refs");
  if (near) item_id_list(s, r->framework, "near", near, &out->near, &out->near_count);
  for (size_t i = 0; near && i < out->near_count; i++) {
    if (out->near[i] == (size_t)item) diag_add(s->diag, DIAG_G109, near->at, r->framework->items[item].id);
  }
  if (refs) guide_shape_refs(s, r->guide, refs, out);
}

static void shape_facts(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  struct guide_reading *r = target;
  if (!shape_is_map(s, f->key, value)) return;
  for (size_t i = 0; i + 1 < value->count; i += 2) {
    const struct yaml_node *key = &value->entries[i];
    long item = item_id_resolve(s, r->framework, key);
    if (item < 0 || !shape_is_map(s, key->text, &value->entries[i + 1])) continue;
    r->has_facts[item] = true;
    shape_read(s, &FACTS, &value->entries[i + 1], key->at, &r->guide->items[item]);
    pack_take_facts(r, (size_t)item, key, &value->entries[i + 1]);
    read_names(s, r, &value->entries[i + 1], item);
  }
}

static const struct field ITEMS_FIELDS[] = {
    {.key = "tenken", .read = shape_skip},
    {.key = "version", .read = shape_skip},
    {.key = "items", .read = shape_facts, .required = true},
};
static const struct field_table ITEMS_FILE = FIELD_TABLE(ITEMS_FIELDS);

/* An item without facts still counts in scores, with the least weight. */
static void read_facts(struct guide_reading *r) {
  struct yaml_file file;
  struct shape s = {r->arena, r->diag, r->framework, 0};
  r->guide->items = arena_array(r->arena, r->framework->item_count, sizeof *r->guide->items);
  r->has_facts = arena_array(r->arena, r->framework->item_count, sizeof *r->has_facts);
  for (size_t i = 0; i < r->framework->item_count; i++) r->guide->items[i].weight = 1;
  if (guide_load(r, "items.yaml", "guide-items/1", &file)) {
    shape_read(&s, &ITEMS_FILE, file.root, (struct span){file.source, 0, 0}, r);
  }
}

static const char *digest_of_parts(struct guide_reading *r) {
  struct digest digest = digest_of(r->parts.data ? r->parts.data : "", r->parts.size);
  char *hex = arena_alloc(r->arena, 65);
  digest_hex(&digest, hex);
  return hex;
}

bool guide_read(struct guide_reading *r) {
  size_t errors_before = diag_errors(r->diag);
  struct yaml_file file;
  r->guide = arena_alloc(r->arena, sizeof *r->guide);
  if (!yaml_load(path_join(r->arena, r->folder, "pack.yaml"), "guide-pack/1", r->arena, r->diag, &file)) return false;
  struct shape s = {r->arena, r->diag, r->framework, 0};
  shape_read(&s, &PACK_FILE, file.root, (struct span){file.source, 0, 0}, r->guide);
  pack_take_head(r, file.root);
  buf_printf(&r->parts, "pack.yaml %s\n", canonical_file_hex(&file, r->arena));
  guide_read_refs(r);
  read_facts(r);
  guide_read_asks(r);
  for (int language = 0; language < LANG_COUNT; language++) {
    guide_read_texts(r, (enum language)language);
    guide_read_chapters(r, (enum language)language);
  }
  r->guide->digest_hex = digest_of_parts(r);
  buf_free(&r->parts);
  return diag_errors(r->diag) == errors_before;
}

struct guide *read_guide(const char *folder, const struct framework *f, struct arena *a, struct diag *d) {
  struct guide_reading r = {.folder = folder, .framework = f, .arena = a, .diag = d};
  return guide_read(&r) ? r.guide : NULL;
}

/* guide_items.c - the texts of the items, one file per function and language (<lang>/<FUNC>.yaml). Lengths and wording
 * are the business of `check --guide`; here only the shape is read. */
#include "read/guide_text.h"
#include "read/item_id.h"
#include "read/shape.h"
#include <string.h>

#define TEXT_AT(member) offsetof(struct guide_text, member)

static const struct field CHECK_FIELDS[] = {
    {.key = "formal", .read = shape_string, .offset = TEXT_AT(check_formal)},
    {.key = "plain", .read = shape_string, .offset = TEXT_AT(check_plain)},
};
static const struct field_table CHECK = FIELD_TABLE(CHECK_FIELDS);

#define SEGMENT_FIELD(id, index) {.key = id, .read = shape_string, .offset = TEXT_AT(risk_segment) + (index) * sizeof(char *)}
static const struct field SEGMENT_FIELDS[] = {
    SEGMENT_FIELD("generation", SEGMENT_GENERATION),
    SEGMENT_FIELD("retail", SEGMENT_RETAIL),
    SEGMENT_FIELD("aggregation-coordinator", SEGMENT_AGGREGATION_COORDINATOR),
    SEGMENT_FIELD("resource-aggregator", SEGMENT_RESOURCE_AGGREGATOR),
    SEGMENT_FIELD("private-facility", SEGMENT_PRIVATE_FACILITY),
};
static const struct field_table SEGMENTS = FIELD_TABLE(SEGMENT_FIELDS);

static const struct field RISK_FIELDS[] = {
    {.key = "text", .read = shape_string, .offset = TEXT_AT(risk_text)},
    {.key = "if", .read = shape_string, .offset = TEXT_AT(risk_if)},
    {.key = "then", .read = shape_string, .offset = TEXT_AT(risk_then)},
    {.key = "segments", .read = shape_map, .table = &SEGMENTS},
};
static const struct field_table RISK = FIELD_TABLE(RISK_FIELDS);

#define STEP(word, index) {.key = word, .read = shape_string, .offset = TEXT_AT(improve) + (index) * sizeof(char *)}
static const struct field STEP_FIELDS[] = {STEP("0", 0), STEP("1", 1), STEP("2", 2), STEP("3", 3)};
static const struct field_table STEPS = FIELD_TABLE(STEP_FIELDS);

#define PROOF(word, index) {.key = word, .read = shape_string, .offset = TEXT_AT(evidence) + (index) * sizeof(char *)}
static const struct field PROOF_FIELDS[] = {PROOF("2", 2), PROOF("3", 3), PROOF("4", 4)};
static const struct field_table PROOFS = FIELD_TABLE(PROOF_FIELDS);

static const struct field ITEM_FIELDS[] = {
    {.key = "topic", .read = shape_string, .offset = TEXT_AT(topic)},
    {.key = "check", .read = shape_map, .table = &CHECK},
    {.key = "hint", .read = shape_string, .offset = TEXT_AT(hint)},
    {.key = "na", .read = shape_string, .offset = TEXT_AT(na)},
    {.key = "risk", .read = shape_map, .table = &RISK},
    {.key = "improve", .read = shape_map, .table = &STEPS},
    {.key = "evidence", .read = shape_map, .table = &PROOFS},
    {.key = "board", .read = shape_string, .offset = TEXT_AT(board)},
    {.key = "ask", .read = shape_string, .offset = TEXT_AT(ask)},
};
static const struct field_table ITEM = FIELD_TABLE(ITEM_FIELDS);

struct texts_file {
  struct guide_reading *reading;
  enum language language;
  size_t function;
  const char *named_language, *named_function;
};

static void shape_texts(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  const struct texts_file *file = target;
  struct guide_reading *r = file->reading;
  if (!shape_is_map(s, f->key, value)) return;
  for (size_t i = 0; i + 1 < value->count; i += 2) {
    const struct yaml_node *key = &value->entries[i];
    long item = item_id_resolve(s, r->framework, key);
    if (item < 0 || !shape_is_map(s, key->text, &value->entries[i + 1])) continue;
    if (!r->has_facts[item]) diag_add(s->diag, DIAG_G103, key->at, key->text);
    shape_read(s, &ITEM, &value->entries[i + 1], key->at, &r->guide->items[item].text[file->language]);
    pack_take_item(r, file->language, file->function, (size_t)item, key, &value->entries[i + 1]);
  }
}

static const struct field FILE_FIELDS[] = {
    {.key = "tenken", .read = shape_skip},
    {.key = "version", .read = shape_skip},
    {.key = "language", .read = shape_string, .offset = offsetof(struct texts_file, named_language), .required = true},
    {.key = "function", .read = shape_string, .offset = offsetof(struct texts_file, named_function), .required = true},
    {.key = "items", .read = shape_texts, .required = true},
};
static const struct field_table TEXTS_FILE = FIELD_TABLE(FILE_FIELDS);

static void read_function(struct guide_reading *r, enum language language, size_t index) {
  const char *folder = GUIDE_LANGUAGES[language], *function = r->framework->functions[index].id;
  struct yaml_file file;
  if (!guide_load(r, arena_printf(r->arena, "%s/%s.yaml", folder, function), "guide-text/1", &file)) return;
  struct shape s = {r->arena, r->diag, r->framework, 0};
  struct texts_file texts = {.reading = r, .language = language, .function = index};
  pack_take_file(r, language, index, file.root);
  shape_read(&s, &TEXTS_FILE, file.root, (struct span){file.source, 0, 0}, &texts);
  if (texts.named_function && strcmp(texts.named_function, function) != 0) {
    diag_add(r->diag, DIAG_G101, yaml_get(file.root, "function")->at, texts.named_function, function);
  }
  if (texts.named_language && strcmp(texts.named_language, folder) != 0) {
    diag_add(r->diag, DIAG_G102, yaml_get(file.root, "language")->at, texts.named_language, folder);
  }
}

void guide_read_texts(struct guide_reading *r, enum language language) {
  for (size_t f = 0; f < r->framework->function_count; f++) read_function(r, language, f);
}

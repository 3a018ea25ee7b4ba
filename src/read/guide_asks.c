/* guide_asks.c - the asks of management crossed with items: asks.yaml holds which items (once), <lang>/asks.yaml the
 * words. An ask without words, or words without an ask, is an error: a board page would have a hole. */
#include "read/guide_text.h"
#include "read/item_id.h"
#include "read/shape.h"
#include <string.h>

/* ---- which items ---- */

static void shape_item_ids(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  size_t **list = (size_t **)(void *)((char *)target + f->offset);
  size_t *count = (size_t *)(void *)((char *)target + f->count_offset);
  item_id_list(s, s->context, f->key, value, list, count);
}

#define ASK_AT(member) offsetof(struct guide_ask, member)
static const struct field ASK_FIELDS[] = {
    {.key = "core", .read = shape_item_ids, .offset = ASK_AT(core), .count_offset = ASK_AT(core_count), .required = true},
    {.key = "supporting", .read = shape_item_ids, .offset = ASK_AT(supporting), .count_offset = ASK_AT(supporting_count)},
    {.key = "met_low", .read = shape_item_ids, .offset = ASK_AT(met_low_items), .count_offset = ASK_AT(met_low_count)},
};
static const struct field_table ASK = FIELD_TABLE(ASK_FIELDS);

/* Number of an ask from its key, or -1 after a message. */
static long ask_number(const struct shape *s, const struct yaml_node *key) {
  long long number;
  if (yaml_integer(key, &number) && number >= 0 && number < 8) return (long)number;
  diag_add(s->diag, DIAG_G104, key->at, key->text, "7");
  return -1;
}

static void shape_asks(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  struct guide *guide = target;
  if (!shape_is_map(s, f->key, value)) return;
  guide->asks = arena_array(s->arena, value->count / 2, sizeof *guide->asks);
  for (size_t i = 0; i + 1 < value->count; i += 2) {
    long number = ask_number(s, &value->entries[i]);
    if (number < 0 || !shape_is_map(s, f->key, &value->entries[i + 1])) continue;
    struct guide_ask *ask = &guide->asks[guide->ask_count++];
    ask->number = (int)number;
    shape_read(s, &ASK, &value->entries[i + 1], value->entries[i].at, ask);
  }
}

static const struct field ITEMS_FIELDS[] = {
    {.key = "tenken", .read = shape_skip},
    {.key = "version", .read = shape_skip},
    {.key = "message", .read = shape_skip},
    {.key = "asks", .read = shape_asks, .required = true},
};
static const struct field_table ASKS_FILE = FIELD_TABLE(ITEMS_FIELDS);

/* ---- the words ---- */

struct ask_words {
  const char *text, *decision, *sentence[ASK_STATE_COUNT], *met_low;
};
#define WORD(key_word, state) {.key = key_word, .read = shape_string, .offset = offsetof(struct ask_words, sentence) + (state) * sizeof(char *), .required = true}
static const struct field SENTENCE_FIELDS[] = {
    WORD("met", ASK_MET),   WORD("partly", ASK_PARTLY), WORD("weak", ASK_WEAK), WORD("open", ASK_OPEN), WORD("none", ASK_NONE),
    {.key = "met_low", .read = shape_string, .offset = offsetof(struct ask_words, met_low)},
};
static const struct field_table SENTENCES = FIELD_TABLE(SENTENCE_FIELDS);
static const struct field WORDS_FIELDS[] = {
    {.key = "text", .read = shape_string, .offset = offsetof(struct ask_words, text), .required = true},
    {.key = "decision", .read = shape_string, .offset = offsetof(struct ask_words, decision), .required = true},
    {.key = "sentence", .read = shape_map, .table = &SENTENCES, .required = true},
};
static const struct field_table WORDS = FIELD_TABLE(WORDS_FIELDS);

struct words_file {
  struct guide *guide;
  enum language language;
  const char *note, *support, *named_language;
};

static struct guide_ask *find_ask(struct guide *guide, long number) {
  for (size_t i = 0; i < guide->ask_count; i++) {
    if (guide->asks[i].number == number) return &guide->asks[i];
  }
  return NULL;
}

static void keep_words(struct guide_ask *ask, enum language language, const struct ask_words *words) {
  ask->text[language] = words->text;
  ask->decision[language] = words->decision;
  for (int state = 0; state < ASK_STATE_COUNT; state++) ask->sentence[language][state] = words->sentence[state];
  ask->sentence_met_low[language] = words->met_low;
}

static void shape_words(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  struct words_file *file = target;
  if (!shape_is_map(s, f->key, value)) return;
  for (size_t i = 0; i + 1 < value->count; i += 2) {
    long number = ask_number(s, &value->entries[i]);
    struct guide_ask *ask = find_ask(file->guide, number);
    struct ask_words words = {0};
    if (number < 0 || !shape_is_map(s, f->key, &value->entries[i + 1])) continue;
    if (!ask) diag_add(s->diag, DIAG_G105, value->entries[i].at, value->entries[i].text);
    shape_read(s, &WORDS, &value->entries[i + 1], value->entries[i].at, &words);
    if (ask) keep_words(ask, file->language, &words);
  }
}

static const struct field FILE_FIELDS[] = {
    {.key = "tenken", .read = shape_skip},
    {.key = "version", .read = shape_skip},
    {.key = "language", .read = shape_string, .offset = offsetof(struct words_file, named_language), .required = true},
    {.key = "note", .read = shape_string, .offset = offsetof(struct words_file, note), .required = true},
    {.key = "support", .read = shape_string, .offset = offsetof(struct words_file, support)},
    {.key = "asks", .read = shape_words, .required = true},
};
static const struct field_table WORDS_FILE = FIELD_TABLE(FILE_FIELDS);

static void read_words(struct guide_reading *r, enum language language) {
  struct yaml_file file;
  if (!guide_load(r, arena_printf(r->arena, "%s/asks.yaml", GUIDE_LANGUAGES[language]), "guide-asks-text/1", &file)) return;
  struct shape s = {r->arena, r->diag, r->framework, 0};
  struct words_file words = {.guide = r->guide, .language = language};
  shape_read(&s, &WORDS_FILE, file.root, (struct span){file.source, 0, 0}, &words);
  pack_take_asks(r, language, file.root);
  r->guide->asks_note[language] = words.note;
  r->guide->asks_support[language] = words.support;
  for (size_t i = 0; i < r->guide->ask_count; i++) {
    if (!r->guide->asks[i].text[language]) {
      diag_add(r->diag, DIAG_G106, file.root->at, arena_printf(r->arena, "%d", r->guide->asks[i].number));
    }
  }
}

void guide_read_asks(struct guide_reading *r) {
  struct yaml_file file;
  struct shape s = {r->arena, r->diag, r->framework, 0};
  if (!guide_load(r, "asks.yaml", "guide-asks/1", &file)) return;
  shape_read(&s, &ASKS_FILE, file.root, (struct span){file.source, 0, 0}, r->guide);
  for (int language = 0; language < LANG_COUNT; language++) read_words(r, (enum language)language);
}

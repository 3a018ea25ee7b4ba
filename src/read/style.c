/* style.c - the writing standard of guide packs: <lang>.yaml (lengths, rules) and terms.yaml (one word for one thing).
 * Which words, how many characters and which endings is data; what a kind of rule means stands in check/. */
#include "base/file.h"
#include "read/read.h"
#include "read/shape.h"
#include <string.h>

/* ---- one language ---- */

static void shape_lengths(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  struct style_language *style = target;
  if (!shape_is_map(s, f->key, value)) return;
  style->lengths = arena_array(s->arena, value->count / 2, sizeof *style->lengths);
  for (size_t i = 0; i + 1 < value->count; i += 2) {
    struct style_length *length = &style->lengths[style->length_count++];
    struct field number = {.key = value->entries[i].text, .min = 1, .max = 8000};
    length->field = value->entries[i].text;
    shape_int(s, &number, &value->entries[i + 1], &length->characters);
  }
}

/* chapters: number of a chapter to the most characters, or words, of its running text. */
static void shape_chapters(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  int *most = (int *)((char *)target + f->offset);
  if (!shape_is_map(s, f->key, value)) return;
  for (size_t i = 0; i + 1 < value->count; i += 2) {
    struct field chapter = {.key = f->key, .min = 1, .max = PACK_CHAPTERS}, number = {.key = f->key, .min = 1, .max = 8000};
    int at = 0;
    shape_int(s, &chapter, &value->entries[i], &at);
    if (at >= 1 && at <= PACK_CHAPTERS) shape_int(s, &number, &value->entries[i + 1], &most[at - 1]);
  }
}

#define RULE_AT(member) offsetof(struct style_rule, member)
#define WORDS_AT(member, counter) .read = shape_strings, .offset = RULE_AT(member), .count_offset = RULE_AT(counter)
static const struct field RULE_FIELDS[] = {
    {.key = "rule", .read = shape_word, .offset = RULE_AT(kind), .required = true, .words = STYLE_RULE_WORDS,
     .word_count = STYLE_RULE_KIND_COUNT},
    {.key = "fields", WORDS_AT(fields, field_count)},
    {.key = "except", WORDS_AT(except, except_count)},
    {.key = "words", WORDS_AT(words, word_count)},
    {.key = "after", WORDS_AT(after, after_count)},
    {.key = "before", WORDS_AT(before, before_count)},
    {.key = "write", .read = shape_string, .offset = RULE_AT(write)},
    {.key = "why", .read = shape_localized, .offset = RULE_AT(why), .required = true},
};
static const struct field_table RULE = FIELD_TABLE(RULE_FIELDS);

#define STYLE_AT(member) offsetof(struct style_language, member)
static const struct field SENTENCE_FIELDS[] = {
    {.key = "characters", .read = shape_int, .offset = STYLE_AT(sentence_characters), .min = 1, .max = 8000},
    {.key = "words", .read = shape_int, .offset = STYLE_AT(sentence_words), .min = 1, .max = 1000},
};
static const struct field_table SENTENCE = FIELD_TABLE(SENTENCE_FIELDS);
static const struct field CHAPTERS_FIELDS[] = {
    {.key = "characters", .read = shape_chapters, .offset = STYLE_AT(chapter_characters)},
    {.key = "words", .read = shape_chapters, .offset = STYLE_AT(chapter_words)},
};
static const struct field_table CHAPTERS = FIELD_TABLE(CHAPTERS_FIELDS);
static const struct field COPY_FIELDS[] = {
    {.key = "characters", .read = shape_int, .offset = STYLE_AT(copy_characters), .min = 5, .max = 100},
    {.key = "words", .read = shape_int, .offset = STYLE_AT(copy_words), .min = 3, .max = 50},
};
static const struct field_table COPY = FIELD_TABLE(COPY_FIELDS);
static const struct field CLAUSE_FIELDS[] = {
    {.key = "marks", .read = shape_strings, .offset = STYLE_AT(clause_marks), .count_offset = STYLE_AT(clause_mark_count), .required = true},
    {.key = "without", .read = shape_strings, .offset = STYLE_AT(ending_words), .count_offset = STYLE_AT(ending_word_count)},
};
static const struct field_table CLAUSE = FIELD_TABLE(CLAUSE_FIELDS);

static const struct field FILE_FIELDS[] = {
    {.key = "tenken", .read = shape_skip},
    {.key = "language", .read = shape_skip, .required = true},
    {.key = "lengths", .read = shape_lengths, .required = true},
    {.key = "sentence", .read = shape_map, .table = &SENTENCE},
    {.key = "chapters", .read = shape_map, .table = &CHAPTERS},
    {.key = "copied", .read = shape_map, .table = &COPY},
    {.key = "last_clause", .read = shape_map, .table = &CLAUSE, .required = true},
    {.key = "term_not_before", .read = shape_strings, .offset = STYLE_AT(term_not_before), .count_offset = STYLE_AT(term_not_before_count)},
    {.key = "rules", .read = shape_list, .offset = STYLE_AT(rules), .count_offset = STYLE_AT(rule_count),
     .table = &RULE, .entry_size = sizeof(struct style_rule), .required = true, .min = 1, .max = 200},
};
static const struct field_table STYLE_FILE = FIELD_TABLE(FILE_FIELDS);

static void read_language(const char *folder, enum language language, struct arena *a, struct diag *d, struct style_language *out) {
  static const char *const names[LANG_COUNT] = {[LANG_JA] = "ja.yaml", [LANG_EN] = "en.yaml"};
  struct yaml_file file;
  if (!yaml_load(path_join(a, folder, names[language]), "guide-style/1", a, d, &file)) return;
  struct shape s = {a, d, NULL, 0};
  shape_read(&s, &STYLE_FILE, file.root, (struct span){file.source, 0, 0}, out);
}

/* ---- terms ---- */

struct term {
  const char *write[LANG_COUNT], **never[LANG_COUNT];
  size_t never_count[LANG_COUNT];
};
#define NEVER_AT(lang) .read = shape_strings, .offset = offsetof(struct term, never) + (lang) * sizeof(char **), \
    .count_offset = offsetof(struct term, never_count) + (lang) * sizeof(size_t)
static const struct field TERM_FIELDS[] = {
    {.key = "ja", .read = shape_string, .offset = offsetof(struct term, write) + LANG_JA * sizeof(char *), .required = true},
    {.key = "en", .read = shape_string, .offset = offsetof(struct term, write) + LANG_EN * sizeof(char *), .required = true},
    {.key = "never_ja", NEVER_AT(LANG_JA)},
    {.key = "never_en", NEVER_AT(LANG_EN)},
};
static const struct field_table TERM = FIELD_TABLE(TERM_FIELDS);

struct terms_file {
  struct term *terms;
  size_t count;
};
static const struct field TERMS_FIELDS[] = {
    {.key = "tenken", .read = shape_skip},
    {.key = "terms", .read = shape_list, .offset = offsetof(struct terms_file, terms),
     .count_offset = offsetof(struct terms_file, count), .table = &TERM, .entry_size = sizeof(struct term),
     .required = true, .max = 1000},
};
static const struct field_table TERMS_FILE = FIELD_TABLE(TERMS_FIELDS);

static void read_terms(const char *folder, struct arena *a, struct diag *d, struct style_book *book) {
  struct yaml_file file;
  struct terms_file found = {0};
  if (!yaml_load(path_join(a, folder, "terms.yaml"), "guide-terms/1", a, d, &file)) return;
  struct shape s = {a, d, NULL, 0};
  shape_read(&s, &TERMS_FILE, file.root, (struct span){file.source, 0, 0}, &found);
  for (size_t t = 0; t < found.count; t++)
    for (int language = 0; language < LANG_COUNT; language++)
      for (size_t n = 0; n < found.terms[t].never_count[language]; n++)
        *ARENA_PUSH(a, book->terms[language], book->term_count[language], book->term_cap[language]) =
            (struct style_term){found.terms[t].never[language][n], found.terms[t].write[language]};
}

struct style_book *read_style(const char *folder, const char *id, struct arena *a, struct diag *d) {
  size_t errors_before = diag_errors(d);
  struct style_book *book = arena_alloc(a, sizeof *book);
  book->id = id;
  for (int language = 0; language < LANG_COUNT; language++)
    read_language(folder, (enum language)language, a, d, &book->language[language]);
  read_terms(folder, a, d, book);
  return diag_errors(d) == errors_before ? book : NULL;
}

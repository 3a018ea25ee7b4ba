/* template.c - template/1: a title, what is attached, what is left out, and the sections in order. What a condition, a
 * placeholder or a left-out kind means is compose's to know; here only their form is checked. */
#include "read/read.h"
#include "read/shape.h"
#include <string.h>

static bool is_place_name(const char *s, size_t size) {
  for (size_t i = 0; i < size; i++) {
    if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789._-", s[i]) || !s[i]) return false;
  }
  return size > 0 && size <= 64;
}

/* Every {{ has its }}, with a name and nothing else between them. */
static void check_places(const struct shape *s, const struct text *t) {
  const char *p = t->s;
  while (p && *p) {
    const char *open = strstr(p, "{{"), *close = strstr(p, "}}");
    if (!open && !close) return;
    if (!open || !close || close < open || !is_place_name(open + 2, (size_t)(close - open - 2))) {
      diag_add(s->diag, DIAG_T102, t->at);
      return;
    }
    p = close + 2;
  }
}

static const struct field LOCALIZED_FIELDS[] = {
    {.key = "ja", .read = shape_text, .offset = LANG_JA * sizeof(struct text), .required = true},
    {.key = "en", .read = shape_text, .offset = LANG_EN * sizeof(struct text), .required = true},
};
static const struct field_table LOCALIZED = FIELD_TABLE(LOCALIZED_FIELDS);

static void shape_localized_text(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  if (!shape_is_map(s, f->key, value)) return;
  struct localized *out = (struct localized *)((char *)target + f->offset);
  shape_read(s, &LOCALIZED, value, value->at, out->text);
  for (size_t lang = 0; lang < LANG_COUNT; lang++) check_places(s, &out->text[lang]);
}

/* ---- sections ---- */

enum { SERIES_NOW = 1, SERIES_TARGET = 2, SERIES_LAST = 4 };
struct raw_section {
  struct template_section section;
  int kind, axes, series;
  bool has_axes, has_series, has_count;
};

static void shape_series(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  static const char *const WORDS[] = {"now", "target", "last"};
  struct raw_section *raw = target;
  raw->has_series = true;
  if (!shape_is_list(s, f->key, value, 3)) return;
  for (size_t i = 0; i < value->count; i++) {
    int word = -1;
    struct field entry = {.key = f->key, .words = WORDS, .word_count = 3};
    shape_word(s, &entry, &value->entries[i], &word);
    if (word >= 0 && (raw->series & 1 << word)) diag_add(s->diag, DIAG_F020, value->entries[i].at, f->key, WORDS[word]);
    if (word >= 0) raw->series |= 1 << word;
  }
}

static const char *const AXES_WORDS[] = {"functions", "categories"};
#define RAW(member) offsetof(struct raw_section, member)
#define RAW_FLAG(member) OFFSET_FLAG(struct raw_section, member)
static const struct field SECTION_FIELDS[] = {
    {.key = "kind", .read = shape_word, .offset = RAW(kind), .words = SECTION_NAMES, .word_count = SECTION_KIND_COUNT,
     .required = true},
    {.key = "when", .read = shape_string, .offset = RAW(section.when)},
    {.key = "axes", .read = shape_word, .offset = RAW(axes), .words = AXES_WORDS, .word_count = 2,
     .flag = RAW_FLAG(has_axes)},
    {.key = "series", .read = shape_series},
    {.key = "count", .read = shape_int, .offset = RAW(section.count), .min = 1, .max = 20, .flag = RAW_FLAG(has_count)},
    {.key = "chapter", .read = shape_int, .offset = RAW(section.chapter), .min = 1, .max = 8},
    {.key = "heading", .read = shape_localized_text, .offset = RAW(section.heading)},
    {.key = "body", .read = shape_localized_text, .offset = RAW(section.body)},
};
static const struct field_table SECTION_TABLE = FIELD_TABLE(SECTION_FIELDS);

static void check_section(const struct shape *s, const struct raw_section *raw, const struct yaml_node *node) {
  if (raw->kind == SECTION_TEXT && !raw->section.body.text[LANG_JA].s) diag_add(s->diag, DIAG_F004, node->at, "body");
  if (raw->kind == SECTION_GUIDE_CHAPTER && !yaml_get(node, "chapter")) diag_add(s->diag, DIAG_F004, node->at, "chapter");
  static const struct {
    const char *key;
    enum section_kind kinds[3];
    size_t kind_count;
  } ONLY[] = {{"axes", {SECTION_RADAR, SECTION_POSITION}, 2},
              {"series", {SECTION_RADAR, SECTION_POSITION, SECTION_RESULTS}, 3},
              {"count", {SECTION_TOP_GAPS}, 1},
              {"chapter", {SECTION_GUIDE_CHAPTER}, 1},
              {"body", {SECTION_TEXT}, 1}};
  for (size_t i = 0; i < sizeof ONLY / sizeof *ONLY; i++) {
    const struct yaml_node *value = yaml_get(node, ONLY[i].key);
    if (!value) continue;
    bool allowed = false;
    for (size_t k = 0; k < ONLY[i].kind_count; k++) allowed |= (int)ONLY[i].kinds[k] == raw->kind;
    if (!allowed) diag_add(s->diag, DIAG_T103, value->at, ONLY[i].key, SECTION_NAMES[raw->kind]);
  }
}

static void shape_sections(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  struct template *t = target;
  if (!shape_is_list(s, f->key, value, 200)) return;
  if (value->count == 0) diag_add(s->diag, DIAG_F021, value->at, f->key, "1");
  t->sections = arena_array(s->arena, value->count, sizeof *t->sections);
  for (size_t i = 0; i < value->count; i++) {
    const struct yaml_node *node = &value->entries[i];
    struct raw_section raw = {.kind = -1};
    if (!shape_is_map(s, f->key, node)) continue;
    shape_read(s, &SECTION_TABLE, node, node->at, &raw);
    if (raw.kind < 0) continue;
    check_section(s, &raw, node);
    raw.section.kind = (enum section_kind)raw.kind;
    raw.section.at = yaml_get(node, "kind")->at;
    raw.section.categories = raw.axes == 1;
    raw.section.series_target = !raw.has_series || raw.series & SERIES_TARGET;
    raw.section.series_last = !raw.has_series || raw.series & SERIES_LAST;
    if (!raw.has_count) raw.section.count = 5;
    t->sections[t->section_count++] = raw.section;
  }
}

/* ---- the file ---- */

static void shape_attach(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  static const char *const WORDS[] = {"answers", "results"};
  struct template *t = target;
  if (!shape_is_list(s, f->key, value, 2)) return;
  for (size_t i = 0; i < value->count; i++) {
    int word = -1;
    struct field entry = {.key = f->key, .words = WORDS, .word_count = 2};
    shape_word(s, &entry, &value->entries[i], &word);
    t->attach_answers |= word == 0;
    t->attach_results |= word == 1;
  }
}

static void shape_size(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  static const char *const WORDS[] = {"A4"};
  int size;
  (void)target;
  struct field word = {.key = f->key, .words = WORDS, .word_count = 1};
  shape_word(s, &word, value, &size);
}

#define AT(member) offsetof(struct template, member)
static const struct field PAGE_FIELDS[] = {
    {.key = "size", .read = shape_size},
    {.key = "theme", .read = shape_line, .offset = AT(theme), .matches = shape_is_file_part,
     .allowed = SHAPE_FILE_PART_ALLOWED},
};
static const struct field_table PAGE = FIELD_TABLE(PAGE_FIELDS);
static const struct field FILE_FIELDS[] = {
    {.key = "tenken", .read = shape_skip},
    {.key = "name", .read = shape_string, .offset = AT(name), .required = true, .matches = shape_is_id,
     .allowed = SHAPE_ID_ALLOWED},
    {.key = "title", .read = shape_localized_text, .offset = AT(title), .required = true},
    {.key = "short_title", .read = shape_localized_text, .offset = AT(short_title)},
    {.key = "cover_title", .read = shape_localized_text, .offset = AT(cover_title)},
    {.key = "subtitle", .read = shape_localized_text, .offset = AT(subtitle)},
    {.key = "page", .read = shape_map, .table = &PAGE},
    {.key = "attach", .read = shape_attach},
    {.key = "leaves_out", .read = shape_strings, .offset = AT(leaves_out), .count_offset = AT(leaves_out_count),
     .matches = shape_is_id, .allowed = SHAPE_ID_ALLOWED},
    {.key = "sections", .read = shape_sections, .required = true},
};
static const struct field_table TEMPLATE_FILE = FIELD_TABLE(FILE_FIELDS);

struct template *read_template(const char *path, struct arena *a, struct diag *d) {
  size_t errors_before = diag_errors(d);
  struct yaml_file file;
  if (!yaml_load(path, "template/1", a, d, &file)) return NULL;
  struct template *t = arena_alloc(a, sizeof *t);
  struct shape s = {a, d, NULL, 0};
  shape_read(&s, &TEMPLATE_FILE, file.root, (struct span){file.source, 0, 0}, t);
  if (!t->theme.s) t->theme.s = "default";
  if (!t->cover_title.text[LANG_JA].s) t->cover_title = t->title;
  if (!t->short_title.text[LANG_JA].s) t->short_title = t->title;
  for (size_t i = 0; i < t->leaves_out_count; i++) t->leaves_out_internal |= strcmp(t->leaves_out[i], "internal") == 0;
  return diag_errors(d) == errors_before ? t : NULL;
}

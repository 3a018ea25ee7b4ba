/* jobs.c - jobs/1: the list of a consultant's run. `defaults` stands for what an entry does not say. */
#include "read/read.h"
#include "read/shape.h"

#include "base/limits.h"

#include <string.h>

static void shape_languages(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  static const char *const LANGUAGE_WORDS[] = {[LANG_JA] = "ja", [LANG_EN] = "en"};
  bool *language = (bool *)((char *)target + f->offset);
  if (!shape_is_list(s, f->key, value, LANG_COUNT)) return;
  if (value->count == 0) diag_add(s->diag, DIAG_F021, value->at, f->key, "1");
  for (size_t i = 0; i < value->count; i++) {
    int found = -1;
    struct field word = {.key = f->key, .words = LANGUAGE_WORDS, .word_count = LANG_COUNT};
    shape_word(s, &word, &value->entries[i], &found);
    if (found < 0) continue;
    if (language[found]) diag_add(s->diag, DIAG_F020, value->entries[i].at, f->key, LANGUAGE_WORDS[found]);
    language[found] = true;
  }
}

static void shape_templates(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  shape_strings(s, f, value, target);
  const char **names = *(const char ***)(void *)((char *)target + f->offset);
  size_t count = *(size_t *)(void *)((char *)target + f->count_offset);
  if (value->kind == YAML_LIST && value->count == 0) diag_add(s->diag, DIAG_F021, value->at, f->key, "1");
  for (size_t i = 1; i < count; i++)
    for (size_t before = 0; before < i && *names[i]; before++)
      if (!strcmp(names[before], names[i])) {
        diag_add(s->diag, DIAG_F020, value->entries[i].at, f->key, names[i]);
        break;
      }
}

#define AT(member) offsetof(struct job_entry, member)
#define CHOICES                                                                                                        \
  {.key = "templates", .read = shape_templates, .offset = AT(templates), .count_offset = AT(template_count)},          \
      {.key = "languages", .read = shape_languages, .offset = AT(language)},                                           \
      {.key = "theme", .read = shape_line, .offset = AT(theme), .max = 1000},                                          \
      {.key = "name", .read = shape_line, .offset = AT(name), .max = 200}
static const struct field DEFAULT_FIELDS[] = {CHOICES};
static const struct field_table DEFAULTS = FIELD_TABLE(DEFAULT_FIELDS);
static const struct field ENTRY_FIELDS[] = {
    {.key = "answers", .read = shape_line, .offset = AT(answers), .required = true, .max = 1000}, CHOICES};
static const struct field_table ENTRY = FIELD_TABLE(ENTRY_FIELDS);

struct raw_jobs {
  struct job_entry defaults, *entries;
  size_t count;
};
static void shape_defaults(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  struct raw_jobs *raw = target;
  if (shape_is_map(s, f->key, value)) shape_read(s, &DEFAULTS, value, value->at, &raw->defaults);
}
static const struct field FILE_FIELDS[] = {
    {.key = "tenken", .read = shape_skip},
    {.key = "defaults", .read = shape_defaults},
    {.key = "jobs", .read = shape_list, .offset = offsetof(struct raw_jobs, entries), .required = true, .min = 1,
     .max = LIMIT_JOBS, .table = &ENTRY, .entry_size = sizeof(struct job_entry),
     .count_offset = offsetof(struct raw_jobs, count), .entry_at = OFFSET_FLAG(struct job_entry, at)},
};
static const struct field_table JOBS_FILE = FIELD_TABLE(FILE_FIELDS);

static void fill(struct job_entry *entry, const struct job_entry *defaults) {
  if (!entry->templates) {
    entry->templates = defaults->templates;
    entry->template_count = defaults->template_count;
  }
  if (!entry->language[LANG_JA] && !entry->language[LANG_EN])
    memcpy(entry->language, defaults->language, sizeof entry->language);
  if (!entry->theme.s) entry->theme = defaults->theme;
  if (!entry->name.s) entry->name = defaults->name;
}

struct job_list *read_jobs(const char *path, const struct limits *limits, struct arena *a, struct diag *d) {
  size_t errors_before = diag_errors(d);
  struct yaml_file file;
  if (!yaml_load_within(limits->input_bytes, path, "jobs/1", a, d, &file)) return NULL;
  struct raw_jobs raw = {0};
  struct shape s = {a, d, NULL, 0};
  shape_read(&s, &JOBS_FILE, file.root, (struct span){file.source, 0, 0}, &raw);
  if (diag_errors(d) != errors_before) return NULL;
  struct job_list *list = arena_alloc(a, sizeof *list);
  *list = (struct job_list){raw.entries, raw.count};
  for (size_t i = 0; i < list->count; i++) fill(&list->entries[i], &raw.defaults);
  return list;
}

/* scale.c - scale/1: what the levels are called and mean, and how means are taken. */
#include "read/canonical.h"
#include "read/read.h"
#include "read/shape.h"

struct named {
  const char *name[LANG_COUNT], *definition[LANG_COUNT];
};
static const struct field NAMED_FIELDS[] = {
    {.key = "name", .read = shape_localized, .offset = offsetof(struct named, name), .required = true},
    {.key = "definition", .read = shape_localized, .offset = offsetof(struct named, definition), .required = true},
};
static const struct field_table NAMED = FIELD_TABLE(NAMED_FIELDS);

static const struct field LEVELS_FIELDS[] = {
    {.key = "0", .read = shape_map, .offset = 0 * sizeof(struct named), .table = &NAMED, .required = true},
    {.key = "1", .read = shape_map, .offset = 1 * sizeof(struct named), .table = &NAMED, .required = true},
    {.key = "2", .read = shape_map, .offset = 2 * sizeof(struct named), .table = &NAMED, .required = true},
    {.key = "3", .read = shape_map, .offset = 3 * sizeof(struct named), .table = &NAMED, .required = true},
    {.key = "4", .read = shape_map, .offset = 4 * sizeof(struct named), .table = &NAMED, .required = true},
};
static const struct field_table LEVELS = FIELD_TABLE(LEVELS_FIELDS);

struct raw_scale {
  struct named level[LEVEL_MAX + 1], na, unanswered;
  const char *id, *version;
  int averaging;
};
static const char *const AVERAGING_WORDS[] = {[AVERAGE_ITEMS] = "items", [AVERAGE_CATEGORIES] = "categories"};
static const struct field FILE_FIELDS[] = {
    {.key = "tenken", .read = shape_skip},
    {.key = "id", .read = shape_string, .offset = offsetof(struct raw_scale, id), .required = true},
    {.key = "version", .read = shape_string, .offset = offsetof(struct raw_scale, version), .required = true},
    {.key = "levels", .read = shape_map, .offset = offsetof(struct raw_scale, level), .table = &LEVELS, .required = true},
    {.key = "na", .read = shape_map, .offset = offsetof(struct raw_scale, na), .table = &NAMED, .required = true},
    {.key = "unanswered", .read = shape_map, .offset = offsetof(struct raw_scale, unanswered), .table = &NAMED,
     .required = true},
    {.key = "averaging", .read = shape_word, .offset = offsetof(struct raw_scale, averaging), .words = AVERAGING_WORDS,
     .word_count = 2, .required = true},
};
static const struct field_table SCALE_FILE = FIELD_TABLE(FILE_FIELDS);

struct scale *read_scale(const char *path, struct arena *a, struct diag *d) {
  size_t errors_before = diag_errors(d);
  struct yaml_file file;
  if (!yaml_load(path, "scale/1", a, d, &file)) return NULL;
  struct raw_scale raw = {0};
  struct shape s = {a, d, NULL, 0};
  shape_read(&s, &SCALE_FILE, file.root, (struct span){file.source, 0, 0}, &raw);
  if (diag_errors(d) != errors_before) return NULL;
  struct scale *scale = arena_alloc(a, sizeof *scale);
  scale->id = raw.id;
  scale->version = raw.version;
  scale->averaging = (enum averaging)raw.averaging;
  for (size_t lang = 0; lang < LANG_COUNT; lang++) {
    for (size_t level = 0; level <= LEVEL_MAX; level++) {
      scale->name[level][lang] = raw.level[level].name[lang];
      scale->definition[level][lang] = raw.level[level].definition[lang];
    }
    scale->na_name[lang] = raw.na.name[lang];
    scale->na_definition[lang] = raw.na.definition[lang];
    scale->unanswered_name[lang] = raw.unanswered.name[lang];
    scale->unanswered_definition[lang] = raw.unanswered.definition[lang];
  }
  scale->digest_hex = canonical_file_hex(&file, a);
  return scale;
}

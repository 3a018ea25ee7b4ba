/* framework.c - framework/1: functions with their categories, each with its number of items; item ids are the
 * category's id and a number from 1. */
#include "base/limits.h"
#include "read/canonical.h"
#include "read/read.h"
#include "read/shape.h"
#include <string.h>

struct raw_category {
  const char *id;
  const char *name[LANG_COUNT];
  int items;
};
struct raw_function {
  const char *id;
  const char *name[LANG_COUNT];
  struct raw_category *categories;
  size_t category_count;
};
struct raw_framework {
  const char *id, *name;
  struct raw_function *functions;
  size_t function_count;
  struct framework_alias *aliases;
  size_t alias_count;
};

static const struct field CATEGORY_FIELDS[] = {
    {.key = "id", .read = shape_string, .offset = offsetof(struct raw_category, id), .required = true},
    {.key = "name", .read = shape_localized, .offset = offsetof(struct raw_category, name), .required = true},
    {.key = "items", .read = shape_int, .offset = offsetof(struct raw_category, items), .required = true, .min = 1,
     .max = 99},
};
static const struct field_table CATEGORY = FIELD_TABLE(CATEGORY_FIELDS);
static const struct field FUNCTION_FIELDS[] = {
    {.key = "id", .read = shape_string, .offset = offsetof(struct raw_function, id), .required = true},
    {.key = "name", .read = shape_localized, .offset = offsetof(struct raw_function, name), .required = true},
    {.key = "categories", .read = shape_list, .offset = offsetof(struct raw_function, categories), .required = true,
     .min = 1, .max = LIMIT_CATEGORIES, .table = &CATEGORY, .entry_size = sizeof(struct raw_category),
     .count_offset = offsetof(struct raw_function, category_count)},
};
static const struct field_table FUNCTION = FIELD_TABLE(FUNCTION_FIELDS);
static const struct field ALIAS_FIELDS[] = {
    {.key = "from", .read = shape_string, .offset = offsetof(struct framework_alias, from), .required = true},
    {.key = "to", .read = shape_string, .offset = offsetof(struct framework_alias, to), .required = true},
};
static const struct field_table ALIAS = FIELD_TABLE(ALIAS_FIELDS);
static const struct field FILE_FIELDS[] = {
    {.key = "tenken", .read = shape_skip},
    {.key = "id", .read = shape_string, .offset = offsetof(struct raw_framework, id), .required = true},
    {.key = "name", .read = shape_string, .offset = offsetof(struct raw_framework, name), .required = true},
    {.key = "functions", .read = shape_list, .offset = offsetof(struct raw_framework, functions), .required = true,
     .min = 1, .max = LIMIT_FUNCTIONS, .table = &FUNCTION, .entry_size = sizeof(struct raw_function),
     .count_offset = offsetof(struct raw_framework, function_count)},
    {.key = "aliases", .read = shape_list, .offset = offsetof(struct raw_framework, aliases), .table = &ALIAS,
     .entry_size = sizeof(struct framework_alias), .count_offset = offsetof(struct raw_framework, alias_count)},
};
static const struct field_table FRAMEWORK_FILE = FIELD_TABLE(FILE_FIELDS);

static void count_parts(const struct raw_framework *raw, struct framework *f) {
  for (size_t i = 0; i < raw->function_count; i++) {
    f->category_count += raw->functions[i].category_count;
    for (size_t j = 0; j < raw->functions[i].category_count; j++) {
      f->item_count += (size_t)raw->functions[i].categories[j].items;
    }
  }
  f->function_count = raw->function_count;
}

static void fill_category(struct framework *f, const struct raw_category *raw, size_t function, size_t category,
                          size_t first_item, struct arena *a) {
  struct framework_category *c = &f->categories[category];
  *c = (struct framework_category){.id = raw->id, .name = {raw->name[LANG_JA], raw->name[LANG_EN]},
                                   .function = function, .first_item = first_item, .item_count = (size_t)raw->items};
  for (size_t i = 0; i < c->item_count; i++) {
    f->items[first_item + i] =
        (struct framework_item){arena_printf(a, "%s-%zu", raw->id, i + 1), category, function};
  }
}

static void fill(struct framework *f, const struct raw_framework *raw, struct arena *a) {
  f->id = raw->id;
  f->name = raw->name;
  f->aliases = raw->aliases;
  f->alias_count = raw->alias_count;
  f->functions = arena_array(a, f->function_count, sizeof *f->functions);
  f->categories = arena_array(a, f->category_count, sizeof *f->categories);
  f->items = arena_array(a, f->item_count, sizeof *f->items);
  size_t category = 0, item = 0;
  for (size_t i = 0; i < raw->function_count; i++) {
    const struct raw_function *from = &raw->functions[i];
    struct framework_function *to = &f->functions[i];
    *to = (struct framework_function){.id = from->id, .name = {from->name[LANG_JA], from->name[LANG_EN]},
                                      .first_category = category, .category_count = from->category_count,
                                      .first_item = item};
    for (size_t j = 0; j < from->category_count; j++) {
      fill_category(f, &from->categories[j], i, category++, item, a);
      item += (size_t)from->categories[j].items;
    }
    to->item_count = item - to->first_item;
  }
}

/* Ids must be different, categories must belong to their function ("PR.AC" to "PR"), aliases must lead somewhere. */
static void check(const struct framework *f, struct span at, struct diag *d) {
  for (size_t i = 0; i < f->category_count; i++) {
    const struct framework_category *c = &f->categories[i];
    const char *function = f->functions[c->function].id;
    if (strncmp(c->id, function, strlen(function)) != 0 || c->id[strlen(function)] != '.') {
      diag_add(d, DIAG_D101, at, c->id, function);
    }
    if (framework_find_category(f, c->id) != (long)i) diag_add(d, DIAG_F020, at, "categories", c->id);
  }
  for (size_t i = 0; i < f->alias_count; i++) {
    if (framework_find_category(f, f->aliases[i].to) < 0) diag_add(d, DIAG_D102, at, f->aliases[i].to);
  }
}

static bool is_small_enough(const struct framework *f, struct span at, struct arena *a, struct diag *d) {
  if (f->category_count > LIMIT_CATEGORIES)
    diag_add(d, DIAG_F016, at, "categories", arena_printf(a, "%d", LIMIT_CATEGORIES));
  if (f->item_count > LIMIT_ITEMS) diag_add(d, DIAG_F016, at, "items", arena_printf(a, "%d", LIMIT_ITEMS));
  return f->category_count <= LIMIT_CATEGORIES && f->item_count <= LIMIT_ITEMS;
}

struct framework *read_framework(const char *path, struct arena *a, struct diag *d) {
  size_t errors_before = diag_errors(d);
  struct yaml_file file;
  if (!yaml_load(path, "framework/1", a, d, &file)) return NULL;
  struct raw_framework raw = {0};
  struct shape s = {a, d, NULL, 0};
  shape_read(&s, &FRAMEWORK_FILE, file.root, (struct span){file.source, 0, 0}, &raw);
  if (diag_errors(d) != errors_before) return NULL;
  struct framework *f = arena_alloc(a, sizeof *f);
  count_parts(&raw, f);
  if (!is_small_enough(f, file.root->at, a, d)) return NULL;
  fill(f, &raw, a);
  check(f, file.root->at, d);
  f->digest_hex = canonical_file_hex(&file, a);
  return diag_errors(d) == errors_before ? f : NULL;
}

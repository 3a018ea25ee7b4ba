/* strings.c - strings/1: nested maps become dotted keys ("board: {title: x}" is "board.title"), sorted by bytes to
 * find one that stands twice. The key `tenken` at the top is the file's kind and not a text. */
#include "base/limits.h"
#include "read/read.h"
#include "read/shape.h"
#include <stdlib.h>
#include <string.h>

struct collected {
  struct string_entry *entries;
  size_t count, cap;
};

static void collect(const struct shape *s, const struct yaml_node *map, const char *prefix, struct collected *out) {
  for (size_t i = 0; i + 1 < map->count; i += 2) {
    const struct yaml_node *key = &map->entries[i], *value = &map->entries[i + 1];
    if (!*prefix && strcmp(key->text, "tenken") == 0) continue;
    const char *dotted = *prefix ? arena_printf(s->arena, "%s.%s", prefix, key->text) : key->text;
    if (value->kind == YAML_MAP) {
      collect(s, value, dotted, out);
    } else if (value->kind == YAML_SCALAR_VALUE) {
      *ARENA_PUSH(s->arena, out->entries, out->count, out->cap) = (struct string_entry){dotted, value->text};
    } else {
      diag_add(s->diag, DIAG_F005, value->at, dotted);
    }
  }
}

static int by_key(const void *left, const void *right) {
  return strcmp(((const struct string_entry *)left)->key, ((const struct string_entry *)right)->key);
}

struct strings *read_strings(const char *path, enum language language, struct arena *a, struct diag *d) {
  size_t errors_before = diag_errors(d);
  struct yaml_file file;
  if (!yaml_load(path, "strings/1", a, d, &file)) return NULL;
  struct shape s = {a, d, NULL, 0};
  struct collected found = {0};
  collect(&s, file.root, "", &found);
  if (found.count) qsort(found.entries, found.count, sizeof *found.entries, by_key);
  for (size_t i = 1; i < found.count; i++) { /* "a.b: x" beside "a: {b: y}" */
    if (strcmp(found.entries[i - 1].key, found.entries[i].key) == 0) {
      diag_add(d, DIAG_Y016, file.root->at, found.entries[i].key);
    }
  }
  if (diag_errors(d) != errors_before) return NULL;
  return strings_new(a, language, found.entries, found.count);
}

/* leaves.c - a YAML tree as a flat list of its scalars, each under its path. */
#include "read/leaves.h"

#include "read/canonical.h"

#include <string.h>

static void put_leaf(struct leaves *leaves, const char *path, const char *value, struct span at, struct arena *a) {
  *ARENA_PUSH(a, leaves->items, leaves->count, leaves->cap) = (struct leaf){path, value, at};
}

static void walk(struct leaves *, const struct yaml_node *, const char *path, const char *skip_key, struct arena *);

static void walk_map(struct leaves *leaves, const struct yaml_node *map, const char *path, const char *skip_key,
                     struct arena *a) {
  for (size_t i = 0; i + 1 < map->count; i += 2) {
    const char *key = map->entries[i].text;
    if (skip_key && strcmp(key, skip_key) == 0) continue;
    walk(leaves, &map->entries[i + 1], *path ? arena_printf(a, "%s.%s", path, key) : key, NULL, a);
  }
}

/* Recursion is bounded by LIMIT_YAML_DEPTH. */
static void walk(struct leaves *leaves, const struct yaml_node *node, const char *path, const char *skip_key,
                 struct arena *a) {
  if (node->kind == YAML_MAP && node->count) {
    walk_map(leaves, node, path, skip_key, a);
  } else if (node->kind == YAML_LIST && node->count) {
    for (size_t i = 0; i < node->count; i++)
      walk(leaves, &node->entries[i], arena_printf(a, "%s[%zu]", path, i + 1), NULL, a);
  } else {
    put_leaf(leaves, path, canonical_text(node, a), node->at, a);
  }
}

struct leaves leaves_of(const struct yaml_node *root, const char *skip_key, struct arena *a) {
  struct leaves leaves = {0};
  walk(&leaves, root, "", skip_key, a);
  return leaves;
}

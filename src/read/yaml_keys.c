/* yaml_keys.c - keys are compared by their first eight bytes as one number: nearly all of ours differ there. Comparing all
 * pairs would let a large file take minutes, so that only a handful is sorted by insertion. */
#include "read/yaml_keys.h"

#include <stdlib.h>
#include <string.h>

enum { FEW = 16 };

struct sort_key {
  uint64_t head; /* the first eight bytes, the first one foremost; zeros behind a shorter key */
  const char *text;
  uint32_t pair;
};

static struct sort_key sort_key_of(const struct yaml_node *map, uint32_t pair) {
  struct sort_key key = {.text = map->entries[2 * (size_t)pair].text, .pair = pair};
  const char *s = key.text;
  for (int i = 0; i < 8; i++) {
    key.head = key.head << 8 | (unsigned char)*s;
    if (*s) s++;
  }
  return key;
}

/* <0, 0, >0. A head that ends with a zero byte is the whole key. */
static int compare_texts(const struct sort_key *a, const struct sort_key *b) {
  if (a->head != b->head) return a->head < b->head ? -1 : 1;
  return (a->head & 0xFF) ? strcmp(a->text + 8, b->text + 8) : 0;
}

static int by_text_then_place(const void *left, const void *right) {
  const struct sort_key *a = left, *b = right;
  int order = compare_texts(a, b);
  return order ? order : (a->pair > b->pair) - (a->pair < b->pair);
}

static void sort_keys(struct sort_key *keys, size_t count) {
  if (count > FEW) {
    qsort(keys, count, sizeof *keys, by_text_then_place);
    return;
  }
  for (size_t i = 1; i < count; i++) {
    struct sort_key key = keys[i];
    size_t at = i;
    for (; at && compare_texts(&keys[at - 1], &key) > 0; at--) keys[at] = keys[at - 1];
    keys[at] = key;
  }
}

static bool is_same_key(const struct yaml_node *map, uint32_t a, uint32_t b) {
  return strcmp(map->entries[2 * (size_t)a].text, map->entries[2 * (size_t)b].text) == 0;
}

void yaml_keys_sort(const struct yaml_node *map, uint32_t *order) {
  struct sort_key few[FEW];
  size_t pairs = map->count / 2;
  struct sort_key *keys = pairs > FEW ? mem_alloc(pairs * sizeof *keys) : few;
  for (size_t i = 0; i < pairs; i++) keys[i] = sort_key_of(map, (uint32_t)i);
  sort_keys(keys, pairs);
  for (size_t i = 0; i < pairs; i++) order[i] = keys[i].pair;
  if (keys != few) free(keys);
}

void yaml_keys_check(struct yaml_node *map, struct arena *a, struct diag *d) {
  size_t pairs = map->count / 2;
  if (pairs < 2) return;
  uint32_t *order = arena_array(a, pairs, sizeof *order);
  yaml_keys_sort(map, order);
  map->order = order;
  for (size_t i = 1, first = 0; i < pairs; i++) {
    if (!is_same_key(map, order[first], order[i])) {
      first = i;
      continue;
    }
    const struct yaml_node *key = &map->entries[2 * (size_t)order[i]];
    diag_add(d, DIAG_Y016, key->at, key->text);
    diag_note(d, DIAG_N001, map->entries[2 * (size_t)order[first]].at);
  }
}

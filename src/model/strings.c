/* strings.c - fixed texts by key: the entries are sorted, so a text is found by halving. */
#include "model/settings.h"

#include <string.h>

static const struct string_entry *find(const struct strings *s, const char *key) {
  size_t low = 0, high = s->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strcmp(key, s->entries[middle].key);
    if (order == 0) return &s->entries[middle];
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  return NULL;
}

const char *strings_get(const struct strings *s, const char *key) {
  const struct string_entry *entry = find(s, key);
  return entry ? entry->value : key;
}

bool strings_has(const struct strings *s, const char *key) {
  return find(s, key) != NULL;
}

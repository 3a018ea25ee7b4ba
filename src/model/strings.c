/* strings.c - fixed texts by key: a report asks thousands of times, so a key is found by its hash (FNV-1a, open
 * addressing, at most half of the slots taken). */
#include "base/arena.h"
#include "model/settings.h"

#include <string.h>

static size_t slot_of(const struct strings *s, const char *key) {
  uint32_t hash = 2166136261u;
  for (const char *p = key; *p; p++) hash = (hash ^ (unsigned char)*p) * 16777619u;
  size_t slot = hash & s->slot_mask;
  while (s->slots[slot] && strcmp(s->slots[slot]->key, key) != 0) slot = (slot + 1) & s->slot_mask;
  return slot;
}

struct strings *strings_new(struct arena *a, enum language language, const struct string_entry *entries, size_t count) {
  size_t slots = 4;
  while (slots < 2 * count) slots *= 2;
  struct strings *s = arena_alloc(a, sizeof *s);
  *s = (struct strings){language, entries, count, arena_array(a, slots, sizeof *s->slots), slots - 1};
  for (size_t i = 0; i < count; i++) s->slots[slot_of(s, entries[i].key)] = &entries[i];
  return s;
}

const char *strings_get(const struct strings *s, const char *key) {
  const struct string_entry *entry = s->slots[slot_of(s, key)];
  return entry ? entry->value : key;
}

bool strings_has(const struct strings *s, const char *key) {
  return s->slots[slot_of(s, key)] != NULL;
}

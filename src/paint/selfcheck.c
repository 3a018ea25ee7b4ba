/* How: all objects are parsed once, every key against the known names; then each part looks at its side of the file.
 * A rule is noted once, with the first object that breaks it. */
#include "paint/selfcheck_parts.h"

#include <string.h>

static const struct selfcheck_words WORDS[RULE_COUNT] = {
#define RULE(id, clause, en, ja) [RULE_##id] = {clause, en, ja},
#include "paint/selfcheck_rules.def"
#undef RULE
};

struct selfcheck_words selfcheck_words(enum selfcheck_rule rule) {
  return WORDS[rule];
}

void check_note(struct selfcheck *check, enum selfcheck_rule rule, unsigned object) {
  struct selfcheck_faults *faults = check->faults;
  if (faults->broken[rule]) return;
  faults->broken[rule] = true;
  faults->objects[rule] = object;
  faults->count++;
}

const struct object_text *check_stream(const struct selfcheck *check, uint32_t reference) {
  unsigned number = nodes_reference(&check->nodes, reference);
  bool is_stream = number && number < check->texts->count && check->texts->item[number].is_stream;
  return is_stream ? &check->texts->item[number] : NULL;
}

bool check_has_words(struct selfcheck *check, uint32_t node) {
  const char *text = nodes_text(&check->nodes, node, check->arena);
  return text && *text;
}

/* RFC 5646 2.1 in shape: letters, then parts of one to eight letters and digits. */
bool check_language(struct selfcheck *check, uint32_t node) {
  const char *tag = nodes_text(&check->nodes, node, check->arena);
  size_t length = 0;
  bool is_first = true;
  for (; tag; tag++) {
    bool letter = (*tag | 32) >= 'a' && (*tag | 32) <= 'z', digit = *tag >= '0' && *tag <= '9';
    if (letter || (digit && !is_first)) {
      length++;
      continue;
    }
    if (length < (is_first ? 2 : 1) || length > 8 || (*tag && *tag != '-')) return false;
    if (!*tag) return true;
    length = 0;
    is_first = false;
  }
  return false;
}

/* ---- all objects ---- */

/* Keys of a class map are names of our own and stand in the list; those of resources are numbered. */
static void read_objects(struct selfcheck *check) {
  const struct object_texts *texts = check->texts;
  struct nodes *nodes = &check->nodes;
  for (unsigned i = 1; i < texts->count; i++) {
    const struct object_text *item = &texts->item[i];
    uint32_t root = check->roots[i] = nodes_read(nodes, item->text, item->size, item->is_stream);
    check_need(check, root != 0, RULE_SYNTAX, i);
    check_need(check, !nodes->long_string, RULE_STRING_LENGTH, i);
    check_need(check, !nodes->long_name, RULE_NAME_LENGTH, i);
    check_need(check, !root || !nodes->other_key, RULE_KEY, i);
  }
}

static void run_parts(struct selfcheck *check) {
  uint32_t catalog = check->texts->root < check->texts->count ? check->roots[check->texts->root] : 0;
  if (!check_need(check, nodes_is(&check->nodes, catalog, NODE_DICTIONARY), RULE_CATALOG, check->texts->root)) return;
  selfcheck_document(check, catalog);
  selfcheck_metadata(check, catalog);
  selfcheck_tree(check, catalog);
  selfcheck_content(check);
  selfcheck_annotations(check, catalog);
  selfcheck_fonts(check);
}

bool selfcheck_run(const struct object_texts *texts, struct arena *arena, struct selfcheck_faults *faults) {
  struct selfcheck check = {.texts = texts, .arena = arena, .faults = faults};
  size_t bytes = 0;
  memset(faults, 0, sizeof *faults);
  for (unsigned i = 1; i < texts->count; i++)
    bytes += texts->item[i].size;
  nodes_open(&check.nodes, bytes);
  check.roots = arena_array(arena, texts->count, sizeof *check.roots);
  check.page_of = arena_array(arena, texts->count, sizeof *check.page_of);
  check.annotation_owner = arena_array(arena, texts->count, sizeof *check.annotation_owner);
  check.reached = arena_array(arena, texts->count, sizeof *check.reached);
  read_objects(&check);
  run_parts(&check);
  nodes_free(&check.nodes);
  return faults->count == 0;
}

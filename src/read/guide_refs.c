/* guide_refs.c - refs.yaml of a pack: the documents that items name and that the guide lists. A pack without it has no
 * list. Titles are as published; nothing of the documents themselves stands here. */
#include "read/guide_text.h"
#include "read/shape.h"
#include <string.h>

#define REF_AT(member) offsetof(struct guide_ref, member)
static const struct field REF_FIELDS[] = {
    {.key = "title", .read = guide_shape_words, .offset = REF_AT(title), .required = true},
    {.key = "publisher", .read = guide_shape_words, .offset = REF_AT(publisher), .required = true},
    {.key = "edition", .read = guide_shape_words, .offset = REF_AT(edition), .required = true},
    {.key = "looked_up", .read = shape_date, .offset = REF_AT(looked_up)},
};
static const struct field_table REF = FIELD_TABLE(REF_FIELDS);

static void shape_refs(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  struct guide *guide = target;
  if (!shape_is_map(s, f->key, value)) return;
  guide->refs = arena_array(s->arena, value->count / 2, sizeof *guide->refs);
  for (size_t i = 0; i + 1 < value->count; i += 2) {
    const struct yaml_node *key = &value->entries[i];
    if (!shape_is_file_part(key->text))
      diag_add(s->diag, DIAG_F018, key->at, f->key, key->text, SHAPE_FILE_PART_ALLOWED);
    if (!shape_is_map(s, key->text, &value->entries[i + 1])) continue;
    struct guide_ref *ref = &guide->refs[guide->ref_count++];
    ref->id = key->text;
    shape_read(s, &REF, &value->entries[i + 1], key->at, ref);
  }
}

static const struct field FILE_FIELDS[] = {
    {.key = "tenken", .read = shape_skip},
    {.key = "version", .read = shape_skip},
    {.key = "refs", .read = shape_refs, .required = true},
};
static const struct field_table REFS_FILE = FIELD_TABLE(FILE_FIELDS);

void guide_read_refs(struct guide_reading *r) {
  struct yaml_file file;
  struct shape s = {r->arena, r->diag, r->framework, 0};
  if (guide_load(r, "refs.yaml", "guide-refs/1", &file))
    shape_read(&s, &REFS_FILE, file.root, (struct span){file.source, 0, 0}, r->guide);
}

/* refs of an item: keys of refs.yaml. */
void guide_shape_refs(const struct shape *s, const struct guide *guide, const struct yaml_node *value,
                      struct guide_item *item) {
  const char **known = arena_array(s->arena, guide->ref_count, sizeof *known);
  for (size_t i = 0; i < guide->ref_count; i++) known[i] = guide->refs[i].id;
  if (!shape_is_list(s, "refs", value, guide->ref_count)) return;
  item->refs = arena_array(s->arena, value->count, sizeof *item->refs);
  for (size_t i = 0; i < value->count; i++) {
    const struct yaml_node *entry = &value->entries[i];
    size_t found = 0;
    while (found < guide->ref_count && (!entry->text || strcmp(known[found], entry->text) != 0)) found++;
    if (found < guide->ref_count) {
      item->refs[item->ref_count++] = found;
      continue;
    }
    diag_add(s->diag, DIAG_G108, entry->at, entry->text ? entry->text : "",
             shape_word_list(s->arena, known, guide->ref_count));
  }
}

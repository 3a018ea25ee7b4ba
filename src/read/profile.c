/* profile.c - profile/1: a target level per item, given as a default, targets per category and exceptions per item,
 * each with its reason. The narrowest one holds, with its reason. */
#include "base/buf.h"
#include "digest/digest.h"
#include "read/canonical.h"
#include "read/item_id.h"
#include "read/read.h"
#include "read/shape.h"
#include <string.h>

struct target {
  int level;
  const char *reason[LANG_COUNT];
};
struct raw_profile {
  const char *id, *version, *name[LANG_COUNT];
  int segment;
  bool has_segment;
  bool without[IMPACT_COUNT];
  struct target fallback;
  struct target *category; /* per category; level -1: not given */
  struct target *item;
};

static const struct field TARGET_FIELDS[] = {
    {.key = "target", .read = shape_int, .offset = offsetof(struct target, level), .required = true, .min = 0,
     .max = LEVEL_MAX},
    {.key = "reason", .read = shape_localized, .offset = offsetof(struct target, reason), .required = true},
};
static const struct field_table TARGET = FIELD_TABLE(TARGET_FIELDS);

static void read_target(const struct shape *s, const struct yaml_node *key, const struct yaml_node *value,
                        struct target *out) {
  if (!shape_is_map(s, key->text, value)) return;
  out->level = 0;
  shape_read(s, &TARGET, value, key->at, out);
}

static void shape_categories(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  const struct framework *framework = s->context;
  struct raw_profile *raw = target;
  if (!shape_is_map(s, f->key, value)) return;
  const char **ids = arena_array(s->arena, framework->category_count, sizeof *ids);
  for (size_t i = 0; i < framework->category_count; i++) ids[i] = framework->categories[i].id;
  for (size_t i = 0; i + 1 < value->count; i += 2) {
    const struct yaml_node *key = &value->entries[i];
    long category = framework_find_category(framework, key->text);
    if (category < 0) shape_unknown_key(s, key, ids, framework->category_count);
    else read_target(s, key, &value->entries[i + 1], &raw->category[category]);
  }
}

static void shape_item_targets(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  struct raw_profile *raw = target;
  if (!shape_is_map(s, f->key, value)) return;
  for (size_t i = 0; i + 1 < value->count; i += 2) {
    long item = item_id_resolve(s, s->context, &value->entries[i]);
    if (item >= 0) read_target(s, &value->entries[i], &value->entries[i + 1], &raw->item[item]);
  }
}

/* without: effects that this segment cannot have, so that no narrative of it names them. */
static void shape_without(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  struct raw_profile *raw = target;
  if (!shape_is_list(s, f->key, value, IMPACT_COUNT)) return;
  for (size_t i = 0; i < value->count; i++) {
    int word = -1;
    struct field entry = {.key = f->key, .words = IMPACT_IDS, .word_count = IMPACT_COUNT};
    shape_word(s, &entry, &value->entries[i], &word);
    if (word >= 0 && raw->without[word]) diag_add(s->diag, DIAG_F020, value->entries[i].at, f->key, IMPACT_IDS[word]);
    if (word >= 0) raw->without[word] = true;
  }
}

#define AT(member) offsetof(struct raw_profile, member)
static const struct field FILE_FIELDS[] = {
    {.key = "tenken", .read = shape_skip},
    {.key = "id", .read = shape_string, .offset = AT(id), .required = true},
    {.key = "version", .read = shape_string, .offset = AT(version), .required = true},
    {.key = "name", .read = shape_localized, .offset = AT(name), .required = true},
    {.key = "segment", .read = shape_word, .offset = AT(segment), .words = SEGMENT_IDS, .word_count = SEGMENT_COUNT,
     .flag = OFFSET_FLAG(struct raw_profile, has_segment)},
    {.key = "without", .read = shape_without},
    {.key = "default", .read = shape_map, .offset = AT(fallback), .table = &TARGET, .required = true},
    {.key = "categories", .read = shape_categories},
    {.key = "items", .read = shape_item_targets},
};
static const struct field_table PROFILE_FILE = FIELD_TABLE(FILE_FIELDS);

static struct target *targets_not_given(struct arena *a, size_t count) {
  struct target *targets = arena_array(a, count, sizeof *targets);
  for (size_t i = 0; i < count; i++) targets[i].level = -1;
  return targets;
}

static struct profile *profile_new(const struct framework *f, struct arena *a) {
  struct profile *p = arena_alloc(a, sizeof *p);
  p->target = arena_array(a, f->item_count, sizeof *p->target);
  for (size_t lang = 0; lang < LANG_COUNT; lang++) {
    p->reason[lang] = arena_array(a, f->item_count, sizeof *p->reason[lang]);
  }
  return p;
}

struct profile *read_profile(const char *path, const struct framework *f, struct arena *a, struct diag *d) {
  size_t errors_before = diag_errors(d);
  struct yaml_file file;
  if (!yaml_load(path, "profile/1", a, d, &file)) return NULL;
  struct raw_profile raw = {.category = targets_not_given(a, f->category_count),
                            .item = targets_not_given(a, f->item_count)};
  struct shape s = {a, d, f, 0};
  shape_read(&s, &PROFILE_FILE, file.root, (struct span){file.source, 0, 0}, &raw);
  if (diag_errors(d) != errors_before) return NULL;
  struct profile *p = profile_new(f, a);
  p->id = raw.id;
  p->version = raw.version;
  p->segment = raw.has_segment ? raw.segment : -1;
  memcpy(p->without, raw.without, sizeof p->without);
  for (size_t lang = 0; lang < LANG_COUNT; lang++) p->name[lang] = raw.name[lang];
  for (size_t i = 0; i < f->item_count; i++) {
    const struct target *category = &raw.category[f->items[i].category];
    const struct target *chosen = raw.item[i].level >= 0 ? &raw.item[i] : category->level >= 0 ? category : &raw.fallback;
    p->target[i] = chosen->level;
    for (size_t lang = 0; lang < LANG_COUNT; lang++) p->reason[lang][i] = chosen->reason[lang];
  }
  p->digest_hex = canonical_file_hex(&file, a);
  return p;
}

struct profile *profile_strictest(const struct profile *const *profiles, size_t count, const struct framework *f,
                                  struct arena *a) {
  struct profile *strictest = profile_new(f, a);
  strictest->id = "strictest";
  strictest->version = "";
  strictest->segment = -1;
  struct buf parts = {0}, version = {0};
  struct buf name[LANG_COUNT] = {{0}};
  for (size_t k = 0; k < count; k++) {
    const struct profile *p = profiles[k];
    for (size_t i = 0; i < f->item_count; i++) {
      if (k && p->target[i] <= strictest->target[i]) continue;
      strictest->target[i] = p->target[i];
      for (size_t lang = 0; lang < LANG_COUNT; lang++) strictest->reason[lang][i] = p->reason[lang][i];
    }
    for (size_t lang = 0; lang < LANG_COUNT; lang++) {
      if (k) buf_puts(&name[lang], lang == LANG_JA ? "・" : ", ");
      buf_puts(&name[lang], p->name[lang]);
    }
    buf_printf(&parts, "%s %s\n", p->id, p->digest_hex);
    bool is_same = k && strcmp(p->version, profiles[0]->version) == 0;
    if (!is_same) buf_printf(&version, "%s%s", k ? "/" : "", p->version);
  }
  struct digest digest = digest_of(parts.data ? parts.data : "", parts.size);
  char *hex = arena_alloc(a, 65);
  digest_hex(&digest, hex);
  strictest->digest_hex = hex;
  if (version.size) strictest->version = arena_strndup(a, version.data, version.size);
  for (size_t lang = 0; lang < LANG_COUNT; lang++) {
    strictest->name[lang] = arena_strndup(a, name[lang].data ? name[lang].data : "", name[lang].size);
    buf_free(&name[lang]);
  }
  buf_free(&parts);
  buf_free(&version);
  return strictest;
}

/* stars.c - stars/1: item sets, criteria and methods of a star profile (format: the star profile's own page of facts).
 *
 * A criterion is a map whose keys say its kind: the kind is found by the one key that only it has, in a table. */
#include "read/canonical.h"
#include "read/item_id.h"
#include "read/read.h"
#include "read/shape.h"
#include <string.h>

struct stars_context {
  const struct framework *framework;
  const struct guide *guide;
  struct stars *stars;
};

/* ---- sets ---- */

static void set_from_list(const struct shape *s, const struct yaml_node *key, const struct yaml_node *value, bool *member) {
  const struct stars_context *c = s->context;
  size_t *items, count;
  if (!item_id_list(s, c->framework, key->text, value, &items, &count)) return;
  for (size_t i = 0; i < count; i++) member[items[i]] = true;
}

static const struct field RULE_FIELDS[] = {
    {.key = "weight_at_least", .read = shape_int, .required = true, .min = 1, .max = 3},
};
static const struct field_table RULE = FIELD_TABLE(RULE_FIELDS);

static void set_from_rule(const struct shape *s, const struct yaml_node *key, const struct yaml_node *value, bool *member) {
  const struct stars_context *c = s->context;
  int weight = 0;
  if (!shape_read(s, &RULE, value, key->at, &weight)) return;
  for (size_t i = 0; i < c->framework->item_count; i++) member[i] = c->guide->items[i].weight >= weight;
}

static void shape_sets(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  const struct stars_context *c = s->context;
  struct stars *stars = target;
  if (!shape_is_map(s, f->key, value)) return;
  stars->sets = arena_array(s->arena, value->count / 2, sizeof *stars->sets);
  for (size_t i = 0; i + 1 < value->count; i += 2) {
    const struct yaml_node *key = &value->entries[i], *members = &value->entries[i + 1];
    struct item_set *set = &stars->sets[stars->set_count++];
    set->id = key->text;
    set->member = arena_array(s->arena, c->framework->item_count, sizeof *set->member);
    if (members->kind == YAML_MAP) set_from_rule(s, key, members, set->member);
    else set_from_list(s, key, members, set->member);
    for (size_t item = 0; item < c->framework->item_count; item++) set->size += set->member[item];
  }
}

static struct item_set *find_set(const struct shape *s, const struct yaml_node *name) {
  const struct stars_context *c = s->context;
  const char **ids = arena_array(s->arena, c->stars->set_count, sizeof *ids);
  for (size_t i = 0; i < c->stars->set_count; i++) {
    ids[i] = c->stars->sets[i].id;
    if (name->kind == YAML_SCALAR_VALUE && strcmp(ids[i], name->text) == 0) return &c->stars->sets[i];
  }
  diag_add(s->diag, DIAG_F013, name->at, "items", name->kind == YAML_SCALAR_VALUE ? name->text : "",
           shape_word_list(s->arena, ids, c->stars->set_count));
  return NULL;
}

static void shape_set_names(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  (void)target;
  if (!shape_is_map(s, f->key, value)) return;
  for (size_t i = 0; i + 1 < value->count; i += 2) {
    struct item_set *set = find_set(s, &value->entries[i]);
    if (!set) continue;
    struct field names = {.key = set->id, .offset = offsetof(struct item_set, name)};
    shape_localized(s, &names, &value->entries[i + 1], set);
  }
}

static void shape_na_ok(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  struct stars *stars = target;
  struct yaml_node key = {.text = f->key, .at = value->at};
  set_from_list(s, &key, value, stars->na_ok);
}

/* ---- criteria ---- */

struct raw_criterion {
  const char *id;
  struct item_set *set;
  int value, group, evidence;
  struct frac mean;
  bool has_mean, has_star, has_level, has_unanswered, has_na_at_most, has_na_only, has_evidence, has_months, has_group;
};
#define RAW(member) offsetof(struct raw_criterion, member)
#define RAW_FLAG(member) OFFSET_FLAG(struct raw_criterion, member)

static void shape_set(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  (void)f;
  ((struct raw_criterion *)target)->set = find_set(s, value);
}

static void shape_mean(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  struct raw_criterion *raw = target;
  if (value->kind != YAML_SCALAR_VALUE || !frac_parse(value->text, &raw->mean)) diag_add(s->diag, DIAG_D105, value->at, f->key);
  raw->has_mean = true;
}

static const char *const GROUP_WORDS[] = {"category", "function"};
static const char *const EVIDENCE_WORDS[] = {"ref"};
static const char *const NA_ONLY_WORDS[] = {"na_ok"};
static const struct field CRITERION_FIELDS[] = {
    {.key = "id", .read = shape_string, .offset = RAW(id), .required = true},
    {.key = "items", .read = shape_set},
    {.key = "each", .read = shape_word, .offset = RAW(group), .words = GROUP_WORDS, .word_count = 2,
     .flag = RAW_FLAG(has_group)},
    {.key = "level_at_least", .read = shape_int, .offset = RAW(value), .min = 0, .max = LEVEL_MAX,
     .flag = RAW_FLAG(has_level)},
    {.key = "unanswered_at_most", .read = shape_int, .offset = RAW(value), .flag = RAW_FLAG(has_unanswered)},
    {.key = "na_only", .read = shape_word, .offset = RAW(evidence), .words = NA_ONLY_WORDS, .word_count = 1,
     .flag = RAW_FLAG(has_na_only)},
    {.key = "na_at_most", .read = shape_int, .offset = RAW(value), .flag = RAW_FLAG(has_na_at_most)},
    {.key = "star_met", .read = shape_int, .offset = RAW(value), .min = 3, .max = 5, .flag = RAW_FLAG(has_star)},
    {.key = "mean_at_least", .read = shape_mean},
    {.key = "evidence", .read = shape_word, .offset = RAW(evidence), .words = EVIDENCE_WORDS, .word_count = 1,
     .flag = RAW_FLAG(has_evidence)},
    {.key = "evidence_within_months", .read = shape_int, .offset = RAW(value), .min = 1, .max = 120,
     .flag = RAW_FLAG(has_months)},
};
static const struct field_table CRITERION = FIELD_TABLE(CRITERION_FIELDS);

static const struct {
  size_t flag; /* offset of the flag that tells the kind */
  enum criterion_kind kind;
  bool needs_set, needs_group;
} KINDS[] = {
    {RAW(has_level), CRITERION_LEVEL_AT_LEAST, true, false},
    {RAW(has_unanswered), CRITERION_UNANSWERED_AT_MOST, true, false},
    {RAW(has_na_only), CRITERION_NA_ONLY, true, false},
    {RAW(has_na_at_most), CRITERION_NA_AT_MOST, true, false},
    {RAW(has_star), CRITERION_STAR_MET, false, false},
    {RAW(has_mean), CRITERION_MEAN_AT_LEAST, false, true},
    {RAW(has_evidence), CRITERION_EVIDENCE_REF, true, false},
    {RAW(has_months), CRITERION_EVIDENCE_MONTHS, true, false},
};

static void read_criterion(const struct shape *s, const struct yaml_node *node, struct criterion *out) {
  struct raw_criterion raw = {0};
  if (!shape_is_map(s, "criteria", node) || !shape_read(s, &CRITERION, node, node->at, &raw)) return;
  int found = -1, kinds = 0;
  for (int i = 0; i < (int)(sizeof KINDS / sizeof *KINDS); i++) {
    if (!*(const bool *)((const char *)&raw + KINDS[i].flag)) continue;
    found = i;
    kinds++;
  }
  if (kinds != 1) {
    diag_add(s->diag, DIAG_D106, node->at, raw.id);
    return;
  }
  if (KINDS[found].needs_set != (raw.set != NULL)) {
    diag_add(s->diag, raw.set ? DIAG_D107 : DIAG_F004, node->at, "items");
  }
  if (KINDS[found].needs_group != raw.has_group) {
    diag_add(s->diag, raw.has_group ? DIAG_D107 : DIAG_F004, node->at, "each");
  }
  *out = (struct criterion){.id = raw.id, .kind = KINDS[found].kind, .set = raw.set, .value = raw.value,
                            .mean = raw.mean, .each_function = raw.has_group && raw.group == 1};
}

static void shape_criteria(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  struct star_level *level = target;
  if (!shape_is_list(s, f->key, value, STAR_CRITERIA_MAX)) return;
  for (size_t i = 0; i < value->count; i++) {
    read_criterion(s, &value->entries[i], &level->criteria[level->criterion_count++]);
  }
}

static void shape_method(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  static const char *const WORDS[] = {"self-declared", "third-party"};
  int method = 0;
  struct field word = {.key = f->key, .words = WORDS, .word_count = 2};
  shape_word(s, &word, value, &method);
  ((struct star_level *)target)->third_party = method == 1;
}

static const struct field LEVEL_FIELDS[] = {
    {.key = "star", .read = shape_int, .offset = offsetof(struct star_level, star), .required = true, .min = 3, .max = 5},
    {.key = "method", .read = shape_method, .required = true},
    {.key = "criteria", .read = shape_criteria, .required = true},
};
static const struct field_table LEVEL = FIELD_TABLE(LEVEL_FIELDS);

enum { STAR_LEVELS_MAX = 3 };

static void shape_levels(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  struct stars *stars = target;
  if (!shape_is_list(s, f->key, value, STAR_LEVELS_MAX)) return;
  int last = 0;
  for (size_t i = 0; i < value->count; i++) {
    struct star_level *level = &stars->levels[stars->level_count++];
    if (!shape_is_map(s, f->key, &value->entries[i])) continue;
    shape_read(s, &LEVEL, &value->entries[i], value->entries[i].at, level);
    if (level->star && level->star <= last) diag_add(s->diag, DIAG_D108, value->entries[i].at);
    last = level->star;
  }
}

static void shape_origin(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  static const char *const WORDS[] = {"own", "official"};
  int origin = 0;
  struct field word = {.key = f->key, .words = WORDS, .word_count = 2};
  shape_word(s, &word, value, &origin);
  ((struct stars *)target)->official = origin == 1;
}

/* ---- the file ---- */

#define AT(member) offsetof(struct stars, member)
static const struct field FILE_FIELDS[] = {
    {.key = "tenken", .read = shape_skip},
    {.key = "id", .read = shape_string, .offset = AT(id), .required = true},
    {.key = "date", .read = shape_date, .offset = AT(date), .required = true},
    {.key = "origin", .read = shape_origin, .required = true},
    {.key = "na_ok", .read = shape_na_ok, .required = true},
    {.key = "sets", .read = shape_sets, .required = true},
    {.key = "set_names", .read = shape_set_names, .required = true},
    {.key = "levels", .read = shape_levels, .required = true},
};
static const struct field_table STARS_FILE = FIELD_TABLE(FILE_FIELDS);

static void check_set_names(const struct stars *stars, struct span at, struct diag *d) {
  for (size_t i = 0; i < stars->set_count; i++) {
    if (!stars->sets[i].name[LANG_JA]) diag_add(d, DIAG_F004, at, stars->sets[i].id);
  }
}

struct stars *read_stars(const char *path, const struct framework *f, const struct guide *g, struct arena *a,
                         struct diag *d) {
  size_t errors_before = diag_errors(d);
  struct yaml_file file;
  if (!yaml_load(path, "stars/1", a, d, &file)) return NULL;
  struct stars *stars = arena_alloc(a, sizeof *stars);
  stars->na_ok = arena_array(a, f->item_count, sizeof *stars->na_ok);
  struct stars_context context = {f, g, stars};
  struct shape s = {a, d, &context, 0};
  shape_read(&s, &STARS_FILE, file.root, (struct span){file.source, 0, 0}, stars);
  const struct yaml_node *names = yaml_get(file.root, "set_names");
  if (names) check_set_names(stars, names->at, d);
  stars->digest_hex = canonical_file_hex(&file, a);
  return diag_errors(d) == errors_before ? stars : NULL;
}

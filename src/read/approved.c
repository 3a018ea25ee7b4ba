/* approved.c - approved/1: the record of approved values, read and written. It stands beside the answer file and is
 * input like any other; whether a record fits its own digest is for check to say. */
#include "read/canonical.h"
#include "read/leaves.h"
#include "read/read.h"
#include "read/shape.h"

#include <string.h>

enum { RECORD_PARTS = PART_PREVIOUS + 1 };

struct leaves read_leaves(const struct answers *answers, struct arena *a) {
  return leaves_of(answers->tree, "signoff", a);
}

const char *read_approved_path(const char *answers_path, struct arena *a) {
  return arena_printf(a, "%s.approved", answers_path);
}

/* ---- reading ---- */

static const char *text_of(const struct yaml_node *map, const char *key) {
  const struct yaml_node *node = map && map->kind == YAML_MAP ? yaml_get(map, key) : NULL;
  return node && node->kind == YAML_SCALAR_VALUE && node->type == YAML_TEXT ? node->text : NULL;
}

/* A list of [path, value]. */
static struct leaves values_of(const struct yaml_node *list, struct arena *a) {
  struct leaves leaves = {0};
  for (size_t i = 0; list && list->kind == YAML_LIST && i < list->count; i++) {
    const struct yaml_node *pair = &list->entries[i];
    if (pair->kind != YAML_LIST || pair->count != 2 || pair->entries[0].kind != YAML_SCALAR_VALUE) continue;
    *ARENA_PUSH(a, leaves.items, leaves.count, leaves.cap) =
        (struct leaf){pair->entries[0].text, canonical_text(&pair->entries[1], a), NO_SPAN};
  }
  return leaves;
}

static void read_record(const struct yaml_node *node, struct arena *a, struct approved *out) {
  struct approved_record record = {.digest = text_of(node, "digest")};
  if (node->kind != YAML_MAP || out->count == APPROVED_RECORDS_MAX) return;
  const struct yaml_node *parts = yaml_get(node, "parts"), *names = yaml_get(node, "names");
  for (int p = 0; p < PART_COUNT; p++) {
    record.part_hex[p] = text_of(parts, DIGEST_PART_NAMES[p]);
    record.part_name[p] = text_of(names, DIGEST_PART_NAMES[p]);
  }
  for (int p = 0; p < RECORD_PARTS; p++) record.values[p] = values_of(yaml_get(node, DIGEST_PART_NAMES[p]), a);
  out->records[out->count++] = record;
}

struct approved *read_approved(const char *path, struct arena *a) {
  struct diag *unheard = diag_new();
  struct yaml_file file;
  struct approved *out = NULL;
  if (yaml_load(path, "approved/1", a, unheard, &file)) {
    const struct yaml_node *records = yaml_get(file.root, "records");
    out = arena_alloc(a, sizeof *out);
    for (size_t i = 0; records && records->kind == YAML_LIST && i < records->count; i++)
      read_record(&records->entries[i], a, out);
  }
  diag_free(unheard);
  return out;
}

/* ---- writing ---- */

static void put_pair(struct buf *out, const char *key, const char *value, bool *is_first) {
  if (!value) return;
  buf_puts(out, *is_first ? "" : ", ");
  *is_first = false;
  buf_printf(out, "%s: ", key);
  canonical_put_text(out, value);
}

static void put_values(struct buf *out, const char *name, const struct leaves *values) {
  buf_printf(out, "    %s:%s\n", name, values->count ? "" : " []");
  for (size_t i = 0; i < values->count; i++) {
    buf_puts(out, "      - [");
    canonical_put_text(out, values->items[i].path);
    buf_printf(out, ", %s]\n", values->items[i].value);
  }
}

static void put_record(const struct approved_record *record, struct buf *out) {
  bool is_first = true;
  buf_printf(out, "  - digest: \"%s\"\n    parts: {", record->digest);
  for (int p = 0; p < PART_COUNT; p++) put_pair(out, DIGEST_PART_NAMES[p], record->part_hex[p], &is_first);
  buf_puts(out, "}\n    names: {");
  is_first = true;
  for (int p = 0; p < PART_COUNT; p++) put_pair(out, DIGEST_PART_NAMES[p], record->part_name[p], &is_first);
  buf_puts(out, "}\n");
  for (int p = 0; p < RECORD_PARTS; p++)
    if (record->part_hex[p]) put_values(out, DIGEST_PART_NAMES[p], &record->values[p]);
}

void read_approved_put(const struct approved *approved, const char *comment, struct buf *out) {
  buf_printf(out, "# %s\ntenken: approved/1\nrecords:\n", comment);
  for (size_t i = 0; i < approved->count; i++) put_record(&approved->records[i], out);
}

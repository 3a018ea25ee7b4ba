/* changes.c - an approval that is bound to other content: what changed since it was given?
 *
 * The record kept by `tenken digest` (model/approved.h) holds the values that had the approved digest. Both lists of
 * leaves are sorted by path and walked together; each difference becomes a note at the value as it stands now, a value
 * that is gone is told at the entry. Data files are compared as wholes: their names and hashes are on record. */
#include "base/utf8.h"
#include "check/parts.h"

#include <stdlib.h>
#include <string.h>

enum { CHANGES_SHOWN = 20, VALUE_CHARACTERS = 40 };

static const struct approved_record *record_of(const struct check *c, const char *digest) {
  const struct approved *approved = c->in->approved;
  for (size_t i = 0; approved && i < approved->count; i++) {
    const struct approved_record *record = &approved->records[i];
    if (record->digest && !strcmp(record->digest, digest) && !strcmp(check_digest(record->part_hex, c->arena), digest))
      return record;
  }
  return NULL;
}

/* ---- data files ---- */

static bool same(const char *a, const char *b) {
  return a && b ? !strcmp(a, b) : !a && !b;
}

static const char *part_change(const struct check *c, const char *part, const char *before, const char *now) {
  if (!before && !now) return part;
  if (same(before, now)) return arena_printf(c->arena, "%s (%s)", part, now);
  return arena_printf(c->arena, "%s (%s → %s)", part, before ? before : "-", now ? now : "-");
}

/* "answers, guide (tenken-default 1 → tenken-default 2)" */
static const char *changed_parts(const struct check *c, const struct approved_record *record) {
  const char *names[PART_COUNT], *list = "";
  check_part_names(c->in, c->arena, names);
  for (int p = 0; p < PART_COUNT; p++)
    if (!same(record->part_hex[p], c->in->part_hex[p]))
      list = arena_printf(c->arena, "%s%s%s", list, *list ? ", " : "",
                          part_change(c, DIGEST_PART_NAMES[p], record->part_name[p], names[p]));
  return list;
}

/* ---- values ---- */

struct changes {
  const struct check *check;
  struct span at; /* of the entry: where a value that is gone is told */
  size_t count;
};

static const char *shortened(const struct check *c, const char *value) {
  const char *p = value, *end = value + strlen(value);
  for (size_t n = 0; p < end && n < VALUE_CHARACTERS; n++)
    utf8_next(&p, end);
  return p == end ? value : arena_printf(c->arena, "%.*s…", (int)(p - value), value);
}

static void tell(struct changes *changes, const struct leaf *before, const struct leaf *now) {
  const struct check *c = changes->check;
  if (changes->count++ >= CHANGES_SHOWN) return;
  if (before && now)
    diag_add(c->diag, DIAG_C120, now->at, now->path, shortened(c, before->value), shortened(c, now->value));
  else if (now)
    diag_add(c->diag, DIAG_C121, now->at, now->path, shortened(c, now->value));
  else
    diag_add(c->diag, DIAG_C122, changes->at, before->path, shortened(c, before->value));
}

static int by_path(const void *a, const void *b) {
  return strcmp(((const struct leaf *)a)->path, ((const struct leaf *)b)->path);
}

static struct leaf *sorted(const struct leaves *leaves, struct arena *arena) {
  struct leaf *copy = arena_array(arena, leaves->count + 1, sizeof *copy);
  if (leaves->count) {
    memcpy(copy, leaves->items, leaves->count * sizeof *copy);
    qsort(copy, leaves->count, sizeof *copy, by_path);
  }
  return copy;
}

static void compare(struct changes *changes, const struct leaves *then, const struct leaves *now) {
  struct leaf *old = sorted(then, changes->check->arena), *new = sorted(now, changes->check->arena);
  for (size_t i = 0, k = 0; i < then->count || k < now->count;) {
    int order = i == then->count ? 1 : k == now->count ? -1 : by_path(&old[i], &new[k]);
    if (order < 0)
      tell(changes, &old[i++], NULL);
    else if (order > 0)
      tell(changes, NULL, &new[k++]);
    else if (strcmp(old[i++].value, new[k++].value) != 0)
      tell(changes, &old[i - 1], &new[k - 1]);
  }
}

/* Two entries with one digest: the changes are told once. */
static bool is_told_already(const struct check *c, const struct signoff_entry *entry) {
  for (const struct signoff_entry *e = c->in->answers->signoff; e < entry; e++)
    if (e->digest.s && !strcmp(e->digest.s, entry->digest.s)) return true;
  return false;
}

void check_changes(const struct check *c, const struct signoff_entry *entry) {
  const struct approved_record *record = record_of(c, entry->digest.s);
  const char *role = entry->role.s, *name = entry->name.s ? entry->name.s : "-";
  if (!record) {
    diag_add(c->diag, DIAG_C119, entry->digest.at, role, name);
    return;
  }
  diag_add(c->diag, DIAG_C118, entry->digest.at, role, name, changed_parts(c, record));
  if (is_told_already(c, entry)) return;
  struct changes changes = {c, entry->digest.at, 0};
  for (int p = 0; p <= PART_PREVIOUS; p++)
    if (!same(record->part_hex[p], c->in->part_hex[p])) compare(&changes, &record->values[p], &c->in->values[p]);
  if (changes.count > CHANGES_SHOWN)
    diag_add(c->diag, DIAG_C123, entry->digest.at, arena_printf(c->arena, "%zu", changes.count - CHANGES_SHOWN));
}

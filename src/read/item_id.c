/* item_id.c - the nearest id by letters is often a wrong guess for ids ("ID.AM-9" is one letter from six ids), so a
 * number out of its category's range is named as that. */
#include "read/item_id.h"

#include "base/limits.h"
#include <string.h>

/* The id with an alias replaced ("DE.CP-2" -> "DE.DP-2"), or NULL. */
static const char *without_alias(const struct shape *s, const struct framework *f, const char *id) {
  for (size_t i = 0; i < f->alias_count; i++) {
    size_t size = strlen(f->aliases[i].from);
    if (strncmp(id, f->aliases[i].from, size) == 0 && id[size] == '-') {
      return arena_printf(s->arena, "%s%s", f->aliases[i].to, id + size);
    }
  }
  return NULL;
}

static void report_unknown(const struct shape *s, const struct framework *f, const struct yaml_node *id) {
  const char *dash = strrchr(id->text, '-');
  const char *category = dash ? arena_strndup(s->arena, id->text, (size_t)(dash - id->text)) : id->text;
  long found = framework_find_category(f, category);
  if (found >= 0 && !dash) {
    diag_add(s->diag, DIAG_A110, id->at, id->text);
  } else if (found >= 0 && dash[1] && dash[1 + strspn(dash + 1, "0123456789")] == '\0') {
    const char *count = arena_printf(s->arena, "%zu", f->categories[found].item_count);
    diag_add(s->diag, DIAG_A108, id->at, id->text, category, count);
  } else {
    const char **ids = arena_array(s->arena, f->item_count, sizeof *ids);
    for (size_t i = 0; i < f->item_count; i++) ids[i] = f->items[i].id;
    diag_add(s->diag, DIAG_A101, id->at, id->text, diag_nearest(id->text, ids, f->item_count));
  }
}

long item_id_resolve(const struct shape *s, const struct framework *f, const struct yaml_node *id) {
  if (id->kind != YAML_SCALAR_VALUE) {
    diag_add(s->diag, DIAG_F005, id->at, "id");
    return -1;
  }
  long item = framework_find_item(f, id->text);
  if (item >= 0) return item;
  const char *meant = without_alias(s, f, id->text);
  item = meant ? framework_find_item(f, meant) : -1;
  if (item >= 0) diag_add(s->diag, DIAG_A103, id->at, id->text, meant);
  else report_unknown(s, f, id);
  return item;
}

long item_id_resolve_next(const struct shape *s, const struct framework *f, const struct yaml_node *id, long before) {
  size_t next = (size_t)(before + 1);
  bool is_next = next < f->item_count && id->kind == YAML_SCALAR_VALUE && strcmp(f->items[next].id, id->text) == 0;
  return is_next ? (long)next : item_id_resolve(s, f, id);
}

bool item_id_list(const struct shape *s, const struct framework *f, const char *key, const struct yaml_node *list,
                  size_t **out, size_t *count) {
  size_t errors_before = diag_errors(s->diag);
  *out = NULL;
  *count = 0;
  if (!shape_is_list(s, key, list, LIMIT_ITEMS)) return false;
  *out = arena_array(s->arena, list->count, sizeof **out);
  bool *seen = arena_array(s->arena, f->item_count, sizeof *seen);
  for (size_t i = 0; i < list->count; i++) {
    long item = item_id_resolve(s, f, &list->entries[i]);
    if (item < 0) continue;
    if (seen[item]) diag_add(s->diag, DIAG_F020, list->entries[i].at, key, list->entries[i].text);
    seen[item] = true;
    (*out)[(*count)++] = (size_t)item;
  }
  return diag_errors(s->diag) == errors_before;
}

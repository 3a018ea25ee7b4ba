/* shape.c - walks a map against its table. Each value is read by the function that its field names, so a new type of
 * value is a new function and not a new case. */
#include "read/shape.h"

#include "base/date.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "model/framework.h"
#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

static void *slot(void *target, size_t offset) {
  return (char *)target + offset;
}

static void set_flag(const struct field *f, void *target) {
  if (f->flag) *(bool *)slot(target, f->flag - 1) = true;
}

static const char *number(const struct shape *s, long long value) {
  return arena_printf(s->arena, "%lld", value);
}

void shape_unknown_key(const struct shape *s, const struct yaml_node *key, const char *const *known, size_t count) {
  diag_add(s->diag, DIAG_F003, key->at, key->text, diag_nearest(key->text, known, count));
}

static void unknown_key(const struct shape *s, const struct field_table *table, const struct yaml_node *key) {
  const char **known = arena_array(s->arena, table->count, sizeof *known);
  for (size_t i = 0; i < table->count; i++) known[i] = table->fields[i].key;
  shape_unknown_key(s, key, known, table->count);
}

static bool is_absent(const struct yaml_node *value) {
  return value->kind == YAML_SCALAR_VALUE && value->type == YAML_NULL && !value->is_quoted;
}

/* The number of fields when there is none of that key. Files keep the order of their tables more often than not. */
static size_t field_at(const struct field_table *table, size_t expected, const char *key) {
  if (expected < table->count && strcmp(table->fields[expected].key, key) == 0) return expected;
  size_t at = 0;
  while (at < table->count && strcmp(table->fields[at].key, key) != 0) at++;
  return at;
}

bool shape_read(const struct shape *s, const struct field_table *table, const struct yaml_node *map, struct span owner,
                void *target) {
  size_t errors_before = diag_errors(s->diag);
  bool *given = arena_array(s->arena, table->count, sizeof *given);
  for (size_t i = 0, next = 0; i + 1 < map->count; i += 2) {
    const struct yaml_node *key = &map->entries[i], *value = &map->entries[i + 1];
    size_t at = field_at(table, next, key->text);
    next = at + 1;
    if (at == table->count) {
      unknown_key(s, table, key);
      continue;
    }
    const struct field *f = &table->fields[at];
    if (is_absent(value)) {
      if (f->required) diag_add(s->diag, DIAG_F014, key->at, key->text);
      given[at] = true;
      continue;
    }
    given[at] = true;
    f->read(s, f, value, target);
  }
  for (size_t i = 0; i < table->count; i++) {
    if (table->fields[i].required && !given[i]) diag_add(s->diag, DIAG_F004, owner, table->fields[i].key);
  }
  return diag_errors(s->diag) == errors_before;
}

bool shape_is_map(const struct shape *s, const char *key, const struct yaml_node *value) {
  if (value->kind == YAML_MAP) return true;
  diag_add(s->diag, DIAG_F010, value->at, key);
  return false;
}

bool shape_is_list(const struct shape *s, const char *key, const struct yaml_node *value, size_t most) {
  if (value->kind != YAML_LIST) {
    diag_add(s->diag, DIAG_F009, value->at, key);
    return false;
  }
  if (value->count <= most) return true;
  diag_add(s->diag, DIAG_F016, value->entries[most].at, key, number(s, (long long)most));
  return false;
}

static bool is_blank(const char *text) {
  const char *end = text + strlen(text);
  while (text < end) {
    uint32_t c = utf8_next(&text, end);
    if (c != ' ' && c != '\n' && c != '\t' && c != 0x3000) return false;
  }
  return true;
}

bool shape_scalar_text(const struct shape *s, const struct field *f, const struct yaml_node *value) {
  if (value->kind != YAML_SCALAR_VALUE) {
    diag_add(s->diag, DIAG_F005, value->at, f->key);
    return false;
  }
  size_t most = f->max ? (size_t)f->max : s->text_chars ? s->text_chars : (size_t)LIMIT_TEXT_CHARS;
  if (is_blank(value->text)) diag_add(s->diag, DIAG_F014, value->at, f->key);
  else if (strlen(value->text) > most && utf8_length(value->text) > most) { /* never more characters than bytes */
    diag_add(s->diag, f->max ? DIAG_F015 : DIAG_F022, value->at, f->key, number(s, (long long)most));
  } else if (f->matches && !f->matches(value->text)) {
    diag_add(s->diag, DIAG_F018, value->at, f->key, value->text, f->allowed);
  } else {
    return true;
  }
  return false;
}

void shape_text(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  if (!shape_scalar_text(s, f, value)) return;
  *(struct text *)slot(target, f->offset) = (struct text){value->text, value->at};
  set_flag(f, target);
}

void shape_line(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  struct field narrow = *f;
  if (!narrow.max) narrow.max = LIMIT_NAME_CHARS;
  if (value->kind == YAML_SCALAR_VALUE && strchr(value->text, '\n')) {
    diag_add(s->diag, DIAG_F017, value->at, f->key);
    return;
  }
  shape_text(s, &narrow, value, target);
}

void shape_string(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  if (shape_scalar_text(s, f, value)) *(const char **)slot(target, f->offset) = value->text;
}

void shape_skip(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  (void)s, (void)f, (void)value, (void)target;
}

const char *shape_word_list(struct arena *a, const char *const *words, size_t count) {
  const char *list = "";
  for (size_t i = 0; i < count; i++) list = arena_printf(a, "%s%s%s", list, i ? ", " : "", words[i]);
  return list;
}

void shape_word(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  if (value->kind != YAML_SCALAR_VALUE) {
    diag_add(s->diag, DIAG_F005, value->at, f->key);
    return;
  }
  for (size_t i = 0; i < f->word_count; i++) {
    if (strcmp(f->words[i], value->text) != 0) continue;
    *(int *)slot(target, f->offset) = (int)i;
    set_flag(f, target);
    return;
  }
  diag_add(s->diag, DIAG_F013, value->at, f->key, value->text, shape_word_list(s->arena, f->words, f->word_count),
           diag_nearest(value->text, f->words, f->word_count));
}

const char *shape_half_width(struct arena *a, const char *text) {
  char *digits = arena_alloc(a, strlen(text) + 1), *out = digits;
  bool found = false;
  for (const char *end = text + strlen(text); text < end;) {
    uint32_t c = utf8_next(&text, end);
    if (c >= 0xFF10 && c <= 0xFF19) {
      *out++ = (char)('0' + (c - 0xFF10));
      found = true;
    } else if ((c >= '0' && c <= '9') || c == '-') {
      *out++ = (char)c;
    } else {
      return NULL;
    }
  }
  return found ? digits : NULL;
}

static bool looks_like_number(const char *text) {
  return *text && text[strspn(text, "+-0123456789")] == '\0';
}

static bool read_number(const struct shape *s, const struct field *f, const struct yaml_node *value, long long *out) {
  bool is_scalar = value->kind == YAML_SCALAR_VALUE;
  const char *half = is_scalar ? shape_half_width(s->arena, value->text) : NULL;
  if (yaml_integer(value, out)) {
    if (*out >= f->min && *out <= f->max) return true;
    diag_add(s->diag, DIAG_F008, value->at, f->key, number(s, f->min), number(s, f->max));
  } else if (is_scalar && value->type == YAML_INTEGER) { /* does not even fit 64 bits */
    diag_add(s->diag, DIAG_F008, value->at, f->key, number(s, f->min), number(s, f->max));
  } else if (is_scalar && value->is_quoted && looks_like_number(value->text)) {
    diag_add(s->diag, DIAG_F006, value->at, f->key, value->text);
  } else if (half) {
    diag_add(s->diag, DIAG_F019, value->at, f->key, half);
  } else {
    diag_add(s->diag, DIAG_F007, value->at, f->key);
  }
  return false;
}

void shape_int(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  long long number_read;
  struct field range = *f;
  if (!range.min && !range.max) range.max = INT_MAX;
  if (!read_number(s, &range, value, &number_read)) return;
  *(int *)slot(target, f->offset) = (int)number_read;
  set_flag(f, target);
}

void shape_amount(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  long long number_read;
  if (!read_number(s, f, value, &number_read)) return;
  *(long long *)slot(target, f->offset) = number_read;
  set_flag(f, target);
}

void shape_bool(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  if (value->kind != YAML_SCALAR_VALUE || value->type != YAML_BOOL) {
    diag_add(s->diag, DIAG_F011, value->at, f->key);
    return;
  }
  *(bool *)slot(target, f->offset) = yaml_is_true(value);
}

/* What somebody who wrote 2026/4/1, 2026.04.01 or 2026年4月1日 meant; NULL when it is no such date. */
static const char *meant_date(struct arena *a, const char *text) {
  int part[3] = {0, 0, 0};
  size_t parts = 0;
  for (const char *p = text; *p;) {
    if (!isdigit((unsigned char)*p)) {
      p++;
      continue;
    }
    if (parts == 3) return NULL;
    for (; isdigit((unsigned char)*p) && part[parts] < 10000; p++) part[parts] = part[parts] * 10 + (*p - '0');
    parts++;
  }
  if (parts != 3 || part[0] > 9999 || part[1] > 99 || part[2] > 99) return NULL;
  date ignored;
  const char *iso = arena_printf(a, "%04d-%02d-%02d", part[0], part[1], part[2]);
  return date_parse(iso, &ignored) ? iso : NULL;
}

void shape_date(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  if (value->kind != YAML_SCALAR_VALUE) {
    diag_add(s->diag, DIAG_F012, value->at, f->key, f->key);
  } else if (!date_parse(value->text, slot(target, f->offset))) {
    diag_add(s->diag, DIAG_F012, value->at, f->key, value->text, meant_date(s->arena, value->text));
  } else {
    set_flag(f, target);
  }
}

void shape_map(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  if (!shape_is_map(s, f->key, value)) return;
  shape_read(s, f->table, value, value->at, slot(target, f->offset));
  set_flag(f, target);
}

void shape_list(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  size_t most = f->max ? (size_t)f->max : (size_t)LIMIT_LIST;
  if (!shape_is_list(s, f->key, value, most)) return;
  if (value->count < (size_t)f->min) diag_add(s->diag, DIAG_F021, value->at, f->key, number(s, f->min));
  char *entries = arena_array(s->arena, value->count, f->entry_size);
  for (size_t i = 0; i < value->count; i++) {
    const struct yaml_node *entry = &value->entries[i];
    void *entry_target = entries + i * f->entry_size;
    if (!shape_is_map(s, f->key, entry)) continue;
    if (f->entry_at) *(struct span *)slot(entry_target, f->entry_at - 1) = entry->at;
    shape_read(s, f->table, entry, entry->at, entry_target);
  }
  memcpy(slot(target, f->offset), &entries, sizeof entries); /* a pointer of whatever type */
  *(size_t *)slot(target, f->count_offset) = value->count;
  set_flag(f, target);
}

void shape_strings(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  if (!shape_is_list(s, f->key, value, LIMIT_LIST)) return;
  const char **strings = arena_array(s->arena, value->count, sizeof *strings);
  for (size_t i = 0; i < value->count; i++) {
    strings[i] = "";
    if (shape_scalar_text(s, f, &value->entries[i])) strings[i] = value->entries[i].text;
  }
  *(const char ***)slot(target, f->offset) = strings;
  *(size_t *)slot(target, f->count_offset) = value->count;
}

void shape_localized(const struct shape *s, const struct field *f, const struct yaml_node *value, void *target) {
  static const struct field FIELDS[] = {
      {.key = "ja", .read = shape_string, .offset = LANG_JA * sizeof(char *), .required = true},
      {.key = "en", .read = shape_string, .offset = LANG_EN * sizeof(char *), .required = true},
  };
  static const struct field_table TABLE = FIELD_TABLE(FIELDS);
  if (shape_is_map(s, f->key, value)) shape_read(s, &TABLE, value, value->at, slot(target, f->offset));
}

bool shape_is_id(const char *s) {
  size_t size = strlen(s);
  if (size == 0 || size > 64 || s[0] == '-' || s[size - 1] == '-') return false;
  return s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

bool shape_is_file_part(const char *s) {
  if (strlen(s) > 64 || !isalnum((unsigned char)s[0])) return false;
  return s[strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")] == '\0';
}

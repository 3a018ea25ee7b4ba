/* yaml_tree.c - libyaml's events to nodes, by recursion that our depth limit bounds.
 *
 * Faults that leave the structure readable (an alias, a tag, a duplicate key) are reported and reading goes on, so one
 * run shows all of them; the tree is then thrown away. Duplicate keys are found by sorting each map's keys: comparing
 * all pairs would let a large file take minutes. */
#include "read/yaml_tree.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/yaml_bytes.h"
#include "read/yaml_keys.h"
#include "read/yaml_parser.h"
#include "read/yaml_pressed.h"
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool begins_character(const struct yaml_reader *r, size_t at) {
  return ((unsigned char)r->bytes[at] & 0xC0) != 0x80;
}

/* The lowest bit of each of eight bytes that begins a character, the first byte's lowest of all. (One load where numbers lie
 * so in memory.) */
static uint64_t starts_in_eight(const char *bytes) {
  const unsigned char *s = (const unsigned char *)bytes;
  uint64_t word = s[0] | (uint64_t)s[1] << 8 | (uint64_t)s[2] << 16 | (uint64_t)s[3] << 24 | (uint64_t)s[4] << 32 |
                  (uint64_t)s[5] << 40 | (uint64_t)s[6] << 48 | (uint64_t)s[7] << 56;
  return (~word >> 7 | word >> 6) & 0x0101010101010101;
}

/* Eight bytes at a time; what is passed over may end within a character. */
static void move_forward(struct yaml_reader *r, size_t chars) {
  while (r->size - r->at_bytes >= 8) {
    uint64_t starts = starts_in_eight(r->bytes + r->at_bytes);
    size_t count = (size_t)(starts * 0x0101010101010101 >> 56), left = chars - r->at_chars;
    if (left < count) {
      while (left--) starts &= starts - 1;
      r->at_bytes += (size_t)__builtin_ctzll(starts) / 8;
      r->at_chars = chars;
      return;
    }
    r->at_bytes += 8;
    r->at_chars += count;
  }
  for (; r->at_bytes < r->size; r->at_bytes++) {
    bool begins = begins_character(r, r->at_bytes);
    if (begins && r->at_chars == chars) return;
    r->at_chars += begins;
  }
}

size_t yaml_reader_offset(struct yaml_reader *r, size_t chars) {
  if (r->at_chars < chars) move_forward(r, chars);
  while (r->at_chars > chars) {
    r->at_bytes--;
    while (!begins_character(r, r->at_bytes)) r->at_bytes--;
    r->at_chars--;
  }
  return r->at_bytes;
}

struct span yaml_reader_span(struct yaml_reader *r, size_t start, size_t end) {
  return (struct span){r->source, (uint32_t)(start + r->mark_bytes), (uint32_t)(end + r->mark_bytes)};
}

static bool is_blank_byte(char c) {
  return c == ' ' || c == '\r' || c == '\n';
}

static struct span event_span(struct yaml_reader *r, const yaml_event_t *e) {
  size_t start = yaml_reader_offset(r, e->start_mark.index);
  size_t end = yaml_reader_offset(r, e->end_mark.index);
  while (end > start && is_blank_byte(r->bytes[end - 1])) end--; /* block scalars end on a later line */
  return yaml_reader_span(r, start, end);
}

static bool next_event(struct yaml_reader *r, yaml_event_t *e) {
  if (yaml_parser_parse(&r->parser, e)) return true;
  yaml_errors_report(r);
  return false;
}

static bool is_one_of(const char *s, const char *const *words) {
  for (; *words; words++) {
    if (strcmp(s, *words) == 0) return true;
  }
  return false;
}

static bool is_integer(const char *s) {
  if (s[0] == '0' && (s[1] == 'o' || s[1] == 'x') && s[2]) {
    return s[2 + strspn(s + 2, s[1] == 'o' ? "01234567" : "0123456789abcdefABCDEF")] == '\0';
  }
  if (*s == '-' || *s == '+') s++;
  return *s && s[strspn(s, "0123456789")] == '\0';
}

/* [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?   (YAML 1.2, 10.3.2) */
static bool is_number(const char *s) {
  static const char *const WORDS[] = {".inf", ".Inf", ".INF", "+.inf", "-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN", NULL};
  if ((s[0] == '.' || s[1] == '.') && is_one_of(s, WORDS)) return true;
  if (*s == '-' || *s == '+') s++;
  size_t before = strspn(s, "0123456789"), after = 0;
  s += before;
  if (*s == '.') {
    s++;
    after = strspn(s, "0123456789");
    s += after;
  }
  if (before + after == 0) return false;
  if (*s == 'e' || *s == 'E') {
    s++;
    if (*s == '-' || *s == '+') s++;
    size_t exponent = strspn(s, "0123456789");
    if (exponent == 0) return false;
    s += exponent;
  }
  return *s == '\0';
}

static enum yaml_type plain_type(const char *s) {
  static const char *const NULLS[] = {"~", "null", "Null", "NULL", NULL};
  static const char *const BOOLS[] = {"true", "True", "TRUE", "false", "False", "FALSE", NULL};
  if (!*s) return YAML_NULL;
  if (!strchr("~nNtTfF.+-0123456789", *s)) return YAML_TEXT;
  if (strchr("~nN", *s)) return is_one_of(s, NULLS) ? YAML_NULL : YAML_TEXT;
  if (strchr("tTfF", *s)) return is_one_of(s, BOOLS) ? YAML_BOOL : YAML_TEXT;
  if (is_integer(s)) return YAML_INTEGER;
  return is_number(s) ? YAML_NUMBER : YAML_TEXT;
}

static void check_properties(struct yaml_reader *r, const yaml_char_t *anchor, const yaml_char_t *tag, struct span at) {
  if (anchor) diag_add(r->diag, DIAG_Y024, at, (const char *)anchor);
  if (tag) diag_add(r->diag, DIAG_Y018, at, (const char *)tag);
}

/* Escapes in double quotes can make what the file's bytes may not hold; a zero byte would cut the text. Other texts have
 * only tabs that their file may hold and they may not. */
static void check_value(struct yaml_reader *r, const char *text, size_t size, bool has_escapes, struct span at) {
  char name[16];
  uint32_t c;
  if (!has_escapes && !memchr(text, '\t', size)) return;
  if (yaml_find_forbidden(text, text + size, &c) == text + size) return;
  snprintf(name, sizeof name, "U+%04X", (unsigned)c);
  diag_add(r->diag, DIAG_Y008, at, name);
}

static void read_scalar(struct yaml_reader *r, const yaml_event_t *e, struct yaml_node *node) {
  const char *value = (const char *)e->data.scalar.value;
  size_t size = e->data.scalar.length;
  yaml_scalar_style_t style = e->data.scalar.style;
  check_value(r, value, size, style == YAML_DOUBLE_QUOTED_SCALAR_STYLE, node->at);
  check_properties(r, e->data.scalar.anchor, e->data.scalar.tag, node->at);
  node->kind = YAML_SCALAR_VALUE;
  node->is_quoted = style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
  bool is_block = style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE;
  while (is_block && size && value[size - 1] == '\n') size--; /* `|` and `>` keep a last line break nobody means */
  node->text = arena_strndup(r->arena, value, size);
  node->type = style == YAML_PLAIN_SCALAR_STYLE ? plain_type(node->text) : YAML_TEXT;
}

static bool check_key(struct yaml_reader *r, const struct yaml_node *key) {
  char limit[16];
  if (key->kind != YAML_SCALAR_VALUE || !key->text) {
    diag_add(r->diag, DIAG_Y023, key->at);
    return false;
  }
  if (!key->is_quoted && strcmp(key->text, "<<") == 0) {
    diag_add(r->diag, DIAG_Y019, key->at);
  } else if (strlen(key->text) > LIMIT_KEY_BYTES) {
    snprintf(limit, sizeof limit, "%d", LIMIT_KEY_BYTES);
    diag_add(r->diag, DIAG_Y012, key->at, limit);
  }
  return true;
}

static bool read_node(struct yaml_reader *, const yaml_event_t *, size_t depth, struct yaml_node *);

/* Has the root all that is wanted of it? */
static bool is_enough(const struct yaml_reader *r, struct yaml_node root) {
  const char *const *key = r->wanted;
  while (*key && yaml_get(&root, *key)) key++;
  return !*key;
}

static void push_entry(struct yaml_reader *r, const struct yaml_node *entry) {
  if (r->open_count == r->open_cap) {
    r->open_cap = r->open_cap ? 2 * r->open_cap : 256;
    r->open = mem_realloc(r->open, r->open_cap * sizeof *r->open);
  }
  r->open[r->open_count++] = *entry;
}

/* Entries up to the event that ends the collection, gathered behind those of the collections around it. */
static bool gather_entries(struct yaml_reader *r, yaml_event_type_t end, size_t depth, const struct yaml_node *node) {
  size_t first = r->open_count;
  for (;;) {
    yaml_event_t e;
    size_t count = r->open_count - first;
    bool is_key = node->kind == YAML_MAP && count % 2 == 0;
    if (r->wanted && depth == 1 && is_key &&
        is_enough(r, (struct yaml_node){.entries = r->open + first, .count = count}))
      return true;
    if (!next_event(r, &e)) return false;
    bool is_end = e.type == end;
    bool ok = true;
    if (!is_end) {
      struct yaml_node entry = {0};
      ok = read_node(r, &e, depth, &entry) && (!is_key || check_key(r, &entry));
      push_entry(r, &entry);
    }
    yaml_event_delete(&e);
    if (!ok) return false;
    if (is_end) return true;
  }
}

static bool read_entries(struct yaml_reader *r, yaml_event_type_t end, size_t depth, struct yaml_node *node) {
  size_t first = r->open_count;
  if (!gather_entries(r, end, depth, node)) return false;
  node->count = r->open_count - first;
  r->open_count = first;
  if (!node->count) return true;
  node->entries = arena_array(r->arena, node->count, sizeof *node->entries);
  memcpy(node->entries, r->open + first, node->count * sizeof *node->entries);
  return true;
}

static bool read_collection(struct yaml_reader *r, bool is_map, size_t depth, struct yaml_node *node) {
  char limit[24];
  if (depth >= LIMIT_YAML_DEPTH) {
    snprintf(limit, sizeof limit, "%d", LIMIT_YAML_DEPTH);
    diag_add(r->diag, DIAG_Y021, node->at, limit);
    return false;
  }
  node->kind = is_map ? YAML_MAP : YAML_LIST;
  if (!read_entries(r, is_map ? YAML_MAPPING_END_EVENT : YAML_SEQUENCE_END_EVENT, depth + 1, node)) return false;
  if (is_map) yaml_keys_check(node, r->arena, r->diag);
  return true;
}

static bool read_node(struct yaml_reader *r, const yaml_event_t *e, size_t depth, struct yaml_node *node) {
  char limit[24];
  node->at = event_span(r, e);
  if (++r->nodes > r->nodes_max) {
    snprintf(limit, sizeof limit, "%zu", r->nodes_max);
    diag_add(r->diag, DIAG_Y022, node->at, limit);
    return false;
  }
  switch (e->type) {
  case YAML_SCALAR_EVENT:
    read_scalar(r, e, node);
    return true;
  case YAML_ALIAS_EVENT:
    diag_add(r->diag, DIAG_Y017, node->at, (const char *)e->data.alias.anchor);
    node->text = "";
    return true;
  case YAML_SEQUENCE_START_EVENT:
    check_properties(r, e->data.sequence_start.anchor, e->data.sequence_start.tag, node->at);
    return read_collection(r, false, depth, node);
  default:
    check_properties(r, e->data.mapping_start.anchor, e->data.mapping_start.tag, node->at);
    return read_collection(r, true, depth, node);
  }
}

/* Events outside the root: stream and document starts and ends. */
static bool read_stream(struct yaml_reader *r, struct yaml_node *root, bool *found) {
  *found = false;
  for (;;) {
    yaml_event_t e;
    if (!next_event(r, &e)) return false;
    yaml_event_type_t type = e.type;
    bool ok = true;
    if (type == YAML_DOCUMENT_START_EVENT && *found) {
      size_t at = yaml_reader_offset(r, e.start_mark.index);
      diag_add(r->diag, DIAG_Y020, yaml_reader_span(r, at, at + 3 <= r->size ? at + 3 : r->size));
      ok = false;
    } else if (type == YAML_SCALAR_EVENT || type == YAML_ALIAS_EVENT || type == YAML_SEQUENCE_START_EVENT ||
               type == YAML_MAPPING_START_EVENT) {
      *found = true;
      ok = read_node(r, &e, 0, root);
    }
    yaml_event_delete(&e);
    if (!ok) return false;
    if (type == YAML_STREAM_END_EVENT || (*found && r->wanted)) return true;
  }
}

static bool read_events(struct yaml_reader *r, struct yaml_node *root, bool *found) {
  if (!yaml_parser_initialize(&r->parser)) mem_exhausted();
  yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&r->parser, (const unsigned char *)r->bytes, r->size);
  *root = (struct yaml_node){0};
  bool ok = read_stream(r, root, found);
  yaml_parser_delete(&r->parser);
  free(r->open);
  return ok;
}

static bool load_bytes(size_t limit_bytes, const char *path, struct arena *a, struct diag *d, struct yaml_file *file) {
  char *bytes;
  char limit[24];
  int error = file_read(a, path, limit_bytes, &bytes, &file->size);
  if (error == EFBIG) {
    snprintf(limit, sizeof limit, "%zu", limit_bytes);
    diag_add(d, DIAG_Y002, NO_SPAN, path, limit);
    return false;
  }
  if (error) {
    diag_add(d, DIAG_Y001, NO_SPAN, path, file_reason(error));
    return false;
  }
  file->bytes = bytes;
  file->source = diag_add_source(d, path, bytes, file->size);
  return true;
}

/* The first thing that a file says is what it is. A file that says nothing is read on, to show its other faults. */
static bool check_kind(const struct yaml_file *file, const char *kind, struct diag *d) {
  struct span start = {file->source, 0, 0};
  const struct yaml_node *given = file->root->kind == YAML_MAP ? yaml_get(file->root, "tenken") : NULL;
  if (!given || given->kind != YAML_SCALAR_VALUE) {
    diag_add(d, DIAG_F001, given ? given->at : start, kind);
    return file->root->kind == YAML_MAP;
  }
  if (strcmp(given->text, kind) == 0) return true;
  diag_add(d, DIAG_F002, given->at, given->text, kind);
  return false;
}

/* The root, or NULL after an error. */
static struct yaml_node *parse(const struct yaml_file *file, const char *kind, const char *const *wanted, struct arena *a,
                               struct diag *d) {
  size_t errors_before = diag_errors(d);
  if (!yaml_bytes_check(file->bytes, file->size, file->source, kind, d)) return NULL;
  size_t mark = file->size >= 3 && memcmp(file->bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  struct yaml_reader r = {.arena = a, .diag = d, .source = file->source, .bytes = file->bytes + mark,
                          .size = file->size - mark, .mark_bytes = mark, .wanted = wanted,
                          .nodes_max = strcmp(kind, "jobs/1") == 0 ? LIMIT_LIST_NODES : LIMIT_YAML_NODES};
  struct yaml_node *root = arena_alloc(a, sizeof *root);
  bool found, ok = read_events(&r, root, &found);
  if (ok && !found) diag_add(d, DIAG_Y003, ((struct span){file->source, 0, 0}), kind);
  return diag_errors(d) == errors_before ? root : NULL;
}

bool yaml_load(const char *path, const char *kind, struct arena *a, struct diag *d, struct yaml_file *file) {
  return yaml_load_within(LIMIT_INPUT_BYTES, path, kind, a, d, file);
}

bool yaml_load_within(size_t limit_bytes, const char *path, const char *kind, struct arena *a, struct diag *d,
                      struct yaml_file *file) {
  *file = (struct yaml_file){0};
  if (!load_bytes(limit_bytes, path, a, d, file)) return false;
  file->root = yaml_pressed_tree(file->bytes, file->size, file->source, a, &file->canonical_hex);
  if (!file->root) file->root = parse(file, kind, NULL, a, d);
  return file->root && check_kind(file, kind, d);
}

const struct yaml_node *yaml_peek(size_t limit_bytes, const char *path, const char *const *keys, struct arena *a,
                                  struct diag *d) {
  struct yaml_file file = {0};
  return load_bytes(limit_bytes, path, a, d, &file) ? parse(&file, "", keys, a, d) : NULL;
}

const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key) {
  for (size_t i = 0; i + 1 < map->count; i += 2) {
    if (strcmp(map->entries[i].text, key) == 0) return &map->entries[i + 1];
  }
  return NULL;
}

bool yaml_integer(const struct yaml_node *node, long long *out) {
  if (node->kind != YAML_SCALAR_VALUE || node->type != YAML_INTEGER) return false;
  const char *s = node->text;
  int base = s[0] == '0' && s[1] == 'x' ? 16 : s[0] == '0' && s[1] == 'o' ? 8 : 10;
  if (base != 10) s += 2;
  errno = 0;
  *out = strtoll(s, NULL, base);
  return errno == 0;
}

bool yaml_is_true(const struct yaml_node *node) {
  return node->type == YAML_BOOL && (node->text[0] == 't' || node->text[0] == 'T');
}

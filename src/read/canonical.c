/* canonical.c - one recursive walk; each map's keys by their sorted index, the tree itself is left as it is. */
#include "read/canonical.h"

#include "digest/digest.h"
#include "read/yaml_keys.h"
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Is one of eight bytes a control character, a quotation mark or a backslash? The usual tests of words for small and for
 * zero bytes; bytes over 127 are neither. */
static bool has_special(const char *s) {
  const uint64_t each = 0x0101010101010101, tops = each * 0x80;
  uint64_t word;
  memcpy(&word, s, sizeof word);
  uint64_t quotes = word ^ each * '"', slashes = word ^ each * '\\';
  return (((word - each * 0x20) & ~word) | ((quotes - each) & ~quotes) | ((slashes - each) & ~slashes)) & tops;
}

/* Plain stretches are copied whole: the guide's texts are hashed at every start. */
void canonical_put_text(struct buf *b, const char *s) {
  const char *end = s + strlen(s);
  buf_putc(b, '"');
  for (const char *run = s;; s++) {
    while (end - s >= 8 && !has_special(s)) s += 8;
    unsigned char c = (unsigned char)*s;
    if (s < end && c >= 0x20 && c != '"' && c != '\\') continue;
    buf_put(b, run, (size_t)(s - run));
    if (s == end) break;
    if (c == '"' || c == '\\') buf_printf(b, "\\%c", c);
    else if (c == '\n') buf_puts(b, "\\n");
    else if (c == '\t') buf_puts(b, "\\t");
    else buf_printf(b, "\\u%04x", (unsigned)c);
    run = s + 1;
  }
  buf_putc(b, '"');
}

/* Any length: numbers beyond 64 bits keep all their digits. */
static void put_integer(struct buf *b, const struct yaml_node *node) {
  long long value;
  const char *s = node->text;
  if (yaml_integer(node, &value)) {
    buf_put_int(b, (long)value);
    return;
  }
  if (*s == '-') buf_putc(b, '-');
  if (*s == '-' || *s == '+') s++;
  while (*s == '0' && s[1]) s++;
  buf_puts(b, s);
}

static void put_scalar(struct buf *b, const struct yaml_node *node) {
  switch (node->type) {
  case YAML_TEXT:
    canonical_put_text(b, node->text);
    return;
  case YAML_NULL:
    buf_puts(b, "null");
    return;
  case YAML_BOOL:
    buf_puts(b, yaml_is_true(node) ? "true" : "false");
    return;
  case YAML_INTEGER:
    put_integer(b, node);
    return;
  case YAML_NUMBER:
    if (strpbrk(node->text, "nN")) canonical_put_text(b, node->text); /* .inf and .nan have no number in JSON */
    else buf_printf(b, "%.17g", strtod(node->text, NULL));
    return;
  }
}

static void put_map(struct buf *b, const struct yaml_node *map, const char *skip_key) {
  size_t count = map->count / 2;
  bool is_sorted = map->order || count < 2;
  uint32_t *own = is_sorted ? NULL : mem_alloc(count * sizeof *own);
  if (own) yaml_keys_sort(map, own);
  const uint32_t *order = own ? own : map->order;
  buf_putc(b, '{');
  bool is_first = true;
  for (size_t i = 0; i < count; i++) {
    const struct yaml_node *key = &map->entries[2 * (size_t)(order ? order[i] : 0)];
    if (skip_key && strcmp(key->text, skip_key) == 0) continue;
    if (!is_first) buf_putc(b, ',');
    is_first = false;
    canonical_put_text(b, key->text);
    buf_putc(b, ':');
    canonical_put(b, key + 1, NULL);
  }
  buf_putc(b, '}');
  free(own);
}

void canonical_put(struct buf *b, const struct yaml_node *node, const char *skip_key) {
  if (node->kind == YAML_SCALAR_VALUE) {
    put_scalar(b, node);
  } else if (node->kind == YAML_MAP) {
    put_map(b, node, skip_key);
  } else {
    buf_putc(b, '[');
    for (size_t i = 0; i < node->count; i++) {
      if (i) buf_putc(b, ',');
      canonical_put(b, &node->entries[i], NULL);
    }
    buf_putc(b, ']');
  }
}

const char *canonical_text(const struct yaml_node *node, struct arena *a) {
  struct buf b = {0};
  canonical_put(&b, node, NULL);
  const char *text = arena_strndup(a, b.data, b.size);
  buf_free(&b);
  return text;
}

const char *canonical_hex(const struct yaml_node *node, const char *skip_key, struct arena *a) {
  struct buf b = {0};
  canonical_put(&b, node, skip_key);
  struct digest digest = digest_of(b.data, b.size);
  buf_free(&b);
  char *hex = arena_alloc(a, 65);
  digest_hex(&digest, hex);
  return hex;
}

const char *canonical_file_hex(const struct yaml_file *file, struct arena *a) {
  return file->canonical_hex ? file->canonical_hex : canonical_hex(file->root, NULL, a);
}

/* How: one pass over the characters with a table of character classes; names become numbers through a small hash that
 * nodes_open fills. The array grows by doubling and is not cleared. */
#include "paint/pdf_nodes.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static const char *const NAMES[PDF_NAME_COUNT] = {
#define NAME(id) #id,
#define NAME_AS(id, text) text,
#include "paint/pdf_names.def"
#undef NAME
#undef NAME_AS
};
enum { TEXT_PER_NODE = 6, NODES_AT_LEAST = 1024 };

struct parser {
  struct nodes *nodes;
  const char *p, *end;
};

static bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Characters that end a name: all that are not regular (7.2.2). */
static const bool ENDS_TOKEN[256] = {['\0'] = true, [' '] = true, ['\n'] = true, ['\r'] = true, ['\t'] = true,
                                     ['/'] = true,  ['<'] = true, ['>'] = true,  ['['] = true,  [']'] = true,
                                     ['('] = true,  [')'] = true};

static bool ends_token(char c) {
  return ENDS_TOKEN[(unsigned char)c];
}

static unsigned hash(const char *name, size_t size) {
  unsigned h = (unsigned)size;
  for (size_t i = 0; i < size; i++)
    h = h * 31 + (unsigned char)name[i];
  return (h ^ h >> 11) % NAME_SLOTS;
}

void nodes_open(struct nodes *nodes, size_t text_bytes) {
  memset(nodes, 0, sizeof *nodes);
  nodes->cap = (uint32_t)(text_bytes / TEXT_PER_NODE) + NODES_AT_LEAST;
  nodes->items = mem_realloc(NULL, nodes->cap * sizeof *nodes->items);
  nodes->items[0] = (struct node){.next = 1, .kind = NODE_NONE, .text = ""};
  nodes->count = 1;
  for (unsigned id = 0; id < PDF_RESOURCE; id++) {
    unsigned slot = hash(NAMES[id], strlen(NAMES[id]));
    while (nodes->slots[slot])
      slot = (slot + 1) % NAME_SLOTS;
    nodes->slots[slot] = (uint16_t)(id + 1);
  }
}

void nodes_free(struct nodes *nodes) {
  free(nodes->items);
  nodes->items = NULL;
}

static enum pdf_name name_of(const struct nodes *nodes, const char *name, size_t size) {
  for (unsigned slot = hash(name, size); nodes->slots[slot]; slot = (slot + 1) % NAME_SLOTS) {
    unsigned id = nodes->slots[slot] - 1U;
    if (strncmp(NAMES[id], name, size) == 0 && !NAMES[id][size]) return (enum pdf_name)id;
  }
  bool resource = size >= 2 && size <= 6 && (*name == 'F' || *name == 'I' || *name == 'W');
  for (size_t i = 1; i < size; i++)
    resource &= is_digit(name[i]);
  return resource ? PDF_RESOURCE : PDF_OTHER_NAME;
}

static uint32_t add(struct parser *parser, enum node_kind kind, const char *text, long value) {
  struct nodes *nodes = parser->nodes;
  if (nodes->count == nodes->cap) nodes->items = mem_realloc(nodes->items, (nodes->cap *= 2) * sizeof *nodes->items);
  nodes->items[nodes->count] = (struct node){
      .text = text, .next = nodes->count + 1, .value = (int32_t)value, .name = PDF_OTHER_NAME, .kind = (uint8_t)kind};
  return nodes->count++;
}

static uint32_t read_name(struct parser *parser) {
  const char *start = ++parser->p;
  while (parser->p < parser->end && !ends_token(*parser->p))
    parser->p++;
  size_t size = (size_t)(parser->p - start);
  uint32_t node = add(parser, NODE_NAME, start, (long)size);
  enum pdf_name name = name_of(parser->nodes, start, size);
  parser->nodes->items[node].name = (uint16_t)name;
  if (name == PDF_RESOURCE) parser->nodes->items[node].value = (int32_t)strtol(start + 1, NULL, 10);
  parser->nodes->long_name |= size > NAME_LENGTH_MAX;
  return size ? node : 0;
}

static uint32_t read_hexadecimal(struct parser *parser) {
  const char *start = parser->p++;
  while (parser->p < parser->end && (is_digit(*parser->p) || ((*parser->p | 32) >= 'a' && (*parser->p | 32) <= 'f')))
    parser->p++;
  size_t digits = (size_t)(parser->p - start) - 1;
  if (parser->p == parser->end || *parser->p != '>' || digits % 2) return 0;
  parser->p++;
  parser->nodes->long_string |= digits / 2 > STRING_LENGTH_MAX;
  return add(parser, NODE_STRING, start, (long)(parser->p - start));
}

static uint32_t read_literal(struct parser *parser) {
  const char *start = parser->p++;
  while (parser->p < parser->end && *parser->p != ')' && *parser->p != '(')
    parser->p += *parser->p == '\\' ? 2 : 1;
  if (parser->p >= parser->end || *parser->p != ')') return 0;
  parser->p++;
  size_t size = (size_t)(parser->p - start);
  parser->nodes->long_string |= size - 2 > STRING_LENGTH_MAX;
  return add(parser, NODE_STRING, start, (long)size);
}

/* An integer of at most nine digits, else a fault: nothing in our files is larger (6.1.13 allows 2^31 - 1). */
static bool read_digits(struct parser *parser, long *value) {
  const char *start = parser->p;
  for (*value = 0; parser->p < parser->end && is_digit(*parser->p) && parser->p - start < 10; parser->p++)
    *value = *value * 10 + (*parser->p - '0');
  return parser->p > start && parser->p - start < 10;
}

/* "12 0 R" is one value: looked for behind every integer. */
static uint32_t read_number(struct parser *parser) {
  const char *start = parser->p;
  bool negative = *start == '-', whole;
  long value = 0, hundredths = 0;
  parser->p += negative;
  whole = read_digits(parser, &value);
  if (parser->p < parser->end && *parser->p == '.') {
    static const long SCALE[] = {10, 1};
    const char *point = parser->p++;
    for (; parser->p < parser->end && is_digit(*parser->p); parser->p++)
      if (parser->p - point <= 2) hundredths += (*parser->p - '0') * SCALE[parser->p - point - 1];
    bool some = parser->p > point + 1 || whole;
    value = value > 1000000 ? 100000000 : value * 100 + hundredths;
    return some ? add(parser, NODE_REAL, start, negative ? -value : value) : 0;
  }
  if (!whole) return 0;
  if (!negative && parser->end - parser->p >= 4 && memcmp(parser->p, " 0 R", 4) == 0) {
    parser->p += 4;
    return add(parser, NODE_REFERENCE, start, value);
  }
  return add(parser, NODE_INTEGER, start, negative ? -value : value);
}

static uint32_t read_word(struct parser *parser) {
  static const struct {
    const char *text;
    size_t size;
    enum node_kind kind;
    long value;
  } WORDS[] = {{"true", 4, NODE_BOOLEAN, 1}, {"false", 5, NODE_BOOLEAN, 0}, {"null", 4, NODE_NULL, 0}};
  for (int i = 0; i < 3; i++)
    if ((size_t)(parser->end - parser->p) >= WORDS[i].size && memcmp(parser->p, WORDS[i].text, WORDS[i].size) == 0) {
      parser->p += WORDS[i].size;
      return add(parser, WORDS[i].kind, parser->p - WORDS[i].size, WORDS[i].value);
    }
  return 0;
}

static void skip_space(struct parser *parser) {
  while (parser->p < parser->end && is_space(*parser->p))
    parser->p++;
}

static uint32_t read_value(struct parser *parser, int depth);

/* The parts up to the closing bracket, which is taken. Names and values alternate in a dictionary. */
static uint32_t read_parts(struct parser *parser, enum node_kind kind, const char *close, bool is_open, int depth) {
  size_t length = strlen(close);
  uint32_t whole = add(parser, kind, parser->p, 0), parts = 0;
  parser->p += length;
  for (;; parts++) {
    skip_space(parser);
    if (parser->p == parser->end) break;
    if (*parser->p == *close && (size_t)(parser->end - parser->p) >= length && memcmp(parser->p, close, length) == 0)
      break;
    uint32_t part = read_value(parser, depth + 1);
    bool wants_name = kind == NODE_DICTIONARY && parts % 2 == 0;
    if (!part || (wants_name && parser->nodes->items[part].kind != NODE_NAME)) return 0;
  }
  if ((parser->p == parser->end) != is_open || (kind == NODE_DICTIONARY && parts % 2)) return 0;
  parser->p += is_open ? 0 : length;
  parser->nodes->items[whole].next = parser->nodes->count;
  return whole;
}

static uint32_t read_value(struct parser *parser, int depth) {
  if (depth > NODE_DEPTH_MAX || parser->p == parser->end) return 0;
  char c = *parser->p;
  if (c == '/') return read_name(parser);
  if (c == '[') return read_parts(parser, NODE_ARRAY, "]", false, depth);
  if (c == '<' && parser->end - parser->p > 1 && parser->p[1] == '<')
    return read_parts(parser, NODE_DICTIONARY, ">>", false, depth);
  if (c == '<') return read_hexadecimal(parser);
  if (c == '(') return read_literal(parser);
  return is_digit(c) || c == '-' || c == '.' ? read_number(parser) : read_word(parser);
}

uint32_t nodes_read(struct nodes *nodes, const char *text, size_t size, bool is_open) {
  struct parser parser = {nodes, text, text + size};
  uint32_t value;
  if (!is_open)
    value = read_value(&parser, 0);
  else
    value = size >= 2 && memcmp(text, "<<", 2) == 0 ? read_parts(&parser, NODE_DICTIONARY, ">>", true, 0) : 0;
  skip_space(&parser);
  return parser.p == parser.end ? value : 0;
}

/* ---- questions ---- */

uint32_t nodes_get(const struct nodes *nodes, uint32_t dictionary, enum pdf_name key) {
  const struct node *items = nodes->items;
  if (items[dictionary].kind != NODE_DICTIONARY) return 0;
  for (uint32_t i = dictionary + 1, end = items[dictionary].next; i < end; i = items[i + 1].next)
    if (items[i].name == key) return i + 1;
  return 0;
}

bool nodes_is(const struct nodes *nodes, uint32_t node, enum node_kind kind) {
  return nodes->items[node].kind == kind;
}

bool nodes_is_name(const struct nodes *nodes, uint32_t node, enum pdf_name name) {
  return nodes->items[node].kind == NODE_NAME && nodes->items[node].name == name;
}

unsigned nodes_reference(const struct nodes *nodes, uint32_t node) {
  return nodes->items[node].kind == NODE_REFERENCE ? (unsigned)nodes->items[node].value : 0;
}

bool nodes_integer(const struct nodes *nodes, uint32_t node, long *value) {
  *value = nodes->items[node].value;
  return nodes->items[node].kind == NODE_INTEGER;
}

bool nodes_hundredths(const struct nodes *nodes, uint32_t node, long *value) {
  const struct node *found = &nodes->items[node];
  *value = found->kind == NODE_INTEGER ? (long)found->value * 100 : found->value;
  return found->kind == NODE_INTEGER || found->kind == NODE_REAL;
}

uint32_t nodes_first(const struct nodes *nodes, uint32_t whole) {
  uint8_t kind = nodes->items[whole].kind;
  bool has_parts = (kind == NODE_ARRAY || kind == NODE_DICTIONARY) && nodes->items[whole].next > whole + 1;
  return has_parts ? whole + 1 : 0;
}

uint32_t nodes_after(const struct nodes *nodes, uint32_t whole, uint32_t part) {
  uint32_t next = nodes->items[part].next;
  return next < nodes->items[whole].next ? next : 0;
}

uint32_t nodes_length(const struct nodes *nodes, uint32_t array) {
  uint32_t count = 0;
  for (uint32_t part = nodes_first(nodes, array); part; part = nodes_after(nodes, array, part))
    count++;
  return count;
}

static unsigned digit_value(char c) {
  return (unsigned)(is_digit(c) ? c - '0' : (c | 32) - 'a' + 10);
}

const char *nodes_bytes(const struct nodes *nodes, uint32_t node, struct arena *arena, size_t *size) {
  const struct node *found = &nodes->items[node];
  *size = 0;
  if (found->kind != NODE_STRING) return NULL;
  char *out = arena_alloc(arena, (size_t)found->value + 1);
  const char *p = found->text + 1, *end = found->text + found->value - 1;
  if (*found->text == '<') {
    for (; p < end; p += 2)
      out[(*size)++] = (char)(digit_value(p[0]) << 4 | digit_value(p[1]));
    return out;
  }
  for (; p < end; p++) {
    if (*p == '\\') p++;
    out[(*size)++] = *p;
  }
  return out;
}

const char *nodes_text(const struct nodes *nodes, uint32_t node, struct arena *arena) {
  size_t size, used = 0;
  const char *bytes = nodes_bytes(nodes, node, arena, &size);
  if (!bytes || size < 2 || memcmp(bytes, "\xFE\xFF", 2) != 0) {
    for (size_t i = 0; i < size; i++)
      if ((unsigned char)bytes[i] >= 0x80) return NULL;
    return bytes;
  }
  char *out = arena_alloc(arena, size * 2 + 1);
  for (size_t i = 2; i + 1 < size; i += 2) {
    const unsigned char *unit = (const unsigned char *)bytes + i;
    uint32_t c = (uint32_t)unit[0] << 8 | unit[1];
    if (c >= 0xD800 && c < 0xDC00 && i + 3 < size) {
      c = 0x10000 + ((c - 0xD800) << 10) + (((uint32_t)unit[2] << 8 | unit[3]) - 0xDC00);
      i += 2;
    }
    if ((c >= 0xD800 && c < 0xE000) || c > 0x10FFFF) return NULL;
    used += utf8_put(out + used, c);
  }
  return size % 2 ? NULL : out;
}

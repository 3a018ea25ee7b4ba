/* How: one pass over the characters with a table of character classes; names become numbers through a small hash that
 * nodes_open fills. A value takes at least one character: so there is room for all values of a text before it is read,
 * and the array, which is not cleared, grows only between texts. */
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
enum { TEXT_PER_NODE = 5, NODES_AT_LEAST = 1024, DIGITS_MAX = 9 };

struct parser {
  struct nodes *nodes;
  const char *p, *end;
};

/* What a character may be (7.2.2): all that are not regular end a name. */
enum {
  SPACE = 1, ENDS_TOKEN = 2, DIGIT = 4, HEXADECIMAL = 8, NUMBER = 16, /* begins one */
  BLANK = SPACE | ENDS_TOKEN, NUMERAL = DIGIT | HEXADECIMAL | NUMBER
};
static const uint8_t CLASS[256] = {
    ['\0'] = ENDS_TOKEN, [' '] = BLANK, ['\n'] = BLANK, ['\r'] = BLANK, ['\t'] = BLANK,
    ['/'] = ENDS_TOKEN, ['<'] = ENDS_TOKEN, ['>'] = ENDS_TOKEN, ['['] = ENDS_TOKEN, [']'] = ENDS_TOKEN,
    ['('] = ENDS_TOKEN, [')'] = ENDS_TOKEN, ['-'] = NUMBER, ['.'] = NUMBER,
    ['0'] = NUMERAL, ['1'] = NUMERAL, ['2'] = NUMERAL, ['3'] = NUMERAL, ['4'] = NUMERAL,
    ['5'] = NUMERAL, ['6'] = NUMERAL, ['7'] = NUMERAL, ['8'] = NUMERAL, ['9'] = NUMERAL,
    ['A'] = HEXADECIMAL, ['B'] = HEXADECIMAL, ['C'] = HEXADECIMAL, ['D'] = HEXADECIMAL, ['E'] = HEXADECIMAL,
    ['F'] = HEXADECIMAL, ['a'] = HEXADECIMAL, ['b'] = HEXADECIMAL, ['c'] = HEXADECIMAL, ['d'] = HEXADECIMAL,
    ['e'] = HEXADECIMAL, ['f'] = HEXADECIMAL};

static bool is(char c, uint8_t classes) {
  return CLASS[(unsigned char)c] & classes;
}

/* The last eight letters of a name, packed: with most names all of them, so that one comparison tells. */
static uint64_t add_letter(uint64_t letters, char c) {
  return letters << 8 | (unsigned char)c;
}

static unsigned slot_of(uint64_t letters) {
  return (unsigned)(letters * 0x9E3779B97F4A7C15u >> 32) % NAME_SLOTS;
}

void nodes_open(struct nodes *nodes, size_t text_bytes) {
  memset(nodes, 0, sizeof *nodes);
  nodes->cap = (uint32_t)(text_bytes / TEXT_PER_NODE) + NODES_AT_LEAST;
  nodes->items = mem_realloc(NULL, nodes->cap * sizeof *nodes->items);
  nodes->items[0] = (struct node){.kind = NODE_NONE, .text = ""};
  nodes->count = 1;
  for (unsigned id = 0; id < PDF_RESOURCE; id++) {
    for (const char *p = NAMES[id]; *p; p++)
      nodes->letters[id] = add_letter(nodes->letters[id], *p);
    unsigned slot = slot_of(nodes->letters[id]);
    while (nodes->slots[slot])
      slot = (slot + 1) % NAME_SLOTS;
    nodes->slots[slot] = (uint16_t)(id + 1);
  }
}

void nodes_free(struct nodes *nodes) {
  free(nodes->items);
  nodes->items = NULL;
}

static void make_room(struct nodes *nodes, size_t more) {
  if (more <= nodes->cap - nodes->count) return;
  nodes->cap = nodes->cap > more ? 2 * nodes->cap : nodes->count + (uint32_t)more;
  nodes->items = mem_realloc(nodes->items, nodes->cap * sizeof *nodes->items);
}

static bool is_long_name(unsigned id, const char *name, size_t size) {
  const char *known = NAMES[id];
  for (; size && *known == *name; size--)
    known++, name++;
  return size == 0 && *known == '\0';
}

static enum pdf_name name_of(const struct nodes *nodes, const char *name, size_t size, uint64_t letters) {
  for (unsigned slot = slot_of(letters); nodes->slots[slot]; slot = (slot + 1) % NAME_SLOTS) {
    unsigned id = nodes->slots[slot] - 1U;
    if (nodes->letters[id] == letters && (size <= sizeof letters || is_long_name(id, name, size)))
      return (enum pdf_name)id;
  }
  bool resource = size >= 2 && size <= 6 && (*name == 'F' || *name == 'I' || *name == 'W');
  for (size_t i = 1; i < size; i++)
    resource &= is(name[i], DIGIT);
  return resource ? PDF_RESOURCE : PDF_OTHER_NAME;
}

static long number_of(const char *name, size_t size) {
  long number = 0;
  for (size_t i = 1; i < size; i++)
    number = number * 10 + (name[i] - '0');
  return number;
}

static inline uint32_t add(struct nodes *nodes, enum node_kind kind, enum pdf_name name, const char *text, long value) {
  nodes->items[nodes->count] =
      (struct node){.text = text, .value = (int32_t)value, .name = (uint16_t)name, .kind = (uint8_t)kind};
  return nodes->count++;
}

static uint32_t read_name(struct parser *parser) {
  const char *start = parser->p + 1, *p = start;
  uint64_t letters = 0;
  for (; p < parser->end && !is(*p, ENDS_TOKEN); p++)
    letters = add_letter(letters, *p);
  size_t size = (size_t)(p - start);
  parser->p = p;
  if (!size) return 0;
  enum pdf_name name = name_of(parser->nodes, start, size, letters);
  if (size > NAME_LENGTH_MAX) parser->nodes->long_name = true;
  return add(parser->nodes, NODE_NAME, name, start, name == PDF_RESOURCE ? number_of(start, size) : (long)size);
}

static uint32_t read_hexadecimal(struct parser *parser) {
  const char *start = parser->p, *p = start + 1;
  while (p < parser->end && is(*p, HEXADECIMAL))
    p++;
  size_t digits = (size_t)(p - start) - 1;
  if (p == parser->end || *p != '>' || digits % 2) return 0;
  parser->p = p + 1;
  parser->nodes->long_string |= digits / 2 > STRING_LENGTH_MAX;
  return add(parser->nodes, NODE_STRING, PDF_OTHER_NAME, start, parser->p - start);
}

static uint32_t read_literal(struct parser *parser) {
  const char *start = parser->p, *p = start + 1;
  while (p < parser->end && *p != ')' && *p != '(')
    p += *p == '\\' ? 2 : 1;
  if (p >= parser->end || *p != ')') return 0;
  parser->p = p + 1;
  parser->nodes->long_string |= p - start - 1 > STRING_LENGTH_MAX;
  return add(parser->nodes, NODE_STRING, PDF_OTHER_NAME, start, parser->p - start);
}

/* Two decimals are kept of the real number whose point is at parser->p. */
static uint32_t read_decimals(struct parser *parser, const char *start, long value, bool whole) {
  static const long SCALE[] = {10, 1};
  const char *point = parser->p, *p = point + 1;
  long hundredths = 0;
  for (; p < parser->end && is(*p, DIGIT); p++)
    if (p - point <= 2) hundredths += (*p - '0') * SCALE[p - point - 1];
  parser->p = p;
  value = value > 1000000 ? 100000000 : value * 100 + hundredths;
  return p > point + 1 || whole ? add(parser->nodes, NODE_REAL, PDF_OTHER_NAME, start, *start == '-' ? -value : value) : 0;
}

/* An integer of at most nine digits, else a fault: nothing in our files is larger (6.1.13 allows 2^31 - 1). "12 0 R" is
 * one value: looked for behind every integer. */
static uint32_t read_number(struct parser *parser) {
  const char *start = parser->p, *first = start + (*start == '-'), *p = first, *end = parser->end;
  unsigned value = 0;
  for (; p < end && is(*p, DIGIT); p++)
    value = value * 10 + (unsigned)(*p - '0');
  parser->p = p;
  if (p - first > DIGITS_MAX) return 0;
  if (p < end && *p == '.') return read_decimals(parser, start, (long)value, p > first);
  if (p == first) return 0;
  if (end - p >= 4 && memcmp(p, " 0 R", 4) == 0 && first == start) {
    parser->p = p + 4;
    return add(parser->nodes, NODE_REFERENCE, PDF_OTHER_NAME, start, (long)value);
  }
  return add(parser->nodes, NODE_INTEGER, PDF_OTHER_NAME, start, first == start ? (long)value : -(long)value);
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
      return add(parser->nodes, WORDS[i].kind, PDF_OTHER_NAME, parser->p - WORDS[i].size, WORDS[i].value);
    }
  return 0;
}

/* The next character that is no space; NUL at the end. */
static char peek(struct parser *parser) {
  while (parser->p < parser->end && is(*parser->p, SPACE))
    parser->p++;
  return parser->p < parser->end ? *parser->p : '\0';
}

static uint32_t read_whole(struct parser *parser, int depth);

static uint32_t read_value(struct parser *parser, int depth) {
  char c = peek(parser);
  if (is(c, NUMBER)) return read_number(parser);
  return c == '/' ? read_name(parser) : read_whole(parser, depth);
}

static uint32_t read_array(struct parser *parser, int depth) {
  uint32_t whole = add(parser->nodes, NODE_ARRAY, PDF_OTHER_NAME, parser->p++, 0);
  while (peek(parser) != ']')
    if (!read_value(parser, depth + 1)) return 0;
  parser->p++;
  parser->nodes->items[whole].end = parser->nodes->count;
  return whole;
}

/* Names and values alternate up to ">>", or to the end of a text that is open. */
static uint32_t read_dictionary(struct parser *parser, bool is_open, int depth) {
  struct nodes *nodes = parser->nodes;
  uint32_t whole = add(nodes, NODE_DICTIONARY, PDF_OTHER_NAME, parser->p, 0);
  parser->p += 2;
  while (peek(parser) == '/') {
    uint32_t key = read_name(parser);
    if (!key) return 0;
    nodes->other_key |= nodes->items[key].name == PDF_OTHER_NAME;
    if (!read_value(parser, depth + 1)) return 0;
  }
  nodes->items[whole].end = nodes->count;
  if (is_open) return parser->p == parser->end ? whole : 0;
  if (parser->end - parser->p < 2 || memcmp(parser->p, ">>", 2) != 0) return 0;
  parser->p += 2;
  return whole;
}

/* What is neither number nor name. */
static uint32_t read_whole(struct parser *parser, int depth) {
  if (depth > NODE_DEPTH_MAX || parser->p == parser->end) return 0;
  char c = *parser->p;
  if (c == '[') return read_array(parser, depth);
  if (c == '<' && parser->end - parser->p > 1 && parser->p[1] == '<') return read_dictionary(parser, false, depth);
  if (c == '<') return read_hexadecimal(parser);
  return c == '(' ? read_literal(parser) : read_word(parser);
}

uint32_t nodes_read(struct nodes *nodes, const char *text, size_t size, bool is_open) {
  struct parser parser = {nodes, text, text + size};
  uint32_t value = 0;
  make_room(nodes, size);
  nodes->long_string = nodes->long_name = nodes->other_key = false;
  if (size == 0 || is(*text, SPACE)) return 0; /* ours begin at once */
  if (!is_open)
    value = read_value(&parser, 0);
  else if (size >= 2 && memcmp(text, "<<", 2) == 0)
    value = read_dictionary(&parser, true, 0);
  (void)peek(&parser);
  return parser.p == parser.end ? value : 0;
}

/* ---- questions ---- */

bool nodes_hundredths(const struct nodes *nodes, uint32_t node, long *value) {
  const struct node *found = &nodes->items[node];
  *value = found->kind == NODE_INTEGER ? (long)found->value * 100 : found->value;
  return found->kind == NODE_INTEGER || found->kind == NODE_REAL;
}

static unsigned digit_value(char c) {
  return (unsigned)(is(c, DIGIT) ? c - '0' : (c | 32) - 'a' + 10);
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

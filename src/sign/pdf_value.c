/* How: one scanner walks a value piece by piece with a small stack of open brackets; each dictionary on it remembers
 * whether a key or a value comes next. Everything else reads spans that the scanner has accepted. */
#include "sign/pdf_value.h"

#include "base/utf8.h"

#include <string.h>

/* What a character may be part of; from 0x80 on: nothing but a literal string. */
enum { SPACE = 1, REGULAR = 2, DIGIT = 4 };
static const uint8_t CLASS[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    1, 2, 2, 2, 2, 0, 2, 2, 0, 0, 2, 2, 2, 2, 2, 0,
    6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 2, 2, 0, 2, 0, 2,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 2, 0, 2, 2,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 2, 0, 2, 0,
};

static bool is_regular(uint8_t c) {
  return CLASS[c] & REGULAR;
}

static bool is_digit(uint8_t c) {
  return CLASS[c] & DIGIT;
}

static int hex_value(uint8_t c) {
  if (is_digit(c))
    return c - '0';
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static const uint8_t *skip_space(const uint8_t *p, const uint8_t *end) {
  while (p < end && CLASS[*p] & SPACE)
    p++;
  return p;
}

static const uint8_t *skip_name(const uint8_t *p, const uint8_t *end) {
  for (p++; p < end && is_regular(*p);)
    p++;
  return p;
}

static const uint8_t *skip_hex(const uint8_t *p, const uint8_t *end) {
  for (p++; p < end && hex_value(*p) >= 0;)
    p++;
  return p < end && *p == '>' ? p + 1 : NULL;
}

static const uint8_t *skip_literal(const uint8_t *p, const uint8_t *end) {
  size_t open = 0;
  for (; p < end; p++) {
    if (*p == '\\') {
      if (++p == end)
        return NULL;
    } else if (*p == '(')
      open++;
    else if (*p == ')' && --open == 0)
      return p + 1;
  }
  return NULL;
}

static bool is_number(const uint8_t *p, size_t size) {
  size_t digits = 0, dots = 0;
  for (size_t i = 0; i < size; i++) {
    if (is_digit(p[i]))
      digits++;
    else if (p[i] == '.')
      dots++;
    else if (i > 0 || p[i] != '-')
      return false;
  }
  return digits > 0 && dots <= 1;
}

/* A number, a reference or a keyword. */
static const uint8_t *skip_plain(const uint8_t *p, const uint8_t *end, enum value_piece *piece) {
  const uint8_t *q = p;
  uint8_t all = DIGIT;
  while (q < end && is_regular(*q))
    all &= CLASS[*q++];
  struct bytes word = {p, (size_t)(q - p)};
  if (word.size && all) {
    if (end - q < 4 || memcmp(q, " 0 R", 4) != 0 || (end - q > 4 && is_regular(q[4])))
      return q;
    *piece = PIECE_REFERENCE;
    return q + 4;
  }
  bool good = is_number(p, word.size) || value_is(word, "true") || value_is(word, "false") || value_is(word, "null");
  return good ? q : NULL;
}

static const uint8_t *skip_scalar(const uint8_t *p, const uint8_t *end, enum value_piece *piece) {
  *piece = PIECE_OTHER;
  switch (*p) {
  case '/':
    *piece = PIECE_NAME;
    return skip_name(p, end);
  case '<':
    return skip_hex(p, end);
  case '(':
    return skip_literal(p, end);
  default:
    return skip_plain(p, end, piece);
  }
}

/* Length of the bracket at p that closes the open one, or 0. */
static size_t closing(bool is_dictionary, const uint8_t *p, const uint8_t *end) {
  if (!is_dictionary)
    return *p == ']' ? 1 : 0;
  return end - p >= 2 && p[0] == '>' && p[1] == '>' ? 2 : 0;
}

static size_t opening(const uint8_t *p, const uint8_t *end) {
  if (*p == '[')
    return 1;
  return end - p >= 2 && p[0] == '<' && p[1] == '<' ? 2 : 0;
}

enum value_piece value_walk_next(struct value_walk *walk, struct bytes *span) {
  struct value_nest *top = walk->depth ? &walk->nest[walk->depth - 1] : NULL;
  const uint8_t *p = skip_space(walk->p, walk->end), *end = walk->end, *stop;
  enum value_piece piece;
  size_t size;
  if (p == end)
    return walk->depth ? PIECE_MALFORMED : PIECE_END;
  if (top && (size = closing(top->is_dictionary, p, end)) > 0) {
    if (top->is_dictionary && !top->wants_key)
      return PIECE_MALFORMED;
    piece = PIECE_CLOSE;
    stop = p + size;
    top = --walk->depth ? top - 1 : NULL;
  } else if (top && top->wants_key) {
    piece = PIECE_KEY;
    stop = *p == '/' ? skip_name(p, end) : NULL;
  } else if ((size = opening(p, end)) > 0) {
    piece = size == 2 ? PIECE_OPEN_DICTIONARY : PIECE_OPEN_ARRAY;
    stop = walk->depth < LIMIT_PDF_DEPTH ? p + size : NULL;
  } else {
    stop = skip_scalar(p, end, &piece);
  }
  if (!stop)
    return PIECE_MALFORMED;
  *span = (struct bytes){p, (size_t)(stop - p)};
  walk->p = stop;
  if (piece == PIECE_OPEN_DICTIONARY || piece == PIECE_OPEN_ARRAY)
    walk->nest[walk->depth++] = (struct value_nest){piece == PIECE_OPEN_DICTIONARY, piece == PIECE_OPEN_DICTIONARY};
  else if (top)
    top->wants_key = top->is_dictionary && piece != PIECE_KEY;
  return piece;
}

enum value_step value_next(struct bytes *rest, struct bytes *value) {
  struct value_walk walk = {.p = rest->p, .end = rest->p + rest->size};
  struct bytes piece, first;
  enum value_piece kind = value_walk_next(&walk, &first);
  if (kind == PIECE_END)
    return VALUE_END;
  while (kind != PIECE_MALFORMED && walk.depth)
    kind = value_walk_next(&walk, &piece);
  if (kind == PIECE_MALFORMED)
    return VALUE_MALFORMED;
  *value = (struct bytes){first.p, (size_t)(walk.p - first.p)};
  *rest = (struct bytes){walk.p, (size_t)(walk.end - walk.p)};
  return VALUE_OK;
}

bool value_is_dictionary(struct bytes value) {
  return value.size >= 4 && value.p[0] == '<' && value.p[1] == '<';
}

bool value_is_array(struct bytes value) {
  return value.size >= 2 && value.p[0] == '[';
}

struct bytes value_inside(struct bytes value) {
  size_t bracket = value_is_dictionary(value) ? 2 : 1;
  return (struct bytes){value.p + bracket, value.size - 2 * bracket};
}

bool value_get(struct bytes dictionary, const char *key, struct bytes *value) {
  if (!value_is_dictionary(dictionary))
    return false;
  struct bytes rest = value_inside(dictionary), name;
  size_t length = strlen(key);
  while (value_next(&rest, &name) == VALUE_OK && value_next(&rest, value) == VALUE_OK)
    if (name.size == length + 1 && memcmp(name.p + 1, key, length) == 0)
      return true;
  return false;
}

bool value_is(struct bytes value, const char *text) {
  return value.size == strlen(text) && memcmp(value.p, text, value.size) == 0;
}

bool value_same(struct bytes a, struct bytes b) {
  return a.size == b.size && (a.size == 0 || memcmp(a.p, b.p, a.size) == 0);
}

bool value_integer(struct bytes value, uint64_t *out) {
  enum { DIGITS_MAX = 15 };
  if (value.size == 0 || value.size > DIGITS_MAX || (value.size > 1 && value.p[0] == '0'))
    return false;
  *out = 0;
  for (size_t i = 0; i < value.size; i++) {
    if (!is_digit(value.p[i]))
      return false;
    *out = *out * 10 + (uint64_t)(value.p[i] - '0');
  }
  return true;
}

bool value_reference(struct bytes value, unsigned *object_number) {
  uint64_t number;
  if (value.size < 5 || memcmp(value.p + value.size - 4, " 0 R", 4) != 0)
    return false;
  if (!value_integer((struct bytes){value.p, value.size - 4}, &number) || number == 0 || number > LIMIT_PDF_OBJECTS)
    return false;
  *object_number = (unsigned)number;
  return true;
}

static bool decimal(struct bytes value, double *out) {
  if (value.size == 0 || value.size > 12 || !is_number(value.p, value.size))
    return false;
  double number = 0, scale = 0;
  for (size_t i = 0; i < value.size; i++) {
    if (value.p[i] == '.')
      scale = 1;
    else if (is_digit(value.p[i])) {
      number = number * 10 + (value.p[i] - '0');
      scale *= 10;
    }
  }
  *out = (scale > 0 ? number / scale : number) * (value.p[0] == '-' ? -1 : 1);
  return true;
}

bool value_rectangle(struct bytes value, double out[4]) {
  if (!value_is_array(value))
    return false;
  struct bytes rest = value_inside(value), item;
  for (int i = 0; i < 4; i++)
    if (value_next(&rest, &item) != VALUE_OK || !decimal(item, &out[i]))
      return false;
  return value_next(&rest, &item) == VALUE_END && out[0] <= out[2] && out[1] <= out[3];
}

static bool hex_unit(const uint8_t *p, uint32_t *unit) {
  *unit = 0;
  for (int i = 0; i < 4; i++) {
    int digit = hex_value(p[i]);
    if (digit < 0)
      return false;
    *unit = *unit << 4 | (uint32_t)digit;
  }
  return true;
}

/* Reads one code point of UTF-16 in hex at *p and moves behind it. */
static bool utf16_next(const uint8_t **p, const uint8_t *end, uint32_t *code_point) {
  uint32_t low;
  if (end - *p < 4 || !hex_unit(*p, code_point))
    return false;
  *p += 4;
  if (*code_point < 0xD800 || *code_point > 0xDFFF)
    return true;
  if (*code_point > 0xDBFF || end - *p < 4 || !hex_unit(*p, &low) || low < 0xDC00 || low > 0xDFFF)
    return false;
  *p += 4;
  *code_point = 0x10000 + ((*code_point & 0x3FF) << 10) + (low & 0x3FF);
  return true;
}

static bool text_of_utf16(struct bytes hex, struct arena *arena, const char **utf8) {
  const uint8_t *p = hex.p + 4, *end = hex.p + hex.size;
  char *out = arena_alloc(arena, hex.size + 1), *at = out;
  while (p < end) {
    uint32_t code_point;
    if (!utf16_next(&p, end, &code_point) || code_point == 0)
      return false;
    at += utf8_put(at, code_point);
  }
  *utf8 = out;
  return true;
}

bool value_text(struct bytes value, struct arena *arena, const char **utf8) {
  if (value.size < 2)
    return false;
  struct bytes inside = {value.p + 1, value.size - 2};
  if (value.p[0] == '<' && value.p[1] != '<') {
    uint32_t mark;
    return inside.size >= 4 && inside.size % 4 == 0 && hex_unit(inside.p, &mark) && mark == 0xFEFF &&
           text_of_utf16(inside, arena, utf8);
  }
  if (value.p[0] != '(')
    return false;
  for (size_t i = 0; i < inside.size; i++)
    if (inside.p[i] < ' ' || inside.p[i] >= 0x7F || inside.p[i] == '\\')
      return false;
  *utf8 = arena_strndup(arena, (const char *)inside.p, inside.size);
  return true;
}

bool bytes_begin(struct bytes bytes, const char *text) {
  size_t length = strlen(text);
  return bytes.size >= length && memcmp(bytes.p, text, length) == 0;
}

const uint8_t *bytes_find(struct bytes bytes, const char *text) {
  size_t length = strlen(text);
  const uint8_t *p = bytes.p, *end = bytes.p + bytes.size;
  while ((size_t)(end - p) >= length && (p = memchr(p, text[0], (size_t)(end - p) - length + 1)) != NULL) {
    if (memcmp(p, text, length) == 0)
      return p;
    p++;
  }
  return NULL;
}

/* How: one scanner walks a value with a small stack of open brackets; each dictionary on it remembers whether a key or
 * a value comes next. Everything else reads spans that the scanner has accepted. */
#include "sign/pdf_value.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

struct nest {
  bool is_dictionary, wants_key;
};

static bool is_space(uint8_t c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static bool is_delimiter(uint8_t c) {
  switch (c) {
  case '(':
  case ')':
  case '<':
  case '>':
  case '[':
  case ']':
  case '{':
  case '}':
  case '/':
  case '%':
    return true;
  default:
    return false;
  }
}

static bool is_regular(uint8_t c) {
  return c > ' ' && c < 0x7F && !is_delimiter(c);
}

bool value_is_name_character(uint8_t c) {
  return is_regular(c);
}

static bool is_digit(uint8_t c) {
  return c >= '0' && c <= '9';
}

static int hex_value(uint8_t c) {
  if (is_digit(c))
    return c - '0';
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static const uint8_t *skip_space(const uint8_t *p, const uint8_t *end) {
  while (p < end && is_space(*p))
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

/* Behind " 0 R" when that follows a number, else NULL. */
static const uint8_t *skip_rest_of_reference(const uint8_t *p, const uint8_t *end) {
  if (end - p < 4 || memcmp(p, " 0 R", 4) != 0)
    return NULL;
  return p + 4 == end || !is_regular(p[4]) ? p + 4 : NULL;
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

static const uint8_t *skip_plain(const uint8_t *p, const uint8_t *end) {
  const uint8_t *q = p;
  while (q < end && is_regular(*q))
    q++;
  struct bytes word = {p, (size_t)(q - p)};
  if (is_number(p, word.size)) {
    const uint8_t *reference = is_digit(*p) ? skip_rest_of_reference(q, end) : NULL;
    return reference ? reference : q;
  }
  return value_is(word, "true") || value_is(word, "false") || value_is(word, "null") ? q : NULL;
}

static const uint8_t *skip_scalar(const uint8_t *p, const uint8_t *end) {
  switch (*p) {
  case '/':
    return skip_name(p, end);
  case '<':
    return skip_hex(p, end);
  case '(':
    return skip_literal(p, end);
  default:
    return skip_plain(p, end);
  }
}

/* Length of the bracket at p that closes `top`, or 0. */
static size_t closing(const struct nest *top, const uint8_t *p, const uint8_t *end) {
  if (!top->is_dictionary)
    return *p == ']' ? 1 : 0;
  return end - p >= 2 && p[0] == '>' && p[1] == '>' ? 2 : 0;
}

static size_t opening(const uint8_t *p, const uint8_t *end) {
  if (*p == '[')
    return 1;
  return end - p >= 2 && p[0] == '<' && p[1] == '<' ? 2 : 0;
}

static const uint8_t *skip_value(const uint8_t *p, const uint8_t *end) {
  struct nest nest[LIMIT_PDF_DEPTH];
  size_t depth = 0, size;
  for (;;) {
    struct nest *top = depth ? &nest[depth - 1] : NULL;
    if ((p = skip_space(p, end)) == end)
      return NULL;
    if (top && (size = closing(top, p, end)) > 0) {
      if (top->is_dictionary && !top->wants_key)
        return NULL;
      p += size;
      depth--;
    } else if (top && top->wants_key) {
      if (*p != '/')
        return NULL;
      p = skip_name(p, end);
      top->wants_key = false;
      continue;
    } else if ((size = opening(p, end)) > 0) {
      if (depth == LIMIT_PDF_DEPTH)
        return NULL;
      nest[depth++] = (struct nest){size == 2, size == 2};
      p += size;
      continue;
    } else if (!(p = skip_scalar(p, end))) {
      return NULL;
    }
    if (depth == 0)
      return p;
    nest[depth - 1].wants_key = nest[depth - 1].is_dictionary;
  }
}

enum value_step value_next(struct bytes *rest, struct bytes *value) {
  const uint8_t *end = rest->p + rest->size, *start = skip_space(rest->p, end);
  if (start == end)
    return VALUE_END;
  const uint8_t *stop = skip_value(start, end);
  if (!stop)
    return VALUE_MALFORMED;
  *value = (struct bytes){start, (size_t)(stop - start)};
  *rest = (struct bytes){stop, (size_t)(end - stop)};
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

/* strings_format.c - a fixed text with its {{name}} placeholders filled. */
#include "model/settings.h"

#include <stdarg.h>
#include <string.h>

#define PAIRS_MAX 12

struct pair {
  const char *name, *value;
};

static const char *value_of(const struct pair *pairs, size_t count, const char *name, size_t size) {
  for (size_t i = 0; i < count; i++)
    if (strlen(pairs[i].name) == size && !memcmp(pairs[i].name, name, size))
      return pairs[i].value;
  return NULL;
}

/* A placeholder without a value stays as it is: visible, and found by the test that compares the language files. */
static void fill(struct buf *out, const char *s, const struct pair *pairs, size_t count) {
  for (;;) {
    const char *open = strstr(s, "{{"), *close = open ? strstr(open, "}}") : NULL;
    if (!close) {
      buf_puts(out, s);
      return;
    }
    const char *value = value_of(pairs, count, open + 2, (size_t)(close - open - 2));
    buf_put(out, s, (size_t)(open - s));
    if (value)
      buf_puts(out, value);
    else
      buf_put(out, open, (size_t)(close + 2 - open));
    s = close + 2;
  }
}

void strings_format(const struct strings *strings, struct buf *out, const char *key, ...) {
  struct pair pairs[PAIRS_MAX];
  size_t count = 0;
  va_list list;
  va_start(list, key);
  for (const char *name; count < PAIRS_MAX && (name = va_arg(list, const char *));) {
    pairs[count].name = name;
    pairs[count++].value = va_arg(list, const char *);
  }
  va_end(list);
  fill(out, strings_get(strings, key), pairs, count);
}

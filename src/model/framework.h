/* framework.h - functions, categories and check items of the framework (NIST CSF 1.1: 5/23/108), in framework order.
 * Indices into these arrays are how every later phase names a function, a category or an item. Read-only, run arena. */
#ifndef TENKEN_MODEL_FRAMEWORK_H
#define TENKEN_MODEL_FRAMEWORK_H

#include <stddef.h>

enum language { LANG_JA, LANG_EN, LANG_COUNT };

struct framework_function {
  const char *id; /* "PR" */
  const char *name[LANG_COUNT];
  size_t first_category, category_count;
  size_t first_item, item_count;
};
struct framework_category {
  const char *id; /* "PR.AC" */
  const char *name[LANG_COUNT];
  size_t function;
  size_t first_item, item_count;
};
struct framework_item {
  const char *id; /* "PR.AC-1" */
  size_t category, function;
};
struct framework_alias { /* a misprinted category id that is accepted with a warning */
  const char *from, *to; /* "DE.CP" -> "DE.DP" */
};
struct framework {
  const char *id;   /* "csf-1.1" */
  const char *name; /* "NIST CSF 1.1" */
  struct framework_function *functions;
  struct framework_category *categories;
  struct framework_item *items;
  struct framework_alias *aliases;
  size_t function_count, category_count, item_count, alias_count;
  const char *digest_hex; /* of the parsed values (DESIGN: digest) */
};

/* Index of an id, or -1. (Implemented in model/framework.c.) */
long framework_find_item(const struct framework *, const char *id);
long framework_find_category(const struct framework *, const char *id);
long framework_find_function(const struct framework *, const char *id);

#endif

/* framework.c - finding functions, categories and items by id. Arrays are small (5, 23, 108) and in framework order,
 * which is not alphabetical: a walk is fast enough and needs no second order. */
#include "model/framework.h"

#include <string.h>

long framework_find_item(const struct framework *f, const char *id) {
  for (size_t i = 0; i < f->item_count; i++) {
    if (strcmp(f->items[i].id, id) == 0) return (long)i;
  }
  return -1;
}

long framework_find_category(const struct framework *f, const char *id) {
  for (size_t i = 0; i < f->category_count; i++) {
    if (strcmp(f->categories[i].id, id) == 0) return (long)i;
  }
  return -1;
}

long framework_find_function(const struct framework *f, const char *id) {
  for (size_t i = 0; i < f->function_count; i++) {
    if (strcmp(f->functions[i].id, id) == 0) return (long)i;
  }
  return -1;
}

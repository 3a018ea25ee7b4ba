/* saved_file.h - reads a painted file strictly as src/paint/save.h describes it; any deviation fails the test. */
#ifndef TENKEN_TESTS_SAVED_FILE_H
#define TENKEN_TESTS_SAVED_FILE_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>

struct saved_object {
  const char *text; /* a plain object: all between "obj\n" and "\nendobj\n", stream included */
  size_t size;
  unsigned stream; /* number of its object stream; 0: plain */
};
struct saved_file {
  struct saved_object *objects; /* by number, from 1 */
  unsigned count;               /* /Size */
};

void saved_file_read(const struct buf *pdf, struct arena *, struct saved_file *);
/* How often the text stands in the objects, those of object streams included, compressed data aside. */
size_t saved_file_count(const struct buf *pdf, const char *text);

#endif

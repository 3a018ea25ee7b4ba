/* yaml_pressed.h - trees made when the program was built: the data files that come with it are parsed once, by
 * src/press.c, and their trees stand in the program as read-only data.
 *
 * A file is recognised by the SHA-256 of its bytes, never by its name or date: an edited file, or one of the user's
 * own, is parsed as ever, and a file that is recognised gives the same nodes, spans and digest as parsing it would
 * (press.c compares them before it writes). Only files that parse without any message are pressed. What is linked
 * without pressed trees (unit tests, press.c itself) parses everything. */
#ifndef TENKEN_READ_YAML_PRESSED_H
#define TENKEN_READ_YAML_PRESSED_H

#include "base/buf.h"
#include "read/yaml_tree.h"

/* The root of the tree for a file of these bytes, its entries in the arena, its texts in the program; NULL for a file
 * that was not pressed. `*canonical_hex` is then the canonical digest of the root. */
struct yaml_node *yaml_pressed_tree(const char *bytes, size_t size, uint32_t source, struct arena *,
                                    const char **canonical_hex);

/* What press.c gathers of its files, and the whole that becomes part of the program. */
struct yaml_press {
  struct buf files, nodes, texts;
};
void yaml_press_add(struct yaml_press *, const struct yaml_file *, struct arena *);
void yaml_press_write(const struct yaml_press *, struct buf *out);
/* The same as yaml_pressed_tree, from what yaml_press_write made. */
struct yaml_node *yaml_pressed_tree_in(const void *pressed, const char *bytes, size_t size, uint32_t source,
                                       struct arena *, const char **canonical_hex);

#endif

/* leaves.h - a YAML tree as a flat list of its scalars, each under its path: what an approval's record keeps and what
 * is compared with it. Map keys are joined by dots, list entries counted from 1 ("decisions[2].title"). */
#ifndef TENKEN_READ_LEAVES_H
#define TENKEN_READ_LEAVES_H

#include "model/approved.h"
#include "read/yaml_tree.h"

/* `skip_key` (or NULL) is left out of the outermost map. */
struct leaves leaves_of(const struct yaml_node *root, const char *skip_key, struct arena *);

#endif

/* item_id.h - item ids as files write them: known, a known misprint (DE.CP for DE.DP, DOMAIN: the deck prints it so),
 * or wrong, with what was probably meant. */
#ifndef TENKEN_READ_ITEM_ID_H
#define TENKEN_READ_ITEM_ID_H

#include "model/framework.h"
#include "read/shape.h"

/* Index of the item that the node's text names, or -1 with an error at the node. A misprint adds a warning. */
long item_id_resolve(const struct shape *, const struct framework *, const struct yaml_node *id);
/* The same; the item behind `before` (-1: the first) is tried first, since files keep the framework's order. */
long item_id_resolve_next(const struct shape *, const struct framework *, const struct yaml_node *id, long before);
/* A list of item ids into item indices, in the file's order; an id given twice is an error. */
bool item_id_list(const struct shape *, const struct framework *, const char *key, const struct yaml_node *list,
                  size_t **out, size_t *count);

#endif

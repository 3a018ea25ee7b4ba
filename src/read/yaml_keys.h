/* yaml_keys.h - the keys of one map in the order of their bytes: for finding one that stands there twice, and for the
 * canonical form. */
#ifndef TENKEN_READ_YAML_KEYS_H
#define TENKEN_READ_YAML_KEYS_H

#include "read/yaml_tree.h"

/* The numbers of the map's pairs, sorted by key, equal keys as they stand in the file; `order` has room for them all. */
void yaml_keys_sort(const struct yaml_node *map, uint32_t *order);
/* Sorts them (map->order) and reports each key that is there already. */
void yaml_keys_check(struct yaml_node *map, struct arena *, struct diag *);

#endif

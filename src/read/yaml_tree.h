/* yaml_tree.h - one YAML file as a tree of values with byte spans; the only door through which YAML comes in.
 *
 * Built on libyaml's event API: its loader is quadratic and accepts what we refuse. YAML 1.2 core schema, one document,
 * strict UTF-8 (a byte order mark and CR LF are accepted), at most LIMIT_INPUT_BYTES, LIMIT_YAML_DEPTH and
 * LIMIT_YAML_NODES. Duplicate keys, aliases, anchors, tags, merge keys, further documents, keys that are not plain
 * words, control and invisible characters are errors at their place. libyaml's messages are replaced by ours.
 *
 * Nodes and texts live in the arena given to yaml_load; the file's bytes too, because the diag keeps pointing at them.
 * A syntax error ends the file (what follows cannot be told apart), the other faults are collected. */
#ifndef TENKEN_READ_YAML_TREE_H
#define TENKEN_READ_YAML_TREE_H

#include "base/arena.h"
#include "diag/diag.h"
#include <stdbool.h>
#include <stddef.h>

enum yaml_kind { YAML_SCALAR_VALUE, YAML_LIST, YAML_MAP };
/* What a plain scalar is under the core schema; quoted and block scalars are always texts. */
enum yaml_type { YAML_TEXT, YAML_NULL, YAML_BOOL, YAML_INTEGER, YAML_NUMBER };

struct yaml_node {
  enum yaml_kind kind;
  enum yaml_type type; /* scalars */
  bool is_quoted;      /* written in quotation marks */
  struct span at;
  const char *text;    /* scalars: value, NUL-terminated, no NUL inside */
  struct yaml_node *entries; /* lists: values; maps: key, value, key, value */
  size_t count;        /* entries; a map has count / 2 pairs */
  const uint32_t *order; /* maps: its pairs sorted by key; NULL: not known, or only one */
};

struct yaml_file {
  uint32_t source;
  const char *bytes; /* as on disk */
  size_t size;
  struct yaml_node *root; /* NULL after an error */
  const char *canonical_hex; /* of the root, when it is known beforehand (yaml_pressed.h); ask canonical_file_hex */
};

/* Reads and parses. False when there was an error (reported); `file->source` is then set if the file could be read.
 * `kind` ("answers/1") is what the file must say under `tenken`; it stays in the tree. */
bool yaml_load(const char *path, const char *kind, struct arena *, struct diag *, struct yaml_file *file);
/* The same with a limit of its own for the bytes of the file. */
bool yaml_load_within(size_t limit_bytes, const char *path, const char *kind, struct arena *, struct diag *,
                      struct yaml_file *file);

/* For a look ahead: the root with all of `keys` (up to NULL), read no further than that; not a word on what comes after, on
 * the file's kind, or on what its values may be. Of a file that yaml_load takes these are the same values. NULL when the
 * file can't be read so far. */
const struct yaml_node *yaml_peek(size_t limit_bytes, const char *path, const char *const *keys, struct arena *, struct diag *);

/* The value of a key in a map, or NULL. */
const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key);

/* A plain integer of the core schema that fits; false otherwise. */
bool yaml_integer(const struct yaml_node *, long long *out);
bool yaml_is_true(const struct yaml_node *); /* of a YAML_BOOL */

#endif

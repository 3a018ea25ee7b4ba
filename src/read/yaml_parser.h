/* yaml_parser.h - shared by the two files that see libyaml: yaml_tree.c (events to nodes) and yaml_errors.c (its
 * messages into ours). libyaml counts code points; both need bytes. */
#ifndef TENKEN_READ_YAML_PARSER_H
#define TENKEN_READ_YAML_PARSER_H

#include "read/yaml_tree.h"
#include <yaml.h>

struct yaml_reader {
  struct arena *arena;
  struct diag *diag;
  uint32_t source;
  const char *bytes; /* without a byte order mark */
  size_t size;
  size_t mark_bytes; /* 3 when a byte order mark was skipped */
  size_t at_chars, at_bytes; /* a place that is known in both countings */
  size_t nodes, nodes_max;
  struct yaml_node *open; /* entries of the collections that are being read, of the innermost last */
  size_t open_count, open_cap;
  const char *const *wanted; /* keys of the root after which nothing more is read, up to NULL; NULL: all is read */
  yaml_parser_t parser;
};

/* Byte offset in `bytes` of a libyaml index. */
size_t yaml_reader_offset(struct yaml_reader *, size_t chars);
struct span yaml_reader_span(struct yaml_reader *, size_t start_bytes, size_t end_bytes);

/* Adds our message for the parser's error. */
void yaml_errors_report(struct yaml_reader *);

#endif

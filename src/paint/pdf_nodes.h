/* pdf_nodes.h - objects of a file as trees of values, for the self-check (inside paint/).
 *
 * A value is one node in a flat array, its parts behind it: `next` is the index of the first node that is not part of
 * it. A dictionary's parts are name, value, name, value. Index 0 stands for "not there", which every question below
 * answers with nothing. Names are known by number (pdf_names.def).
 * The grammar is ISO 32000-1 7.3 as our writers print it: no comments, even hexadecimal digits, balanced parentheses
 * only with escapes. Nodes point into the text they were read from; nodes_free releases the array. */
#ifndef TENKEN_PAINT_PDF_NODES_H
#define TENKEN_PAINT_PDF_NODES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum pdf_name {
#define NAME(id) PDF_##id,
#define NAME_AS(id, text) PDF_##id,
#include "paint/pdf_names.def"
#undef NAME
#undef NAME_AS
  PDF_RESOURCE,   /* F, I or W and a number, which is the node's value */
  PDF_OTHER_NAME, /* any other */
  PDF_NAME_COUNT
};

enum node_kind {
  NODE_NONE, NODE_NULL, NODE_BOOLEAN, NODE_INTEGER, NODE_REAL, NODE_STRING, NODE_NAME, NODE_ARRAY, NODE_DICTIONARY,
  NODE_REFERENCE
};
struct node {
  const char *text; /* first character */
  uint32_t next;
  int32_t value;   /* INTEGER, BOOLEAN, REFERENCE: the number; REAL: hundredths; STRING, NAME: bytes of text */
  uint16_t name;   /* NAME: enum pdf_name */
  uint8_t kind;
};
enum { NAME_SLOTS = 1024, NAME_LENGTH_MAX = 127, STRING_LENGTH_MAX = 32767, NODE_DEPTH_MAX = 16 };
struct nodes {
  struct node *items;
  uint32_t count, cap;
  bool long_string, long_name; /* one was met: longer than PDF/A allows (6.1.13) */
  uint16_t slots[NAME_SLOTS];  /* hash of names -> enum pdf_name + 1 */
};

void nodes_open(struct nodes *, size_t text_bytes); /* an estimate of all text that will be read */
void nodes_free(struct nodes *);
/* One value that is all of the text: its index; 0: malformed. A stream's dictionary ends with its text (`is_open`). */
uint32_t nodes_read(struct nodes *, const char *text, size_t size, bool is_open);

uint32_t nodes_get(const struct nodes *, uint32_t dictionary, enum pdf_name key); /* the value, or 0 */
bool nodes_is(const struct nodes *, uint32_t node, enum node_kind);
bool nodes_is_name(const struct nodes *, uint32_t node, enum pdf_name);
unsigned nodes_reference(const struct nodes *, uint32_t node); /* object number, or 0 */
bool nodes_integer(const struct nodes *, uint32_t node, long *value);
bool nodes_hundredths(const struct nodes *, uint32_t node, long *value); /* INTEGER or REAL */
uint32_t nodes_length(const struct nodes *, uint32_t array);
/* Parts of an array or dictionary: for (part = nodes_first(n, a); part; part = nodes_after(n, a, part)). */
uint32_t nodes_first(const struct nodes *, uint32_t whole);
uint32_t nodes_after(const struct nodes *, uint32_t whole, uint32_t part);

struct arena;
/* The bytes of a STRING, decoded; NULL when it is none. */
const char *nodes_bytes(const struct nodes *, uint32_t node, struct arena *, size_t *size);
/* A text string as UTF-8: UTF-16BE with its mark, or ASCII; NULL when it is neither. */
const char *nodes_text(const struct nodes *, uint32_t node, struct arena *);

#endif

/* pdf_nodes.h - objects of a file as trees of values, for the self-check (inside paint/).
 *
 * A value is one node in a flat array, its parts behind it: `end` of an array or dictionary is the index of the first
 * node that is not part of it. A dictionary's parts are name, value, name, value. Index 0 stands for "not there", which
 * every question below answers with nothing. Names are known by number (pdf_names.def).
 * The grammar is ISO 32000-1 7.3 as our writers print it: no comments, even hexadecimal digits, balanced parentheses
 * only with escapes. Nodes point into the text they were read from; nodes_free releases the array.
 * A report has fifty thousand nodes: so they are small, and the questions stand here to be compiled into their callers. */
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
  NODE_NONE, NODE_NULL, NODE_BOOLEAN, NODE_INTEGER, NODE_REAL, NODE_STRING, NODE_NAME, NODE_REFERENCE,
  NODE_ARRAY, NODE_DICTIONARY /* those with parts last */
};
struct node {
  const char *text; /* first character */
  union {
    int32_t value; /* INTEGER, BOOLEAN, REFERENCE: the number; REAL: hundredths; STRING, NAME: bytes of text */
    uint32_t end;  /* ARRAY, DICTIONARY */
  };
  uint16_t name; /* NAME: enum pdf_name */
  uint8_t kind;
};
enum { NAME_SLOTS = 512, NAME_LENGTH_MAX = 127, STRING_LENGTH_MAX = 32767, NODE_DEPTH_MAX = 16 };
struct nodes {
  struct node *items;
  uint32_t count, cap;
  /* Of the value read last: longer than PDF/A allows (6.1.13), or a dictionary's key that pdf_names.def lacks. */
  bool long_string, long_name, other_key;
  uint16_t slots[NAME_SLOTS]; /* hash of names -> enum pdf_name + 1 */
  uint64_t letters[PDF_RESOURCE]; /* of each name, as they are hashed */
};

void nodes_open(struct nodes *, size_t text_bytes); /* an estimate of all text that will be read */
void nodes_free(struct nodes *);
/* One value that is all of the text: its index; 0: malformed. A stream's dictionary ends with its text (`is_open`). */
uint32_t nodes_read(struct nodes *, const char *text, size_t size, bool is_open);

static inline bool nodes_is(const struct nodes *nodes, uint32_t node, enum node_kind kind) {
  return nodes->items[node].kind == kind;
}
static inline bool nodes_is_name(const struct nodes *nodes, uint32_t node, enum pdf_name name) {
  return nodes->items[node].kind == NODE_NAME && nodes->items[node].name == name;
}
/* Object number, or 0. */
static inline unsigned nodes_reference(const struct nodes *nodes, uint32_t node) {
  return nodes->items[node].kind == NODE_REFERENCE ? (unsigned)nodes->items[node].value : 0;
}
static inline bool nodes_integer(const struct nodes *nodes, uint32_t node, long *value) {
  *value = nodes->items[node].value;
  return nodes->items[node].kind == NODE_INTEGER;
}
bool nodes_hundredths(const struct nodes *, uint32_t node, long *value); /* INTEGER or REAL */

/* The index behind a value and its parts. */
static inline uint32_t nodes_end(const struct nodes *nodes, uint32_t node) {
  return nodes->items[node].kind >= NODE_ARRAY ? nodes->items[node].end : node + 1;
}
/* Parts of an array or dictionary: for (part = nodes_first(n, a); part; part = nodes_after(n, a, part)). */
static inline uint32_t nodes_first(const struct nodes *nodes, uint32_t whole) {
  return nodes_end(nodes, whole) > whole + 1 ? whole + 1 : 0;
}
static inline uint32_t nodes_after(const struct nodes *nodes, uint32_t whole, uint32_t part) {
  uint32_t next = part ? nodes_end(nodes, part) : 0;
  return next < nodes_end(nodes, whole) ? next : 0;
}
/* Keys of a dictionary, each with its value behind it; of anything else none. */
static inline uint32_t nodes_first_key(const struct nodes *nodes, uint32_t dictionary) {
  return nodes_is(nodes, dictionary, NODE_DICTIONARY) ? nodes_first(nodes, dictionary) : 0;
}
static inline uint32_t nodes_next_key(const struct nodes *nodes, uint32_t dictionary, uint32_t key) {
  return nodes_after(nodes, dictionary, key + 1);
}
static inline uint32_t nodes_length(const struct nodes *nodes, uint32_t array) {
  uint32_t count = 0;
  for (uint32_t part = array + 1, end = nodes_end(nodes, array); part < end; part = nodes_end(nodes, part))
    count++;
  return count;
}
/* The value of the first such key of a dictionary, or 0. */
static inline uint32_t nodes_get(const struct nodes *nodes, uint32_t dictionary, enum pdf_name key) {
  if (nodes->items[dictionary].kind != NODE_DICTIONARY) return 0;
  for (uint32_t i = dictionary + 1, end = nodes->items[dictionary].end; i < end; i = nodes_end(nodes, i + 1))
    if (nodes->items[i].name == key) return i + 1;
  return 0;
}

struct arena;
/* The bytes of a STRING, decoded; NULL when it is none. */
const char *nodes_bytes(const struct nodes *, uint32_t node, struct arena *, size_t *size);
/* A text string as UTF-8: UTF-16BE with its mark, or ASCII; NULL when it is neither. */
const char *nodes_text(const struct nodes *, uint32_t node, struct arena *);

#endif

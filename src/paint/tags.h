/* tags.h - the structure tree of the file: elements, marked-content numbers, parent tree (inside paint/).
 *
 * Takes the finished tree of struct element. While pages are painted, each marked sequence asks for its number here;
 * the content of an element may stand on several pages. Kids keep the order of the tree; an element's own sequences
 * stand among its child elements as they were painted (text, link, text).
 * Rules: ISO 32000-1 14.7 and 14.8, PDF/UA-1 7, and `/K[...]` always as an array for element kids, which some
 * signature checkers need to recognise the tree. */
#ifndef TENKEN_PAINT_TAGS_H
#define TENKEN_PAINT_TAGS_H

#include "paint/document.h"

enum tag_kid_kind { TAG_ELEMENT, TAG_CONTENT, TAG_ANNOTATION };
struct tag_kid {
  struct tag_kid *next;
  enum tag_kid_kind kind;
  unsigned value; /* object number, or marked-content number */
  size_t page;    /* CONTENT, ANNOTATION */
};
struct tag_node {
  const struct element *element;
  const struct tags *tags;
  struct tag_node *parent, *next; /* the next child of the same parent */
  struct tag_node *pending;       /* first child that is not among the kids yet */
  struct tag_kid *first, *last;
  unsigned number; /* of its object */
  bool attached;   /* is among its parent's kids */
  bool has_page;
  size_t page; /* of its first content */
};
struct tags {
  struct document *document;
  struct tag_node *nodes; /* of all elements, in the order of the tree */
  size_t count;
  uint32_t *table; /* hash by element address: index of the node + 1; slots a power of two */
  size_t slots;
  struct tag_node *last_node; /* the last one looked up: content comes in runs */
  struct object *root, *parent_tree, *id_tree;
  struct object **page_elements; /* per page: array of the elements by marked-content number */
  unsigned *page_counts;
  unsigned *annotation_elements; /* object numbers of the elements that own annotations */
  size_t annotation_count, annotation_cap;
};

void tags_open(struct tags *, struct document *);
const char *tags_name(enum role); /* "P" */
/* A new marked-content sequence of the element on the page: its number. */
unsigned tags_content(struct tags *, const struct element *, size_t page);
/* The annotation belongs to the element: writes /StructParent to the annotation's body. */
void tags_annotation(struct tags *, const struct element *, size_t page, struct object *annotation);
void tags_finish(struct tags *);

/* tag_text.c: the text of one element object. */
void tag_write(const void *node, struct buf *out);

#endif

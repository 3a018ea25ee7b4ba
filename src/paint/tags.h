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
  enum tag_kid_kind kind;
  unsigned value; /* object number, or marked-content number */
  size_t page;    /* CONTENT, ANNOTATION */
};
struct tag_node {
  const struct element *element;
  struct tag_node *parent;
  const struct tags *tags;
  struct object *object;
  struct tag_kid *kids;
  size_t count, cap;
  const struct element *pending; /* first child element that is not among the kids yet */
  bool attached;                 /* is among its parent's kids */
  bool has_page;
  size_t page; /* of its first content */
};
struct tags {
  struct document *document;
  struct tag_node **table; /* hash by element address; slots a power of two */
  size_t slots, used;
  const struct element *last_element; /* the last one looked up: content comes in runs */
  struct tag_node *last_node;
  struct object *root, *parent_tree, *id_tree;
  struct object **page_elements; /* per page: array of the elements by marked-content number */
  unsigned *page_counts;
  unsigned *annotation_elements; /* object numbers of the elements that own annotations */
  size_t annotation_count, annotation_cap;
  struct tag_node *document_node;
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

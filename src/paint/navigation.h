/* navigation.h - bookmarks, page labels, links (inside paint/). */
#ifndef TENKEN_PAINT_NAVIGATION_H
#define TENKEN_PAINT_NAVIGATION_H

#include "paint/document.h"
#include "paint/tags.h"

/* Annotations of one page as they are made: links in order, then signature fields. */
struct annotations {
  struct document *document;
  struct tags *tags;
  struct object **page_arrays; /* per page; NULL: none yet */
};

void annotations_open(struct annotations *, struct document *, struct tags *);
/* A new annotation on the page: listed there and tagged below `element`; the caller appends its own keys to the body.
 * Corners in points from the top left. */
struct object *annotations_add(struct annotations *, size_t page, const struct element *, const float corners[4]);

void navigation_links(struct annotations *); /* every link of every page */
void navigation_bookmarks(struct document *);
void navigation_page_labels(struct document *);

#endif

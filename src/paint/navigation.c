/* How: one annotation per rectangle, with its place in the structure tree (PDF/UA-1 7.18.5) and an explicit
 * destination; libharu's own destinations are indirect arrays, which some checkers reject. */
#include "paint/navigation.h"

#include "paint/syntax.h"

#include <hpdf_doc.h>
#include <stdlib.h>
#include <string.h>

static const float AIR_ABOVE_TARGET = 8; /* points that stay visible above the place a link leads to */

void annotations_open(struct annotations *annotations, struct document *document, struct tags *tags) {
  *annotations = (struct annotations){.document = document, .tags = tags};
  annotations->page_arrays = arena_array(document->arena, document->pages->count, sizeof *annotations->page_arrays);
}

struct object *annotations_add(struct annotations *annotations, size_t page, const struct element *element,
                               const float corners[4]) {
  struct document *document = annotations->document;
  struct object *object = document_object(document, OBJECT_DICTIONARY), **array = &annotations->page_arrays[page];
  if (!*array) {
    *array = document_object(document, OBJECT_ARRAY);
    document_set(document, document->page[page], "Annots", *array);
  }
  syntax_put_ref(&(*array)->body, object->number);
  buf_putc(&(*array)->body, ' ');
  buf_puts(&object->body, "/Type/Annot/Rect[");
  syntax_put_hundredths_spaced(&object->body, syntax_hundredths(corners[0]));
  syntax_put_hundredths_spaced(&object->body, SYNTAX_PAGE_TOP - syntax_hundredths(corners[3]));
  syntax_put_hundredths_spaced(&object->body, syntax_hundredths(corners[2]));
  syntax_put_hundredths(&object->body, SYNTAX_PAGE_TOP - syntax_hundredths(corners[1]));
  buf_putc(&object->body, ']');
  tags_annotation(annotations->tags, element, page, object);
  return object;
}

static int by_name(const void *a, const void *b) {
  return strcmp(((const struct anchor_place *)a)->name, ((const struct anchor_place *)b)->name);
}

static const struct anchor_place *sorted_anchors(const struct document *document) {
  const struct pages *pages = document->pages;
  struct anchor_place *sorted = arena_array(document->arena, pages->anchor_count, sizeof *sorted);
  if (pages->anchor_count)
    memcpy(sorted, pages->anchors, pages->anchor_count * sizeof *sorted);
  qsort(sorted, pages->anchor_count, sizeof *sorted, by_name);
  return sorted;
}

/* RFC 3986 wants ASCII; anything else is percent-encoded as it stands. */
static void put_uri(struct buf *out, const char *uri) {
  struct buf ascii = {0};
  for (const unsigned char *p = (const unsigned char *)uri; *p; p++)
    if (*p > 0x20 && *p < 0x7F)
      buf_putc(&ascii, (char)*p);
    else
      buf_printf(&ascii, "%%%02X", *p);
  buf_puts(out, "/A<</Type/Action/S/URI/URI");
  syntax_put_ascii(out, ascii.data ? ascii.data : "");
  buf_puts(out, ">>");
  buf_free(&ascii);
}

static void put_destination(const struct document *document, struct buf *out, size_t page, float y) {
  float top = y > AIR_ABOVE_TARGET ? y - AIR_ABOVE_TARGET : 0;
  buf_puts(out, "/Dest[");
  syntax_put_ref(out, document_page_number(document, page));
  buf_puts(out, "/XYZ 0 ");
  syntax_put_hundredths(out, SYNTAX_PAGE_TOP - syntax_hundredths(top));
  buf_puts(out, " null]");
}

static void add_link(struct annotations *annotations, size_t page, const struct page_link *link,
                     const struct anchor_place *target) {
  const float corners[4] = {link->x0, link->y0, link->x1, link->y1};
  struct object *object = annotations_add(annotations, page, link->element, corners);
  buf_puts(&object->body, "/Subtype/Link/Border[0 0 0]/F 4");
  if (target)
    put_destination(annotations->document, &object->body, target->page, target->y);
  else
    put_uri(&object->body, link->uri);
  buf_puts(&object->body, "/Contents"); /* PDF/UA-1 7.18.5: what a screen reader says */
  syntax_put_text(&object->body, link->contents ? link->contents : link->uri ? link->uri : link->anchor);
}

void navigation_links(struct annotations *annotations) {
  const struct pages *pages = annotations->document->pages;
  const struct anchor_place *anchors = sorted_anchors(annotations->document);
  for (size_t page = 0; page < pages->count; page++)
    for (size_t i = 0; i < pages->pages[page].link_count; i++) {
      const struct page_link *link = &pages->pages[page].links[i];
      const struct anchor_place key = {.name = link->anchor}, *target = NULL;
      if (link->anchor)
        target = bsearch(&key, anchors, pages->anchor_count, sizeof key, by_name);
      if (target || link->uri)
        add_link(annotations, page, link, target);
      else
        diag_add(annotations->document->diag, DIAG_E073, NO_SPAN, link->anchor ? link->anchor : "");
    }
}

/* ---- bookmarks ---- */

struct outline_item {
  struct object *object;
  size_t parent, previous, next, first, last; /* index + 1; 0: none */
  long visible; /* items shown when this one is open */
};

static bool opens(const struct bookmark *bookmark) {
  return bookmark->level <= 1; /* chapters show their sections; deeper levels wait for a click */
}

/* Links the flat list up by level; items[0] is the root. */
static void build_outline(const struct pages *pages, struct outline_item *items) {
  for (size_t i = 1; i <= pages->bookmark_count; i++) {
    size_t parent = i - 1;
    while (parent && pages->bookmarks[parent - 1].level >= pages->bookmarks[i - 1].level)
      parent = items[parent].parent;
    items[i].parent = parent;
    items[i].previous = items[parent].last;
    if (items[i].previous)
      items[items[i].previous].next = i;
    else
      items[parent].first = i;
    items[parent].last = i;
  }
  for (size_t i = pages->bookmark_count; i; i--)
    items[items[i].parent].visible += 1 + (opens(&pages->bookmarks[i - 1]) ? items[i].visible : 0);
}

static void put_item_ref(struct buf *out, const char *key, const struct outline_item *items, size_t index) {
  if (!index)
    return;
  buf_puts(out, key);
  syntax_put_ref(out, items[index].object->number);
}

static void write_item(const struct document *document, const struct outline_item *items, size_t index) {
  const struct outline_item *item = &items[index];
  const struct bookmark *bookmark = &document->pages->bookmarks[index - 1];
  struct buf *out = &item->object->body;
  buf_puts(out, "/Title");
  syntax_put_text(out, bookmark->title);
  buf_puts(out, "/Parent ");
  syntax_put_ref(out, items[item->parent].object->number);
  put_item_ref(out, "/Prev ", items, item->previous);
  put_item_ref(out, "/Next ", items, item->next);
  put_item_ref(out, "/First ", items, item->first);
  put_item_ref(out, "/Last ", items, item->last);
  if (item->visible)
    buf_printf(out, "/Count %ld", opens(bookmark) ? item->visible : -item->visible);
  put_destination(document, out, bookmark->page, bookmark->y);
}

void navigation_bookmarks(struct document *document) {
  const struct pages *pages = document->pages;
  if (!pages->bookmark_count || document->failed)
    return;
  struct outline_item *items = arena_array(document->arena, pages->bookmark_count + 1, sizeof *items);
  for (size_t i = 0; i <= pages->bookmark_count; i++)
    items[i].object = document_object(document, OBJECT_DICTIONARY);
  build_outline(pages, items);
  buf_puts(&items[0].object->body, "/Type/Outlines");
  put_item_ref(&items[0].object->body, "/First ", items, items[0].first);
  put_item_ref(&items[0].object->body, "/Last ", items, items[0].last);
  buf_printf(&items[0].object->body, "/Count %ld", items[0].visible);
  for (size_t i = 1; i <= pages->bookmark_count; i++)
    write_item(document, items, i);
  document_set(document, document->haru->catalog, "Outlines", items[0].object);
}

/* The pages count from 1, covers included, as the footers print them. */
void navigation_page_labels(struct document *document) {
  struct object *labels = document_object(document, OBJECT_DICTIONARY);
  buf_puts(&labels->body, "/Nums[0<</S/D>>]");
  if (!document->failed)
    document_set(document, document->haru->catalog, "PageLabels", labels);
}

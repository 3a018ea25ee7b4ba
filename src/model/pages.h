/* pages.h - what layout hands to paint: pages of marks at final places, a structure tree, links, bookmarks, fields.
 *
 * Coordinates: points from the page's top left corner, y down (paint turns them over). A mark belongs to an element of
 * the structure tree, or is an artifact (element NULL). Marks stand in paint order, which is also the reading order of
 * each element's content. Job arena. */
#ifndef TENKEN_MODEL_PAGES_H
#define TENKEN_MODEL_PAGES_H

#include "model/content.h"
#include "model/picture.h"

struct element {
  enum role role;
  struct element *parent, *first, *last, *next;
  const char *alt, *actual_text, *lang, *title;
  int col_span, row_span;
  bool scope_row, scope_column;
  bool numbered;     /* L: its labels are its numbers */
  float bbox[4];     /* FIGURE: x0 y0 x1 y1 on its page, top-left coordinates */
  int figure_page;
  const char *id;    /* NOTE and others that need one */
};

/* One run of characters in one face on one baseline. */
struct text_mark {
  const char *s;         /* UTF-8 (job arena) */
  /* Extra space after each character (code point with its selector), in 1/1000 em; NULL: none. */
  const short *extra;
  uint32_t size_bytes, char_count;
  enum font_role font;   /* the face that has all its characters */
  float size, x, baseline;
  float advance;         /* total width in points */
  struct rgb colour;
};
enum page_mark_kind { PAGE_PATH, PAGE_TEXT, PAGE_IMAGE };
enum artifact_kind { ARTIFACT_LAYOUT, ARTIFACT_HEADER, ARTIFACT_FOOTER, ARTIFACT_WATERMARK };
struct page_mark {
  enum page_mark_kind kind;
  enum artifact_kind artifact;
  struct element *element;  /* NULL: artifact */
  float dx, dy, rotate;     /* rotate: degrees counter-clockwise about (dx, dy); watermark only */
  bool filled;              /* PATH */
  struct rgb fill;
  union {                   /* there are thousands: what only one kind has shares its place */
    struct {                /* PATH: in drawing coordinates, moved by (dx, dy) */
      const struct path *path;
      struct stroke stroke;
    };
    struct text_mark text;
    struct {                /* IMAGE: its top left corner at (dx, dy) */
      const struct picture *picture;
      float w, h;
    };
  };
};
struct page_link {
  float x0, y0, x1, y1;
  const char *anchor, *uri; /* one of them */
  const char *contents;     /* what a screen reader says */
  struct element *element;  /* LINK */
};
struct page_field { /* signature field of one role */
  float x0, y0, x1, y1;
  const char *role_id, *tooltip;
  struct element *element;  /* FORM */
};
struct page {
  struct page_mark *marks;
  size_t count, cap;
  struct page_link *links;
  size_t link_count, link_cap;
  struct page_field *fields;
  size_t field_count, field_cap;
};
struct anchor_place {
  const char *name;
  size_t page; /* from 0 */
  float y;
};
struct bookmark {
  const char *title;
  int level; /* 1-4 */
  size_t page;
  float y;
};
struct attachment {
  const char *name, *description, *mime, *relationship; /* "Source", "Data" */
  const void *data;
  size_t size;
};
struct pages {
  const struct content *content;
  struct page *pages;
  size_t count, cap;
  struct element *document;
  struct anchor_place *anchors;
  size_t anchor_count, anchor_cap;
  struct bookmark *bookmarks;
  size_t bookmark_count, bookmark_cap;
  struct attachment attachments[2];
  size_t attachment_count;
};

#endif

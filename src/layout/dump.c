/* dump.c - pages as text for golden tests and for reading: one line per mark with its page, kind, place and content.
 * Numbers carry one decimal, so that a change of a hundredth of a point does not show. */
#include "layout/layout.h"

static const char *const ROLE_NAMES[] = {
    "none", "Document", "Sect", "Div", "H1", "H2", "H3", "H4", "P", "Span", "L", "LI", "Lbl", "LBody", "Table", "THead", "TBody",
    "TR", "TH", "TD", "Figure", "Caption", "Link", "TOC", "TOCI", "Reference", "Note", "Form", "BlockQuote", "Artifact",
};
static const char *const ARTIFACT_NAMES[] = {"artifact", "header", "footer", "watermark"};

static void dump_number(struct buf *out, double value) {
  buf_putc(out, ' ');
  buf_put_decimal(out, value, 1);
}

static void dump_colour(struct buf *out, struct rgb c) {
  buf_printf(out, " #%02X%02X%02X", c.r, c.g, c.b);
}

static void dump_text(struct buf *out, const struct text_mark *t) {
  dump_number(out, t->x);
  dump_number(out, t->baseline);
  dump_number(out, t->size);
  buf_printf(out, " f%d", (int)t->font);
  dump_colour(out, t->colour);
  buf_putc(out, ' ');
  buf_put(out, t->s, t->size_bytes);
}

static void dump_path(struct buf *out, const struct page_mark *m) {
  dump_number(out, m->dx);
  dump_number(out, m->dy);
  buf_printf(out, " %zu", m->path ? m->path->count : 0);
  if (m->filled) buf_puts(out, " fill"), dump_colour(out, m->fill);
  if (m->stroke.width > 0) {
    buf_puts(out, " stroke");
    dump_number(out, m->stroke.width);
    dump_colour(out, m->stroke.colour);
  }
}

static void dump_mark(struct buf *out, size_t page, const struct page_mark *m) {
  const char *owner = m->element ? ROLE_NAMES[m->element->role] : ARTIFACT_NAMES[m->artifact];
  static const char *const KINDS[] = {"path", "text", "image"};
  buf_printf(out, "%zu %s %s", page + 1, KINDS[m->kind], owner);
  if (m->kind == PAGE_TEXT)
    dump_text(out, &m->text);
  else if (m->kind == PAGE_PATH)
    dump_path(out, m);
  else
    dump_number(out, m->dx), dump_number(out, m->dy), dump_number(out, m->w), dump_number(out, m->h);
  buf_putc(out, '\n');
}

static void dump_page(struct buf *out, size_t number, const struct page *page) {
  for (size_t i = 0; i < page->count; i++) dump_mark(out, number, &page->marks[i]);
  for (size_t i = 0; i < page->link_count; i++) {
    const struct page_link *k = &page->links[i];
    buf_printf(out, "%zu link %s", number + 1, k->anchor ? k->anchor : k->uri);
    dump_number(out, k->x0), dump_number(out, k->y0), dump_number(out, k->x1), dump_number(out, k->y1);
    buf_putc(out, '\n');
  }
  for (size_t i = 0; i < page->field_count; i++) {
    const struct page_field *f = &page->fields[i];
    buf_printf(out, "%zu field %s", number + 1, f->role_id ? f->role_id : "");
    dump_number(out, f->x0), dump_number(out, f->y0), dump_number(out, f->x1), dump_number(out, f->y1);
    buf_putc(out, '\n');
  }
}

void layout_dump(const struct pages *pages, struct buf *out) {
  for (size_t i = 0; i < pages->count; i++) dump_page(out, i, &pages->pages[i]);
  for (size_t i = 0; i < pages->bookmark_count; i++) {
    const struct bookmark *b = &pages->bookmarks[i];
    buf_printf(out, "bookmark %zu %d %s\n", b->page + 1, b->level, b->title);
  }
}

/* How: an element is written as short as the rules allow, for a report has thousands: no /Type, integer kids for the
 * element's own page, shared attribute classes for header cells, /Pg only with content of its own. */
#include "paint/tags.h"

#include "paint/syntax.h"

static const char *const NAMES[] = {
    [ROLE_NONE] = "NonStruct", [ROLE_DOCUMENT] = "Document", [ROLE_SECT] = "Sect",
    [ROLE_DIV] = "Div",        [ROLE_H1] = "H1",             [ROLE_H2] = "H2",
    [ROLE_H3] = "H3",          [ROLE_H4] = "H4",                      [ROLE_P] = "P",               [ROLE_SPAN] = "Span",
    [ROLE_L] = "L",            [ROLE_LI] = "LI",             [ROLE_LBL] = "Lbl",
    [ROLE_LBODY] = "LBody",    [ROLE_TABLE] = "Table",       [ROLE_THEAD] = "THead",
    [ROLE_TBODY] = "TBody",    [ROLE_TR] = "TR",             [ROLE_TH] = "TH",
    [ROLE_TD] = "TD",          [ROLE_FIGURE] = "Figure",     [ROLE_CAPTION] = "Caption",
    [ROLE_LINK] = "Link",      [ROLE_TOC] = "TOC",           [ROLE_TOCI] = "TOCI",
    [ROLE_REFERENCE] = "Reference", [ROLE_NOTE] = "Note",    [ROLE_FORM] = "Form",
    [ROLE_BLOCK_QUOTE] = "BlockQuote", [ROLE_ARTIFACT] = "NonStruct",
};

const char *tags_name(enum role role) {
  return NAMES[role];
}

/* Marked content on another page than the element's own. */
static void put_elsewhere(struct buf *out, unsigned page_number, unsigned sequence) {
  buf_puts(out, "<</Type/MCR/Pg ");
  syntax_put_ref(out, page_number);
  buf_puts(out, "/MCID ");
  buf_put_int(out, (long)sequence);
  buf_puts(out, ">>");
}

static void put_kid(const struct tag_node *node, const struct tag_kid *kid, struct buf *out) {
  const struct document *document = node->tags->document;
  bool same_page = kid->page == node->page;
  switch (kid->kind) {
  case TAG_ELEMENT:
    syntax_put_ref(out, kid->value);
    return;
  case TAG_CONTENT:
    if (same_page)
      buf_put_int(out, (long)kid->value);
    else
      put_elsewhere(out, document_page_number(document, kid->page), kid->value);
    return;
  case TAG_ANNOTATION:
    buf_puts(out, "<</Type/OBJR/Obj ");
    syntax_put_ref(out, kid->value);
    if (!same_page) {
      buf_puts(out, "/Pg ");
      syntax_put_ref(out, document_page_number(document, kid->page));
    }
    buf_puts(out, ">>");
    return;
  }
}

static void put_kids(const struct tag_node *node, struct buf *out) {
  if (!node->first)
    return;
  bool array = node->first->next || node->first->kind == TAG_ELEMENT;
  buf_puts(out, "/K");
  if (array)
    buf_putc(out, '[');
  else if (node->first->kind == TAG_CONTENT)
    buf_putc(out, ' ');
  for (const struct tag_kid *kid = node->first; kid; kid = kid->next) {
    if (kid != node->first)
      buf_putc(out, ' ');
    put_kid(node, kid, out);
  }
  if (array)
    buf_putc(out, ']');
}

static void put_key_text(struct buf *out, const char *key, const char *utf8) {
  if (!utf8)
    return;
  buf_puts(out, key);
  syntax_put_text(out, utf8);
}

static void put_box(const struct element *element, struct buf *out) {
  const float *box = element->bbox;
  buf_puts(out, "/A<</O/Layout/Placement/Block/BBox[");
  syntax_put_hundredths_spaced(out, syntax_hundredths(box[0]));
  syntax_put_hundredths_spaced(out, SYNTAX_PAGE_TOP - syntax_hundredths(box[3]));
  syntax_put_hundredths_spaced(out, syntax_hundredths(box[2]));
  syntax_put_hundredths(out, SYNTAX_PAGE_TOP - syntax_hundredths(box[1]));
  buf_puts(out, "]>>");
}

static void put_spans(const struct element *element, struct buf *out) {
  if (element->col_span <= 1 && element->row_span <= 1)
    return;
  buf_puts(out, "/A<</O/Table");
  if (element->col_span > 1)
    buf_printf(out, "/ColSpan %d", element->col_span);
  if (element->row_span > 1)
    buf_printf(out, "/RowSpan %d", element->row_span);
  buf_puts(out, ">>");
}

/* 14.8.5.7: what the table shows, for readers who can't see its shape. */
static void put_summary(const struct element *table, struct buf *out) {
  if (!table->title)
    return;
  buf_puts(out, "/A<</O/Table/Summary");
  syntax_put_text(out, table->title);
  buf_puts(out, ">>");
}

/* A header cell must say what it heads (PDF/UA-1 7.5): one without a wish heads its column. */
static void put_table_cell(const struct element *element, struct buf *out) {
  if (element->role == ROLE_TH)
    buf_puts(out, element->scope_row && !element->scope_column ? "/C/r" : "/C/c");
  put_spans(element, out);
}

/* 14.8.5.5: a list whose labels are numbers says so (PDF/UA-1 7.6). */
static void put_numbering(const struct element *list, struct buf *out) {
  if (list->numbered)
    buf_puts(out, "/A<</O/List/ListNumbering/Decimal>>");
}

void tag_write(const void *context, struct buf *out) {
  const struct tag_node *node = context;
  const struct element *element = node->element;
  buf_puts(out, "/S/");
  buf_puts(out, NAMES[element->role]);
  buf_puts(out, "/P ");
  syntax_put_ref(out, node->parent ? node->parent->number : node->tags->root->number);
  if (node->has_page) {
    buf_puts(out, "/Pg ");
    syntax_put_ref(out, document_page_number(node->tags->document, node->page));
  }
  put_kids(node, out);
  if (element->id) {
    buf_puts(out, "/ID");
    syntax_put_ascii(out, element->id);
  }
  if (element->role == ROLE_TH || element->role == ROLE_TD)
    put_table_cell(element, out);
  else if (element->role == ROLE_FIGURE)
    put_box(element, out);
  else if (element->role == ROLE_TABLE)
    put_summary(element, out);
  else if (element->role == ROLE_L)
    put_numbering(element, out);
  if (element->lang) {
    buf_puts(out, "/Lang");
    syntax_put_ascii(out, element->lang);
  }
  put_key_text(out, "/T", element->role == ROLE_TABLE ? NULL : element->title);
  put_key_text(out, "/Alt", element->alt);
  put_key_text(out, "/ActualText", element->actual_text);
}

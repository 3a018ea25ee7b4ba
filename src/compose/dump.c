/* dump.c - the content tree as indented text, for golden tests: one line per block with what decides its look, its
 * runs below it. Stable: nothing in it depends on memory or time. */
#include "base/buf.h"
#include "compose/compose.h"

static const char *const KINDS[] = {"stack", "columns", "paragraph", "heading",    "table",    "figure",
                                    "box",   "rule",    "space",     "page-break", "sign-off", "fixed"};
static const char *const ROLES[] = {"-",         "Document", "Sect", "Div",        "H1",      "H2",    "H3", "H4",    "P",
                                    "Span",      "L",        "LI",   "Lbl",        "LBody",   "Table", "THead", "TBody",
                                    "TR",        "TH",       "TD",   "Figure",     "Caption", "Link",  "TOC",   "TOCI",
                                    "Reference", "Note",     "Form", "BlockQuote", "Artifact"};
static const char *const STYLES[] = {"body",
                                     "body-small",
                                     "prose",
                                     "cover-title",
                                     "cover-subtitle",
                                     "chapter-number",
                                     "chapter-title",
                                     "h1",
                                     "conclusion",
                                     "key-figure",
                                     "h2",
                                     "h3",
                                     "cell",
                                     "cell-head",
                                     "cell-dense",
                                     "cell-third",
                                     "cell-lead",
                                     "cell-lead-board",
                                     "note",
                                     "digest",
                                     "address",
                                     "tag",
                                     "section-side",
                                     "item-side"};
static const char *const FIGURES[] = {"radar",    "legend",       "plot",       "plot-head",    "plot-key",
                                      "item-map", "item-map-key", "level-pips", "level-square", "badge",
                                      "verdict",  "seal",         "functions",  "logo"};
static const char *const ROWS[] = {"head", "body", "group", "total"};

static void indent(struct buf *out, int depth) {
  for (int i = 0; i < depth; i++)
    buf_puts(out, "  ");
}

static void dump_value(struct buf *out, const char *name, const struct figure_value *v) {
  if (!v->exists) return;
  buf_printf(out, " %s=", name);
  buf_put_decimal(out, v->value, 1);
}

static void dump_figure(const struct figure *f, struct buf *out, int depth) {
  indent(out, depth);
  buf_printf(out, "figure %s", FIGURES[f->kind]);
  dump_value(out, "now", &f->now);
  dump_value(out, "target", &f->target);
  dump_value(out, "last", &f->last);
  if (f->kind == FIGURE_LEVEL_PIPS) buf_printf(out, " level=%d", f->level);
  if (f->kind == FIGURE_VERDICT) buf_printf(out, " verdict=%d", f->verdict);
  if (f->kind == FIGURE_BADGE) buf_printf(out, " star=%d%s", f->badge_star, f->badge_awarded ? " awarded" : "");
  if (f->kind == FIGURE_SEAL)
    buf_printf(out, " %s %s %s", f->seal_top ? f->seal_top : "-", f->seal_date ? f->seal_date : "-",
               f->seal_name ? f->seal_name : "-");
  if (f->alt) buf_printf(out, " alt=\"%s\"", f->alt);
  buf_putc(out, '\n');
}

static void dump_run(const struct run *r, struct buf *out, int depth) {
  indent(out, depth);
  buf_printf(out, "\"%s\"", r->text.s ? r->text.s : "");
  if (r->bold) buf_puts(out, " bold");
  if (r->framed) buf_puts(out, " framed");
  if (r->has_ink && r->ink == INK_GAP) buf_puts(out, " gap");
  if (r->lang) buf_printf(out, " lang=%s", r->lang);
  if (r->link) buf_printf(out, " -> %s", r->link);
  if (r->page_of_link) buf_puts(out, " page");
  buf_putc(out, '\n');
}

static void dump_block(const struct block *, struct buf *, int depth);

static void dump_table(const struct table *t, struct buf *out, int depth) {
  for (size_t i = 0; i < t->row_count; i++) {
    const struct row *r = &t->rows[i];
    indent(out, depth);
    buf_printf(out, "row %s", ROWS[r->kind]);
    if (r->anchor) buf_printf(out, " #%s", r->anchor);
    buf_putc(out, '\n');
    for (size_t k = 0; k < r->cell_count; k++)
      if (r->cells[k].content) dump_block(r->cells[k].content, out, depth + 1);
  }
}

static void dump_sign_off(const struct sign_off *s, struct buf *out, int depth) {
  for (size_t i = 0; i < s->cell_count; i++) {
    const struct sign_cell *cell = &s->cells[i];
    indent(out, depth);
    buf_printf(out, "role %s \"%s\" \"%s\" \"%s\" \"%s\"\n", cell->role_id, cell->role_name,
               cell->name.s ? cell->name.s : "", cell->title.s ? cell->title.s : "", cell->date);
    dump_figure(cell->seal, out, depth + 1);
  }
}

static void dump_block(const struct block *b, struct buf *out, int depth) {
  indent(out, depth);
  buf_printf(out, "%s %s", KINDS[b->kind], ROLES[b->role]);
  if (b->kind == BLOCK_PARAGRAPH) buf_printf(out, " %s", STYLES[b->style]);
  if (b->number) buf_printf(out, " [%s]", b->number);
  if (b->side_note) buf_printf(out, " (%s)", b->side_note);
  if (b->anchor) buf_printf(out, " #%s", b->anchor);
  buf_putc(out, '\n');
  for (size_t i = 0; i < b->run_count; i++)
    dump_run(&b->runs[i], out, depth + 1);
  if (b->figure) dump_figure(b->figure, out, depth + 1);
  if (b->table) dump_table(b->table, out, depth + 1);
  if (b->sign_off) dump_sign_off(b->sign_off, out, depth + 1);
  for (size_t i = 0; i < b->child_count; i++)
    dump_block(b->children[i], out, depth + 1);
}

void compose_dump(const struct content *content, struct buf *out) {
  buf_printf(out, "title: %s\nheader: %s\nfooter: %s\nauthor: %s\ndate: %s\n%s", content->title, content->header_title,
             content->footer_left, content->author, content->date_iso, content->draft ? "draft\n" : "");
  dump_block(content->root, out, 0);
}

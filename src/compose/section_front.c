/* section_front.c - cover (M04), document control (M05) and the contents list of the regulator edition.
 *
 * A cover never shows answers: its item map is the framework in one tint. The contents list is placed where the
 * template wants it and filled at the end of the run; its page numbers are links that layout resolves. */
#include "compose/parts.h"

#include "base/utf8.h"

#include <string.h>

static const char *number_line(struct compose *c) {
  const char *revision = number_text(c, c->answers->revision);
  bool numbered = c->edition && is_text(c->edition->number.s);
  return numbered ? say(c, "cover.number", "number", c->edition->number.s, "n", revision)
                  : say(c, "common.revision", "n", revision);
}

/* How far a mark of the header reaches from its right edge: each character at most one em and its tracking (LOOK 10). */
static float mark_reach(const char *word) {
  return (float)utf8_length(word) * 8.5f * 1.1f + 2 * 8 + 6;
}

/* Beside the marks, which a long word of confidentiality makes wide. */
static float addressee_width(struct compose *c) {
  float width = COVER_WIDTH - 8;
  if (is_text(c->answers->confidentiality.s)) width -= mark_reach(c->answers->confidentiality.s);
  if (!c->input->is_final) width -= mark_reach(say(c, "document.draft-mark"));
  return width < 230 ? width : 230;
}

static void cover_addressee(struct compose *c, struct block *page) {
  struct block *b = cover_fixed(c, page, BLOCK_PARAGRAPH, ROLE_P, COVER_LEFT, 64, addressee_width(c));
  b->style = STYLE_ADDRESS;
  if (!c->edition || !is_text(c->edition->addressee.s)) return;
  if (is_text(say(c, "letter.before"))) add_run(c, b, say(c, "letter.before"));
  add_user(c, b, c->edition->addressee);
  add_run(c, b, say(c, "letter.honorific-body"));
}

static void fact(struct compose *c, struct block *table, const char *label_key, struct text value, const char *after) {
  struct block *b = cover_fact(c, table, label_key, NULL);
  add_user(c, b, value);
  if (after) add_run(c, b, after);
}

static void cover_facts(struct compose *c, struct block *page) {
  struct block *outer = c->parent;
  c->parent = cover_fixed(c, page, BLOCK_STACK, ROLE_NONE, COVER_LEFT, 694, COVER_WIDTH);
  cover_fact_rule(c);
  struct block *table = cover_fact_table(c, 66, 366, NULL);
  fact(c, table, "cover.organisation", plain_text(organisation(c)),
       say(c, "cover.segments", "segments", segment_names(c)));
  fact(c, table, "cover.scope", c->answers->scope, NULL);
  const char *previous =
      c->input->previous ? say(c, "cover.previous", "date", date_text(c, c->input->previous->as_of)) : NULL;
  fact(c, table, "cover.as-of", plain_text(date_text(c, c->answers->as_of)), previous);
  const char *framework =
      say(c, "cover.framework-value", "name", c->framework->name, "functions",
          number_text(c, (long)c->framework->function_count), "categories",
          number_text(c, (long)c->framework->category_count), "items", number_text(c, (long)c->framework->item_count));
  fact(c, table, "cover.framework", plain_text(framework), NULL);
  c->parent = outer;
}

static void cover_logo(struct compose *c, struct block *page) {
  if (!c->in->theme || !c->in->theme->logo) return;
  struct figure *logo = content_figure(c->arena, c->content, FIGURE_LOGO);
  logo->width = 140;
  struct block *b = cover_fixed(c, page, BLOCK_FIGURE, ROLE_ARTIFACT, 404.25f, 704, 140);
  b->figure = logo;
  b->figure_align = ALIGN_RIGHT;
}

void compose_COVER(struct compose *c) {
  c->content->has_cover = true;
  struct block *outer = block_open(c, BLOCK_STACK, ROLE_SECT);
  struct block *page = block_add(c, BLOCK_FIXED, ROLE_NONE);
  cover_addressee(c, page);
  struct text words = fill_template(c, c->template->subtitle.text[c->language]);
  if (!is_text(words.s)) words = plain_text(say(c, "cover.subtitle", "id", c->answers->assessment_id.s));
  cover_head(c, page, number_line(c), date_long(c, c->answers->issued),
             fill_template(c, c->template->cover_title.text[c->language]), words);
  if (cover_map(c, page))
    cover_text(c, page, STYLE_NOTE, 584, say_count(c, (long)c->framework->item_count, "cover.map-note"));
  cover_facts(c, page);
  cover_logo(c, page);
  c->parent = outer;
}

static void control_row(struct compose *c, struct block *table, const char *label, struct text value,
                        const char *label2, struct text value2, bool bold2) {
  struct row *row = table_row(c, table, ROW_BODY);
  row->top = true;
  row->cells[0].row_header = row->cells[2].row_header = true;
  add_ink(c, cell_text(c, row, 0, STYLE_BODY_SMALL, NULL), say(c, label), INK2);
  cell_user(c, row, 1, STYLE_BODY_SMALL, value);
  add_ink(c, cell_text(c, row, 2, STYLE_BODY_SMALL, NULL), say(c, label2), INK2);
  struct block *b = cell_user(c, row, 3, STYLE_BODY_SMALL, value2);
  if (bold2 && b->run_count) b->runs[0].bold = true;
}

static struct text or_missing(struct compose *c, struct text t) {
  return is_text(t.s) ? t : plain_text(say(c, "common.not-given"));
}

static void control_facts(struct compose *c) {
  const struct answers *a = c->answers;
  const char *issued = date_text(c, a->issued);
  struct block *outer = block_open(c, BLOCK_BOX, ROLE_NONE);
  c->parent->rule_top = c->parent->rule_bottom = 1.0f;
  c->parent->pad_y = 5;
  struct block *table = table_add(c, (const float[]){62, 212, 72, 135.89f}, 4, say(c, "control.summary"));
  table->space_after = 0;
  table->table->plain = true;
  table->table->min_row = 18;
  table->table->pad_top = table->table->pad_bottom = 2;
  struct text none = {0};
  const char *revision =
      say(c, c->input->is_final ? "control.final" : "control.draft", "n", number_text(c, a->revision));
  control_row(c, table, "control.number", or_missing(c, c->edition ? c->edition->number : none), "control.revision",
              plain_text(revision), true);
  control_row(c, table, "control.name", fill_template(c, c->template->cover_title.text[c->language]), "control.issued",
              plain_text(c->input->is_final ? issued : say(c, "control.not-issued", "date", issued)), false);
  control_row(c, table, "control.organisation", plain_text(organisation(c)), "control.member",
              or_missing(c, a->occto_member), false);
  control_row(c, table, "control.respondent", plain_text(respondent_text(c)), "control.confidentiality",
              or_missing(c, a->confidentiality), false);
  c->parent = outer;
}

static void history(struct compose *c) {
  part(c, say(c, "history.title"), NULL, NULL);
  struct block *table = table_add(c, (const float[]){60, 80, 255.99f, 85.9f}, 4, say(c, "history.summary"));
  table_head(c, table, say(c, "history.head"), 4);
  const struct answers *a = c->answers;
  bool has_current = false;
  for (size_t i = 0; i < a->history_count; i++) {
    const struct history_entry *h = &a->history[i];
    has_current = has_current || h->revision == a->revision;
    struct row *row = table_row(c, table, ROW_BODY);
    cell_text(c, row, 0, STYLE_CELL, say(c, "common.revision", "n", number_text(c, h->revision)));
    add_run(c, cell_text(c, row, 1, STYLE_CELL, NULL), date_text(c, h->date))->tabular = true;
    cell_user(c, row, 2, STYLE_CELL, h->change);
    cell_user(c, row, 3, STYLE_CELL, h->by);
  }
  if (has_current) return;
  struct row *row = table_row(c, table, ROW_BODY);
  cell_text(c, row, 0, STYLE_CELL, say(c, "common.revision", "n", number_text(c, a->revision)));
  const char *when = c->input->is_final ? date_text(c, a->issued) : say(c, "history.not-issued");
  add_run(c, cell_text(c, row, 1, STYLE_CELL, NULL), when)->tabular = true;
  cell_text(c, row, 2, STYLE_CELL, say(c, "history.this"));
  cell_text(c, row, 3, STYLE_CELL, say(c, "common.none"));
}

void compose_DOCUMENT_CONTROL(struct compose *c) {
  chapter(c, say(c, "control.title"), false, "control");
  control_facts(c);
  history(c);
}

void compose_CONTENTS(struct compose *c) {
  chapter(c, say(c, "contents.title"), false, "contents");
  c->contents = block_add(c, BLOCK_STACK, ROLE_TOC);
}

/* Levels of a contents list: chapters, their parts, and in a guide document the categories below. */
static void contents_line(struct compose *c, const struct heading *h) {
  bool is_long = !c->scores; /* a guide's list has categories, too */
  enum style style = h->level == 1 ? STYLE_BODY : is_long ? STYLE_CELL : STYLE_BODY_SMALL;
  struct block *outer = columns_open(c, (const float[]){434.55f, 36}, 2);
  struct block *row = c->parent;
  row->role = ROLE_TOCI;
  row->leader = true;
  row->space_before = h->level > 1 ? 0 : is_long ? 4 : 8;
  row->keep_with_next = h->level == 1;
  struct block *title = paragraph(c, style, NULL);
  title->role = ROLE_REFERENCE;
  title->space_after = 0;
  const char *number = h->number ? arena_printf(c->arena, "%s%s", h->number, say(c, "common.gap")) : "";
  const char *before = h->level == 1 ? "" : say(c, h->level == 2 ? "contents.indent" : "contents.indent-more");
  /* the blank parts title and page number for those who hear them */
  struct run *r = add_link(c, title, arena_printf(c->arena, "%s%s%s ", before, number, h->title), h->anchor);
  r->bold = h->level == 1;
  struct block *page = paragraph(c, style, NULL);
  page->role = ROLE_NONE; /* goes on in the title's link */
  page->space_after = 0;
  page->align = ALIGN_RIGHT;
  add_page(c, page, h->anchor);
  c->parent = outer;
}

void contents_fill(struct compose *c) {
  if (!c->contents) return;
  c->parent = c->contents;
  for (size_t i = 0; i < c->heading_count; i++)
    if (c->headings[i].anchor && strcmp(c->headings[i].anchor, "contents") != 0 &&
        (c->headings[i].level == 1 || c->headings[i].number))
      contents_line(c, &c->headings[i]);
}

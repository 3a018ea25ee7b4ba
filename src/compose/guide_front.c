/* guide_front.c - cover, index of items, and what the guide is: whose words, which version, what it lacks. */
#include "compose/guide_parts.h"

#include <string.h>

static struct block *fixed(struct compose *c, struct block *page, enum block_kind kind, enum role role, float x,
                           float y, float width) {
  struct block *b = content_block(c->arena, kind, role);
  b->x = x;
  b->y = y;
  b->fixed_width = width;
  content_add(c->arena, page, b);
  return b;
}

static void cover_right(struct compose *c, struct block *page) {
  const char *const lines[] = {
      say(c, "common.name-version", "name", c->guide->id, "version", version_text(c, c->guide->version)), c->guide->date};
  struct block *outer = c->parent;
  c->parent = fixed(c, page, BLOCK_STACK, ROLE_NONE, 303.31f, 86, 240.94f);
  for (size_t i = 0; i < 2; i++) {
    struct block *b = paragraph(c, STYLE_NOTE, NULL);
    b->align = ALIGN_RIGHT;
    add_ink(c, b, lines[i], INK);
  }
  c->parent = outer;
}

static struct block *fact(struct compose *c, struct block *table, const char *label_key, const char *value) {
  struct row *row = table_row(c, table, ROW_BODY);
  row->top = true;
  row->cells[0].row_header = true;
  add_ink(c, cell_text(c, row, 0, STYLE_BODY_SMALL, NULL), say(c, label_key), INK2);
  return cell_text(c, row, 1, STYLE_BODY_SMALL, value);
}

static struct block *fact_table(struct compose *c, float label_width, float width, float row) {
  struct block *table = table_add(c, (const float[]){label_width, width - label_width}, 2, say(c, "guide.about-summary"));
  table->space_after = 0;
  table->table->plain = true;
  table->table->min_row = row;
  table->table->pad_top = table->table->pad_bottom = 1;
  table->table->pad_side = 0.01f;
  return table;
}

static const char *framework_text(struct compose *c) {
  const struct framework *f = c->framework;
  return say(c, "cover.framework-value", "name", f->name, "functions", number_text(c, (long)f->function_count),
             "categories", number_text(c, (long)f->category_count), "items", number_text(c, (long)f->item_count));
}

static const char *guide_notice(struct compose *c) {
  const char *own = guide_words(c, c->guide->notice);
  return is_text(own) ? own : say(c, "guide.notice", "guide", c->guide->id);
}

/* Notice and facts stand on the cover's foot; what is long there moves up (layout). */
static void cover_facts(struct compose *c, struct block *page) {
  struct block *outer = c->parent;
  c->parent = fixed(c, page, BLOCK_STACK, ROLE_NONE, 62.36f, 650, 481.89f);
  paragraph(c, STYLE_BODY_SMALL, guide_notice(c))->space_after = 12;
  struct block *rule = block_add(c, BLOCK_RULE, ROLE_ARTIFACT);
  rule->weight = 0.6f;
  rule->space_after = 9.4f;
  struct block *table = fact_table(c, 76, 481.89f, 16);
  fact(c, table, "cover.framework", framework_text(c));
  fact(c, table, "guide.source", guide_words(c, c->guide->source));
  fact(c, table, "guide.licence", c->guide->licence);
  c->parent = outer;
}

void compose_GUIDE_COVER(struct compose *c) {
  c->content->has_cover = true;
  struct block *outer = block_open(c, BLOCK_STACK, ROLE_SECT);
  struct block *page = block_add(c, BLOCK_FIXED, ROLE_NONE);
  cover_right(c, page);
  struct block *rule = fixed(c, page, BLOCK_RULE, ROLE_ARTIFACT, 62.36f, 214, 481.89f);
  rule->weight = 2.0f;
  rule->rule_ink = INK_ACCENT;
  struct block *title = fixed(c, page, BLOCK_PARAGRAPH, ROLE_P, 62.36f, 236, 481.89f);
  title->style = STYLE_COVER_TITLE;
  content_run(c->arena, title, guide_title(c));
  struct block *subtitle = fixed(c, page, BLOCK_PARAGRAPH, ROLE_P, 62.36f, 328, 481.89f);
  subtitle->style = STYLE_COVER_SUBTITLE;
  content_run(c->arena, subtitle, fill_template(c, c->template->subtitle.text[c->language]));
  if (!c->in->theme || c->in->theme->cover_map)
    fixed(c, page, BLOCK_FIGURE, ROLE_ARTIFACT, 62.36f, 400, 481.89f)->figure = figure_item_map(c, false);
  cover_facts(c, page);
  c->parent = outer;
}

/* ---- About this guide ---- */

/* In eight groups of eight, so that two prints can be compared by eye. */
static void digest_fact(struct compose *c, struct block *table) {
  struct block *b = fact(c, table, "guide.digest", NULL);
  const char *hex = c->guide->digest_hex;
  for (size_t i = 0; hex && strlen(hex) >= i + 8 && i < 64; i += 8) {
    if (i) add_run(c, b, " ");
    struct run *r = add_run(c, b, arena_strndup(c->arena, hex + i, 8));
    r->font = FONT_MONO;
    r->size = 7.2f;
    r->keep = true;
  }
}

void compose_GUIDE_ABOUT(struct compose *c) {
  guide_plain_head(c, say(c, "guide.about-title"), "about");
  paragraph(c, STYLE_BODY_SMALL, guide_notice(c))->space_after = 8;
  struct block *table = fact_table(c, 96, 481.89f, 16);
  fact(c, table, "guide.pack",
       say(c, "common.name-version", "name", c->guide->id, "version", version_text(c, c->guide->version)));
  fact(c, table, "guide.date", c->guide->date);
  fact(c, table, "guide.source", guide_words(c, c->guide->source));
  fact(c, table, "guide.licence", c->guide->licence);
  fact(c, table, "cover.framework", framework_text(c));
  digest_fact(c, table);
  note(c, say(c, "guide.digest-note"));
  guide_lacks_list(c);
}

/* ---- Index of items ---- */

enum { INDEX_COLUMNS = 7 };
static const float INDEX_WIDTHS[INDEX_COLUMNS] = {44, 208.89f, -32, 108, 37, -26, -26};

static const char *impact_words(struct compose *c, const struct guide_item *item) {
  const char *words[IMPACT_COUNT];
  size_t count = 0;
  for (size_t i = 0; i < IMPACT_COUNT; i++)
    if (item->impact[i]) words[count++] = say(c, arena_printf(c->arena, "impact.%s", IMPACT_IDS[i]));
  return join_texts(c, words, count, say(c, "common.list"), say(c, "common.list"));
}

static void index_row(struct compose *c, struct block *table, size_t i) {
  const struct guide_item *item = &c->guide->items[i];
  const char *id = c->framework->items[i].id, *check = guide_anchor(c, "item", id);
  struct row *row = table_row(c, table, ROW_BODY);
  row->cells[0].row_header = true;
  add_link(c, cell_text(c, row, 0, STYLE_CELL_THIRD, NULL), id, check)->bold = true;
  cell_text(c, row, 1, STYLE_CELL_THIRD, guide_topic(c, i));
  cell_text(c, row, 2, STYLE_CELL_THIRD, number_text(c, item->weight));
  cell_text(c, row, 3, STYLE_CELL_THIRD, impact_words(c, item));
  if (item->board) cell_text(c, row, 4, STYLE_CELL_THIRD, say(c, "guide.index-board"));
  add_page(c, cell_text(c, row, 5, STYLE_CELL_THIRD, NULL), check);
  add_page(c, cell_text(c, row, 6, STYLE_CELL_THIRD, NULL), guide_anchor(c, "steps", id));
}

void compose_GUIDE_INDEX(struct compose *c) {
  chapter(c, say(c, "guide.index-title"), false, "index");
  struct block *table = table_add(c, INDEX_WIDTHS, INDEX_COLUMNS, say(c, "guide.index-summary"));
  table->table->min_row = 11.6f;
  table->table->pad_top = table->table->pad_bottom = 0.3f;
  table_head(c, table, say(c, "guide.index-head"), INDEX_COLUMNS);
  for (size_t i = 0; i < c->framework->item_count; i++)
    index_row(c, table, i);
}

/* guide_front.c - cover, index of items, and what the guide is: whose words, which version, what it lacks. */
#include "compose/guide_parts.h"

#include <string.h>

static const char *pack_name(struct compose *c) {
  return say(c, "common.name-version", "name", c->guide->id, "version", version_text(c, c->guide->version));
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
  c->parent = cover_fixed(c, page, BLOCK_STACK, ROLE_NONE, COVER_LEFT, 650, COVER_WIDTH);
  paragraph(c, STYLE_BODY_SMALL, guide_notice(c))->space_after = 12;
  cover_fact_rule(c);
  struct block *table = cover_fact_table(c, 76, COVER_WIDTH, say(c, "guide.about-summary"));
  table->space_after = 0;
  cover_fact(c, table, "cover.framework", framework_text(c));
  cover_fact(c, table, "guide.source", guide_words(c, c->guide->source));
  cover_fact(c, table, "guide.licence", c->guide->licence);
  c->parent = outer;
}

void compose_GUIDE_COVER(struct compose *c) {
  c->content->has_cover = true;
  struct block *outer = block_open(c, BLOCK_STACK, ROLE_SECT);
  struct block *page = block_add(c, BLOCK_FIXED, ROLE_NONE);
  cover_head(c, page, pack_name(c), c->guide->date, guide_title(c),
             fill_template(c, c->template->subtitle.text[c->language]));
  cover_map(c, page);
  cover_facts(c, page);
  c->parent = outer;
}

/* ---- About this guide ---- */

/* In eight groups of eight, so that two prints can be compared by eye. */
static void digest_fact(struct compose *c, struct block *table) {
  struct block *b = cover_fact(c, table, "guide.digest", NULL);
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
  struct block *table = cover_fact_table(c, 96, COVER_WIDTH, say(c, "guide.about-summary"));
  table->space_after = 0;
  cover_fact(c, table, "guide.pack", pack_name(c));
  cover_fact(c, table, "guide.date", c->guide->date);
  cover_fact(c, table, "guide.source", guide_words(c, c->guide->source));
  cover_fact(c, table, "guide.licence", c->guide->licence);
  cover_fact(c, table, "cover.framework", framework_text(c));
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

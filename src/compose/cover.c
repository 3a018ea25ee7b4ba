/* cover.c - what the covers of reports (M04) and of the guide share: places on the page, title, item map, facts. */
#include "compose/parts.h"

struct block *cover_fixed(struct compose *c, struct block *page, enum block_kind kind, enum role role, float x, float y,
                          float width) {
  struct block *b = content_block(c->arena, kind, role);
  b->x = x;
  b->y = y;
  b->fixed_width = width;
  content_add(c->arena, page, b);
  return b;
}

struct block *cover_text(struct compose *c, struct block *page, enum style style, float y, const char *words) {
  struct block *b = cover_fixed(c, page, BLOCK_PARAGRAPH, ROLE_P, COVER_LEFT, y, COVER_WIDTH);
  b->style = style;
  if (words) add_run(c, b, words);
  return b;
}

static void right_line(struct compose *c, const char *words) {
  struct block *b = paragraph(c, STYLE_NOTE, NULL);
  b->align = ALIGN_RIGHT;
  add_ink(c, b, words, INK);
}

void cover_head(struct compose *c, struct block *page, const char *number, const char *day, struct text title,
                struct text subtitle) {
  struct block *outer = c->parent;
  c->parent = cover_fixed(c, page, BLOCK_STACK, ROLE_NONE, 303.31f, 86, 240.94f);
  right_line(c, number);
  right_line(c, day);
  c->parent = outer;
  struct block *rule = cover_fixed(c, page, BLOCK_RULE, ROLE_ARTIFACT, COVER_LEFT, 214, COVER_WIDTH);
  rule->weight = 2.0f;
  rule->rule_ink = INK_ACCENT;
  content_run(c->arena, cover_text(c, page, STYLE_COVER_TITLE, 236, NULL), title);
  content_run(c->arena, cover_text(c, page, STYLE_COVER_SUBTITLE, 328, NULL), subtitle);
}

bool cover_map(struct compose *c, struct block *page) {
  if (c->in->theme && !c->in->theme->cover_map) return false;
  struct block *b = cover_fixed(c, page, BLOCK_FIGURE, ROLE_ARTIFACT, COVER_LEFT, 400, COVER_WIDTH);
  b->figure = figure_item_map(c, false);
  return true;
}

void cover_fact_rule(struct compose *c) {
  struct block *rule = block_add(c, BLOCK_RULE, ROLE_ARTIFACT);
  rule->weight = 0.6f;
  rule->space_after = 9.4f;
}

struct block *cover_fact_table(struct compose *c, float label_width, float width, const char *summary) {
  struct block *table = table_add(c, (const float[]){label_width, width - label_width}, 2, summary);
  table->table->plain = true;
  table->table->min_row = 16;
  table->table->pad_top = table->table->pad_bottom = 1;
  table->table->pad_side = 0.01f;
  return table;
}

struct block *cover_fact(struct compose *c, struct block *table, const char *label_key, const char *value) {
  struct row *row = table_row(c, table, ROW_BODY);
  row->top = true;
  row->cells[0].row_header = true;
  add_ink(c, cell_text(c, row, 0, STYLE_BODY_SMALL, NULL), say(c, label_key), INK2);
  return cell_text(c, row, 1, STYLE_BODY_SMALL, value);
}

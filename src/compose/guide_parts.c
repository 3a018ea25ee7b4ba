/* guide_parts.c - see guide_parts.h. Measures are LOOK 11's guide page. */
#include "compose/guide_parts.h"

#include <string.h>

static const char ID_CHARACTERS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-";

static void remember(struct compose *c, const struct block *b, const char *title) {
  struct heading h = {b->level, b->number, title, b->anchor};
  *ARENA_PUSH(c->arena, c->headings, c->heading_count, c->heading_cap) = h;
}

static struct block *head(struct compose *c, int level, enum style style, const char *number, const char *title) {
  static const enum role ROLES[] = {ROLE_H1, ROLE_H1, ROLE_H2, ROLE_H3, ROLE_H4};
  struct block *b = block_add(c, BLOCK_HEADING, ROLES[level]);
  b->level = level;
  b->style = style;
  b->number = number;
  b->keep_with_next = true;
  add_run(c, b, title);
  return b;
}

void guide_chapter_head(struct compose *c, int number, const char *title, const char *lead) {
  c->parent = c->content->root;
  block_open(c, BLOCK_STACK, ROLE_SECT);
  c->chapter_block = c->parent;
  c->chapter = number;
  c->part = 0;
  struct block *rule = block_add(c, BLOCK_RULE, ROLE_ARTIFACT);
  rule->weight = 2.0f;
  rule->rule_ink = INK_ACCENT;
  rule->space_before = 44;
  rule->space_after = 14;
  rule->keep_with_next = true;
  struct block *b = head(c, 1, STYLE_CHAPTER_TITLE, number_text(c, number), title);
  b->anchor = arena_printf(c->arena, "chapter-%d", number);
  b->space_before = 14;
  b->space_after = 16;
  remember(c, b, title);
  if (!is_text(lead)) return;
  guide_beside(c);
  struct block *words = paragraph(c, STYLE_BODY, NULL);
  add_ink(c, words, lead, INK2);
  words->space_after = 20;
  c->chapter_block->children[c->chapter_block->child_count - 1]->keep_with_next = true;
}

void guide_plain_head(struct compose *c, const char *title, const char *anchor) {
  c->parent = c->content->root;
  block_open(c, BLOCK_STACK, ROLE_SECT);
  c->chapter_block = c->parent;
  struct block *b = head(c, 1, STYLE_H1, NULL, title);
  b->anchor = anchor;
  b->space_before = 28;
  b->space_after = 8;
  remember(c, b, title);
}

/* The row of the 3+9 grid; the parent is then its side column. */
static struct block *row_open(struct compose *c, float before) {
  c->parent = c->chapter_block;
  struct block *row = block_add(c, BLOCK_COLUMNS, ROLE_NONE);
  row->column_spans = arena_array(c->arena, 2, sizeof *row->column_spans);
  row->column_spans[0] = 3;
  row->column_spans[1] = 9;
  row->space_before = before;
  c->parent = row;
  block_open(c, BLOCK_STACK, ROLE_NONE);
  c->parent->keep_together = true;
  return row;
}

static void row_text(struct compose *c, struct block *row) {
  c->parent = row;
  block_open(c, BLOCK_STACK, ROLE_NONE);
}

void guide_beside(struct compose *c) {
  row_text(c, row_open(c, 0));
}

void guide_section(struct compose *c, const char *title, const char *side) {
  struct block *row = row_open(c, 18);
  const char *number = arena_printf(c->arena, "%d.%d", c->chapter, ++c->part);
  struct block *b = head(c, 2, STYLE_SECTION_SIDE, number, title);
  b->anchor = arena_printf(c->arena, "section-%s", number);
  remember(c, b, title);
  b->space_after = 2;
  if (is_text(side)) paragraph(c, STYLE_NOTE, side);
  row->continued = say(c, "guide.continued", "name", number);
  row_text(c, row);
}

void guide_function_head(struct compose *c, size_t f, const char *anchor_prefix) {
  const struct framework_function *function = &c->framework->functions[f];
  c->parent = c->chapter_block;
  const char *number = arena_printf(c->arena, "%d.%d", c->chapter, ++c->part);
  struct block *b = head(c, 2, STYLE_H2, number, function_title(c, f));
  b->anchor = guide_anchor(c, anchor_prefix, function->id);
  b->side_note = say(c, "guide.function-side", "categories", number_text(c, (long)function->category_count), "items",
                     number_text(c, (long)function->item_count));
  b->space_before = 28;
  b->space_after = 8;
  remember(c, b, function_title(c, f));
}

void guide_category_head(struct compose *c, size_t k, const char *anchor_prefix) {
  const struct framework_category *category = &c->framework->categories[k];
  c->parent = c->chapter_block;
  struct block *band = block_add(c, BLOCK_BOX, ROLE_NONE);
  band->wash = true;
  band->pad_x = 4;
  band->pad_y = 2;
  band->rule_top = 0.6f;
  band->space_before = 20;
  band->space_after = 10;
  band->keep_with_next = band->keep_together = true;
  c->parent = band;
  struct block *b = head(c, 3, STYLE_H3, category->id, category_name(c, k));
  b->anchor = guide_anchor(c, anchor_prefix, category->id);
  b->side_note = say_count(c, (long)category->item_count, "items.count");
  remember(c, b, category_name(c, k));
}

void guide_item_open(struct compose *c, size_t item, const char *anchor_prefix, bool ruled) {
  const char *id = c->framework->items[item].id;
  c->parent = c->chapter_block;
  if (ruled) {
    struct block *rule = block_add(c, BLOCK_RULE, ROLE_ARTIFACT);
    rule->weight = 0.5f;
    rule->rule_light = true;
    rule->space_before = 10;
    rule->space_after = 8;
    rule->keep_with_next = true;
  }
  struct block *row = row_open(c, 8);
  row->anchor = guide_anchor(c, anchor_prefix, id);
  row->continued = say(c, "guide.continued", "name", id);
  head(c, 4, STYLE_ITEM_SIDE, id, guide_topic(c, item))->space_after = 3;
}

void guide_item_text(struct compose *c) {
  struct block *rows = c->chapter_block;
  row_text(c, rows->children[rows->child_count - 1]);
}

const char *guide_topic(struct compose *c, size_t item) {
  char *topic = arena_strdup(c->arena, item_topic(c, item));
  if (topic[0] >= 'a' && topic[0] <= 'z') topic[0] = (char)(topic[0] - 'a' + 'A');
  return topic;
}

const char *guide_anchor(struct compose *c, const char *prefix, const char *id) {
  return arena_printf(c->arena, "%s-%s", prefix, id);
}

void guide_page(struct compose *c, struct block *b, const char *label_key, const char *anchor) {
  const char *label = say(c, label_key), *place = strstr(label, "{{page}}");
  size_t before = place ? (size_t)(place - label) : strlen(label);
  if (before) add_link(c, b, arena_strndup(c->arena, label, before), anchor);
  if (!place) return;
  add_page(c, b, anchor);
  if (place[8]) add_link(c, b, place + 8, anchor);
}

/* The item that the text at s names, and how many bytes the name has; -1: none. */
static long item_named(const struct compose *c, const char *s, size_t *size) {
  char id[24];
  *size = strspn(s, ID_CHARACTERS);
  while (*size && (s[*size - 1] == '.' || s[*size - 1] == '-')) /* the end of a sentence */
    --*size;
  if (*size < 6 || *size >= sizeof id) return -1;
  memcpy(id, s, *size);
  id[*size] = '\0';
  return framework_find_item(c->framework, id);
}

void guide_text_add(struct compose *c, struct block *b, const char *s) {
  const char *plain = s;
  while (*s) {
    size_t size;
    long item = item_named(c, s, &size);
    if (item < 0) {
      s += size ? size : 1;
      continue;
    }
    if (s > plain) add_run(c, b, arena_strndup(c->arena, plain, (size_t)(s - plain)));
    const char *id = c->framework->items[item].id;
    add_link(c, b, id, guide_anchor(c, "item", id))->keep = true;
    plain = s += size;
  }
  if (s > plain) add_run(c, b, plain);
}

struct block *guide_rows(struct compose *c, const char *summary, float label_width) {
  struct block *table = table_add(c, (const float[]){label_width, GUIDE_TEXT_WIDTH - label_width}, 2, summary);
  table->space_after = 0;
  table->table->plain = true;
  table->table->min_row = -1;
  table->table->pad_side = 0.01f;
  table->table->pad_top = table->table->pad_bottom = 1.5f;
  return table;
}

struct block *guide_row(struct compose *c, struct block *table, const char *label, const char *text) {
  struct row *row = table_row(c, table, ROW_BODY);
  row->top = true;
  row->cells[0].row_header = true;
  add_ink(c, cell_text(c, row, 0, STYLE_BODY_SMALL, NULL), label, INK2);
  struct block *b = cell_text(c, row, 1, STYLE_BODY_SMALL, NULL);
  if (is_text(text)) guide_text_add(c, b, text);
  return b;
}

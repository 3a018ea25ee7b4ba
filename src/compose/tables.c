/* tables.c - tables and their cells. The head row of a table is one string of column names parted by "|"; "+" parts two
 * lines of one head. Numbers stand right, in cells of one digit's width (LOOK 3). */
#include "compose/parts.h"

#include <string.h>

struct block *table_add(struct compose *c, const float *widths, size_t count, const char *summary) {
  struct block *b = block_add(c, BLOCK_TABLE, ROLE_TABLE);
  struct table *t = arena_alloc(c->arena, sizeof *t);
  b->table = t;
  b->space_after = 20;
  t->columns = arena_array(c->arena, count, sizeof *t->columns);
  t->column_count = count;
  t->summary = summary;
  t->continued = say(c, "common.continued");
  t->heading = heading_before(c);
  for (size_t i = 0; i < count; i++) {
    bool right = widths[i] < 0; /* a negative width: a column of numbers, right-aligned */
    t->columns[i] = (struct column){right ? -widths[i] : widths[i], right ? ALIGN_RIGHT : ALIGN_LEFT, right};
  }
  return b;
}

struct row *table_row(struct compose *c, struct block *table, enum row_kind kind) {
  struct row *r = content_row(c->arena, table->table, kind);
  r->keep_with_next = kind == ROW_GROUP || kind == ROW_HEAD;
  return r;
}

struct block *cell_stack(struct compose *c, struct row *row, size_t column) {
  struct block *b = content_block(c->arena, BLOCK_STACK, ROLE_NONE);
  row->cells[column].content = b;
  return b;
}

struct block *cell_line(struct compose *c, struct block *stack, enum style style, const char *s) {
  struct block *b = content_block(c->arena, BLOCK_PARAGRAPH, ROLE_P);
  b->style = style;
  if (s) add_run(c, b, s);
  content_add(c->arena, stack, b);
  return b;
}

struct block *cell_text(struct compose *c, struct row *row, size_t column, enum style style, const char *s) {
  struct block *b = content_block(c->arena, BLOCK_PARAGRAPH, ROLE_NONE);
  b->style = style;
  if (s) add_run(c, b, s);
  row->cells[column].content = b;
  return b;
}

struct block *cell_user(struct compose *c, struct row *row, size_t column, enum style style, struct text text) {
  struct block *b = cell_text(c, row, column, style, NULL);
  if (is_text(text.s)) add_user(c, b, text);
  return b;
}

struct block *cell_figure(struct compose *c, struct row *row, size_t column, struct figure *figure) {
  struct block *b = figure_block(c, figure);
  row->cells[column].content = b;
  return b;
}

/* A shortfall is bold in the gap colour; none is plain in the second ink; no value is a dash (LOOK 6). */
void cell_gap(struct compose *c, struct row *row, size_t column, bool exists, long gap_tenths) {
  struct block *b = cell_text(c, row, column, STYLE_CELL, NULL);
  const char *s = exists ? tenths_text(c, gap_tenths) : say(c, "common.none");
  struct run *r = add_ink(c, b, s, exists && gap_tenths > 0 ? INK_GAP : INK2);
  r->bold = exists && gap_tenths > 0;
  r->tabular = true;
}

static void head_cell(struct compose *c, struct row *row, size_t column, enum align align, const char *s, size_t size) {
  const char *plus = memchr(s, '+', size);
  if (!plus) {
    cell_text(c, row, column, STYLE_CELL_HEAD, arena_strndup(c->arena, s, size))->align = align;
    return;
  }
  struct block *stack = cell_stack(c, row, column);
  size_t first = (size_t)(plus - s);
  cell_line(c, stack, STYLE_CELL_HEAD, arena_strndup(c->arena, s, first))->align = align;
  cell_line(c, stack, STYLE_CELL_HEAD, arena_strndup(c->arena, plus + 1, size - first - 1))->align = align;
}

void table_head(struct compose *c, struct block *table, const char *names, size_t count) {
  struct row *row = table_row(c, table, ROW_HEAD);
  for (size_t i = 0; i < count && names; i++) {
    size_t size = strcspn(names, "|");
    head_cell(c, row, i, table->table->columns[i].align, names, size);
    names = names[size] ? names + size + 1 : NULL;
  }
}

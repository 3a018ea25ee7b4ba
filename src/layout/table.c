/* table.c - tables: rows are measured once; a part of a table is a range of body rows under the (repeated) head.
 *
 * Rules and paddings are LOOK 6. A row is cut only when it is taller than a page could hold. Group rows stay with the
 * row after them, the total with the row before it. A repeated head and the note over it are artifacts. */
#include "layout/box.h"
#include <math.h>
#include <string.h>

static const float MIN_ROW = 20, PAD = 4, HEAD_PAD_TOP = 4, HEAD_PAD_BOTTOM = 3, HEAD_PAD_LEFT = 1, PROSE_PAD = 6, CELL_LEADING = 12;
static const float PLAIN_PAD = 2, FIGURE_PAD = 1.7f, CONTINUED_GAP = 4;
static const float RULE_OUTER = 1, RULE_HEAD = 0.6f, RULE_ROW = 0.5f;
static const float EPSILON = 0.01f, TALL_ROW_MIN = 96;
static const float TAKEN_MAX = 96; /* as much of a page may stay empty so that no row stands alone behind it */

struct paddings {
  float min_row, side, top, bottom;
};

/* 0 means LOOK's own, a negative value none. A low row (M08: 19.4) gets paddings that let one line reach it. */
static struct paddings paddings_of(const struct table *t) {
  struct paddings p = {t->plain ? 0 : MIN_ROW, PAD, t->plain ? PLAIN_PAD : PAD, t->plain ? PLAIN_PAD : PAD};
  if (t->min_row > 0) {
    p.min_row = t->min_row;
    if (t->min_row < MIN_ROW) p.top = p.bottom = fmaxf(0, (t->min_row - CELL_LEADING) / 2);
  }
  if (t->min_row < 0) p.min_row = 0;
  if (t->pad_side != 0) p.side = fmaxf(0, t->pad_side);
  if (t->pad_top != 0) p.top = fmaxf(0, t->pad_top);
  if (t->pad_bottom != 0) p.bottom = fmaxf(0, t->pad_bottom);
  return p;
}

static bool is_head(const struct row *row) {
  return row->kind == ROW_HEAD;
}
static bool is_washed(const struct row *row) {
  return row->kind == ROW_GROUP || row->kind == ROW_TOTAL;
}

static struct element *cell_element(struct layout *l, const struct row *row, const struct cell *cell, struct element *tr) {
  bool header = cell->content && (is_head(row) || cell->row_header);
  struct element *e = element_new(l, tr, header ? ROLE_TH : ROLE_TD);
  if (!e) return NULL;
  e->scope_column = header && is_head(row);
  e->scope_row = header && !is_head(row);
  e->col_span = cell->span > 1 ? cell->span : 0;
  return e;
}

static void build_cell(struct layout *l, struct table_row *out, const struct table *t, const struct row *row, size_t column,
                       const struct cell *cell, float x, const struct paddings *pad, struct element *tr) {
  struct table_cell *made = &out->cells[out->cell_count++];
  float width = 0;
  for (int i = 0; i < cell->span && column + (size_t)i < t->column_count; i++) width += t->columns[column + (size_t)i].width;
  enum align align = cell->has_align ? cell->align : t->columns[column].align;
  bool over_numbers = is_head(row) && align == ALIGN_RIGHT; /* such a head may reach beyond its numbers */
  float left = over_numbers ? fminf(pad->side, HEAD_PAD_LEFT) : pad->side;
  made->x = x + left;
  made->width = fmaxf(width - left - pad->side, 1);
  struct element *element = cell_element(l, row, cell, tr);
  if (!cell->content) return;
  struct setting set = {.width = made->width, .parent = element, .in_cell = true, .align = align,
                        .tabular = t->columns[column].tabular && !is_head(row),
                        .bold = is_washed(row) && align == ALIGN_LEFT,
                        .slack = column + (size_t)cell->span < t->column_count ? 2 * pad->side - 2 : pad->side,
                        .whole_words = is_head(row) || t->columns[column].tabular};
  made->content = box_build(l, cell->content, &set);
}

/* Cells stand one per column, those covered by a span skipped; a row with fewer cells than columns is read in order. */
static void build_row(struct layout *l, struct table_row *out, const struct table *t, const struct row *row,
                      const struct paddings *pad, struct element *section) {
  struct element *tr = element_new(l, section, ROLE_TR);
  out->row = row;
  out->cells = arena_array(l->arena, row->cell_count, sizeof *out->cells);
  bool per_column = row->cell_count == t->column_count;
  float x = 0;
  for (size_t i = 0, column = 0; i < row->cell_count && column < t->column_count;) {
    const struct cell *cell = &row->cells[i];
    int span = cell->span < 1 ? 1 : cell->span;
    build_cell(l, out, t, row, column, cell, x, pad, tr);
    for (int k = 0; k < span && column < t->column_count; k++) x += t->columns[column++].width;
    i += per_column ? (size_t)span : 1;
  }
}

/* A figure that is a whole cell (a plot of 16 in a row of 19.4 or 20, LOOK 7) reaches into the paddings. */
static float content_height(const struct table_row *row) {
  float height = 0, reach = row->pad_top + row->pad_bottom - 2 * FIGURE_PAD;
  for (size_t i = 0; i < row->cell_count; i++) {
    struct box *content = row->cells[i].content;
    if (content) height = fmaxf(height, box_height(content) - (content->kind == BOX_FIGURE ? fmaxf(reach, 0) : 0));
  }
  return height;
}

static void measure_row(struct table_row *out, const struct table *t, const struct paddings *pad) {
  bool prose = out->row->top && t->pad_top == 0 && !t->plain;
  out->pad_top = is_head(out->row) ? HEAD_PAD_TOP : prose ? PROSE_PAD : pad->top;
  out->pad_bottom = is_head(out->row) ? HEAD_PAD_BOTTOM : prose ? PROSE_PAD : pad->bottom;
  out->height = out->pad_top + content_height(out) + out->pad_bottom;
  if (!is_head(out->row)) out->height = fmaxf(out->height, pad->min_row);
  out->keep_with_next = out->row->keep_with_next || out->row->kind == ROW_GROUP;
}

/* What stands over a repeated head: the table's heading with 「（続き）」 as its side note (LOOK 6), or the note alone. */
static struct box *continued_box(struct layout *l, const struct table *t, float width) {
  if (!t->continued || t->row_count == 0 || !is_head(&t->rows[0])) return NULL;
  struct setting set = {.width = width};
  if (!t->heading) return box_text(l, content_paragraph(l->arena, STYLE_NOTE, t->continued), &set, NULL);
  struct block *again = arena_alloc(l->arena, sizeof *again);
  *again = *t->heading;
  if (again->level <= 1) { /* its size belongs to the chapter's first page */
    again->level = 2;
    again->style = STYLE_H2;
    again->space_before = again->space_after = 0;
  }
  again->side_note = t->continued;
  again->anchor = NULL;
  again->no_bookmark = true;
  return box_heading(l, again, &set);
}

static float continued_height(const struct box *continued) {
  return continued->height + fmaxf(continued->after, CONTINUED_GAP);
}

static float table_width(const struct table *t) {
  float width = 0;
  for (size_t i = 0; i < t->column_count; i++) width += t->columns[i].width;
  return width;
}

struct box *box_table(struct layout *l, const struct block *block, const struct setting *set) {
  const struct table *t = block->table;
  struct box *b = box_new(l, BOX_TABLE, block, table_width(t));
  struct table_box *made = b->table = arena_alloc(l->arena, sizeof *made);
  b->element = block->role == ROLE_ARTIFACT ? NULL : element_new(l, set->parent, ROLE_TABLE);
  if (b->element) b->element->title = t->summary;
  made->table = t;
  made->rows = arena_array(l->arena, t->row_count, sizeof *made->rows);
  while (made->head_count < t->row_count && is_head(&t->rows[made->head_count])) made->head_count++;
  struct element *head = made->head_count ? element_new(l, b->element, ROLE_THEAD) : NULL;
  struct element *body = element_new(l, b->element, ROLE_TBODY);
  struct paddings pad = paddings_of(t);
  for (size_t i = 0; i < t->row_count; i++) {
    struct table_row *row = &made->rows[made->row_count++];
    build_row(l, row, t, &t->rows[i], &pad, i < made->head_count ? head : body);
    measure_row(row, t, &pad);
    if (i < made->head_count) made->head_height += row->height;
    if (i > made->head_count && row->row->kind == ROW_TOTAL) made->rows[i - 1].keep_with_next = true;
  }
  made->continued = continued_box(l, t, set->width);
  b->first_row = made->head_count;
  b->end_row = made->row_count;
  b->height = -1;
  return b;
}

/* ---- Parts ---- */

static float head_part_height(const struct box *b) {
  float height = b->table->head_height;
  if (b->is_rest && b->table->continued) height += continued_height(b->table->continued);
  return height;
}

const struct table_row *table_row_at(const struct box *b, size_t index) {
  if (index == b->first_row && b->row_start) return b->row_start;
  if (index + 1 == b->end_row && b->row_end) return b->row_end;
  return &b->table->rows[index];
}

float table_rows_height(const struct box *b) {
  float height = 0;
  for (size_t i = b->first_row; i < b->end_row; i++) height += table_row_at(b, i)->height;
  return height;
}

float table_part_height(const struct box *b) {
  return head_part_height(b) + table_rows_height(b);
}

static struct box *part_of(struct layout *l, const struct box *b, size_t from, size_t to) {
  struct box *part = arena_room(l->arena, 1, sizeof *part);
  *part = *b;
  part->first_row = from;
  part->end_row = to;
  part->height = -1;
  if (from != b->first_row) {
    part->is_rest = true;
    part->anchor = NULL;
    part->before = 0;
    part->row_start = NULL;
  }
  if (to != b->end_row) part->row_end = NULL;
  return part;
}

/* Cuts each cell of a row that no page holds; false when not even a line of it fits. */
static bool split_row(struct layout *l, const struct table_row *row, float room, struct table_row **top, struct table_row **bottom) {
  *top = arena_alloc(l->arena, sizeof **top);
  *bottom = arena_alloc(l->arena, sizeof **bottom);
  **top = **bottom = *row;
  (*top)->cells = arena_array(l->arena, row->cell_count, sizeof *row->cells);
  (*bottom)->cells = arena_array(l->arena, row->cell_count, sizeof *row->cells);
  float inner = room - row->pad_top - row->pad_bottom;
  bool cut = false;
  for (size_t i = 0; i < row->cell_count; i++) {
    (*top)->cells[i] = (*bottom)->cells[i] = row->cells[i];
    (*bottom)->cells[i].content = NULL;
    struct box *content = row->cells[i].content, *first, *rest;
    if (!content || box_height(content) <= inner + EPSILON) continue;
    if (box_split(l, content, inner, true, &first, &rest) != FIT_PART) continue;
    (*top)->cells[i].content = first;
    (*bottom)->cells[i].content = rest;
    cut = true;
  }
  (*top)->height = row->pad_top + content_height(*top) + row->pad_bottom;
  (*bottom)->height = row->pad_top + content_height(*bottom) + row->pad_bottom;
  return cut;
}

/* Cuts the part inside row `at`, which has `room`; false when not even a line of it fits. */
static bool cut_in_row(struct layout *l, struct box *b, size_t at, float room, struct box **first, struct box **rest) {
  struct table_row *top, *bottom;
  if (!split_row(l, table_row_at(b, at), room, &top, &bottom)) return false;
  top->is_cut = bottom->is_cut = true;
  *first = part_of(l, b, b->first_row, at + 1);
  if (at == b->first_row)
    (*first)->row_start = top;
  else
    (*first)->row_end = top;
  *rest = part_of(l, b, at, b->end_row);
  (*rest)->is_rest = true;
  (*rest)->anchor = NULL;
  (*rest)->row_start = bottom;
  return true;
}

static enum fit cut_before_row(struct layout *l, struct box *b, size_t at, struct box **first, struct box **rest) {
  *first = part_of(l, b, b->first_row, at);
  *rest = part_of(l, b, at, b->end_row);
  return FIT_PART;
}

/* Would a break before row `cut` leave one low row alone: the last of its group below the break (a table without groups is
 * one, a total belongs to the last), or the table's first between the head and the break? */
static bool leaves_one_row(const struct box *b, size_t cut) {
  const struct table_row *below = table_row_at(b, cut), *first = table_row_at(b, b->first_row);
  if (below->row->kind == ROW_GROUP) return false;
  bool is_last = cut + 1 == b->end_row || table_row_at(b, cut + 1)->row->kind == ROW_GROUP;
  if (is_last && below->height < TALL_ROW_MIN) return true;
  size_t at = b->first_row + (first->row->kind == ROW_GROUP);
  return cut == at + 1 && b->table->head_count && !b->is_rest && table_row_at(b, at)->height < TALL_ROW_MIN;
}

/* The nearest break at or before `cut` that parts no rows that keep together and leaves none alone; `cut` when only one
 * far up the page does. The table's first row stands for all of it, when that begins low on the page. */
static size_t better_cut(const struct box *b, size_t cut, float room, bool at_top) {
  float taken = 0;
  for (size_t at = cut; at > b->first_row && taken <= TAKEN_MAX; taken += table_row_at(b, --at)->height)
    if (!table_row_at(b, at - 1)->keep_with_next && !leaves_one_row(b, at)) return at;
  return !at_top && !b->is_rest && taken <= TAKEN_MAX && room <= EMPTY_MAX ? b->first_row : cut;
}

enum fit table_split(struct layout *l, struct box *b, float room, bool at_top, struct box **first, struct box **rest) {
  float head = head_part_height(b), left = room - head, used = 0;
  size_t end = b->first_row;
  while (end < b->end_row && used + table_row_at(b, end)->height <= left + EPSILON) used += table_row_at(b, end++)->height;
  if (end == b->end_row) return left >= -EPSILON || at_top ? FIT_ALL : FIT_NONE;
  bool tall = table_row_at(b, end)->height > FRAME_HEIGHT - head; /* no page holds it: cut it here */
  if (tall && left - used >= TALL_ROW_MIN && cut_in_row(l, b, end, left - used, first, rest)) return FIT_PART;
  size_t cut = end;
  while (cut > b->first_row && table_row_at(b, cut - 1)->keep_with_next) cut--;
  if (cut > b->first_row && leaves_one_row(b, cut)) {
    l->row_alone = true;
    if (l->keeps_rows) cut = better_cut(b, cut, room, at_top);
  }
  if (cut > b->first_row) return cut_before_row(l, b, cut, first, rest);
  if (!at_top) return FIT_NONE;
  if (end > b->first_row) return cut_before_row(l, b, end, first, rest); /* rows kept together fill a page */
  if (cut_in_row(l, b, end, left, first, rest)) return FIT_PART;
  return end + 1 == b->end_row ? FIT_ALL : cut_before_row(l, b, end + 1, first, rest);
}

/* ---- Placing ---- */

static float cell_offset(const struct table_row *row, const struct box *content) {
  float free = row->height - row->pad_top - row->pad_bottom - content->height;
  if (is_head(row->row)) return row->pad_top + free;
  if ((row->row->top || row->is_cut) && free >= 0) return row->pad_top;
  return row->pad_top + free / 2;
}

static void place_row_content(struct layout *l, const struct table_row *row, float x, float y) {
  if (row->row->anchor && !l->artifacts) anchor_add(l, row->row->anchor, y);
  for (size_t i = 0; i < row->cell_count; i++) {
    struct box *content = row->cells[i].content;
    if (!content) continue;
    box_height(content);
    box_place(l, content, x + row->cells[i].x, y + cell_offset(row, content));
  }
}

static void rule(struct layout *l, const struct box *b, float x, float y, float weight, struct rgb colour) {
  mark_line(l, x, y, x + b->width, y, weight, colour);
}

/* Washes first, then rules, so that no wash covers half a rule. */
static void place_row_grounds(struct layout *l, const struct box *b, float x, float y) {
  for (size_t i = b->first_row; i < b->end_row; i++) {
    const struct table_row *row = table_row_at(b, i);
    if (is_washed(row->row)) mark_fill(l, x, y, b->width, row->height, 0, l->palette.colour[COLOUR_WASH]);
    y += row->height;
  }
}

static void place_row_rules(struct layout *l, const struct box *b, float x, float y) {
  struct rgb ink = ink_of(l, INK);
  for (size_t i = b->first_row; i < b->end_row; i++) {
    const struct table_row *row = table_row_at(b, i);
    bool strong = is_washed(row->row);
    if (i > b->first_row) rule(l, b, x, y, strong ? RULE_HEAD : RULE_ROW, strong ? ink : l->palette.colour[COLOUR_RULE]);
    y += row->height;
  }
  rule(l, b, x, y, RULE_OUTER, ink);
}

static float place_head(struct layout *l, const struct box *b, float x, float y) {
  const struct table_box *t = b->table;
  if (b->is_rest) l->artifacts++;
  if (b->is_rest && t->continued) {
    box_place(l, t->continued, x, y);
    y += continued_height(t->continued);
  }
  if (!t->table->plain) rule(l, b, x, y, RULE_OUTER, ink_of(l, INK));
  float rows_top = y;
  for (size_t i = 0; i < t->head_count; i++) rows_top += t->rows[i].height;
  if (t->head_count && !t->table->plain) rule(l, b, x, rows_top, RULE_HEAD, ink_of(l, INK));
  for (size_t i = 0; i < t->head_count; i++) {
    place_row_content(l, &t->rows[i], x, y);
    y += t->rows[i].height;
  }
  if (b->is_rest) l->artifacts--;
  return y;
}

static void find_in_row(struct layout *l, const struct table_row *row) {
  if (row->row->anchor) anchor_add(l, row->row->anchor, 0);
  for (size_t i = 0; i < row->cell_count; i++)
    if (row->cells[i].content) box_find_anchors(l, row->cells[i].content);
}

void table_find_anchors(struct layout *l, const struct box *b) {
  for (size_t i = 0; i < b->table->head_count && !b->is_rest; i++) find_in_row(l, &b->table->rows[i]);
  for (size_t i = b->first_row; i < b->end_row; i++) find_in_row(l, table_row_at(b, i));
}

void table_place(struct layout *l, struct box *b, float x, float y) {
  y = place_head(l, b, x, y);
  place_row_grounds(l, b, x, y);
  if (!b->table->table->plain) place_row_rules(l, b, x, y);
  for (size_t i = b->first_row; i < b->end_row; i++) {
    const struct table_row *row = table_row_at(b, i);
    place_row_content(l, row, x, y);
    y += row->height;
  }
}

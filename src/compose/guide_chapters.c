/* guide_chapters.c - the chapters of a pack: blocks in order, set by their kind (M13). A `section` block starts a row
 * of the grid; table rows, steps and bullets that follow each other are one table, one figure, one list. A list whose
 * heads are item ids is a table that leads to them. */
#include "base/utf8.h"
#include "compose/guide_parts.h"

#include <string.h>

typedef const struct guide_chapter_block *blocks;

static const float HEAD_WIDTH = 108, STEP_GAP = 11.34f, STEP_PAD = 8, STEP_SIZE = 7.5f;
enum { STEPS_PER_ROW = 4, STEP_LINES_MAX = 8, KEPT_ROWS_MAX = 6 };

static bool is_kind(blocks b, const char *kind) {
  return b->kind && !strcmp(b->kind, kind);
}

static size_t run_of(blocks b, size_t count) {
  size_t n = 1;
  while (n < count && is_kind(&b[n], b->kind))
    n++;
  return n;
}

/* ---- Kinds ---- */

static void prose(struct compose *c, blocks b, size_t count) {
  for (size_t i = 0; i < count; i++) {
    struct block *p = paragraph(c, STYLE_PROSE, NULL);
    p->align = ALIGN_JUSTIFY;
    p->first_line_indent = i > 0;
    if (is_text(b[i].head)) add_bold(c, p, b[i].head);
    if (is_text(b[i].body)) guide_text_add(c, p, b[i].body);
    if (i + 1 == count) p->space_after = 8;
  }
}

static void table_rows(struct compose *c, blocks b, size_t count) {
  struct block *table =
      table_add(c, (const float[]){HEAD_WIDTH, GUIDE_TEXT_WIDTH - HEAD_WIDTH}, 2, say(c, "guide.table-summary"));
  table->space_before = 3;
  table->space_after = 14;
  table->keep_together = count <= KEPT_ROWS_MAX;
  for (size_t i = 0; i < count; i++) {
    struct row *row = table_row(c, table, ROW_BODY);
    row->cells[0].row_header = true;
    row->top = true;
    guide_text_add(c, cell_text(c, row, 0, STYLE_CELL_LEAD, NULL), is_text(b[i].head) ? b[i].head : "");
    guide_text_add(c, cell_text(c, row, 1, STYLE_CELL, NULL), is_text(b[i].body) ? b[i].body : "");
  }
  table->table->pad_top = table->table->pad_bottom = 4.5f;
}

static void notices(struct compose *c, blocks b, size_t count) {
  for (size_t i = 0; i < count; i++) {
    struct block *outer = block_open(c, BLOCK_BOX, ROLE_NONE);
    struct block *box = c->parent;
    box->wash = box->keep_together = true;
    box->radius = 3;
    box->pad_x = 12;
    box->pad_y = 8;
    box->space_before = 4;
    box->space_after = 14;
    if (is_text(b[i].head)) paragraph(c, STYLE_H3, b[i].head);
    struct block *words = paragraph(c, STYLE_BODY_SMALL, NULL);
    words->space_after = 0;
    if (is_text(b[i].body)) guide_text_add(c, words, b[i].body);
    c->parent = outer;
  }
}

/* ---- Steps: boxes with arrows ---- */

static void step_box(struct compose *c, blocks b, size_t number) {
  struct block *outer = block_open(c, BLOCK_BOX, ROLE_LI);
  struct block *box = c->parent;
  box->frame = 0.8f;
  box->frame_ink = INK_ACCENT;
  box->radius = 3;
  box->pad_x = STEP_PAD;
  box->pad_y = 7;
  struct block *digit = paragraph(c, STYLE_BODY, NULL);
  digit->role = ROLE_LBL;
  digit->space_after = 2;
  struct run *r = add_ink(c, digit, number_text(c, (long)number), INK_ACCENT);
  r->bold = true;
  r->size = 12;
  block_open(c, BLOCK_STACK, ROLE_LBODY);
  if (is_text(b->head)) paragraph(c, STYLE_CELL_LEAD, b->head)->space_after = 3;
  if (is_text(b->body)) guide_text_add(c, paragraph(c, STYLE_CELL_THIRD, NULL), b->body);
  c->parent = outer;
}

/* Width of a text in ems, near enough to choose the number of boxes: a Latin letter takes half an em and a little. */
static float ems(const char *text) {
  float sum = 0;
  for (const char *s = text, *end = text + strlen(text); s < end;)
    sum += utf8_next(&s, end) < 0x80 ? 0.54f : 1;
  return sum;
}

static float step_width(size_t across) {
  return (GUIDE_TEXT_WIDTH - STEP_GAP * (float)(across - 1)) / (float)across;
}

/* As many boxes side by side as leave the longest text a readable width: four at most. */
static size_t steps_across(blocks b, size_t count) {
  float longest = 0;
  for (size_t i = 0; i < count; i++)
    if (is_text(b[i].body) && ems(b[i].body) > longest) longest = ems(b[i].body);
  size_t across = count < STEPS_PER_ROW ? count : STEPS_PER_ROW;
  while (across > 2 && longest * STEP_SIZE > STEP_LINES_MAX * (step_width(across) - 2 * STEP_PAD))
    across--;
  return across;
}

/* Rows of equal boxes; one that is left over for the last row takes its whole width. */
static void steps(struct compose *c, blocks b, size_t count) {
  size_t across = steps_across(b, count);
  struct block *outer = block_open(c, BLOCK_STACK, ROLE_L), *list = c->parent;
  list->numbered = true;
  list->space_before = 3;
  list->space_after = 14;
  for (size_t i = 0; i < count; i++) {
    if (i % across == 0) {
      c->parent = list;
      block_open(c, BLOCK_COLUMNS, ROLE_NONE);
      struct block *row = c->parent;
      row->same_height = row->arrows = row->keep_together = true;
      row->space_before = 10;
      row->column_widths = arena_array(c->arena, across, sizeof *row->column_widths);
      size_t here = i + 1 == count ? 1 : across;
      for (size_t k = 0; k < across; k++)
        row->column_widths[k] = step_width(here);
    }
    step_box(c, &b[i], i + 1);
  }
  c->parent = outer;
}

/* ---- Bullets ---- */

static bool are_items(const struct compose *c, blocks b, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!is_text(b[i].head) || framework_find_item(c->framework, b[i].head) < 0) return false;
  return true;
}

static void item_list(struct compose *c, blocks b, size_t count) {
  struct block *table = table_add(c, (const float[]){22, 54, GUIDE_TEXT_WIDTH - 22 - 54 - 96, -48, -48}, 5,
                                  say(c, "guide.first-summary"));
  table->space_before = 3;
  table->space_after = 14;
  table_head(c, table, say(c, "guide.first-head"), 5);
  for (size_t i = 0; i < count; i++) {
    struct row *row = table_row(c, table, ROW_BODY);
    struct run *number =
        add_ink(c, cell_text(c, row, 0, STYLE_CELL_LEAD, NULL), number_text(c, (long)i + 1), INK_ACCENT);
    number->tabular = true;
    row->cells[1].row_header = true;
    const char *item = guide_anchor(c, "item", b[i].head), *next = guide_anchor(c, "steps", b[i].head);
    add_link(c, cell_text(c, row, 1, STYLE_CELL_LEAD, NULL), b[i].head, item)->keep = true;
    cell_text(c, row, 2, STYLE_CELL, b[i].body);
    add_page(c, cell_text(c, row, 3, STYLE_CELL, NULL), item);
    add_page(c, cell_text(c, row, 4, STYLE_CELL, NULL), next);
  }
}

static void bullets(struct compose *c, blocks b, size_t count) {
  if (are_items(c, b, count)) {
    item_list(c, b, count);
    return;
  }
  struct block *outer = block_open(c, BLOCK_STACK, ROLE_L), *list = c->parent;
  list->space_after = 6;
  for (size_t i = 0; i < count; i++) {
    c->parent = list;
    block_open(c, BLOCK_STACK, ROLE_LI);
    block_open(c, BLOCK_STACK, ROLE_LBODY);
    if (is_text(b[i].head)) {
      struct block *head = paragraph(c, STYLE_H3, NULL);
      guide_text_add(c, head, b[i].head);
      head->keep_with_next = true;
    }
    if (!is_text(b[i].body)) continue;
    struct block *body = paragraph(c, STYLE_PROSE, NULL);
    body->align = ALIGN_JUSTIFY;
    body->space_after = 8;
    guide_text_add(c, body, b[i].body);
  }
  c->parent = outer;
}

/* References and definitions that stand in a chapter's own text: the pack may list documents in refs.yaml instead. */
static void entries(struct compose *c, blocks b, size_t count) {
  if (is_kind(b, "definition"))
    guide_definitions(c, b, count);
  else
    table_rows(c, b, count);
}

/* ---- The chapter ---- */

static const struct {
  const char *kind;
  void (*set)(struct compose *, blocks, size_t count);
} KINDS[] = {
    {"paragraph", prose}, {"table-row", table_rows}, {"notice", notices},     {"step", steps},
    {"bullet", bullets},  {"reference", entries},    {"definition", entries},
};

static void set_blocks(struct compose *c, blocks b, size_t count) {
  for (size_t k = 0; k < sizeof KINDS / sizeof *KINDS; k++)
    if (is_kind(b, KINDS[k].kind)) KINDS[k].set(c, b, count);
}

void compose_GUIDE_CHAPTER(struct compose *c) {
  int number = c->section->chapter;
  const struct guide_chapter *chapter = guide_find_chapter(c, number);
  const char *other = say(c, arena_printf(c->arena, "guide.chapter.%d", number));
  guide_chapter_head(c, number, chapter && is_text(chapter->title) ? chapter->title : other,
                     chapter ? chapter->lead : NULL);
  if (!chapter) {
    guide_beside(c);
    paragraph(c, STYLE_BODY, say(c, "guide.no-chapter"));
    return;
  }
  for (size_t i = 0, n; i < chapter->block_count; i += n) {
    blocks b = &chapter->blocks[i];
    n = 1;
    if (is_kind(b, "section")) {
      guide_section(c, is_text(b->head) ? b->head : "", b->body);
      continue;
    }
    if (i == 0) guide_beside(c);
    n = run_of(b, chapter->block_count - i);
    set_blocks(c, b, n);
  }
}

/* build.c - block -> box: paragraphs and headings are broken into lines, columns get their widths, spaces of first and
 * last children move out of their stacks (so that they can collapse), elements are made in reading order. */
#include "layout/box.h"
#include <math.h>
#include <string.h>

static const float TAG_SIZE = 7;
static const float SQUEEZED_FROM = 8; /* smaller spaces are never squeezed */

struct box *box_new(struct layout *l, enum box_kind kind, const struct block *block, float width) {
  struct box *b = arena_room(l->arena, 1, sizeof *b);
  *b = (struct box){.kind = kind, .block = block, .width = width, .before = block->space_before, .after = block->space_after,
                    .anchor = block->anchor, .keep_with_next = block->keep_with_next, .keep_with_previous = block->keep_with_previous,
                    .keep_together = block->keep_together};
  return b;
}

static struct element *element_of(struct layout *l, const struct block *block, struct element *parent) {
  if (block->role == ROLE_ARTIFACT) return NULL;
  if (block->role == ROLE_NONE) return parent;
  if (block->role == ROLE_DOCUMENT && parent == l->out->document) return parent;
  struct element *e = element_new(l, parent, block->role);
  if (e) e->lang = block->lang;
  if (e) e->numbered = block->numbered;
  if (e && e->role == ROLE_NOTE) e->id = arena_printf(l->arena, "note-%zu", ++l->note_count); /* PDF/UA-1 7.9 */
  return e;
}

/* ---- Paragraphs ---- */

static enum font_role run_font(const struct run *run, const struct type_style *style, bool bold) {
  enum font_role font = run->font >= 0 ? (enum font_role)run->font : style->font;
  return (run->bold || bold) && font == FONT_SANS ? FONT_SANS_BOLD : font;
}

static struct element *run_element(struct layout *l, const struct run *run, struct element *parent) {
  struct element *e = parent;
  if (run->link) e = element_new(l, e, ROLE_LINK);
  if (run->lang) {
    if (!run->link) e = element_new(l, e, ROLE_SPAN);
    if (e) e->lang = run->lang;
  }
  return e == parent ? NULL : e;
}

/* Runs that follow each other with the same link belong to one Link element (a TOC line: title and page number). */
static bool continues_link(const struct run *before, const struct run *run) {
  return before->link && run->link && !before->lang && !run->lang && strcmp(before->link, run->link) == 0;
}

static struct inline_text run_text(struct layout *l, const struct run *run, const struct type_style *style,
                                   const struct setting *set) {
  const char *s = run->page_of_link ? page_of_anchor(l, run->link) : run->text.s ? run->text.s : "";
  return (struct inline_text){
      .s = s, .size_bytes = strlen(s), .at = run->text.at,
      .font = run_font(run, style, set->bold),
      .size = run->size > 0 ? run->size : run->framed ? TAG_SIZE : style->size,
      .colour = ink_of(l, run->has_ink ? run->ink : style->ink),
      .framed = run->framed, .tabular = run->tabular || set->tabular, .keep = run->keep || run->page_of_link,
      .link = run->link,
  };
}

static struct element *link_element(struct layout *l, const struct run *run, const struct setting *set, struct element *parent) {
  struct shared_link *shared = run->link ? set->shared_link : NULL;
  if (shared && shared->element && strcmp(shared->anchor, run->link) == 0) return shared->element;
  struct element *e = run_element(l, run, parent);
  if (shared) *shared = (struct shared_link){run->link, e};
  return e;
}

void box_runs(struct layout *l, const struct block *block, const struct type_style *style,
                          const struct setting *set, struct element *element, struct inline_text *texts) {
  for (size_t i = 0; i < block->run_count; i++) {
    texts[i] = run_text(l, &block->runs[i], style, set);
    bool joined = i > 0 && continues_link(&block->runs[i - 1], &block->runs[i]);
    texts[i].element = joined ? texts[i - 1].element : link_element(l, &block->runs[i], set, element);
  }
}

struct box *box_of_lines(struct layout *l, const struct block *block, const struct setting *set,
                            struct element *element, struct text_lines *lines) {
  struct box *b = box_new(l, BOX_TEXT, block, set->width);
  b->element = element;
  b->lines = lines;
  b->line_count = lines->count;
  b->height = lines->leading * (float)lines->count;
  return b;
}

struct box *box_text(struct layout *l, const struct block *block, const struct setting *set, struct element *element) {
  const struct type_style *style = style_of(block->style, l->language);
  struct inline_text *texts = arena_room(l->arena, block->run_count, sizeof *texts);
  box_runs(l, block, style, set, element, texts);
  struct text_format format = {
      .width = set->width, .leading = style->leading, .size = style->size, .max_lines = block->max_lines,
      .align = block->align == ALIGN_LEFT ? set->align : block->align,
      .first_indent = block->first_line_indent ? style->size : 0, .may_overflow = set->whole_words,
      .slack = set->align == ALIGN_LEFT ? set->slack : 0,
  };
  if (format.align == ALIGN_JUSTIFY && l->language != LANG_JA) format.align = ALIGN_LEFT; /* LOOK 13 */
  format.may_hang = format.align == ALIGN_LEFT || format.align == ALIGN_JUSTIFY;
  struct box *b = box_of_lines(l, block, set, element, text_break(l, texts, block->run_count, &format));
  for (size_t i = 0; i < block->run_count; i++) {
    if (!block->runs[i].page_of_link) continue;
    *ARENA_PUSH(l->arena, l->late, l->late_count, l->late_cap) = b;
    break;
  }
  return b;
}

bool box_refresh_pages(struct layout *l, struct box *b) {
  const struct text_lines *old = b->lines;
  struct inline_text *texts = arena_room(l->arena, old->text_count, sizeof *texts);
  memcpy(texts, old->texts, old->text_count * sizeof *texts);
  for (size_t i = 0; i < old->text_count; i++) {
    if (!b->block->runs[i].page_of_link) continue;
    texts[i].s = page_of_anchor(l, b->block->runs[i].link);
    texts[i].size_bytes = strlen(texts[i].s);
  }
  struct text_format format = old->format;
  b->lines = text_break(l, texts, old->text_count, &format);
  return b->lines->count == old->count;
}

/* ---- Boxes that hold boxes ---- */

static void add_spaces_of_children(struct box *b) {
  if (b->child_count == 0) return;
  const struct box *first = b->children[0], *last = b->children[b->child_count - 1];
  b->before = fmaxf(b->before, first->before);
  b->after = fmaxf(b->after, last->after);
  b->keep_with_next |= last->keep_with_next;
}

static void build_children(struct layout *l, struct box *b, const struct block *block, const struct setting *set) {
  b->children = arena_array(l->arena, block->child_count, sizeof *b->children);
  for (size_t i = 0; i < block->child_count; i++) {
    struct box *child = box_build(l, block->children[i], set);
    if (!child) continue;
    b->children[b->child_count++] = child;
    b->has_break |= child->has_break || child->kind == BOX_BREAK;
  }
}

float stack_start(const struct box *stack, const struct box *child, float y, float after, bool is_first, float squeeze) {
  if (is_first) return y;
  float space = fmaxf(after, child->before);
  y += stack->in_flow && space >= SQUEEZED_FROM ? space * squeeze : space;
  if (stack->snap) y = ceilf((y - 0.01f) / GRID_UNIT) * GRID_UNIT;
  return y;
}

static float stack_height(struct box *b) {
  float y = 0, after = 0;
  bool first = true;
  for (size_t i = 0; i < b->child_count; i++) {
    struct box *child = b->children[i];
    if (child->kind == BOX_BREAK) continue;
    y = stack_start(b, child, y, after, first, 1) + box_height(child);
    after = child->after;
    first = false;
  }
  return y;
}

static float columns_height(struct box *b) {
  float height = 0;
  for (size_t i = 0; i < b->child_count; i++) height = fmaxf(height, box_height(b->children[i]));
  return height;
}

static float frame_height(struct box *b) {
  const struct block *block = b->block;
  return block->rule_top + block->pad_y * 2 + block->rule_bottom + box_height(b->children[0]);
}

/* Heights of the rest of a split box are found when they are asked for: < 0 means not yet known. */
float box_height(struct box *b) {
  if (b->height >= 0) return b->height;
  switch (b->kind) {
  case BOX_STACK: b->height = stack_height(b); break;
  case BOX_COLUMNS: b->height = columns_height(b); break;
  case BOX_FRAME: b->height = frame_height(b); break;
  case BOX_TABLE: b->height = table_part_height(b); break;
  case BOX_TEXT: b->height = b->lines->leading * (float)b->line_count; break;
  default: b->height = 0; break;
  }
  return b->height;
}

static struct box *stack_box(struct layout *l, const struct block *block, const struct setting *set) {
  struct box *b = box_new(l, BOX_STACK, block, set->width);
  struct setting inner = *set;
  inner.in_cell = false;
  inner.parent = b->element = element_of(l, block, set->parent);
  b->snap = set->snap;
  b->in_flow = set->in_flow;
  build_children(l, b, block, &inner);
  add_spaces_of_children(b);
  b->height = -1;
  return b;
}

static float column_width(const struct block *block, size_t i, float width) {
  if (block->column_spans) {
    float whole = GRID_STEP * (float)block->column_spans[i] - GRID_GUTTER;
    return whole * width / FRAME_WIDTH;
  }
  if (block->column_widths) return block->column_widths[i];
  return (width - GRID_GUTTER * (float)(block->child_count - 1)) / (float)block->child_count;
}

static struct box *columns_box(struct layout *l, const struct block *block, const struct setting *set) {
  struct box *b = box_new(l, BOX_COLUMNS, block, set->width);
  struct setting inner = *set;
  struct shared_link shared = {NULL, NULL};
  inner.in_cell = inner.in_flow = false;
  inner.shared_link = block->leader ? &shared : NULL;
  inner.parent = b->element = element_of(l, block, set->parent);
  b->children = arena_array(l->arena, block->child_count, sizeof *b->children);
  b->child_x = arena_array(l->arena, block->child_count, sizeof *b->child_x);
  float x = 0;
  for (size_t i = 0; i < block->child_count; i++) {
    inner.width = column_width(block, i, set->width);
    struct box *child = box_build(l, block->children[i], &inner);
    if (child) {
      b->child_x[b->child_count] = x;
      b->children[b->child_count++] = child;
      b->before = fmaxf(b->before, child->before);
      b->after = fmaxf(b->after, child->after);
    }
    x += inner.width + GRID_GUTTER;
  }
  b->height = -1;
  for (size_t i = 0; block->same_height && i < b->child_count; i++)
    if (b->children[i]->kind == BOX_FRAME) b->children[i]->height = box_height(b);
  return b;
}

static struct box *frame_box(struct layout *l, const struct block *block, const struct setting *set) {
  struct box *b = box_new(l, BOX_FRAME, block, set->width);
  b->element = element_of(l, block, set->parent);
  struct setting inner = *set;
  inner.parent = b->element;
  inner.width = set->width - 2 * block->pad_x;
  inner.snap = inner.in_flow = inner.in_cell = false;
  struct box *stack = box_new(l, BOX_STACK, block, inner.width);
  stack->element = b->element;
  stack->anchor = NULL;
  build_children(l, stack, block, &inner);
  stack->height = -1;
  b->children = arena_array(l->arena, 1, sizeof *b->children);
  b->children[0] = stack;
  b->child_count = 1;
  b->height = -1;
  return b;
}

/* Children of the cover stand at fixed places; the box takes the whole page. */
static struct box *fixed_box(struct layout *l, const struct block *block, const struct setting *set) {
  struct box *b = box_new(l, BOX_FIXED, block, set->width);
  struct setting inner = *set;
  inner.in_cell = inner.snap = inner.in_flow = false;
  inner.parent = b->element = element_of(l, block, set->parent);
  b->children = arena_array(l->arena, block->child_count, sizeof *b->children);
  for (size_t i = 0; i < block->child_count; i++) {
    inner.width = block->children[i]->fixed_width > 0 ? block->children[i]->fixed_width : FRAME_WIDTH;
    struct box *child = box_build(l, block->children[i], &inner);
    if (child) b->children[b->child_count++] = child;
  }
  b->height = FRAME_HEIGHT;
  return b;
}

static struct box *figure_box(struct layout *l, const struct block *block, const struct setting *set) {
  struct box *b = box_new(l, BOX_FIGURE, block, set->width);
  b->figure = block->lower_figure && l->is_low ? block->lower_figure : block->figure;
  b->element = block->role == ROLE_ARTIFACT ? NULL : figure_element(l, b->figure, set->parent);
  b->height = figure_height(b->figure);
  return b;
}

static struct box *paragraph_box(struct layout *l, const struct block *block, const struct setting *set) {
  bool merged = set->in_cell && (block->role == ROLE_P || block->role == ROLE_NONE) && !block->lang;
  return box_text(l, block, set, merged ? set->parent : element_of(l, block, set->parent));
}

static struct box *plain_box(struct layout *l, enum box_kind kind, const struct block *block, float height) {
  struct box *b = box_new(l, kind, block, 0);
  b->height = height;
  return b;
}

struct box *box_build(struct layout *l, const struct block *block, const struct setting *set) {
  switch (block->kind) {
  case BLOCK_STACK: return stack_box(l, block, set);
  case BLOCK_COLUMNS: return columns_box(l, block, set);
  case BLOCK_PARAGRAPH: return paragraph_box(l, block, set);
  case BLOCK_HEADING: return box_heading(l, block, set);
  case BLOCK_TABLE: return box_table(l, block, set);
  case BLOCK_FIGURE: return block->figure ? figure_box(l, block, set) : NULL;
  case BLOCK_BOX: return frame_box(l, block, set);
  case BLOCK_SIGN_OFF: return box_sign_off(l, block, set);
  case BLOCK_FIXED: return fixed_box(l, block, set);
  case BLOCK_PAGE_BREAK: return plain_box(l, BOX_BREAK, block, 0);
  case BLOCK_SPACE: return plain_box(l, BOX_SPACE, block, block->height);
  case BLOCK_RULE: {
    struct box *rule = plain_box(l, BOX_RULE, block, block->height > 0 ? block->height : block->weight);
    rule->width = set->width;
    return rule;
  }
  }
  return NULL;
}

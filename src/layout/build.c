/* build.c - block -> box: paragraphs and headings are broken into lines, columns get their widths, spaces of first and
 * last children move out of their stacks (so that they can collapse), elements are made in reading order. */
#include "layout/box.h"
#include <math.h>
#include <string.h>

static const float H1_NUMBER_GAP = GRID_GUTTER, HEADING_GAP = 8, TAG_SIZE = 7;
static const float SIDE_WIDTH = 3 * GRID_STEP, ITEM_NUMBER_MORE = 1.5f; /* guide: side column with its gutter */
static const float SQUEEZED_FROM = 8; /* smaller spaces are never squeezed */
static const float SIDE_NOTE_SIZE[LANG_COUNT] = {7.5f, 7};

struct box *box_new(struct layout *l, enum box_kind kind, const struct block *block, float width) {
  struct box *b = arena_alloc(l->arena, sizeof *b);
  *b = (struct box){.kind = kind, .block = block, .width = width, .before = block->space_before, .after = block->space_after,
                    .anchor = block->anchor, .keep_with_next = block->keep_with_next, .keep_together = block->keep_together};
  return b;
}

static struct element *element_of(struct layout *l, const struct block *block, struct element *parent) {
  if (block->role == ROLE_ARTIFACT) return NULL;
  if (block->role == ROLE_NONE) return parent;
  if (block->role == ROLE_DOCUMENT && parent == l->out->document) return parent;
  struct element *e = element_new(l, parent, block->role);
  if (e) e->lang = block->lang;
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

static void texts_of_runs(struct layout *l, const struct block *block, const struct type_style *style,
                          const struct setting *set, struct element *element, struct inline_text *texts) {
  for (size_t i = 0; i < block->run_count; i++) {
    texts[i] = run_text(l, &block->runs[i], style, set);
    bool joined = i > 0 && continues_link(&block->runs[i - 1], &block->runs[i]);
    texts[i].element = joined ? texts[i - 1].element : run_element(l, &block->runs[i], element);
  }
}

static struct box *text_box(struct layout *l, const struct block *block, const struct setting *set,
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
  struct inline_text *texts = arena_array(l->arena, block->run_count, sizeof *texts);
  texts_of_runs(l, block, style, set, element, texts);
  struct text_format format = {
      .width = set->width, .leading = style->leading, .size = style->size, .max_lines = block->max_lines,
      .align = block->align == ALIGN_LEFT ? set->align : block->align,
      .first_indent = block->first_line_indent ? style->size : 0, .may_overflow = set->whole_words,
      .slack = set->align == ALIGN_LEFT ? set->slack : 0,
  };
  if (format.align == ALIGN_JUSTIFY && l->language != LANG_JA) format.align = ALIGN_LEFT; /* LOOK 13 */
  format.may_hang = format.align == ALIGN_LEFT || format.align == ALIGN_JUSTIFY;
  struct box *b = text_box(l, block, set, element, text_break(l, texts, block->run_count, &format));
  for (size_t i = 0; i < block->run_count; i++) {
    if (!block->runs[i].page_of_link) continue;
    *ARENA_PUSH(l->arena, l->late, l->late_count, l->late_cap) = b;
    break;
  }
  return b;
}

bool box_refresh_pages(struct layout *l, struct box *b) {
  const struct text_lines *old = b->lines;
  struct inline_text *texts = arena_array(l->arena, old->text_count, sizeof *texts);
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

/* ---- Headings ---- */

static const enum style HEADING_STYLE[] = {STYLE_H1, STYLE_H1, STYLE_H2, STYLE_H3, STYLE_H3};
static const float HEADING_BEFORE[] = {0, 0, 20, 12, 12}, HEADING_AFTER[] = {14, 14, 8, 4, 4}; /* LOOK 11 */

static struct inline_text gap_text(const struct inline_text *like, float width) {
  struct inline_text gap = *like;
  gap.s = " ";
  gap.size_bytes = 1;
  gap.fixed_advance = width;
  gap.element = NULL;
  gap.link = NULL;
  return gap;
}

static int heading_level(const struct block *block) {
  return block->level < 1 ? 1 : block->level > 4 ? 4 : block->level;
}

static enum style heading_style(const struct block *block) {
  bool own = block->style == STYLE_CHAPTER_TITLE || block->style == STYLE_SECTION_SIDE || block->style == STYLE_ITEM_SIDE;
  return own ? block->style : HEADING_STYLE[heading_level(block)];
}

/* The number before the title, and what parts them: a gap, the rest of the side column (guide chapters), a line's end
 * (headings in the side column). Returns the number of texts; *indent: where the title's lines begin. */
static size_t number_texts(struct layout *l, const struct block *block, const struct inline_text *base, float *indent,
                           struct inline_text *texts) {
  enum style style = heading_style(block);
  *indent = style == STYLE_CHAPTER_TITLE ? SIDE_WIDTH : 0;
  if (!block->number || !*block->number) return 0;
  texts[0] = *base;
  texts[0].s = block->number;
  texts[0].size_bytes = strlen(block->number);
  texts[0].colour = ink_of(l, INK_ACCENT);
  texts[0].keep = true;
  if (style == STYLE_ITEM_SIDE) texts[0].size += ITEM_NUMBER_MORE;
  if (style == STYLE_CHAPTER_TITLE) {
    texts[0].font = style_of(STYLE_CHAPTER_NUMBER, l->language)->font;
    texts[0].size = style_of(STYLE_CHAPTER_NUMBER, l->language)->size;
  }
  float width = metric_text_width(l, texts[0].font, texts[0].size, block->number);
  if (style == STYLE_SECTION_SIDE || style == STYLE_ITEM_SIDE) {
    texts[1] = *base;
    texts[1].s = "\n";
    texts[1].size_bytes = 1;
  } else if (style == STYLE_CHAPTER_TITLE) {
    texts[1] = gap_text(base, fmaxf(SIDE_WIDTH - width, HEADING_GAP));
  } else {
    float gap = heading_level(block) == 1 ? H1_NUMBER_GAP : HEADING_GAP;
    texts[1] = gap_text(base, gap);
    *indent = width + gap;
  }
  return 2;
}

struct box *box_heading(struct layout *l, const struct block *block, const struct setting *set) {
  int level = heading_level(block);
  const struct type_style *style = style_of(heading_style(block), l->language);
  enum role role = block->role == ROLE_NONE ? (enum role)(ROLE_H1 + level - 1) : block->role;
  struct element *element = role == ROLE_ARTIFACT ? NULL : element_new(l, set->parent, role);
  struct inline_text *texts = arena_array(l->arena, block->run_count + 4, sizeof *texts);
  struct inline_text base = {.font = style->font, .size = style->size, .colour = ink_of(l, style->ink)};
  float indent;
  size_t count = number_texts(l, block, &base, &indent, texts);
  struct setting inner = *set;
  inner.bold = false;
  texts_of_runs(l, block, style, &inner, element, texts + count);
  count += block->run_count;
  if (block->side_note && *block->side_note) {
    texts[count++] = gap_text(&base, HEADING_GAP);
    texts[count] = (struct inline_text){.s = block->side_note, .size_bytes = strlen(block->side_note), .font = FONT_SANS,
                                        .size = SIDE_NOTE_SIZE[l->language], .keep = true,
                                        .colour = ink_of(l, INK2)};
    count++;
  }
  struct text_format format = {.width = set->width, .leading = style->leading, .size = style->size, .rest_indent = indent};
  if (!block->number) format.first_indent = indent;
  struct box *b = text_box(l, block, set, element, text_break(l, texts, count, &format));
  b->is_heading = b->keep_with_next = b->keep_together = true;
  if (block->space_before == 0 && block->space_after == 0) {
    b->before = HEADING_BEFORE[level];
    b->after = HEADING_AFTER[level];
  }
  return b;
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
  inner.in_cell = inner.in_flow = false;
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
  b->element = block->role == ROLE_ARTIFACT ? NULL : figure_element(l, block->figure, set->parent);
  b->height = figure_height(block->figure);
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

/* heading.c - headings: the number before the title, the title, the side note behind it (LOOK 3 and 11). */
#include "layout/box.h"
#include <math.h>
#include <string.h>

static const float H1_NUMBER_GAP = GRID_GUTTER, HEADING_GAP = 8;
static const float SIDE_WIDTH = 3 * GRID_STEP, ITEM_NUMBER_MORE = 1.5f; /* guide: side column with its gutter */
static const float SIDE_NOTE_SIZE[LANG_COUNT] = {7.5f, 7};

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
  struct inline_text *texts = arena_room(l->arena, block->run_count + 4, sizeof *texts);
  struct inline_text base = {.font = style->font, .size = style->size, .colour = ink_of(l, style->ink)};
  float indent;
  size_t count = number_texts(l, block, &base, &indent, texts);
  struct setting inner = *set;
  inner.bold = false;
  box_runs(l, block, style, &inner, element, texts + count);
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
  struct box *b = box_of_lines(l, block, set, element, text_break(l, texts, count, &format));
  b->is_heading = b->keep_with_next = b->keep_together = true;
  if (block->space_before == 0 && block->space_after == 0) {
    b->before = HEADING_BEFORE[level];
    b->after = HEADING_AFTER[level];
  }
  return b;
}

/* place.c - boxes -> marks on the current page. Decoration (washes, rules, frames) comes before the text it belongs
 * to, so that the content of one element stays in one piece. */
#include "layout/box.h"
#include <math.h>
#include <string.h>

static const float ARROW_WIDTH = 5, ARROW_HEIGHT = 8, LEADER_GAP = 5, LEADER_RISE = 0.3f;
static const float FRAME_WIDTH_TAG = 0.6f, FRAME_PAD = 3, FRAME_RADIUS = 2;

/* ---- Text ---- */

static void place_tag_frames(struct layout *l, const struct text_lines *lines, const struct text_line *line, float x, float baseline) {
  float from = 0;
  for (size_t i = 0; i < line->piece_count; i++) {
    const struct text_piece *piece = &lines->pieces[line->first_piece + i];
    const struct inline_text *t = &lines->texts[piece->source];
    if (!t->framed) continue;
    if (piece->starts_frame || i == 0) from = piece->mark.x - FRAME_PAD;
    if (!piece->ends_frame && i + 1 < line->piece_count) continue;
    float to = piece->mark.x + piece->mark.advance + FRAME_PAD, top = baseline - 0.88f * t->size - 1;
    mark_frame(l, x + from, top, to - from, t->size + 2, FRAME_RADIUS,
               &(struct stroke){.width = FRAME_WIDTH_TAG, .colour = ink_of(l, INK2)});
  }
}

static const char *link_contents(struct layout *l, const struct text_piece *pieces, size_t count) {
  size_t bytes = 0, at = 0;
  for (size_t i = 0; i < count; i++) bytes += pieces[i].mark.size_bytes;
  char *text = arena_alloc(l->arena, bytes + 1);
  for (size_t i = 0; i < count; i++) {
    memcpy(text + at, pieces[i].mark.s, pieces[i].mark.size_bytes);
    at += pieces[i].mark.size_bytes;
  }
  return text;
}

/* One rectangle per line and link. */
static void place_links(struct layout *l, const struct text_lines *lines, const struct text_line *line, float x, float y) {
  if (l->artifacts) return;
  const struct text_piece *pieces = lines->pieces + line->first_piece;
  for (size_t i = 0; i < line->piece_count;) {
    const struct inline_text *t = &lines->texts[pieces[i].source];
    size_t end = i + 1;
    while (end < line->piece_count && t->element && lines->texts[pieces[end].source].element == t->element) end++;
    if (t->link && t->element) {
      const struct text_mark *last = &pieces[end - 1].mark;
      struct page *page = &l->out->pages[l->page];
      *ARENA_PUSH(l->arena, page->links, page->link_count, page->link_cap) = (struct page_link){
          .x0 = x + pieces[i].mark.x, .y0 = y, .x1 = x + last->x + last->advance, .y1 = y + lines->leading,
          .anchor = t->link, .contents = link_contents(l, pieces + i, end - i), .element = t->element,
      };
    }
    i = end;
  }
}

void text_place(struct layout *l, const struct text_lines *lines, size_t first, size_t count, struct element *element, float x, float y) {
  float below = style_baseline(lines->size, lines->leading);
  for (size_t i = 0; i < count && lines->has_frames; i++)
    place_tag_frames(l, lines, &lines->lines[first + i], x, y + (float)i * lines->leading + below);
  for (size_t i = 0; i < count; i++) {
    const struct text_line *line = &lines->lines[first + i];
    float top = y + (float)i * lines->leading;
    for (size_t k = 0; k < line->piece_count; k++) {
      const struct text_piece *piece = &lines->pieces[line->first_piece + k];
      struct element *own = lines->texts[piece->source].element;
      struct page_mark *mark = mark_new(l, PAGE_TEXT, own && element ? own : element);
      mark->text = piece->mark;
      mark->text.x += x;
      mark->text.baseline = top + below;
    }
    if (lines->has_links) place_links(l, lines, line, x, top);
  }
}

/* ---- Boxes ---- */

static void place_stack(struct layout *l, struct box *b, float x, float y) {
  float at = 0, after = 0;
  bool first = true;
  for (size_t i = 0; i < b->child_count; i++) {
    struct box *child = b->children[i];
    if (child->kind == BOX_BREAK) continue;
    if (child->kind == BOX_SPACE && first && b->is_rest) continue;
    at = stack_start(b, child, at, after, first, l->squeeze);
    box_place(l, child, x, y + at);
    at += box_height(child);
    after = child->after;
    first = false;
  }
}

static void place_frame(struct layout *l, struct box *b, float x, float y) {
  const struct block *block = b->block;
  float height = box_height(b), width = b->width;
  if (block->wash) mark_fill(l, x, y, width, height, block->radius, l->palette.colour[COLOUR_WASH]);
  if (block->frame > 0)
    mark_frame(l, x, y, width, height, block->radius, &(struct stroke){.width = block->frame, .colour = ink_of(l, block->frame_ink)});
  if (block->rule_top > 0)
    mark_line(l, x, y + block->rule_top / 2, x + width, y + block->rule_top / 2, block->rule_top,
              ink_of(l, block->rule_top_ink));
  if (block->rule_bottom > 0)
    mark_line(l, x, y + height - block->rule_bottom / 2, x + width, y + height - block->rule_bottom / 2, block->rule_bottom,
              ink_of(l, block->rule_bottom_ink));
  if (block->rule_left > 0) /* the divider of key figures (LOOK 5) */
    mark_line(l, x, y, x, y + height, block->rule_left,
              block->rule_light ? l->palette.colour[COLOUR_RULE] : ink_of(l, block->rule_left_ink));
  box_place(l, b->children[0], x + block->pad_x, y + block->rule_top + block->pad_y);
}

static void place_rule(struct layout *l, struct box *b, float x, float y) {
  const struct block *block = b->block;
  struct rgb colour = block->rule_light ? l->palette.colour[COLOUR_RULE] : ink_of(l, block->rule_ink);
  mark_line(l, x, y + box_height(b) / 2, x + b->width, y + box_height(b) / 2, block->weight, colour);
}

static void note_lower_figure(struct layout *l, const struct box *b) {
  if (b->block->lower_figure) l->has_lower = true;
}

static void place_figure(struct layout *l, struct box *b, float x, float y) {
  float free = b->width - figure_width(b->figure);
  note_lower_figure(l, b);
  enum align align = b->block->figure_align;
  x += align == ALIGN_RIGHT ? free : align == ALIGN_CENTRE ? free / 2 : 0;
  figure_place(l, b->figure, b->element, x, y);
}

/* A child of the cover that would run off the page (a long scope) moves up until its last line stands on it. */
static float fixed_y(struct box *child) {
  float lowest = COVER_BOTTOM - box_height(child);
  return child->block->y > lowest ? lowest : child->block->y;
}

static void place_fixed(struct layout *l, struct box *b) {
  for (size_t i = 0; i < b->child_count; i++) box_place(l, b->children[i], b->children[i]->block->x, fixed_y(b->children[i]));
}

/* ---- Columns ---- */

static void place_arrow(struct layout *l, struct box *b, size_t i, float x, float y) {
  float right = x + b->child_x[i], left = right - GRID_GUTTER;
  mark_triangle(l, left + (GRID_GUTTER - ARROW_WIDTH) / 2, y + (box_height(b) - ARROW_HEIGHT) / 2, ARROW_WIDTH, ARROW_HEIGHT,
                ink_of(l, INK_ACCENT));
}

/* From the last line of the first text to the number, which stands beside that line. */
static void place_leader(struct layout *l, struct box *b, float x, float y) {
  const struct box *text = b->children[0], *number = b->children[1];
  if (text->kind != BOX_TEXT || number->kind != BOX_TEXT || !text->line_count || !number->line_count) return;
  const struct text_lines *lines = text->lines;
  const struct text_piece *first = &number->lines->pieces[0];
  float middle = y + box_height(b) - lines->leading + style_baseline(lines->size, lines->leading) - LEADER_RISE * lines->size;
  float from = x + b->child_x[0] + lines->format.rest_indent + lines->lines[lines->count - 1].width + LEADER_GAP;
  mark_leader(l, from, x + b->child_x[1] + first->mark.x - LEADER_GAP, middle, ink_of(l, INK3));
}

static void place_continued(struct layout *l, struct box *b, float x, float y) {
  const struct type_style *style = style_of(STYLE_NOTE, l->language);
  if (b->children[0]->kind != BOX_SPACE) return; /* something of the side column is left to stand there */
  mark_text(l, &(struct line_text){.s = b->block->continued, .font = style->font, .size = style->size, .x = x,
                                   .baseline = y + style_baseline(style->size, style->leading),
                                   .max_width = b->child_x[1] - GRID_GUTTER, .colour = ink_of(l, style->ink)});
}

/* The link of the title's last line reaches over the dots to the page number: one place to click, one to tab to. */
static void join_links(struct layout *l, size_t before) {
  struct page *page = &l->out->pages[l->page];
  if (page->link_count < before + 2) return;
  struct page_link *number = &page->links[page->link_count - 1], *title = number - 1;
  if (number->element != title->element) return;
  title->x1 = number->x1;
  title->contents = arena_printf(l->arena, "%s %s", title->contents, number->contents);
  page->link_count--;
}

static void place_columns(struct layout *l, struct box *b, float x, float y) {
  const struct block *block = b->block;
  size_t links = l->out->pages[l->page].link_count;
  if (block->leader && b->child_count == 2) place_leader(l, b, x, y);
  if (block->continued && b->is_rest && b->child_count > 1) place_continued(l, b, x, y);
  for (size_t i = 0; i < b->child_count; i++) {
    struct box *child = b->children[i];
    if (block->arrows && i > 0) place_arrow(l, b, i, x, y);
    float down = block->leader && i == 1 ? box_height(b) - box_height(child) : 0;
    box_place(l, child, x + b->child_x[i], y + down);
  }
  if (block->leader) join_links(l, links);
}

/* What placing a box tells a pass whose marks nobody would see: the anchors of its page. */
void box_find_anchors(struct layout *l, const struct box *b) {
  if (b->anchor) anchor_add(l, b->anchor, 0);
  switch (b->kind) {
  case BOX_STACK:
  case BOX_FIXED:
  case BOX_COLUMNS:
  case BOX_FRAME:
    for (size_t i = 0; i < b->child_count; i++) box_find_anchors(l, b->children[i]);
    break;
  case BOX_TABLE: table_find_anchors(l, b); break;
  case BOX_FIGURE: note_lower_figure(l, b); break;
  default: break;
  }
}

void box_place(struct layout *l, struct box *b, float x, float y) {
  if (b->anchor && !l->artifacts) anchor_add(l, b->anchor, y);
  switch (b->kind) {
  case BOX_STACK: place_stack(l, b, x, y); break;
  case BOX_FIXED: place_fixed(l, b); break;
  case BOX_COLUMNS: place_columns(l, b, x, y); break;
  case BOX_TEXT:
    if (b->is_heading && !b->is_rest && !b->block->no_bookmark) bookmark_add(l, b->block, y);
    text_place(l, b->lines, b->first_line, b->line_count, b->element, x, y);
    break;
  case BOX_TABLE: table_place(l, b, x, y); break;
  case BOX_FIGURE: place_figure(l, b, x, y); break;
  case BOX_FRAME: place_frame(l, b, x, y); break;
  case BOX_RULE: place_rule(l, b, x, y); break;
  case BOX_SIGN_OFF: sign_off_place(l, b, x, y); break;
  case BOX_SPACE:
  case BOX_BREAK: break;
  }
}

/* split.c - cutting boxes at the foot of a page.
 *
 * Every kind answers one question: what fits in `room`? Text keeps two lines together at both ends; a stack breaks
 * between children or inside the first one that does not fit, never after a box that keeps with the next, and not where
 * less than 48 pt would stand under a heading (LOOK 2); columns are cut each for itself. At the top of a page something
 * must be placed, so rules are given up in turn rather than loop. */
#include "layout/box.h"
#include <math.h>
#include <string.h>

static const float EPSILON = 0.01f;
/* EMPTY_MAX: a stack that wants to stay whole is cut all the same when it would leave more than a quarter of the page
 * empty: pages are to be filled (LOOK 2). Tables, rows of columns and framed boxes are not. */

static struct box *copy_box(struct layout *l, const struct box *b) {
  struct box *copy = arena_room(l->arena, 1, sizeof *copy);
  *copy = *b;
  return copy;
}

static struct box *rest_of(struct layout *l, const struct box *b) {
  struct box *rest = copy_box(l, b);
  rest->is_rest = true;
  rest->anchor = NULL;
  rest->before = 0;
  rest->height = -1;
  return rest;
}

static enum fit split_text(struct layout *l, struct box *b, float room, bool at_top, struct box **first, struct box **rest) {
  size_t fits = (size_t)fmaxf(0, floorf((room + EPSILON) / b->lines->leading)), count = b->line_count;
  if (fits >= count) return FIT_ALL;
  size_t wanted = count < 4 ? 0 : fits < count - 2 ? fits : count - 2; /* no single line on either page */
  if (wanted < 2 && !at_top) return FIT_NONE;
  fits = wanted >= 2 ? wanted : fits ? fits : 1;
  if (fits >= count) return FIT_ALL;
  *first = copy_box(l, b);
  (*first)->line_count = fits;
  (*first)->height = b->lines->leading * (float)fits;
  *rest = rest_of(l, b);
  (*rest)->first_line += fits;
  (*rest)->line_count -= fits;
  return FIT_PART;
}

/* A stack cut before child `at`, or inside it when `part` and `remainder` are given. */
static enum fit cut_stack(struct layout *l, struct box *b, size_t at, struct box *part, struct box *remainder,
                          struct box **first, struct box **rest) {
  *first = copy_box(l, b);
  (*first)->child_count = at + (part ? 1 : 0);
  (*first)->height = -1;
  if (part) {
    (*first)->children = arena_array(l->arena, at + 1, sizeof *b->children);
    if (at) memcpy((*first)->children, b->children, at * sizeof *b->children);
    (*first)->children[at] = part;
  }
  *rest = rest_of(l, b);
  (*rest)->children = b->children + at;
  (*rest)->child_count = b->child_count - at;
  if (remainder) {
    (*rest)->children = arena_array(l->arena, (*rest)->child_count, sizeof *b->children);
    memcpy((*rest)->children, b->children + at, (*rest)->child_count * sizeof *b->children);
    (*rest)->children[0] = remainder;
  }
  return FIT_PART;
}

/* The last place at or before `at` where a break does not part what belongs together; 0: none. */
static size_t break_before(const struct box *b, size_t at) {
  while (at > 0 && b->children[at - 1]->keep_with_next) at--;
  return at;
}

static bool only_breaks_follow(const struct box *b, size_t i) {
  for (; i < b->child_count; i++)
    if (b->children[i]->kind != BOX_BREAK) return false;
  return true;
}

struct stack_walk {
  float y, after, heading_end; /* heading_end: bottom of the heading just before the child, or -1 */
  bool empty;
};

static void walk_past(struct stack_walk *w, const struct box *child, float start, float height) {
  w->y = start + height;
  w->after = child->after;
  w->heading_end = child->is_heading ? w->y : -1;
  w->empty = false;
}

/* Height of the notes that follow child i, which ends at `end`, and keep with it. */
static float notes_height(struct layout *l, const struct box *b, size_t i, float end) {
  float y = end, after = b->children[i]->after;
  for (i++; i < b->child_count && b->children[i]->keep_with_previous; i++) {
    struct box *note = b->children[i];
    y = stack_start(b, note, y, after, false, l->squeeze) + box_height(note);
    after = note->after;
  }
  return y - end;
}

static enum fit split_child(struct layout *l, struct box *b, size_t i, float start, float room, bool top,
                            const struct stack_walk *w, struct box **first, struct box **rest) {
  struct box *child = b->children[i], *part, *remainder;
  enum fit fit = FIT_NONE;
  bool too_low = w->heading_end >= 0 && room - w->heading_end < KEEP_BELOW_HEADING;
  if (!too_low || top) fit = box_split(l, child, room - start, top, &part, &remainder);
  if (fit == FIT_PART) return cut_stack(l, b, i, part, remainder, first, rest);
  if (fit == FIT_ALL) return FIT_ALL;
  size_t at = break_before(b, i);
  return at == 0 ? FIT_NONE : cut_stack(l, b, at, NULL, NULL, first, rest);
}

static enum fit split_stack(struct layout *l, struct box *b, float room, bool at_top, struct box **first, struct box **rest) {
  struct stack_walk w = {.heading_end = -1, .empty = true};
  for (size_t i = 0; i < b->child_count; i++) {
    struct box *child = b->children[i];
    if (child->kind == BOX_BREAK) {
      if (w.empty && at_top) continue;
      if (only_breaks_follow(b, i)) break;
      return w.empty ? FIT_NONE : cut_stack(l, b, i, NULL, NULL, first, rest);
    }
    if (child->kind == BOX_SPACE && w.empty && at_top) continue;
    float start = stack_start(b, child, w.y, w.after, w.empty, l->squeeze);
    float end = start + box_height(child), notes = notes_height(l, b, i, end);
    bool fits = !child->has_break && end <= room + EPSILON, alone = fits && end + notes > room + EPSILON;
    if (!fits || alone) { /* what would leave its notes alone is cut earlier, so that some of it goes along */
      enum fit fit = split_child(l, b, i, start, alone ? room - notes : room, at_top && w.empty, &w, first, rest);
      if (fit == FIT_NONE && at_top && !w.empty) /* what belongs together fills a page: break in it after all */
        return cut_stack(l, b, i, NULL, NULL, first, rest);
      if (fit != FIT_ALL) return fit;
    }
    walk_past(&w, child, start, box_height(child));
  }
  return FIT_ALL;
}

struct box *box_leading_heading(struct box *b) {
  while (!b->is_heading && (b->kind == BOX_STACK || b->kind == BOX_COLUMNS) && b->child_count) b = b->children[0];
  return b->is_heading ? b : NULL;
}

static enum fit split_columns(struct layout *l, struct box *b, float room, bool at_top, struct box **first, struct box **rest) {
  struct box **parts = arena_array(l->arena, b->child_count, sizeof *parts);
  struct box **remainders = arena_array(l->arena, b->child_count, sizeof *remainders);
  bool all = true;
  struct box *heading = box_leading_heading(b);
  if (heading && !at_top && box_height(b) > room + EPSILON && room - box_height(heading) < KEEP_BELOW_HEADING) return FIT_NONE;
  for (size_t i = 0; i < b->child_count; i++) {
    struct box *child = b->children[i];
    enum fit fit = box_height(child) <= room + EPSILON ? FIT_ALL
                                                       : box_split(l, child, room, at_top, &parts[i], &remainders[i]);
    if (fit == FIT_NONE) return FIT_NONE;
    if (fit == FIT_PART) {
      all = false;
      continue;
    }
    parts[i] = child;
    remainders[i] = rest_of(l, child); /* nothing is left of this column */
    remainders[i]->kind = BOX_SPACE;
    remainders[i]->height = 0;
  }
  if (all) return FIT_ALL;
  *first = copy_box(l, b);
  (*first)->children = parts;
  (*first)->height = -1;
  *rest = rest_of(l, b);
  (*rest)->children = remainders;
  return FIT_PART;
}

static enum fit split_frame(struct layout *l, struct box *b, float room, bool at_top, struct box **first, struct box **rest) {
  const struct block *block = b->block;
  float around = block->rule_top + 2 * block->pad_y + block->rule_bottom;
  struct box *part, *remainder;
  enum fit fit = box_split(l, b->children[0], room - around, at_top, &part, &remainder);
  if (fit != FIT_PART) return fit;
  *first = copy_box(l, b);
  (*first)->children = arena_array(l->arena, 1, sizeof *b->children);
  (*first)->children[0] = part;
  (*first)->height = -1;
  *rest = rest_of(l, b);
  (*rest)->children = arena_array(l->arena, 1, sizeof *b->children);
  (*rest)->children[0] = remainder;
  return FIT_PART;
}

enum fit box_split(struct layout *l, struct box *b, float room, bool at_top, struct box **first, struct box **rest) {
  bool kept = b->keep_together && !at_top && (b->kind != BOX_STACK || room < EMPTY_MAX);
  if (kept) return box_height(b) <= room + EPSILON ? FIT_ALL : FIT_NONE;
  switch (b->kind) {
  case BOX_TEXT: return split_text(l, b, room, at_top, first, rest);
  case BOX_STACK: return split_stack(l, b, room, at_top, first, rest);
  case BOX_COLUMNS: return split_columns(l, b, room, at_top, first, rest);
  case BOX_FRAME: return split_frame(l, b, room, at_top, first, rest);
  case BOX_TABLE: return table_split(l, b, room, at_top, first, rest);
  default: return at_top || box_height(b) <= room + EPSILON ? FIT_ALL : FIT_NONE;
  }
}

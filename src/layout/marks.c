/* marks.c - the small things every part of layout makes: elements of the structure tree, lines, boxes, and single
 * lines of text that never break (header, footer, marks, labels of drawings). */
#include "base/utf8.h"
#include "layout/text.h"
#include "layout/work.h"
#include <math.h>
#include <string.h>

/* Wide enough for any line that must not break, small enough that a float still tells hundredths. */
static const float UNLIMITED = 4096;
static const float LEADER_STEP = 4, LEADER_WEIGHT = 0.8f, LEADER_DOT = 0.01f; /* a dot is the round cap of a short dash */

struct element *element_new(struct layout *l, struct element *parent, enum role role) {
  if (!parent) return NULL;
  struct element *e = arena_alloc(l->arena, sizeof *e);
  e->role = role;
  e->parent = parent;
  if (parent->last)
    parent->last->next = e;
  else
    parent->first = e;
  parent->last = e;
  return e;
}

struct page_mark *mark_new(struct layout *l, enum page_mark_kind kind, struct element *element) {
  struct page *page = &l->out->pages[l->page];
  struct page_mark *mark = ARENA_PUSH(l->arena, page->marks, page->count, page->cap);
  *mark = (struct page_mark){.kind = kind, .element = l->artifacts ? NULL : element};
  return mark;
}

static struct path *path_new(struct layout *l, size_t count) {
  struct path *path = arena_alloc(l->arena, sizeof *path);
  path->elements = arena_room(l->arena, count, sizeof *path->elements);
  return path;
}

static void path_add(struct path *path, enum path_verb verb, float x, float y) {
  path->elements[path->count++] = (struct path_element){.verb = verb, .x = {x}, .y = {y}};
}

void mark_line(struct layout *l, float x0, float y0, float x1, float y1, float width, struct rgb colour) {
  struct path *path = path_new(l, 2);
  path_add(path, PATH_MOVE, 0, 0);
  path_add(path, PATH_LINE, x1 - x0, y1 - y0);
  struct page_mark *mark = mark_new(l, PAGE_PATH, NULL);
  mark->path = path;
  mark->dx = x0;
  mark->dy = y0;
  mark->stroke = (struct stroke){.width = width, .colour = colour};
}

/* A quarter circle from the current point to (x, y); the corner (cx, cy) pulls both control points. */
static void path_arc(struct path *path, float cx, float cy, float x, float y) {
  const float k = 0.5523f;
  const struct path_element *last = &path->elements[path->count - 1];
  float x0 = last->x[0], y0 = last->y[0];
  path->elements[path->count++] = (struct path_element){
      .verb = PATH_CURVE,
      .x = {x0 + k * (cx - x0), x + k * (cx - x), x},
      .y = {y0 + k * (cy - y0), y + k * (cy - y), y},
  };
}

void mark_triangle(struct layout *l, float x, float y, float w, float h, struct rgb colour) {
  struct path *path = path_new(l, 4);
  path_add(path, PATH_MOVE, 0, 0);
  path_add(path, PATH_LINE, w, h / 2);
  path_add(path, PATH_LINE, 0, h);
  path_add(path, PATH_CLOSE, 0, 0);
  struct page_mark *mark = mark_new(l, PAGE_PATH, NULL);
  mark->path = path;
  mark->dx = x;
  mark->dy = y;
  mark->filled = true;
  mark->fill = colour;
}

/* Dots stand on a grid of the page, so that those of all lines are below each other. */
void mark_leader(struct layout *l, float from, float to, float y, struct rgb colour) {
  float first = ceilf(from / LEADER_STEP) * LEADER_STEP, last = floorf(to / LEADER_STEP) * LEADER_STEP;
  if (last - first < LEADER_STEP) return;
  mark_line(l, first, y, last + LEADER_DOT, y, LEADER_WEIGHT, colour);
  struct page *page = &l->out->pages[l->page];
  struct stroke *stroke = &page->marks[page->count - 1].stroke;
  stroke->dash[0] = LEADER_DOT;
  stroke->dash[1] = LEADER_STEP - LEADER_DOT;
  stroke->round_cap = true;
}

static struct path *rectangle(struct layout *l, float w, float h, float r) {
  struct path *path = path_new(l, 10);
  if (r <= 0) {
    path_add(path, PATH_MOVE, 0, 0);
    path_add(path, PATH_LINE, w, 0);
    path_add(path, PATH_LINE, w, h);
    path_add(path, PATH_LINE, 0, h);
  } else {
    path_add(path, PATH_MOVE, r, 0);
    path_add(path, PATH_LINE, w - r, 0);
    path_arc(path, w, 0, w, r);
    path_add(path, PATH_LINE, w, h - r);
    path_arc(path, w, h, w - r, h);
    path_add(path, PATH_LINE, r, h);
    path_arc(path, 0, h, 0, h - r);
    path_add(path, PATH_LINE, 0, r);
    path_arc(path, 0, 0, r, 0);
  }
  path_add(path, PATH_CLOSE, 0, 0);
  return path;
}

void mark_fill(struct layout *l, float x, float y, float w, float h, float radius, struct rgb colour) {
  struct path *path = rectangle(l, w, h, radius);
  struct page_mark *mark = mark_new(l, PAGE_PATH, NULL);
  mark->path = path;
  mark->dx = x;
  mark->dy = y;
  mark->filled = true;
  mark->fill = colour;
}

void mark_frame(struct layout *l, float x, float y, float w, float h, float radius, const struct stroke *stroke) {
  struct path *path = rectangle(l, w, h, radius);
  struct page_mark *mark = mark_new(l, PAGE_PATH, NULL);
  mark->path = path;
  mark->dx = x;
  mark->dy = y;
  mark->stroke = *stroke;
}

float mark_text(struct layout *l, const struct line_text *t) {
  if (!t->s || !*t->s) return 0;
  struct inline_text text = {.s = t->s, .size_bytes = strlen(t->s), .at = t->at, .font = t->font, .size = t->size,
                             .colour = t->colour, .tabular = t->tabular, .tracking = t->tracking};
  struct text_format format = {.width = t->max_width > 0 ? t->max_width : UNLIMITED, .leading = t->size, .size = t->size,
                               .max_lines = 1, .align = t->anchor == ANCHOR_END ? ALIGN_RIGHT : ALIGN_LEFT};
  float wide = format.width;
  struct text_lines *lines = text_break(l, &text, 1, &format);
  if (lines->count == 0) return 0;
  const struct text_line *line = &lines->lines[0];
  float x = t->x - (t->anchor == ANCHOR_END ? wide : t->anchor == ANCHOR_MIDDLE ? line->width / 2 : 0);
  for (size_t i = 0; i < line->piece_count; i++) {
    const struct text_piece *piece = &lines->pieces[line->first_piece + i];
    struct page_mark *mark = mark_new(l, PAGE_TEXT, t->element);
    mark->artifact = t->artifact;
    mark->text = piece->mark;
    mark->text.x += x;
    mark->text.baseline = t->baseline;
  }
  return line->width;
}

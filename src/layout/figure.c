/* figure.c - placing drawings: paths are moved, texts measured and anchored, haloes drawn as stroked outlines.
 *
 * A halo is an artifact of its own, because a text drawn twice is extracted twice (LOOK 7). The haloes of texts that
 * follow each other are drawn together, so that the figure's content is interrupted once and not at every label. */
#include "layout/box.h"
#include "base/utf8.h"
#include <math.h>
#include <string.h>

float figure_width(const struct figure *f) {
  return f->drawing ? f->drawing->width : f->width;
}

float figure_height(const struct figure *f) {
  return f->drawing ? f->drawing->height : 0;
}

struct element *figure_element(struct layout *l, const struct figure *f, struct element *parent) {
  if (!f || !f->alt || !f->drawing) return NULL;
  struct element *e = element_new(l, parent, ROLE_FIGURE);
  if (e) e->alt = f->alt;
  return e;
}

/* ---- Outlines as paths ---- */

struct outline {
  struct arena *arena;
  struct path *path;
  size_t cap;
  float x, baseline, size;
};

static struct path_element *outline_add(struct outline *o, enum path_verb verb) {
  struct path_element *e = ARENA_PUSH(o->arena, o->path->elements, o->path->count, o->cap);
  *e = (struct path_element){.verb = verb};
  return e;
}
static void outline_point(const struct outline *o, struct path_element *e, int i, double x, double y) {
  e->x[i] = o->x + (float)x * o->size;
  e->y[i] = o->baseline - (float)y * o->size;
}
static void outline_move(void *context, double x, double y) {
  outline_point(context, outline_add(context, PATH_MOVE), 0, x, y);
}
static void outline_line(void *context, double x, double y) {
  outline_point(context, outline_add(context, PATH_LINE), 0, x, y);
}
static void outline_curve(void *context, double x1, double y1, double x2, double y2, double x3, double y3) {
  struct path_element *e = outline_add(context, PATH_CURVE);
  outline_point(context, e, 0, x1, y1);
  outline_point(context, e, 1, x2, y2);
  outline_point(context, e, 2, x3, y3);
}
static void outline_close(void *context) {
  outline_add(context, PATH_CLOSE);
}

struct path *figure_text_outline(struct layout *l, const struct text_lines *lines, float x, float baseline) {
  struct outline o = {.arena = l->arena, .path = arena_alloc(l->arena, sizeof(struct path)), .baseline = baseline};
  struct outline_sink sink = {&o, outline_move, outline_line, outline_curve, outline_close};
  for (size_t i = 0; i < lines->piece_count; i++) {
    const struct text_mark *mark = &lines->pieces[i].mark;
    const struct face *face = l->metrics->fonts->face[mark->font];
    const char *p = mark->s, *end = mark->s + mark->size_bytes;
    o.x = x + mark->x;
    o.size = mark->size;
    for (size_t k = 0; p < end; k++) {
      uint32_t c = utf8_next(&p, end);
      if (utf8_is_variation_selector(c)) continue;
      uint16_t glyph = face_glyph(face, c, 0);
      face_outline(face, glyph, &sink);
      o.x += (float)(face_advance(face, glyph) + (mark->extra ? mark->extra[k] : 0)) * mark->size / 1000;
    }
  }
  return o.path;
}

/* ---- Texts ---- */

static struct text_lines *label_lines(struct layout *l, const struct draw_text *t) {
  struct inline_text text = {.s = t->s, .size_bytes = strlen(t->s), .at = t->at, .font = t->font, .size = t->size,
                             .colour = t->colour, .tabular = t->tabular, .tracking = t->tracking};
  struct text_format format = {.width = 1e6f, .leading = t->size, .size = t->size};
  return text_break(l, &text, 1, &format);
}

static float label_x(const struct draw_text *t, const struct text_lines *lines) {
  float width = lines->lines[0].width - t->tracking * t->size;
  return t->x - (t->anchor == ANCHOR_END ? width : t->anchor == ANCHOR_MIDDLE ? width / 2 : 0);
}

static void place_halo(struct layout *l, const struct draw_text *t, float x, float y) {
  struct text_lines *lines = label_lines(l, t);
  if (lines->count == 0) return;
  struct page_mark *mark = mark_new(l, PAGE_PATH, NULL);
  mark->path = figure_text_outline(l, lines, label_x(t, lines), t->baseline);
  mark->dx = x;
  mark->dy = y;
  mark->stroke = (struct stroke){.width = t->halo, .colour = l->palette.colour[COLOUR_WHITE], .round_join = true};
}

static void place_label(struct layout *l, const struct draw_text *t, struct element *element, float x, float y) {
  struct text_lines *lines = label_lines(l, t);
  if (lines->count == 0) return;
  float at = x + label_x(t, lines);
  for (size_t i = 0; i < lines->lines[0].piece_count; i++) {
    struct page_mark *mark = mark_new(l, PAGE_TEXT, element);
    mark->text = lines->pieces[i].mark;
    mark->text.x += at;
    mark->text.baseline = y + t->baseline;
  }
}

/* ---- The whole ---- */

static void place_path(struct layout *l, const struct mark *m, struct element *element, float x, float y) {
  struct page_mark *mark = mark_new(l, PAGE_PATH, element);
  mark->path = &m->path;
  mark->dx = x;
  mark->dy = y;
  mark->filled = m->filled;
  mark->fill = m->fill;
  mark->stroke = m->stroke;
}

static void place_logo(struct layout *l, const struct figure *f, struct element *element, float x, float y) {
  struct page_mark *mark = mark_new(l, PAGE_IMAGE, element);
  mark->picture = f->theme->logo;
  mark->dx = x;
  mark->dy = y;
  mark->w = figure_width(f);
  mark->h = figure_height(f);
}

void figure_place(struct layout *l, const struct figure *f, struct element *element, float x, float y) {
  const struct drawing *d = f->drawing;
  if (!d) return;
  if (element && !l->artifacts) {
    float box[4] = {x, y, x + d->width, y + d->height};
    memcpy(element->bbox, box, sizeof box);
    element->figure_page = (int)l->page;
  }
  if (f->kind == FIGURE_LOGO && d->count == 0 && f->theme && f->theme->logo) place_logo(l, f, element, x, y);
  for (size_t i = 0; i < d->count; i++) {
    const struct mark *m = &d->marks[i];
    if (m->kind == MARK_PATH) {
      place_path(l, m, element, x, y);
      continue;
    }
    if (!m->text.s || !*m->text.s) continue;
    bool first_halo = m->text.halo > 0 && (i == 0 || d->marks[i - 1].kind != MARK_TEXT || d->marks[i - 1].text.halo <= 0);
    for (size_t k = i; first_halo && k < d->count && d->marks[k].kind == MARK_TEXT && d->marks[k].text.halo > 0; k++)
      place_halo(l, &d->marks[k].text, x, y);
    place_label(l, &m->text, element, x, y);
  }
}

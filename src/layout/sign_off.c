/* sign_off.c - the approval cells of LOOK 9: role, seal, name, title, date, in equal cells of one frame, tagged as a
 * table (roles are its column heads). Right of each seal stands the rectangle of the role's signature field. */
#include "base/utf8.h"
#include "layout/box.h"
#include <math.h>
#include <string.h>

static const float ROLE_BAR = 18, SEAL_FIELD = 80, SEAL_SIZE = 62, PAD_SIDE = 8, PAD_TOP = 6, PAD_BOTTOM = 7;
static const float FIELD_GAP = 4, FIELD_HEIGHT = 62, NARROW_CELL = 140;

struct sign_texts {
  struct text_lines *name, *title, *date;
  struct element *head, *seal_cell, *seal, *form, *name_p, *title_p, *date_p;
};
struct sign_box {
  struct sign_texts *cells;
  size_t count;
  float cell_width, text_height;
};

static struct text_lines *cell_lines(struct layout *l, struct text text, enum font_role font, float size, float leading,
                                     enum ink ink, float width) {
  if (!text.s) text.s = "";
  struct inline_text *t = arena_alloc(l->arena, sizeof *t);
  *t = (struct inline_text){.s = text.s, .size_bytes = strlen(text.s), .at = text.at, .font = font, .size = size,
                            .tabular = font == FONT_SANS && ink == INK, .colour = ink_of(l, ink)};
  struct text_format format = {.width = width, .leading = leading, .size = size};
  return text_break(l, t, 1, &format);
}

static float lines_height(const struct text_lines *lines) {
  return lines->leading * (float)lines->count;
}

static void build_cell(struct layout *l, struct sign_box *s, size_t i, const struct sign_cell *cell) {
  struct sign_texts *t = &s->cells[i];
  float width = s->cell_width - 2 * PAD_SIDE, smaller = l->language == LANG_EN ? 1 : 0;
  t->name = cell_lines(l, cell->name, FONT_SANS_BOLD, 9.5f - smaller, 15, INK, width);
  t->title = cell_lines(l, cell->title, FONT_SANS, 8.5f - smaller, 13, INK2, width);
  t->date = cell_lines(l, (struct text){.s = cell->date}, FONT_SANS, 8.5f - smaller, 13, INK, width);
  s->text_height = fmaxf(s->text_height, lines_height(t->name) + lines_height(t->title) + lines_height(t->date));
}

/* Names and titles are the input's own: Japanese ones say so in an English report. */
static bool is_japanese(const struct inline_text *t) {
  const char *p = t->s, *end = t->s + t->size_bytes;
  while (p < end)
    if (kinsoku_is_japanese(utf8_next(&p, end))) return true;
  return false;
}

static struct element *paragraph_in(struct layout *l, struct element *parent, const struct text_lines *lines) {
  struct element *e = lines->count ? element_new(l, parent, ROLE_P) : NULL;
  if (e && l->language == LANG_EN && is_japanese(lines->texts)) e->lang = "ja";
  return e;
}

static void build_elements(struct layout *l, struct sign_box *s, const struct sign_off *off, struct element *table) {
  struct element *head = element_new(l, element_new(l, table, ROLE_THEAD), ROLE_TR);
  struct element *body = element_new(l, table, ROLE_TBODY);
  struct element *seals = element_new(l, body, ROLE_TR), *names = element_new(l, body, ROLE_TR);
  for (size_t i = 0; i < s->count; i++) {
    struct sign_texts *t = &s->cells[i];
    t->head = element_new(l, head, ROLE_TH);
    if (t->head) t->head->scope_column = true;
    t->seal_cell = element_new(l, seals, ROLE_TD);
    if (off->cells[i].seal) t->seal = figure_element(l, off->cells[i].seal, t->seal_cell);
    t->form = element_new(l, t->seal_cell, ROLE_FORM);
    struct element *name = element_new(l, names, ROLE_TD);
    t->name_p = paragraph_in(l, name, t->name);
    t->title_p = paragraph_in(l, name, t->title);
    t->date_p = paragraph_in(l, name, t->date);
  }
}

struct box *box_sign_off(struct layout *l, const struct block *block, const struct setting *set) {
  const struct sign_off *off = block->sign_off;
  if (!off || off->cell_count == 0) return NULL;
  struct box *b = box_new(l, BOX_SIGN_OFF, block, set->width);
  struct sign_box *s = b->sign = arena_alloc(l->arena, sizeof *s);
  s->count = off->cell_count;
  s->cells = arena_array(l->arena, s->count, sizeof *s->cells);
  s->cell_width = set->width / (float)s->count;
  for (size_t i = 0; i < s->count; i++) build_cell(l, s, i, &off->cells[i]);
  b->element = element_new(l, set->parent, ROLE_TABLE);
  build_elements(l, s, off, b->element);
  b->height = ROLE_BAR + SEAL_FIELD + PAD_TOP + s->text_height + PAD_BOTTOM;
  return b;
}

/* ---- Placing ---- */

/* "…%s…" with the role's name; the text comes from a data file, so it is never a printf format. */
static const char *tooltip(struct layout *l, const char *pattern, const char *role) {
  if (!pattern) return role;
  const char *at = strstr(pattern, "%s");
  if (!at) return pattern;
  return arena_printf(l->arena, "%.*s%s%s", (int)(at - pattern), pattern, role, at + 2);
}

static void place_frame(struct layout *l, const struct box *b, float x, float y) {
  const struct sign_box *s = b->sign;
  struct rgb ink = ink_of(l, INK);
  mark_fill(l, x, y, b->width, ROLE_BAR, 0, l->palette.colour[COLOUR_WASH]);
  mark_line(l, x, y + ROLE_BAR + SEAL_FIELD, x + b->width, y + ROLE_BAR + SEAL_FIELD, 0.5f, l->palette.colour[COLOUR_RULE]);
  mark_line(l, x, y + ROLE_BAR, x + b->width, y + ROLE_BAR, 0.6f, ink);
  for (size_t i = 1; i < s->count; i++) {
    float at = x + s->cell_width * (float)i;
    mark_line(l, at, y, at, y + b->height, 0.6f, ink);
  }
  mark_frame(l, x, y, b->width, b->height, 0, &(struct stroke){.width = 1, .colour = ink});
}

static void place_seal(struct layout *l, const struct sign_box *s, const struct sign_off *off, size_t i, float x, float y) {
  const struct sign_cell *cell = &off->cells[i];
  const struct sign_texts *t = &s->cells[i];
  float seal_width = cell->seal && cell->seal->drawing ? cell->seal->drawing->width : SEAL_SIZE;
  float seal_height = cell->seal && cell->seal->drawing ? cell->seal->drawing->height : SEAL_SIZE;
  float left = s->cell_width < NARROW_CELL ? FIELD_GAP : (s->cell_width - seal_width) / 2;
  if (cell->seal) figure_place(l, cell->seal, t->seal, x + left, y + (SEAL_FIELD - seal_height) / 2);
  struct page *page = &l->out->pages[l->page];
  *ARENA_PUSH(l->arena, page->fields, page->field_count, page->field_cap) = (struct page_field){
      .x0 = x + left + seal_width + FIELD_GAP, .y0 = y + (SEAL_FIELD - FIELD_HEIGHT) / 2,
      .x1 = x + s->cell_width - FIELD_GAP, .y1 = y + (SEAL_FIELD + FIELD_HEIGHT) / 2,
      .role_id = cell->role_id, .tooltip = tooltip(l, off->field_tooltip, cell->role_name), .element = t->form,
  };
}

static void place_names(struct layout *l, const struct sign_texts *t, float x, float y) {
  const struct text_lines *lines[] = {t->name, t->title, t->date};
  struct element *elements[] = {t->name_p, t->title_p, t->date_p};
  for (size_t k = 0; k < 3; k++) {
    text_place(l, lines[k], 0, lines[k]->count, elements[k], x, y);
    y += lines_height(lines[k]);
  }
}

void sign_off_place(struct layout *l, struct box *b, float x, float y) {
  const struct sign_box *s = b->sign;
  const struct sign_off *off = b->block->sign_off;
  place_frame(l, b, x, y);
  for (size_t i = 0; i < s->count; i++) {
    float middle = x + s->cell_width * ((float)i + 0.5f);
    struct line_text role = {.s = off->cells[i].role_name, .font = FONT_SANS_BOLD, .size = 9, .x = middle,
                             .baseline = y + style_baseline(9, ROLE_BAR), .tracking = l->language == LANG_JA ? 0.3f : 0, /* Latin words are not spaced out */ .anchor = ANCHOR_MIDDLE,
                             .colour = ink_of(l, INK), .element = s->cells[i].head};
    mark_text(l, &role);
  }
  for (size_t i = 0; i < s->count; i++) place_seal(l, s, off, i, x + s->cell_width * (float)i, y + ROLE_BAR);
  for (size_t i = 0; i < s->count; i++)
    place_names(l, &s->cells[i], x + s->cell_width * (float)i + PAD_SIDE, y + ROLE_BAR + SEAL_FIELD + PAD_TOP);
}

/* content.c - builders of the content tree. Each makes one thing with the defaults that zeroed memory cannot give. */
#include "model/content.h"

#include "base/arena.h"

struct block *content_block(struct arena *a, enum block_kind kind, enum role role) {
  struct block *b = arena_alloc(a, sizeof *b);
  b->kind = kind;
  b->role = role;
  return b;
}

void content_add(struct arena *a, struct block *parent, struct block *child) {
  *ARENA_PUSH(a, parent->children, parent->child_count, parent->child_cap) = child;
}

struct run *content_run(struct arena *a, struct block *paragraph, struct text text) {
  struct run *r = ARENA_PUSH(a, paragraph->runs, paragraph->run_count, paragraph->run_cap);
  *r = (struct run){.text = text, .font = -1};
  return r;
}

struct block *content_paragraph(struct arena *a, enum style style, const char *utf8) {
  struct block *b = content_block(a, BLOCK_PARAGRAPH, ROLE_P);
  b->style = style;
  content_run(a, b, (struct text){.s = utf8});
  return b;
}

struct row *content_row(struct arena *a, struct table *t, enum row_kind kind) {
  struct row *r = ARENA_PUSH(a, t->rows, t->row_count, t->row_cap);
  *r = (struct row){.kind = kind, .cell_count = t->column_count};
  r->cells = arena_array(a, t->column_count, sizeof *r->cells);
  for (size_t i = 0; i < r->cell_count; i++) r->cells[i].span = 1;
  return r;
}

struct figure *content_figure(struct arena *a, struct content *c, enum figure_kind kind) {
  struct figure *f = arena_alloc(a, sizeof *f);
  f->kind = kind;
  f->language = c->language;
  f->theme = c->theme;
  *ARENA_PUSH(a, c->figures, c->figure_count, c->figure_cap) = f;
  return f;
}

/* layout_helper.c - see layout_helper.h. */
#include "layout_helper.h"

#include <check.h>
#include <math.h>
#include <string.h>

#define FONTS "/usr/share/fonts/truetype/"
static const char *const PATHS[FONT_ROLE_COUNT] = {
    [FONT_SANS] = FONTS "bizud-gothic/BIZUDPGothic-Regular.ttf",
    [FONT_SANS_BOLD] = FONTS "bizud-gothic/BIZUDPGothic-Bold.ttf",
    [FONT_SERIF] = FONTS "bizud-mincho/BIZUDPMincho-Regular.ttf",
    [FONT_MONO] = FONTS "bizud-gothic/BIZUDGothic-Regular.ttf",
    [FONT_FALLBACK] = FONTS "ipamj/ipamjm.ttf",
};
static struct font_set fonts;

const struct font_set *layout_fonts(void) {
  return &fonts;
}

void layout_fonts_load(void) {
  for (int role = 0; role < FONT_ROLE_COUNT; role++) {
    const char *why = NULL;
    if (!PATHS[role]) continue;
    fonts.face[role] = face_load(PATHS[role], &why);
    ck_assert_msg(fonts.face[role] != NULL, "%s: %s", PATHS[role], why);
  }
}

void layout_fonts_free(void) {
  for (int role = 0; role < FONT_ROLE_COUNT; role++) face_free(fonts.face[role]);
  memset(&fonts, 0, sizeof fonts);
}

void layout_case_start(struct layout_case *c) {
  *c = (struct layout_case){.arena = arena_new(), .diag = diag_new()};
  c->root = c->content.root = content_block(c->arena, BLOCK_STACK, ROLE_DOCUMENT);
  c->content.header_title = "見出し";
  c->content.footer_left = "文書番号";
}

void layout_case_end(struct layout_case *c) {
  arena_free(c->arena);
  diag_free(c->diag);
}

bool layout_case_run(struct layout_case *c) {
  return layout_run(&c->content, layout_metrics_new(&fonts, c->arena), c->arena, c->diag, &c->pages);
}

struct block *add_paragraph(struct layout_case *c, enum style style, const char *s) {
  struct block *b = content_paragraph(c->arena, style, s);
  content_add(c->arena, c->root, b);
  return b;
}

struct block *add_heading(struct layout_case *c, int level, const char *number, const char *title) {
  struct block *b = content_block(c->arena, BLOCK_HEADING, ROLE_NONE);
  b->level = level;
  b->number = number;
  content_run(c->arena, b, (struct text){.s = title});
  content_add(c->arena, c->root, b);
  return b;
}

struct block *add_table(struct layout_case *c, const float *widths, size_t columns) {
  struct block *b = content_block(c->arena, BLOCK_TABLE, ROLE_TABLE);
  b->table = arena_alloc(c->arena, sizeof *b->table);
  b->table->column_count = columns;
  b->table->columns = arena_array(c->arena, columns, sizeof *b->table->columns);
  for (size_t i = 0; i < columns; i++) b->table->columns[i].width = widths[i];
  content_add(c->arena, c->root, b);
  return b;
}

struct row *add_row(struct layout_case *c, struct block *table, enum row_kind kind, const char *first, const char *second) {
  struct row *row = content_row(c->arena, table->table, kind);
  enum style style = kind == ROW_HEAD ? STYLE_CELL_HEAD : STYLE_CELL;
  if (first) row->cells[0].content = content_paragraph(c->arena, style, first);
  if (second) row->cells[1].content = content_paragraph(c->arena, style, second);
  return row;
}

static bool is_text(const struct page_mark *m, const char *s) {
  return m->kind == PAGE_TEXT && m->text.size_bytes == strlen(s) && memcmp(m->text.s, s, m->text.size_bytes) == 0;
}

const struct page_mark *find_text(const struct pages *pages, const char *s, size_t n, size_t *page) {
  for (size_t p = 0; p < pages->count; p++)
    for (size_t i = 0; i < pages->pages[p].count; i++)
      if (is_text(&pages->pages[p].marks[i], s) && n-- == 0) {
        if (page) *page = p;
        return &pages->pages[p].marks[i];
      }
  return NULL;
}

size_t count_text(const struct pages *pages, const char *s) {
  size_t count = 0;
  while (find_text(pages, s, count, NULL)) count++;
  return count;
}

size_t page_lines(struct layout_case *c, size_t page, const char **lines, size_t room) {
  size_t count = 0;
  float baseline = -1;
  for (size_t i = 0; i < c->pages.pages[page].count; i++) {
    const struct page_mark *m = &c->pages.pages[page].marks[i];
    if (m->kind != PAGE_TEXT || !m->element) continue;
    const char *s = arena_strndup(c->arena, m->text.s, m->text.size_bytes);
    if (count && fabsf(m->text.baseline - baseline) < 0.5f) {
      lines[count - 1] = arena_printf(c->arena, "%s%s", lines[count - 1], s);
    } else {
      ck_assert_uint_lt(count, room);
      lines[count++] = s;
    }
    baseline = m->text.baseline;
  }
  return count;
}

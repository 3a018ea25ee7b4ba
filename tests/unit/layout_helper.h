/* layout_helper.h - what the layout suites share: the real faces, a small content tree, and a finder of text marks. */
#ifndef TENKEN_TESTS_LAYOUT_HELPER_H
#define TENKEN_TESTS_LAYOUT_HELPER_H

#include "layout/layout.h"

struct layout_case {
  struct arena *arena;
  struct diag *diag;
  struct content content;
  struct block *root;
  struct pages pages;
};
const struct font_set *layout_fonts(void); /* loaded by layout_fonts_load */
void layout_fonts_load(void);
void layout_fonts_free(void);
void layout_case_start(struct layout_case *);
void layout_case_end(struct layout_case *);
bool layout_case_run(struct layout_case *);

struct block *add_paragraph(struct layout_case *, enum style, const char *);
struct block *add_heading(struct layout_case *, int level, const char *number, const char *title);
/* A table of columns of these widths with a head row; cells are added as paragraphs. */
struct block *add_table(struct layout_case *, const float *widths, size_t columns);
struct row *add_row(struct layout_case *, struct block *table, enum row_kind, const char *first, const char *second);

/* The n-th text mark (from 0) whose text is exactly s; NULL. *page gets its page. */
const struct page_mark *find_text(const struct pages *, const char *s, size_t n, size_t *page);
/* All text of one line of a page: marks at a baseline within half a point, in order of x; static buffer. */
size_t count_text(const struct pages *, const char *s);
/* Lines of the body of a page, top to bottom, as strings in the arena. */
size_t page_lines(struct layout_case *, size_t page, const char **lines, size_t room);

#endif

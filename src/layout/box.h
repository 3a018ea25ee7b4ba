/* box.h - blocks that know their size: made once per pass at a given width, split over pages, placed.
 *
 * box_build turns a block into a box with all its lines broken. box_split cuts a box so that the first part fits the
 * given height; both parts share lines, rows and elements with the whole, which stays as it was. box_place writes the marks of a box on the
 * current page. Spaces above and below are kept beside the height: between two boxes the larger one holds, at the top
 * of a page or a column none does. Elements of the structure tree are made by box_build, in block order. */
#ifndef TENKEN_LAYOUT_BOX_H
#define TENKEN_LAYOUT_BOX_H

#include "layout/text.h"
#include "layout/work.h"

enum box_kind {
  BOX_STACK, BOX_COLUMNS, BOX_TEXT, BOX_TABLE, BOX_FIGURE, BOX_FRAME, BOX_RULE, BOX_SPACE, BOX_BREAK, BOX_SIGN_OFF, BOX_FIXED
};

struct table_cell {
  struct box *content; /* NULL: empty */
  float x, width;      /* of the content, from the table's left edge */
};
struct table_row {
  const struct row *row;
  struct table_cell *cells;
  size_t cell_count;
  float height, pad_top, pad_bottom;
  bool keep_with_next;
  bool is_cut; /* one of the parts of a row that no page holds */
};
struct table_box {
  const struct table *table;
  struct table_row *rows;
  size_t row_count, head_count;
  float head_height;
  struct box *continued; /* heading or note over a repeated head, or NULL */
};

struct sign_box;

struct box {
  enum box_kind kind;
  const struct block *block;
  struct element *element; /* what its own content belongs to; NULL: artifact */
  float width, height, before, after;
  const char *anchor;
  bool keep_with_next, keep_with_previous, keep_together, has_break, is_heading;
  bool snap;      /* children start on multiples of the grid unit */
  bool in_flow;   /* a stack of the page itself, not of a column, frame or cell */
  bool is_rest;   /* a later part of a box that was split */

  struct box **children; /* STACK, COLUMNS, FIXED; FRAME: one stack */
  size_t child_count;
  float *child_x; /* COLUMNS */

  struct text_lines *lines; /* TEXT */
  size_t first_line, line_count;

  struct table_box *table;
  size_t first_row, end_row;                   /* body rows of this part */
  const struct table_row *row_start, *row_end; /* replace the first or last row when it was split; or NULL */

  struct sign_box *sign;
  const struct figure *figure;
};

/* Texts of one line of contents share one Link element: the page number goes on in that of the title. */
struct shared_link {
  const char *anchor;
  struct element *element;
};

/* Where a block is built: what it inherits. */
struct setting {
  float width;
  struct element *parent; /* NULL: artifact */
  bool snap, in_flow;
  bool in_cell;           /* the block is the whole content of a table cell: its element is `parent` */
  bool tabular, bold;     /* of the column and the row */
  float slack;            /* text_format.slack */
  bool whole_words;       /* a word wider than the place stands out: heads and numbers of narrow columns */
  enum align align;       /* of the column: where a paragraph has no own */
  struct shared_link *shared_link; /* or NULL */
};
struct box *box_build(struct layout *, const struct block *, const struct setting *);
struct box *box_new(struct layout *, enum box_kind, const struct block *, float width);
struct box *box_text(struct layout *, const struct block *, const struct setting *, struct element *);
/* Runs as texts in a style, with the elements of their links and languages; `texts` holds one per run. */
void box_runs(struct layout *, const struct block *, const struct type_style *, const struct setting *,
              struct element *, struct inline_text *texts);
struct box *box_of_lines(struct layout *, const struct block *, const struct setting *, struct element *, struct text_lines *);
struct box *box_heading(struct layout *, const struct block *, const struct setting *);
struct box *box_table(struct layout *, const struct block *, const struct setting *);
struct box *box_sign_off(struct layout *, const struct block *, const struct setting *);
float box_height(struct box *);
/* Breaks a text again with the page numbers known now; false when its number of lines changed. */
bool box_refresh_pages(struct layout *, struct box *text);

enum fit { FIT_NONE, FIT_PART, FIT_ALL };
/* Cuts b at `room`. PART: *first fits and is not empty, *rest follows on the next page. `at_top`: b stands at the top
 * of a page, so a part must be made whatever it takes; the answer is then never NONE. */
enum fit box_split(struct layout *, struct box *b, float room, bool at_top, struct box **first, struct box **rest);
enum fit table_split(struct layout *, struct box *b, float room, bool at_top, struct box **first, struct box **rest);
/* The heading that a box begins with (the side column of guide and risk chapters), or NULL. */
struct box *box_leading_heading(struct box *);
/* Where a child starts below `y` (all from the stack's top), given the space below what came before; `squeeze` (at
 * most 1) scales the spaces of stacks in the flow. */
float stack_start(const struct box *stack, const struct box *child, float y, float after, bool is_first, float squeeze);
float table_part_height(const struct box *);
float table_rows_height(const struct box *); /* without head */
const struct table_row *table_row_at(const struct box *, size_t index);

void box_place(struct layout *, struct box *, float x, float y);
void table_place(struct layout *, struct box *, float x, float y);
void box_find_anchors(struct layout *, const struct box *); /* instead of placing, in a pass that only finds pages */
void table_find_anchors(struct layout *, const struct box *);
void sign_off_place(struct layout *, struct box *, float x, float y);
void text_place(struct layout *, const struct text_lines *, size_t first, size_t count, struct element *, float x, float y);
void figure_place(struct layout *, const struct figure *, struct element *, float x, float y);
float figure_width(const struct figure *);
float figure_height(const struct figure *);
struct element *figure_element(struct layout *, const struct figure *, struct element *parent);
struct path *figure_text_outline(struct layout *, const struct text_lines *, float x, float baseline); /* glyph outlines */

/* layout.c */
void anchor_add(struct layout *, const char *name, float y);
void bookmark_add(struct layout *, const struct block *heading, float y);
const char *page_of_anchor(struct layout *, const char *anchor); /* printed page number of the pass before */

#endif

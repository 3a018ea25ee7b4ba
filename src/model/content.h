/* content.h - what compose hands to layout: a tree of blocks with roles, texts and figures; no positions.
 *
 * A block says what it is (role for the structure tree), how it reads (type style) and how it may break; layout/ finds
 * sizes and places. Texts are UTF-8 in the job arena with their places. The order of blocks is the reading order.
 * Lengths in points. */
#ifndef TENKEN_MODEL_CONTENT_H
#define TENKEN_MODEL_CONTENT_H

#include "model/figure.h"
#include "model/template.h"
#include <stdbool.h>
#include <stddef.h>

/* Standard structure types of ISO 32000-1, 14.8.4. */
enum role {
  ROLE_NONE, /* the block makes no element of its own; its content belongs to the parent */
  ROLE_DOCUMENT, ROLE_SECT, ROLE_DIV, ROLE_H1, ROLE_H2, ROLE_H3, ROLE_H4, ROLE_P, ROLE_SPAN, ROLE_L, ROLE_LI, ROLE_LBL,
  ROLE_LBODY, ROLE_TABLE, ROLE_THEAD, ROLE_TBODY, ROLE_TR, ROLE_TH, ROLE_TD, ROLE_FIGURE, ROLE_CAPTION, ROLE_LINK,
  ROLE_TOC, ROLE_TOCI, ROLE_REFERENCE, ROLE_NOTE, ROLE_FORM, ROLE_BLOCK_QUOTE,
  ROLE_ARTIFACT /* the block and all in it is decoration */
};

/* Type styles of LOOK 3; sizes for Japanese and English stand in layout/styles.c. */
enum style {
  STYLE_BODY, STYLE_BODY_SMALL, STYLE_PROSE, STYLE_COVER_TITLE, STYLE_COVER_SUBTITLE, STYLE_CHAPTER_NUMBER,
  STYLE_CHAPTER_TITLE, STYLE_H1, STYLE_CONCLUSION, STYLE_KEY_FIGURE, STYLE_H2, STYLE_H3, STYLE_CELL, STYLE_CELL_HEAD,
  STYLE_CELL_DENSE, STYLE_CELL_THIRD, STYLE_CELL_LEAD /* value that leads a row */, STYLE_CELL_LEAD_BOARD,
  STYLE_NOTE, STYLE_DIGEST, STYLE_ADDRESS, STYLE_TAG /* framed impact word */, STYLE_SECTION_SIDE,
  STYLE_ITEM_SIDE /* heading of an item in the side column */, STYLE_COUNT
};
enum ink { INK, INK2, INK3, INK_ACCENT, INK_GAP, INK_SEAL, INK_WHITE };

/* A stretch of text in one look. */
struct run {
  struct text text;
  bool bold;         /* on top of the style */
  bool framed;       /* impact tag: 0.6 frame, never split */
  bool tabular;      /* dates, digests, numbers in columns */
  bool keep;         /* no break inside */
  bool has_ink;
  enum ink ink;      /* else the style's own */
  float size;        /* 0: the style's own */
  int font;          /* enum font_role, -1: the style's own. Zero-initialised runs must set -1: use content_run() */
  const char *lang;  /* "en" inside a Japanese document and the like, or NULL */
  const char *link;  /* anchor of this document, or NULL */
  bool page_of_link; /* the run's text is replaced by the page number of `link` */
};
enum align { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTRE, ALIGN_JUSTIFY };

enum block_kind {
  BLOCK_STACK,     /* children below each other */
  BLOCK_COLUMNS,   /* children side by side on the 12-column grid, or by widths */
  BLOCK_PARAGRAPH,
  BLOCK_HEADING,   /* number, title, side note; a bookmark */
  BLOCK_TABLE,
  BLOCK_FIGURE,
  BLOCK_BOX,       /* children on a background and/or in a frame */
  BLOCK_RULE,
  BLOCK_SPACE,
  BLOCK_PAGE_BREAK,
  BLOCK_SIGN_OFF,  /* the approval cells (LOOK 9) */
  BLOCK_FIXED      /* children at fixed places of the page (cover): child->x, y from the page's top left corner, child->fixed_width */
};

struct column {
  float width;
  enum align align;
  bool tabular; /* digits in cells of 0 */
};
enum row_kind { ROW_HEAD, ROW_BODY, ROW_GROUP /* wash, bold, 0.6 ink above */, ROW_TOTAL /* the same, last */ };
struct cell {
  struct block *content; /* a paragraph (its element is the cell), figure or stack; NULL: empty */
  int span;              /* columns covered, from 1 */
  bool row_header;       /* TH scope row */
  bool has_align;
  enum align align;
};
struct row {
  enum row_kind kind;
  struct cell *cells; /* one per column, those that a span covers are skipped; with fewer cells than columns: in order */
  size_t cell_count;
  bool top;             /* cells top-aligned (prose) */
  bool keep_with_next;  /* group rows always do */
  const char *anchor;
};
struct table {
  struct column *columns;
  size_t column_count;
  struct row *rows; /* head rows first */
  size_t row_count, row_cap;
  float min_row, pad_side, pad_top, pad_bottom; /* 0: LOOK 6's own: 20, 4, 4, 4 (plain: 0, 4, 2, 2); negative: none */
  const char *continued; /* 「（続き）」 printed over the repeated head; NULL: nothing */
  const struct block *heading; /* stands again over a repeated head, with `continued` as its side note; or NULL */
  const char *summary;   /* what the table shows, for assistive technology; may be NULL */
  bool plain;            /* no top and bottom rules, no row rules (definition lists) */
};
struct sign_cell {
  const char *role_id, *role_name;
  struct text name, title;
  const char *date;          /* printed; or 「日付　未記入」 */
  struct figure *seal;
};
struct sign_off {
  struct sign_cell *cells;
  size_t cell_count;
  const char *field_tooltip; /* "電子署名欄: %s" filled per role by compose into cells? see sign_cell */
};

struct block {
  enum block_kind kind;
  enum role role;
  const char *anchor;      /* link target name, or NULL */
  const char *lang;        /* if it differs from the document */
  float space_before, space_after; /* headings: both 0 means LOOK 11's; collapsed at page tops; between blocks the larger of (after, before) holds */
  bool keep_with_next;
  bool keep_with_previous; /* a note: never alone on the page after what it explains */
  bool keep_together; /* a stack yields when it would leave more than a quarter of the page empty */
  bool first_line_indent;  /* prose: 1 em */

  bool numbered;           /* a list whose labels are its numbers */

  /* STACK, COLUMNS, BOX, FIXED */
  struct block **children;
  size_t child_count, child_cap;
  bool same_height;        /* COLUMNS: framed children all stand as tall as the tallest */
  bool arrows;             /* COLUMNS: a triangle in each gutter, pointing on */
  bool leader;             /* COLUMNS of two texts: dots from the end of the first to the start of the second */
  const char *continued;   /* COLUMNS: note in the first column of a part after a page break, or NULL */
  int *column_spans;       /* COLUMNS: grid columns per child (sum <= 12); NULL: use column_widths */
  float *column_widths;    /* points; gutter 11.34 between */

  /* PARAGRAPH */
  enum style style;
  enum align align;
  struct run *runs;
  size_t run_count, run_cap;
  int max_lines;           /* 0: no limit; else a longer text is cut with … (only header and footer do that) */

  /* HEADING: level 1-4, `runs` hold the title. Style CHAPTER_TITLE: a large number in the side column before it;
   * SECTION_SIDE, ITEM_SIDE: the number on a line of its own; else the style follows from the level */
  int level;
  const char *number;      /* "3.1", or NULL */
  const char *side_note;   /* or NULL */
  bool no_bookmark;
  const char *bookmark;    /* other text for the outline, or NULL */

  struct table *table;
  struct figure *figure;
  struct figure *lower_figure; /* the same, less high: taken when its page can't be filled else; or NULL */
  enum align figure_align;

  /* BOX */
  bool wash;
  float radius, pad_x, pad_y;
  float frame;             /* stroke width, 0: none */
  enum ink frame_ink;
  float rule_top, rule_bottom, rule_left; /* widths */
  enum ink rule_top_ink, rule_bottom_ink, rule_left_ink;

  /* RULE, SPACE */
  float weight, height;
  enum ink rule_ink;
  bool rule_light;         /* the rule colour (#C3C9D0) instead of rule_ink */

  struct sign_off *sign_off;

  /* FIXED's children */
  float x, y, fixed_width;
};

struct content {
  struct block *root;      /* STACK, role DOCUMENT */
  enum language language;
  const char *title;       /* document title: metadata and window */
  const char *header_title, *author, *subject, *keywords;
  const char *footer_left; /* document number, revision, organisation */
  const char *confidentiality; /* mark on every page, or NULL */
  const char *confidentiality_lang; /* if it differs from the document */
  bool draft;              /* 案 mark and watermark */
  const char *draft_mark, *watermark; /* 「案　DRAFT」, 「案」 */
  bool has_cover;          /* page 1: no header, footer */
  const struct theme *theme;
  struct figure *logo;     /* or NULL */
  struct figure **figures; /* every figure of the tree, for chart_run */
  size_t figure_count, figure_cap;
  const char *date_iso;    /* document date for metadata */
  size_t page_limit;       /* 0: LIMIT_PAGES */
  const char *identifier_hex; /* digest of all inputs, template, theme, language: gives /ID */
};

/* Builders (model/content.c): small, total, in the job arena. */
struct arena;
struct block *content_block(struct arena *, enum block_kind, enum role);
void content_add(struct arena *, struct block *parent, struct block *child);
struct run *content_run(struct arena *, struct block *paragraph, struct text); /* appended, font -1 */
struct block *content_paragraph(struct arena *, enum style, const char *utf8); /* one run without a place */
struct row *content_row(struct arena *, struct table *, enum row_kind); /* cells = column_count empty ones, span 1 */
struct figure *content_figure(struct arena *, struct content *, enum figure_kind);

#endif

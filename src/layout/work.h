/* work.h - the state of one layout run, shared by the files of this folder and nobody else.
 *
 * A run builds boxes for the whole content once, then makes passes: each splits them over pages and places marks. Page numbers
 * of links are those of the pass before; the passes end when they stay the same (at most LAYOUT_PASSES). Everything
 * lives in the job arena, except the scratch arrays, which grow on the heap and are freed when the run ends. */
#ifndef TENKEN_LAYOUT_WORK_H
#define TENKEN_LAYOUT_WORK_H

#include "layout/kinsoku.h"
#include "layout/layout.h"
#include "layout/styles.h"

enum { LAYOUT_PASSES = 5 };

/* What layout needs to know of a character in a face. */
enum { METRIC_KNOWN = 1, METRIC_LATIN = 2, METRIC_JAPANESE = 4, METRIC_UNSEEN = 8, METRIC_MISSING = 16 };
struct metric {
  int16_t advance;        /* 1/1000 em */
  uint8_t line_class : 5; /* enum line_class */
  uint8_t role : 3;       /* the face that has it, or ROLE_UNSEEN */
  uint8_t flags;
};
enum { ROLE_UNSEEN = 7 };
enum { METRIC_PAGE = 256, METRIC_PAGES = 0x10000 / METRIC_PAGE };
struct layout_metrics {
  const struct font_set *fonts;
  struct arena *arena;
  struct metric *pages[FONT_ROLE_COUNT][METRIC_PAGES]; /* NULL: no character of the page was met */
};

/* Flags of a glyph, beside those of its character's metric. */
enum {
  GLYPH_APART = 32,  /* not in one piece with the glyph before it */
  GLYPH_SPACED = 64, /* more stands before or behind it than the advance in the file says */
  GLYPH_LINE_END = 128
};
/* One character (with its selector) of the paragraph at hand. Lengths in points. */
struct glyph {
  const char *s;
  float advance; /* with tracking, padding and the cell of a tabular digit */
  float lead;    /* kept at the start of a line */
  float glue;    /* Latin-kana space: dropped at the start of a line */
  int16_t natural; /* 1/1000 em, as in the file */
  uint16_t source; /* index of its inline text */
  uint8_t bytes, role, flags;
};
struct line_span {
  size_t from, to; /* glyphs of a line */
  bool is_spaced;  /* stretched or tightened */
};
struct scratch {
  struct glyph *glyphs;
  uint32_t *chars;
  uint8_t *classes, *starts;
  float *places; /* x of each glyph in its line */
  struct line_span *spans;
  size_t cap;
};

struct missing {
  uint32_t code_point;
  struct span at;
};
struct reference { /* a page number that was printed */
  const char *anchor;
  size_t page;
};

struct layout {
  const struct content *content;
  struct layout_metrics *metrics;
  struct arena *arena;
  struct diag *diag;
  struct pages *out;
  enum language language;
  struct palette palette;

  struct scratch scratch;

  size_t pass, errors;
  struct missing *missing;
  size_t missing_count, missing_cap;
  struct anchor_place *known; /* of the pass before, sorted by name */
  size_t known_count;
  struct reference *references;
  size_t reference_count, reference_cap;
  struct box **late; /* texts that print page numbers */
  size_t late_count, late_cap;
  size_t note_count;
  const struct path *watermark; /* the same on every page; NULL: not yet made */

  bool finds_pages; /* this pass only finds the pages of anchors */
  size_t page;   /* being filled */
  bool is_low;         /* lower figures are taken */
  bool low_is_vain;    /* they were, and it did not help */
  bool has_lower;      /* the page being filled holds a figure that has a lower one */
  bool ends_badly;     /* the page being filled was left with room, or parts a few lines from their section */
  bool ends_early;     /* ... with room */
  bool keeps_rows;     /* no table leaves one row alone, if an earlier break helps */
  bool row_alone;      /* the last cut left one, or would have */
  float squeeze; /* of the spaces on this page; 1: none */
  int artifacts; /* > 0: what is placed now is repeated, so it makes no element content */
};

static inline struct rgb ink_of(const struct layout *l, enum ink ink) {
  return style_ink(ink, &l->palette);
}

/* metrics.c */
struct metric metric_look_up(struct layout_metrics *, enum font_role, uint32_t code_point, uint32_t selector); /* 0: none */
/* What is known of a character in the face whose pages these are; NULL: it was not met yet. */
static inline const struct metric *metric_known(struct metric *const *pages, uint32_t code_point) {
  if (code_point / METRIC_PAGE >= METRIC_PAGES || !pages[code_point / METRIC_PAGE]) return NULL;
  const struct metric *m = &pages[code_point / METRIC_PAGE][code_point % METRIC_PAGE];
  return m->flags ? m : NULL;
}
static inline struct metric metric_of(const struct layout *l, enum font_role role, uint32_t code_point) {
  const struct metric *known = metric_known(l->metrics->pages[role], code_point);
  return known ? *known : metric_look_up(l->metrics, role, code_point, 0);
}
float metric_text_width(struct layout *, enum font_role, float size, const char *utf8);
void metric_report_missing(struct layout *, uint32_t code_point, struct span at);

/* marks.c: elements and plain marks on the current page */
struct element *element_new(struct layout *, struct element *parent, enum role); /* NULL parent: NULL */
struct page_mark *mark_new(struct layout *, enum page_mark_kind, struct element *);
void mark_line(struct layout *, float x0, float y0, float x1, float y1, float width, struct rgb);
void mark_fill(struct layout *, float x, float y, float w, float h, float radius, struct rgb);
void mark_frame(struct layout *, float x, float y, float w, float h, float radius, const struct stroke *);
void mark_triangle(struct layout *, float x, float y, float w, float h, struct rgb); /* pointing right */
void mark_leader(struct layout *, float from, float to, float y, struct rgb);
/* One line of text in one face at a place; `element` NULL: artifact of that kind. Returns its width. */
struct line_text {
  const char *s;
  struct span at;
  enum font_role font;
  float size, x, baseline, tracking, max_width; /* max_width > 0: cut with … */
  enum anchor anchor;
  struct rgb colour;
  bool tabular;
  struct element *element;
  enum artifact_kind artifact;
};
float mark_text(struct layout *, const struct line_text *);

#endif

/* text.h - runs of text to lines: measuring, breaking, spacing, aligning. Knows nothing of blocks or pages.
 *
 * text_break takes inline texts (each in one face, size and colour) and gives lines of pieces; a piece is a stretch in
 * one face that becomes one text mark. Pieces stand at x from the paragraph's left edge; the baseline is found when
 * the line is placed. Lengths in points. Results live in the job arena and point to the given texts and strings, which
 * must live as long as they do. */
#ifndef TENKEN_LAYOUT_TEXT_H
#define TENKEN_LAYOUT_TEXT_H

#include "layout/work.h"

struct inline_text {
  const char *s;
  size_t size_bytes;
  struct span at;
  enum font_role font;
  float size;
  struct rgb colour;
  bool framed, tabular, keep;
  float tracking;      /* em */
  float fixed_advance; /* > 0: of each of its characters (a gap that extracts as a space) */
  struct element *element; /* NULL: the paragraph's own */
  const char *link;
};
struct text_format {
  float width, leading, size;
  enum align align;
  float first_indent, rest_indent;
  bool may_hang; /* 、 and 。 over the right edge */
  bool may_overflow; /* a word that no line holds stands out rather than break: numbers in narrow columns */
  float slack;       /* a word that is wider than the line by no more than this stands out, too: paddings of a cell */
  int max_lines;     /* 0: no limit */
};

struct text_piece {
  struct text_mark mark; /* x from the left edge; baseline unset */
  uint16_t source;       /* index of the inline text */
  bool starts_frame, ends_frame;
};
struct text_line {
  size_t first_piece, piece_count;
  float width; /* without trailing spaces and hanging marks */
};
struct text_lines {
  const struct inline_text *texts;
  size_t text_count;
  struct text_format format;
  struct text_line *lines;
  size_t count;
  struct text_piece *pieces;
  size_t piece_count;
  float leading, size;
  bool has_frames, has_links;
};

struct text_lines *text_break(struct layout *, const struct inline_text *, size_t count, const struct text_format *);

#endif

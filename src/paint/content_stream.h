/* content_stream.h - the operators of one page, built in one buffer (inside paint/).
 *
 * Marks come in order; each belongs to an element or is an artifact. Neighbours of the same owner share one marked
 * sequence, neighbouring texts share one text object, and a graphics parameter is written only when it changes. Text
 * objects stand inside sequences, never sequences inside a text object: that would be allowed (14.6.1) and 1 % smaller,
 * but MuPDF then gives texts to the wrong sequence.
 * Positions are whole hundredths of a point from the page's bottom left corner. */
#ifndef TENKEN_PAINT_CONTENT_STREAM_H
#define TENKEN_PAINT_CONTENT_STREAM_H

#include "paint/image.h"
#include "paint/pdf_font.h"
#include "paint/tags.h"

struct graphics_state {
  bool has_fill, has_stroke, has_line, has_font;
  struct rgb fill, stroke;
  struct stroke line; /* width, dash, join, cap */
  enum font_role font;
  long font_size;
};
struct content_stream {
  struct document *document;
  struct pdf_fonts *fonts;
  struct tags *tags;
  struct images *images;
  size_t page;
  struct buf out;
  struct graphics_state state;
  bool in_sequence, in_text;
  const struct element *owner; /* of the open sequence; NULL: artifact */
  enum artifact_kind artifact;
  long text_x, text_y;         /* start of the current text line, where Td counts from */
  char *scratch;               /* one string operand of text_ops.c */
  size_t scratch_cap;
};

/* Paints one page and hands its bytes to the document. */
void content_page(struct content_stream *, size_t page);
void content_free(struct content_stream *);

/* text_ops.c: one text mark at (x, y) hundredths; the sequence is open and the colour set. */
void content_text(struct content_stream *, const struct text_mark *, long x, long y);
void content_end_text(struct content_stream *);

#endif

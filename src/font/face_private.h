/* face_private.h - what the files of font/ share about a face; nobody outside includes it. */
#ifndef TENKEN_FONT_FACE_PRIVATE_H
#define TENKEN_FONT_FACE_PRIVATE_H

#include "font/font.h"
#include "font/sfnt.h"

#include <hb.h>
#include <stdatomic.h>

enum { GLYPH_PAGE = 256, GLYPH_PAGES = 0x110000 / GLYPH_PAGE, GLYPH_UNKNOWN = 0xFFFF };

typedef _Atomic(uint16_t) glyph_slot;

struct face {
  hb_blob_t *blob; /* the file, mapped */
  hb_font_t *font;
  hb_draw_funcs_t *draw; /* of outline.c */
  struct sfnt sfnt;
  struct face_metrics metrics;
  char postscript_name[64];
  /* Code point -> glyph, filled as characters are met. A slot is GLYPH_UNKNOWN until looked up; every writer of a
   * slot writes the same value and a page is published whole, so reports may share a face between threads. */
  _Atomic(glyph_slot *) pages[GLYPH_PAGES];
};

hb_draw_funcs_t *outline_functions(void);
/* False: nothing was drawn of a glyph that is no blank. HarfBuzz leaves out what it has no memory for, or can't read. */
bool outline_draw(const struct face *, uint16_t glyph, const struct outline_sink *);
/* HarfBuzz tells that memory is short only by handing out its empty objects: those are never used. */
void *face_never_empty(void *object, const void *empty);

#endif

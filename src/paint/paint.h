/* paint.h - phase 7: pages -> the bytes of a PDF, in memory (libharu's object layer behind this folder).
 *
 * Deterministic: the same pages give the same bytes; dates come from the content, /ID from its identifier.
 * False only for defects of the environment (a logo that can't be decoded is found before, in check). */
#ifndef TENKEN_PAINT_PAINT_H
#define TENKEN_PAINT_PAINT_H

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "model/pages.h"

struct paint_settings {
  const struct font_set *fonts;
  const void *icc_profile; /* sRGB */
  size_t icc_size;
  const char *producer;    /* "tenken 0.1.0" */
  /* PDF/A-3a and PDF/UA-1 identifiers in the metadata. Written only when the self-check of the finished objects finds
   * nothing (selfcheck.h); else E074 warns and the file claims nothing. */
  bool claim_conformance;
};
bool paint_run(const struct pages *, const struct paint_settings *, struct arena *, struct diag *, struct buf *pdf);

#endif

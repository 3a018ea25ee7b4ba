/* font.h - faces, coverage, advances, outlines and subsets (HarfBuzz behind one folder).
 *
 * A font set holds the faces named by fonts/fonts.yaml, loaded once per run and shared read-only by all reports.
 * Text is drawn without shaping: one glyph per code point (plus variation selector), advance from hmtx. A character
 * is taken from the asked face, else from the fallback faces in order; none: the caller reports it, never a blank.
 * Advances are in 1/1000 em (rounded as PDF widths are), so that layout and the widths in the file agree exactly. */
#ifndef TENKEN_FONT_FONT_H
#define TENKEN_FONT_FONT_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum font_role { FONT_SANS, FONT_SANS_BOLD, FONT_SERIF, FONT_MONO, FONT_FALLBACK, FONT_FALLBACK_2, FONT_ROLE_COUNT };

struct face;
struct font_set {
  struct face *face[FONT_ROLE_COUNT]; /* FALLBACK_2 may be NULL; the others never */
};

/* Loads a TrueType file with glyf outlines. NULL and a reason in *why (static text) when it can't be used: not there,
 * damaged, no glyf table, embedding forbidden by its fsType. */
struct face *face_load(const char *path, const char **why);
void face_free(struct face *);
const char *face_postscript_name(const struct face *);
uint32_t face_checksum(const struct face *); /* of the whole file, as it stands in its head table */

/* Glyph of a code point with an optional variation selector (0 = none); 0 = the face has none. */
uint16_t face_glyph(const struct face *, uint32_t code_point, uint32_t selector);
uint16_t face_advance(const struct face *, uint16_t glyph); /* 1/1000 em */
struct face_metrics {
  int ascent, descent, cap_height, bbox[4]; /* 1/1000 em */
};
struct face_metrics face_metrics(const struct face *);

/* The role that draws this character when `asked` is wanted: asked itself, else a fallback; -1: no face has it.
 * A variation selector that no face knows is dropped from the choice by setting *selector to 0 only if the base
 * character itself is there (the selector then stays in the extracted text through the caller). */
int font_pick(const struct font_set *, enum font_role asked, uint32_t code_point, uint32_t *selector);
/* Advance of a valid UTF-8 string in 1/1000 em with fallback; missing characters count 1000. */
long font_text_advance(const struct font_set *, enum font_role, const char *utf8, size_t size_bytes);

/* Subset of the given glyphs: a TrueType file without hinting and layout tables in `out`; new_ids[i] is the glyph id
 * of glyphs[i] in it. Deterministic. False when an outline is damaged; `out` is then as it was. */
bool face_subset(const struct face *, const uint16_t *glyphs, size_t count, struct buf *out, uint16_t *new_ids);

/* Outline of a glyph as path callbacks, in em units (1.0 = em), y up. */
struct outline_sink {
  void *context;
  void (*move)(void *, double x, double y);
  void (*line)(void *, double x, double y);
  void (*curve)(void *, double x1, double y1, double x2, double y2, double x3, double y3);
  void (*close)(void *);
};
void face_outline(const struct face *, uint16_t glyph, const struct outline_sink *);

#endif

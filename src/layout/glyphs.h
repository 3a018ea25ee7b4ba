/* glyphs.h - the characters of a paragraph, measured: what text.c breaks into lines. The arrays are scratch of the run:
 * each paragraph overwrites them. */
#ifndef TENKEN_LAYOUT_GLYPHS_H
#define TENKEN_LAYOUT_GLYPHS_H

#include "layout/text.h"

/* Fills the run's scratch with the glyphs of all texts; returns their number. Notes in `lines` whether there are frames
 * or links. Characters without a font are reported. */
size_t glyphs_measure(struct layout *, struct text_lines *lines, const struct inline_text *texts, size_t count, enum align);
void scratch_free(struct scratch *);

#endif

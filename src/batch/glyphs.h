/* glyphs.h - before any page is made: can every character of an answer file be printed? What the fonts lack is reported
 * where it was written, also in texts that this edition would not print: nothing is lost silently. */
#ifndef TENKEN_BATCH_GLYPHS_H
#define TENKEN_BATCH_GLYPHS_H

#include "diag/diag.h"
#include "font/font.h"
#include "model/input.h"

void glyphs_check(const struct input *, const struct font_set *, struct diag *);

#endif

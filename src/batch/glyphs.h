/* glyphs.h - before any page is made: can every character of an answer file be printed? What the fonts lack is reported
 * where it was written, also in texts that this edition would not print: nothing is lost silently. */
#ifndef TENKEN_BATCH_GLYPHS_H
#define TENKEN_BATCH_GLYPHS_H

#include "diag/diag.h"
#include "font/font.h"
#include "model/input.h"

void glyphs_check(const struct input *, const struct font_set *, struct diag *);
/* The same for data files whose texts carry no places (a guide pack): every file that `diag` knows below `folder`, but
 * for its comment lines. One message per file. A character written as an escape is left to layout. */
void glyphs_check_files(struct diag *diag, const char *folder, const struct font_set *);

#endif

/* syntax.h - PDF tokens (ISO 32000-1, 7.3) appended to a buffer (inside paint/). Locale-free. */
#ifndef TENKEN_PAINT_SYNTAX_H
#define TENKEN_PAINT_SYNTAX_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

enum { SYNTAX_PAGE_TOP = 84189 }; /* height of A4 in hundredths of a point: y turns over at it */

/* Lengths travel as whole hundredths of a point: positions never drift, and a number is two integer divisions. */
long syntax_hundredths(double points);
void syntax_put_hundredths(struct buf *, long hundredths); /* "12.5" */
void syntax_put_hundredths_spaced(struct buf *, long hundredths); /* the same and a space */

void syntax_put_ref(struct buf *, unsigned object_number); /* "12 0 R" */
void syntax_put_text(struct buf *, const char *utf8);       /* text string: <FEFF...>, any character */
void syntax_put_ascii(struct buf *, const char *);          /* literal string, escaped; for ASCII only */
void syntax_put_name(struct buf *, const char *);           /* "/name", other bytes as #xx */
void syntax_put_utf16(struct buf *, uint32_t code_point);   /* hex digits of one or two UTF-16 units */

#endif

/* sfnt.h - the tables of a TrueType file, checked before anything trusts them (inside font/).
 *
 * HarfBuzz never reads outside its tables, but it draws a truncated font as blanks without a word. A report must not
 * lose glyphs silently (RELIABILITY P9), so a file whose tables do not fit into it is refused here, at load time.
 * Nothing is copied: the pointers go into the caller's bytes. Format: OpenType 1.9, "otff", "head", "hhea", "maxp",
 * "loca", "OS/2". */
#ifndef TENKEN_FONT_SFNT_H
#define TENKEN_FONT_SFNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sfnt_table {
  const uint8_t *data; /* NULL: not there */
  size_t size;
};
struct sfnt {
  struct sfnt_table hmtx, os2, glyf, loca;
  bool has_long_offsets;        /* of loca */
  unsigned units_per_em;        /* 16 - 16384 */
  unsigned glyph_count;         /* 1 - 65535 */
  unsigned h_metrics;           /* entries of hmtx with an advance; 1 - glyph_count */
  int bbox[4], ascent, descent; /* font units */
};

unsigned sfnt_u16(const uint8_t *);
int sfnt_i16(const uint8_t *);

/* NULL when the file can be drawn from and embedded; else why not (static text). */
const char *sfnt_read(const uint8_t *data, size_t size, struct sfnt *out);
/* The same for a subset, which needs no cmap. */
const char *sfnt_read_subset(const uint8_t *data, size_t size, struct sfnt *out);
/* The outline's bytes; size 0: a glyph without ink. `glyph` is below glyph_count. */
struct sfnt_table sfnt_outline(const struct sfnt *, unsigned glyph);
unsigned sfnt_advance(const struct sfnt *, unsigned glyph); /* font units */

#endif

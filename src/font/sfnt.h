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

/* Sizes of tables; maxp of version 0.5 is short. */
enum { SFNT_HEAD_BYTES = 54, SFNT_HHEA_BYTES = 36, SFNT_MAXP_BYTES = 32, SFNT_MAXP_SHORT_BYTES = 6 };

struct sfnt_table {
  const uint8_t *data; /* NULL: not there */
  size_t size;
};
struct sfnt {
  struct sfnt_table head, hhea, maxp, hmtx, os2, glyf, loca; /* head, hhea: at least SFNT_..._BYTES */
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
/* The outline's bytes; size 0: a glyph without ink. `glyph` is below glyph_count. */
struct sfnt_table sfnt_outline(const struct sfnt *, unsigned glyph);
unsigned sfnt_advance(const struct sfnt *, unsigned glyph); /* font units */
const uint8_t *sfnt_side_bearing(const struct sfnt *, unsigned glyph); /* two bytes, as they stand there */

#endif

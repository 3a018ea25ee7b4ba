/* source.h - the texts that spans point into, and byte offset -> line and column.
 *
 * Positions are kept as byte offsets everywhere and turned into line:column only when printed. Lines end with LF or
 * CRLF; a column counts code points from 1. Sources live in a table owned by `struct diag`; index 0 means "no place". */
#ifndef TENKEN_DIAG_SOURCE_H
#define TENKEN_DIAG_SOURCE_H

#include <stddef.h>
#include <stdint.h>

struct span {
  uint32_t source;     /* index into the source table; 0 = no place */
  uint32_t start, end; /* byte offsets, end exclusive */
};

/* A text of an input together with where it stands: what a reader takes from a file keeps its place, so that a later
 * phase (a character that no font has, a text too long for its box) can still point at it. s is NULL when absent. */
struct text {
  const char *s;
  struct span at;
};

struct source {
  const char *name; /* as the user wrote it */
  const char *text; /* whole file, NUL-terminated; outlives the diagnostics */
  size_t size;
};

struct place {
  size_t line, column; /* from 1 */
  size_t line_start, line_end; /* byte offsets of the line's text without its line ending */
};

struct place source_place(const struct source *, uint32_t offset);

#endif

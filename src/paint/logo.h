/* logo.h - PNG logos of themes: refused before a decoder sees them when the header promises too much, else decoded to
 * plain samples. A theme's logo is checked when the theme is read (paint_logo_check), so that painting can't fail.
 * Limits: LOGO_SIDE_MAX pixels each way, LOGO_FILE_MAX bytes; any PNG colour type, interlaced or not. */
#ifndef TENKEN_PAINT_LOGO_H
#define TENKEN_PAINT_LOGO_H

#include "base/arena.h"
#include <stdbool.h>
#include <stdint.h>

enum { LOGO_SIDE_MAX = 4000, LOGO_FILE_MAX = 8 * 1024 * 1024 };

struct logo {
  unsigned width, height;
  uint8_t *rgb;   /* 3 bytes a pixel */
  uint8_t *alpha; /* 1 byte a pixel; NULL: opaque */
};

/* False with a reason in *why (static text): not there, not a PNG, too large, damaged. */
bool paint_logo_check(const char *path, const char **why);
bool logo_read(const char *path, struct arena *, struct logo *, const char **why);

#endif

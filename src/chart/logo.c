/* logo.c - the room of the theme's PNG: an empty drawing with the picture's proportions, which layout places and paint
 * fills. The size is read from the PNG's first chunk; a file that is no PNG gives no room (the theme's reader has
 * complained about it). Header: 12 high, at most 90 wide; cover (asked width over 90): 34 high, at most 140 wide. */
#include "chart/figures.h"

#include <stdio.h>
#include <string.h>

static const double HEADER_HEIGHT = 12, HEADER_WIDTH = 90, COVER_HEIGHT = 34, COVER_WIDTH = 140;

static unsigned long big_endian(const unsigned char *p) {
  return (unsigned long)p[0] << 24 | (unsigned long)p[1] << 16 | (unsigned long)p[2] << 8 | p[3];
}

static bool png_size(const char *path, double *width, double *height) {
  static const unsigned char SIGNATURE[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n',
                                            0,    0,   0,   13,  'I',  'H',  'D',  'R'};
  unsigned char head[24];
  FILE *file = fopen(path, "rb");
  if (!file) return false;
  size_t got = fread(head, 1, sizeof head, file);
  fclose(file);
  if (got < sizeof head || memcmp(head, SIGNATURE, sizeof SIGNATURE) != 0) return false;
  *width = (double)big_endian(head + 16);
  *height = (double)big_endian(head + 20);
  return *width > 0 && *height > 0;
}

void logo_draw(struct pen *pen, const struct figure *f) {
  double pixels_wide, pixels_high;
  if (!f->theme || !f->theme->logo_path || !png_size(f->theme->logo_path, &pixels_wide, &pixels_high)) {
    pen_begin(pen, f, 0, 0);
    return;
  }
  bool cover = f->width > HEADER_WIDTH;
  double height = cover ? COVER_HEIGHT : HEADER_HEIGHT, most = cover ? COVER_WIDTH : HEADER_WIDTH;
  double width = height * pixels_wide / pixels_high;
  if (width > most) {
    height *= most / width;
    width = most;
  }
  pen_begin(pen, f, width, height);
}

/* logo.c - the room of the theme's logo: an empty drawing with the picture's proportions, which layout places and paint
 * fills. Header: 12 high, at most 90 wide; cover (asked width over 90): 34 high, at most 140 wide. */
#include "chart/figures.h"

static const double HEADER_HEIGHT = 12, HEADER_WIDTH = 90, COVER_HEIGHT = 34, COVER_WIDTH = 140;

void logo_draw(struct pen *pen, const struct figure *f) {
  const struct picture *logo = f->theme ? f->theme->logo : NULL;
  if (!logo) {
    pen_begin(pen, f, 0, 0);
    return;
  }
  bool cover = f->width > HEADER_WIDTH;
  double height = cover ? COVER_HEIGHT : HEADER_HEIGHT, most = cover ? COVER_WIDTH : HEADER_WIDTH;
  double width = height * logo->width / logo->height;
  if (width > most) {
    height *= most / width;
    width = most;
  }
  pen_begin(pen, f, width, height);
}

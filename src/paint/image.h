/* image.h - the pictures of a report as image objects (inside paint/): logos, each embedded once however often it is
 * drawn. RGB with a soft mask where the PNG is not opaque. */
#ifndef TENKEN_PAINT_IMAGE_H
#define TENKEN_PAINT_IMAGE_H

#include "paint/document.h"

struct image {
  const char *path;
  struct object *object;
};
struct images {
  struct document *document;
  struct image *items;
  size_t count, cap;
};

void images_open(struct images *, struct document *);
/* Number of the image in the resources (/I0, /I1, ...); -1 after a diagnostic: the file can't be used. */
int images_use(struct images *, const char *path);
void images_finish(struct images *); /* appends "/XObject<<...>>" to the resources */

#endif

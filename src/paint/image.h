/* image.h - what a report draws many times, embedded once (inside paint/): logos as image objects (RGB with a soft mask
 * where the PNG is not opaque), and the outline of the watermark as a form. */
#ifndef TENKEN_PAINT_IMAGE_H
#define TENKEN_PAINT_IMAGE_H

#include "paint/document.h"

struct image {
  const struct picture *picture;
  struct object *object;
};
struct form {
  const struct path *path;
  struct object *object;
};
struct images {
  struct document *document;
  struct image *items;
  size_t count, cap;
  struct form *forms;
  size_t form_count, form_cap;
};

void images_open(struct images *, struct document *);
/* Number of the image in the resources (/I0, /I1, ...). */
size_t images_use(struct images *, const struct picture *);
/* The form (/W0, /W1, ...) that stands for this path: an earlier one with equal elements, or a new one, whose stream
 * the caller fills and whose /BBox it writes (`*is_new`). */
size_t images_form(struct images *, const struct path *, struct object **object, bool *is_new);
void images_finish(struct images *); /* appends "/XObject<<...>>" to the resources */

#endif

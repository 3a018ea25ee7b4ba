/* How: found again by path; a report has one or two. */
#include "paint/image.h"

#include "paint/logo.h"

#include <string.h>

void images_open(struct images *images, struct document *document) {
  *images = (struct images){.document = document};
}

static struct object *samples(struct document *document, const struct logo *logo, const uint8_t *data, unsigned channels) {
  struct object *object = document_object(document, OBJECT_STREAM);
  object->data = data;
  object->size = (size_t)logo->width * logo->height * channels;
  buf_printf(&object->body, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8/ColorSpace/%s",
             logo->width, logo->height, channels == 3 ? "DeviceRGB" : "DeviceGray");
  return object;
}

int images_use(struct images *images, const char *path) {
  struct document *document = images->document;
  for (size_t i = 0; i < images->count; i++)
    if (strcmp(images->items[i].path, path) == 0)
      return (int)i;
  struct logo logo;
  const char *why;
  if (!logo_read(path, document->arena, &logo, &why)) {
    if (!document->failed)
      diag_add(document->diag, DIAG_E072, NO_SPAN, path, why);
    document->failed = true;
    return -1;
  }
  struct object *object = samples(document, &logo, logo.rgb, 3);
  if (logo.alpha)
    buf_printf(&object->body, "/SMask %u 0 R", samples(document, &logo, logo.alpha, 1)->number);
  *ARENA_PUSH(document->arena, images->items, images->count, images->cap) = (struct image){path, object};
  return (int)images->count - 1;
}

void images_finish(struct images *images) {
  struct buf *resources = &images->document->resources->body;
  if (!images->count)
    return;
  buf_puts(resources, "/XObject<<");
  for (size_t i = 0; i < images->count; i++)
    buf_printf(resources, "/I%zu %u 0 R", i, images->items[i].object->number);
  buf_puts(resources, ">>");
}

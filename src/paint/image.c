/* How: pictures are found again by their address, forms by their outline; a report has one or two of each. */
#include "paint/image.h"

#include <string.h>

void images_open(struct images *images, struct document *document) {
  *images = (struct images){.document = document};
}

static struct object *samples(struct document *document, const struct picture *picture, const uint8_t *data,
                              unsigned channels) {
  struct object *object = document_object(document, OBJECT_STREAM);
  object->data = data;
  object->size = (size_t)picture->columns * picture->rows * channels;
  buf_printf(&object->body, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8/ColorSpace/%s",
             picture->columns, picture->rows, channels == 3 ? "DeviceRGB" : "DeviceGray");
  return object;
}

size_t images_use(struct images *images, const struct picture *picture) {
  struct document *document = images->document;
  for (size_t i = 0; i < images->count; i++)
    if (images->items[i].picture == picture)
      return i;
  struct object *object = samples(document, picture, picture->rgb, 3);
  if (picture->alpha)
    buf_printf(&object->body, "/SMask %u 0 R", samples(document, picture, picture->alpha, 1)->number);
  *ARENA_PUSH(document->arena, images->items, images->count, images->cap) = (struct image){picture, object};
  return images->count - 1;
}

static bool same_path(const struct path *a, const struct path *b) {
  if (a->count != b->count)
    return false;
  for (size_t i = 0; a != b && i < a->count; i++) {
    const struct path_element *left = &a->elements[i], *right = &b->elements[i];
    if (left->verb != right->verb || memcmp(left->x, right->x, sizeof left->x) != 0 ||
        memcmp(left->y, right->y, sizeof left->y) != 0)
      return false;
  }
  return true;
}

size_t images_form(struct images *images, const struct path *path, struct object **object, bool *is_new) {
  struct document *document = images->document;
  size_t number = 0;
  while (number < images->form_count && !same_path(images->forms[number].path, path))
    number++;
  *is_new = number == images->form_count;
  if (*is_new) {
    *object = document_object(document, OBJECT_STREAM);
    *ARENA_PUSH(document->arena, images->forms, images->form_count, images->form_cap) = (struct form){path, *object};
  }
  *object = images->forms[number].object;
  return number;
}

void images_finish(struct images *images) {
  struct buf *resources = &images->document->resources->body;
  if (!images->count && !images->form_count)
    return;
  buf_puts(resources, "/XObject<<");
  for (size_t i = 0; i < images->count; i++)
    buf_printf(resources, "/I%zu %u 0 R", i, images->items[i].object->number);
  for (size_t i = 0; i < images->form_count; i++)
    buf_printf(resources, "/W%zu %u 0 R", i, images->forms[i].object->number);
  buf_puts(resources, ">>");
}

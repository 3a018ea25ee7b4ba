/* extract.c - catalog /AF -> file specifications -> embedded streams. The decoded size is known from /Params /Size and
 * must fit exactly, so that nothing is guessed and nothing grows beyond its limit. */
#include "sign/extract.h"

#include "base/limits.h"
#include "sign/inflate.h"
#include "sign/revision.h"

#include <string.h>

static bool bad(struct fault *fault, const char *what) {
  return fault_set(fault, REASON_FORBIDDEN, what, "");
}

static bool is_plain_name(const char *name) {
  size_t length = strlen(name);
  if (length == 0 || length > 100 || name[0] == '.' || name[0] == '-')
    return false;
  return strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == length;
}

/* The decoded size is told beforehand. */
static bool decode(const struct pdf_object *stream, size_t size, struct arena *arena, struct bytes *out) {
  struct bytes filter;
  *out = stream->stream;
  if (value_get(stream->value, "Filter", &filter) &&
      (!value_is(filter, "/FlateDecode") || !inflate_all(stream->stream, size, arena, out)))
    return false;
  return out->size == size;
}

static bool take_file(const struct report_file *file, struct bytes reference, struct arena *arena,
                      struct extraction *out, struct fault *fault) {
  size_t last = file->count - 1;
  unsigned number;
  struct bytes value, embedded, parameters;
  uint64_t size;
  const struct pdf_object *specification =
      value_reference(reference, &number) ? revision_object(file, last, number) : NULL;
  struct extracted *target = &out->files[out->count];
  if (!specification || !value_get(specification->value, "F", &value) || !value_text(value, arena, &target->name) ||
      !is_plain_name(target->name))
    return bad(fault, "/Filespec");
  if (!value_get(specification->value, "EF", &value) || !revision_dictionary(file, last, value, &embedded) || !value_get(embedded, "F", &value) ||
      !value_reference(value, &number))
    return bad(fault, "/EF");
  const struct pdf_object *stream = revision_object(file, last, number);
  if (!stream || !stream->stream.p || !value_get(stream->value, "Params", &value) ||
      !revision_dictionary(file, last, value, &parameters) ||
      !value_get(parameters, "Size", &value) || !value_integer(value, &size) || size > LIMIT_ATTACHMENT_BYTES)
    return bad(fault, "/Params");
  for (size_t i = 0; i < out->count; i++)
    if (!strcmp(out->files[i].name, target->name))
      return bad(fault, "/Filespec");
  out->count++;
  return decode(stream, (size_t)size, arena, &target->data) || bad(fault, "/EmbeddedFile");
}

bool extract_run(struct bytes bytes, struct arena *arena, struct extraction *out, struct fault *fault) {
  struct report_file *file = arena_alloc(arena, sizeof *file);
  struct bytes array, rest, item;
  unsigned number;
  *out = (struct extraction){0};
  if (!revision_read(arena, bytes, NULL, file, fault))
    return false;
  const struct pdf_object *catalog = revision_catalog(file, file->count - 1);
  if (!catalog || !value_get(catalog->value, "AF", &array))
    return true;
  if (value_reference(array, &number)) {
    const struct pdf_object *object = revision_object(file, file->count - 1, number);
    array = object ? object->value : (struct bytes){0};
  }
  if (!value_is_array(array))
    return bad(fault, "/AF");
  rest = value_inside(array);
  while (value_next(&rest, &item) == VALUE_OK)
    if (out->count == EXTRACT_FILES_MAX || !take_file(file, item, arena, out, fault))
      return out->count == EXTRACT_FILES_MAX ? bad(fault, "/AF") : false;
  return true;
}

/* packed.c - object streams of revision 0 (ISO 32000-1 7.5.7): a head of "number offset" pairs, then the values, each
 * ended by one line end. The dictionary has one form; the head is read against the cross-reference entries. */
#include "sign/revision.h"

#include "base/limits.h"
#include "sign/inflate.h"

#include <string.h>

/* What stands in one object stream. */
struct pack {
  struct bytes data;
  size_t count, first;
};

static bool dictionary_is_ours(const struct pdf_object *container, struct pack *pack) {
  struct bytes count, first;
  uint64_t n, f;
  struct buf expected = {0};
  if (!container->stream.p || !value_get(container->value, "N", &count) || !value_integer(count, &n) ||
      !value_get(container->value, "First", &first) || !value_integer(first, &f) || n == 0 || n > LIMIT_PACKED_OBJECTS)
    return false;
  pack->count = (size_t)n;
  pack->first = (size_t)f;
  buf_printf(&expected, "<</Type/ObjStm/N %zu/First %zu/Filter/FlateDecode/Length %zu>>", pack->count, pack->first,
             container->stream.size);
  bool same = value_is(container->value, expected.data);
  buf_free(&expected);
  return same;
}

/* Takes digits and the one character that follows them. */
static bool take_number(struct bytes *rest, char after, uint64_t *out) {
  struct bytes digits = {rest->p, 0};
  while (digits.size < rest->size && rest->p[digits.size] >= '0' && rest->p[digits.size] <= '9')
    digits.size++;
  if (digits.size == rest->size || rest->p[digits.size] != (uint8_t)after || !value_integer(digits, out))
    return false;
  *rest = (struct bytes){rest->p + digits.size + 1, rest->size - digits.size - 1};
  return true;
}

/* The entry that the pair names must point back to it. In revision 0 the objects begin with number 1. */
static struct pdf_object *object_of(uint64_t number, const struct pdf_object *container, size_t index,
                                    struct revision *revision) {
  if (number == 0 || number > revision->object_count)
    return NULL;
  const struct xref_entry *entry = &revision->xref.entries[number];
  bool fits = entry->kind == XREF_PACKED && entry->place == container->number && entry->index == index;
  return fits ? &revision->objects[number - 1] : NULL;
}

static bool take_value(const struct pack *pack, size_t from, size_t to, struct pdf_object *object) {
  unsigned ignored;
  if (to <= from || pack->data.p[to - 1] != '\n')
    return false;
  struct bytes all = {pack->data.p + from, to - 1 - from}, rest = all;
  return value_next(&rest, &object->value) == VALUE_OK && value_same(object->value, all) &&
         object->value.p == all.p && !value_reference(object->value, &ignored);
}

static bool take_values(const struct pack *pack, const struct pdf_object *container, struct revision *revision) {
  struct bytes head = {pack->data.p, pack->first};
  uint64_t before = 0, number, offset;
  struct pdf_object *last = NULL;
  size_t start = pack->first;
  for (size_t i = 0; i < pack->count; i++) {
    bool is_last = i + 1 == pack->count;
    if (!take_number(&head, ' ', &number) || !take_number(&head, is_last ? '\n' : ' ', &offset) || number <= before ||
        offset > pack->data.size - pack->first)
      return false;
    size_t here = pack->first + (size_t)offset;
    if (i == 0 ? offset != 0 : !take_value(pack, start, here, last))
      return false;
    if (!(last = object_of(number, container, i, revision)))
      return false;
    start = here;
    before = number;
  }
  return head.size == 0 && take_value(pack, start, pack->data.size, last);
}

bool revision_unpack(const struct pdf_object *container, struct revision *revision, struct arena *arena, size_t *budget,
                     struct fault *fault) {
  struct pack pack;
  if (!dictionary_is_ours(container, &pack) || !inflate_all(container->stream, *budget, arena, &pack.data) ||
      pack.first > pack.data.size || !take_values(&pack, container, revision))
    return fault_set_number(fault, REASON_PACKED, container->number, NULL);
  *budget -= pack.data.size;
  return true;
}

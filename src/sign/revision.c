/* How: from the file's end back along /Prev, each step to a smaller offset, reading the cross-reference streams; then
 * forward, one revision after the other, where the objects must account for every byte up to that stream. */
#include "sign/revision.h"

#include "base/limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(LIMIT_REVISIONS == sizeof((struct report_file *)0)->revisions / sizeof(struct revision), "one limit");

static const char HEADER[] = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";

/* A place in the file that moves forward; `end` bounds it. */
struct cursor {
  const uint8_t *p, *end;
};

static bool take(struct cursor *c, const char *text) {
  size_t length = strlen(text);
  if ((size_t)(c->end - c->p) < length || memcmp(c->p, text, length) != 0)
    return false;
  c->p += length;
  return true;
}

static bool take_value(struct cursor *c, struct bytes *value) {
  struct bytes rest = {c->p, (size_t)(c->end - c->p)};
  if (rest.size == 0 || value_next(&rest, value) != VALUE_OK || value->p != c->p)
    return false;
  c->p = rest.p;
  return true;
}

/* ---- plain objects ---- */

static bool take_stream(struct cursor *c, struct pdf_object *object) {
  struct bytes value;
  uint64_t length;
  if (!take(c, "\nstream\n"))
    return true;
  if (!value_is_dictionary(object->value) || !value_get(object->value, "Length", &value) ||
      !value_integer(value, &length) || length > (uint64_t)(c->end - c->p))
    return false;
  object->stream = (struct bytes){c->p, (size_t)length};
  c->p += length;
  return take(c, "\nendstream");
}

static bool take_object(struct cursor *c, const uint8_t *file, struct pdf_object *object) {
  char head[32];
  snprintf(head, sizeof head, "%u 0 obj\n", object->number);
  if (!take(c, head) || !take_value(c, &object->value) || !take_stream(c, object) || !take(c, "\nendobj\n"))
    return false;
  object->end = (size_t)(c->p - file);
  return true;
}

static int by_start(const void *a, const void *b) {
  const struct pdf_object *const *x = a, *const *y = b;
  return (*x)->start < (*y)->start ? -1 : (*x)->start > (*y)->start;
}

/* The objects of a revision that stand in the file: in the order of their numbers (revision 0) or of their places. */
static struct pdf_object **in_file(struct revision *revision, bool by_place, struct arena *arena, size_t *count) {
  struct pdf_object **order = arena_array(arena, revision->object_count, sizeof(struct pdf_object *));
  *count = 0;
  for (size_t i = 0; i < revision->object_count; i++)
    if (revision->objects[i].kind != PDF_PACKED)
      order[(*count)++] = &revision->objects[i];
  if (by_place)
    qsort(order, *count, sizeof *order, by_start);
  return order;
}

/* Each object begins where the one before ends, and the last ends at the cross-reference stream. */
static bool tile(struct arena *arena, struct bytes file, struct revision *revision, bool is_first, struct fault *fault) {
  struct cursor c = {file.p + (is_first ? sizeof HEADER - 1 : revision->start), file.p + revision->xref.offset};
  size_t count;
  struct pdf_object **order = in_file(revision, !is_first, arena, &count);
  for (size_t i = 0; i < count; i++) {
    if (order[i]->start != (size_t)(c.p - file.p))
      return fault_set_number(fault, REASON_GAP, (size_t)(c.p - file.p), NULL);
    if (!take_object(&c, file.p, order[i]))
      return fault_set_number(fault, REASON_OBJECT, order[i]->number, NULL);
  }
  if (c.p != c.end)
    return fault_set_number(fault, REASON_GAP, (size_t)(c.p - file.p), NULL);
  return true;
}

/* ---- objects of the entries ---- */

/* Revision 0: 1 to size - 2, then the cross-reference stream. The numbers from the lowest that an entry names as an
 * object stream on are object streams, all of them used. */
static bool list_first(struct revision *revision, struct arena *arena, struct fault *fault) {
  const struct xref *xref = &revision->xref;
  unsigned stream = xref->size - 1, first_container = stream;
  revision->object_count = xref->size - 2;
  revision->objects = arena_array(arena, revision->object_count, sizeof *revision->objects);
  for (unsigned n = 1; n < stream; n++)
    if (xref->entries[n].kind == XREF_PACKED && xref->entries[n].place < first_container)
      first_container = xref->entries[n].place;
  for (unsigned n = 1; n < stream; n++) {
    const struct xref_entry *entry = &xref->entries[n];
    bool packed = entry->kind == XREF_PACKED;
    if (packed && (n >= first_container || entry->place >= stream))
      return fault_set_number(fault, REASON_XREF, xref->offset, "object streams");
    revision->objects[n - 1] = (struct pdf_object){
        .number = n,
        .kind = packed ? PDF_PACKED : n >= first_container ? PDF_CONTAINER : PDF_PLAIN,
        .start = packed ? 0 : entry->place};
  }
  if (xref->number != stream || xref->entries[stream].kind != XREF_PLAIN || xref->entries[stream].place != xref->offset)
    return fault_set_number(fault, REASON_XREF, xref->offset, "its own entry");
  return true;
}

/* A later revision: its entries but the last, which is the cross-reference stream itself. */
static bool list_changes(struct revision *revision, struct arena *arena, struct fault *fault) {
  const struct xref *xref = &revision->xref;
  const struct xref_entry *own = &xref->entries[xref->count - 1];
  if (own->number != xref->number || xref->number != xref->size - 1 || own->place != xref->offset || xref->count < 2)
    return fault_set_number(fault, REASON_XREF, xref->offset, "its own entry");
  revision->object_count = xref->count - 1;
  revision->objects = arena_array(arena, revision->object_count, sizeof *revision->objects);
  revision->start = xref->offset;
  for (size_t i = 0; i < revision->object_count; i++) {
    revision->objects[i] = (struct pdf_object){.number = xref->entries[i].number, .start = xref->entries[i].place};
    if (xref->entries[i].place < revision->start)
      revision->start = xref->entries[i].place;
  }
  return true;
}

/* Every packed object must have been found in its object stream, where its number stands once. */
static bool unpack(struct revision *revision, struct arena *arena, struct fault *fault) {
  size_t budget = LIMIT_PACKED_BYTES;
  for (size_t i = 0; i < revision->object_count; i++)
    if (revision->objects[i].kind == PDF_CONTAINER &&
        !revision_unpack(&revision->objects[i], revision, arena, &budget, fault))
      return false;
  for (size_t i = 0; i < revision->object_count; i++)
    if (!revision->objects[i].value.p)
      return fault_set_number(fault, REASON_OBJECT, revision->objects[i].number, NULL);
  return true;
}

/* ---- the chain ---- */

/* The offset before "\n%%EOF\n" at the file's end. */
static bool last_xref(struct bytes file, uint64_t *xref) {
  static const char END[] = "\n%%EOF\n";
  size_t stop = file.size < sizeof END - 1 ? 0 : file.size - (sizeof END - 1), start = stop;
  if (stop == 0 || memcmp(file.p + stop, END, sizeof END - 1) != 0)
    return false;
  while (start > 0 && file.p[start - 1] >= '0' && file.p[start - 1] <= '9')
    start--;
  return value_integer((struct bytes){file.p + start, stop - start}, xref);
}

/* The revisions of `known`, which the file is known to begin with, are taken over when the walk arrives at their end. */
static bool arrives(const struct report_file *known, uint64_t limit, uint64_t offset) {
  return known && limit == known->bytes.size && offset == known->revisions[known->count - 1].xref.offset;
}

static bool walk_back(struct arena *arena, struct bytes file, const struct report_file *known, struct report_file *out,
                      size_t *taken, struct fault *fault) {
  uint64_t offset, limit = file.size;
  struct revision newest_first[LIMIT_REVISIONS];
  if (!last_xref(file, &offset))
    return fault_set(fault, REASON_TAIL, NULL, NULL);
  *taken = 0;
  for (out->count = 0;;) {
    if (arrives(known, limit, offset)) {
      *taken = known->count;
      break;
    }
    if (offset >= limit || offset < sizeof HEADER - 1)
      return fault_set_number(fault, REASON_CHAIN, (size_t)offset, NULL);
    if (out->count == LIMIT_REVISIONS)
      return fault_set_number(fault, REASON_REVISIONS, LIMIT_REVISIONS, NULL);
    struct revision *revision = &newest_first[out->count++];
    *revision = (struct revision){0};
    if (!xref_read(file, (size_t)offset, (size_t)limit, arena, &revision->xref, &revision->end, fault))
      return false;
    if (revision->end != limit)
      return fault_set_number(fault, out->count == 1 ? REASON_TAIL : REASON_CHAIN, revision->end, NULL);
    bool is_first = revision->xref.previous == 0;
    if (!(is_first ? list_first(revision, arena, fault) : list_changes(revision, arena, fault)))
      return false;
    if (is_first)
      break;
    if (revision->xref.previous >= offset)
      return fault_set_number(fault, REASON_CHAIN, (size_t)offset, NULL);
    /* The revision before ends where this one's first object begins. */
    limit = revision->start;
    offset = revision->xref.previous;
  }
  if (*taken + out->count > LIMIT_REVISIONS)
    return fault_set_number(fault, REASON_REVISIONS, LIMIT_REVISIONS, NULL);
  for (size_t i = 0; i < *taken; i++)
    out->revisions[i] = known->revisions[i];
  for (size_t i = 0; i < out->count; i++)
    out->revisions[*taken + i] = newest_first[out->count - 1 - i];
  out->count += *taken;
  return true;
}

/* Catalog and information stay the same objects, and numbers are never taken back. */
static bool heads_agree(const struct report_file *file) {
  for (size_t r = 1; r < file->count; r++) {
    const struct xref *first = &file->revisions[0].xref, *before = &file->revisions[r - 1].xref,
                      *xref = &file->revisions[r].xref;
    if (xref->root != first->root || xref->info != first->info || xref->size <= before->size)
      return false;
  }
  return true;
}

bool revision_read(struct arena *arena, struct bytes file, const struct report_file *known, struct report_file *out,
                   struct fault *fault) {
  *out = (struct report_file){.bytes = file};
  if (file.size > LIMIT_REPORT_BYTES)
    return fault_set_number(fault, REASON_TOO_LARGE, LIMIT_REPORT_BYTES, NULL);
  if (!bytes_begin(file, HEADER))
    return fault_set(fault, REASON_HEADER, NULL, NULL);
  size_t taken;
  if (!walk_back(arena, file, known, out, &taken, fault))
    return false;
  if (!heads_agree(out))
    return fault_set(fault, REASON_TRAILER, NULL, NULL);
  for (size_t r = taken; r < out->count; r++)
    if (!tile(arena, file, &out->revisions[r], r == 0, fault))
      return false;
  return taken || unpack(&out->revisions[0], arena, fault);
}

/* ---- lookup ---- */

static int by_number(const void *key, const void *member) {
  unsigned number = *(const unsigned *)key, other = ((const struct pdf_object *)member)->number;
  return number < other ? -1 : number > other;
}

const struct pdf_object *revision_object(const struct report_file *file, size_t upto, unsigned number) {
  for (size_t r = upto + 1; r-- > 0;) {
    const struct revision *revision = &file->revisions[r];
    const struct pdf_object *found = NULL;
    if (r == 0) /* holds every number from 1 on */
      found = number > 0 && number <= revision->object_count ? &revision->objects[number - 1] : NULL;
    else
      found = bsearch(&number, revision->objects, revision->object_count, sizeof *revision->objects, by_number);
    if (found)
      return found->kind == PDF_CONTAINER ? NULL : found;
  }
  return NULL;
}

bool revision_dictionary(const struct report_file *file, size_t upto, struct bytes value, struct bytes *dictionary) {
  unsigned number;
  if (value_reference(value, &number)) {
    const struct pdf_object *object = revision_object(file, upto, number);
    if (!object)
      return false;
    value = object->value;
  }
  *dictionary = value;
  return value_is_dictionary(value);
}

const struct pdf_object *revision_catalog(const struct report_file *file, size_t upto) {
  return revision_object(file, upto, file->revisions[0].xref.root);
}

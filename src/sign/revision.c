/* How: from the file's end back along /Prev, each step to a smaller offset, collecting where the tables stand; then
 * forward, one revision after the other, where each table must account for every byte up to itself. */
#include "sign/revision.h"

#include "base/limits.h"


#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(LIMIT_REVISIONS == sizeof((struct report_file *)0)->revisions / sizeof(struct revision), "one limit");

enum { XREF_ENTRY_SIZE = 20 };
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

static bool take_integer(struct cursor *c, uint64_t *out) {
  struct bytes digits = {c->p, 0};
  while (c->p < c->end && *c->p >= '0' && *c->p <= '9')
    c->p++;
  digits.size = (size_t)(c->p - digits.p);
  return value_integer(digits, out);
}

static bool take_value(struct cursor *c, struct bytes *value) {
  struct bytes rest = {c->p, (size_t)(c->end - c->p)};
  if (rest.size == 0 || value_next(&rest, value) != VALUE_OK || value->p != c->p)
    return false;
  c->p = rest.p;
  return true;
}

/* ---- cross-reference table and trailer ---- */

struct table {
  struct revision *revision;
  struct arena *arena;
  size_t cap;
  uint64_t previous; /* /Prev; 0: none */
};

/* "0000000017 00000 n\r\n" */
static bool take_entry(struct cursor *c, char kind, const char *generation, uint64_t *offset) {
  if (c->end - c->p < XREF_ENTRY_SIZE)
    return false;
  *offset = 0;
  for (int i = 0; i < 10; i++) {
    if (c->p[i] < '0' || c->p[i] > '9')
      return false;
    *offset = *offset * 10 + (uint64_t)(c->p[i] - '0');
  }
  const char tail[] = {' ', generation[0], generation[1], generation[2], generation[3], generation[4], ' ', kind, '\r', '\n'};
  bool good = memcmp(c->p + 10, tail, sizeof tail) == 0;
  c->p += XREF_ENTRY_SIZE;
  return good;
}

static bool take_subsection(struct cursor *c, struct table *table, const char **why) {
  uint64_t first, count, offset;
  struct revision *revision = table->revision;
  *why = "subsection";
  if (!take_integer(c, &first) || !take(c, " ") || !take_integer(c, &count) || !take(c, "\n"))
    return false;
  if (count == 0 || first + count > LIMIT_PDF_OBJECTS || (uint64_t)(c->end - c->p) / XREF_ENTRY_SIZE < count)
    return false;
  for (uint64_t i = 0; i < count; i++) {
    unsigned number = (unsigned)(first + i);
    *why = "entry";
    if (number == 0) {
      if (!take_entry(c, 'f', "65535", &offset) || offset != 0)
        return false;
      continue;
    }
    if (!take_entry(c, 'n', "00000", &offset))
      return false;
    *why = "object listed twice or out of order";
    if (revision->object_count && revision->objects[revision->object_count - 1].number >= number)
      return false;
    *ARENA_PUSH(table->arena, revision->objects, revision->object_count, table->cap) =
        (struct pdf_object){.number = number, .start = (size_t)offset};
  }
  return true;
}

/* Revision 0 lists all its objects in one subsection from 0; a later one lists what it changes. */
static bool entries_are_ours(const struct revision *revision, bool is_first, struct bytes subsections) {
  if (!is_first)
    return revision->object_count > 0 && revision->object_count <= LIMIT_REVISION_OBJECTS;
  return revision->object_count + 1 == revision->size && bytes_begin(subsections, "0 ");
}

static bool trailer_is_ours(struct table *table, bool is_first) {
  struct bytes trailer = table->revision->trailer, value;
  uint64_t size;
  unsigned number;
  if (!value_is_dictionary(trailer) || !value_get(trailer, "Size", &value) || !value_integer(value, &size) || size < 2 ||
      size > LIMIT_PDF_OBJECTS)
    return false;
  table->revision->size = (unsigned)size;
  size_t keys = 0;
  struct bytes rest = value_inside(trailer), key;
  while (value_next(&rest, &key) == VALUE_OK && value_next(&rest, &value) == VALUE_OK)
    keys++;
  if (!value_get(trailer, "Root", &value) || !value_reference(value, &number) || !value_get(trailer, "Info", &value) ||
      !value_reference(value, &number) || !value_get(trailer, "ID", &value) || !value_is_array(value))
    return false;
  if (value_get(trailer, "Prev", &value))
    return !is_first && value_integer(value, &table->previous) && table->previous > 0 && keys == 5;
  return is_first && keys == 4;
}

static bool take_table(struct cursor *c, const uint8_t *file, struct table *table, bool is_first, struct fault *fault) {
  struct revision *revision = table->revision;
  const char *why = "keyword";
  struct bytes subsections;
  bool good = take(c, "xref\n");
  subsections = (struct bytes){c->p, (size_t)(c->end - c->p)};
  do
    good = good && take_subsection(c, table, &why);
  while (good && c->p < c->end && *c->p != 't');
  if (!good)
    return fault_set_number(fault, REASON_XREF, revision->xref, why);
  char tail[64];
  snprintf(tail, sizeof tail, "\nstartxref\n%zu\n%%%%EOF\n", revision->xref);
  if (!take(c, "trailer\n") || !take_value(c, &revision->trailer) || !trailer_is_ours(table, is_first) || !take(c, tail))
    return fault_set(fault, REASON_TRAILER, NULL, NULL);
  if (!entries_are_ours(revision, is_first, subsections))
    return fault_set_number(fault, REASON_XREF, revision->xref, "objects");
  revision->end = (size_t)(c->p - file);
  return true;
}

/* ---- objects ---- */

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

/* Objects in the order of the file, each beginning where the one before ends. */
static bool tile(struct arena *arena, struct bytes file, struct revision *revision, size_t from, struct fault *fault) {
  struct cursor c = {file.p + from, file.p + revision->xref};
  struct pdf_object **order = arena_array(arena, revision->object_count, sizeof(struct pdf_object *));
  for (size_t i = 0; i < revision->object_count; i++)
    order[i] = &revision->objects[i];
  qsort(order, revision->object_count, sizeof *order, by_start);
  for (size_t i = 0; i < revision->object_count; i++) {
    if (order[i]->start != (size_t)(c.p - file.p))
      return fault_set_number(fault, REASON_GAP, (size_t)(c.p - file.p), NULL);
    if (!take_object(&c, file.p, order[i]))
      return fault_set_number(fault, REASON_OBJECT, order[i]->number, NULL);
  }
  if (c.p != c.end)
    return fault_set_number(fault, REASON_GAP, (size_t)(c.p - file.p), NULL);
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

/* Offsets of the tables, newest first; each table is only looked at for its /Prev. */
static bool walk_back(struct arena *arena, struct bytes file, struct report_file *out, struct fault *fault) {
  uint64_t xref, limit = file.size;
  struct revision newest_first[LIMIT_REVISIONS];
  if (!last_xref(file, &xref))
    return fault_set(fault, REASON_TAIL, NULL, NULL);
  for (out->count = 0;;) {
    if (xref >= limit || xref < sizeof HEADER - 1)
      return fault_set_number(fault, REASON_CHAIN, (size_t)xref, NULL);
    if (out->count == LIMIT_REVISIONS)
      return fault_set_number(fault, REASON_REVISIONS, LIMIT_REVISIONS, NULL);
    struct revision *revision = &newest_first[out->count++];
    *revision = (struct revision){.xref = (size_t)xref};
    struct table table = {.revision = revision, .arena = arena};
    struct cursor c = {file.p + xref, file.p + limit};
    const uint8_t *prev = bytes_find((struct bytes){c.p, (size_t)(c.end - c.p)}, "/Prev ");
    if (!take_table(&c, file.p, &table, prev == NULL, fault))
      return false;
    if (revision->end != limit)
      return fault_set_number(fault, out->count == 1 ? REASON_TAIL : REASON_CHAIN, revision->end, NULL);
    if (!table.previous)
      break;
    if (table.previous >= xref)
      return fault_set_number(fault, REASON_CHAIN, (size_t)xref, NULL);
    /* The revision before ends where this one's first object begins. */
    limit = xref;
    for (size_t i = 0; i < revision->object_count; i++)
      if (revision->objects[i].start < limit)
        limit = revision->objects[i].start;
    revision->start = (size_t)limit;
    xref = table.previous;
  }
  for (size_t i = 0; i < out->count; i++)
    out->revisions[i] = newest_first[out->count - 1 - i];
  return true;
}

static bool roots_agree(const struct report_file *file) {
  struct bytes first, other;
  for (size_t r = 1; r < file->count; r++)
    if (!value_get(file->revisions[0].trailer, "Root", &first) || !value_get(file->revisions[r].trailer, "Root", &other) ||
        !value_same(first, other) || file->revisions[r].size < file->revisions[r - 1].size)
      return false;
  return true;
}

bool revision_read(struct arena *arena, struct bytes file, struct report_file *out, struct fault *fault) {
  *out = (struct report_file){.bytes = file};
  if (file.size > LIMIT_REPORT_BYTES)
    return fault_set_number(fault, REASON_TOO_LARGE, LIMIT_REPORT_BYTES, NULL);
  if (!bytes_begin(file, HEADER))
    return fault_set(fault, REASON_HEADER, NULL, NULL);
  if (!walk_back(arena, file, out, fault))
    return false;
  if (!roots_agree(out))
    return fault_set(fault, REASON_TRAILER, NULL, NULL);
  for (size_t r = 0; r < out->count; r++) {
    struct revision *revision = &out->revisions[r];
    if (r && out->revisions[r - 1].end != revision->start)
      return fault_set_number(fault, REASON_GAP, out->revisions[r - 1].end, NULL);
    if (!tile(arena, file, revision, r ? revision->start : sizeof HEADER - 1, fault))
      return false;
    if (revision->objects[revision->object_count - 1].number >= revision->size)
      return fault_set_number(fault, REASON_OBJECT, revision->objects[revision->object_count - 1].number, NULL);
  }
  return true;
}

/* ---- lookup ---- */

static int by_number(const void *key, const void *member) {
  unsigned number = *(const unsigned *)key, other = ((const struct pdf_object *)member)->number;
  return number < other ? -1 : number > other;
}

const struct pdf_object *revision_object(const struct report_file *file, size_t upto, unsigned number) {
  for (size_t r = upto + 1; r-- > 0;) {
    const struct revision *revision = &file->revisions[r];
    const struct pdf_object *found =
        bsearch(&number, revision->objects, revision->object_count, sizeof *revision->objects, by_number);
    if (found)
      return found;
  }
  return NULL;
}

bool revision_dictionary(const struct report_file *file, size_t upto, struct bytes dictionary, const char *key,
                         struct bytes *out) {
  unsigned number;
  if (!value_get(dictionary, key, out))
    return false;
  if (value_reference(*out, &number)) {
    const struct pdf_object *object = revision_object(file, upto, number);
    if (!object)
      return false;
    *out = object->value;
  }
  return value_is_dictionary(*out);
}

bool revision_root(const struct report_file *file, unsigned *number) {
  struct bytes value;
  return value_get(file->revisions[0].trailer, "Root", &value) && value_reference(value, number);
}

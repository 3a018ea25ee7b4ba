/* How: a walk from the two roots with a stack of numbers; each object is read once, past its strings and names, for what
 * looks like "12 0 R". Linear in the size of the values. */
#include "sign/reach.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

struct walk {
  const struct report_file *file;
  bool *seen;      /* by number */
  unsigned *stack;
  size_t depth;
};

static void visit(struct walk *walk, unsigned number) {
  if (number >= walk->file->revisions[0].xref.size || walk->seen[number])
    return;
  walk->seen[number] = true;
  walk->stack[walk->depth++] = number;
}

/* Behind a literal string that begins at p. */
static const uint8_t *past_string(const uint8_t *p, const uint8_t *end) {
  size_t open = 0;
  for (; p < end; p++) {
    if (*p == '\\')
      p++;
    else if (*p == '(')
      open++;
    else if (*p == ')' && --open == 0)
      return p + 1;
  }
  return end;
}

static const uint8_t *past_name(const uint8_t *p, const uint8_t *end) {
  for (p++; p < end && *p > ' ' && !memchr("()<>[]{}/%", *p, 10);)
    p++;
  return p;
}

static const uint8_t *past_number(struct walk *walk, const uint8_t *p, const uint8_t *end) {
  uint64_t number = 0;
  for (; p < end && *p >= '0' && *p <= '9'; p++)
    number = number < UINT32_MAX ? number * 10 + (uint64_t)(*p - '0') : number;
  if (end - p >= 4 && !memcmp(p, " 0 R", 4) && number < UINT32_MAX)
    visit(walk, (unsigned)number);
  return p;
}

static void read_references(struct walk *walk, struct bytes value) {
  const uint8_t *p = value.p, *end = p + value.size;
  while (p < end) {
    if (*p == '(')
      p = past_string(p, end);
    else if (*p == '/')
      p = past_name(p, end);
    else if (*p >= '0' && *p <= '9')
      p = past_number(walk, p, end);
    else
      p++;
  }
}

static bool all_are_seen(const struct walk *walk, struct fault *fault) {
  const struct revision *first = &walk->file->revisions[0];
  for (size_t i = 0; i < first->object_count; i++) {
    const struct pdf_object *object = &first->objects[i];
    if (object->kind != PDF_CONTAINER && !walk->seen[object->number])
      return fault_set_number(fault, REASON_UNUSED, object->number, NULL);
  }
  return true;
}

bool reach_every_object(const struct report_file *file, struct fault *fault) {
  const struct xref *xref = &file->revisions[0].xref;
  struct arena *arena = arena_new();
  struct walk walk = {.file = file};
  walk.seen = arena_array(arena, (size_t)xref->size + 1, sizeof *walk.seen);
  walk.stack = arena_array(arena, (size_t)xref->size + 1, sizeof *walk.stack);
  visit(&walk, xref->root);
  visit(&walk, xref->info);
  while (walk.depth) {
    const struct pdf_object *object = revision_object(file, 0, walk.stack[--walk.depth]);
    if (object)
      read_references(&walk, object->value);
  }
  bool good = all_are_seen(&walk, fault);
  arena_free(arena);
  return good;
}

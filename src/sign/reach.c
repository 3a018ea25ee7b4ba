/* How: a walk from the two roots with a stack of numbers; each object is visited once. */
#include "sign/reach.h"

#include "base/arena.h"

struct walk {
  bool *seen; /* by number */
  unsigned *stack;
  size_t depth;
  unsigned size;
};

void reach_begin(struct references *references, struct arena *arena, unsigned size) {
  *references = (struct references){.first = arena_array(arena, (size_t)size + 1, sizeof(size_t))};
}

void reach_next(struct references *references, unsigned number) {
  references->first[number] = references->first[number + 1] = references->count;
}

void reach_note(struct references *references, struct arena *arena, unsigned to) {
  references->to = arena_grow(arena, references->to, references->count, &references->cap, sizeof *references->to);
  references->to[references->count++] = to;
}

static void visit(struct walk *walk, unsigned number) {
  if (number >= walk->size || walk->seen[number]) return;
  walk->seen[number] = true;
  walk->stack[walk->depth++] = number;
}

bool reach_every_object(const struct report_file *file, const struct references *references, struct arena *arena,
                        struct fault *fault) {
  const struct revision *first = &file->revisions[0];
  struct walk walk = {.seen = arena_array(arena, (size_t)first->xref.size + 1, sizeof *walk.seen),
                      .size = first->xref.size};
  walk.stack = arena_array(arena, (size_t)first->xref.size + 1, sizeof *walk.stack);
  visit(&walk, first->xref.root);
  visit(&walk, first->xref.info);
  while (walk.depth) {
    unsigned number = walk.stack[--walk.depth];
    for (size_t i = references->first[number]; i < references->first[number + 1]; i++)
      visit(&walk, references->to[i]);
  }
  for (size_t i = 0; i < first->object_count; i++) {
    const struct pdf_object *object = &first->objects[i];
    if (object->kind != PDF_CONTAINER && !walk.seen[object->number])
      return fault_set_number(fault, REASON_UNUSED, object->number, NULL);
  }
  return true;
}

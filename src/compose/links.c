/* links.c - after the last section: a link to a place that this edition does not have becomes plain text, and a page
 * number of such a place a dash. Templates choose their sections, so a chapter may point to one that is not there. */
#include "compose/parts.h"

#include <stdlib.h>
#include <string.h>

struct anchors {
  const char **names;
  size_t count, cap;
};

static void each_block(struct compose *c, struct block *b, void (*visit)(struct compose *, struct block *, void *),
                       void *context) {
  visit(c, b, context);
  for (size_t i = 0; i < b->child_count; i++)
    each_block(c, b->children[i], visit, context);
  for (size_t r = 0; b->table && r < b->table->row_count; r++)
    for (size_t k = 0; k < b->table->rows[r].cell_count; k++)
      if (b->table->rows[r].cells[k].content) each_block(c, b->table->rows[r].cells[k].content, visit, context);
}

static void collect(struct compose *c, struct block *b, void *context) {
  struct anchors *found = context;
  if (b->anchor) *ARENA_PUSH(c->arena, found->names, found->count, found->cap) = b->anchor;
  for (size_t r = 0; b->table && r < b->table->row_count; r++)
    if (b->table->rows[r].anchor)
      *ARENA_PUSH(c->arena, found->names, found->count, found->cap) = b->table->rows[r].anchor;
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void resolve(struct compose *c, struct block *b, void *context) {
  const struct anchors *found = context;
  for (size_t i = 0; i < b->run_count; i++) {
    struct run *r = &b->runs[i];
    if (!r->link || (found->count && bsearch(&r->link, found->names, found->count, sizeof *found->names, by_name)))
      continue;
    r->link = NULL;
    if (r->page_of_link) r->text = plain_text(say(c, "common.none"));
    r->page_of_link = false;
  }
}

void links_resolve(struct compose *c) {
  struct anchors found = {0};
  each_block(c, c->content->root, collect, &found);
  if (found.count) qsort(found.names, found.count, sizeof *found.names, by_name);
  each_block(c, c->content->root, resolve, &found);
}

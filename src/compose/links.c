/* links.c - after the last section: a link to a place that this edition does not have becomes plain text, and a page
 * number of such a place a dash. Templates choose their sections, so a chapter may point to one that is not there.
 *
 * One walk through the content gathers the places and the links; then each link is looked for. */
#include "compose/parts.h"

#include <stdlib.h>
#include <string.h>

struct links {
  const char **anchors;
  size_t anchor_count, anchor_cap;
  struct run **runs;
  size_t run_count, run_cap;
};

static void gather_anchor(struct compose *c, const char *anchor, struct links *out) {
  if (anchor) *ARENA_PUSH(c->arena, out->anchors, out->anchor_count, out->anchor_cap) = anchor;
}

static void gather(struct compose *c, struct block *b, struct links *out) {
  gather_anchor(c, b->anchor, out);
  for (size_t i = 0; i < b->run_count; i++)
    if (b->runs[i].link) *ARENA_PUSH(c->arena, out->runs, out->run_count, out->run_cap) = &b->runs[i];
  for (size_t i = 0; i < b->child_count; i++)
    gather(c, b->children[i], out);
  for (size_t r = 0; b->table && r < b->table->row_count; r++) {
    struct row *row = &b->table->rows[r];
    gather_anchor(c, row->anchor, out);
    for (size_t k = 0; k < row->cell_count; k++)
      if (row->cells[k].content) gather(c, row->cells[k].content, out);
  }
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void links_resolve(struct compose *c) {
  struct links all = {0};
  gather(c, c->content->root, &all);
  if (all.anchor_count) qsort(all.anchors, all.anchor_count, sizeof *all.anchors, by_name);
  for (size_t i = 0; i < all.run_count; i++) {
    struct run *r = all.runs[i];
    if (all.anchor_count && bsearch(&r->link, all.anchors, all.anchor_count, sizeof *all.anchors, by_name)) continue;
    r->link = NULL;
    if (r->page_of_link) r->text = plain_text(say(c, "common.none"));
    r->page_of_link = false;
  }
}

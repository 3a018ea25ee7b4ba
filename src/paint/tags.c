/* How: every element gets a node and an object when the tree is opened; the node of an element with content is found
 * again by its address through a hash table, because layout's elements are read-only here. Child elements join their
 * parent's kids as soon as they or a later sibling have content, the rest at the end: so the tree's order holds, and
 * empty cells keep their place. Element objects are written at save time straight into the file (tag_text.c). */
#include "paint/tags.h"

#include "paint/syntax.h"

#include <hpdf_doc.h>
#include <stdlib.h>
#include <string.h>

static size_t slot_of(const struct tags *tags, const struct element *element) {
  uint64_t address = (uint64_t)(uintptr_t)element;
  return (size_t)((address >> 4) * 0x9E3779B97F4A7C15u >> 32) & (tags->slots - 1);
}

/* NULL: not an element of this tree. */
static struct tag_node *node_of(struct tags *tags, const struct element *element) {
  if (tags->last_node && tags->last_node->element == element)
    return tags->last_node;
  size_t slot = slot_of(tags, element);
  while (tags->table[slot] && tags->nodes[tags->table[slot] - 1].element != element)
    slot = (slot + 1) & (tags->slots - 1);
  return tags->last_node = tags->table[slot] ? &tags->nodes[tags->table[slot] - 1] : NULL;
}

static size_t count_elements(const struct element *element) {
  size_t count = 1;
  for (const struct element *child = element->first; child; child = child->next)
    count += count_elements(child);
  return count;
}

static struct tag_node *add_node(struct tags *tags, const struct element *element, struct tag_node *parent) {
  struct tag_node *node = &tags->nodes[tags->count++], **end = &node->pending;
  *node = (struct tag_node){.element = element, .tags = tags, .parent = parent};
  node->number = document_object_written(tags->document, tag_write, node);
  size_t slot = slot_of(tags, element);
  while (tags->table[slot])
    slot = (slot + 1) & (tags->slots - 1);
  tags->table[slot] = (uint32_t)tags->count;
  for (const struct element *child = element->first; child; child = child->next) {
    *end = add_node(tags, child, node);
    end = &(*end)->next;
  }
  return node;
}

static void add_kid(struct tag_node *node, enum tag_kid_kind kind, unsigned value, size_t page) {
  struct tag_kid *kid = arena_alloc(node->tags->document->arena, sizeof *kid);
  *kid = (struct tag_kid){.kind = kind, .value = value, .page = page};
  if (kind != TAG_ELEMENT && !node->has_page) {
    node->has_page = true;
    node->page = page;
  }
  if (node->last)
    node->last->next = kid;
  else
    node->first = kid;
  node->last = kid;
}

/* Puts the children of `node` up to and including `last` (NULL: all) among its kids. */
static void attach_children(struct tag_node *node, const struct tag_node *last) {
  for (struct tag_node *child = node->pending; child; child = child->next) {
    node->pending = child->next;
    child->attached = true;
    add_kid(node, TAG_ELEMENT, child->number, 0);
    if (child == last)
      return;
  }
}

static void attach(struct tag_node *node) {
  for (; node->parent && !node->attached; node = node->parent)
    attach_children(node->parent, node);
}

void tags_open(struct tags *tags, struct document *document) {
  const struct pages *pages = document->pages;
  *tags = (struct tags){.document = document, .slots = 64};
  size_t count = count_elements(pages->document);
  while (tags->slots < count * 2)
    tags->slots *= 2;
  document_expect(document, count);
  tags->nodes = arena_take(document->arena, count * sizeof *tags->nodes);
  tags->table = arena_array(document->arena, tags->slots, sizeof *tags->table);
  tags->root = document_object(document, OBJECT_DICTIONARY);
  tags->parent_tree = document_object(document, OBJECT_DICTIONARY);
  add_node(tags, pages->document, NULL);
  tags->page_elements = arena_array(document->arena, pages->count, sizeof *tags->page_elements);
  tags->page_counts = arena_array(document->arena, pages->count, sizeof *tags->page_counts);
  for (size_t i = 0; i < pages->count && !document->failed; i++) {
    tags->page_elements[i] = document_object(document, OBJECT_ARRAY);
    document_check(document, HPDF_Dict_AddNumber(document->page[i], "StructParents", (HPDF_INT32)i));
  }
}

unsigned tags_content(struct tags *tags, const struct element *element, size_t page) {
  struct tag_node *node = node_of(tags, element);
  struct buf *elements = &tags->page_elements[page]->body;
  if (!node) { /* not an element of this tree: a defect of layout */
    tags->document->failed = true;
    return 0;
  }
  attach(node);
  add_kid(node, TAG_CONTENT, tags->page_counts[page], page);
  if (elements->size)
    buf_putc(elements, ' ');
  syntax_put_ref(elements, node->number);
  return tags->page_counts[page]++;
}

void tags_annotation(struct tags *tags, const struct element *element, size_t page, struct object *annotation) {
  struct tag_node *node = node_of(tags, element);
  if (!node) {
    tags->document->failed = true;
    return;
  }
  attach(node);
  add_kid(node, TAG_ANNOTATION, annotation->number, page);
  buf_puts(&annotation->body, "/StructParent ");
  buf_put_int(&annotation->body, (long)(tags->document->pages->count + tags->annotation_count));
  *ARENA_PUSH(tags->document->arena, tags->annotation_elements, tags->annotation_count, tags->annotation_cap) =
      node->number;
}

/* Keys: pages by their index, then annotations in order of creation (14.7.4.4). */
static void write_parent_tree(struct tags *tags) {
  struct buf *out = &tags->parent_tree->body;
  size_t pages = tags->document->pages->count;
  buf_puts(out, "/Nums[");
  for (size_t key = 0; key < pages + tags->annotation_count; key++) {
    buf_put_int(out, (long)key);
    buf_putc(out, ' ');
    syntax_put_ref(out, key < pages ? tags->page_elements[key]->number : tags->annotation_elements[key - pages]);
    buf_putc(out, '\n');
  }
  buf_putc(out, ']');
}

static int by_id(const void *a, const void *b) {
  return strcmp((*(struct tag_node *const *)a)->element->id, (*(struct tag_node *const *)b)->element->id);
}

/* Name tree of all elements with an ID, sorted (14.7.2); one leaf is enough. */
static void write_id_tree(struct tags *tags) {
  struct tag_node **named = arena_array(tags->document->arena, tags->count, sizeof *named);
  size_t count = 0;
  for (size_t i = 0; i < tags->count; i++)
    if (tags->nodes[i].element->id)
      named[count++] = &tags->nodes[i];
  if (!count)
    return;
  qsort(named, count, sizeof *named, by_id);
  tags->id_tree = document_object(tags->document, OBJECT_DICTIONARY);
  struct buf *out = &tags->id_tree->body;
  buf_puts(out, "/Names[");
  for (size_t i = 0; i < count; i++) {
    syntax_put_ascii(out, named[i]->element->id);
    syntax_put_ref(out, named[i]->number);
    buf_putc(out, '\n');
  }
  buf_putc(out, ']');
}

void tags_finish(struct tags *tags) {
  struct document *document = tags->document;
  struct buf *root = &tags->root->body;
  for (size_t i = 0; i < tags->count; i++)
    attach_children(&tags->nodes[i], NULL);
  write_parent_tree(tags);
  write_id_tree(tags);
  buf_printf(root, "/Type/StructTreeRoot/K[%u 0 R]/ParentTree %u 0 R/ParentTreeNextKey %zu",
             tags->nodes[0].number, tags->parent_tree->number,
             document->pages->count + tags->annotation_count);
  if (tags->id_tree)
    buf_printf(root, "/IDTree %u 0 R", tags->id_tree->number);
  /* The attributes that hundreds of cells share: /C/c and /C/r in tag_text.c. */
  buf_puts(root, "/ClassMap<</c<</O/Table/Scope/Column>>/r<</O/Table/Scope/Row>>>>");
  if (!document->failed)
    document_set(document, document->haru->catalog, "StructTreeRoot", tags->root);
}

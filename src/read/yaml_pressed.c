/* yaml_pressed.c - a head, one entry per file, the nodes of all files in reading order, their texts.
 *
 * Numbers are those of the machine that the program is built for. Nodes say how many entries follow them, so a tree is
 * expanded by one walk; nothing in it needs to be checked, since it is part of the program like its code. */
#include "read/yaml_pressed.h"

#include "digest/digest.h"
#include "read/canonical.h"

#include <string.h>

struct pressed_file {
  struct digest bytes;
  char canonical_hex[68]; /* 64 digits and NUL, to a multiple of four */
  uint32_t size, first_node;
};

struct pressed_node {
  uint32_t start, end; /* of the span */
  uint32_t value;      /* scalars: where the text begins; collections: number of entries */
  uint8_t kind, type, is_quoted, unused;
};

struct pressed_head {
  uint32_t files, nodes;
};

/* Of src/pressed.c; absent in programs that are linked without it. */
extern const struct pressed_head tenken_pressed __attribute__((weak));

static const struct pressed_file *files_of(const struct pressed_head *head) {
  return (const struct pressed_file *)(head + 1);
}

static const struct pressed_node *nodes_of(const struct pressed_head *head) {
  return (const struct pressed_node *)(files_of(head) + head->files);
}

static const char *texts_of(const struct pressed_head *head) {
  return (const char *)(nodes_of(head) + head->nodes);
}

struct expansion {
  const struct pressed_node *next;
  const char *texts;
  uint32_t source;
  struct arena *arena;
};

static void expand(struct expansion *e, struct yaml_node *node) {
  const struct pressed_node *pressed = e->next++;
  node->kind = (enum yaml_kind)pressed->kind;
  node->type = (enum yaml_type)pressed->type;
  node->is_quoted = pressed->is_quoted;
  node->at = (struct span){e->source, pressed->start, pressed->end};
  if (node->kind == YAML_SCALAR_VALUE) {
    node->text = e->texts + pressed->value;
    return;
  }
  node->count = pressed->value;
  if (node->count) node->entries = arena_array(e->arena, node->count, sizeof *node->entries);
  for (size_t i = 0; i < node->count; i++)
    expand(e, &node->entries[i]);
}

struct yaml_node *yaml_pressed_tree_in(const void *pressed, const char *bytes, size_t size, uint32_t source,
                                       struct arena *a, const char **canonical_hex) {
  const struct pressed_head *head = pressed;
  const struct pressed_file *files = files_of(head);
  struct digest digest;
  bool is_hashed = false; /* only when a file is as long: no answer file is hashed for this */
  for (uint32_t i = 0; i < head->files; i++) {
    if (files[i].size != size) continue;
    if (!is_hashed) digest = digest_of(bytes, size);
    is_hashed = true;
    if (memcmp(files[i].bytes.bytes, digest.bytes, sizeof digest.bytes) != 0) continue;
    struct expansion e = {nodes_of(head) + files[i].first_node, texts_of(head), source, a};
    struct yaml_node *root = arena_alloc(a, sizeof *root);
    expand(&e, root);
    *canonical_hex = files[i].canonical_hex;
    return root;
  }
  return NULL;
}

struct yaml_node *yaml_pressed_tree(const char *bytes, size_t size, uint32_t source, struct arena *a,
                                    const char **canonical_hex) {
  return &tenken_pressed ? yaml_pressed_tree_in(&tenken_pressed, bytes, size, source, a, canonical_hex) : NULL;
}

static void put_node(struct yaml_press *press, const struct yaml_node *node) {
  bool is_scalar = node->kind == YAML_SCALAR_VALUE;
  struct pressed_node pressed = {.start = node->at.start,
                                 .end = node->at.end,
                                 .value = (uint32_t)(is_scalar ? press->texts.size : node->count),
                                 .kind = (uint8_t)node->kind,
                                 .type = (uint8_t)node->type,
                                 .is_quoted = node->is_quoted};
  buf_put(&press->nodes, &pressed, sizeof pressed);
  if (is_scalar) buf_put(&press->texts, node->text, strlen(node->text) + 1);
  for (size_t i = 0; i < node->count; i++)
    put_node(press, &node->entries[i]);
}

void yaml_press_add(struct yaml_press *press, const struct yaml_file *file, struct arena *a) {
  struct pressed_file entry = {.bytes = digest_of(file->bytes, file->size),
                               .size = (uint32_t)file->size,
                               .first_node = (uint32_t)(press->nodes.size / sizeof(struct pressed_node))};
  memcpy(entry.canonical_hex, canonical_hex(file->root, NULL, a), 65);
  buf_put(&press->files, &entry, sizeof entry);
  put_node(press, file->root);
}

void yaml_press_write(const struct yaml_press *press, struct buf *out) {
  struct pressed_head head = {(uint32_t)(press->files.size / sizeof(struct pressed_file)),
                              (uint32_t)(press->nodes.size / sizeof(struct pressed_node))};
  buf_put(out, &head, sizeof head);
  buf_put(out, press->files.data, press->files.size);
  buf_put(out, press->nodes.data, press->nodes.size);
  buf_put(out, press->texts.data, press->texts.size);
}

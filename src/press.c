/* press.c - a tool of the build: parses the data files that come with the program and writes their trees to standard
 * output, for src/pressed.c (read/yaml_pressed.h says what they are for).
 *
 * usage: press FILE.yaml... > pressed.bin
 * A file with a message is left out: parsing it at run time will give that message. Each tree is expanded again and
 * compared with the parsed one, node by node; a difference ends the build. */
#include "read/canonical.h"
#include "read/yaml_pressed.h"

#include <stdio.h>
#include <string.h>

static bool is_same(const struct yaml_node *a, const struct yaml_node *b) {
  if (a->kind != b->kind || a->type != b->type || a->is_quoted != b->is_quoted || a->count != b->count) return false;
  if (a->at.source != b->at.source || a->at.start != b->at.start || a->at.end != b->at.end) return false;
  if (a->kind == YAML_SCALAR_VALUE) return strcmp(a->text, b->text) == 0;
  for (size_t i = 0; i < a->count; i++) {
    if (!is_same(&a->entries[i], &b->entries[i])) return false;
  }
  return true;
}

static bool is_kept(const struct yaml_file *file, const struct buf *pressed, struct arena *a) {
  const char *hex = "";
  const struct yaml_node *tree = yaml_pressed_tree_in(pressed->data, file->bytes, file->size, file->source, a, &hex);
  return tree && is_same(tree, file->root) && strcmp(hex, canonical_hex(file->root, NULL, a)) == 0;
}

/* Whatever kind a file says it is: that is asked again when it is read. */
static bool parse(const char *path, struct arena *a, struct diag *d, struct yaml_file *file) {
  yaml_load(path, "", a, d, file);
  return file->root != NULL;
}

int main(int argc, char **argv) {
  struct arena *arena = arena_new();
  struct yaml_file *files = arena_array(arena, (size_t)argc, sizeof *files);
  struct diag **diags = arena_array(arena, (size_t)argc, sizeof *diags);
  struct yaml_press press = {0};
  struct buf pressed = {0};
  int differing = 0;
  for (int i = 1; i < argc; i++) {
    diags[i] = diag_new();
    if (parse(argv[i], arena, diags[i], &files[i])) yaml_press_add(&press, &files[i], arena);
  }
  yaml_press_write(&press, &pressed);
  for (int i = 1; i < argc; i++) {
    if (files[i].root && !is_kept(&files[i], &pressed, arena)) {
      fprintf(stderr, "press: %s: the pressed tree differs from the parsed one\n", argv[i]);
      differing++;
    }
    diag_free(diags[i]);
  }
  bool is_written = fwrite(pressed.data, 1, pressed.size, stdout) == pressed.size && fflush(stdout) == 0;
  buf_free(&press.files);
  buf_free(&press.nodes);
  buf_free(&press.texts);
  buf_free(&pressed);
  arena_free(arena);
  return is_written && !differing ? 0 : 1;
}

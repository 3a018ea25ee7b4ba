/* key.c - see key.h. Lines "what hash", hashed; files that the library has read are hashed as their texts. */
#include "batch/key.h"

#include "base/file.h"
#include "digest/digest.h"

#include <string.h>

static void put_hash(struct buf *lines, const char *what, const void *data, size_t size) {
  char hex[65];
  struct digest digest = digest_of(data, size);
  digest_hex(&digest, hex);
  buf_printf(lines, "%s %s\n", what, hex);
}

struct key_of_files {
  struct key_of_files *next;
  const struct template *template;
  const struct look *look;
  char hex[65];
};

/* The library's own files: framework, strings, templates, themes; of the last two kinds only those of this report. */
static void hash_files(const struct library *library, struct key_of_files *out) {
  const struct source *source;
  struct arena *arena = arena_new();
  struct buf lines = {0};
  const char *template_path =
      path_join(arena, library->templates_folder, arena_printf(arena, "%s.yaml", out->template->name));
  for (uint32_t i = 1; (source = diag_source(library->diag, i)); i++) {
    bool is_data = !strncmp(source->name, library->data, strlen(library->data));
    if (is_data || !strcmp(source->name, template_path) || !strcmp(source->name, out->look->theme_path))
      put_hash(&lines, "file", source->text, source->size);
  }
  put_hash(&lines, "icc", library->icc, library->icc_size);
  struct digest digest = digest_of(lines.data, lines.size);
  digest_hex(&digest, out->hex);
  buf_free(&lines);
  arena_free(arena);
}

/* Hashed once per worker: they are the same for all its jobs. */
static const char *files_hex(struct library *library, const struct template *template, const struct look *look) {
  for (const struct key_of_files *known = library->keys; known; known = known->next)
    if (known->template == template && known->look == look) return known->hex;
  struct key_of_files *key = arena_alloc(library->arena, sizeof *key);
  *key = (struct key_of_files){.next = library->keys, .template = template, .look = look};
  hash_files(library, key);
  library->keys = key;
  return key->hex;
}

static void put_fonts(struct buf *lines, const struct font_set *fonts) {
  for (int role = 0; role < FONT_ROLE_COUNT; role++)
    if (fonts->face[role])
      buf_printf(lines, "font %s %08lx\n", face_postscript_name(fonts->face[role]),
                 (unsigned long)face_checksum(fonts->face[role]));
}

void key_report(struct library *library, const struct assessment *assessment, const struct template *template,
                const struct look *look, enum language language, bool claim, char out[65]) {
  const struct input *input = &assessment->input;
  const char *name = input->answers->path ? path_base(input->answers->path) : "-";
  struct buf lines = {0};
  buf_printf(&lines, "tenken %s\nlanguage %d\nclaim %d\ndigest %s\n", TENKEN_VERSION, (int)language, claim, input->digest);
  put_hash(&lines, "answers", input->answers->bytes, input->answers->byte_count);
  put_hash(&lines, "name", name, strlen(name)); /* reports print it; the answers hold that of last year's file */
  if (input->previous) put_hash(&lines, "previous", input->previous->bytes, input->previous->byte_count);
  buf_printf(&lines, "files %s\n", files_hex(library, template, look));
  put_fonts(&lines, &look->fonts);
  if (look->theme->logo) buf_printf(&lines, "logo %s\n", look->theme->logo->digest_hex);
  struct digest digest = digest_of(lines.data, lines.size);
  digest_hex(&digest, out);
  buf_free(&lines);
}

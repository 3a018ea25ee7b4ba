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

/* The library's own files: framework, strings, templates, themes; of the last two kinds only those of this report. */
static void put_files(struct buf *lines, const struct library *library, const struct template *template,
                      const struct look *look) {
  const struct source *source;
  struct arena *arena = arena_new();
  const char *template_path =
      path_join(arena, library->templates_folder, arena_printf(arena, "%s.yaml", template->name));
  for (uint32_t i = 1; (source = diag_source(library->diag, i)); i++) {
    bool is_data = !strncmp(source->name, library->data, strlen(library->data));
    if (is_data || !strcmp(source->name, template_path) || !strcmp(source->name, look->theme_path))
      put_hash(lines, "file", source->text, source->size);
  }
  arena_free(arena);
}

static void put_fonts(struct buf *lines, const struct font_set *fonts) {
  for (int role = 0; role < FONT_ROLE_COUNT; role++)
    if (fonts->face[role])
      buf_printf(lines, "font %s %08lx\n", face_postscript_name(fonts->face[role]),
                 (unsigned long)face_checksum(fonts->face[role]));
}

void key_report(const struct library *library, const struct assessment *assessment, const struct template *template,
                const struct look *look, enum language language, char out[65]) {
  const struct input *input = &assessment->input;
  struct buf lines = {0};
  buf_printf(&lines, "tenken %s\nlanguage %d\ndigest %s\n", TENKEN_VERSION, (int)language, input->digest);
  put_hash(&lines, "answers", input->answers->bytes, input->answers->byte_count);
  if (input->previous) put_hash(&lines, "previous", input->previous->bytes, input->previous->byte_count);
  put_files(&lines, library, template, look);
  put_fonts(&lines, &look->fonts);
  if (look->theme->logo) buf_printf(&lines, "logo %s\n", look->theme->logo->digest_hex);
  put_hash(&lines, "icc", library->icc, library->icc_size);
  struct digest digest = digest_of(lines.data, lines.size);
  digest_hex(&digest, out);
  buf_free(&lines);
}

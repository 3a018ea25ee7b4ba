/* cmd_manifest.c - `tenken manifest merge`: the manifests of all shards become the manifest of the whole run. */
#include "base/file.h"
#include "base/limits.h"
#include "batch/merge.h"
#include "cli/session.h"

#include <stdio.h>
#include <string.h>

static bool read_part(const char *path, struct arena *arena, struct manifest *out) {
  char *text;
  size_t size;
  const char *why = NULL;
  int error = file_read(arena, path, LIMIT_MANIFEST_BYTES, &text, &size);
  if (error)
    why = cli_reason(file_reason(error));
  else if (manifest_parse(text, size, arena, out, &why))
    return true;
  cli_error("%s cannot be read as a manifest: %s", path, cli_words(why));
  return false;
}

static bool ends_in(const char *path, const char *ending) {
  size_t size = strlen(path), tail = strlen(ending);
  return size > tail && !strcmp(path + size - tail, ending);
}

static int put_out(const struct options *options, const struct manifest *manifest) {
  struct buf text = {0};
  if (ends_in(options->output, ".csv"))
    manifest_csv(manifest, &text);
  else
    manifest_json(manifest, &text);
  int error = file_write_atomic(options->output, text.data, text.size);
  if (error) cli_error("cannot write %s: %s", options->output, cli_reason(strerror(error)));
  buf_free(&text);
  return error ? EXIT_ENVIRONMENT : EXIT_DONE;
}

static int merge(const struct options *options, struct arena *arena) {
  const char **paths = options->files + 1;
  size_t count = options->file_count - 1, at = 0;
  struct manifest *parts = arena_array(arena, count, sizeof *parts), whole;
  for (size_t p = 0; p < count; p++)
    if (!read_part(paths[p], arena, &parts[p])) return EXIT_INPUT;
  const char *fault = merge_run(parts, count, arena, &whole, &at);
  if (!fault) return put_out(options, &whole);
  cli_error("%s: %s", paths[at], cli_words(fault));
  return EXIT_INPUT;
}

int cmd_manifest(const struct options *options) {
  if (options->file_count < 2 || strcmp(options->files[0], "merge") != 0) {
    cli_error("usage: tenken manifest merge MANIFEST... -o FILE");
    return EXIT_USAGE;
  }
  if (!options->output || (!ends_in(options->output, ".json") && !ends_in(options->output, ".csv"))) {
    cli_error("manifest merge needs -o FILE.json or -o FILE.csv");
    return EXIT_USAGE;
  }
  struct arena *arena = arena_new();
  int code = merge(options, arena);
  arena_free(arena);
  return code;
}

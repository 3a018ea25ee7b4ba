/* cmd_extract.c - `tenken extract`: the attached files into a folder, byte for byte. A name is a plain base name
 * (extract.h), an existing file is never written over, and all names are looked at before the first file is written. */
#include "base/file.h"
#include "base/limits.h"
#include "cli/signing.h"
#include "sign/extract.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static bool may_write(const struct extraction *files, const char *folder, struct arena *arena) {
  struct stat ignored;
  for (size_t i = 0; i < files->count; i++) {
    const char *path = path_join(arena, folder, files->files[i].name);
    if (lstat(path, &ignored) == 0) {
      cli_error("%s is there already; nothing was extracted", path);
      return false;
    }
  }
  return true;
}

static int write_files(const struct extraction *files, const char *folder, struct arena *arena) {
  if (mkdir(folder, 0777) < 0 && errno != EEXIST) {
    cli_error("cannot make %s: %s", folder, cli_reason(strerror(errno)));
    return EXIT_ENVIRONMENT;
  }
  if (!may_write(files, folder, arena))
    return EXIT_INPUT;
  for (size_t i = 0; i < files->count; i++) {
    const struct extracted *file = &files->files[i];
    const char *path = path_join(arena, folder, file->name);
    int error = file_write_atomic(path, file->data.p, file->data.size);
    if (error) {
      cli_error("cannot write %s: %s", path, cli_reason(strerror(error)));
      return EXIT_ENVIRONMENT;
    }
    diag_say(stdout, "%s", path);
  }
  return EXIT_DONE;
}

static int extract(const struct options *options, struct arena *arena) {
  const char *path = options->files[0];
  struct fault fault = {0};
  struct extraction files = {0};
  char *data;
  size_t size;
  int error = file_read(arena, path, LIMIT_REPORT_BYTES, &data, &size), code;
  if (error) {
    fault_set(&fault, REASON_READ, path, file_reason(error));
    return signing_say(options, NULL, &fault);
  }
  if (extract_run((struct bytes){(const uint8_t *)data, size}, arena, &files, &fault)) {
    if (files.count == 0 && !options->quiet)
      cli_error("%s has no attached files", path);
    code = files.count ? write_files(&files, options->output, arena) : EXIT_DONE;
  } else {
    code = signing_say(options, path, &fault);
  }
  return code;
}

int cmd_extract(const struct options *options) {
  if (!options->output || options->file_count != 1) {
    cli_error("extract takes one report and -o DIR");
    return EXIT_USAGE;
  }
  struct arena *arena = arena_new();
  int code = extract(options, arena);
  arena_free(arena);
  return cli_finish_stdout(code);
}

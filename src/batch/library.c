/* library.c - finding the folders, and what is loaded at the start of a run. */
#include "batch/library.h"

#include "base/file.h"
#include "batch/looks.h"
#include "read/read.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A folder is ours when it holds this file: "/data" on some machine is not. */
static const char *marker_of(const char *name) {
  return !strcmp(name, "data") ? "framework/csf-1.1.yaml" : !strcmp(name, "fonts") ? "fonts.yaml" : "board.yaml";
}

static bool is_ours(struct arena *arena, const char *folder, const char *name) {
  return path_exists(path_join(arena, folder, marker_of(name)));
}

/* The folder of the running program, or NULL. */
static const char *program_folder(struct arena *arena) {
  char self[PATH_MAX];
  ssize_t size = readlink("/proc/self/exe", self, sizeof self - 1);
  if (size <= 0) return NULL;
  self[size] = '\0';
  return path_folder(arena, self);
}

/* build/tenken and build/release/tenken stand below the tree: look up to three folders up. An installed program that
 * was moved with its prefix finds ../share/tenken. */
static const char *beside_program(struct arena *arena, const char *name) {
  const char *folder = program_folder(arena);
  if (!folder) return NULL;
  const char *shared = path_join(arena, path_join(arena, path_folder(arena, folder), "share/tenken"), name);
  if (is_ours(arena, shared, name)) return shared;
  for (int up = 0; up < 3; up++) {
    folder = path_folder(arena, folder);
    const char *candidate = path_join(arena, folder, name);
    if (is_ours(arena, candidate, name)) return candidate;
  }
  return NULL;
}

static const char *find_folder(struct arena *arena, const char *given, const char *name) {
  if (given) return given;
  const char *beside = beside_program(arena, name);
  const char *installed = path_join(arena, TENKEN_DATADIR, name);
  return beside ? beside : path_exists(installed) ? installed : NULL;
}

static bool find_folders(struct library *library, const struct library_paths *paths, const char **missing) {
  library->data = find_folder(library->arena, paths->data, "data");
  library->templates_folder = find_folder(library->arena, paths->templates, "templates");
  library->fonts_folder = find_folder(library->arena, paths->fonts, "fonts");
  *missing = !library->data               ? "data"
             : !library->templates_folder ? "templates"
             : !library->fonts_folder     ? "fonts"
                                          : NULL;
  return !*missing;
}

bool library_open(struct library *library, const struct library_paths *paths, const char **missing) {
  *library = (struct library){.arena = arena_new(), .diag = diag_new(), .limits = LIMITS_USUAL};
  if (!find_folders(library, paths, missing)) return false;
  const char *path = path_join(library->arena, library->data, "framework/csf-1.1.yaml");
  library->framework = read_framework(path, library->arena, library->diag);
  return library->framework != NULL;
}

bool library_load_strings(struct library *library) {
  static const char *const FILES[LANG_COUNT] = {"strings/ja.yaml", "strings/en.yaml"};
  bool good = true;
  for (int l = 0; l < LANG_COUNT; l++) {
    const char *path = path_join(library->arena, library->data, FILES[l]);
    library->strings[l] = read_strings(path, (enum language)l, library->arena, library->diag);
    good &= library->strings[l] != NULL;
  }
  return good;
}

bool library_load_template(struct library *library, const char *name) {
  if (library->template_count == LIBRARY_TEMPLATES_MAX) return false;
  const char *file = arena_printf(library->arena, "%s.yaml", name);
  const struct template *read =
      read_template(path_join(library->arena, library->templates_folder, file), library->arena, library->diag);
  if (read) library->templates[library->template_count++] = read;
  return read != NULL;
}

void library_seed(const struct library *library, struct diag *job) {
  const struct source *source;
  for (uint32_t i = 1; (source = diag_source(library->diag, i)); i++)
    diag_add_source(job, source->name, source->text, source->size);
}

void library_close(struct library *library) {
  looks_free(library);
  diag_free(library->diag);
  arena_free(library->arena);
}

/* library.c - finding the folders, and what is loaded at the start of a run. */
#include "batch/library.h"

#include "base/file.h"
#include "base/limits.h"
#include "read/read.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ICC_LIMIT_BYTES (1024 * 1024)

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
  if (size <= 0)
    return NULL;
  self[size] = '\0';
  return path_folder(arena, self);
}

/* build/tenken and build/release/tenken stand below the tree: look up to three folders up. An installed program that
 * was moved with its prefix finds ../share/tenken. */
static const char *beside_program(struct arena *arena, const char *name) {
  const char *folder = program_folder(arena);
  if (!folder)
    return NULL;
  const char *shared = path_join(arena, path_join(arena, path_folder(arena, folder), "share/tenken"), name);
  if (is_ours(arena, shared, name))
    return shared;
  for (int up = 0; up < 3; up++) {
    folder = path_folder(arena, folder);
    const char *candidate = path_join(arena, folder, name);
    if (is_ours(arena, candidate, name))
      return candidate;
  }
  return NULL;
}

static const char *find_folder(struct arena *arena, const char *given, const char *name) {
  if (given)
    return given;
  const char *beside = beside_program(arena, name);
  const char *installed = path_join(arena, TENKEN_DATADIR, name);
  return beside ? beside : path_exists(installed) ? installed : NULL;
}

static bool find_folders(struct library *library, const struct library_paths *paths, const char **missing) {
  library->data = find_folder(library->arena, paths->data, "data");
  library->templates_folder = find_folder(library->arena, paths->templates, "templates");
  library->fonts_folder = find_folder(library->arena, paths->fonts, "fonts");
  *missing = !library->data ? "data" : !library->templates_folder ? "templates" : !library->fonts_folder ? "fonts" : NULL;
  return !*missing;
}

bool library_open(struct library *library, const struct library_paths *paths, const char **missing) {
  *library = (struct library){.arena = arena_new(), .diag = diag_new()};
  if (!find_folders(library, paths, missing))
    return false;
  struct arena *arena = library->arena;
  library->framework = read_framework(path_join(arena, library->data, "framework/csf-1.1.yaml"), arena, library->diag);
  library->strings[LANG_JA] = read_strings(path_join(arena, library->data, "strings/ja.yaml"), LANG_JA, arena, library->diag);
  library->strings[LANG_EN] = read_strings(path_join(arena, library->data, "strings/en.yaml"), LANG_EN, arena, library->diag);
  return library->framework && library->strings[LANG_JA] && library->strings[LANG_EN];
}

bool library_load_template(struct library *library, const char *name) {
  if (library->template_count == LIBRARY_TEMPLATES_MAX)
    return false;
  const char *file = arena_printf(library->arena, "%s.yaml", name);
  const struct template *read =
      read_template(path_join(library->arena, library->templates_folder, file), library->arena, library->diag);
  if (read)
    library->templates[library->template_count++] = read;
  return read != NULL;
}

bool library_load_theme(struct library *library, const char *path) {
  if (!path)
    path = path_join(library->arena, library->templates_folder, "themes/default.yaml");
  library->theme = read_theme(path, library->arena, library->diag);
  return library->theme != NULL;
}

static bool load_face(struct library *library, const struct font_files *files, int role, const char **why) {
  const char *reason = NULL;
  if (!files->path[role])
    return role == FONT_FALLBACK_2;
  library->fonts.face[role] = face_load(files->path[role], &reason);
  if (library->fonts.face[role])
    return true;
  *why = arena_printf(library->arena, "font %s: %s; install the package %s", files->path[role],
                      reason ? reason : "cannot be used", files->package[role] ? files->package[role] : "that holds it");
  return false;
}

bool library_load_fonts(struct library *library, const char **why) {
  const char *path = path_join(library->arena, library->fonts_folder, "fonts.yaml");
  const struct font_files *files = read_fonts(path, library->arena, library->diag);
  *why = NULL;
  if (!files)
    return false;
  for (int role = 0; role < FONT_ROLE_COUNT; role++)
    if (!load_face(library, files, role, why)) {
      if (!*why)
        *why = arena_printf(library->arena, "%s names no font for one of the roles", path);
      return false;
    }
  char *icc = NULL;
  if (!files->icc_profile || file_read(library->arena, files->icc_profile, ICC_LIMIT_BYTES, &icc, &library->icc_size)) {
    *why = arena_printf(library->arena, "colour profile %s cannot be read; install the package icc-profiles-free",
                        files->icc_profile ? files->icc_profile : "(none named in fonts.yaml)");
    return false;
  }
  library->icc = icc;
  return true;
}

void library_seed(const struct library *library, struct diag *job) {
  const struct source *source;
  for (uint32_t i = 1; (source = diag_source(library->diag, i)); i++)
    diag_add_source(job, source->name, source->text, source->size);
}

void library_close(struct library *library) {
  for (int role = 0; role < FONT_ROLE_COUNT; role++)
    if (library->fonts.face[role])
      face_free(library->fonts.face[role]);
  diag_free(library->diag);
  arena_free(library->arena);
}

/* looks.c - the looks of a run: per template a theme with its logo, and a font set. A theme is read once, a font file
 * loaded once, whoever asks. All faults of all themes are reported before any report is begun. */
#include "batch/looks.h"

#include "base/file.h"
#include "base/limits.h"
#include "layout/layout.h"
#include "paint/logo.h"
#include "read/read.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ICC_LIMIT_BYTES (1024 * 1024)

struct loaded_face {
  struct loaded_face *next;
  const char *path;
  struct face *face;
};

/* ---- logos ---- */

static void report_logo(const char *path, struct span at, const struct logo_fault *fault, struct arena *arena, struct diag *diag) {
  const char *width = arena_printf(arena, "%u", fault->width), *height = arena_printf(arena, "%u", fault->height);
  switch (fault->kind) {
  case LOGO_UNREADABLE:
    diag_add(diag, DIAG_T108, at, path,
             fault->error == EFBIG ? "larger than 8 MB" : file_reason(fault->error));
    return;
  case LOGO_OTHER_FORMAT: diag_add(diag, DIAG_T109, at, path, fault->format); return;
  case LOGO_NO_PNG: diag_add(diag, DIAG_T110, at, path); return;
  case LOGO_NO_PIXELS: diag_add(diag, DIAG_T111, at, path, width, height); return;
  case LOGO_TOO_LARGE: diag_add(diag, DIAG_T112, at, path, width, height); return;
  case LOGO_DAMAGED: diag_add(diag, DIAG_T113, at, path, arena_printf(arena, "%zu", fault->at)); return;
  }
}

static const struct picture *read_logo(const char *path, struct span at, struct arena *arena, struct diag *diag) {
  struct logo_fault fault;
  const struct picture *picture = logo_read(path, arena, &fault);
  if (!picture)
    report_logo(path, at, &fault, arena, diag);
  return picture;
}

/* ---- fonts ---- */

static struct face *load_face(struct library *library, const struct font_file *file, const char **why) {
  for (struct loaded_face *f = library->faces; f; f = f->next)
    if (!strcmp(f->path, file->path))
      return f->face;
  const char *reason = NULL;
  struct face *face = face_load(file->path, &reason);
  if (!face) {
    *why = arena_printf(library->arena, "font %s: %s; install the package %s", file->path, reason ? reason : "cannot be used",
                        file->package);
    return NULL;
  }
  struct loaded_face *loaded = arena_alloc(library->arena, sizeof *loaded);
  *loaded = (struct loaded_face){library->faces, file->path, face};
  library->faces = loaded;
  return face;
}

/* The theme's family, else that of the role. Names were checked when the theme was read. */
static const struct font_family *family_of(struct library *library, const struct font_files *files, const struct theme *theme, int role) {
  bool chosen = role < THEME_FONT_COUNT && theme->family[role].s;
  return chosen ? fonts_family(files, (enum font_family_role)role, theme->family[role], library->arena, library->diag)
                : files->role[role];
}

static bool load_fonts(struct library *library, const struct font_files *files, struct look *look, const char **why) {
  static const struct {
    enum font_role face;
    enum font_family_role family;
    bool bold;
  } FACES[] = {{FONT_SANS, FONT_FAMILY_SANS, false},         {FONT_SANS_BOLD, FONT_FAMILY_SANS, true},
               {FONT_SERIF, FONT_FAMILY_SERIF, false},       {FONT_MONO, FONT_FAMILY_MONO, false},
               {FONT_FALLBACK, FONT_FAMILY_FALLBACK, false}, {FONT_FALLBACK_2, FONT_FAMILY_FALLBACK_2, false}};
  for (size_t i = 0; i < sizeof FACES / sizeof FACES[0]; i++) {
    const struct font_family *family = family_of(library, files, look->theme, (int)FACES[i].family);
    if (!family)
      continue; /* only the second fallback may be missing */
    struct face *face = load_face(library, FACES[i].bold ? &family->bold : &family->regular, why);
    if (!face)
      return false;
    look->fonts.face[FACES[i].face] = face;
  }
  look->metrics = layout_metrics_new(&look->fonts, library->arena);
  return true;
}

static bool load_profile(struct library *library, const struct font_files *files, const char **why) {
  char *icc = NULL;
  if (file_read(library->arena, files->icc_profile, ICC_LIMIT_BYTES, &icc, &library->icc_size)) {
    *why = arena_printf(library->arena, "colour profile %s cannot be read; install the package icc-profiles-free",
                        files->icc_profile);
    return false;
  }
  library->icc = icc;
  return true;
}

/* ---- themes ---- */

static int by_name(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *theme_names(struct library *library, const char *folder) {
  const char *names[64];
  size_t count = 0;
  DIR *dir = opendir(folder);
  for (struct dirent *entry; dir && count < 64 && (entry = readdir(dir));) {
    size_t size = strlen(entry->d_name);
    if (size > 5 && !strcmp(entry->d_name + size - 5, ".yaml"))
      names[count++] = arena_strndup(library->arena, entry->d_name, size - 5);
  }
  if (dir)
    closedir(dir);
  qsort(names, count, sizeof *names, by_name);
  const char *list = count ? names[0] : "-";
  for (size_t i = 1; i < count; i++)
    list = arena_printf(library->arena, "%s, %s", list, names[i]);
  return list;
}

/* The file of the theme that a template names, or NULL after a message. */
static const char *named_theme(struct library *library, const struct template *template) {
  const char *folder = path_join(library->arena, library->templates_folder, "themes");
  const char *path = path_join(library->arena, folder, arena_printf(library->arena, "%s.yaml", template->theme.s));
  if (path_exists(path))
    return path;
  diag_add(library->diag, DIAG_T114, template->theme.at, template->theme.s, folder, theme_names(library, folder));
  return NULL;
}

/* Number of the look with this theme; a theme that has faults is asked for once. LIBRARY_LOOKS_MAX: no more room. */
static size_t look_number(struct library *library, const struct font_files *files, const char *path) {
  size_t number = 0;
  while (number < library->look_count && strcmp(library->looks[number].theme_path, path) != 0)
    number++;
  if (number == library->look_count && number < LIBRARY_LOOKS_MAX) {
    struct theme_needs needs = {files, read_logo};
    library->looks[library->look_count++] =
        (struct look){.theme_path = path, .theme = read_theme(path, &needs, library->arena, library->diag)};
  }
  return number;
}

static bool load_theme(struct library *library, const struct font_files *files, const char *path) {
  if (path)
    return look_number(library, files, path) < LIBRARY_LOOKS_MAX;
  for (size_t t = 0; t < library->template_count; t++) {
    const char *wanted = named_theme(library, library->templates[t]);
    if (wanted)
      library->look_of[t] = look_number(library, files, wanted);
  }
  return true;
}

bool library_load_looks(struct library *library, const char *const *paths, size_t count, const char **why) {
  const char *fonts = path_join(library->arena, library->fonts_folder, "fonts.yaml");
  *why = path_exists(fonts) ? NULL : arena_printf(library->arena, "there is no %s", fonts);
  const struct font_files *files = *why ? NULL : read_fonts(fonts, library->arena, library->diag);
  if (!files)
    return false;
  library->looks = arena_array(library->arena, LIBRARY_LOOKS_MAX, sizeof *library->looks);
  for (size_t p = 0; p < count; p++)
    if (!load_theme(library, files, paths[p])) {
      *why = arena_printf(library->arena, "more than %d themes in one run", LIBRARY_LOOKS_MAX);
      return false;
    }
  if (diag_errors(library->diag))
    return false;
  for (size_t i = 0; i < library->look_count; i++)
    if (!load_fonts(library, files, &library->looks[i], why))
      return false;
  return load_profile(library, files, why);
}

const struct look *library_look(const struct library *library, const struct template *template, const char *theme_path) {
  for (size_t l = 0; theme_path && l < library->look_count; l++)
    if (!strcmp(library->looks[l].theme_path, theme_path))
      return &library->looks[l];
  for (size_t t = 0; t < library->template_count; t++)
    if (library->templates[t] == template)
      return &library->looks[library->look_of[t]];
  return &library->looks[0];
}

void looks_free(struct library *library) {
  for (struct loaded_face *f = library->faces; f; f = f->next)
    face_free(f->face);
}

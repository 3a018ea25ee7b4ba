/* session.c - opening the library for a command, with messages and exit codes; and the loop over answer files. */
#include "cli/session.h"

#include "base/file.h"

#include <stdio.h>
#include <string.h>

static int print_faults(const struct options *options, const struct library *library) {
  struct diag_style style = cli_diag_style(options, 0);
  diag_print(library->diag, stderr, &style);
  return EXIT_INPUT;
}

int session_open_data(const struct options *options, struct library *library) {
  struct library_paths paths = {options->data, options->templates_dir, options->fonts_dir, options->theme};
  const char *missing = NULL;
  bool good = library_open(library, &paths, &missing);
  library->limits = cli_limits(options);
  if (good) return EXIT_DONE;
  if (missing) {
    cli_error("cannot find the %s folder; give it with --%s", missing, missing);
    return EXIT_ENVIRONMENT;
  }
  return print_faults(options, library);
}

int session_open(const struct options *options, struct library *library) {
  int code = session_open_data(options, library);
  if (code != EXIT_DONE || library_load_strings(library)) return code;
  return print_faults(options, library);
}

/* A template that is not there is a fault of the command line; one that is there and wrong is an input's. */
static bool is_known_template(struct library *library, const char *name) {
  const char *file = arena_printf(library->arena, "%s.yaml", name);
  if (path_exists(path_join(library->arena, library->templates_folder, file))) return true;
  static const char *const usual[] = {"board", "regulator"};
  const char *nearest = diag_nearest(name, usual, 2);
  if (nearest)
    cli_error("there is no template %s in %s; did you mean %s?", name, library->templates_folder, nearest);
  else
    cli_error("there is no template %s in %s", name, library->templates_folder);
  return false;
}

static bool may_load_template(struct library *library, const char *name, const char *list) {
  for (size_t t = 0; t < library->template_count; t++)
    if (!strcmp(library->templates[t]->name, name)) {
      cli_error("template %s is named twice", name);
      return false;
    }
  if (library->template_count == LIBRARY_TEMPLATES_MAX)
    cli_error("-t takes at most %d templates", LIBRARY_TEMPLATES_MAX);
  else if (!name[0] || strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_") != strlen(name))
    cli_error("-t takes template names such as board,regulator, not \"%s\"", list);
  else
    return is_known_template(library, name);
  return false;
}

static bool load_templates(struct library *library, const char *list) {
  const char *start = list;
  for (;;) {
    size_t size = strcspn(start, ",");
    const char *name = arena_strndup(library->arena, start, size);
    if (!may_load_template(library, name, list) || !library_load_template(library, name)) return false;
    if (!start[size]) return true;
    start += size + 1;
  }
}

int session_open_templates(const struct options *options, struct library *library, const char *otherwise) {
  int code = session_open(options, library);
  if (code != EXIT_DONE) return code;
  struct diag_style style = cli_diag_style(options, 0);
  if (load_templates(library, options->templates ? options->templates : otherwise)) return EXIT_DONE;
  diag_print(library->diag, stderr, &style);
  return diag_errors(library->diag) ? EXIT_INPUT : EXIT_USAGE;
}

int session_add_template(struct library *library, const char *name) {
  for (size_t t = 0; t < library->template_count; t++)
    if (!strcmp(library->templates[t]->name, name)) return EXIT_DONE;
  if (!may_load_template(library, name, name)) return EXIT_USAGE;
  return library_load_template(library, name) ? EXIT_DONE : EXIT_INPUT;
}

int session_load_looks(const struct options *options, struct library *library, const char *const *themes,
                       size_t count) {
  const char *why = NULL;
  struct diag_style style = cli_diag_style(options, 0);
  if (library_load_looks(library, themes, count, &why)) return EXIT_DONE;
  diag_print(library->diag, stderr, &style);
  if (!why) return EXIT_INPUT;
  cli_error("%s", why);
  return EXIT_ENVIRONMENT;
}

int session_open_pages(const struct options *options, struct library *library, const char *otherwise) {
  int code = session_open_templates(options, library, otherwise);
  return code == EXIT_DONE ? session_load_looks(options, library, &options->theme, 1) : code;
}

int session_for_each(const struct options *options, struct library *library, enum check_use use, session_each each,
                     void *context) {
  struct diag_style style = cli_diag_style(options, 0);
  int code = EXIT_DONE;
  for (size_t i = 0; i < options->file_count; i++) {
    struct arena *arena = arena_new();
    struct diag *diag = diag_new();
    struct assessment assessment;
    bool good = assessment_load(library, options->files[i], use, arena, diag, &assessment);
    if (options->werror && diag_warnings(diag)) good = false;
    if (good && each) each(&assessment, arena, context);
    if (!good) code = EXIT_INPUT;
    fflush(stdout);
    diag_print(diag, stderr, &style);
    diag_free(diag);
    arena_free(arena);
  }
  return code;
}

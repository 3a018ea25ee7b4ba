/* cmd_build.c - `tenken build`: from options or a job list to a schedule, the run, its summary and exit code. */
#include "base/file.h"
#include "base/limits.h"
#include "batch/build.h"
#include "batch/names.h"
#include "cli/session.h"
#include "read/read.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WORKERS_MAX = 256, SECONDS_MAX = 86400, MEGABYTES_MAX = 1024 * 1024 };

static int exit_of(const struct build_result *result) {
  return result->environment ? EXIT_ENVIRONMENT : result->failed_jobs ? EXIT_INPUT : EXIT_DONE;
}

static void print_kept(const struct build_result *result, enum diag_language language) {
  if (language == DIAG_JAPANESE)
    diag_say(stderr, "tenken: 前回のまま使える報告書: %zu件", result->kept);
  else
    diag_say(stderr, "tenken: %zu %s up to date", result->kept, result->kept == 1 ? "report was" : "reports were");
}

static void print_summary(const struct build_result *result, const char *folder, enum diag_language language) {
  if (result->signal)
    diag_say(stderr,
             language == DIAG_JAPANESE ? "tenken: 信号 %d により途中で終えました" : "tenken: ended by signal %d",
             result->signal);
  if (result->kept) print_kept(result, language);
  if (language == DIAG_JAPANESE)
    diag_say(stderr, "tenken: %zu件の報告書を %s に作りました。問題のある回答ファイル: %zu件", result->written, folder,
             result->failed_jobs);
  else
    diag_say(stderr, "tenken: %zu %s written to %s, %zu answer %s at fault", result->written,
             result->written == 1 ? "report" : "reports", folder, result->failed_jobs,
             result->failed_jobs == 1 ? "file" : "files");
}

/* ---- options ---- */

static bool take_numbers(const struct options *options, struct build_settings *settings) {
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  long workers = cli_number(options->workers, "-j", 1, WORKERS_MAX, cores > 0 && cores < WORKERS_MAX ? cores : 1);
  long seconds = cli_number(options->time_limit, "--time-limit", 1, SECONDS_MAX, LIMIT_JOB_SECONDS);
  long megabytes = cli_number(options->memory_limit, "--memory-limit", 1, MEGABYTES_MAX, LIMIT_WORKER_MEGABYTES);
  settings->workers = (int)workers;
  settings->job_seconds = (int)seconds;
  settings->memory_bytes = (size_t)megabytes * 1024 * 1024;
  return workers > 0 && seconds > 0 && megabytes > 0;
}

static bool take_progress(const struct options *options, struct build_settings *settings) {
  const char *word = options->progress ? options->progress : "auto";
  if (!strcmp(word, "auto"))
    settings->progress = isatty(STDERR_FILENO) && !options->quiet ? PROGRESS_BAR : PROGRESS_NONE;
  else if (!strcmp(word, "plain") || !strcmp(word, "none"))
    settings->progress = !strcmp(word, "plain") ? PROGRESS_PLAIN : PROGRESS_NONE;
  else {
    cli_error("--progress is auto, plain or none, not %s", word);
    return false;
  }
  return true;
}

static bool pattern_is_good(const char *pattern, const char *where) {
  const char *fault = names_pattern_fault(pattern);
  if (fault) cli_error("%s: %s", where, cli_words(fault));
  return !fault;
}

static bool take_options(const struct options *options, struct build_settings *settings, struct schedule *schedule,
                         struct schedule_defaults *defaults) {
  if (!take_numbers(options, settings) || !take_progress(options, settings) ||
      !cli_report_language(options, &defaults->language) || !pattern_is_good(defaults->pattern, "--name"))
    return false;
  if (options->shard && !schedule_shard(schedule, options->shard)) {
    cli_error("--shard is I/N, the I-th of N shares, such as 2/3, not %s", options->shard);
    return false;
  }
  if (options->jobs && options->file_count)
    cli_error("with --jobs the answer files stand in the list: %s", options->files[0]);
  else if (!options->jobs && !options->file_count)
    cli_error("build needs an answer file or --jobs LIST; usage: tenken build [options] ANSWERS...");
  else
    return true;
  return false;
}

/* ---- job lists ---- */

/* Everything that a list names besides answer files is looked at before any work. */
static bool names_are_good(struct library *library, const struct job_list *list) {
  for (size_t i = 0; i < list->count; i++) {
    const struct job_entry *entry = &list->entries[i];
    const char *fault = entry->name.s ? names_pattern_fault(entry->name.s) : NULL;
    if (fault) diag_add(library->diag, DIAG_S110, entry->name.at, entry->name.s, cli_words(fault));
    if (entry->template_count > LIBRARY_TEMPLATES_MAX) diag_add(library->diag, DIAG_F016, entry->at, "templates", "16");
  }
  return diag_errors(library->diag) == 0;
}

static bool load_templates(struct library *library, const struct job_list *list) {
  for (size_t i = 0; i < list->count; i++)
    for (size_t t = 0; t < list->entries[i].template_count; t++)
      if (session_add_template(library, list->entries[i].templates[t]) != EXIT_DONE) {
        diag_add(library->diag, DIAG_S109, list->entries[i].at, list->entries[i].templates[t]);
        return false;
      }
  return diag_errors(library->diag) == 0;
}

/* False after a message: a theme of the list is not there. */
static bool themes_are_there(struct library *library, const struct job_list *list, const char *folder) {
  for (size_t i = 0; i < list->count; i++) {
    const struct text *theme = &list->entries[i].theme;
    if (theme->s && !path_is_file(schedule_path(library->arena, folder, theme->s)))
      diag_add(library->diag, DIAG_S113, theme->at, theme->s, file_reason(errno));
  }
  return diag_errors(library->diag) == 0;
}

/* The theme of the command line or of the templates first, then each of the list once, and no more than one too many. */
static const char **theme_paths(struct library *library, const struct options *options, const struct job_list *list,
                                const char *folder, size_t *count) {
  const char **paths = arena_array(library->arena, list->count + 1, sizeof *paths);
  paths[0] = options->theme;
  *count = 1;
  for (size_t i = 0; i < list->count; i++) {
    if (!list->entries[i].theme.s) continue;
    const char *path = schedule_path(library->arena, folder, list->entries[i].theme.s);
    size_t p = 1;
    while (p < *count && strcmp(paths[p], path) != 0)
      p++;
    if (p == *count) paths[(*count)++] = path;
    if (*count > LIBRARY_LOOKS_MAX + 1) break;
  }
  return paths;
}

static int list_schedule(const struct options *options, struct library *library, struct schedule *schedule,
                         struct schedule_defaults *defaults) {
  struct diag_style style = cli_diag_style(options, 20);
  const char *folder = path_folder(library->arena, options->jobs);
  const struct job_list *list = read_jobs(options->jobs, &library->limits, library->arena, library->diag);
  if (!list || !names_are_good(library, list) || !load_templates(library, list) ||
      !themes_are_there(library, list, folder)) {
    diag_print(library->diag, stderr, &style);
    return EXIT_INPUT;
  }
  size_t count;
  const char **themes = theme_paths(library, options, list, folder, &count);
  int code = session_load_looks(options, library, themes, count);
  if (code == EXIT_DONE) schedule_list(schedule, library->arena, library, defaults, list, folder);
  return code;
}

static int make_schedule(const struct options *options, struct library *library, struct schedule *schedule,
                         struct schedule_defaults *defaults) {
  int code = session_open_templates(options, library, "board,regulator");
  defaults->template_count = library->template_count;
  if (code != EXIT_DONE) return code;
  if (options->jobs) return list_schedule(options, library, schedule, defaults);
  code = session_load_looks(options, library, &options->theme, 1);
  if (code == EXIT_DONE)
    schedule_files(schedule, library->arena, library, defaults, options->files, options->file_count);
  return code;
}

/* ---- the command ---- */

static int build(const struct options *options, struct library *library) {
  struct schedule schedule = {0};
  struct build_settings settings = {.library = library,
                                    .schedule = &schedule,
                                    .output = options->output ? options->output : ".",
                                    .is_final = options->is_final,
                                    .no_claim = options->no_claim,
                                    .resume = options->resume,
                                    .style = cli_diag_style(options, 20)};
  struct schedule_defaults defaults = {.theme = options->theme,
                                       .pattern = options->name ? options->name : NAMES_DEFAULT_PATTERN};
  if (!take_options(options, &settings, &schedule, &defaults)) return EXIT_USAGE;
  int code = make_schedule(options, library, &schedule, &defaults);
  if (code != EXIT_DONE) return code;
  if (schedule.report_count > LIMIT_JOBS) {
    cli_error("one run makes at most %d reports; give it fewer files", LIMIT_JOBS);
    return EXIT_USAGE;
  }
  struct build_result result;
  if (!build_run(&settings, &result)) return EXIT_INPUT;
  if (!options->quiet) print_summary(&result, settings.output, settings.style.language);
  return exit_of(&result);
}

int cmd_build(const struct options *options) {
  struct library library = {0};
  int code = build(options, &library);
  library_close(&library);
  return code;
}

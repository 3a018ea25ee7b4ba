/* cmd_build.c - `tenken build`. */
#include "batch/build.h"
#include "batch/names.h"
#include "base/limits.h"
#include "cli/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int exit_of(const struct build_result *result) {
  return result->environment ? EXIT_ENVIRONMENT : result->failed_files ? EXIT_INPUT : EXIT_DONE;
}

static void print_summary(const struct build_result *result, const char *folder, enum diag_language language) {
  if (language == DIAG_JAPANESE)
    diag_say(stderr, "tenken: %zu件の報告書を %s に作りました。問題のある回答ファイル: %zu件", result->written, folder,
            result->failed_files);
  else
    diag_say(stderr, "tenken: %zu %s written to %s, %zu answer %s at fault", result->written,
            result->written == 1 ? "report" : "reports", folder, result->failed_files,
            result->failed_files == 1 ? "file" : "files");
}

#define WORKERS_MAX 256

/* -j N, else the number of cores. 0 after a message. */
static int worker_count(const struct options *options) {
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  if (!options->workers)
    return cores > 0 && cores < WORKERS_MAX ? (int)cores : 1;
  char *end = NULL;
  long n = strtol(options->workers, &end, 10);
  if (end != options->workers && !*end && n >= 1 && n <= WORKERS_MAX)
    return (int)n;
  cli_error("-j takes a number from 1 to %d, not %s", WORKERS_MAX, options->workers);
  return 0;
}

static int build(const struct options *options, struct library *library) {
  struct build_settings settings = {.library = library,
                                    .output = options->output ? options->output : ".",
                                    .pattern = options->name ? options->name : NAMES_DEFAULT_PATTERN,
                                    .is_final = options->is_final,
                                    .style = cli_diag_style(options, 20)};
  settings.workers = worker_count(options);
  if (!settings.workers || !cli_report_language(options, &settings.language))
    return EXIT_USAGE;
  const char *fault = names_pattern_fault(settings.pattern);
  if (fault) {
    cli_error("--name: %s", fault);
    return EXIT_USAGE;
  }
  int code = session_open_pages(options, library, "board,regulator");
  if (code != EXIT_DONE)
    return code;
  if (options->file_count * library->template_count > LIMIT_JOBS) {
    cli_error("one run makes at most %d reports; give it fewer files", LIMIT_JOBS);
    return EXIT_USAGE;
  }
  struct build_result result;
  if (!build_run(&settings, options->files, options->file_count, &result))
    return EXIT_INPUT;
  if (!options->quiet)
    print_summary(&result, settings.output, settings.style.language);
  return exit_of(&result);
}

int cmd_build(const struct options *options) {
  struct library library = {0};
  int code = build(options, &library);
  library_close(&library);
  return code;
}

/* build.c - see build.h. Two pool runs: the first reads every answer file only for its names, the second makes the
 * reports. */
#include "batch/build.h"

#include "batch/job.h"
#include "batch/names.h"
#include "batch/pool.h"
#include "read/read.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct named_report {
  const char *name;
  size_t file;
};
struct run {
  const struct build_settings *settings;
  const char *const *files;
  size_t file_count;
  struct arena *arena;
  struct named_report *reports;
  size_t report_count, report_cap;
  struct build_result *result;
};

/* ---- names ---- */

/* A file with faults has no names; they are told in the second run. */
static void names_job(void *context, size_t index, struct buf *result) {
  const struct run *run = context;
  const struct build_settings *settings = run->settings;
  struct arena *arena = arena_new();
  struct diag *diag = diag_new();
  const struct answers *answers = read_answers(run->files[index], settings->library->framework, arena, diag);
  for (size_t t = 0; answers && t < settings->library->template_count; t++) {
    buf_puts(result, names_report(arena, settings->pattern, answers, settings->library->templates[t]->name,
                                  settings->language));
    buf_putc(result, '\n');
  }
  diag_free(diag);
  arena_free(arena);
}

static void names_done(void *context, size_t index, enum pool_status status, int signal_number, const char *result,
                       size_t size) {
  struct run *run = context;
  (void)status; /* a worker that dies here dies again in the second run, which tells it */
  (void)signal_number;
  for (size_t start = 0; start < size;) {
    size_t length = strcspn(result + start, "\n");
    *ARENA_PUSH(run->arena, run->reports, run->report_count, run->report_cap) =
        (struct named_report){arena_strndup(run->arena, result + start, length), index};
    start += length + 1;
  }
}

static int by_name_and_file(const void *a, const void *b) {
  const struct named_report *x = a, *y = b;
  int order = strcmp(x->name, y->name);
  return order ? order : (x->file > y->file) - (x->file < y->file);
}

static void tell_clash(const struct run *run, const struct named_report *first, const struct named_report *second) {
  struct arena *arena = arena_new();
  struct diag *diag = diag_new();
  const struct answers *answers =
      read_answers(run->files[second->file], run->settings->library->framework, arena, diag);
  diag_add(diag, DIAG_S103, answers ? answers->org_id.at : NO_SPAN, run->files[first->file]);
  diag_print(diag, stderr, &run->settings->style);
  diag_free(diag);
  arena_free(arena);
}

static bool names_are_distinct(const struct run *run) {
  bool distinct = true;
  if (run->report_count)
    qsort(run->reports, run->report_count, sizeof *run->reports, by_name_and_file);
  for (size_t i = 1; i < run->report_count; i++)
    if (!strcmp(run->reports[i].name, run->reports[i - 1].name) && run->reports[i].file != run->reports[i - 1].file) {
      tell_clash(run, &run->reports[i - 1], &run->reports[i]);
      distinct = false;
    }
  return distinct;
}

/* A pattern without {template} gives one file's reports one name. */
static bool pattern_keeps_templates_apart(const struct run *run) {
  for (size_t i = 1; i < run->report_count; i++)
    if (!strcmp(run->reports[i].name, run->reports[i - 1].name)) {
      diag_say(stderr, "tenken: --name %s gives several reports of one answer file the same name; add {template}",
              run->settings->pattern);
      return false;
    }
  return true;
}

/* ---- reports ---- */

static void report_job(void *context, size_t index, struct buf *result) {
  const struct run *run = context;
  struct job_outcome outcome = {0};
  buf_put(result, &outcome, sizeof outcome);
  outcome = job_run(run->settings, run->files[index], result);
  memcpy(result->data, &outcome, sizeof outcome);
}

static void tell_loss(const struct run *run, size_t index, enum pool_status status, int signal_number) {
  if (status == POOL_TIMED_OUT)
    diag_say(stderr, "tenken: %s: took too long and was ended", run->files[index]);
  else if (signal_number)
    diag_say(stderr, "tenken: %s: the worker died twice (signal %d)", run->files[index], signal_number);
  else
    diag_say(stderr, "tenken: %s: the worker ended twice without a result", run->files[index]);
}

static void report_done(void *context, size_t index, enum pool_status status, int signal_number, const char *result,
                        size_t size) {
  struct run *run = context;
  struct job_outcome outcome = {0};
  if (status != POOL_DONE || size < sizeof outcome) {
    tell_loss(run, index, status, signal_number);
    run->result->environment = true;
    run->result->failed_files++;
    return;
  }
  memcpy(&outcome, result, sizeof outcome);
  fwrite(result + sizeof outcome, 1, size - sizeof outcome, stderr);
  run->result->written += outcome.written;
  run->result->environment |= outcome.environment;
  run->result->failed_files += !outcome.good;
}

/* ---- the run ---- */

/* mkdir -p. 0 or errno. */
static int make_folder(const char *path) {
  size_t size = strlen(path) + 1;
  char *copy = mem_alloc(size);
  memcpy(copy, path, size);
  int error = 0;
  for (char *s = copy + 1; !error; s++) {
    if (*s != '/' && *s)
      continue;
    char kept = *s;
    *s = '\0';
    if (mkdir(copy, 0777) && errno != EEXIST)
      error = errno;
    *s = kept;
    if (!kept)
      break;
  }
  free(copy);
  return error;
}

static bool make_reports(struct run *run, const struct pool_settings *pool) {
  const struct build_settings *settings = run->settings;
  int error = make_folder(settings->output);
  if (error) {
    diag_say(stderr, "tenken: cannot make the folder %s: %s", settings->output, strerror(error));
    run->result->environment = true;
    return true;
  }
  struct pool_hooks hooks = {run, report_job, report_done, NULL};
  if (!pool_run(pool, run->file_count, &hooks)) {
    diag_say(stderr, "tenken: cannot start workers: %s", strerror(errno));
    run->result->environment = true;
  }
  return true;
}

bool build_run(const struct build_settings *settings, const char *const *files, size_t file_count,
               struct build_result *out) {
  *out = (struct build_result){0};
  struct run run = {.settings = settings, .files = files, .file_count = file_count, .arena = arena_new(), .result = out};
  struct pool_settings pool = {.workers = settings->workers, .job_seconds = 60};
  struct pool_hooks names = {&run, names_job, names_done, NULL};
  fflush(NULL); /* workers must not inherit unwritten output */
  bool good = pool_run(&pool, file_count, &names) && names_are_distinct(&run) && pattern_keeps_templates_apart(&run) &&
              make_reports(&run, &pool);
  arena_free(run.arena);
  return good;
}

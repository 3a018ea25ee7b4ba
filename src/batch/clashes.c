/* clashes.c - two reports of one run with one name: found before any work. Names that differ by the case of their
 * letters only are one name, too: on file systems that do not tell case the second would replace the first. Answer
 * files are read in workers, twice at most: first only as far as their ids, which gives every name that a report will have
 * (and some of files with faults). When two of those are one, all files are read whole: a file with faults has no names,
 * and the pool run that makes the reports tells its faults. */
#include "batch/clashes.h"

#include "batch/names.h"
#include "read/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct named_report {
  const char *name;
  size_t job;
};
struct clashes {
  const struct build_settings *settings;
  struct arena *arena;
  bool is_quick; /* read only the ids */
  struct named_report *reports;
  size_t count, cap;
};

static void names_job(void *context, size_t index, struct buf *result) {
  const struct clashes *clashes = context;
  const struct schedule_job *job = &clashes->settings->schedule->jobs[index];
  struct arena *arena = arena_new();
  struct diag *diag = diag_new();
  const struct library *library = clashes->settings->library;
  struct answers ids = {0};
  const struct answers *answers =
      !clashes->is_quick ? read_answers(job->answers, library->framework, &library->limits, arena, diag)
      : read_answers_ids(job->answers, &library->limits, arena, diag, &ids) ? &ids
                                                                            : NULL;
  for (size_t t = 0; answers && t < job->template_count; t++) {
    buf_puts(result, names_report(arena, job->pattern, answers, job->templates[t]->name, job->language));
    buf_putc(result, '\n');
  }
  diag_free(diag);
  arena_free(arena);
}

static void names_done(void *context, size_t index, enum pool_status status, int signal_number, const char *result,
                       size_t size) {
  struct clashes *clashes = context;
  (void)status; /* a worker that dies here dies again in the second run, which tells it */
  (void)signal_number;
  for (size_t start = 0; start < size;) {
    size_t length = strcspn(result + start, "\n");
    *ARENA_PUSH(clashes->arena, clashes->reports, clashes->count, clashes->cap) =
        (struct named_report){arena_strndup(clashes->arena, result + start, length), index};
    start += length + 1;
  }
}

static int by_name_and_job(const void *a, const void *b) {
  const struct named_report *x = a, *y = b;
  int order = strcasecmp(x->name, y->name);
  return order ? order : (x->job > y->job) - (x->job < y->job);
}

static void tell_clash(const struct clashes *clashes, const struct named_report *first,
                       const struct named_report *second) {
  const struct build_settings *settings = clashes->settings;
  struct arena *arena = arena_new();
  struct diag *diag = diag_new();
  const struct answers *answers = read_answers(settings->schedule->jobs[second->job].answers,
                                               settings->library->framework, &settings->library->limits, arena, diag);
  diag_add(diag, DIAG_S103, answers ? answers->org_id.at : NO_SPAN, settings->schedule->jobs[first->job].answers);
  diag_print(diag, stderr, &settings->style);
  diag_free(diag);
  arena_free(arena);
}

static bool are_distinct(const struct clashes *clashes) {
  for (size_t i = 1; i < clashes->count; i++)
    if (!strcasecmp(clashes->reports[i - 1].name, clashes->reports[i].name)) return false;
  return true;
}

static bool tell_clashes(const struct clashes *clashes) {
  bool distinct = true;
  for (size_t i = 1; i < clashes->count; i++) {
    const struct named_report *first = &clashes->reports[i - 1], *second = &clashes->reports[i];
    if (strcasecmp(first->name, second->name)) continue;
    distinct = false;
    if (first->job != second->job) {
      tell_clash(clashes, first, second);
      continue;
    }
    /* A pattern without {template} gives one job's reports one name. */
    build_say(clashes->settings, "tenken: --name %s gives several reports of one answer file the same name; add {template}",
              "tenken: --name %s では、1つの回答ファイルの複数の報告書が同じ名前になります。{template} を加えてください",
              clashes->settings->schedule->jobs[first->job].pattern);
    break;
  }
  return distinct;
}

/* One report, or one per template of one answer file, with names that tell the templates apart. */
static bool cannot_clash(const struct schedule *schedule) {
  const struct schedule_job *job = schedule->jobs;
  if (schedule->count != 1) return false;
  if (job->template_count > 1 && !strstr(job->pattern, "{template}")) return false;
  for (size_t t = 1; t < job->template_count; t++)
    for (size_t before = 0; before < t; before++)
      if (!strcmp(job->templates[t]->name, job->templates[before]->name)) return false;
  return true;
}

/* The names of all reports, sorted. False when the run is over: a signal has come, or no worker can be started. */
static bool gather_names(struct clashes *clashes, bool is_quick, const struct pool_settings *pool, struct build_result *result) {
  struct pool_hooks hooks = {clashes, names_job, names_done, NULL};
  struct pool_end end = {0};
  clashes->is_quick = is_quick;
  clashes->count = 0;
  bool good = pool_run(pool, clashes->settings->schedule->count, &hooks, &end);
  if (!good) {
    result->environment = true;
    result->signal = end.signal;
    if (!end.signal) build_say_no_workers(clashes->settings, end.error);
  }
  if (clashes->count) qsort(clashes->reports, clashes->count, sizeof *clashes->reports, by_name_and_job);
  return good;
}

bool clashes_are_none(const struct build_settings *settings, const struct pool_settings *pool,
                      struct build_result *result) {
  if (cannot_clash(settings->schedule)) return true;
  struct clashes clashes = {.settings = settings, .arena = arena_new()};
  bool distinct = !gather_names(&clashes, true, pool, result) || are_distinct(&clashes) ||
                  !gather_names(&clashes, false, pool, result) || tell_clashes(&clashes);
  arena_free(clashes.arena);
  return distinct;
}

/* build.c - see build.h. The first pass reads every answer file only for its names; the second makes the reports. */
#include "batch/build.h"

#include "base/file.h"
#include "batch/assessment.h"
#include "batch/names.h"
#include "batch/report.h"
#include "read/read.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct named_job {
  const char *name, *file;
};

static int by_name(const void *a, const void *b) {
  const struct named_job *x = a, *y = b;
  return strcmp(x->name, y->name);
}

/* Reads the names that one answer file will give; a file with faults has none (they are told in the second pass). */
static size_t names_of(const struct build_settings *settings, const char *file, struct arena *arena,
                       struct named_job *out) {
  struct library *library = settings->library;
  struct arena *job = arena_new();
  struct diag *diag = diag_new();
  const struct answers *answers = read_answers(file, library->framework, job, diag);
  size_t count = 0;
  for (size_t t = 0; answers && t < library->template_count; t++)
    out[count++] = (struct named_job){
        names_report(arena, settings->pattern, answers, library->templates[t]->name, settings->language), file};
  diag_free(diag);
  arena_free(job);
  return count;
}

static void report_clash(const struct build_settings *settings, const struct named_job *first,
                         const struct named_job *second) {
  struct arena *job = arena_new();
  struct diag *diag = diag_new();
  const struct answers *answers = read_answers(second->file, settings->library->framework, job, diag);
  diag_add(diag, DIAG_S103, answers ? answers->org_id.at : NO_SPAN, first->file);
  diag_print(diag, stderr, &settings->style);
  diag_free(diag);
  arena_free(job);
}

static bool names_are_distinct(const struct build_settings *settings, const char *const *files, size_t file_count) {
  struct arena *arena = arena_new();
  struct named_job *jobs = arena_array(arena, file_count * settings->library->template_count, sizeof *jobs);
  size_t count = 0;
  for (size_t i = 0; i < file_count; i++)
    count += names_of(settings, files[i], arena, jobs + count);
  qsort(jobs, count, sizeof *jobs, by_name);
  bool distinct = true;
  for (size_t i = 1; i < count && distinct; i++)
    if (!strcmp(jobs[i].name, jobs[i - 1].name)) {
      report_clash(settings, &jobs[i - 1], &jobs[i]);
      distinct = false;
    }
  arena_free(arena);
  return distinct;
}

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

struct job {
  const struct build_settings *settings;
  struct arena *arena;
  struct diag *diag;
  struct assessment assessment;
};

/* What a final report needs: the policy met with matching digests. */
static bool may_build(struct job *job) {
  const struct input *input = &job->assessment.input;
  if (!job->settings->is_final || input->is_final)
    return true;
  diag_add(job->diag, DIAG_S104, input->answers->org_id.at, input->policy->id, input->digest);
  return false;
}

static bool write_report(struct job *job, const struct template *template, struct build_result *result) {
  const struct build_settings *settings = job->settings;
  struct buf pdf = {0};
  const char *name = names_report(job->arena, settings->pattern, job->assessment.input.answers, template->name,
                                  settings->language);
  const char *path = path_join(job->arena, settings->output, name);
  bool made = report_pdf(settings->library, &job->assessment, template, settings->language, job->arena, job->diag, &pdf);
  bool good = made && diag_errors(job->diag) == 0 && !(settings->style.warnings_as_errors && diag_warnings(job->diag));
  if (good) {
    int error = file_write_atomic(path, pdf.data, pdf.size);
    if (error) {
      fprintf(stderr, "tenken: cannot write %s: %s\n", path, strerror(error));
      result->environment = true;
    } else
      result->written++;
  }
  buf_free(&pdf);
  return good;
}

static bool build_file(const struct build_settings *settings, const char *file, struct build_result *result) {
  struct job job = {.settings = settings, .arena = arena_new(), .diag = diag_new()};
  library_seed(settings->library, job.diag);
  bool good = assessment_load(settings->library, file, job.arena, job.diag, &job.assessment) && may_build(&job);
  if (settings->style.warnings_as_errors && diag_warnings(job.diag))
    good = false;
  for (size_t t = 0; good && t < settings->library->template_count; t++)
    good = write_report(&job, settings->library->templates[t], result);
  diag_print(job.diag, stderr, &settings->style);
  diag_free(job.diag);
  arena_free(job.arena);
  return good;
}

bool build_run(const struct build_settings *settings, const char *const *files, size_t file_count,
               struct build_result *out) {
  *out = (struct build_result){0};
  if (!names_are_distinct(settings, files, file_count))
    return false;
  int error = make_folder(settings->output);
  if (error) {
    fprintf(stderr, "tenken: cannot make the folder %s: %s\n", settings->output, strerror(error));
    out->environment = true;
    return true;
  }
  for (size_t i = 0; i < file_count; i++)
    if (!build_file(settings, files[i], out))
      out->failed_files++;
  return true;
}

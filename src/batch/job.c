/* job.c - the phases for one answer file, with its messages formed where they arise. */
#include "batch/job.h"

#include "base/file.h"
#include "batch/assessment.h"
#include "batch/glyphs.h"
#include "batch/names.h"
#include "batch/report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct job {
  const struct build_settings *settings;
  struct arena *arena;
  struct diag *diag;
  struct assessment assessment;
  struct job_outcome outcome;
  struct buf *said;
};

static bool is_clean(const struct job *job) {
  return diag_errors(job->diag) == 0 && !(job->settings->style.warnings_as_errors && diag_warnings(job->diag));
}

static bool may_build(struct job *job) {
  const struct library *library = job->settings->library;
  size_t before = diag_errors(job->diag);
  for (size_t i = 0; i < library->look_count && diag_errors(job->diag) == before; i++)
    glyphs_check(&job->assessment.input, &library->looks[i].fonts, job->diag);
  return is_clean(job);
}

static bool write_report(struct job *job, const struct template *template) {
  const struct build_settings *settings = job->settings;
  struct buf pdf = {0};
  const char *name = names_report(job->arena, settings->pattern, job->assessment.input.answers, template->name,
                                  settings->language);
  const char *path = path_join(job->arena, settings->output, name);
  bool good = report_pdf(settings->library, &job->assessment, template, settings->language, job->arena, job->diag,
                         &pdf) && is_clean(job);
  if (good) {
    int error = file_write_atomic(path, pdf.data, pdf.size);
    if (error) {
      buf_puts(job->said, "tenken: cannot write ");
      diag_scrub(job->said, path);
      buf_printf(job->said, ": %s\n", strerror(error));
    }
    job->outcome.environment |= error != 0;
    job->outcome.written += error == 0;
  }
  buf_free(&pdf);
  return good;
}

/* Messages are formed here, in the worker, and printed by the parent in the order of the files. */
static void say(struct job *job) {
  char *text = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&text, &size);
  if (!stream)
    mem_exhausted();
  diag_print(job->diag, stream, &job->settings->style);
  if (fclose(stream))
    mem_exhausted();
  buf_put(job->said, text, size);
  free(text);
}

struct job_outcome job_run(const struct build_settings *settings, const char *file, struct buf *said) {
  struct job job = {.settings = settings, .arena = arena_new(), .diag = diag_new(), .said = said};
  library_seed(settings->library, job.diag);
  bool good = assessment_load(settings->library, file, settings->is_final ? CHECK_FINAL : CHECK_REPORT, job.arena,
                              job.diag, &job.assessment) && may_build(&job);
  for (size_t t = 0; good && t < settings->library->template_count; t++)
    good = write_report(&job, settings->library->templates[t]);
  job.outcome.good = good;
  say(&job);
  diag_free(job.diag);
  arena_free(job.arena);
  return job.outcome;
}

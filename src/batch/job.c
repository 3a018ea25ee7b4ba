/* job.c - the phases for one answer file, with its messages formed where they arise. A report that bears signatures is
 * never replaced: people signed it, and no second run brings that back. It stays when it is what this run makes, with the
 * signatures behind it; else the run says so. */
#include "batch/job.h"

#include "base/file.h"
#include "base/limits.h"
#include "batch/assessment.h"
#include "batch/glyphs.h"
#include "batch/key.h"
#include "batch/names.h"
#include "batch/report.h"
#include "digest/digest.h"
#include "sign/pdf_value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct job {
  const struct build_settings *settings;
  const struct schedule_job *schedule;
  struct arena *arena;
  struct diag *diag;
  struct assessment assessment;
  size_t warnings; /* of the input; making a report may add to them */
  struct job_outcome outcome;
  struct report_record *records;
  struct buf said;
};

static bool is_clean(const struct job *job) {
  return diag_errors(job->diag) == 0 && !(job->settings->style.warnings_as_errors && diag_warnings(job->diag));
}

static const struct look *look_of(const struct job *job, size_t template) {
  return library_look(job->settings->library, job->schedule->templates[template], job->schedule->theme);
}

static bool may_build(struct job *job) {
  size_t before = diag_errors(job->diag);
  for (size_t t = 0; t < job->schedule->template_count && diag_errors(job->diag) == before; t++) {
    bool is_same = t && look_of(job, t) == look_of(job, t - 1);
    if (!is_same) glyphs_check(&job->assessment.input, &look_of(job, t)->fonts, job->diag);
  }
  return is_clean(job);
}

/* ---- one report ---- */

/* What stands in the output folder under the name of a report. */
static bool read_existing(const struct job *job, const char *name, struct bytes *out) {
  char *data;
  bool good = file_read_at(job->settings->folder, name, LIMIT_REPORT_BYTES, job->arena, &data, &out->size);
  if (good) out->p = (const uint8_t *)data;
  return good;
}

/* A file that ends as we write one, with a cross-reference that no other stands before: most that are there are such,
 * and need not be read whole to know that nobody has signed them. */
static bool has_one_revision(const struct job *job, const char *name) {
  enum { TAIL = 32, HEAD = 256 };
  char tail[TAIL + 1] = "", head[HEAD + 1] = "", *end;
  if (!file_read_part_at(job->settings->folder, name, -TAIL, tail, TAIL)) return false;
  const char *number = strstr(tail, "startxref\n");
  if (!number || strlen(tail) != TAIL) return false;
  long long at = strtoll(number + strlen("startxref\n"), &end, 10);
  if (at <= 0 || strcmp(end, "\n%%EOF\n") || !file_read_part_at(job->settings->folder, name, at, head, HEAD)) return false;
  char *stream = strstr(head, ">>\nstream\n");
  if (!stream || !strstr(head, " 0 obj\n<</Type/XRef/Size ")) return false;
  *stream = '\0';
  return !strstr(head, "/Prev");
}

/* A signature is an addition behind the report, with a cross-reference of its own. */
static bool is_signed(struct bytes file) {
  static const char CROSS_REFERENCE[] = "\nstartxref\n";
  const uint8_t *first = bytes_find(file, CROSS_REFERENCE);
  if (!first || !bytes_begin(file, "%PDF-")) return false;
  struct bytes rest = {first + 1, (size_t)(file.p + file.size - first - 1)};
  return bytes_find(rest, CROSS_REFERENCE) && bytes_find(rest, "/ByteRange");
}

/* Is the report of an earlier run still there, byte for byte but for signatures behind it? */
static bool is_still_there(const struct job *job, const struct report_record *old) {
  struct bytes file;
  char hex[65];
  if (!read_existing(job, old->file, &file) || file.size < old->bytes) return false;
  struct digest digest = digest_of(file.p, old->bytes);
  digest_hex(&digest, hex);
  return !strcmp(hex, old->sha256) && (file.size == old->bytes || is_signed(file));
}

/* Did an earlier run make it of the same inputs? Where making it gave warnings it is made again: they are to be told in
 * this run, too, and --werror takes them for errors. */
static bool is_up_to_date(const struct job *job, struct report_record *record) {
  const struct manifest *before = job->settings->before;
  for (size_t j = 0; before && j < before->count; j++)
    for (size_t r = 0; r < before->jobs[j].report_count; r++) {
      const struct report_record *old = &before->jobs[j].reports[r];
      if (old->status == REPORT_FAILED || before->jobs[j].warnings != job->warnings || strcmp(old->file, record->file) || strcmp(old->inputs, record->inputs) ||
          !is_still_there(job, old))
        continue;
      record->bytes = old->bytes;
      record->pages = old->pages;
      memcpy(record->sha256, old->sha256, sizeof record->sha256);
      return true;
    }
  return false;
}

/* In the language of the messages; the manifest takes the English. */
static void say_unwritten(struct job *job, const char *english, const char *japanese) {
  struct buf shown = {0}, kept = {0};
  diag_scrub(&shown, job->settings->style.language == DIAG_JAPANESE ? japanese : english);
  diag_scrub(&kept, english);
  buf_printf(&job->said, "tenken: %s\n", shown.data);
  if (!job->outcome.message[0]) snprintf(job->outcome.message, sizeof job->outcome.message, "%s", kept.data);
  buf_free(&shown);
  buf_free(&kept);
  job->outcome.environment = true;
}

static void say_signed(struct job *job, const char *name) {
  const char *path = path_join(job->arena, job->settings->output, name);
  say_unwritten(job,
                arena_printf(job->arena, "%s bears signatures and is not replaced; move it, or choose another folder with -o", path),
                arena_printf(job->arena, "%s は署名されているため置き換えません。別の場所に移すか、-o で別のフォルダーを選んでください", path));
}

static void say_error(struct job *job, const char *name, int error) {
  const char *path = path_join(job->arena, job->settings->output, name);
  say_unwritten(job, arena_printf(job->arena, "cannot write %s: %s", path, strerror(error)),
                arena_printf(job->arena, "%s に書けません: %s", path, diag_reason(DIAG_JAPANESE, strerror(error))));
}

static void keep_report(struct job *job, struct report_record *record, const struct buf *pdf) {
  struct bytes there;
  bool has_signatures = !has_one_revision(job, record->file) && read_existing(job, record->file, &there) && is_signed(there);
  bool is_same = has_signatures && there.size > pdf->size && !memcmp(there.p, pdf->data, pdf->size);
  int error = has_signatures ? 0 : file_write_at(job->settings->folder, record->file, pdf->data, pdf->size);
  if (error)
    say_error(job, record->file, error);
  else if (has_signatures && !is_same)
    say_signed(job, record->file);
  if (error || (has_signatures && !is_same)) return;
  struct digest digest = digest_of(pdf->data, pdf->size);
  record->status = is_same ? REPORT_KEPT : REPORT_WRITTEN;
  record->bytes = pdf->size;
  digest_hex(&digest, record->sha256);
}

static bool make_report(struct job *job, size_t template, struct report_record *record) {
  const struct build_settings *settings = job->settings;
  const struct report_wish wish = {job->schedule->templates[template], look_of(job, template), job->schedule->language,
                                   !settings->no_claim};
  struct buf pdf = {0};
  key_report(settings->library, &job->assessment, wish.template, wish.look, wish.language, wish.claim, record->inputs);
  record->is_final = job->assessment.input.is_final;
  if (is_up_to_date(job, record)) {
    record->status = REPORT_KEPT;
    return true;
  }
  bool good = report_pdf(settings->library, &job->assessment, &wish, job->arena, job->diag, &pdf, &record->pages) &&
              is_clean(job);
  if (good)
    keep_report(job, record, &pdf);
  else
    record->pages = 0;
  /* Layout knows no places of texts from data files: a character that it lacked is looked for there. */
  if (!good && diag_errors(job->diag)) glyphs_check_files(job->diag, settings->library->data, &wish.look->fonts);
  buf_free(&pdf);
  return good;
}

/* ---- what travels ---- */

/* Names of more than NAME_MAX bytes are refused here, before a page is made. */
static void name_records(struct job *job, const struct answers *answers) {
  for (size_t t = 0; t < job->schedule->template_count; t++) {
    struct report_record *record = &job->records[t];
    const char *template = job->schedule->templates[t]->name;
    snprintf(record->template_name, sizeof record->template_name, "%s", template);
    if (!answers) continue;
    const char *name = names_report(job->arena, job->schedule->pattern, answers, template, job->schedule->language);
    if (strlen(name) < sizeof record->file)
      memcpy(record->file, name, strlen(name) + 1);
    else
      diag_add(job->diag, DIAG_S108, answers->org_id.at, name);
  }
}

/* The first error as one line, in English wherever it runs: manifests do not depend on the locale. */
static void keep_message(struct job *job) {
  char *text = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&text, &size);
  if (!stream) mem_exhausted();
  const struct diag_style style = {.language = DIAG_ENGLISH,
                                   .is_short = true,
                                   .limit = 1,
                                   .warnings_as_errors = job->settings->style.warnings_as_errors};
  diag_print(job->diag, stream, &style);
  if (fclose(stream)) mem_exhausted();
  size_t room = sizeof job->outcome.message - 1, length = strcspn(text, "\n");
  if (length > room) length = room;
  while (length && ((unsigned char)text[length] & 0xC0) == 0x80)
    length--; /* a cut is never within a character */
  memcpy(job->outcome.message, text, length);
  free(text);
}

/* Messages are formed here, in the worker, and printed by the parent in the order of the files. */
static void say(struct job *job) {
  char *text = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&text, &size);
  if (!stream) mem_exhausted();
  diag_print(job->diag, stream, &job->settings->style);
  if (fclose(stream)) mem_exhausted();
  buf_put(&job->said, text, size);
  free(text);
  job->outcome.errors = diag_errors(job->diag);
  job->outcome.warnings = diag_warnings(job->diag);
  if (!is_clean(job)) keep_message(job);
}

void job_run(const struct build_settings *settings, const struct schedule_job *schedule, struct arena *arena,
             struct buf *result) {
  struct job job = {.settings = settings, .schedule = schedule, .arena = arena, .diag = diag_new()};
  enum check_use use = settings->is_final ? CHECK_FINAL : CHECK_REPORT;
  job.records = arena_array(job.arena, schedule->template_count, sizeof *job.records);
  library_seed(settings->library, job.diag);
  bool loaded = assessment_load(settings->library, schedule->answers, use, job.arena, job.diag, &job.assessment);
  name_records(&job, loaded ? job.assessment.input.answers : NULL);
  bool good = loaded && may_build(&job);
  job.warnings = diag_warnings(job.diag);
  for (size_t t = 0; good && t < schedule->template_count; t++)
    good = make_report(&job, t, &job.records[t]);
  job.outcome.good = good;
  job.outcome.report_count = schedule->template_count;
  if (loaded) snprintf(job.outcome.digest, sizeof job.outcome.digest, "%s", job.assessment.input.digest);
  say(&job);
  buf_put(result, &job.outcome, sizeof job.outcome);
  buf_put(result, job.records, schedule->template_count * sizeof *job.records);
  buf_put(result, job.said.data ? job.said.data : "", job.said.size);
  buf_free(&job.said);
  diag_free(job.diag);
}

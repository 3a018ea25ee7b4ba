/* build.c - see build.h. Two pool runs: the first reads every answer file only for its names (names_run), the second
 * makes the reports. */
#include "batch/build.h"

#include "base/file.h"
#include "base/limits.h"
#include "batch/clashes.h"
#include "batch/job.h"
#include "batch/output.h"
#include "batch/pool.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHECKPOINT_MS = 5000, CHECKPOINT_SHARE = 50 /* of a run's time, at most one part in so many */ };

struct run {
  struct build_settings *settings;
  struct arena *arena;
  struct arena *job_arena; /* of each worker: used again for one job after the other */
  struct output output;
  struct manifest manifest, before;
  struct progress progress;
  long long written_ms, pause_ms; /* when the manifest was written last, and how long it may stay so */
  struct build_result *result;
};

/* ---- what the run itself says ---- */

void build_say(const struct build_settings *settings, const char *english, const char *japanese, ...) {
  va_list list;
  va_start(list, japanese);
  diag_say_args(stderr, settings->style.language == DIAG_JAPANESE ? japanese : english, list);
  va_end(list);
}

const char *build_reason(const struct build_settings *settings, const char *english) {
  return diag_reason(settings->style.language, english);
}

void build_say_no_workers(const struct build_settings *settings, int error) {
  build_say(settings, "tenken: cannot start workers: %s", "tenken: 作業プロセスを始められません: %s", build_reason(settings, strerror(error)));
}

/* ---- manifest ---- */

/* The jobs of this shard, none of them run yet. */
static void open_manifest(struct run *run) {
  const struct schedule *schedule = run->settings->schedule;
  struct manifest *manifest = &run->manifest;
  *manifest = (struct manifest){.program = TENKEN_VERSION,
                                .list_hex = schedule->list_hex,
                                .total = schedule->count,
                                .shard = schedule->shard,
                                .shards = schedule->shards};
  manifest->jobs = arena_array(run->arena, schedule->count + 1, sizeof *manifest->jobs);
  for (size_t i = 0; i < schedule->count; i++) {
    const struct schedule_job *job = &schedule->jobs[i];
    if (schedule_is_ours(schedule, i))
      manifest->jobs[manifest->count++] = (struct manifest_job){.number = job->number,
                                                                .answers = job->named,
                                                                .theme = job->theme ? path_base(job->theme) : NULL,
                                                                .language = job->language,
                                                                .digest = "",
                                                                .message = ""};
  }
}

static const struct schedule_job *job_of(const struct run *run, size_t index) {
  return &run->settings->schedule->jobs[run->manifest.jobs[index].number - 1];
}

static void say_unwritten(struct run *run, const char *name, int error) {
  progress_clear(&run->progress);
  build_say(run->settings, "tenken: cannot write %s: %s", "tenken: %s に書けません: %s",
            path_join(run->arena, run->settings->output, name), build_reason(run->settings, strerror(error)));
  run->result->environment = true;
}

static void write_manifest(struct run *run) {
  struct buf json = {0}, csv = {0};
  long long begun_ms = progress_now_ms();
  const char *name = manifest_name(&run->manifest, run->arena);
  const char *json_name = arena_printf(run->arena, "%s.json", name),
             *csv_name = arena_printf(run->arena, "%s.csv", name);
  manifest_json(&run->manifest, &json);
  manifest_csv(&run->manifest, &csv);
  int error = file_write_at(run->output.folder, json_name, json.data, json.size);
  if (error) say_unwritten(run, json_name, error);
  error = file_write_at(run->output.folder, csv_name, csv.data, csv.size);
  if (error) say_unwritten(run, csv_name, error);
  buf_free(&json);
  buf_free(&csv);
  run->written_ms = progress_now_ms();
  run->pause_ms = (run->written_ms - begun_ms) * CHECKPOINT_SHARE;
  if (run->pause_ms < CHECKPOINT_MS) run->pause_ms = CHECKPOINT_MS;
}

/* A manifest that is not there, or damaged, proves nothing: everything is made. */
static void read_manifest(struct run *run) {
  const char *name = arena_printf(run->arena, "%s.json", manifest_name(&run->manifest, run->arena));
  const char *path = path_join(run->arena, run->settings->output, name), *why = NULL;
  char *text;
  size_t size;
  int error = file_read(run->arena, path, LIMIT_MANIFEST_BYTES, &text, &size);
  if (error == ENOENT) return;
  if (error)
    why = build_reason(run->settings, file_reason(error));
  else if (manifest_parse(text, size, run->arena, &run->before, &why))
    run->settings->before = &run->before;
  if (why)
    build_say(run->settings, "tenken: %s proves nothing (%s); all reports are made",
              "tenken: %s は証拠になりません（%s）。報告書をすべて作り直します", path, why);
}

/* ---- jobs ---- */

static void report_job(void *context, size_t index, struct buf *result) {
  const struct run *run = context;
  arena_reset(run->job_arena);
  job_run(run->settings, job_of(run, index), run->job_arena, result);
}

/* In English the message goes into the manifest, which depends on no language. */
static const char *loss_of(const struct run *run, size_t index, enum pool_status status, int signal_number,
                           bool japanese) {
  const char *file = job_of(run, index)->answers, *format;
  if (status == POOL_TIMED_OUT) {
    format = japanese ? "%s: %d 秒を過ぎても終わらないため、打ち切りました" : "%s: took longer than %d seconds and was ended";
    return arena_printf(run->arena, format, file, run->settings->job_seconds);
  }
  if (status == POOL_NO_MEMORY) {
    format = japanese ? "%s: 1つの作業プロセスに許されたメモリー（%zu MB）では足りません"
                      : "%s: needs more memory than a worker may have (%zu MB)";
    return arena_printf(run->arena, format, file, run->settings->memory_bytes / 1024 / 1024);
  }
  if (signal_number) {
    format = japanese ? "%s: 作業プロセスが2回とも異常終了しました（シグナル %d）" : "%s: the worker died twice (signal %d)";
    return arena_printf(run->arena, format, file, signal_number);
  }
  format = japanese ? "%s: 作業プロセスが2回とも結果を出さずに終わりました" : "%s: the worker ended twice without a result";
  return arena_printf(run->arena, format, file);
}

static void job_lost(struct run *run, size_t index, enum pool_status status, int signal_number) {
  struct manifest_job *job = &run->manifest.jobs[index];
  bool japanese = run->settings->style.language == DIAG_JAPANESE;
  job->message = loss_of(run, index, status, signal_number, false);
  job->status = JOB_FAILED;
  diag_say(stderr, "tenken: %s", loss_of(run, index, status, signal_number, japanese));
  run->result->environment = true;
  run->result->failed_jobs++;
}

static void keep_records(struct run *run, struct manifest_job *job, const char *data, size_t count) {
  job->report_count = count;
  job->reports = arena_array(run->arena, count + 1, sizeof *job->reports);
  if (count) memcpy(job->reports, data, count * sizeof *job->reports);
  for (size_t r = 0; r < count; r++) {
    run->result->written += job->reports[r].status == REPORT_WRITTEN;
    run->result->kept += job->reports[r].status == REPORT_KEPT;
  }
}

static void report_done(void *context, size_t index, enum pool_status status, int signal_number, const char *result,
                        size_t size) {
  struct run *run = context;
  struct manifest_job *job = &run->manifest.jobs[index];
  struct job_outcome outcome;
  progress_clear(&run->progress);
  if (status != POOL_DONE || size < sizeof outcome) {
    job_lost(run, index, status, signal_number);
    return;
  }
  memcpy(&outcome, result, sizeof outcome);
  size_t said = sizeof outcome + outcome.report_count * sizeof *job->reports;
  keep_records(run, job, result + sizeof outcome, outcome.report_count);
  fwrite(result + said, 1, size - said, stderr);
  job->status = outcome.environment ? JOB_FAILED : outcome.good ? JOB_DONE : JOB_FAULTY;
  job->digest = arena_strdup(run->arena, outcome.digest);
  job->errors = outcome.errors;
  job->warnings = outcome.warnings;
  job->message = arena_strdup(run->arena, outcome.message);
  run->result->environment |= outcome.environment;
  run->result->failed_jobs += !outcome.good;
}

static void report_progress(void *context, size_t finished) {
  struct run *run = context;
  progress_show(&run->progress, finished);
  if (progress_now_ms() - run->written_ms > run->pause_ms) write_manifest(run);
}

/* ---- the run ---- */

static void run_jobs(struct run *run, const struct pool_settings *pool) {
  struct pool_hooks hooks = {run, report_job, report_done, report_progress};
  struct pool_end end = {0};
  progress_start(&run->progress, run->settings->progress, run->settings->style.language, run->manifest.count);
  run->written_ms = progress_now_ms();
  run->pause_ms = CHECKPOINT_MS;
  bool good = pool_run(pool, run->manifest.count, &hooks, &end);
  progress_clear(&run->progress);
  run->result->signal = end.signal;
  if (!good) run->result->environment = true;
  if (!good && !end.signal) build_say_no_workers(run->settings, end.error);
  run->manifest.is_complete = good;
  output_clean(&run->output); /* what workers that are gone were writing */
}

static void make_reports(struct run *run, const struct pool_settings *pool) {
  struct build_settings *settings = run->settings;
  int error = output_open(&run->output, settings->output, settings->schedule->shards > 0);
  if (error) {
    if (error == EWOULDBLOCK)
      build_say(settings, "tenken: another run is writing to %s; wait for it, or choose another folder with -o",
                "tenken: 別の実行が %s に書いています。終わるのを待つか、-o で別のフォルダーを選んでください", settings->output);
    else
      build_say(settings, "tenken: cannot make the folder %s: %s", "tenken: フォルダー %s を作れません: %s", settings->output,
                build_reason(settings, strerror(error)));
    run->result->environment = true;
    return;
  }
  settings->folder = run->output.folder;
  if (settings->resume) read_manifest(run);
  run_jobs(run, pool);
  error = file_sync_folder(run->output.folder);
  if (error) say_unwritten(run, "", error);
  write_manifest(run);
  output_close(&run->output);
}

bool build_run(struct build_settings *settings, struct build_result *out) {
  *out = (struct build_result){0};
  struct run run = {.settings = settings, .arena = arena_new(), .job_arena = arena_new(), .output = {-1}, .result = out};
  struct pool_settings pool = {
      .workers = settings->workers, .job_seconds = settings->job_seconds, .memory_bytes = settings->memory_bytes};
  open_manifest(&run);
  fflush(NULL); /* workers must not inherit unwritten output */
  bool good = clashes_are_none(settings, &pool, out);
  if (good && !out->signal) make_reports(&run, &pool);
  arena_free(run.arena);
  arena_free(run.job_arena);
  return good;
}

/* manifest.c - writing manifests: one entry a line, so that tools that go by lines can be used on them too. */
#include "batch/manifest.h"

#include "base/csv.h"
#include "base/utf8.h"

#include <string.h>

static const char *const JOB_STATUS_WORDS[JOB_STATUS_COUNT] = {"pending", "done", "faulty", "failed"};

static void put_escaped(struct buf *out, uint32_t c) {
  if (c == 0xFFFD)
    buf_puts(out, "\xEF\xBF\xBD");
  else if (c == '"' || c == '\\')
    buf_printf(out, "\\%c", (char)c);
  else
    buf_printf(out, "\\u%04x", (unsigned)c);
}

/* File names are bytes: what is not UTF-8 becomes U+FFFD, control characters are escaped. */
static void put_text(struct buf *out, const char *s) {
  const char *end = s + strlen(s), *run = s;
  buf_putc(out, '"');
  while (s < end) {
    const char *start = s;
    uint32_t c = utf8_next(&s, end);
    if (c >= 0x20 && c != 0x7F && c != '"' && c != '\\' && c != 0xFFFD) continue;
    buf_put(out, run, (size_t)(start - run));
    put_escaped(out, c);
    run = s;
  }
  buf_put(out, run, (size_t)(end - run));
  buf_putc(out, '"');
}

static void put_member(struct buf *out, const char *before, const char *value) {
  buf_puts(out, before);
  put_text(out, value);
}

static void put_count(struct buf *out, const char *before, size_t count) {
  buf_puts(out, before);
  buf_put_int(out, (long)count);
}

static void put_report(const struct report_record *report, struct buf *out) {
  put_member(out, "{\"template\": ", report->template_name);
  put_member(out, ", \"file\": ", report->file);
  put_member(out, ", \"status\": ", report->status == REPORT_FAILED ? "failed" : "written");
  put_count(out, ", \"bytes\": ", report->bytes);
  put_count(out, ", \"pages\": ", report->pages);
  buf_puts(out, report->is_final ? ", \"final\": true" : ", \"final\": false");
  put_member(out, ", \"sha256\": ", report->sha256);
  put_member(out, ", \"inputs\": ", report->inputs);
  buf_putc(out, '}');
}

static void put_job(const struct manifest_job *job, struct buf *out) {
  put_count(out, "{\"job\": ", job->number);
  put_member(out, ", \"answers\": ", job->answers);
  put_member(out, ", \"language\": ", job->language == LANG_JA ? "ja" : "en");
  put_member(out, ", \"theme\": ", job->theme ? job->theme : "");
  put_member(out, ", \"status\": ", JOB_STATUS_WORDS[job->status]);
  put_member(out, ", \"digest\": ", job->digest);
  put_count(out, ", \"errors\": ", job->errors);
  put_count(out, ", \"warnings\": ", job->warnings);
  put_member(out, ", \"message\": ", job->message);
  buf_puts(out, ", \"reports\": [");
  for (size_t i = 0; i < job->report_count; i++) {
    buf_puts(out, i ? ", " : "");
    put_report(&job->reports[i], out);
  }
  buf_puts(out, "]}");
}

static void put_totals(const struct manifest *manifest, struct buf *out) {
  size_t reports = 0, warnings = 0, jobs[JOB_STATUS_COUNT] = {0};
  for (size_t j = 0; j < manifest->count; j++) {
    const struct manifest_job *job = &manifest->jobs[j];
    jobs[job->status]++;
    warnings += job->warnings;
    for (size_t r = 0; r < job->report_count; r++)
      reports += job->reports[r].status != REPORT_FAILED;
  }
  buf_printf(out, "\"totals\": {\"reports\": %zu, \"warnings\": %zu", reports, warnings);
  for (int s = 0; s < JOB_STATUS_COUNT; s++)
    buf_printf(out, ", \"%s\": %zu", JOB_STATUS_WORDS[s], jobs[s]);
  buf_puts(out, "}\n");
}

void manifest_json(const struct manifest *manifest, struct buf *out) {
  buf_puts(out, "{\"tenken\": \"manifest/1\"");
  put_member(out, ", \"program\": ", manifest->program);
  put_member(out, ", \"list\": ", manifest->list_hex);
  buf_printf(out, ", \"jobs\": %zu", manifest->total);
  if (manifest->shards) buf_printf(out, ", \"shard\": \"%zu/%zu\"", manifest->shard, manifest->shards);
  buf_printf(out, ", \"complete\": %s,\n\"entries\": [", manifest->is_complete ? "true" : "false");
  for (size_t i = 0; i < manifest->count; i++) {
    buf_puts(out, i ? ",\n" : "\n");
    put_job(&manifest->jobs[i], out);
  }
  buf_puts(out, "],\n");
  put_totals(manifest, out);
  buf_puts(out, "}\n");
}

static void put_row(const struct manifest_job *job, const struct report_record *report, struct buf *out) {
  const char *texts[] = {job->answers,
                         job->language == LANG_JA ? "ja" : "en",
                         job->theme,
                         JOB_STATUS_WORDS[job->status],
                         report->template_name,
                         report->file,
                         report->status == REPORT_FAILED ? "failed" : "written"};
  buf_printf(out, "%zu", job->number);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    buf_putc(out, ',');
    csv_put_text(out, texts[i]);
  }
  buf_printf(out, ",%zu,%zu,%s,", report->bytes, report->pages, report->is_final ? "final" : "draft");
  csv_put_text(out, report->sha256);
  buf_printf(out, ",%zu,%zu,", job->errors, job->warnings);
  csv_put_text(out, job->message);
  buf_putc(out, '\n');
}

void manifest_csv(const struct manifest *manifest, struct buf *out) {
  buf_puts(out, "job,answers,language,theme,job_status,template,file,report_status,bytes,pages,final,sha256,errors,"
                "warnings,message\n");
  for (size_t j = 0; j < manifest->count; j++)
    for (size_t r = 0; r < manifest->jobs[j].report_count; r++)
      put_row(&manifest->jobs[j], &manifest->jobs[j].reports[r], out);
}

const char *manifest_name(const struct manifest *manifest, struct arena *arena) {
  return manifest->shards ? arena_printf(arena, "manifest-%zu-of-%zu", manifest->shard, manifest->shards) : "manifest";
}

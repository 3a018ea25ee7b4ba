/* manifest_read.c - manifests read back, with libjansson (behind this file only): strict JSON, no key twice. Only what
 * manifest.c writes is taken; anything else is another file or a damaged one, and the sentence says which entry. */
#include "batch/manifest.h"
#include "batch/schedule.h"

#include <jansson.h>
#include <string.h>

struct reading {
  struct arena *arena;
  const char **why;
};

static bool refuse(struct reading *reading, const char *why) {
  *reading->why = why;
  return false;
}

static const char *text_of(const struct reading *reading, const json_t *object, const char *key) {
  const char *text = json_string_value(json_object_get(object, key));
  return text ? arena_strdup(reading->arena, text) : NULL;
}

static bool size_of(const json_t *object, const char *key, size_t *out) {
  const json_t *value = json_object_get(object, key);
  if (!json_is_integer(value) || json_integer_value(value) < 0) return false;
  *out = (size_t)json_integer_value(value);
  return true;
}

/* Into an array of fixed size. */
static bool copy_of(const json_t *object, const char *key, char *out, size_t room) {
  const char *text = json_string_value(json_object_get(object, key));
  if (!text || strlen(text) >= room) return false;
  memcpy(out, text, strlen(text) + 1);
  return true;
}

static bool is_hex(const char *s) {
  return !*s || (strlen(s) == 64 && strspn(s, "0123456789abcdef") == 64);
}

static bool read_report(const json_t *object, struct report_record *out) {
  const char *status = json_string_value(json_object_get(object, "status"));
  const json_t *is_final = json_object_get(object, "final");
  if (!copy_of(object, "template", out->template_name, sizeof out->template_name) ||
      !copy_of(object, "file", out->file, sizeof out->file) || strchr(out->file, '/') || out->file[0] == '.' ||
      !copy_of(object, "sha256", out->sha256, sizeof out->sha256) || !is_hex(out->sha256) ||
      !copy_of(object, "inputs", out->inputs, sizeof out->inputs) || !is_hex(out->inputs) ||
      !size_of(object, "bytes", &out->bytes) || !size_of(object, "pages", &out->pages) || !json_is_boolean(is_final) ||
      !status || (strcmp(status, "written") && strcmp(status, "failed")))
    return false;
  out->is_final = json_is_true(is_final);
  out->status = strcmp(status, "written") ? REPORT_FAILED : REPORT_WRITTEN;
  return true;
}

static bool read_reports(struct reading *reading, const json_t *array, struct manifest_job *job) {
  if (!json_is_array(array)) return false;
  job->report_count = json_array_size(array);
  job->reports = arena_array(reading->arena, job->report_count, sizeof *job->reports);
  for (size_t i = 0; i < job->report_count; i++)
    if (!read_report(json_array_get(array, i), &job->reports[i])) return false;
  return true;
}

static bool read_status(const json_t *object, enum job_status *out) {
  static const char *const WORDS[JOB_STATUS_COUNT] = {"pending", "done", "faulty", "failed"};
  const char *status = json_string_value(json_object_get(object, "status"));
  for (int s = 0; status && s < JOB_STATUS_COUNT; s++)
    if (!strcmp(status, WORDS[s])) {
      *out = (enum job_status)s;
      return true;
    }
  return false;
}

static bool read_job(struct reading *reading, const json_t *object, struct manifest_job *job) {
  const char *language = json_string_value(json_object_get(object, "language"));
  job->answers = text_of(reading, object, "answers");
  job->theme = text_of(reading, object, "theme");
  job->digest = text_of(reading, object, "digest");
  job->message = text_of(reading, object, "message");
  if (!job->answers || !job->theme || !job->digest || !job->message || !language ||
      (strcmp(language, "ja") && strcmp(language, "en")))
    return false;
  job->language = strcmp(language, "ja") ? LANG_EN : LANG_JA;
  if (!*job->theme) job->theme = NULL;
  return size_of(object, "job", &job->number) && size_of(object, "errors", &job->errors) &&
         size_of(object, "warnings", &job->warnings) && read_status(object, &job->status) &&
         read_reports(reading, json_object_get(object, "reports"), job);
}

static bool read_shard(const json_t *root, struct manifest *out) {
  const char *shard = json_string_value(json_object_get(root, "shard"));
  if (!json_object_get(root, "shard")) return true;
  return shard && schedule_read_shard(shard, &out->shard, &out->shards);
}

static bool read_jobs(struct reading *reading, const json_t *entries, struct manifest *out) {
  out->count = json_array_size(entries);
  out->jobs = arena_array(reading->arena, out->count, sizeof *out->jobs);
  for (size_t i = 0; i < out->count; i++)
    if (!read_job(reading, json_array_get(entries, i), &out->jobs[i]) || out->jobs[i].number > out->total ||
        out->jobs[i].number <= (i ? out->jobs[i - 1].number : 0))
      return refuse(reading, arena_printf(reading->arena, "entry %zu is damaged", i + 1));
  return true;
}

static bool read_root(struct reading *reading, const json_t *root, struct manifest *out) {
  const char *kind = json_string_value(json_object_get(root, "tenken"));
  const json_t *entries = json_object_get(root, "entries");
  if (!kind || strcmp(kind, "manifest/1")) return refuse(reading, "it is not a manifest/1");
  out->program = text_of(reading, root, "program");
  out->list_hex = text_of(reading, root, "list");
  out->is_complete = json_is_true(json_object_get(root, "complete"));
  if (!out->program || !out->list_hex || !size_of(root, "jobs", &out->total) || !read_shard(root, out) ||
      !json_is_array(entries))
    return refuse(reading, "its head is damaged");
  return read_jobs(reading, entries, out);
}

bool manifest_parse(const char *text, size_t size, struct arena *arena, struct manifest *out, const char **why) {
  json_error_t error;
  struct reading reading = {arena, why};
  *out = (struct manifest){0};
  json_t *root = json_loadb(text, size, JSON_REJECT_DUPLICATES, &error);
  if (!root)
    return refuse(&reading, arena_printf(arena, "line %d, column %d: %s", error.line, error.column, error.text));
  bool good = json_is_object(root) ? read_root(&reading, root, out) : refuse(&reading, "it is not a manifest/1");
  json_decref(root);
  return good;
}

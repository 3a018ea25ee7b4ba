/* cmd_digest.c - `tenken digest`: what an approval binds to, the entry that records it, and the values kept beside the
 * answer file, so that a later change can be named. The first line of output is the digest and nothing else. */
#include "base/file.h"
#include "base/limits.h"
#include "cli/session.h"
#include "read/canonical.h"
#include "read/read.h"

#include <stdio.h>
#include <string.h>

static const struct signoff_entry *entry_of(const struct answers *answers, const char *role) {
  for (size_t i = 0; i < answers->signoff_count; i++)
    if (!strcmp(answers->signoff[i].role.s, role)) return &answers->signoff[i];
  return NULL;
}

static bool has_signed(const struct input *input, const char *role) {
  const struct signoff_entry *entry = entry_of(input->answers, role);
  return entry && entry->date && entry->title.s && entry->digest.s && !strcmp(entry->digest.s, input->digest);
}

/* ---- the entry to paste ---- */

static void put_member(struct buf *out, const char *key, const char *value) {
  buf_printf(out, "    %s: ", key);
  canonical_put_text(out, value ? value : "");
  buf_putc(out, '\n');
}

static void put_seal(struct buf *out, const struct signoff_entry *entry) {
  if (!entry->seal_top.s && !entry->seal_name.s) return;
  buf_puts(out, "    seal: {");
  if (entry->seal_top.s) {
    buf_puts(out, "top: ");
    canonical_put_text(out, entry->seal_top.s);
  }
  if (entry->seal_name.s) {
    buf_puts(out, entry->seal_top.s ? ", name: " : "name: ");
    canonical_put_text(out, entry->seal_name.s);
  }
  buf_puts(out, "}\n");
}

static void put_entry(const struct input *input, const char *role, struct buf *out) {
  const struct signoff_entry none = {0}, *entry = entry_of(input->answers, role);
  char on[11] = "";
  if (!entry) entry = &none;
  if (entry->date) date_iso(entry->date, on);
  buf_printf(out, "  - role: %s\n", role);
  put_member(out, "name", entry->name.s);
  put_member(out, "title", entry->title.s);
  buf_printf(out, "    date:%s%s\n", *on ? " " : "", on);
  put_member(out, "digest", input->digest);
  put_seal(out, entry);
}

static void put_comment(const struct strings *strings, const char *key, const char *name, const char *value,
                        struct buf *out) {
  buf_puts(out, "# ");
  strings_format(strings, out, key, name, value, (char *)NULL);
  buf_putc(out, '\n');
}

static void put_next(const struct input *input, const struct strings *strings, struct arena *arena, struct buf *out) {
  const struct policy *policy = input->policy;
  const struct policy_role *next = NULL;
  const char *rest = "";
  for (size_t r = 0; r < policy->role_count; r++) {
    const struct policy_role *role = &policy->roles[r];
    if (has_signed(input, role->id)) continue;
    if (!next)
      next = role;
    else
      rest = arena_printf(arena, "%s%s%s", rest, *rest ? ", " : "", role->id);
  }
  if (!next) {
    put_comment(strings, "digest.complete", "policy", policy->id, out);
    return;
  }
  const char *role = arena_printf(arena, "%s (%s)", next->id, next->name[strings->language]);
  put_comment(strings, entry_of(input->answers, next->id) ? "digest.replace" : "digest.paste", "role", role, out);
  if (!input->answers->signoff_count) buf_puts(out, "signoff:\n");
  put_entry(input, next->id, out);
  if (*rest) put_comment(strings, "digest.rest", "roles", rest, out);
}

/* ---- the record ---- */

static bool is_named(const struct answers *answers, const char *digest) {
  for (size_t i = 0; digest && i < answers->signoff_count; i++)
    if (answers->signoff[i].digest.s && !strcmp(answers->signoff[i].digest.s, digest)) return true;
  return false;
}

/* This digest's values first, then those that entries still name: they are what a later message compares with. */
static void gather(const struct assessment *assessment, const char *path, struct arena *arena, struct approved *out) {
  const struct answers *answers = assessment->input.answers;
  const struct approved *before = read_approved(path, arena);
  out->records[out->count++] = assessment_record(assessment, arena);
  for (size_t i = 0; before && i < before->count && out->count < APPROVED_RECORDS_MAX; i++)
    if (is_named(answers, before->records[i].digest) && strcmp(before->records[i].digest, assessment->input.digest))
      out->records[out->count++] = before->records[i];
}

/* A record that could not be read again would be of no use: older ones are given up first. */
static void put_record(struct approved *approved, const struct strings *strings, struct buf *out) {
  read_approved_put(approved, strings_get(strings, "digest.record"), out);
  while (out->size > LIMIT_INPUT_BYTES && approved->count > 1) {
    approved->count--;
    buf_clear(out);
    read_approved_put(approved, strings_get(strings, "digest.record"), out);
  }
}

static int write_record(const struct assessment *assessment, const struct strings *strings, struct arena *arena,
                        struct buf *out) {
  const char *answers = assessment->input.answers->path;
  if (!strcmp(answers, "-")) return EXIT_DONE; /* standard input has no place beside it */
  const char *path = read_approved_path(answers, arena);
  struct approved approved = {0};
  struct buf text = {0};
  gather(assessment, path, arena, &approved);
  put_record(&approved, strings, &text);
  int error = file_write_atomic(path, text.data, text.size);
  buf_free(&text);
  if (error) {
    cli_error("cannot write %s: %s", path, cli_reason(strerror(error)));
    return EXIT_ENVIRONMENT;
  }
  put_comment(strings, "digest.kept", "file", path_base(path), out);
  return EXIT_DONE;
}

/* ---- the command ---- */

struct printing {
  const struct strings *strings;
  int code;
};

static void print_one(const struct assessment *assessment, struct arena *arena, void *context) {
  struct printing *printing = context;
  struct buf out = {0};
  buf_printf(&out, "%s\n", assessment->input.digest);
  put_next(&assessment->input, printing->strings, arena, &out);
  printing->code = write_record(assessment, printing->strings, arena, &out);
  fwrite(out.data, 1, out.size, stdout);
  buf_free(&out);
}

static int digest(const struct options *options, struct library *library) {
  if (options->file_count != 1) {
    cli_error("digest takes one answer file");
    return EXIT_USAGE;
  }
  int code = session_open(options, library);
  if (code != EXIT_DONE) return code;
  enum language language = cli_language(options) == DIAG_JAPANESE ? LANG_JA : LANG_EN;
  struct printing printing = {library->strings[language], EXIT_DONE};
  code = session_for_each(options, library, CHECK_NUMBERS, print_one, &printing);
  return code == EXIT_DONE ? printing.code : code;
}

int cmd_digest(const struct options *options) {
  struct library library = {0};
  int code = digest(options, &library);
  library_close(&library);
  return cli_finish_stdout(code);
}

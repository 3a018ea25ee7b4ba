/* cmd_verify.c - `tenken verify`: one answer per report, complete or not, with the reason. */
#include "cli/rerender.h"
#include "cli/session.h"
#include "cli/signing.h"

#include "base/file.h"
#include "base/limits.h"

#include <stdio.h>
#include <string.h>

struct check {
  const struct options *options;
  struct signing_session session;
  struct library library;
  struct rerender rerender; /* with --answers */
  const struct policy *policy; /* with --policy */
};

/* A report whose digest fits but whose pages another version made is not refused for it: that is said instead. */
static void compare_answers(struct check *check, struct bytes file, struct verification *v) {
  struct fault fault = {0};
  if (!v->mark.digest || v->verdict == VERDICT_BROKEN || v->verdict == VERDICT_FOREIGN || v->verdict == VERDICT_DRAFT)
    return;
  if (rerender_accepts(&check->rerender, v, file, &fault))
    v->answers = ANSWERS_MAKE_THE_REPORT;
  else if (fault.reason == REASON_ANSWERS_VERSION)
    v->answers = ANSWERS_HAVE_THE_DIGEST;
  else
    verify_object(v, &fault);
}

static int verify_file(struct check *check, const char *path, struct arena *arena) {
  char *data;
  size_t size;
  struct fault fault = {0};
  int error = file_read(arena, path, LIMIT_REPORT_BYTES, &data, &size);
  if (error) {
    fault_set(&fault, REASON_READ, path, file_reason(error));
    return signing_say(check->options, NULL, &fault);
  }
  struct bytes file = {(const uint8_t *)data, size};
  struct verify_options options = {
      .trust = check->session.given, .now = check->session.now, .policy = check->policy};
  struct verification v;
  struct buf text = {0};
  verify_run(file, &options, arena, &v);
  if (check->options->answers)
    compare_answers(check, file, &v);
  if (check->options->json)
    verify_put_json(&v, path, &text);
  else
    verify_put_text(&v, path, cli_language(check->options) == DIAG_JAPANESE, &text);
  fwrite(text.data, 1, text.size, stdout);
  buf_free(&text);
  return v.verdict == VERDICT_COMPLETE ? EXIT_DONE : EXIT_NOT_VERIFIED;
}

static int verify_all(struct check *check) {
  int worst = EXIT_DONE;
  for (size_t i = 0; i < check->options->file_count; i++) {
    struct arena *arena = arena_new();
    int code = verify_file(check, check->options->files[i], arena);
    worst = code > worst ? code : worst;
    arena_free(arena);
  }
  return worst;
}

/* The data folder is opened for what was asked for only. */
static int open_data(struct check *check) {
  const struct options *options = check->options;
  struct diag_style style = cli_diag_style(options, 0);
  int code = EXIT_DONE;
  if (options->answers)
    code = session_open_pages(options, &check->library, "board,regulator");
  else if (options->policy)
    code = session_open_data(options, &check->library);
  if (code == EXIT_DONE && options->answers)
    code = rerender_open(&check->rerender, options, &check->library);
  if (code != EXIT_DONE || !options->policy)
    return code;
  check->policy = library_policy(&check->library, check->library.diag, (struct text){.s = options->policy});
  if (!check->policy)
    diag_print(check->library.diag, stderr, &style);
  return check->policy ? EXIT_DONE : EXIT_INPUT;
}

int cmd_verify(const struct options *options) {
  struct check check = {.options = options};
  int code = signing_open(options, &check.session);
  if (code == EXIT_DONE)
    code = open_data(&check);
  if (code == EXIT_DONE)
    code = verify_all(&check);
  rerender_close(&check.rerender);
  library_close(&check.library);
  signing_close(&check.session);
  return cli_finish_stdout(code);
}

/* cmd_check.c - `tenken check`: reads and checks, prints every problem, writes nothing. */
#include "cli/session.h"

#include <stdio.h>

static void say_good(const struct assessment *assessment, struct arena *arena, void *context) {
  (void)arena;
  const struct options *options = context;
  if (options->quiet)
    return;
  const struct group_score *all = &assessment->scores.overall;
  const char *path = assessment->input.answers->path;
  if (cli_language(options) == DIAG_JAPANESE)
    diag_say(stdout, "%s: 問題なし（回答 %d、対象外 %d、未回答 %d）", path, all->answered, all->na, all->unanswered);
  else
    diag_say(stdout, "%s: good (%d answered, %d not applicable, %d unanswered)", path, all->answered, all->na, all->unanswered);
}

int cmd_check(const struct options *options) {
  struct library library = {0};
  int code = session_open(options, &library);
  if (code == EXIT_DONE) {
    struct options copy = *options;
    code = session_for_each(options, &library, CHECK_REPORT, say_good, &copy);
  }
  library_close(&library);
  return cli_finish_stdout(code);
}

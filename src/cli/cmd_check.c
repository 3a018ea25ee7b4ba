/* cmd_check.c - `tenken check`: reads and checks, prints every problem, writes nothing. */
#include "cli/check_guide.h"

#include <stdio.h>

static void say_good(const struct assessment *assessment, struct arena *arena, void *context) {
  (void)arena;
  const struct options *options = context;
  if (options->quiet) return;
  const struct group_score *all = &assessment->scores.overall;
  const char *path = assessment->input.answers->path;
  if (cli_language(options) == DIAG_JAPANESE)
    diag_say(stdout, "%s: 問題なし（回答 %d、対象外 %d、未回答 %d）", path, all->answered, all->na, all->unanswered);
  else
    diag_say(stdout, "%s: good (%d answered, %d not applicable, %d unanswered)", path, all->answered, all->na,
             all->unanswered);
}

/* With --guide, folders among the operands are packs and no answer files. */
static struct options only_answers(const struct options *options, struct library *library) {
  struct options copy = *options;
  copy.files = arena_array(library->arena, options->file_count, sizeof *copy.files);
  copy.file_count = 0;
  for (size_t i = 0; i < options->file_count; i++)
    if (!options->guide || !check_guide_is_pack(library, options->files[i]))
      copy.files[copy.file_count++] = options->files[i];
  return copy;
}

int cmd_check(const struct options *options) {
  struct library library = {0};
  if (!options->guide && (options->file_count == 0 || options->compare)) {
    cli_error(options->compare ? "--compare goes with --guide"
                               : "check needs an answer file; usage: tenken check [options] ANSWERS...");
    return EXIT_USAGE;
  }
  int code = session_open(options, &library);
  if (code == EXIT_DONE) {
    struct options copy = only_answers(options, &library);
    code = session_for_each(&copy, &library, CHECK_REPORT, say_good, &copy);
    int guide = options->guide ? check_guide(options, &library) : EXIT_DONE;
    code = guide > code ? guide : code;
  }
  library_close(&library);
  return cli_finish_stdout(code);
}

/* cmd_dump.c - `tenken dump --phase`: one phase's result as text, for golden tests and for looking. */
#include "batch/report.h"
#include "cli/dump_text.h"
#include "cli/session.h"
#include "compose/compose.h"
#include "layout/layout.h"
#include "score/score.h"

#include <stdio.h>
#include <string.h>

enum phase { PHASE_READ, PHASE_CHECK, PHASE_SCORE, PHASE_COMPOSE, PHASE_LAYOUT, PHASE_COUNT };
static const char *const PHASE_NAMES[PHASE_COUNT] = {"read", "check", "score", "compose", "layout"};

static int find_phase(const char *name) {
  for (int p = 0; name && p < PHASE_COUNT; p++)
    if (!strcmp(PHASE_NAMES[p], name)) return p;
  return -1;
}

static bool dump_pages(struct library *library, const struct assessment *assessment, enum phase phase,
                       enum language language, struct arena *arena, struct diag *diag, struct buf *out) {
  struct content content;
  struct pages pages;
  const struct template *template = library->templates[0];
  const struct look *look = library_look(library, template, NULL);
  if (phase == PHASE_COMPOSE) {
    struct compose_in in = {.scores = &assessment->scores,
                            .template = template,
                            .theme = look->theme,
                            .strings = library->strings[language],
                            .program_version = TENKEN_VERSION};
    content = (struct content){0};
    if (!compose_run(&in, arena, diag, &content)) return false;
    compose_dump(&content, out);
    return true;
  }
  const struct report_wish wish = {template, look, language, false};
  if (!report_pages(library, assessment, &wish, arena, diag, &content, &pages)) return false;
  layout_dump(&pages, out);
  return true;
}

static bool dump(struct library *library, const char *path, enum phase phase, enum language language,
                 struct arena *arena, struct diag *diag, struct buf *out) {
  struct assessment assessment;
  if (!assessment_load(library, path, CHECK_NUMBERS, arena, diag, &assessment)) return false;
  switch (phase) {
  case PHASE_READ:
    dump_answers(assessment.input.answers, library->framework, out);
    return true;
  case PHASE_CHECK:
    dump_input(&assessment.input, out);
    return true;
  case PHASE_SCORE:
    score_json(&assessment.scores, out);
    return true;
  default:
    return dump_pages(library, &assessment, phase, language, arena, diag, out);
  }
}

static bool dump_file(const struct options *options, struct library *library, const char *path, enum phase phase,
                      enum language language) {
  struct arena *arena = arena_new();
  struct diag *diag = diag_new();
  struct diag_style style = cli_diag_style(options, 0);
  struct buf out = {0};
  library_seed(library, diag);
  bool good = dump(library, path, phase, language, arena, diag, &out);
  fwrite(out.data ? out.data : "", 1, out.size, stdout);
  fflush(stdout);
  diag_print(diag, stderr, &style);
  buf_free(&out);
  diag_free(diag);
  arena_free(arena);
  return good;
}

static int run(const struct options *options, struct library *library) {
  int phase = find_phase(options->phase);
  enum language language;
  if (!cli_report_language(options, &language)) return EXIT_USAGE;
  if (phase < 0) {
    cli_error("--phase is read, check, score, compose or layout");
    return EXIT_USAGE;
  }
  int code = phase >= PHASE_COMPOSE ? session_open_pages(options, library, "board") : session_open(options, library);
  if (code != EXIT_DONE) return code;
  for (size_t i = 0; i < options->file_count; i++)
    if (!dump_file(options, library, options->files[i], (enum phase)phase, language)) code = EXIT_INPUT;
  return code;
}

int cmd_dump(const struct options *options) {
  struct library library = {0};
  int code = run(options, &library);
  library_close(&library);
  return cli_finish_stdout(code);
}

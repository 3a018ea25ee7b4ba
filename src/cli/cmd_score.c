/* cmd_score.c - `tenken score`: JSON, CSV, the explanation of one number, or a short table. */
#include "cli/session.h"

#include "score/score.h"

#include <stdio.h>
#include <string.h>

struct printing {
  const struct options *options;
  const struct strings *strings;
  size_t printed;
  bool unknown_id;
};

static void put_table_row(const char *id, const char *name, const struct group_score *group, struct buf *out) {
  char now[24] = "—", target[24] = "—", change[24] = "—";
  if (group->now.exists)
    tenths_print(group->now.tenths, now, sizeof now);
  if (group->target.exists)
    tenths_print(group->target.tenths, target, sizeof target);
  if (group->has_change)
    tenths_print_signed(group->change_tenths, change, sizeof change);
  buf_printf(out, "%s\t%s\t%s\t%s\t%d/%d\t%s\n", id, now, target, change, group->below_target, group->answered, name);
}

static void put_table(const struct scores *scores, const struct strings *strings, struct buf *out) {
  const struct framework *framework = scores->input->framework;
  diag_scrub(out, scores->input->answers->org_name.s);
  buf_printf(out, "\n%s\n", strings_get(strings, "score.table-head"));
  for (size_t f = 0; f < framework->function_count; f++)
    put_table_row(framework->functions[f].id, framework->functions[f].name[strings->language], &scores->functions[f], out);
  put_table_row("overall", strings_get(strings, "explain.overall"), &scores->overall, out);
}

static void print_one(const struct assessment *assessment, struct arena *arena, void *context) {
  (void)arena;
  struct printing *printing = context;
  const struct options *options = printing->options;
  struct buf out = {0};
  if (options->explain)
    printing->unknown_id |= !score_explain(&assessment->scores, options->explain, printing->strings, &out);
  else if (options->csv)
    score_csv(&assessment->scores, printing->printed == 0, &out);
  else if (options->json)
    score_json(&assessment->scores, &out);
  else
    put_table(&assessment->scores, printing->strings, &out);
  fwrite(out.data ? out.data : "", 1, out.size, stdout);
  printing->printed++;
  buf_free(&out);
}

static int score(const struct options *options, struct library *library) {
  enum language language;
  if (!cli_report_language(options, &language))
    return EXIT_USAGE;
  if (options->json + options->csv + (options->explain != NULL) > 1) {
    cli_error("--json, --csv and --explain do not go together");
    return EXIT_USAGE;
  }
  int code = session_open(options, library);
  if (code != EXIT_DONE)
    return code;
  struct printing printing = {options, library->strings[language], 0, false};
  code = session_for_each(options, library, CHECK_NUMBERS, print_one, &printing);
  if (!printing.unknown_id)
    return code;
  cli_error("--explain takes an item, category or function id, overall or star, not %s", options->explain);
  return EXIT_USAGE;
}

int cmd_score(const struct options *options) {
  struct library library = {0};
  int code = score(options, &library);
  library_close(&library);
  return cli_finish_stdout(code);
}

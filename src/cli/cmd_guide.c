/* cmd_guide.c - `tenken guide`: a guide pack as a document of its own. A partial pack still makes one, with warnings;
 * with --werror they refuse it. Nothing is written unless all is good. */
#include "base/file.h"
#include "batch/glyphs.h"
#include "batch/report.h"
#include "cli/session.h"

#include <stdio.h>
#include <string.h>

#define USUAL_PACK "tenken-default"

struct wish {
  enum language language;
  const char *output;
};

static bool ends_with(const char *s, const char *end) {
  size_t size = strlen(s), end_size = strlen(end);
  return size > end_size && !strcmp(s + size - end_size, end);
}

static bool read_wish(const struct options *options, struct wish *wish) {
  wish->output = options->output ? options->output : "";
  if (!cli_report_language(options, &wish->language))
    return false;
  if (options->file_count)
    cli_error("guide takes no files; choose a guide pack with --guide ID");
  else if (!ends_with(wish->output, ".pdf"))
    cli_error("guide needs -o FILE.pdf");
  else
    return true;
  return false;
}

static bool is_among(const char *id, const char *const *ids, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!strcmp(ids[i], id))
      return true;
  return false;
}

/* The pack's id; NULL after a message. */
static const char *choose_pack(const struct options *options, struct library *library) {
  const char *ids[LIBRARY_PACKS_MAX];
  size_t count = library_packs(library, ids);
  for (size_t i = 0; i < count; i++)
    ids[i] = strrchr(ids[i], '/') + 1;
  const char *wanted = options->pack ? options->pack : count == 1 ? ids[0] : USUAL_PACK;
  if (is_among(wanted, ids, count))
    return wanted;
  struct buf all = {0};
  for (size_t i = 0; i < count; i++)
    buf_printf(&all, "%s%s", i ? ", " : "", ids[i]);
  const char *list = all.data ? all.data : "none";
  if (options->pack)
    cli_error("there is no guide pack %s in %s/guide; it has: %s", wanted, library->data, list);
  else
    cli_error("choose a guide pack with --guide ID; %s/guide has: %s", library->data, list);
  buf_free(&all);
  return NULL;
}

static void print_summary(const struct wish *wish, const struct guide *guide, size_t pages, enum diag_language language) {
  if (language == DIAG_JAPANESE)
    diag_say(stderr, "tenken: ガイド %s 第%s版を %s に書き出しました（%zuページ）。", guide->id, guide->version, wish->output,
             pages);
  else
    diag_say(stderr, "tenken: guide %s, version %s, written to %s (%zu pages)", guide->id, guide->version, wish->output,
             pages);
}

static int write_out(const struct wish *wish, const struct buf *pdf) {
  int error = file_write_atomic(wish->output, pdf->data, pdf->size);
  if (error)
    cli_error("cannot write %s: %s", wish->output, cli_reason(strerror(error)));
  return error ? EXIT_ENVIRONMENT : EXIT_DONE;
}

static int make(const struct options *options, struct library *library, const struct wish *wish, const char *pack) {
  struct arena *arena = arena_new();
  struct diag *diag = diag_new();
  struct diag_style style = cli_diag_style(options, 0);
  struct buf pdf = {0};
  size_t pages = 0;
  library_seed(library, diag);
  struct report_wish report = {library->templates[0], library_look(library, library->templates[0], options->theme),
                               wish->language, !options->no_claim};
  const struct guide *guide = library_guide(library, diag, (struct text){pack, NO_SPAN});
  if (guide)
    glyphs_check_files(diag, path_join(arena, library->data, "guide"), &report.look->fonts);
  bool good = guide && !diag_errors(diag) &&
              report_guide_pdf(library, guide, &report, arena, diag, &pdf, &pages) &&
              !(options->werror && diag_warnings(diag));
  diag_print(diag, stderr, &style);
  int code = good ? write_out(wish, &pdf) : EXIT_INPUT;
  if (code == EXIT_DONE && !options->quiet)
    print_summary(wish, guide, pages, style.language);
  buf_free(&pdf);
  diag_free(diag);
  arena_free(arena);
  return code;
}

int cmd_guide(const struct options *options) {
  struct wish wish;
  if (!read_wish(options, &wish))
    return EXIT_USAGE;
  struct library library = {0};
  int code = session_open_pages(options, &library, "guide");
  const char *pack = code == EXIT_DONE ? choose_pack(options, &library) : NULL;
  if (code == EXIT_DONE)
    code = pack ? make(options, &library, &wish, pack) : EXIT_USAGE;
  library_close(&library);
  return code;
}

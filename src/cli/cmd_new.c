/* cmd_new.c - `tenken new`: an answer file to fill in, with each item's check and target as a comment. Its fixed parts
 * are strings new.*; what it writes passes `tenken check` as it stands (everything unanswered). */
#include "cli/session.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool segment_is_known(const char *name) {
  for (int s = 0; s < SEGMENT_COUNT; s++)
    if (!strcmp(SEGMENT_IDS[s], name))
      return true;
  return false;
}

static void put_item(const struct library *library, const struct guide *guide, const struct profile *profile, size_t i,
                     const struct strings *strings, struct buf *out) {
  const struct framework_item *item = &library->framework->items[i];
  const struct guide_text *text = &guide->items[i].text[strings->language];
  char target[16];
  snprintf(target, sizeof target, "%d", profile->target[i]);
  strings_format(strings, out, "new.item", "id", item->id, "topic", text->topic ? text->topic : "", "check",
                 text->check_plain ? text->check_plain : "", "target", target, (char *)NULL);
  buf_printf(out, "\n  %s: unanswered\n", item->id);
}

static void put_answers(const struct library *library, const struct guide *guide, const struct profile *profile,
                        const struct strings *strings, struct buf *out) {
  const struct framework *framework = library->framework;
  for (size_t c = 0; c < framework->category_count; c++) {
    const struct framework_category *category = &framework->categories[c];
    buf_printf(out, "\n  # %s %s\n", category->id, category->name[strings->language]);
    for (size_t i = category->first_item; i < category->first_item + category->item_count; i++)
      put_item(library, guide, profile, i, strings, out);
  }
}

/* O_EXCL: an existing file, or a link, is never written over. */
static int write_new(const char *path, const struct buf *text) {
  int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0666);
  if (fd < 0)
    return errno;
  int error = 0;
  for (size_t done = 0; done < text->size && !error;) {
    ssize_t n = write(fd, text->data + done, text->size - done);
    if (n < 0 && errno != EINTR)
      error = errno;
    done += n > 0 ? (size_t)n : 0;
  }
  if (fsync(fd) && !error && errno != EINVAL)
    error = errno;
  if (close(fd) && !error)
    error = errno;
  if (error)
    unlink(path);
  return error;
}

static int put_out(const struct options *options, const struct buf *text) {
  if (!options->output || !strcmp(options->output, "-")) {
    fwrite(text->data, 1, text->size, stdout);
    return EXIT_DONE;
  }
  int error = write_new(options->output, text);
  if (error == EEXIST)
    cli_error("%s is there already; choose another name", options->output);
  else if (error)
    cli_error("cannot write %s: %s", options->output, cli_reason(strerror(error)));
  return error == EEXIST ? EXIT_USAGE : error ? EXIT_ENVIRONMENT : EXIT_DONE;
}

static int make_new(const struct options *options, struct library *library) {
  enum language language;
  if (!cli_report_language(options, &language))
    return EXIT_USAGE;
  if (!options->segment || !segment_is_known(options->segment)) {
    const char *nearest = options->segment ? diag_nearest(options->segment, SEGMENT_IDS, SEGMENT_COUNT) : NULL;
    if (nearest)
      cli_error("--segment is generation, retail, aggregation-coordinator, resource-aggregator or private-facility; did you mean %s?",
                nearest);
    else
      cli_error("--segment is generation, retail, aggregation-coordinator, resource-aggregator or private-facility");
    return EXIT_USAGE;
  }
  int code = session_open(options, library);
  if (code != EXIT_DONE)
    return code;
  struct diag_style style = cli_diag_style(options, 0);
  const struct strings *strings = library->strings[language];
  const struct guide *guide = library_guide(library, library->diag, (struct text){"tenken-default", NO_SPAN});
  const struct profile *profile = library_profile(library, library->diag, (struct text){options->segment, NO_SPAN});
  if (!guide || !profile) {
    diag_print(library->diag, stderr, &style);
    return EXIT_INPUT;
  }
  struct buf text = {0};
  strings_format(strings, &text, "new.head", "segment", options->segment, "guide", guide->id, "version",
                 guide->version, (char *)NULL);
  put_answers(library, guide, profile, strings, &text);
  code = put_out(options, &text);
  buf_free(&text);
  return code;
}

int cmd_new(const struct options *options) {
  struct library library = {0};
  int code = make_new(options, &library);
  library_close(&library);
  return cli_finish_stdout(code);
}

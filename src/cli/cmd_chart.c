/* cmd_chart.c - `tenken chart`: the radar of functions or categories with its legend as one SVG or PNG file.
 *
 * How: a template of one radar section, made here, goes through compose and chart like any report, so that the picture
 * shows what the reports show. */
#include "cli/session.h"

#include "base/file.h"
#include "chart/chart.h"
#include "compose/compose.h"

#include <stdio.h>
#include <string.h>

static const double PNG_PIXELS_PER_POINT = 2;
static const float MARGIN = 8, GAP = 8;

enum picture_kind { PICTURE_SVG, PICTURE_PNG, PICTURE_UNKNOWN };

struct wish {
  enum picture_kind picture;
  bool categories;
  enum language language;
};

static bool ends_with(const char *s, const char *end) {
  size_t size = strlen(s), tail = strlen(end);
  return size > tail && !strcmp(s + size - tail, end);
}

static const struct figure *figure_of(const struct content *content, enum figure_kind kind) {
  for (size_t i = 0; i < content->figure_count; i++)
    if (content->figures[i]->kind == kind)
      return content->figures[i];
  return NULL;
}

/* What an edition leaves out is no question for a picture: compose warns into a diag of its own, which is dropped. */
static bool compose(const struct compose_in *in, const struct library *library, struct arena *arena, struct content *out) {
  struct diag *unheard = diag_new();
  library_seed(library, unheard);
  bool good = compose_run(in, arena, unheard, out);
  diag_free(unheard);
  return good;
}

static bool draw(const struct library *library, const struct assessment *assessment, const struct wish *wish,
                 struct arena *arena, struct buf *out) {
  struct template_section section = {.kind = SECTION_RADAR, .categories = wish->categories, .series_last = true, .series_target = true};
  struct template template = {.name = "chart", .sections = &section, .section_count = 1};
  const struct strings *strings = library->strings[wish->language];
  const struct look *look = &library->looks[0];
  template.title.text[wish->language].s = strings_get(strings, wish->categories ? "radar.title-categories" : "radar.title");
  struct compose_in in = {.scores = &assessment->scores,
                          .template = &template,
                          .theme = look->theme,
                          .strings = strings,
                          .program_version = TENKEN_VERSION};
  struct content content = {0};
  if (!compose(&in, library, arena, &content))
    return false;
  chart_run(&content, &look->fonts, arena);
  const struct figure *radar = figure_of(&content, FIGURE_RADAR), *legend = figure_of(&content, FIGURE_LEGEND);
  const struct drawing *parts[] = {radar->drawing, legend->drawing};
  const struct drawing *all = chart_stack(parts, 2, MARGIN, GAP, arena);
  if (wish->picture == PICTURE_SVG)
    chart_svg(all, &look->fonts, content.title, radar->alt, out);
  else
    chart_png(all, &look->fonts, PNG_PIXELS_PER_POINT, out);
  return true;
}

static int write_out(const char *path, const struct buf *out) {
  int error = file_write_atomic(path, out->data, out->size);
  if (error)
    cli_error("cannot write %s: %s", path, cli_reason(strerror(error)));
  return error ? EXIT_ENVIRONMENT : EXIT_DONE;
}

static int make(const struct options *options, struct library *library, const struct wish *wish) {
  struct arena *arena = arena_new();
  struct diag *diag = diag_new();
  struct diag_style style = cli_diag_style(options, 0);
  struct assessment assessment;
  struct buf out = {0};
  library_seed(library, diag);
  bool good = assessment_load(library, options->files[0], CHECK_NUMBERS, arena, diag, &assessment) &&
              draw(library, &assessment, wish, arena, &out);
  diag_print(diag, stderr, &style);
  int code = good ? write_out(options->output, &out) : EXIT_INPUT;
  buf_free(&out);
  diag_free(diag);
  arena_free(arena);
  return code;
}

static bool read_wish(const struct options *options, struct wish *wish) {
  const char *kind = options->kind ? options->kind : "functions", *output = options->output ? options->output : "";
  wish->picture = ends_with(output, ".svg") ? PICTURE_SVG : ends_with(output, ".png") ? PICTURE_PNG : PICTURE_UNKNOWN;
  wish->categories = !strcmp(kind, "categories");
  if (!cli_report_language(options, &wish->language))
    return false;
  if (!wish->categories && strcmp(kind, "functions"))
    cli_error("--kind is functions or categories, not %s", kind);
  else if (wish->picture == PICTURE_UNKNOWN)
    cli_error("chart needs -o FILE.svg or -o FILE.png");
  else if (options->file_count != 1)
    cli_error("chart takes one answer file");
  else
    return true;
  return false;
}

int cmd_chart(const struct options *options) {
  struct wish wish;
  if (!read_wish(options, &wish))
    return EXIT_USAGE;
  struct library library = {0};
  int code = session_open_pages(options, &library, "board"); /* for theme and fonts */
  if (code == EXIT_DONE)
    code = make(options, &library, &wish);
  library_close(&library);
  return code;
}

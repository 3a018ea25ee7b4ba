/* report.c - the phases behind score, in order. Attachments are decided here: they are files, not content. */
#include "batch/report.h"

#include "base/file.h"
#include "chart/chart.h"
#include "compose/compose.h"
#include "layout/layout.h"
#include "paint/paint.h"
#include "score/score.h"

/* An answer file with texts marked internal is never attached: the attachment would carry what the pages leave out.
 * (compose says so in the report.) */
static bool has_internal_texts(const struct input *input) {
  for (size_t i = 0; i < input->framework->item_count; i++)
    if (input->answers->items[i].internal)
      return true;
  return false;
}

static void attach(const struct assessment *assessment, const struct template *template,
                   const struct strings *strings, struct arena *arena, struct pages *pages) {
  const struct answers *answers = assessment->input.answers;
  if (template->attach_answers && !has_internal_texts(&assessment->input))
    pages->attachments[pages->attachment_count++] =
        (struct attachment){"answers.yaml", strings_get(strings, "attachment.answers"), "application/yaml", "Source",
                            answers->bytes, answers->byte_count};
  if (template->attach_results) {
    struct buf json = {0};
    score_json(&assessment->scores, &json);
    pages->attachments[pages->attachment_count++] =
        (struct attachment){"results.json", strings_get(strings, "attachment.results"), "application/json", "Data",
                            arena_strndup(arena, json.data, json.size), json.size};
    buf_free(&json);
  }
}

static bool make_pages(const struct library *library, const struct compose_in *in, const struct look *look,
                       struct arena *arena, struct diag *diag, struct content *content, struct pages *pages) {
  *content = (struct content){0};
  *pages = (struct pages){0};
  if (!compose_run(in, arena, diag, content))
    return false;
  content->page_limit = library->limits.pages;
  chart_run(content, &look->fonts, arena);
  return layout_run(content, look->metrics, arena, diag, pages);
}

static bool make_pdf(const struct library *library, const struct report_wish *wish, const struct pages *pages,
                     struct arena *arena, struct diag *diag, struct buf *pdf) {
  struct paint_settings settings = {.fonts = &wish->look->fonts,
                                    .icc_profile = library->icc,
                                    .icc_size = library->icc_size,
                                    .producer = "tenken " TENKEN_VERSION,
                                    .claim_conformance = wish->claim};
  return paint_run(pages, &settings, arena, diag, pdf);
}

bool report_pages(struct library *library, const struct assessment *assessment, const struct report_wish *wish,
                  struct arena *arena, struct diag *diag, struct content *content, struct pages *pages) {
  const struct strings *strings = library->strings[wish->language];
  struct compose_in in = {.scores = &assessment->scores,
                          .template = wish->template,
                          .theme = wish->look->theme,
                          .strings = strings,
                          .program_version = TENKEN_VERSION};
  if (!make_pages(library, &in, wish->look, arena, diag, content, pages)) return false;
  attach(assessment, wish->template, strings, arena, pages);
  return true;
}

bool report_pdf(struct library *library, const struct assessment *assessment, const struct report_wish *wish,
                struct arena *arena, struct diag *diag, struct buf *pdf, size_t *page_count) {
  struct content content;
  struct pages pages;
  if (!report_pages(library, assessment, wish, arena, diag, &content, &pages))
    return false;
  *page_count = pages.count;
  return make_pdf(library, wish, &pages, arena, diag, pdf);
}

bool report_guide_pdf(struct library *library, const struct guide *guide, const struct report_wish *wish,
                      struct arena *arena, struct diag *diag, struct buf *pdf, size_t *page_count) {
  struct compose_in in = {.template = wish->template,
                          .theme = wish->look->theme,
                          .strings = library->strings[wish->language],
                          .program_version = TENKEN_VERSION,
                          .guide = guide,
                          .framework = library->framework};
  struct content content;
  struct pages pages;
  if (!make_pages(library, &in, wish->look, arena, diag, &content, &pages)) return false;
  *page_count = pages.count;
  return make_pdf(library, wish, &pages, arena, diag, pdf);
}

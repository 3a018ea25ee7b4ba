/* How: the mark does not name template and language, so all that were asked for are made until one fits. */
#include "cli/rerender.h"

#include "batch/report.h"

#include <string.h>

int rerender_open(struct rerender *out, const struct options *options, struct library *library) {
  struct diag_style style = cli_diag_style(options, 20);
  *out = (struct rerender){.library = library, .theme = options->theme, .arena = arena_new(), .diag = diag_new()};
  library_seed(library, out->diag);
  bool good = assessment_load(library, options->answers, CHECK_NUMBERS, out->arena, out->diag, &out->assessment);
  if (!good)
    diag_print(out->diag, stderr, &style);
  return good ? EXIT_DONE : EXIT_INPUT;
}

void rerender_close(struct rerender *rerender) {
  for (size_t i = 0; i < rerender->count; i++)
    buf_free(&rerender->renderings[i].pdf);
  if (rerender->diag)
    diag_free(rerender->diag);
  if (rerender->arena)
    arena_free(rerender->arena);
}

/* The pages in a language that a report may have; empty when they cannot be made. */
static const struct buf *rendering_of(struct rerender *r, const struct template *template, enum language language,
                                      bool claim) {
  for (size_t i = 0; i < r->count; i++) {
    const struct rendering *old = &r->renderings[i];
    if (old->template == template && old->language == language && old->claim == claim)
      return &old->pdf;
  }
  struct rendering *made = &r->renderings[r->count++];
  *made = (struct rendering){.template = template, .language = language, .claim = claim};
  struct arena *arena = arena_new();
  struct report_wish wish = {template, library_look(r->library, template, r->theme), language, claim};
  size_t page_count;
  if (!report_pdf(r->library, &r->assessment, &wish, arena, r->diag, &made->pdf, &page_count))
    buf_clear(&made->pdf);
  arena_free(arena);
  return &made->pdf;
}

static const char *tried(const struct rerender *r, enum language language) {
  const char *list = "";
  for (size_t t = 0; t < r->library->template_count; t++)
    list = arena_printf(r->arena, "%s%s%s", list, t ? ", " : "", r->library->templates[t]->name);
  return arena_printf(r->arena, "%s; %s", list, language == LANG_JA ? "ja" : "en");
}

bool rerender_accepts(void *context, const struct verification *v, struct bytes file, struct fault *fault) {
  struct rerender *r = context;
  if (!v->mark.digest || strcmp(v->mark.digest, r->assessment.input.digest) != 0)
    return fault_set(fault, REASON_ANSWERS_DIGEST, r->assessment.input.digest, v->mark.digest);
  const char *self = "tenken " TENKEN_VERSION;
  if (strcmp(v->producer, self) != 0)
    return fault_set(fault, REASON_ANSWERS_VERSION, v->producer, self);
  /* Metadata stand in the file as plain text. */
  bool claim = bytes_find((struct bytes){file.p, v->report_bytes}, "<pdfaid:part>") != NULL;
  for (size_t t = 0; t < r->library->template_count; t++) {
    const struct buf *pdf = rendering_of(r, r->library->templates[t], v->language, claim);
    if (pdf->size == v->report_bytes && memcmp(pdf->data, file.p, pdf->size) == 0)
      return true;
  }
  return fault_set(fault, REASON_ANSWERS_BYTES, tried(r, v->language), NULL);
}

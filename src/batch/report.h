/* report.h - one document: scores or a guide pack, template and language -> the bytes of a PDF. */
#ifndef TENKEN_BATCH_REPORT_H
#define TENKEN_BATCH_REPORT_H

#include "batch/assessment.h"
#include "model/pages.h"

struct report_wish {
  const struct template *template;
  const struct look *look;
  enum language language;
  bool claim; /* PDF/A-3a and PDF/UA-1, when the self-check of the file finds nothing */
};

/* compose, chart, layout. False after messages in diag. */
bool report_pages(struct library *, const struct assessment *, const struct report_wish *, struct arena *, struct diag *,
                  struct content *, struct pages *);
/* The whole way to the PDF. */
bool report_pdf(struct library *, const struct assessment *, const struct report_wish *, struct arena *, struct diag *,
                struct buf *pdf, size_t *page_count);

/* A guide pack, which has no answers. */
bool report_guide_pdf(struct library *, const struct guide *, const struct report_wish *, struct arena *, struct diag *,
                      struct buf *pdf, size_t *page_count);

#endif

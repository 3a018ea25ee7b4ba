/* report.h - one report: scores + template + language -> the bytes of a PDF. */
#ifndef TENKEN_BATCH_REPORT_H
#define TENKEN_BATCH_REPORT_H

#include "batch/assessment.h"
#include "model/pages.h"

/* compose, chart, layout. False after messages in diag. */
bool report_pages(struct library *, const struct assessment *, const struct template *, enum language, struct arena *,
                  struct diag *, struct content *, struct pages *);
/* The whole way to the PDF. */
bool report_pdf(struct library *, const struct assessment *, const struct template *, enum language, struct arena *,
                struct diag *, struct buf *pdf);

#endif

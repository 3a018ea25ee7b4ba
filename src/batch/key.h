/* key.h - one hash over everything that the bytes of a report depend on: what --resume compares.
 *
 * Program version, report language, the answer file's and last year's bytes, the digest of the data files, the texts of
 * template, theme and strings, the logo, the fonts (their names and checksums), whether a claim may be made. */
#ifndef TENKEN_BATCH_KEY_H
#define TENKEN_BATCH_KEY_H

#include "batch/assessment.h"

void key_report(struct library *, const struct assessment *, const struct template *, const struct look *,
                enum language, bool claim, char out[65]);

#endif

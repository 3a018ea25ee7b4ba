/* names.h - output file names from a pattern: {org}, {assessment}, {template}, {lang}. A name never holds a slash or a
 * leading dot, so that no report leaves the output folder. */
#ifndef TENKEN_BATCH_NAMES_H
#define TENKEN_BATCH_NAMES_H

#include "base/arena.h"
#include "model/answers.h"
#include "model/framework.h"

#define NAMES_DEFAULT_PATTERN "{org}-{assessment}-{template}-{lang}"

/* NULL when the pattern is usable, else a sentence that says what is wrong. */
const char *names_pattern_fault(const char *pattern);
const char *names_report(struct arena *, const char *pattern, const struct answers *, const char *template_name,
                         enum language);

#endif

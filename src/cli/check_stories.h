/* check_stories.h - the narratives that a pack's texts make: within their limit, and naming every item below target. */
#ifndef TENKEN_CLI_CHECK_STORIES_H
#define TENKEN_CLI_CHECK_STORIES_H

#include "batch/library.h"

/* Findings go to diag, softened unless `is_strict`. */
void check_stories(struct library *, const struct pack *, bool is_strict, struct diag *);

#endif

/* clashes.h - the first of a run's two passes: no two reports may have one name. */
#ifndef TENKEN_BATCH_CLASHES_H
#define TENKEN_BATCH_CLASHES_H

#include "batch/build.h"
#include "batch/pool.h"

/* False after messages. A run that could not be made, or was ended, is told in `result`. */
bool clashes_are_none(const struct build_settings *, const struct pool_settings *, struct build_result *result);

#endif

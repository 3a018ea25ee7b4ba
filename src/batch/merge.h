/* merge.h - the manifests of all shards of one list, joined: the manifest of a run that did it all. */
#ifndef TENKEN_BATCH_MERGE_H
#define TENKEN_BATCH_MERGE_H

#include "batch/manifest.h"

/* Takes the parts' jobs in the order of the list. NULL, or a sentence on what does not fit; *at is then the part it is
 * about. Every shard must be there once, complete and from one list and one version of the program. */
const char *merge_run(const struct manifest *parts, size_t count, struct arena *, struct manifest *out, size_t *at);

#endif

/* output.h - the folder that a run writes into: made when missing, locked, freed of what a killed run left behind.
 *
 * A run holds the folder's lock to its end; the kernel gives it back when the last process of the run is gone, however
 * it went. A whole run is alone in its folder. Runs of single shards share it: they make different reports, and each
 * keeps a manifest of its own. Where the file system has no locks the run goes on without.
 *
 * All writing goes through the open folder, so that swapping the path for a link while the run lasts changes nothing.
 */
#ifndef TENKEN_BATCH_OUTPUT_H
#define TENKEN_BATCH_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

struct output {
  int folder;
};

/* 0 or errno; EWOULDBLOCK: another run is writing there. */
int output_open(struct output *, const char *path, bool is_shard);
/* Removes temp files of processes that are gone; only while nobody else can be writing. */
void output_clean(const struct output *);
void output_close(struct output *);

#endif

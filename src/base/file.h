/* file.h - reading whole files within limits, and writing files that are complete or not there.
 *
 * outfile: writes to a temp file beside the target (name starts with ".tenken-"), fsync, close, rename, fsync of the
 * folder; an error at any step removes the temp file and leaves an existing target untouched. Never follows a link at
 * the target. Errors come back as errno values; the caller reports them. */
#ifndef TENKEN_BASE_FILE_H
#define TENKEN_BASE_FILE_H

#include "base/arena.h"
#include <stdbool.h>
#include <stddef.h>

/* Reads a regular file (or "-" for standard input) of at most `limit` bytes into the arena, NUL-terminated.
 * Returns 0, or an errno value (EFBIG: longer than the limit; EISDIR; EINVAL: neither file nor pipe). */
int file_read(struct arena *, const char *path, size_t limit_bytes, char **data, size_t *size);

/* Why reading failed. */
const char *file_reason(int error);

int file_write_atomic(const char *path, const void *data, size_t size); /* 0 or errno */
/* The same within an open folder, by a name without a slash, so that nothing can be written elsewhere whatever happens
 * to the path of the folder meanwhile. The folder itself is not synced: file_sync_folder does that once for many. */
int file_write_at(int folder, const char *name, const void *data, size_t size);
int file_sync_folder(int folder); /* 0 or errno */
/* Whether a name is that of a temp file of ours, and of which process. */
bool file_is_temp(const char *name, long *process);
/* A regular file of at most `limit` bytes within a folder, never through a link. */
bool file_read_at(int folder, const char *name, size_t limit, struct arena *, char **data, size_t *size);
/* Exactly `size` bytes of such a file, from a place in it; a negative one counts from the end. */
bool file_read_part_at(int folder, const char *name, long long from, char *out, size_t size);

/* Paths: joined in the arena. */
const char *path_join(struct arena *, const char *folder, const char *name);
const char *path_folder(struct arena *, const char *path); /* "." when it has none */
const char *path_base(const char *path);                   /* points into path */
bool path_exists(const char *path);
/* A regular file, or a link to one. False with errno set: EISDIR, EINVAL (a pipe, a device), or why it can't be seen. */
bool path_is_file(const char *path);

#endif

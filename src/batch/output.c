/* output.c - see output.h. The lock is one on the folder itself, so that no lock file is left behind. */
#include "batch/output.h"

#include "base/arena.h"
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* mkdir -p. 0 or errno. */
static int make_folder(const char *path) {
  size_t size = strlen(path) + 1;
  char *copy = mem_alloc(size);
  memcpy(copy, path, size);
  int error = 0;
  for (char *s = copy + 1; !error; s++) {
    if (*s != '/' && *s) continue;
    char kept = *s;
    *s = '\0';
    if (mkdir(copy, 0777) && errno != EEXIST) error = errno;
    *s = kept;
    if (!kept) break;
  }
  free(copy);
  return error;
}

/* Ended, and only waiting to be asked for how? In a container the first process often never asks. */
static bool is_defunct(long process) {
  char path[40], line[512];
  snprintf(path, sizeof path, "/proc/%ld/stat", process);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  ssize_t size = fd < 0 ? -1 : read(fd, line, sizeof line - 1);
  if (fd >= 0) close(fd);
  if (size <= 0) return false;
  line[size] = '\0';
  const char *name_end = strrchr(line, ')'); /* "pid (name) state ...", where a name may hold anything */
  return name_end && (!strncmp(name_end, ") Z", 3) || !strncmp(name_end, ") X", 3));
}

static bool is_gone(long process) {
  return (kill((pid_t)process, 0) < 0 && errno == ESRCH) || is_defunct(process);
}

void output_clean(const struct output *output) {
  int copy = openat(output->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *dir = copy < 0 ? NULL : fdopendir(copy);
  for (struct dirent *entry; dir && (entry = readdir(dir));) {
    long process;
    if (file_is_temp(entry->d_name, &process) && is_gone(process))
      unlinkat(output->folder, entry->d_name, 0); /* fails on a folder, which is not ours */
  }
  if (dir)
    closedir(dir);
  else if (copy >= 0)
    close(copy);
}

/* 0, or EWOULDBLOCK when somebody else holds the folder. */
static int lock(const struct output *output, bool is_shard) {
  if (flock(output->folder, LOCK_EX | LOCK_NB) == 0) {
    output_clean(output);
    if (is_shard) flock(output->folder, LOCK_SH | LOCK_NB);
    return 0;
  }
  if (errno != EWOULDBLOCK) return 0; /* no locks here */
  return is_shard && flock(output->folder, LOCK_SH | LOCK_NB) == 0 ? 0 : EWOULDBLOCK;
}

int output_open(struct output *output, const char *path, bool is_shard) {
  int error = make_folder(path);
  output->folder = error ? -1 : open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (output->folder < 0) return error ? error : errno;
  error = lock(output, is_shard);
  if (error) output_close(output);
  return error;
}

void output_close(struct output *output) {
  if (output->folder >= 0) close(output->folder);
  output->folder = -1;
}

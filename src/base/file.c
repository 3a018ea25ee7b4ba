/* file.c - plain system calls, so that every step has an error code that can be passed on.
 *
 * Reading opens without blocking, and only a pipe blocks again: a named pipe that nobody writes to is an empty file,
 * and a file of the system that waits for news (/proc/kmsg) an error, instead of a hang. Writing goes to
 * ".tenken-<pid>-<name>" beside the target; the process id keeps two runs apart, and a left-over of the same id can
 * only be ours. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int open_input(const char *path, int *fd, size_t *expected) {
  struct stat st;
  bool is_standard_input = strcmp(path, "-") == 0;
  *fd = is_standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (*fd < 0) return errno;
  int error = 0;
  if (fstat(*fd, &st) < 0) error = errno;
  else if (S_ISDIR(st.st_mode)) error = EISDIR;
  else if (!is_standard_input && !S_ISREG(st.st_mode) && !S_ISFIFO(st.st_mode)) error = EINVAL;
  if (error) {
    if (!is_standard_input) close(*fd);
    return error;
  }
  if (!is_standard_input && S_ISFIFO(st.st_mode)) fcntl(*fd, F_SETFL, fcntl(*fd, F_GETFL) & ~O_NONBLOCK);
  *expected = S_ISREG(st.st_mode) && st.st_size > 0 ? (size_t)st.st_size : 0;
  return 0;
}

static int read_up_to(int fd, char *data, size_t cap, size_t *size) {
  *size = 0;
  while (*size < cap) {
    ssize_t n = read(fd, data + *size, cap - *size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    if (n == 0) return 0;
    *size += (size_t)n;
  }
  return 0;
}

int file_read(struct arena *a, const char *path, size_t limit_bytes, char **data, size_t *size) {
  int fd;
  size_t expected = 0;
  int error = open_input(path, &fd, &expected);
  if (error) return error;
  if (expected > limit_bytes) {
    if (fd != STDIN_FILENO) close(fd);
    return EFBIG;
  }
  /* A file has its size and a byte more to see that it did not grow; a pipe may be as long as the limit. */
  size_t cap = (expected ? expected : limit_bytes) + 1;
  char *bytes = mem_alloc(cap);
  error = read_up_to(fd, bytes, cap, size);
  if (fd != STDIN_FILENO) close(fd);
  if (!error && *size == cap) error = EFBIG;
  if (!error) *data = arena_strndup(a, bytes, *size);
  free(bytes);
  return error;
}

const char *file_reason(int error) {
  return error == EINVAL ? "not a regular file" : strerror(error);
}

static int write_all(int fd, const char *data, size_t size) {
  while (size) {
    ssize_t n = write(fd, data, size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    if (n == 0) return EIO;
    data += n;
    size -= (size_t)n;
  }
  return 0;
}

static const char TEMP_PREFIX[] = ".tenken-";

static int open_temp(int folder, const char *temp, int *fd) {
  for (int attempt = 0; attempt < 2; attempt++) {
    *fd = openat(folder, temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (*fd >= 0) return 0;
    if (errno != EEXIST || unlinkat(folder, temp, 0) < 0) return errno;
  }
  return EEXIST;
}

int file_sync_folder(int folder) {
  /* Some file systems cannot sync a folder; the renames themselves are done. */
  return fsync(folder) < 0 && errno != EINVAL && errno != EROFS ? errno : 0;
}

/* `before`: of the file that will be replaced, whose permissions stay; NULL: there is none. */
static int fill_temp(int folder, const char *temp, const struct stat *before, const void *data, size_t size) {
  int fd;
  int error = open_temp(folder, temp, &fd);
  if (error) return error;
  error = write_all(fd, data, size);
  if (!error && before && fchmod(fd, before->st_mode & 0777) < 0) error = errno;
  if (!error && fsync(fd) < 0 && errno != EINVAL) error = errno;
  if (close(fd) < 0 && !error) error = errno;
  if (error) unlinkat(folder, temp, 0);
  return error;
}

int file_write_at(int folder, const char *name, const void *data, size_t size) {
  struct stat st;
  char temp[128];
  if (strchr(name, '/')) return EINVAL;
  bool is_there = fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0;
  if (is_there && S_ISDIR(st.st_mode)) return EISDIR;
  /* The name is cut so that a target of the longest allowed length still has room for the prefix. */
  snprintf(temp, sizeof temp, "%s%ld-%.60s", TEMP_PREFIX, (long)getpid(), name);
  int error = fill_temp(folder, temp, is_there && S_ISREG(st.st_mode) ? &st : NULL, data, size);
  if (!error && renameat(folder, temp, folder, name) < 0) {
    error = errno;
    unlinkat(folder, temp, 0);
  }
  return error;
}

int file_write_atomic(const char *path, const void *data, size_t size) {
  struct arena *a = arena_new();
  int folder = open(path_folder(a, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  arena_free(a);
  if (folder < 0) return errno;
  int error = file_write_at(folder, path_base(path), data, size);
  if (!error) error = file_sync_folder(folder);
  close(folder);
  return error;
}

bool file_is_temp(const char *name, long *process) {
  size_t prefix = sizeof TEMP_PREFIX - 1;
  if (strncmp(name, TEMP_PREFIX, prefix) != 0) return false;
  char *end = NULL;
  *process = strtol(name + prefix, &end, 10);
  return *process > 0 && *end == '-';
}

static int open_regular(int folder, const char *name, struct stat *st) {
  int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd >= 0 && fstat(fd, st) == 0 && S_ISREG(st->st_mode) && st->st_size >= 0) return fd;
  if (fd >= 0) close(fd);
  return -1;
}

bool file_read_at(int folder, const char *name, size_t limit, struct arena *a, char **data, size_t *size) {
  struct stat st;
  size_t got = 0;
  int fd = open_regular(folder, name, &st);
  if (fd < 0) return false;
  bool good = (uintmax_t)st.st_size <= limit;
  if (good) {
    *size = (size_t)st.st_size;
    *data = arena_take(a, *size + 1);
    (*data)[*size] = '\0';
    good = read_up_to(fd, *data, *size, &got) == 0 && got == *size;
  }
  close(fd);
  return good;
}

bool file_read_part_at(int folder, const char *name, long long from, char *out, size_t size) {
  struct stat st;
  size_t got = 0;
  int fd = open_regular(folder, name, &st);
  if (fd < 0) return false;
  long long start = from < 0 ? st.st_size + from : from;
  bool good = start >= 0 && start <= st.st_size && size <= (unsigned long long)(st.st_size - start) &&
              lseek(fd, start, SEEK_SET) == start && read_up_to(fd, out, size, &got) == 0 && got == size;
  close(fd);
  return good;
}

const char *path_join(struct arena *a, const char *folder, const char *name) {
  if (name[0] == '/' || folder[0] == '\0' || strcmp(folder, ".") == 0) return arena_strdup(a, name);
  const char *slash = folder[strlen(folder) - 1] == '/' ? "" : "/";
  return arena_printf(a, "%s%s%s", folder, slash, name);
}

const char *path_folder(struct arena *a, const char *path) {
  const char *slash = strrchr(path, '/');
  if (!slash) return ".";
  return slash == path ? "/" : arena_strndup(a, path, (size_t)(slash - path));
}

const char *path_base(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

bool path_exists(const char *path) {
  return access(path, F_OK) == 0;
}

bool path_is_file(const char *path) {
  struct stat st;
  if (stat(path, &st) < 0) return false;
  if (!S_ISREG(st.st_mode)) errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
  return S_ISREG(st.st_mode);
}

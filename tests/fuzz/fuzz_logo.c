/* fuzz_logo.c - libFuzzer target: any bytes as the logo of a theme. Invariant: a picture has samples within the limits,
 * and anything else is a fault with a reason. */
#define _GNU_SOURCE
#include "base/arena.h"
#include "paint/logo.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char path[32];
  int file = memfd_create("logo", MFD_CLOEXEC);
  if (file < 0 || write(file, data, size) != (ssize_t)size)
    abort();
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  struct arena *arena = arena_new();
  struct logo_fault fault;
  const struct picture *picture = logo_read(path, arena, &fault);
  if (picture && (!picture->columns || !picture->rows || picture->columns > picture->width || picture->rows > picture->height))
    abort();
  arena_free(arena);
  close(file);
  return 0;
}

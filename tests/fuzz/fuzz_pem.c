/* fuzz_pem.c - libFuzzer target: any bytes as the PEM file of --trust, of --crl, and of --key beside --sign-command.
 * Invariant: what is refused has a reason. (Key files of PKCS#12 are not here: a corpus would hold private keys.) */
#define _GNU_SOURCE
#include "base/arena.h"
#include "sign/certificate.h"
#include "sign/key.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect_reason(bool good, const struct fault *fault) {
  if (good == (fault->reason != REASON_NONE)) abort();
}

static void look_as_trust(const char *path) {
  struct trust trust = {0};
  struct fault fault = {0};
  bool good = trust_load(&trust, path, &fault);
  expect_reason(good, &fault);
  if (good) {
    good = trust_load_crls(&trust, path, &fault);
    expect_reason(good, &fault);
  }
  trust_free(&trust);
}

static void look_as_key(const char *path) {
  struct arena *arena = arena_new();
  struct signing_key key = {0};
  struct fault fault = {0};
  struct key_source source = {.path = path, .command = "true"};
  bool good = key_load(&key, &source, &fault);
  expect_reason(good, &fault);
  if (good) {
    certificate_name(key.certificate, arena);
    certificate_is_suitable(key.certificate, &fault);
  }
  key_free(&key);
  arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char path[32];
  int file = memfd_create("input", MFD_CLOEXEC);
  if (file < 0 || write(file, data, size) != (ssize_t)size) abort();
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  look_as_trust(path);
  look_as_key(path);
  close(file);
  return 0;
}

/* digest.c - the only file that sees libcrypto for hashing. EVP_Digest fails only when memory is short. */
#include "digest/digest.h"

#include "base/arena.h"
#include <openssl/evp.h>

struct digest digest_of(const void *data, size_t size) {
  struct digest d;
  unsigned int length = 0;
  if (!EVP_Digest(data, size, d.bytes, &length, EVP_sha256(), NULL) || length != sizeof d.bytes) mem_exhausted();
  return d;
}

void digest_hex(const struct digest *d, char out[65]) {
  static const char DIGITS[] = "0123456789abcdef";
  for (size_t i = 0; i < sizeof d->bytes; i++) {
    out[2 * i] = DIGITS[d->bytes[i] >> 4];
    out[2 * i + 1] = DIGITS[d->bytes[i] & 15];
  }
  out[64] = '\0';
}

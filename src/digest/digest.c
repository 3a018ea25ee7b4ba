/* digest.c - the only file that sees libcrypto for hashing. Its SHA-256 is called directly: that allocates nothing, so it
 * cannot fail, while the first EVP call sets up the whole library and does not survive every failed allocation in it.
 * libcrypto calls the direct way deprecated since 3.0, in favour of choosing algorithms by name, which nobody does here. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "digest/digest.h"

#include <openssl/sha.h>

struct digest digest_of(const void *data, size_t size) {
  struct digest d;
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, data, size);
  SHA256_Final(d.bytes, &context);
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

/* digest.h - SHA-256 (libcrypto behind one file). Hex is lower case. */
#ifndef TENKEN_DIGEST_DIGEST_H
#define TENKEN_DIGEST_DIGEST_H

#include <stddef.h>
#include <stdint.h>

struct digest {
  uint8_t bytes[32];
};

struct digest digest_of(const void *data, size_t size);
void digest_hex(const struct digest *, char out[65]);

#endif

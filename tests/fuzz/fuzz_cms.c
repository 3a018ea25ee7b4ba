/* fuzz_cms.c - libFuzzer target: any bytes as a signature value, as certificates, as a timestamp token.
 * Invariant: what the reader accepts is, byte for byte, what the writer makes of it. */
#include "base/arena.h"
#include "sign/certificate.h"
#include "sign/cms.h"
#include "sign/timestamp.h"
#include "sign/token.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look_at_certificate(struct bytes der, struct arena *arena) {
  struct fault fault = {0};
  X509 *certificate = certificate_decode(der);
  if (!certificate)
    return;
  certificate_name(certificate, arena);
  certificate_subject(certificate, arena);
  certificate_serial(certificate, arena);
  certificate_is_suitable(certificate, &fault);
  X509_free(certificate);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct arena *arena = arena_new();
  struct bytes bytes = {data, size};
  struct fault fault = {0};
  struct cms cms;
  if (cms_read(bytes, &cms, &fault)) {
    struct buf again = {0};
    struct digest document = {{0}};
    cms_put(&cms, &again);
    if (again.size != size || memcmp(again.data, data, size) != 0)
      abort();
    buf_free(&again);
    cms_attributes_match(&cms, &document, &fault);
    for (size_t i = 0; i < cms.certificate_count; i++)
      look_at_certificate(cms.certificates[i], arena);
  }
  look_at_certificate(bytes, arena);
  moment time;
  const char *authority;
  fault = (struct fault){0};
  struct bytes token = cms.token.p ? cms.token : bytes;
  token_form_fault(token);
  timestamp_verify(token, (struct bytes){data, size < 8 ? size : 8}, NULL, 1795575600, arena, &time, &authority, &fault);
  arena_free(arena);
  return 0;
}

/* token.c - one walk over the DER, every element taken in its place and nothing left over. */
#include "sign/token.h"

#include "sign/der.h"

#include <string.h>

#define OID_PKCS1 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01
#define OID_SHA2 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02
#define OID_ECDSA 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03
static const uint8_t ID_SIGNED_DATA[] = {0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02};
static const uint8_t ID_TST_INFO[] = {0x06, 0x0B, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01, 0x04};
static const uint8_t VERSION_1[] = {0x02, 0x01, 0x01}, VERSION_3[] = {0x02, 0x01, 0x03}, NO_PARAMETERS[] = {0x05, 0x00};

enum { SHA2_COUNT = 3, METHOD_COUNT = 4 };
static const uint8_t SHA2[SHA2_COUNT][11] = {{OID_SHA2, 1}, {OID_SHA2, 2}, {OID_SHA2, 3}}; /* 256, 384, 512 */
/* By digest; the first of RSA names no digest. */
static const uint8_t RSA[METHOD_COUNT][11] = {{OID_PKCS1, 1}, {OID_PKCS1, 11}, {OID_PKCS1, 12}, {OID_PKCS1, 13}};
static const uint8_t ECDSA[SHA2_COUNT][10] = {{OID_ECDSA, 2}, {OID_ECDSA, 3}, {OID_ECDSA, 4}};

/* AlgorithmIdentifier of a digest, parameters absent or NULL; the index in SHA2, or -1. */
static int take_digest(struct bytes *rest) {
  struct bytes algorithm;
  if (!der_take(rest, DER_SEQUENCE, &algorithm, NULL))
    return -1;
  for (int i = 0; i < SHA2_COUNT; i++)
    if (der_take_exact(&algorithm, SHA2[i], sizeof SHA2[i]))
      return algorithm.size == 0 || (der_take_exact(&algorithm, NO_PARAMETERS, sizeof NO_PARAMETERS) && !algorithm.size) ? i
                                                                                                                         : -1;
  return -1;
}

static bool take_method(struct bytes *rest, int digest) {
  struct bytes algorithm;
  if (!der_take(rest, DER_SEQUENCE, &algorithm, NULL))
    return false;
  if (der_take_exact(&algorithm, ECDSA[digest], sizeof ECDSA[digest]))
    return algorithm.size == 0;
  return (der_take_exact(&algorithm, RSA[0], sizeof RSA[0]) ||
          der_take_exact(&algorithm, RSA[digest + 1], sizeof RSA[digest + 1])) &&
         der_take_exact(&algorithm, NO_PARAMETERS, sizeof NO_PARAMETERS) && algorithm.size == 0;
}

static const char *signer_fault(struct bytes signer, int digest) {
  if (!der_take_exact(&signer, VERSION_1, sizeof VERSION_1) || !der_take(&signer, DER_SEQUENCE, NULL, NULL))
    return "its authority is not named by issuer and serial number";
  if (take_digest(&signer) != digest)
    return "its digest algorithms differ";
  if (!der_take(&signer, DER_CONTEXT_0, NULL, NULL))
    return "it has no signed attributes";
  if (!take_method(&signer, digest))
    return "its signature algorithm is none of RSA or ECDSA with SHA-2";
  if (!der_take(&signer, DER_OCTETS, NULL, NULL))
    return "it has no signature value";
  return signer.size ? "it has unsigned attributes" : NULL;
}

static const char *data_fault(struct bytes data) {
  struct bytes part, content, signer;
  if (!der_take_exact(&data, VERSION_3, sizeof VERSION_3))
    return "its version is not 3";
  if (!der_take(&data, DER_SET, &part, NULL))
    return "it has no digest algorithm";
  int digest = take_digest(&part);
  if (digest < 0 || part.size)
    return "its digest algorithm is not one of SHA-2";
  if (!der_take(&data, DER_SEQUENCE, &part, NULL) || !der_take_exact(&part, ID_TST_INFO, sizeof ID_TST_INFO) ||
      !der_take(&part, DER_CONTEXT_0, &content, NULL) || part.size || !der_take(&content, DER_OCTETS, NULL, NULL) ||
      content.size)
    return "it holds no timestamp";
  if (!der_take(&data, DER_CONTEXT_0, NULL, NULL))
    return "it holds no certificate";
  if (!der_take(&data, DER_SET, &part, NULL) || data.size)
    return "it holds revocation lists or more";
  if (!der_take(&part, DER_SEQUENCE, &signer, NULL) || part.size)
    return "it has not exactly one authority";
  return signer_fault(signer, digest);
}

const char *token_form_fault(struct bytes token) {
  struct bytes info, data, explicit_data;
  if (!der_take(&token, DER_SEQUENCE, &info, NULL) || token.size ||
      !der_take_exact(&info, ID_SIGNED_DATA, sizeof ID_SIGNED_DATA) ||
      !der_take(&info, DER_CONTEXT_0, &explicit_data, NULL) || info.size ||
      !der_take(&explicit_data, DER_SEQUENCE, &data, NULL) || explicit_data.size)
    return "it is no signed data";
  return data_fault(data);
}

/* cms.h - the signature value: a CMS SignedData of the PAdES baseline profile (ETSI EN 319 142-1), one shape only.
 *
 * SHA-256; detached; one SignerInfo by issuer and serial number; the signer's certificate and its chain without any
 * other; signed attributes exactly contentType, messageDigest and signing-certificate-v2 (no signingTime: the time is in
 * the signature dictionary); at most one unsigned attribute, the RFC 3161 timestamp of the signature value. The bytes
 * are written by hand, because OpenSSL 3.0 cannot leave signingTime out; the signed attributes are a function of document
 * digest and certificate, so checking them is making them again and comparing. Reading accepts nothing that writing
 * would not make: the DER is canonical by construction. Spans point into the input. Faults: contents, profile, digest. */
#ifndef TENKEN_SIGN_CMS_H
#define TENKEN_SIGN_CMS_H

#include "base/limits.h"
#include "digest/digest.h"
#include "sign/der.h"
#include "sign/fault.h"

enum cms_algorithm { CMS_RSA, CMS_ECDSA, CMS_ALGORITHM_COUNT };

struct cms {
  struct bytes certificates[LIMIT_CERTIFICATES]; /* whole, ascending by encoding */
  size_t certificate_count;
  struct bytes signer;     /* the signer's certificate, one of them */
  struct bytes attributes; /* the signed attributes without the tag around them */
  enum cms_algorithm algorithm;
  struct bytes signature;
  struct bytes token; /* timestamp token; p NULL: none */
};

/* The signed attributes of this certificate and document digest, without the tag around them. */
void cms_put_attributes(struct bytes certificate, const struct digest *document, struct buf *out);
/* What is hashed and signed: the attributes under the tag SET OF. */
void cms_put_to_be_signed(struct bytes attributes, struct buf *out);
void cms_put(const struct cms *, struct buf *out);

bool cms_read(struct bytes der, struct cms *out, struct fault *);
bool cms_attributes_match(const struct cms *, const struct digest *document, struct fault *);

#endif

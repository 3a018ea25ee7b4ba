/* certificate.h - may this certificate sign a report, and do we trust it? (OpenSSL's X.509; inside sign/)
 *
 * Rules: RSA of 2048 bits and more or EC on P-256, P-384, P-521; keyUsage digitalSignature or nonRepudiation where the
 * extension is there; extendedKeyUsage absent or one of emailProtection, any, documentSigning (RFC 9336), and the
 * document-signing ids of Microsoft and Adobe; chain at security level 2 (112 bits, no SHA-1) to an anchor of --trust,
 * at a stated time. Trust is given by the caller only: the system's store is for web sites. Revocation: with --crl, the
 * signer's certificate needs a current and whole list of its issuer (no delta, no part); a listed date, or the day on which
 * the key was lost, after the proven time of signing does not count. */
#ifndef TENKEN_SIGN_CERTIFICATE_H
#define TENKEN_SIGN_CERTIFICATE_H

#include "sign/fault.h"
#include "sign/moment.h"
#include "sign/pdf_value.h"

#include <openssl/x509.h>

struct trust {
  X509_STORE *store;
  STACK_OF(X509_CRL) *crls; /* NULL: revocation is not asked for */
};

/* PEM file with certificates (roots) and, if it has any, revocation lists. */
bool trust_load(struct trust *, const char *path, struct fault *);
bool trust_load_crls(struct trust *, const char *path, struct fault *);
void trust_free(struct trust *);

const char *certificate_name(const X509 *, struct arena *);    /* common name, UTF-8; "" when there is none */
const char *certificate_subject(const X509 *, struct arena *); /* one line, UTF-8 */
const char *certificate_issuer(const X509 *, struct arena *);
const char *certificate_serial(const X509 *, struct arena *);  /* hex */
X509 *certificate_decode(struct bytes der);                    /* NULL unless the span is one certificate exactly */

bool certificate_is_suitable(X509 *, struct fault *); /* key strength, usage */
/* Chain to an anchor at `at`. *chain (to be freed by the caller) may be NULL. */
bool certificate_chain(const struct trust *, X509 *, STACK_OF(X509) *others, moment at, STACK_OF(X509) **chain,
                       struct fault *);
/* `proven`: the time of signing is known from a timestamp. `now`: when the lists must be current. */
bool certificate_not_revoked(const struct trust *, STACK_OF(X509) *chain, moment signed_at, bool proven, moment now,
                             struct fault *);
bool moment_of_asn1(const ASN1_TIME *, moment *);

#endif

/* certificate.c - see certificate.h. Chain building is OpenSSL's; revocation is our own walk over the finished chain,
 * because a list made after the timestamp is what proves that nothing was revoked at its time, and OpenSSL would call
 * that list "not yet valid". */
#include "sign/certificate.h"

#include "base/file.h"
#include "base/limits.h"

#include <errno.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string.h>

enum { RSA_BITS_MIN = 2048, EC_BITS_MIN = 256, SECURITY_LEVEL = 2 };

/* ---- trust ---- */

static BIO *open_pem(struct arena *arena, const char *path, struct fault *fault) {
  char *data;
  size_t size;
  int error = file_read(arena, path, LIMIT_TRUST_BYTES, &data, &size);
  if (error) {
    fault_set(fault, REASON_READ, path, file_reason(error));
    return NULL;
  }
  return BIO_new_mem_buf(data, (int)size);
}

static void add_crl(struct trust *trust, X509_CRL *crl) {
  if (!trust->crls)
    trust->crls = sk_X509_CRL_new_null();
  if (!trust->crls || !sk_X509_CRL_push(trust->crls, crl))
    mem_exhausted();
}

/* Reads every PEM block; returns how many were of use. */
static size_t take_blocks(struct trust *trust, BIO *bio, bool only_crls) {
  STACK_OF(X509_INFO) *infos = PEM_X509_INFO_read_bio(bio, NULL, NULL, NULL);
  size_t taken = 0;
  for (int i = 0; infos && i < sk_X509_INFO_num(infos); i++) {
    X509_INFO *info = sk_X509_INFO_value(infos, i);
    if (info->x509 && !only_crls)
      taken += X509_STORE_add_cert(trust->store, info->x509) == 1;
    if (info->crl) {
      add_crl(trust, info->crl);
      info->crl = NULL;
      taken += only_crls;
    }
  }
  sk_X509_INFO_pop_free(infos, X509_INFO_free);
  ERR_clear_error();
  return taken;
}

static bool load(struct trust *trust, const char *path, bool only_crls, struct fault *fault) {
  struct arena *arena = arena_new();
  BIO *bio = open_pem(arena, path, fault);
  if (!trust->store && !(trust->store = X509_STORE_new()))
    mem_exhausted();
  size_t taken = bio ? take_blocks(trust, bio, only_crls) : 0;
  if (bio && !taken)
    fault_set(fault, REASON_PEM, path, NULL);
  BIO_free(bio);
  arena_free(arena);
  return taken > 0;
}

bool trust_load(struct trust *trust, const char *path, struct fault *fault) {
  return load(trust, path, false, fault);
}

bool trust_load_crls(struct trust *trust, const char *path, struct fault *fault) {
  return load(trust, path, true, fault);
}

void trust_free(struct trust *trust) {
  X509_STORE_free(trust->store);
  sk_X509_CRL_pop_free(trust->crls, X509_CRL_free);
  *trust = (struct trust){0};
}

/* ---- what a certificate says ---- */

const char *certificate_name(const X509 *certificate, struct arena *arena) {
  const X509_NAME *name = X509_get_subject_name(certificate);
  int index = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
  unsigned char *utf8 = NULL;
  if (index < 0)
    return "";
  int size = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index)));
  if (size < 0)
    return "";
  bool is_text = memchr(utf8, 0, (size_t)size) == NULL;
  const char *copy = is_text ? arena_strndup(arena, (const char *)utf8, (size_t)size) : "";
  OPENSSL_free(utf8);
  return copy;
}

static const char *one_line(const X509_NAME *name, struct arena *arena) {
  BIO *bio = BIO_new(BIO_s_mem());
  char *text;
  if (!bio)
    mem_exhausted();
  X509_NAME_print_ex(bio, name, 0, XN_FLAG_RFC2253 & ~(unsigned long)ASN1_STRFLGS_ESC_MSB);
  long size = BIO_get_mem_data(bio, &text);
  const char *copy = arena_strndup(arena, size > 0 ? text : "", size > 0 ? (size_t)size : 0);
  BIO_free(bio);
  return copy;
}

const char *certificate_subject(const X509 *certificate, struct arena *arena) {
  return one_line(X509_get_subject_name(certificate), arena);
}

const char *certificate_issuer(const X509 *certificate, struct arena *arena) {
  return one_line(X509_get_issuer_name(certificate), arena);
}

const char *certificate_serial(const X509 *certificate, struct arena *arena) {
  BIGNUM *number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), NULL);
  char *hex = number ? BN_bn2hex(number) : NULL;
  const char *copy = arena_strdup(arena, hex ? hex : "");
  OPENSSL_free(hex);
  BN_free(number);
  return copy;
}

X509 *certificate_decode(struct bytes der) {
  const unsigned char *p = der.p;
  X509 *certificate = d2i_X509(NULL, &p, (long)der.size);
  if (certificate && p == der.p + der.size)
    return certificate;
  X509_free(certificate);
  ERR_clear_error();
  return NULL;
}

/* A certificate that never ends says 9999 (RFC 5280, 4.1.2.5): what lies outside the years of moments is their first or
 * last one. */
bool moment_of_asn1(const ASN1_TIME *time, moment *out) {
  struct tm tm;
  if (ASN1_TIME_to_tm(time, &tm) != 1) return false;
  if (tm.tm_year + 1900 < MOMENT_YEAR_FIRST) return moment_make(MOMENT_YEAR_FIRST, 1, 1, 0, 0, 0, out);
  if (tm.tm_year + 1900 > MOMENT_YEAR_LAST) return moment_make(MOMENT_YEAR_LAST, 12, 31, 23, 59, 59, out);
  return moment_make(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec, out);
}

/* ---- suitability ---- */

static bool extended_usage_is_for_documents(const X509 *certificate) {
  static const char *const ACCEPTED[] = {"1.3.6.1.5.5.7.3.4", "2.5.29.37.0", "1.3.6.1.5.5.7.3.36",
                                         "1.3.6.1.4.1.311.10.3.12", "1.2.840.113583.1.1.5"};
  EXTENDED_KEY_USAGE *usages = X509_get_ext_d2i(certificate, NID_ext_key_usage, NULL, NULL);
  bool good = false;
  for (int i = 0; usages && i < sk_ASN1_OBJECT_num(usages); i++) {
    char id[80];
    OBJ_obj2txt(id, sizeof id, sk_ASN1_OBJECT_value(usages, i), 1);
    for (size_t k = 0; k < sizeof ACCEPTED / sizeof *ACCEPTED; k++)
      good |= strcmp(id, ACCEPTED[k]) == 0;
  }
  EXTENDED_KEY_USAGE_free(usages);
  return good;
}

static bool curve_is_accepted(EVP_PKEY *key, char *name, size_t name_size) {
  static const char *const ACCEPTED[] = {"prime256v1", "secp384r1", "secp521r1"};
  size_t size = 0;
  if (EVP_PKEY_get_group_name(key, name, name_size, &size) != 1)
    snprintf(name, name_size, "EC");
  for (size_t i = 0; i < sizeof ACCEPTED / sizeof *ACCEPTED; i++)
    if (!strcmp(name, ACCEPTED[i]))
      return true;
  return false;
}

static bool key_is_suitable(X509 *certificate, struct fault *fault) {
  EVP_PKEY *key = X509_get0_pubkey(certificate);
  int kind = key ? EVP_PKEY_get_base_id(key) : 0, bits = key ? EVP_PKEY_get_bits(key) : 0;
  char text[40], curve[64];
  snprintf(text, sizeof text, "%s %d", kind == EVP_PKEY_RSA ? "RSA" : "EC", bits);
  if (kind != EVP_PKEY_RSA && kind != EVP_PKEY_EC)
    return fault_set(fault, REASON_KEY_KIND, kind ? OBJ_nid2ln(kind) : "?", NULL);
  if (bits < (kind == EVP_PKEY_RSA ? RSA_BITS_MIN : EC_BITS_MIN))
    return fault_set(fault, REASON_WEAK_KEY, text, NULL);
  return kind == EVP_PKEY_RSA || curve_is_accepted(key, curve, sizeof curve) ||
         fault_set(fault, REASON_KEY_KIND, curve, NULL);
}

bool certificate_is_suitable(X509 *certificate, struct fault *fault) {
  struct arena *arena = arena_new();
  const char *name = certificate_name(certificate, arena);
  uint32_t flags = X509_get_extension_flags(certificate);
  bool may_sign = !(flags & EXFLAG_KUSAGE) ||
                  X509_get_key_usage(certificate) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION);
  bool for_documents = !(flags & EXFLAG_XKUSAGE) || extended_usage_is_for_documents(certificate);
  if (key_is_suitable(certificate, fault) && !(may_sign && for_documents))
    fault_set(fault, REASON_USAGE, name, NULL);
  arena_free(arena);
  return fault->reason == REASON_NONE;
}

/* ---- chain and revocation ---- */

bool certificate_chain(const struct trust *trust, X509 *certificate, STACK_OF(X509) *others, moment at,
                       STACK_OF(X509) **chain, struct fault *fault) {
  X509_STORE_CTX *context = X509_STORE_CTX_new();
  if (!context || X509_STORE_CTX_init(context, trust->store, certificate, others) != 1)
    mem_exhausted();
  X509_VERIFY_PARAM *parameters = X509_STORE_CTX_get0_param(context);
  X509_VERIFY_PARAM_set_time(parameters, (time_t)at);
  X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_ANY);
  X509_VERIFY_PARAM_set_auth_level(parameters, SECURITY_LEVEL);
  bool good = X509_verify_cert(context) == 1;
  if (!good) {
    struct arena *arena = arena_new();
    X509 *where = X509_STORE_CTX_get_current_cert(context);
    fault_set(fault, REASON_CERTIFICATE, certificate_name(where ? where : certificate, arena),
              X509_verify_cert_error_string(X509_STORE_CTX_get_error(context)));
    arena_free(arena);
  } else if (chain) {
    *chain = X509_STORE_CTX_get1_chain(context);
  }
  X509_STORE_CTX_free(context);
  ERR_clear_error();
  return good;
}

/* Of all certificates of its issuer: neither changes only nor a part; a demand that we do not know could be either. */
static bool crl_is_whole(const X509_CRL *crl) {
  for (int i = 0; i < X509_CRL_get_ext_count(crl); i++)
    if (X509_EXTENSION_get_critical(X509_CRL_get_ext(crl, i)))
      return false;
  return X509_CRL_get_ext_by_NID(crl, NID_delta_crl, -1) < 0 &&
         X509_CRL_get_ext_by_NID(crl, NID_issuing_distribution_point, -1) < 0;
}

static bool crl_is_current(X509_CRL *crl, X509 *issuer, moment now) {
  moment from, until;
  EVP_PKEY *key = X509_get0_pubkey(issuer);
  bool may_list = !(X509_get_extension_flags(issuer) & EXFLAG_KUSAGE) || X509_get_key_usage(issuer) & KU_CRL_SIGN;
  if (!key || !may_list || !crl_is_whole(crl) || X509_CRL_verify(crl, key) != 1 || !moment_of_asn1(X509_CRL_get0_lastUpdate(crl), &from))
    return false;
  const ASN1_TIME *next = X509_CRL_get0_nextUpdate(crl);
  return from <= now && (!next || (moment_of_asn1(next, &until) && now <= until));
}

/* From when on the certificate must not be believed: the day of revocation, or an earlier one on which its key is known
 * to have been lost (RFC 5280, 5.3.2). */
static bool revoked_since(X509_REVOKED *entry, moment *since) {
  moment invalid;
  if (!moment_of_asn1(X509_REVOKED_get0_revocationDate(entry), since))
    return false;
  ASN1_GENERALIZEDTIME *lost = X509_REVOKED_get_ext_d2i(entry, NID_invalidity_date, NULL, NULL);
  bool good = !lost || moment_of_asn1(lost, &invalid);
  if (good && lost && invalid < *since)
    *since = invalid;
  ASN1_GENERALIZEDTIME_free(lost);
  return good;
}

/* 1: listed, 0: not listed in a current list, -1: no current list */
static int listed(const struct trust *trust, X509 *certificate, X509 *issuer, moment signed_at, bool proven, moment now) {
  int result = -1;
  for (int i = 0; i < sk_X509_CRL_num(trust->crls); i++) {
    X509_CRL *crl = sk_X509_CRL_value(trust->crls, i);
    X509_REVOKED *entry = NULL;
    moment revoked_at;
    if (X509_NAME_cmp(X509_CRL_get_issuer(crl), X509_get_subject_name(issuer)) != 0 || !crl_is_current(crl, issuer, now))
      continue;
    if (result < 0)
      result = 0;
    if (X509_CRL_get0_by_cert(crl, &entry, certificate) != 1)
      continue;
    if (!proven || !revoked_since(entry, &revoked_at) || revoked_at <= signed_at)
      return 1;
  }
  ERR_clear_error();
  return result;
}

bool certificate_not_revoked(const struct trust *trust, STACK_OF(X509) *chain, moment signed_at, bool proven, moment now,
                             struct fault *fault) {
  if (!trust->crls)
    return true;
  struct arena *arena = arena_new();
  for (int i = 0; i + 1 < sk_X509_num(chain); i++) {
    X509 *certificate = sk_X509_value(chain, i);
    int state = listed(trust, certificate, sk_X509_value(chain, i + 1), signed_at, proven, now);
    if (state > 0)
      fault_set(fault, REASON_REVOKED, certificate_name(certificate, arena), NULL);
    else if (state < 0 && i == 0)
      fault_set(fault, REASON_NO_CRL, certificate_name(certificate, arena), NULL);
  }
  arena_free(arena);
  return fault->reason == REASON_NONE;
}

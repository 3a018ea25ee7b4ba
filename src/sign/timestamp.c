/* timestamp.c - see timestamp.h. The query is made once and its bytes sent either way. */
#include "sign/timestamp.h"

#include "base/limits.h"
#include "sign/command.h"
#include "sign/token.h"

#include <openssl/err.h>
#include <openssl/http.h>
#include <openssl/rand.h>
#include <openssl/ts.h>
#include <string.h>

enum { NONCE_SIZE = 8 };

static bool bad(struct fault *fault, const char *what) {
  return fault_set(fault, REASON_TIMESTAMP, what, NULL);
}

static bool bad_openssl(struct fault *fault, const char *otherwise) {
  const char *reason = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  return bad(fault, reason ? reason : otherwise);
}

/* ---- asking ---- */

static bool set_imprint(TS_REQ *query, struct bytes signature) {
  uint8_t hash[32];
  TS_MSG_IMPRINT *imprint = TS_MSG_IMPRINT_new();
  X509_ALGOR *algorithm = X509_ALGOR_new();
  bool good = imprint && algorithm && EVP_Digest(signature.p, signature.size, hash, NULL, EVP_sha256(), NULL) == 1 &&
              X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, NULL) == 1 &&
              TS_MSG_IMPRINT_set_algo(imprint, algorithm) == 1 &&
              TS_MSG_IMPRINT_set_msg(imprint, hash, sizeof hash) == 1 && TS_REQ_set_msg_imprint(query, imprint) == 1;
  X509_ALGOR_free(algorithm);
  TS_MSG_IMPRINT_free(imprint);
  return good;
}

/* A nonce ties the reply to this query; it is the one random number of the program and never reaches a report. */
static bool set_nonce(TS_REQ *query) {
  uint8_t random[NONCE_SIZE];
  if (RAND_bytes(random, sizeof random) != 1)
    return false;
  random[0] = (uint8_t)((random[0] & 0x7F) | 1);
  BIGNUM *number = BN_bin2bn(random, sizeof random, NULL);
  ASN1_INTEGER *nonce = number ? BN_to_ASN1_INTEGER(number, NULL) : NULL;
  bool good = nonce && TS_REQ_set_nonce(query, nonce) == 1;
  ASN1_INTEGER_free(nonce);
  BN_free(number);
  return good;
}

static TS_REQ *make_query(struct bytes signature) {
  TS_REQ *query = TS_REQ_new();
  if (!query || TS_REQ_set_version(query, 1) != 1 || !set_imprint(query, signature) || !set_nonce(query) ||
      TS_REQ_set_cert_req(query, 1) != 1)
    mem_exhausted();
  return query;
}

static bool post(const char *url, int seconds, struct bytes query, struct buf *reply, struct fault *fault) {
  char *host = NULL, *port = NULL, *path = NULL;
  int is_tls = 0;
  if (strncmp(url, "http://", 7) != 0 ||
      OSSL_HTTP_parse_url(url, &is_tls, NULL, &host, &port, NULL, &path, NULL, NULL) != 1 || is_tls) {
    OPENSSL_free(host);
    OPENSSL_free(port);
    OPENSSL_free(path);
    ERR_clear_error();
    return bad(fault, "--tsa takes an http:// address; for https use --tsa-command");
  }
  BIO *request = BIO_new_mem_buf(query.p, (int)query.size);
  BIO *answer = OSSL_HTTP_transfer(NULL, host, port, path, 0, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL,
                                   "application/timestamp-query", request, "application/timestamp-reply", 1,
                                   LIMIT_TOKEN_BYTES, seconds, 0);
  char block[4096];
  int n;
  while (answer && (n = BIO_read(answer, block, sizeof block)) > 0 && reply->size <= LIMIT_TOKEN_BYTES)
    buf_put(reply, block, (size_t)n);
  bool good = answer != NULL && reply->size > 0;
  BIO_free(answer);
  BIO_free(request);
  OPENSSL_free(host);
  OPENSSL_free(port);
  OPENSSL_free(path);
  return good || bad_openssl(fault, "no answer");
}

static bool ask(const struct timestamp_source *source, TS_REQ *query, struct buf *reply, struct fault *fault) {
  unsigned char *der = NULL;
  int size = i2d_TS_REQ(query, &der);
  if (size <= 0)
    mem_exhausted();
  struct bytes bytes = {der, (size_t)size};
  bool good = source->url ? post(source->url, source->seconds, bytes, reply, fault)
                          : command_filter(source->command, bytes, LIMIT_TOKEN_BYTES, source->seconds, reply, fault);
  OPENSSL_free(der);
  return good;
}

/* Status, version, imprint and nonce; the authority's signature follows in timestamp_verify. */
static bool take_token(TS_REQ *query, const struct buf *reply, struct buf *token, struct fault *fault) {
  const unsigned char *p = (const unsigned char *)reply->data;
  TS_RESP *response = d2i_TS_RESP(NULL, &p, (long)reply->size);
  if (!response)
    return bad(fault, "the reply is not a timestamp reply");
  TS_VERIFY_CTX *context = TS_REQ_to_TS_VERIFY_CTX(query, NULL);
  if (!context)
    mem_exhausted();
  TS_VERIFY_CTX_set_flags(context, TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_NONCE);
  bool good = TS_RESP_verify_response(context, response) == 1;
  unsigned char *der = NULL;
  int size = good ? i2d_PKCS7(TS_RESP_get_token(response), &der) : 0;
  if (size > 0)
    buf_put(token, der, (size_t)size);
  OPENSSL_free(der);
  TS_VERIFY_CTX_free(context);
  TS_RESP_free(response);
  return (good && size > 0) || bad_openssl(fault, "the reply does not fit the query");
}

bool timestamp_fetch(const struct timestamp_source *source, struct bytes signature, const struct trust *trust, moment now,
                     struct buf *token, struct fault *fault) {
  TS_REQ *query = make_query(signature);
  struct buf reply = {0};
  bool good = ask(source, query, &reply, fault) && take_token(query, &reply, token, fault);
  TS_REQ_free(query);
  buf_free(&reply);
  if (!good)
    return false;
  struct arena *arena = arena_new();
  moment time;
  const char *authority;
  good = timestamp_verify((struct bytes){(const uint8_t *)token->data, token->size}, signature, trust, now, arena, &time,
                          &authority, fault);
  arena_free(arena);
  return good;
}

/* ---- checking ---- */

static PKCS7 *decode(struct bytes token) {
  const unsigned char *p = token.p;
  unsigned char *again = NULL;
  PKCS7 *decoded = d2i_PKCS7(NULL, &p, (long)token.size);
  int size = decoded && p == token.p + token.size && PKCS7_type_is_signed(decoded) ? i2d_PKCS7(decoded, &again) : -1;
  bool same = size >= 0 && (size_t)size == token.size && memcmp(again, token.p, token.size) == 0;
  OPENSSL_free(again);
  if (same)
    return decoded;
  PKCS7_free(decoded);
  return NULL;
}

/* The anchors: those of --trust, or else the certificates that the token brings. */
static X509_STORE *anchors(const struct trust *trust, PKCS7 *token, moment now) {
  X509_STORE *store = trust ? trust->store : X509_STORE_new();
  if (!store)
    mem_exhausted();
  if (trust) {
    X509_STORE_up_ref(store);
  } else {
    STACK_OF(X509) *certificates = token->d.sign->cert;
    for (int i = 0; i < sk_X509_num(certificates); i++)
      X509_STORE_add_cert(store, sk_X509_value(certificates, i));
    X509_STORE_set_flags(store, X509_V_FLAG_PARTIAL_CHAIN);
  }
  X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store), (time_t)now);
  return store;
}

static bool imprint_is_sha2(TS_TST_INFO *info) {
  const ASN1_OBJECT *object;
  X509_ALGOR_get0(&object, NULL, NULL, TS_MSG_IMPRINT_get_algo(TS_TST_INFO_get_msg_imprint(info)));
  int nid = OBJ_obj2nid(object);
  return nid == NID_sha256 || nid == NID_sha384 || nid == NID_sha512;
}

static bool signature_holds(PKCS7 *token, struct bytes signature, const struct trust *trust, moment now,
                            struct fault *fault) {
  TS_VERIFY_CTX *context = TS_VERIFY_CTX_new();
  if (!context)
    mem_exhausted();
  TS_VERIFY_CTX_set_flags(context, TS_VFY_SIGNATURE | TS_VFY_VERSION | TS_VFY_DATA);
  TS_VERIFY_CTX_set_store(context, anchors(trust, token, now));
  TS_VERIFY_CTX_set_data(context, BIO_new_mem_buf(signature.p, (int)signature.size));
  bool good = TS_RESP_verify_token(context, token) == 1;
  TS_VERIFY_CTX_free(context);
  return good || bad_openssl(fault, "it does not verify");
}

/* Every certificate of the token must be of use: what no signature covers could otherwise be changed unseen. */
static bool carries_only(STACK_OF(X509) *carried, STACK_OF(X509) *chain) {
  for (int i = 0; i < sk_X509_num(carried); i++) {
    bool used = false;
    for (int j = 0; j < sk_X509_num(chain) && !used; j++)
      used = X509_cmp(sk_X509_value(carried, i), sk_X509_value(chain, j)) == 0;
    if (!used)
      return false;
  }
  return true;
}

static bool authority_is_good(PKCS7 *token, const struct trust *trust, moment now, struct arena *arena,
                              const char **authority, struct fault *fault) {
  STACK_OF(X509) *signers = PKCS7_get0_signers(token, NULL, 0), *chain = NULL;
  X509 *signer = signers && sk_X509_num(signers) == 1 ? sk_X509_value(signers, 0) : NULL;
  sk_X509_free(signers);
  if (!signer)
    return bad(fault, "not exactly one authority");
  *authority = certificate_name(signer, arena);
  if (!trust)
    return true;
  struct fault listed = {0};
  bool good = certificate_chain(trust, signer, token->d.sign->cert, now, &chain, fault);
  if (good && !certificate_not_revoked(trust, chain, now, false, now, &listed) && listed.reason == REASON_REVOKED)
    good = fault_set(fault, listed.reason, listed.args[0], NULL);
  if (good && (!carries_only(token->d.sign->cert, chain) || sk_X509_CRL_num(token->d.sign->crl) > 0))
    good = bad(fault, "it carries certificates or lists that it does not need");
  sk_X509_pop_free(chain, X509_free);
  return good;
}

bool timestamp_verify(struct bytes token, struct bytes signature, const struct trust *trust, moment now,
                      struct arena *arena, moment *time, const char **authority, struct fault *fault) {
  PKCS7 *decoded = decode(token);
  TS_TST_INFO *info = decoded ? PKCS7_to_TS_TST_INFO(decoded) : NULL;
  const char *odd = token_form_fault(token);
  bool good = false;
  if (odd)
    bad(fault, odd);
  else if (!info)
    bad(fault, "not a canonical timestamp token");
  else if (!imprint_is_sha2(info))
    bad(fault, "its digest algorithm is not SHA-2");
  else if (!moment_of_asn1(TS_TST_INFO_get_time(info), time))
    bad(fault, "it has no valid time");
  else
    good = signature_holds(decoded, signature, trust, now, fault) &&
           authority_is_good(decoded, trust, now, arena, authority, fault);
  TS_TST_INFO_free(info);
  PKCS7_free(decoded);
  ERR_clear_error();
  return good;
}

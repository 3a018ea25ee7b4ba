/* key.c - see key.h. Old PKCS#12 files are encrypted with RC2 or 3DES, which OpenSSL 3 keeps in its legacy provider: once
 * the file's MAC has proved the passphrase, that provider is loaded into a library context of its own and thrown away
 * again, so that nothing else of the program ever sees an old algorithm. */
#include "sign/key.h"

#include "base/file.h"
#include "base/limits.h"
#include "sign/command.h"

#include <errno.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/ui.h>
#include <openssl/x509v3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef TENKEN_PKCS11
#include <openssl/engine.h>
#endif

/* ---- passphrase ---- */

bool key_read_passphrase(int fd, char **passphrase) {
  char *text = mem_alloc(LIMIT_PASSPHRASE_BYTES + 1);
  size_t size = 0;
  bool ended = false, good = true;
  while (good && !ended && size <= LIMIT_PASSPHRASE_BYTES) {
    ssize_t n = read(fd, text + size, 1);
    if (n < 0 && errno == EINTR)
      continue;
    good = n >= 0;
    ended = n == 0 || text[size] == '\n';
    size += good && !ended;
  }
  good = good && ended;
  if (good && size && text[size - 1] == '\r')
    size--;
  text[good ? size : 0] = '\0';
  if (good)
    *passphrase = text;
  else
    OPENSSL_cleanse(text, LIMIT_PASSPHRASE_BYTES + 1), free(text);
  return good;
}

bool key_ask_passphrase(const char *prompt, char **passphrase) {
  char *text = mem_alloc(LIMIT_PASSPHRASE_BYTES + 1);
  UI *ui = UI_new();
  bool good = ui && UI_add_input_string(ui, prompt, 0, text, 0, LIMIT_PASSPHRASE_BYTES) >= 0 && UI_process(ui) == 0;
  UI_free(ui);
  ERR_clear_error();
  if (good)
    *passphrase = text;
  else
    OPENSSL_cleanse(text, LIMIT_PASSPHRASE_BYTES + 1), free(text);
  return good;
}

void key_wipe(char *passphrase) {
  if (passphrase)
    OPENSSL_cleanse(passphrase, strlen(passphrase));
  free(passphrase);
}

/* ---- PKCS#12 ---- */

/* A file says itself how often its passphrase is hashed, and may ask for hours of it: the rounds are counted before the
 * first. What they are is left to OpenSSL, but for a kind of hashing whose cost is not its rounds alone (scrypt): too many. */
static uint64_t rounds_of(const X509_ALGOR *algorithm) {
  const ASN1_OBJECT *kind;
  int type;
  const void *value;
  uint64_t rounds = UINT64_MAX;
  X509_ALGOR_get0(&kind, &type, &value, algorithm);
  if (type != V_ASN1_SEQUENCE) return 0; /* OpenSSL refuses it */
  if (OBJ_obj2nid(kind) != NID_pbes2) {
    PBEPARAM *old = ASN1_item_unpack(value, ASN1_ITEM_rptr(PBEPARAM));
    if (!old || ASN1_INTEGER_get_uint64(&rounds, old->iter) != 1) rounds = UINT64_MAX;
    PBEPARAM_free(old);
    return rounds;
  }
  PBE2PARAM *scheme = ASN1_item_unpack(value, ASN1_ITEM_rptr(PBE2PARAM));
  X509_ALGOR_get0(&kind, &type, &value, scheme ? scheme->keyfunc : algorithm);
  if (scheme && OBJ_obj2nid(kind) == NID_id_pbkdf2 && type == V_ASN1_SEQUENCE) {
    PBKDF2PARAM *hashing = ASN1_item_unpack(value, ASN1_ITEM_rptr(PBKDF2PARAM));
    if (!hashing || ASN1_INTEGER_get_uint64(&rounds, hashing->iter) != 1) rounds = UINT64_MAX;
    PBKDF2PARAM_free(hashing);
  }
  PBE2PARAM_free(scheme);
  return rounds;
}

static uint64_t add_rounds(uint64_t a, uint64_t b) {
  return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

static uint64_t rounds_of_bags(const STACK_OF(PKCS12_SAFEBAG) *bags) {
  uint64_t sum = 0;
  for (int i = 0; i < sk_PKCS12_SAFEBAG_num(bags); i++) {
    const PKCS12_SAFEBAG *bag = sk_PKCS12_SAFEBAG_value(bags, i);
    const X509_ALGOR *algorithm;
    int kind = PKCS12_SAFEBAG_get_nid(bag);
    if (kind == NID_pkcs8ShroudedKeyBag) {
      X509_SIG_get0(PKCS12_SAFEBAG_get0_pkcs8(bag), &algorithm, NULL);
      sum = add_rounds(sum, rounds_of(algorithm));
    } else if (kind == NID_safeContentsBag)
      sum = add_rounds(sum, rounds_of_bags(PKCS12_SAFEBAG_get0_safes(bag)));
  }
  return sum;
}

static uint64_t rounds_of_file(const PKCS12 *file) {
  const ASN1_INTEGER *mac = NULL;
  uint64_t sum = 0;
  PKCS12_get0_mac(NULL, NULL, NULL, &mac, file);
  if (mac && ASN1_INTEGER_get_uint64(&sum, mac) != 1) return UINT64_MAX;
  STACK_OF(PKCS7) *safes = PKCS12_unpack_authsafes(file);
  for (int i = 0; i < sk_PKCS7_num(safes); i++) {
    PKCS7 *safe = sk_PKCS7_value(safes, i);
    if (PKCS7_type_is_encrypted(safe))
      sum = add_rounds(sum, rounds_of(safe->d.encrypted->enc_data->algorithm));
    if (!PKCS7_type_is_data(safe)) continue;
    STACK_OF(PKCS12_SAFEBAG) *bags = PKCS12_unpack_p7data(safe);
    sum = add_rounds(sum, rounds_of_bags(bags));
    sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
  }
  sk_PKCS7_pop_free(safes, PKCS7_free);
  ERR_clear_error();
  return sum;
}

static bool parse_with_legacy(struct signing_key *out, const char *data, size_t size, const char *passphrase) {
  OSSL_LIB_CTX *context = OSSL_LIB_CTX_new();
  OSSL_PROVIDER *normal = OSSL_PROVIDER_load(context, "default"), *legacy = OSSL_PROVIDER_load(context, "legacy");
  BIO *bio = BIO_new_mem_buf(data, (int)size);
  PKCS12 *file = PKCS12_init_ex(NID_pkcs7_data, context, NULL);
  EVP_PKEY *key = NULL;
  unsigned char *der = NULL;
  bool good = normal && legacy && file && d2i_PKCS12_bio(bio, &file) &&
              PKCS12_parse(file, passphrase, &key, &out->certificate, &out->chain) == 1 && key;
  /* The key moves to the main context, so that the private one can go. */
  PKCS8_PRIV_KEY_INFO *info = good ? EVP_PKEY2PKCS8(key) : NULL;
  int length = info ? i2d_PKCS8_PRIV_KEY_INFO(info, &der) : 0;
  const unsigned char *p = der;
  if (length > 0)
    out->key = d2i_AutoPrivateKey(NULL, &p, length);
  OPENSSL_clear_free(der, length > 0 ? (size_t)length : 0);
  PKCS8_PRIV_KEY_INFO_free(info);
  EVP_PKEY_free(key);
  PKCS12_free(file);
  BIO_free(bio);
  if (legacy)
    OSSL_PROVIDER_unload(legacy);
  if (normal)
    OSSL_PROVIDER_unload(normal);
  OSSL_LIB_CTX_free(context);
  return good && out->key;
}

/* Certificates that came with a private library context are read again in the main one. */
static void adopt_certificate(X509 **certificate) {
  unsigned char *der = NULL;
  int size = *certificate ? i2d_X509(*certificate, &der) : 0;
  X509 *copy = size > 0 ? certificate_decode((struct bytes){der, (size_t)size}) : NULL;
  OPENSSL_free(der);
  X509_free(*certificate);
  *certificate = copy;
}

static bool parse_pkcs12(struct signing_key *out, const char *data, size_t size, const struct key_source *source,
                         struct fault *fault) {
  const unsigned char *p = (const unsigned char *)data;
  PKCS12 *file = d2i_PKCS12(NULL, &p, (long)size);
  if (!file)
    return fault_set(fault, REASON_KEY_FILE, source->path, NULL);
  if (rounds_of_file(file) > LIMIT_KEY_ROUNDS) {
    char limit[24];
    snprintf(limit, sizeof limit, "%d", LIMIT_KEY_ROUNDS);
    PKCS12_free(file);
    return fault_set(fault, REASON_KEY_ROUNDS, source->path, limit);
  }
  bool good = PKCS12_parse(file, source->passphrase, &out->key, &out->certificate, &out->chain) == 1;
  if (!good) {
    bool is_right = PKCS12_verify_mac(file, source->passphrase, -1) == 1 ||
                    (!source->passphrase[0] && PKCS12_verify_mac(file, NULL, 0) == 1);
    if (!is_right)
      fault_set(fault, REASON_PASSPHRASE, source->path, NULL);
    else if ((good = parse_with_legacy(out, data, size, source->passphrase))) {
      adopt_certificate(&out->certificate);
      for (int i = 0; out->chain && i < sk_X509_num(out->chain); i++) {
        X509 *certificate = sk_X509_value(out->chain, i);
        adopt_certificate(&certificate);
        sk_X509_set(out->chain, i, certificate);
      }
    }
  }
  PKCS12_free(file);
  return (good && out->key && out->certificate) || fault_set(fault, REASON_KEY_INCOMPLETE, source->path, NULL);
}

/* ---- certificates in PEM, for keys that stay elsewhere ---- */

static bool parse_pem(struct signing_key *out, const char *data, size_t size, const char *path, struct fault *fault) {
  BIO *bio = BIO_new_mem_buf(data, (int)size);
  X509 *certificate;
  out->chain = sk_X509_new_null();
  if (!bio || !out->chain)
    mem_exhausted();
  while ((certificate = PEM_read_bio_X509(bio, NULL, NULL, NULL)) != NULL) {
    if (!out->certificate)
      out->certificate = certificate;
    else if (!sk_X509_push(out->chain, certificate))
      mem_exhausted();
  }
  ERR_clear_error();
  BIO_free(bio);
  return out->certificate || fault_set(fault, REASON_PEM, path, NULL);
}

#ifdef TENKEN_PKCS11
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
/* The engine is the only PKCS#11 bridge of OpenSSL in Debian 12 (libengine-pkcs11-openssl). The PIN is set once and a
 * refusal is final: tokens lock themselves after a few. */
static bool load_token(struct signing_key *out, const struct key_source *source, struct fault *fault) {
  struct {
    const char *id;
    X509 *certificate;
  } wanted = {source->path, NULL};
  ENGINE_load_builtin_engines();
  ENGINE *engine = ENGINE_by_id("pkcs11");
  /* Quiet: what there is to say is said here, in one line. */
  if (!engine || !ENGINE_ctrl_cmd_string(engine, "QUIET", NULL, 1) || !ENGINE_init(engine))
    return fault_set(fault, REASON_TOKEN, "the pkcs11 engine cannot be loaded", NULL);
  if (!ENGINE_ctrl_cmd_string(engine, "PIN", source->passphrase, 0) ||
      !(out->key = ENGINE_load_private_key(engine, source->path, NULL, NULL)))
    return fault_set(fault, REASON_TOKEN, "wrong PIN, or no such key", NULL);
  if (!out->certificate && ENGINE_ctrl_cmd(engine, "LOAD_CERT_CTRL", 0, &wanted, NULL, 0))
    out->certificate = wanted.certificate;
  return out->certificate || fault_set(fault, REASON_TOKEN, "no certificate", NULL);
}
#pragma GCC diagnostic pop
#else
static bool load_token(struct signing_key *out, const struct key_source *source, struct fault *fault) {
  (void)out, (void)source;
  return fault_set(fault, REASON_TOKEN, "this program was built without PKCS#11 (make PKCS11=1)", NULL);
}
#endif

static bool load_file(struct signing_key *out, const struct key_source *source, struct fault *fault) {
  struct arena *arena = arena_new();
  char *data;
  size_t size;
  const char *path = source->certificates ? source->certificates : source->path;
  int error = file_read(arena, path, LIMIT_KEY_FILE_BYTES, &data, &size);
  bool good = false;
  if (error)
    fault_set(fault, REASON_READ, path, file_reason(error));
  else if (source->command || source->certificates)
    good = parse_pem(out, data, size, path, fault);
  else
    good = parse_pkcs12(out, data, size, source, fault);
  if (!error)
    OPENSSL_cleanse(data, size);
  arena_free(arena);
  return good;
}

bool key_load(struct signing_key *out, const struct key_source *source, struct fault *fault) {
  *out = (struct signing_key){.command = source->command, .command_seconds = source->command_seconds};
  bool on_token = strncmp(source->path, "pkcs11:", 7) == 0;
  bool good = (on_token && !source->certificates) || load_file(out, source, fault);
  good = good && (!on_token || load_token(out, source, fault));
  if (good && out->key && X509_check_private_key(out->certificate, out->key) != 1)
    good = fault_set(fault, REASON_KEY_MISMATCH, source->path, NULL);
  ERR_clear_error();
  if (!good)
    key_free(out);
  return good;
}

void key_free(struct signing_key *key) {
  EVP_PKEY_free(key->key);
  X509_free(key->certificate);
  sk_X509_pop_free(key->chain, X509_free);
  *key = (struct signing_key){0};
}

/* ---- checks ---- */

/* Without --trust the key file itself must bring the whole chain: its self-signed certificates are the anchors. */
static bool check_against_own_root(const struct signing_key *key, moment now, STACK_OF(X509) **chain,
                                   struct fault *fault) {
  struct trust own = {.store = X509_STORE_new()};
  if (!own.store)
    mem_exhausted();
  for (int i = 0; i < sk_X509_num(key->chain); i++) {
    X509 *certificate = sk_X509_value(key->chain, i);
    if (X509_get_extension_flags(certificate) & EXFLAG_SS)
      X509_STORE_add_cert(own.store, certificate);
  }
  bool good = certificate_chain(&own, key->certificate, key->chain, now, chain, fault);
  trust_free(&own);
  return good;
}

bool key_check(const struct signing_key *key, const struct trust *trust, moment now, STACK_OF(X509) **chain,
               struct fault *fault) {
  *chain = NULL;
  if (!certificate_is_suitable(key->certificate, fault))
    return false;
  bool good = trust ? certificate_chain(trust, key->certificate, key->chain, now, chain, fault)
                    : check_against_own_root(key, now, chain, fault);
  return good && (!trust || certificate_not_revoked(trust, *chain, now, false, now, fault));
}

enum cms_algorithm key_algorithm(const struct signing_key *key) {
  return EVP_PKEY_get_base_id(X509_get0_pubkey(key->certificate)) == EVP_PKEY_EC ? CMS_ECDSA : CMS_RSA;
}

/* ---- signing ---- */

static bool sign_here(EVP_PKEY *key, struct bytes data, struct buf *signature, struct fault *fault) {
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  size_t size = 0;
  unsigned char *value = NULL;
  bool good = context && EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key) == 1 &&
              EVP_DigestSign(context, NULL, &size, data.p, data.size) == 1 && (value = OPENSSL_malloc(size)) != NULL &&
              EVP_DigestSign(context, value, &size, data.p, data.size) == 1;
  if (good)
    buf_put(signature, value, size);
  else
    fault_set(fault, REASON_CRYPTO, ERR_reason_error_string(ERR_peek_last_error()), NULL);
  OPENSSL_free(value);
  EVP_MD_CTX_free(context);
  ERR_clear_error();
  return good;
}

bool key_signature_holds(X509 *certificate, struct bytes data, struct bytes signature) {
  EVP_PKEY *key = X509_get0_pubkey(certificate);
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  bool good = key && context && EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key) == 1 &&
              EVP_DigestVerify(context, signature.p, signature.size, data.p, data.size) == 1;
  EVP_MD_CTX_free(context);
  ERR_clear_error();
  return good;
}

bool key_sign(const struct signing_key *key, struct bytes data, struct buf *signature, struct fault *fault) {
  bool good = key->command ? command_filter(key->command, data, LIMIT_CMS_BYTES, key->command_seconds, signature, fault)
                           : sign_here(key->key, data, signature, fault);
  struct bytes value = {(const uint8_t *)signature->data, signature->size};
  if (good && !key_signature_holds(key->certificate, data, value))
    good = fault_set(fault, REASON_KEY_MISMATCH, key->command ? key->command : "key", NULL);
  return good;
}

/* cms.c - RFC 5652 sections 5.1 and 5.3, RFC 5035 section 3. Constant parts are kept as their encodings. */
#include "sign/cms.h"

#include <stdlib.h>
#include <string.h>

#define OID_PKCS9 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09
static const uint8_t ID_SIGNED_DATA[] = {0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02};
static const uint8_t ID_DATA[] = {0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01};
static const uint8_t ID_CONTENT_TYPE[] = {0x06, 0x09, OID_PKCS9, 0x03};
static const uint8_t ID_MESSAGE_DIGEST[] = {0x06, 0x09, OID_PKCS9, 0x04};
static const uint8_t ID_SIGNING_TIME[] = {0x06, 0x09, OID_PKCS9, 0x05};
static const uint8_t ID_SIGNING_CERTIFICATE[] = {0x06, 0x0B, OID_PKCS9, 0x10, 0x02, 0x2F};
static const uint8_t ID_TIMESTAMP[] = {0x06, 0x0B, OID_PKCS9, 0x10, 0x02, 0x0E};
static const uint8_t VERSION_1[] = {0x02, 0x01, 0x01};
/* Algorithm identifiers, whole: SHA-256 without parameters (RFC 5754), RSA as RFC 3370 wants it. */
static const uint8_t SHA256[] = {0x30, 0x0B, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01};
static const uint8_t RSA[] = {0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00};
static const uint8_t ECDSA[] = {0x30, 0x0A, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02};
static const struct bytes ALGORITHMS[CMS_ALGORITHM_COUNT] = {{RSA, sizeof RSA}, {ECDSA, sizeof ECDSA}};

static struct bytes span_of(const struct buf *buf) {
  return (struct bytes){(const uint8_t *)buf->data, buf->size};
}

/* ---- writing ---- */

/* IssuerAndSerialNumber of a certificate, from its own bytes. */
static bool put_issuer_and_serial(struct bytes certificate, struct buf *out) {
  struct bytes whole, body, serial, issuer;
  if (!der_take(&certificate, DER_SEQUENCE, &whole, NULL) || !der_take(&whole, DER_SEQUENCE, &body, NULL))
    return false;
  if (der_next_is(body, DER_CONTEXT_0) && !der_take(&body, DER_CONTEXT_0, NULL, NULL))
    return false;
  if (!der_take(&body, DER_INTEGER, NULL, &serial) || !der_take(&body, DER_SEQUENCE, NULL, NULL) ||
      !der_take(&body, DER_SEQUENCE, NULL, &issuer))
    return false;
  struct buf inner = {0};
  buf_put(&inner, issuer.p, issuer.size);
  buf_put(&inner, serial.p, serial.size);
  der_put_buf(out, DER_SEQUENCE, &inner);
  return true;
}

static void put_attribute(struct buf *out, const uint8_t *id, size_t id_size, const void *value, size_t size) {
  struct buf inner = {0};
  buf_put(&inner, id, id_size);
  der_put(&inner, DER_SET, value, size);
  der_put_buf(out, DER_SEQUENCE, &inner);
}

/* SigningCertificateV2 with one ESSCertIDv2: the default hash algorithm (SHA-256) is left out, as DER wants. */
static void put_signing_certificate(struct bytes certificate, struct buf *out) {
  struct digest hash = digest_of(certificate.p, certificate.size);
  struct buf id = {0}, ids = {0}, list = {0}, value = {0};
  der_put(&id, DER_OCTETS, hash.bytes, sizeof hash.bytes);
  der_put_buf(&ids, DER_SEQUENCE, &id);
  der_put_buf(&list, DER_SEQUENCE, &ids);
  der_put_buf(&value, DER_SEQUENCE, &list);
  put_attribute(out, ID_SIGNING_CERTIFICATE, sizeof ID_SIGNING_CERTIFICATE, value.data, value.size);
  buf_free(&value);
}

void cms_put_attributes(struct bytes certificate, const struct digest *document, struct buf *out) {
  struct buf attributes[3] = {{0}}, octets = {0}, set = {0};
  struct bytes items[3], rest, content;
  put_attribute(&attributes[0], ID_CONTENT_TYPE, sizeof ID_CONTENT_TYPE, ID_DATA, sizeof ID_DATA);
  der_put(&octets, DER_OCTETS, document->bytes, sizeof document->bytes);
  put_attribute(&attributes[1], ID_MESSAGE_DIGEST, sizeof ID_MESSAGE_DIGEST, octets.data, octets.size);
  put_signing_certificate(certificate, &attributes[2]);
  for (int i = 0; i < 3; i++)
    items[i] = span_of(&attributes[i]);
  der_put_sorted(&set, DER_SET, items, 3);
  rest = span_of(&set);
  if (der_take(&rest, DER_SET, &content, NULL))
    buf_put(out, content.p, content.size);
  for (int i = 0; i < 3; i++)
    buf_free(&attributes[i]);
  buf_free(&octets);
  buf_free(&set);
}

void cms_put_to_be_signed(struct bytes attributes, struct buf *out) {
  der_put(out, DER_SET, attributes.p, attributes.size);
}

static void put_signer_info(const struct cms *cms, struct buf *out) {
  struct buf info = {0};
  struct bytes algorithm = ALGORITHMS[cms->algorithm];
  buf_put(&info, VERSION_1, sizeof VERSION_1);
  put_issuer_and_serial(cms->signer, &info);
  buf_put(&info, SHA256, sizeof SHA256);
  der_put(&info, DER_CONTEXT_0, cms->attributes.p, cms->attributes.size);
  buf_put(&info, algorithm.p, algorithm.size);
  der_put(&info, DER_OCTETS, cms->signature.p, cms->signature.size);
  if (cms->token.p) {
    struct buf attribute = {0};
    put_attribute(&attribute, ID_TIMESTAMP, sizeof ID_TIMESTAMP, cms->token.p, cms->token.size);
    der_put_buf(&info, DER_CONTEXT_1, &attribute);
  }
  der_put_buf(out, DER_SEQUENCE, &info);
}

void cms_put(const struct cms *cms, struct buf *out) {
  struct buf data = {0}, content_info = {0}, info = {0}, explicit_data = {0}, all = {0};
  struct bytes certificates[LIMIT_CERTIFICATES];
  memcpy(certificates, cms->certificates, sizeof certificates);
  buf_put(&data, VERSION_1, sizeof VERSION_1);
  der_put(&data, DER_SET, SHA256, sizeof SHA256);
  buf_put(&content_info, ID_DATA, sizeof ID_DATA);
  der_put_buf(&data, DER_SEQUENCE, &content_info);
  der_put_sorted(&data, DER_CONTEXT_0, certificates, cms->certificate_count);
  put_signer_info(cms, &info);
  der_put_buf(&data, DER_SET, &info);
  der_put_buf(&explicit_data, DER_SEQUENCE, &data);
  buf_put(&all, ID_SIGNED_DATA, sizeof ID_SIGNED_DATA);
  der_put_buf(&all, DER_CONTEXT_0, &explicit_data);
  der_put_buf(out, DER_SEQUENCE, &all);
}

/* ---- reading ---- */

static bool broken(struct fault *fault, const char *what) {
  return fault_set(fault, REASON_DER, what, NULL);
}

static bool unlike(struct fault *fault, const char *what) {
  return fault_set(fault, REASON_PROFILE, what, NULL);
}

static bool take_only(struct bytes *rest, const uint8_t *encoding, size_t size) {
  return der_take_exact(rest, encoding, size) && rest->size == 0;
}

static bool read_certificates(struct bytes set, struct cms *out, struct fault *fault) {
  while (set.size) {
    struct bytes whole;
    if (out->certificate_count == LIMIT_CERTIFICATES)
      return unlike(fault, "too many certificates");
    if (!der_take(&set, DER_SEQUENCE, NULL, &whole))
      return broken(fault, "certificates");
    if (out->certificate_count) {
      struct bytes before = out->certificates[out->certificate_count - 1];
      int order = memcmp(before.p, whole.p, before.size < whole.size ? before.size : whole.size);
      if (order > 0 || (order == 0 && before.size >= whole.size))
        return broken(fault, "order of certificates");
    }
    out->certificates[out->certificate_count++] = whole;
  }
  return true;
}

static bool read_token(struct bytes rest, struct cms *out, struct fault *fault) {
  struct bytes attribute, set;
  if (!der_take(&rest, DER_CONTEXT_1, &attribute, NULL) || rest.size)
    return broken(fault, "unsigned attributes");
  if (!der_take(&attribute, DER_SEQUENCE, &rest, NULL) || attribute.size ||
      !der_take_exact(&rest, ID_TIMESTAMP, sizeof ID_TIMESTAMP))
    return unlike(fault, "an unsigned attribute that is not a timestamp");
  if (!der_take(&rest, DER_SET, &set, NULL) || rest.size || !der_take(&set, DER_SEQUENCE, NULL, &out->token) || set.size)
    return broken(fault, "timestamp attribute");
  return true;
}

static bool find_signer(struct bytes issuer_and_serial, struct cms *out) {
  for (size_t i = 0; i < out->certificate_count && !out->signer.p; i++) {
    struct buf expected = {0};
    if (put_issuer_and_serial(out->certificates[i], &expected) && value_same(span_of(&expected), issuer_and_serial))
      out->signer = out->certificates[i];
    buf_free(&expected);
  }
  return out->signer.p != NULL;
}

static bool read_algorithm(struct bytes *rest, struct cms *out) {
  for (int i = 0; i < CMS_ALGORITHM_COUNT; i++)
    if (der_take_exact(rest, ALGORITHMS[i].p, ALGORITHMS[i].size)) {
      out->algorithm = (enum cms_algorithm)i;
      return true;
    }
  return false;
}

static bool read_signer_info(struct bytes info, struct cms *out, struct fault *fault) {
  struct bytes issuer_and_serial;
  if (!der_take_exact(&info, VERSION_1, sizeof VERSION_1) ||
      !der_take(&info, DER_SEQUENCE, NULL, &issuer_and_serial))
    return unlike(fault, "the signer is not named by issuer and serial number");
  if (!find_signer(issuer_and_serial, out))
    return unlike(fault, "the signer's certificate is missing");
  if (!der_take_exact(&info, SHA256, sizeof SHA256))
    return unlike(fault, "the digest algorithm is not SHA-256");
  if (!der_next_is(info, DER_CONTEXT_0))
    return unlike(fault, "no signed attributes");
  if (!der_take(&info, DER_CONTEXT_0, &out->attributes, NULL))
    return broken(fault, "signed attributes");
  if (!read_algorithm(&info, out))
    return unlike(fault, "the signature algorithm is neither RSA nor ECDSA with SHA-256");
  if (!der_take(&info, DER_OCTETS, &out->signature, NULL))
    return broken(fault, "signature value");
  return info.size == 0 || read_token(info, out, fault);
}

static bool read_signed_data(struct bytes data, struct cms *out, struct fault *fault) {
  struct bytes part, info;
  if (!der_take_exact(&data, VERSION_1, sizeof VERSION_1))
    return unlike(fault, "version");
  if (!der_take(&data, DER_SET, &part, NULL))
    return broken(fault, "digest algorithms");
  if (!take_only(&part, SHA256, sizeof SHA256))
    return unlike(fault, "the digest algorithm is not SHA-256");
  if (!der_take(&data, DER_SEQUENCE, &part, NULL))
    return broken(fault, "content");
  if (!der_take_exact(&part, ID_DATA, sizeof ID_DATA))
    return unlike(fault, "the content type is not data");
  if (part.size)
    return unlike(fault, "encapsulated content");
  if (!der_next_is(data, DER_CONTEXT_0))
    return unlike(fault, "no certificates");
  if (!der_take(&data, DER_CONTEXT_0, &part, NULL))
    return broken(fault, "certificates");
  if (!read_certificates(part, out, fault))
    return false;
  if (!der_take(&data, DER_SET, &part, NULL) || data.size)
    return unlike(fault, "revocation lists or more inside the signature");
  if (!der_take(&part, DER_SEQUENCE, &info, NULL))
    return broken(fault, "signer");
  if (part.size)
    return unlike(fault, "more than one signer");
  return read_signer_info(info, out, fault);
}

bool cms_read(struct bytes der, struct cms *out, struct fault *fault) {
  struct bytes info, data, explicit_data;
  *out = (struct cms){0};
  if (!der_take(&der, DER_SEQUENCE, &info, NULL) || der.size)
    return broken(fault, "outer sequence");
  if (!der_take_exact(&info, ID_SIGNED_DATA, sizeof ID_SIGNED_DATA))
    return unlike(fault, "not signed data");
  if (!der_take(&info, DER_CONTEXT_0, &explicit_data, NULL) || info.size ||
      !der_take(&explicit_data, DER_SEQUENCE, &data, NULL) || explicit_data.size)
    return broken(fault, "signed data");
  return read_signed_data(data, out, fault);
}

/* ---- signed attributes ---- */

/* The one value of the attribute with this id; false when it is not there. */
static bool attribute_value(struct bytes attributes, const uint8_t *id, size_t id_size, struct bytes *value) {
  struct bytes attribute;
  while (der_take(&attributes, DER_SEQUENCE, &attribute, NULL))
    if (der_take_exact(&attribute, id, id_size))
      return der_take(&attribute, DER_SET, value, NULL);
  return false;
}

/* They differ from what they must be: say how. */
static bool explain_attributes(const struct cms *cms, const struct digest *document, struct fault *fault) {
  struct bytes value, digest;
  if (attribute_value(cms->attributes, ID_SIGNING_TIME, sizeof ID_SIGNING_TIME, &value))
    return unlike(fault, "a signing time attribute");
  if (!attribute_value(cms->attributes, ID_CONTENT_TYPE, sizeof ID_CONTENT_TYPE, &value))
    return unlike(fault, "no content type attribute");
  if (!attribute_value(cms->attributes, ID_MESSAGE_DIGEST, sizeof ID_MESSAGE_DIGEST, &value))
    return unlike(fault, "no digest attribute");
  if (!der_take(&value, DER_OCTETS, &digest, NULL) || value.size || digest.size != sizeof document->bytes)
    return unlike(fault, "the digest attribute is not a SHA-256 digest");
  if (memcmp(digest.p, document->bytes, digest.size) != 0)
    return fault_set(fault, REASON_DIGEST, NULL, NULL);
  if (!attribute_value(cms->attributes, ID_SIGNING_CERTIFICATE, sizeof ID_SIGNING_CERTIFICATE, &value))
    return unlike(fault, "no signing certificate attribute");
  return unlike(fault, "other signed attributes, or the signing certificate attribute names another certificate");
}

bool cms_attributes_match(const struct cms *cms, const struct digest *document, struct fault *fault) {
  struct buf expected = {0};
  cms_put_attributes(cms->signer, document, &expected);
  bool same = value_same(span_of(&expected), cms->attributes);
  buf_free(&expected);
  return same || explain_attributes(cms, document, fault);
}

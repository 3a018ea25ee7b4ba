/* sign.c - the revision is made with zeros for /Contents, its bytes but those are hashed, and the signature value is put
 * over the zeros. The file is verified before and after, which saves every doubt; what has been looked at before is
 * compared afterwards byte by byte instead of being looked at again. */
#include "sign/sign.h"

#include "base/file.h"
#include "base/limits.h"
#include "sign/cms.h"
#include "sign/update.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the signer ---- */

bool signer_open(struct signer *out, const struct key_source *source, const struct trust *trust, moment now,
                 struct arena *arena, struct fault *fault) {
  *out = (struct signer){.trust = trust};
  if (!key_load(&out->key, source, fault) || !key_check(&out->key, trust, now, &out->chain, fault))
    return false;
  /* The anchor is not embedded: whoever verifies has it, or must not take it from here. */
  if (sk_X509_num(out->chain) > 1)
    X509_free(sk_X509_pop(out->chain));
  if (sk_X509_num(out->chain) > LIMIT_CERTIFICATES)
    return fault_set(fault, REASON_CHAIN_INCOMPLETE, source->path, "too long");
  out->name = certificate_name(out->key.certificate, arena);
  return out->name[0] || fault_set(fault, REASON_NAME, NULL, NULL);
}

void signer_free(struct signer *signer) {
  sk_X509_pop_free(signer->chain, X509_free);
  signer->chain = NULL;
  key_free(&signer->key);
}

/* ---- may this role sign now? ---- */

static const char *role_list(const struct sign_mark *mark, struct arena *arena) {
  const char *list = "";
  for (size_t i = 0; i < mark->role_count; i++)
    list = arena_printf(arena, "%s%s%s", list, i ? ", " : "", mark->roles[i].id);
  return list;
}

static bool find_role(const struct verification *v, const char *role, struct arena *arena, size_t *position,
                      struct fault *fault) {
  for (*position = 0; *position < v->mark.role_count; (*position)++)
    if (!strcmp(v->mark.roles[*position].id, role))
      return true;
  return fault_set(fault, REASON_ROLE, role, role_list(&v->mark, arena));
}

static bool is_the_turn_of(const struct verification *v, size_t position, struct fault *fault) {
  const char *role = v->mark.roles[position].id;
  for (size_t i = 0; i < v->signature_count; i++) {
    size_t signed_role = v->signatures[i].role;
    if (signed_role == position)
      return fault_set(fault, REASON_ROLE_SIGNED, role, NULL);
    if (signed_role > position)
      return fault_set(fault, REASON_ROLE_LATE, role, v->mark.roles[signed_role].id);
  }
  size_t next = v->signature_count ? v->signatures[v->signature_count - 1].role + 1 : 0;
  for (size_t i = next; i < position; i++)
    if (!v->mark.roles[i].optional)
      return fault_set(fault, REASON_ROLE_EARLY, v->mark.roles[i].id, role);
  return true;
}

static bool may_be_signed(const struct verification *v, struct fault *fault) {
  if (v->verdict == VERDICT_UNSIGNED || v->verdict == VERDICT_PARTIAL || v->verdict == VERDICT_COMPLETE ||
      v->verdict == VERDICT_UNTRUSTED)
    return true;
  *fault = v->fault;
  return false;
}

/* ---- the signature value ---- */

static bool encode_chain(STACK_OF(X509) *chain, struct cms *cms, struct arena *arena) {
  for (int i = 0; i < sk_X509_num(chain); i++) {
    unsigned char *der = NULL;
    int size = i2d_X509(sk_X509_value(chain, i), &der);
    if (size <= 0)
      return false;
    uint8_t *copy = arena_alloc(arena, (size_t)size);
    memcpy(copy, der, (size_t)size);
    OPENSSL_free(der);
    cms->certificates[cms->certificate_count++] = (struct bytes){copy, (size_t)size};
  }
  cms->signer = cms->certificates[0];
  return true;
}

static bool make_cms(const struct sign_request *request, const struct digest *document, struct arena *arena,
                     struct buf *out, struct fault *fault) {
  struct cms cms = {.algorithm = key_algorithm(&request->signer->key)};
  struct buf attributes = {0}, to_be_signed = {0}, signature = {0}, token = {0};
  if (!encode_chain(request->signer->chain, &cms, arena))
    return fault_set(fault, REASON_CRYPTO, "certificate", NULL);
  cms_put_attributes(cms.signer, document, &attributes);
  cms.attributes = (struct bytes){(uint8_t *)attributes.data, attributes.size};
  cms_put_to_be_signed(cms.attributes, &to_be_signed);
  bool good = key_sign(&request->signer->key, (struct bytes){(uint8_t *)to_be_signed.data, to_be_signed.size}, &signature,
                       fault);
  cms.signature = (struct bytes){(uint8_t *)signature.data, signature.size};
  if (good && request->timestamp) {
    good = timestamp_fetch(request->timestamp, cms.signature, request->signer->trust, request->now, &token, fault);
    cms.token = (struct bytes){(uint8_t *)token.data, token.size};
  }
  if (good)
    cms_put(&cms, out);
  buf_free(&attributes);
  buf_free(&to_be_signed);
  buf_free(&signature);
  buf_free(&token);
  if (good && out->size > LIMIT_CMS_BYTES) {
    char space[24];
    snprintf(space, sizeof space, "%d", LIMIT_CMS_BYTES);
    good = fault_set_number(fault, REASON_SPACE, out->size, space);
  }
  return good;
}

static void fill_contents(struct buf *out, const struct update_place *place, const struct buf *cms) {
  static const char HEX[] = "0123456789ABCDEF";
  char *at = out->data + place->contents + 1;
  for (size_t i = 0; i < cms->size; i++) {
    unsigned char byte = (unsigned char)cms->data[i];
    *at++ = HEX[byte >> 4];
    *at++ = HEX[byte & 15];
  }
}

/* ---- the revision ---- */

static bool append(const struct verify_options *options, const struct sign_request *request, size_t role,
                   struct arena *arena, struct buf *out, struct fault *fault) {
  const struct verification *before = options->known;
  const struct report_file *read = before->file;
  struct bytes file = read->bytes;
  struct buf stamp = {0}, update = {0}, cms = {0};
  struct update_place place;
  char time[MOMENT_TEXT_SIZE];
  const double *r = before->lint->fields[role].rectangle;
  struct stamp_text text = {request->captions[before->language], request->signer->name, request->role, request->now};
  if (!stamp_put(&text, request->fonts, r[2] - r[0], r[3] - r[1], &stamp, fault))
    return false;
  moment_pdf(request->now, time);
  struct update_values values = {.field = before->lint->fields[role].number,
                                 .rectangle = {r[0], r[1], r[2], r[3]},
                                 .time = time,
                                 .name = request->signer->name,
                                 .reason = request->reason ? request->reason : request->role,
                                 .certifies = request->certifies && read->count == 1,
                                 .stamp = {(uint8_t *)stamp.data, stamp.size}};
  bool good = update_put(read, read->count - 1, &values, &update, &place) ||
              fault_set_number(fault, REASON_FIELD_TWICE, read->count, NULL);
  if (good) {
    buf_put(out, file.p, file.size);
    buf_put(out, update.data, update.size);
    struct verify_range range = {(uint8_t *)out->data, place.contents, place.contents_end, out->size};
    struct digest document = verify_range_digest(&range, options->beginning, file.size);
    good = make_cms(request, &document, arena, &cms, fault);
  }
  if (good)
    fill_contents(out, &place, &cms);
  buf_free(&stamp);
  buf_free(&update);
  buf_free(&cms);
  return good;
}

/* The new file must be what a verifier will accept, with one signature more. */
static bool check_result(const struct buf *out, const struct verify_options *options, size_t count, struct arena *arena,
                         struct fault *fault) {
  struct verification v;
  struct buf why = {0};
  verify_run((struct bytes){(uint8_t *)out->data, out->size}, options, arena, &v);
  if (may_be_signed(&v, &(struct fault){0}) && v.signature_count == count) {
    char needed[8] = {(char)('0' + v.mark.quorum)};
    return v.persons_possible >= (size_t)v.mark.quorum ||
           fault_set_number(fault, REASON_TOO_FEW, v.persons_possible, needed);
  }
  if (v.fault.reason == REASON_SAME_PERSON || v.fault.reason == REASON_TIME_ORDER) {
    *fault = v.fault;
    return false;
  }
  fault_put(&v.fault, false, &why);
  fault_set(fault, REASON_SELF_CHECK, why.data, NULL);
  buf_free(&why);
  return false;
}

bool sign_bytes(struct bytes file, const struct sign_request *request, struct arena *arena, struct buf *out,
                struct fault *fault) {
  struct verify_options options = {.trust = request->signer->trust, .now = request->now};
  struct verification before;
  size_t role;
  verify_run(file, &options, arena, &before);
  if (!may_be_signed(&before, fault) || !find_role(&before, request->role, arena, &role, fault) ||
      !is_the_turn_of(&before, role, fault))
    return false;
  if (request->accepts && !request->accepts(request->context, &before, file, fault))
    return false;
  EVP_MD_CTX *beginning = verify_hash_beginning(file);
  options.known = &before;
  options.beginning = beginning;
  bool good = append(&options, request, role, arena, out, fault) &&
              check_result(out, &options, before.signature_count + 1, arena, fault);
  EVP_MD_CTX_free(beginning);
  return good;
}

/* ---- the file ---- */

/* Locks the file that the path names now: a run that finished between open and lock has put another one there. */
static int lock_report(const char *path, int *fd) {
  for (int tries = 0; tries < 10; tries++) {
    struct stat opened, named;
    *fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (*fd < 0)
      return errno;
    if (flock(*fd, LOCK_EX | LOCK_NB) < 0 || fstat(*fd, &opened) < 0 || stat(path, &named) < 0) {
      int error = errno;
      close(*fd);
      return error;
    }
    if (opened.st_dev == named.st_dev && opened.st_ino == named.st_ino)
      return 0;
    close(*fd);
  }
  return EWOULDBLOCK;
}

static bool sign_locked(const char *path, const struct sign_request *request, struct arena *arena, struct fault *fault) {
  char *data;
  size_t size;
  struct buf out = {0};
  int error = file_read(arena, path, LIMIT_REPORT_BYTES, &data, &size);
  if (error)
    return fault_set(fault, REASON_READ, path, file_reason(error));
  bool good = sign_bytes((struct bytes){(uint8_t *)data, size}, request, arena, &out, fault);
  if (good && (error = file_write_atomic(path, out.data, out.size)) != 0)
    good = fault_set(fault, REASON_WRITE, path, strerror(error));
  buf_free(&out);
  return good;
}

static bool sign_target(const char *path, const struct sign_request *request, struct arena *arena, struct fault *fault) {
  int fd, error = lock_report(path, &fd);
  if (error == EWOULDBLOCK)
    return fault_set(fault, REASON_BUSY, path, NULL);
  if (error)
    return fault_set(fault, REASON_READ, path, file_reason(error));
  bool good = sign_locked(path, request, arena, fault);
  close(fd);
  return good;
}

/* A link is followed, so that the report itself is replaced and not the link. */
bool sign_file(const char *path, const struct sign_request *request, struct arena *arena, struct fault *fault) {
  char *target = realpath(path, NULL);
  if (!target)
    return fault_set(fault, REASON_READ, path, file_reason(errno));
  bool good = sign_target(target, request, arena, fault);
  free(target);
  return good;
}

/* verify.c - see verify.h for the order of the checks. */
#include "sign/verify.h"

#include "base/limits.h"
#include "sign/cms.h"
#include "sign/foreign.h"
#include "sign/key.h"
#include "sign/stamp.h"
#include "sign/timestamp.h"
#include "sign/update.h"

#include <string.h>

enum { CLOCK_TOLERANCE = 300 };

/* One run over one file. */
struct run {
  struct report_file file;
  const struct verification *known; /* of the options, when it is of use; or NULL */
  struct lint lint;
  const struct verify_options *options;
  struct arena *arena;
  struct verification *out;
};

EVP_MD_CTX *verify_hash_beginning(struct bytes beginning) {
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  if (!context || EVP_DigestInit_ex(context, EVP_sha256(), NULL) != 1 ||
      EVP_DigestUpdate(context, beginning.p, beginning.size) != 1)
    mem_exhausted();
  return context;
}

struct digest verify_range_digest(const struct verify_range *range, const EVP_MD_CTX *beginning, size_t beginning_bytes) {
  struct digest digest;
  unsigned size = 0;
  size_t done = beginning && beginning_bytes <= range->contents ? beginning_bytes : 0;
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  if (!context || (done ? EVP_MD_CTX_copy_ex(context, beginning) : EVP_DigestInit_ex(context, EVP_sha256(), NULL)) != 1 ||
      EVP_DigestUpdate(context, range->file + done, range->contents - done) != 1 ||
      EVP_DigestUpdate(context, range->file + range->contents_end, range->end - range->contents_end) != 1 ||
      EVP_DigestFinal_ex(context, digest.bytes, &size) != 1)
    mem_exhausted();
  EVP_MD_CTX_free(context);
  return digest;
}

/* ---- one revision ---- */

/* The revision, made again from what precedes it, is the same but for the digits of /Contents. */
static bool is_ours(const struct run *run, size_t revision, const struct update_values *values,
                    struct update_place *place) {
  const struct revision *r = &run->file.revisions[revision];
  const uint8_t *bytes = run->file.bytes.p;
  struct buf again = {0};
  bool same = update_put(&run->file, revision - 1, values, &again, place) && again.size == r->end - r->start;
  if (same) {
    size_t head = place->contents - r->start, tail = place->contents_end - r->start;
    same = memcmp(again.data, bytes + r->start, head) == 0 && bytes[place->contents] == '<' &&
           bytes[place->contents_end - 1] == '>' &&
           memcmp(again.data + tail, bytes + place->contents_end, again.size - tail) == 0;
  }
  buf_free(&again);
  return same;
}

static int upper_hex(uint8_t c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Digits -> one DER element and zeros. */
static bool decode_contents(struct bytes digits, struct arena *arena, struct bytes *der, struct fault *fault) {
  uint8_t *bytes = arena_alloc(arena, digits.size / 2 + 1);
  for (size_t i = 0; i + 1 < digits.size; i += 2) {
    int high = upper_hex(digits.p[i]), low = upper_hex(digits.p[i + 1]);
    if (high < 0 || low < 0)
      return fault_set(fault, REASON_HEX, NULL, NULL);
    bytes[i / 2] = (uint8_t)(high << 4 | low);
  }
  struct bytes rest = {bytes, digits.size / 2};
  if (!der_take(&rest, DER_SEQUENCE, NULL, der))
    return fault_set(fault, REASON_DER, "outer sequence", NULL);
  for (size_t i = 0; i < rest.size; i++)
    if (rest.p[i])
      return fault_set(fault, REASON_PADDING, NULL, NULL);
  return true;
}

static struct digest key_digest(X509 *certificate) {
  unsigned char *der = NULL;
  int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
  struct digest digest = digest_of(der, size > 0 ? (size_t)size : 0);
  OPENSSL_free(der);
  return digest;
}

static STACK_OF(X509) *decode_certificates(const struct cms *cms, X509 **signer) {
  STACK_OF(X509) *stack = sk_X509_new_null();
  *signer = NULL;
  for (size_t i = 0; i < cms->certificate_count; i++) {
    X509 *certificate = certificate_decode(cms->certificates[i]);
    if (!stack || !certificate || !sk_X509_push(stack, certificate)) {
      X509_free(certificate);
      sk_X509_pop_free(stack, X509_free);
      return NULL;
    }
    if (cms->certificates[i].p == cms->signer.p)
      *signer = certificate;
  }
  return stack;
}

/* No signature covers the certificates beside it: each must be a link of the chain. */
static bool all_are_needed(STACK_OF(X509) *carried, STACK_OF(X509) *chain, struct fault *fault) {
  for (int i = 0; i < sk_X509_num(carried); i++) {
    bool used = false;
    for (int j = 0; j < sk_X509_num(chain) && !used; j++)
      used = X509_cmp(sk_X509_value(carried, i), sk_X509_value(chain, j)) == 0;
    if (!used)
      return fault_set(fault, REASON_EXTRA_CERTIFICATE, NULL, NULL);
  }
  return true;
}

static bool check_signer(const struct run *run, STACK_OF(X509) *carried, X509 *signer,
                         const struct verified_signature *signature, struct fault *fault) {
  const struct trust *trust = run->options->trust;
  STACK_OF(X509) *chain = NULL;
  moment at = signature->has_timestamp ? signature->timestamp : run->options->now;
  bool good = certificate_is_suitable(signer, fault);
  if (good && trust)
    good = certificate_chain(trust, signer, carried, at, &chain, fault) && all_are_needed(carried, chain, fault) &&
           certificate_not_revoked(trust, chain, at, signature->has_timestamp, run->options->now, fault);
  sk_X509_pop_free(chain, X509_free);
  return good;
}

/* The signer's clock is believed only as far as it can be true: within the certificate, and not after the stamp. */
static bool clock_is_possible(const struct run *run, const struct verified_signature *signature, X509 *signer,
                              struct fault *fault) {
  moment from, until, declared = signature->declared;
  char text[MOMENT_TEXT_SIZE];
  moment_iso(declared, text);
  if (signature->has_timestamp && declared > signature->timestamp + CLOCK_TOLERANCE)
    return fault_set(fault, REASON_TIME_LATE, text, NULL);
  if (moment_of_asn1(X509_get0_notBefore(signer), &from) && moment_of_asn1(X509_get0_notAfter(signer), &until) &&
      declared + CLOCK_TOLERANCE >= from && declared <= until + CLOCK_TOLERANCE)
    return true;
  return fault_set(fault, REASON_CERTIFICATE, certificate_name(signer, run->arena),
                   arena_printf(run->arena, "not valid when it was used (%s)", text));
}

static bool check_time(const struct run *run, const struct verified_signature *signature, X509 *signer,
                       struct fault *fault) {
  char text[MOMENT_TEXT_SIZE];
  moment latest = signature->declared;
  if (signature->has_timestamp && signature->timestamp > latest)
    latest = signature->timestamp;
  if (latest <= run->options->now + CLOCK_TOLERANCE)
    return clock_is_possible(run, signature, signer, fault);
  moment_iso(latest, text);
  return fault_set(fault, REASON_FUTURE, text, NULL);
}

static bool check_value(const struct cms *cms, X509 *signer, struct fault *fault) {
  struct buf signed_bytes = {0};
  cms_put_to_be_signed(cms->attributes, &signed_bytes);
  EVP_PKEY *key = X509_get0_pubkey(signer);
  bool fits = key && (EVP_PKEY_get_base_id(key) == EVP_PKEY_EC) == (cms->algorithm == CMS_ECDSA);
  bool good = fits && key_signature_holds(signer, (struct bytes){(uint8_t *)signed_bytes.data, signed_bytes.size},
                                          cms->signature);
  buf_free(&signed_bytes);
  return good || fault_set(fault, REASON_VALUE, NULL, NULL);
}

static bool check_cms(const struct run *run, struct bytes der, const struct digest *document,
                      struct verified_signature *signature, struct fault *fault) {
  struct cms cms;
  X509 *signer;
  if (!cms_read(der, &cms, fault) || !cms_attributes_match(&cms, document, fault))
    return false;
  STACK_OF(X509) *carried = decode_certificates(&cms, &signer);
  if (!carried || !signer) {
    sk_X509_pop_free(carried, X509_free);
    return fault_set(fault, REASON_PROFILE, "an unreadable certificate", NULL);
  }
  const char *name = certificate_name(signer, run->arena);
  signature->subject = certificate_subject(signer, run->arena);
  signature->issuer = certificate_issuer(signer, run->arena);
  signature->serial = certificate_serial(signer, run->arena);
  signature->key = key_digest(signer);
  bool good = check_value(&cms, signer, fault);
  if (good && strcmp(name, signature->name) != 0)
    good = fault_set(fault, REASON_SIGNER_NAME, signature->name, name);
  if (good && cms.token.p)
    good = signature->has_timestamp = timestamp_verify(cms.token, cms.signature, run->options->trust, run->options->now,
                                                       run->arena, &signature->timestamp, &signature->authority, fault);
  good = good && check_time(run, signature, signer, fault) && check_signer(run, carried, signer, signature, fault);
  sk_X509_pop_free(carried, X509_free);
  return good;
}

static bool check_revision(const struct run *run, size_t revision, struct verified_signature *signature,
                           struct fault *fault) {
  struct update_read read;
  struct update_place place;
  struct bytes der;
  const struct revision *r = &run->file.revisions[revision];
  if (!update_read(&run->file, revision, &run->lint, run->arena, &read, fault))
    return false;
  if (!is_ours(run, revision, &read.values, &place))
    return fault_set_number(fault, REASON_NOT_OURS, revision, NULL);
  if (read.values.certifies && revision != 1)
    return fault_set_number(fault, REASON_CERTIFY_LATE, revision, NULL);
  const double *rectangle = read.values.rectangle;
  if (!stamp_is_plain(read.values.stamp, rectangle[2] - rectangle[0], rectangle[3] - rectangle[1]))
    return fault_set_number(fault, REASON_STAMP, revision, NULL);
  *signature = (struct verified_signature){.role = read.role,
                                           .name = read.values.name,
                                           .reason = read.values.reason,
                                           .certifies = read.values.certifies,
                                           .covers_bytes = r->end};
  signature->field = lint_field_name(run->arena, read.role, run->lint.mark.roles[read.role].id);
  moment_of_pdf(read.values.time, &signature->declared);
  if (!decode_contents(read.contents, run->arena, &der, fault))
    return false;
  struct verify_range range = {run->file.bytes.p, place.contents, place.contents_end, r->end};
  struct digest document = verify_range_digest(&range, run->known ? run->options->beginning : NULL,
                                               run->known ? run->known->file_bytes : 0);
  return check_cms(run, der, &document, signature, fault);
}

/* ---- policy ---- */

static bool may_share(const struct sign_mark *mark, size_t a, size_t b) {
  const char *x = mark->roles[a].may_equal, *y = mark->roles[b].may_equal;
  return (x && !strcmp(x, mark->roles[b].id)) || (y && !strcmp(y, mark->roles[a].id));
}

/* Who holds two keys is one person still: one issuer gives one name to one person. */
static bool is_same_person(const struct verified_signature *a, const struct verified_signature *b) {
  return memcmp(&a->key, &b->key, sizeof a->key) == 0 ||
         (!strcmp(a->subject, b->subject) && !strcmp(a->issuer, b->issuer));
}

/* A signature is younger than those that it covers. */
static bool dates_ascend(const struct verification *v, struct fault *fault) {
  const struct verified_signature *last = &v->signatures[v->signature_count - 1];
  moment at = last->has_timestamp ? last->timestamp : last->declared;
  char text[MOMENT_TEXT_SIZE];
  for (size_t i = 0; i + 1 < v->signature_count; i++) {
    const struct verified_signature *before = &v->signatures[i];
    if (at + CLOCK_TOLERANCE >= (before->has_timestamp ? before->timestamp : before->declared))
      continue;
    moment_iso(at, text);
    return fault_set(fault, REASON_TIME_ORDER, v->mark.roles[last->role].id, text);
  }
  return true;
}

static bool check_order_and_keys(const struct verification *v, struct fault *fault) {
  const struct verified_signature *last = &v->signatures[v->signature_count - 1];
  for (size_t i = 0; i + 1 < v->signature_count; i++) {
    const struct verified_signature *other = &v->signatures[i];
    if (other->role >= last->role)
      return fault_set(fault, REASON_ORDER, v->mark.roles[last->role].id, NULL);
    if (is_same_person(other, last) && !may_share(&v->mark, other->role, last->role))
      return fault_set(fault, REASON_SAME_PERSON, v->mark.roles[other->role].id, v->mark.roles[last->role].id);
  }
  size_t from = v->signature_count > 1 ? v->signatures[v->signature_count - 2].role + 1 : 0;
  for (size_t role = from; role < last->role; role++)
    if (!v->mark.roles[role].optional)
      return fault_set(fault, REASON_ORDER, v->mark.roles[last->role].id, NULL);
  return true;
}

static size_t persons(const struct verification *v) {
  size_t count = 0;
  for (size_t i = 0; i < v->signature_count; i++) {
    bool is_new = true;
    for (size_t j = 0; j < i; j++)
      is_new &= !is_same_person(&v->signatures[i], &v->signatures[j]);
    count += is_new;
  }
  return count;
}

/* All signatures hold: is the policy met? */
static enum verdict judge(struct verification *v, bool trusted, bool has_lists) {
  size_t next = v->signature_count ? v->signatures[v->signature_count - 1].role + 1 : 0;
  v->persons = persons(v);
  v->revocation_checked = trusted && has_lists && v->signature_count > 0;
  v->persons_possible = v->persons + v->mark.role_count - next;
  if (v->signature_count == 0) {
    fault_set(&v->fault, REASON_UNSIGNED, NULL, NULL);
    return VERDICT_UNSIGNED;
  }
  for (size_t role = next; role < v->mark.role_count; role++)
    if (!v->mark.roles[role].optional) {
      fault_set(&v->fault, REASON_MISSING, v->mark.roles[role].id, NULL);
      return VERDICT_PARTIAL;
    }
  if (v->persons < (size_t)v->mark.quorum) {
    char needed[8] = {(char)('0' + v->mark.quorum)};
    fault_set_number(&v->fault, REASON_QUORUM, v->persons, needed);
    return VERDICT_PARTIAL;
  }
  if (trusted)
    return VERDICT_COMPLETE;
  fault_set(&v->fault, REASON_UNTRUSTED, NULL, NULL);
  return VERDICT_UNTRUSTED;
}

static enum verdict verdict_of_fault(const struct fault *fault) {
  if (fault->reason == REASON_FOREIGN || fault->reason == REASON_FOREIGN_FILE)
    return VERDICT_FOREIGN;
  return fault->reason == REASON_DRAFT ? VERDICT_DRAFT : VERDICT_BROKEN;
}

/* The run before, when it was over the beginning of this file and found no fault in it: the same bytes give the same
 * findings. */
static const struct verification *known_beginning(const struct run *run) {
  const struct verification *known = run->options->known;
  bool is_good = known && known->file && (known->verdict == VERDICT_UNSIGNED || known->verdict == VERDICT_PARTIAL ||
                                          known->verdict == VERDICT_COMPLETE || known->verdict == VERDICT_UNTRUSTED);
  bool fits = is_good && known->file_bytes <= run->file.bytes.size &&
              memcmp(known->file->bytes.p, run->file.bytes.p, known->file_bytes) == 0;
  return fits ? known : NULL;
}

static bool read_report(struct run *run, struct fault *fault) {
  struct verification *v = run->out;
  const struct verification *known = run->known;
  if (!revision_read(run->arena, run->file.bytes, known ? known->file : NULL, &run->file, fault))
    return false;
  v->revision_count = run->file.count;
  v->report_bytes = run->file.revisions[0].end;
  bool is_same = known && v->report_bytes == known->report_bytes;
  if (is_same)
    run->lint = *known->lint;
  else if (!lint_revision0(&run->file, run->arena, &run->lint, fault))
    return false;
  v->file = &run->file;
  v->lint = &run->lint;
  v->mark = run->lint.mark;
  v->producer = run->lint.producer;
  v->language = run->lint.language;
  if (is_same) {
    memcpy(v->signatures, known->signatures, sizeof v->signatures);
    v->signature_count = known->signature_count;
  }
  return true;
}

static bool check_all(struct run *run) {
  struct verification *v = run->out;
  struct fault *fault = &v->fault;
  run->known = known_beginning(run);
  if (!read_report(run, fault))
    return false;
  const struct policy *policy = run->options->policy;
  if (policy && !sign_mark_follows(&v->mark, policy))
    return fault_set(fault, REASON_POLICY, arena_printf(run->arena, "%s/%s", v->mark.policy_id, v->mark.policy_version),
                     arena_printf(run->arena, "%s/%s", policy->id, policy->version));
  if (!v->mark.is_final)
    return fault_set(fault, REASON_DRAFT, NULL, NULL);
  for (size_t revision = v->signature_count + 1; revision < run->file.count; revision++) {
    if (v->signature_count == POLICY_ROLES_MAX)
      return fault_set_number(fault, REASON_CHANGE, revision, NULL);
    if (!check_revision(run, revision, &v->signatures[v->signature_count], fault))
      return false;
    v->signature_count++;
    if (!check_order_and_keys(v, fault) || !dates_ascend(v, fault))
      return false;
  }
  return true;
}

void verify_run(struct bytes file, const struct verify_options *options, struct arena *arena, struct verification *out) {
  struct run *run = arena_alloc(arena, sizeof *run);
  *out = (struct verification){.file_bytes = file.size};
  run->file.bytes = file;
  run->options = options;
  run->arena = arena;
  run->out = out;
  if (check_all(run)) {
    out->verdict = judge(out, options->trust != NULL, options->trust && options->trust->crls);
    return;
  }
  foreign_explain(file, &out->fault);
  out->verdict = verdict_of_fault(&out->fault);
}

void verify_object(struct verification *v, const struct fault *fault) {
  v->fault = *fault;
  v->verdict = VERDICT_BROKEN;
}

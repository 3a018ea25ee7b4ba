/* verify.h - does this report bear the signatures that its policy asks for, and nothing else?
 *
 * Order of the checks: the file as revisions (revision.h); revision 0 (lint.h); each later revision is made again from
 * the one before and compared (update.h); its mark is plain (stamp.h); /Contents is one CMS of the profile (cms.h),
 * its digest is that of every byte of the revision but /Contents itself, its value holds; the certificate is suitable,
 * chained to --trust and not revoked at the time of its timestamp, or now; roles in order, keys distinct, quorum.
 * "Complete" is said only when every check was made and passed. The first fault found is the one that is told.
 *
 * Total on any input; memory about twice the file. Strings live in the arena. */
#ifndef TENKEN_SIGN_VERIFY_H
#define TENKEN_SIGN_VERIFY_H

#include "digest/digest.h"
#include "sign/certificate.h"
#include "sign/lint.h"

#include <openssl/evp.h>

enum verdict {
  VERDICT_COMPLETE,
  VERDICT_UNTRUSTED, /* complete, but no anchor was given */
  VERDICT_PARTIAL,
  VERDICT_UNSIGNED,
  VERDICT_DRAFT,
  VERDICT_FOREIGN,
  VERDICT_BROKEN
};

struct verification;
struct verify_options {
  const struct trust *trust; /* NULL: chains are not checked, and the verdict is UNTRUSTED at best */
  moment now;
  const struct policy *policy; /* which the report must follow; NULL: whichever it names */
  /* A run with the same options over what may be the beginning of this file, its arena alive, or NULL: after the bytes
   * have been compared, its findings about them are taken over. */
  const struct verification *known;
  const EVP_MD_CTX *beginning; /* with `known`: of verify_hash_beginning over its file; or NULL */
};

struct verified_signature {
  size_t role; /* position in the mark */
  const char *field, *name, *subject, *issuer, *serial, *reason;
  bool certifies;
  moment declared;        /* what the signer's clock said */
  bool has_timestamp;
  moment timestamp;
  const char *authority;
  size_t covers_bytes;    /* from the file's start */
  struct digest key;      /* of the public key */
};

enum answers_check { ANSWERS_NOT_ASKED, ANSWERS_MAKE_THE_REPORT, ANSWERS_HAVE_THE_DIGEST };

struct verification {
  enum verdict verdict;
  struct fault fault; /* why not complete */
  struct sign_mark mark;
  const char *producer;   /* "tenken 0.1.0" */
  enum language language; /* of the report */
  struct verified_signature signatures[POLICY_ROLES_MAX];
  size_t signature_count, revision_count;
  bool revocation_checked; /* lists were given, and every signature stood against them */
  size_t persons, persons_possible; /* who signed; with all roles that can still sign; 0 after a fault */
  /* What was read, for whoever goes on from here; in the arena, NULL when it could not be read. */
  const struct report_file *file;
  const struct lint *lint;
  enum answers_check answers; /* set by the caller who looked at them */
  size_t report_bytes, file_bytes; /* revision 0 is the first report_bytes of the file */
};

void verify_run(struct bytes file, const struct verify_options *, struct arena *, struct verification *out);
/* What a check outside (answers, re-rendering) found: the verdict becomes BROKEN. */
void verify_object(struct verification *, const struct fault *);
/* What a signature covers: the file's bytes before and behind /Contents, up to `end`. */
struct verify_range {
  const uint8_t *file;
  size_t contents, contents_end, end;
};
/* SHA-256 of a file's first bytes, to go on from: hashed once for signing and for looking at the result. To be freed. */
EVP_MD_CTX *verify_hash_beginning(struct bytes);
/* `beginning`: of the range's first bytes, or NULL. */
struct digest verify_range_digest(const struct verify_range *, const EVP_MD_CTX *beginning, size_t beginning_bytes);
const char *verify_verdict_name(enum verdict);
void verify_put_text(const struct verification *, const char *path, bool japanese, struct buf *out);
void verify_put_json(const struct verification *, const char *path, struct buf *out);

#endif

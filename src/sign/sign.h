/* sign.h - adding one signature to a report.
 *
 * A report is signed only if it verifies so far (complete chain but for missing roles), is no draft, and the role is the
 * next one; the result is verified again before it replaces the file (temp file, fsync, rename). On any fault the
 * original is untouched. Two runs on one file: the second is refused (lock on the file itself). The key is prepared once
 * and may sign any number of reports. */
#ifndef TENKEN_SIGN_SIGN_H
#define TENKEN_SIGN_SIGN_H

#include "sign/key.h"
#include "sign/stamp.h"
#include "sign/timestamp.h"
#include "sign/verify.h"

struct signer {
  struct signing_key key;
  const struct trust *trust;   /* or NULL */
  STACK_OF(X509) *chain;       /* certificates to embed: the signer's and its issuers below the root */
  const char *name;            /* what the mark shows: the common name */
};
struct sign_request {
  const struct signer *signer;
  const char *role, *reason;   /* reason: UTF-8, NULL: the role */
  const char *captions[LANG_COUNT]; /* first line of the mark, by the language of the report */
  bool certifies;              /* when this is the first signature */
  const struct timestamp_source *timestamp; /* or NULL */
  const struct font_set *fonts;
  moment now;
  /* Looks at the report before it is signed (--answers); NULL: nothing to look at. */
  bool (*accepts)(void *context, const struct verification *, struct bytes file, struct fault *);
  void *context;
};

/* Loads and checks the key. signer_free in any case. */
bool signer_open(struct signer *, const struct key_source *, const struct trust *, moment now, struct arena *,
                 struct fault *);
void signer_free(struct signer *);

bool sign_bytes(struct bytes file, const struct sign_request *, struct arena *, struct buf *out, struct fault *);
bool sign_file(const char *path, const struct sign_request *, struct arena *, struct fault *); /* in place */

#endif

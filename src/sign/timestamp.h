/* timestamp.h - RFC 3161 timestamps over signature values (OpenSSL's TS; inside sign/).
 *
 * A token is fetched by plain HTTP (--tsa) or through a command that turns a query into a reply (--tsa-command: HTTPS,
 * logins, an air gap). It is verified before it is embedded: reply status, nonce, imprint, the authority's signature and
 * certificate. Reading: canonical DER, SHA-2 imprint of exactly this signature value, certificate for timestamping only,
 * chained to an anchor of --trust at the time of checking; without trust the token's own certificates stand in for it.
 * Faults: class timestamp (and input, for a command). The network is used here and nowhere else. */
#ifndef TENKEN_SIGN_TIMESTAMP_H
#define TENKEN_SIGN_TIMESTAMP_H

#include "sign/certificate.h"

struct timestamp_source {
  const char *url, *command; /* one of them */
  int seconds;               /* how long it may take */
};

bool timestamp_fetch(const struct timestamp_source *, struct bytes signature, const struct trust *, moment now,
                     struct buf *token, struct fault *);
/* *authority: the name of its certificate, in the arena. */
bool timestamp_verify(struct bytes token, struct bytes signature, const struct trust *, moment now, struct arena *,
                      moment *time, const char **authority, struct fault *);

#endif

/* signing.h - what `sign` and `verify` share: the time and the trust of their command line, and how a reason is told. */
#ifndef TENKEN_CLI_SIGNING_H
#define TENKEN_CLI_SIGNING_H

#include "cli/cli.h"
#include "sign/certificate.h"

struct signing_session {
  struct trust trust;
  const struct trust *given; /* NULL without --trust */
  moment now;
};

/* EXIT_DONE, or the exit code after a message. End with signing_close in any case. */
int signing_open(const struct options *, struct signing_session *);
void signing_close(struct signing_session *);

/* "tenken: report.pdf: reason" on the standard error, in the language of messages; path may be NULL. Returns the exit
 * code: EXIT_ENVIRONMENT for disk, network, commands and tokens, else EXIT_INPUT. */
int signing_say(const struct options *, const char *path, const struct fault *);

#endif

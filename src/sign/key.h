/* key.h - what signs: a private key with its certificate and chain, from a PKCS#12 file, or out of reach behind a
 * command or (built with PKCS11=1) a token.
 *
 * The passphrase is read once, used once and wiped; a wrong one is one attempt. Private keys never leave OpenSSL's
 * memory. Loaded once per run, whatever the number of reports. Faults: class key and input. */
#ifndef TENKEN_SIGN_KEY_H
#define TENKEN_SIGN_KEY_H

#include "sign/certificate.h"
#include "sign/cms.h"

struct key_source {
  const char *path;          /* PKCS#12, or PEM certificates with `command`, or a pkcs11: URI */
  const char *command;       /* --sign-command: DER of the signed attributes in, signature value out; or NULL */
  const char *certificates;  /* PEM chain for a pkcs11: URI, or NULL */
  const char *passphrase;    /* or PIN; NULL with `command` */
  int command_seconds;       /* how long the command may take */
};
struct signing_key {
  EVP_PKEY *key; /* NULL with a command */
  X509 *certificate;
  STACK_OF(X509) *chain; /* may be NULL */
  const char *command;
  int command_seconds;
};

bool key_load(struct signing_key *, const struct key_source *, struct fault *);
void key_free(struct signing_key *);
/* Usage, strength, validity at `now`, and a chain to `trust`, or without it to the root that the key file brings.
 * *chain: signer first, anchor last; to be freed. */
bool key_check(const struct signing_key *, const struct trust *, moment now, STACK_OF(X509) **chain, struct fault *);
enum cms_algorithm key_algorithm(const struct signing_key *);
/* Signs the bytes (SHA-256 inside) and checks the result against the certificate. */
bool key_sign(const struct signing_key *, struct bytes data, struct buf *signature, struct fault *);
bool key_signature_holds(X509 *certificate, struct bytes data, struct bytes signature);

/* Passphrase of one line, without its line end, at most LIMIT_PASSPHRASE_BYTES; to be wiped with key_wipe. */
bool key_read_passphrase(int fd, char **passphrase);
bool key_ask_passphrase(const char *prompt, char **passphrase); /* from the terminal, without echo */
void key_wipe(char *passphrase);

#endif

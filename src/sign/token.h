/* token.h - the form of a timestamp token (RFC 3161, RFC 5652; inside sign/).
 *
 * What no signature covers in a token (versions, sets of algorithms, unsigned attributes, names of algorithms) could be
 * changed unseen; so there is one form of it: version 3, one digest algorithm, TSTInfo inside, no revocation lists, one
 * signer of version 1 with signed attributes, without unsigned ones, by an algorithm of the list. */
#ifndef TENKEN_SIGN_TOKEN_H
#define TENKEN_SIGN_TOKEN_H

#include "sign/pdf_value.h"

/* NULL when the token has the form, else what is odd. */
const char *token_form_fault(struct bytes token);

#endif

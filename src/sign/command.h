/* command.h - a command of the user's as a filter: bytes in, bytes out (--tsa-command, --sign-command).
 *
 * Run by /bin/sh -c with its standard input and output connected to us and its standard error left alone. At most
 * `seconds`; then it is killed with everything it started (own process group). Nothing but these two
 * options ever starts a process. */
#ifndef TENKEN_SIGN_COMMAND_H
#define TENKEN_SIGN_COMMAND_H

#include "base/buf.h"
#include "sign/fault.h"
#include "sign/pdf_value.h"

/* False: it could not run, exited non-zero, was killed, took too long, or wrote nothing or more than `limit` bytes. */
bool command_filter(const char *command, struct bytes input, size_t limit_bytes, int seconds, struct buf *output,
                    struct fault *);

#endif

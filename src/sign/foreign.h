/* foreign.h - was it another program, rather than damage or an attack?
 *
 * A guess for the message only: the file is refused either way. Files that were never ours, and ours to which another
 * program appended a signature of its own (no maker's mark of update.h), are called foreign; anything else keeps the
 * fault that was found. */
#ifndef TENKEN_SIGN_FOREIGN_H
#define TENKEN_SIGN_FOREIGN_H

#include "sign/fault.h"
#include "sign/pdf_value.h"

void foreign_explain(struct bytes file, struct fault *);

#endif

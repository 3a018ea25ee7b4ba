/* fault.h - one reason why something is refused, as data (inside sign/, and for those who print it).
 *
 * A fault is a code of reasons.def with at most two arguments, copied and scrubbed of control characters, so that it
 * owns nothing and may be passed by value. The first fault stands: fault_set on a set fault changes nothing, so that a
 * cause is never hidden by what follows from it. */
#ifndef TENKEN_SIGN_FAULT_H
#define TENKEN_SIGN_FAULT_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

enum reason {
  REASON_NONE,
#define REASON(code, class, en, ja) REASON_##code,
#include "sign/reasons.def"
#undef REASON
  REASON_COUNT
};

enum { FAULT_ARG_SIZE = 200 };
struct fault {
  enum reason reason;
  char args[2][FAULT_ARG_SIZE];
};

/* Always false, so that a check reads `return fault_set(...)`. An argument may be NULL. */
bool fault_set(struct fault *, enum reason, const char *first, const char *second);
bool fault_set_number(struct fault *, enum reason, size_t first, const char *second);
const char *fault_class(const struct fault *);
void fault_put(const struct fault *, bool japanese, struct buf *out); /* one sentence without full stop */

#endif

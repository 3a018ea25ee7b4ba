/* read_helper.h - texts as files for the tests of read/ and check/, and diagnostics as one comparable line:
 * "3:5 A104 7:1 F004" in printing order, warnings with a w ("3:5 wA103"). */
#ifndef TENKEN_TESTS_READ_HELPER_H
#define TENKEN_TESTS_READ_HELPER_H

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "model/framework.h"

struct read_helper {
  struct arena *arena;
  struct diag *diag;
  char path[64];
};

struct read_helper read_helper_new(const void *bytes, size_t size);
struct read_helper read_helper_text(const char *text);
void read_helper_free(struct read_helper *);
const char *read_helper_found(const struct read_helper *);
/* The whole output, in English, with source lines and hints. */
const char *read_helper_printed(const struct read_helper *);

/* Functions F1 (F1.A 3 items, F1.B 2) and F2 (F2.A 2); alias F2.X -> F2.A. */
const struct framework *read_helper_framework(void);

#endif

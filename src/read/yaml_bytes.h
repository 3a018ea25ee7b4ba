/* yaml_bytes.h - what must hold of a file's bytes before a YAML parser sees them: strict UTF-8, no zero bytes, no
 * control or invisible characters. Faults that a wrong encoding causes are named by the encoding. */
#ifndef TENKEN_READ_YAML_BYTES_H
#define TENKEN_READ_YAML_BYTES_H

#include "diag/diag.h"
#include <stdbool.h>

/* False: an error was added. `kind` is for the message about an empty file. */
bool yaml_bytes_check(const char *bytes, size_t size, uint32_t source, const char *kind, struct diag *);

/* Characters that may stand in no text of ours: C0 (but line feed), DEL, C1, line separators, bidi controls, zero-width
 * and other invisible formatting. They print as nothing or turn the text round, so a reader could be deceived. */
bool yaml_is_forbidden(uint32_t code_point);
/* The first forbidden character of valid UTF-8 at or after p, or `end`; *code_point is what it is. */
const char *yaml_find_forbidden(const char *p, const char *end, uint32_t *code_point);

#endif

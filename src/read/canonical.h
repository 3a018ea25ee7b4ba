/* canonical.h - the form in which parsed values are hashed: what an approval is bound to (DESIGN 3, digest).
 *
 * JSON without blanks; the keys of every map sorted by their bytes and written as strings; texts as JSON strings in
 * UTF-8 (only ", \ and characters below U+0020 escaped, as \" \\ \n \t \u00XX); plain scalars as the core schema
 * resolves them: null, true, false, integers in decimal without sign + or leading zeros, other numbers with 17
 * significant digits. Comments, order of keys, indentation and ways of quoting text do not count. */
#ifndef TENKEN_READ_CANONICAL_H
#define TENKEN_READ_CANONICAL_H

#include "base/buf.h"
#include "read/yaml_tree.h"

/* `skip_key` (or NULL) is left out of the outermost map. */
void canonical_put(struct buf *, const struct yaml_node *, const char *skip_key);
/* One text as that form writes it, with its quotation marks. */
void canonical_put_text(struct buf *, const char *);
/* That form of a node, in the arena. */
const char *canonical_text(const struct yaml_node *, struct arena *);
/* Lower-case SHA-256 of that form, in the arena. */
const char *canonical_hex(const struct yaml_node *, const char *skip_key, struct arena *);
/* The same of a file's root. */
const char *canonical_file_hex(const struct yaml_file *, struct arena *);

#endif

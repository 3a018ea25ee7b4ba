/* pdf_value.h - PDF values as spans of the file (inside sign/).
 *
 * A value is the bytes from its first to its last character; nothing is copied and nothing decoded until asked for.
 * The grammar is narrower than ISO 32000: what our own writer prints and no more. White space is blank, tab, CR and LF;
 * comments, octal names and keywords other than true, false and null are malformed. Nesting is limited by
 * LIMIT_PDF_DEPTH and followed without recursion.
 *
 * Spans point into the file and live as long as it does. Every function is total: a malformed input gives false. */
#ifndef TENKEN_SIGN_PDF_VALUE_H
#define TENKEN_SIGN_PDF_VALUE_H

#include "base/arena.h"
#include "base/limits.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes {
  const uint8_t *p;
  size_t size;
};

/* A value piece by piece, for those who look at everything in it: brackets, keys, and what stands between. */
enum value_piece {
  PIECE_END,
  PIECE_MALFORMED,
  PIECE_OPEN_DICTIONARY,
  PIECE_OPEN_ARRAY,
  PIECE_CLOSE,
  PIECE_KEY,
  PIECE_NAME,
  PIECE_REFERENCE, /* "12 0 R" */
  PIECE_OTHER      /* numbers, strings, keywords */
};
struct value_nest {
  bool is_dictionary, wants_key;
};
struct value_walk {
  const uint8_t *p, *end; /* what is left; set by the caller, the rest is zero at first */
  size_t depth;           /* open brackets */
  struct value_nest nest[LIMIT_PDF_DEPTH];
};
enum value_piece value_walk_next(struct value_walk *, struct bytes *piece);

enum value_step { VALUE_OK, VALUE_END, VALUE_MALFORMED };

/* Takes the next value of *rest, which then begins behind it. "12 0 R" is one value. */
enum value_step value_next(struct bytes *rest, struct bytes *value);
bool value_is_dictionary(struct bytes);
bool value_is_array(struct bytes);
struct bytes value_inside(struct bytes); /* of a dictionary or array: what stands between the brackets */

/* First value of `key` in a dictionary. Duplicate keys are the lint's business. */
bool value_get(struct bytes dictionary, const char *key, struct bytes *value);
bool value_is(struct bytes, const char *text);
bool value_same(struct bytes, struct bytes);
bool value_reference(struct bytes, unsigned *object_number); /* "12 0 R", generation 0, one blank each */
bool value_integer(struct bytes, uint64_t *);                /* digits, at most 15 */
bool value_rectangle(struct bytes, double out[4]);           /* "[x0 y0 x1 y1]", x0 <= x1, y0 <= y1 */
/* A text string as UTF-8: <FEFF...> (UTF-16BE, paired surrogates) or ASCII in parentheses without escapes. */
bool value_text(struct bytes, struct arena *, const char **utf8);

bool bytes_begin(struct bytes, const char *text);
/* First place of `text`, or NULL. */
const uint8_t *bytes_find(struct bytes, const char *text);

#endif

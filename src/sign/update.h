/* update.h - the bytes of one signature revision, as a function of the report before it and a few values.
 *
 * The signer calls it to write, the verifier calls it to compare: a later revision is accepted only if it is byte for
 * byte what this function makes (the hexadecimal of /Contents apart). Nothing of the revision is therefore interpreted
 * by itself, and nothing can hide in it. The layout has a number, which stands in the signature dictionary; a changed
 * layout gets the next number and the old one stays readable. Layout 1:
 *   widget (+ /V, /AP) · [catalog + /Perms] · signature dictionary · appearance · cross-reference stream */
#ifndef TENKEN_SIGN_UPDATE_H
#define TENKEN_SIGN_UPDATE_H

#include "sign/lint.h"
#include "sign/moment.h"

#define UPDATE_MAKER "/Prop_Build<</App<</Name/tenken/REx(1)>>>>"

struct update_values {
  unsigned field;          /* object number of the widget */
  double rectangle[4];     /* its /Rect */
  const char *time;        /* of moment_pdf */
  const char *name, *reason; /* UTF-8 */
  bool certifies;          /* DocMDP, form filling and signing allowed */
  struct bytes stamp;      /* zlib data of the appearance */
};
struct update_place {
  size_t contents, contents_end; /* in the whole file: of "<" and behind ">" */
};

/* Appends the revision that follows revision `upto` of the file. False: the field is no dictionary or signed already. */
bool update_put(const struct report_file *, size_t upto, const struct update_values *, struct buf *out,
                struct update_place *);

/* What the verifier takes from a revision to make it again; strings go to the arena. */
struct update_read {
  struct update_values values;
  size_t role;         /* position of the signed field */
  struct bytes contents; /* the hexadecimal digits */
};
bool update_read(const struct report_file *, size_t revision, const struct lint *, struct arena *, struct update_read *,
                 struct fault *);

#endif

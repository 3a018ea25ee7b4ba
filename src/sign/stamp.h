/* stamp.h - the visible mark of a signature: a caption, the signer's name and the time, as filled outlines.
 *
 * Outlines need no font in the file, so a name that the report did not use cannot come out blank, and a verifier can
 * check by a whitelist of six operators that the mark lies in its field and does nothing else. A character that no font
 * has is an error. A long name gets smaller type and more lines; when it does not fit at 4 points, that is an error. */
#ifndef TENKEN_SIGN_STAMP_H
#define TENKEN_SIGN_STAMP_H

#include "font/font.h"
#include "sign/fault.h"
#include "sign/moment.h"
#include "sign/pdf_value.h"

struct stamp_text {
  const char *caption, *name, *role; /* UTF-8; role for messages */
  moment time;
};
/* zlib data of the form's content, to be freed. Width and height in points. */
bool stamp_put(const struct stamp_text *, const struct font_set *, double width, double height, struct buf *out,
               struct fault *);
/* Only rg m l c h f, with their operands, all points within the field. */
bool stamp_is_plain(struct bytes zlib_data, double width, double height);

#endif

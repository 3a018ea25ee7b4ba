/* logo.h - PNG logos of themes: refused before a decoder sees them when the header promises too much, else decoded to
 * plain samples (model/picture.h). Done when the theme is read, so that painting can't fail.
 *
 * Any PNG colour type and depth, interlaced or not; of an animated PNG the still picture. A logo is printed at most 34
 * high and 140 wide (LOOK 12), so one with more pixels than 600 to the inch there is averaged down: the reports stay
 * small and the time per report short. Limits: LOGO_SIDE_MAX pixels each way, LOGO_PIXELS_MAX in all, LOGO_FILE_MAX bytes. */
#ifndef TENKEN_PAINT_LOGO_H
#define TENKEN_PAINT_LOGO_H

#include "base/arena.h"
#include "model/picture.h"
#include <stdbool.h>
#include <stddef.h>

enum { LOGO_SIDE_MAX = 4000, LOGO_PIXELS_MAX = 4000000, LOGO_FILE_MAX = 8 * 1024 * 1024 };

enum logo_fault_kind {
  LOGO_UNREADABLE, /* error: an errno value, EFBIG for LOGO_FILE_MAX */
  LOGO_OTHER_FORMAT, /* format: what it is */
  LOGO_NO_PNG,
  LOGO_NO_PIXELS,  /* width, height */
  LOGO_TOO_LARGE,  /* width, height */
  LOGO_DAMAGED     /* at: byte of the file */
};
struct logo_fault {
  enum logo_fault_kind kind;
  int error;
  const char *format; /* "JPEG" */
  unsigned width, height;
  size_t at;
};

/* NULL with a reason in *fault. The picture lives in the arena; what decoding needs besides is freed. */
const struct picture *logo_read(const char *path, struct arena *, struct logo_fault *fault);

#endif

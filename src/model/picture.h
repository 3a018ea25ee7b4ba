/* picture.h - a decoded picture: the logo of a theme. Decoded once, when the theme is read, and shared read-only by all
 * reports of the run; what a report prints can't differ from what was checked. Run arena. */
#ifndef TENKEN_MODEL_PICTURE_H
#define TENKEN_MODEL_PICTURE_H

#include <stdint.h>

struct picture {
  unsigned width, height;  /* pixels of the file: its proportions */
  unsigned columns, rows;  /* samples kept: the same or fewer (see paint/logo.h) */
  const uint8_t *rgb;      /* 3 bytes a sample */
  const uint8_t *alpha;    /* 1 byte a sample; NULL: opaque */
  const char *digest_hex;  /* SHA-256 of the file */
};

#endif

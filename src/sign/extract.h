/* extract.h - the attached files of a report, byte for byte.
 *
 * Reads any report of ours that its revision reader accepts; says nothing about its signatures. Names are those of the
 * file specifications; only plain base names are handed on. */
#ifndef TENKEN_SIGN_EXTRACT_H
#define TENKEN_SIGN_EXTRACT_H

#include "sign/fault.h"
#include "sign/pdf_value.h"

enum { EXTRACT_FILES_MAX = 8 };
struct extracted {
  const char *name;
  struct bytes data;
};
struct extraction {
  struct extracted files[EXTRACT_FILES_MAX];
  size_t count;
};
bool extract_run(struct bytes file, struct arena *, struct extraction *, struct fault *);

#endif

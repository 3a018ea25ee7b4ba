/* limits.h - limits of sign and verify; they move to base/limits.h and the manual when the commands are reachable. */
#ifndef TENKEN_SIGN_LIMITS_H
#define TENKEN_SIGN_LIMITS_H

#include "base/limits.h"

enum {
  LIMIT_REPORT_BYTES = 128 * 1024 * 1024, /* one report; ours have about 0.5 MB */
  LIMIT_PDF_OBJECTS = 500000,          /* objects of one report; a 36-page report has about 2,700 */
  LIMIT_PDF_DEPTH = 32,                /* nesting of one PDF value; ours need 6 */
  LIMIT_PDF_KEYS = 512,                /* keys of one dictionary */
  LIMIT_REVISIONS = 16,                /* the report and its signatures */
  LIMIT_REVISION_OBJECTS = 64,         /* objects of one later revision; ours have 3 or 4 */
  LIMIT_STAMP_BYTES = 256 * 1024,      /* one visible mark, decompressed */
  LIMIT_CMS_BYTES = 8192,              /* one signature with certificates and timestamp: the space left for it */
  LIMIT_CERTIFICATES = 8,              /* certificates in one signature */
  LIMIT_TOKEN_BYTES = 65536,           /* reply of a timestamp authority */
  LIMIT_KEY_FILE_BYTES = 1024 * 1024,  /* PKCS#12 or PEM file of --key */
  LIMIT_TRUST_BYTES = 4 * 1024 * 1024, /* PEM file of --trust or --crl */
  LIMIT_PASSPHRASE_BYTES = 1024,
  LIMIT_COMMAND_SECONDS = 30,          /* --tsa-command, --sign-command; --tsa: 10 s */
  LIMIT_ATTACHMENT_BYTES = 64 * 1024 * 1024 /* one attached file, decompressed */
};

#endif

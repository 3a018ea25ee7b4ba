/* limits.h - every limit of the program: a name, a number, a unit, and why. Each is documented in tenken.1 under
 * LIMITS, has a message, and is tested at N and N+1: tests/cli/test_limits.py says for each which test that is. */
#ifndef TENKEN_BASE_LIMITS_H
#define TENKEN_BASE_LIMITS_H

#include <stddef.h>

enum {
  LIMIT_INPUT_BYTES = 4 * 1024 * 1024, /* one YAML file (--input-limit); the largest real answer file seen is 60 KB */
  LIMIT_YAML_DEPTH = 32,               /* nesting; our formats need 6 */
  LIMIT_YAML_NODES = 200000,           /* nodes of one file */
  LIMIT_LIST_NODES = 1600000,          /* of a job list: an entry of all keys for each of LIMIT_JOBS */
  LIMIT_KEY_BYTES = 256,               /* one mapping key */
  LIMIT_TEXT_CHARS = 8000,             /* one text of an answer file, in characters (--text-limit) */
  LIMIT_NAME_CHARS = 200,              /* names and titles */
  LIMIT_ITEMS = 512,                   /* items of a framework */
  LIMIT_CATEGORIES = 64,
  LIMIT_FUNCTIONS = 8,
  LIMIT_LIST = 200,    /* entries of a list in an answer file (history, recipients, decisions...) */
  LIMIT_PAGES = 2000,  /* pages of one report (--page-limit) */
  LIMIT_JOBS = 100000, /* reports of one run */
  LIMIT_MANIFEST_BYTES = 256 * 1024 * 1024, /* one manifest; a report takes about 0.5 KB */
  LIMIT_JOB_SECONDS = 60,                   /* one job; a report takes about 0.05 s (--time-limit) */
  LIMIT_WORKER_MEGABYTES = 512,             /* address space of one worker; about 120 are used (--memory-limit) */
  LIMIT_DIAGNOSTICS = 1000,                 /* kept per file; further ones are counted */

  /* sign, verify, extract */
  LIMIT_REPORT_BYTES = 128 * 1024 * 1024, /* one report; ours have about 0.5 MB */
  LIMIT_PDF_OBJECTS = 500000,             /* objects of one report; a 36-page report has about 2,700 */
  LIMIT_PACKED_OBJECTS = 500,             /* objects of one object stream */
  LIMIT_PACKED_BYTES = 64 * 1024 * 1024,  /* all object streams of one report, decompressed; ours have 0.3 MB */
  LIMIT_PDF_DEPTH = 32,                   /* nesting of one PDF value; ours need 6 */
  LIMIT_PDF_KEYS = 512,                   /* keys of one dictionary */
  LIMIT_REVISIONS = 16,                   /* the report and its signatures */
  LIMIT_REVISION_OBJECTS = 64,            /* objects of one later revision; ours have 3 or 4 */
  LIMIT_STAMP_BYTES = 256 * 1024,         /* one visible mark, decompressed */
  LIMIT_CMS_BYTES = 8192,                 /* one signature with certificates and timestamp: the space left for it */
  LIMIT_CERTIFICATES = 8,                 /* certificates in one signature */
  LIMIT_TOKEN_BYTES = 64 * 1024,          /* reply of a timestamp authority */
  LIMIT_KEY_FILE_BYTES = 1024 * 1024,     /* PKCS#12 or PEM file of --key */
  LIMIT_TRUST_BYTES = 4 * 1024 * 1024,    /* PEM file of --trust or --crl */
  LIMIT_PASSPHRASE_BYTES = 1024,
  LIMIT_KEY_ROUNDS = 2000000,               /* of hashing a passphrase, to open one PKCS#12 file */
  LIMIT_COMMAND_SECONDS = 30,               /* --tsa-command, --sign-command */
  LIMIT_TSA_SECONDS = 10,                   /* --tsa */
  LIMIT_ATTACHMENT_BYTES = 64 * 1024 * 1024 /* one attached file, decompressed */
};

/* Those of them that a command line may set for what comes from outside: answer files, last year's, job lists. Data
 * files, templates and themes keep the usual ones, so that a low limit does not shut them out. */
struct limits {
  size_t input_bytes, text_chars, pages;
};
#define LIMITS_USUAL ((struct limits){LIMIT_INPUT_BYTES, LIMIT_TEXT_CHARS, LIMIT_PAGES})

#endif

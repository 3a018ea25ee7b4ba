/* limits.h - every limit of the program: a name, a number, a unit, and why. Each is documented in tenken.1 under
 * LIMITS, has a message, and is tested at N and N+1. */
#ifndef TENKEN_BASE_LIMITS_H
#define TENKEN_BASE_LIMITS_H

enum {
  LIMIT_INPUT_BYTES = 4 * 1024 * 1024, /* one YAML file; the largest real answer file seen is 60 KB */
  LIMIT_YAML_DEPTH = 32,               /* nesting; our formats need 6 */
  LIMIT_YAML_NODES = 200000,           /* nodes of one file */
  LIMIT_KEY_BYTES = 256,               /* one mapping key */
  LIMIT_TEXT_CHARS = 8000,             /* one text of an answer file, in characters */
  LIMIT_NAME_CHARS = 200,              /* names and titles */
  LIMIT_ITEMS = 512,                   /* items of a framework */
  LIMIT_CATEGORIES = 64,
  LIMIT_FUNCTIONS = 8,
  LIMIT_LIST = 200,                    /* entries of a list in an answer file (history, recipients, decisions...) */
  LIMIT_PAGES = 2000,                  /* pages of one report */
  LIMIT_JOBS = 100000,                 /* reports of one run */
  LIMIT_MANIFEST_BYTES = 256 * 1024 * 1024, /* one manifest; a report takes about 0.5 KB */
  LIMIT_JOB_SECONDS = 60,              /* one job; a report takes about 0.05 s (--time-limit) */
  LIMIT_WORKER_MEGABYTES = 512,        /* address space of one worker; about 120 are used (--memory-limit) */
  LIMIT_DIAGNOSTICS = 1000             /* kept per file; further ones are counted */
};

#endif

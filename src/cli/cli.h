/* cli.h - argv -> command -> exit code.
 *
 * One const table per command (name, operands, options, summary in two languages) drives the parser, `--help`, usage
 * lines and the list in tenken.1. Exit codes: 0 all done, 1 some input is at fault, 2 command line, 3 environment
 * (disk, memory, missing font, dead worker), 4 `verify` says no. */
#ifndef TENKEN_CLI_CLI_H
#define TENKEN_CLI_CLI_H

#include "base/limits.h"
#include "diag/diag.h"
#include "model/framework.h"

#include <stdbool.h>
#include <stddef.h>

enum exit_code { EXIT_DONE = 0, EXIT_INPUT = 1, EXIT_USAGE = 2, EXIT_ENVIRONMENT = 3, EXIT_NOT_VERIFIED = 4 };

/* Values of all options of all commands; each command's table names the ones it takes. Strings point into argv. */
struct options {
  const char *templates, *language, *output, *theme, *name, *data, *templates_dir, *fonts_dir, *diag, *explain,
      *segment, *phase, *kind, *pack, *message_language, *workers, *jobs, *shard, *progress, *time_limit, *memory_limit,
      *input_limit, *text_limit, *page_limit, *compare, *role, *key, *certificates, *pass_fd, *pass_file, *sign_command,
      *tsa, *tsa_command, *trust, *crl, *answers, *reason, *time, *policy;
  bool is_final, json, csv, werror, quiet, help, version, guide, resume, no_certify, no_claim;
  const char **files;
  size_t file_count;
};

struct option_spec {
  char letter;          /* 0: none */
  const char *name;     /* "template" */
  const char *argument; /* "NAME", or NULL for a flag */
  size_t offset;        /* of the bool or const char * in struct options */
  const char *help[2];  /* by enum diag_language */
};
struct command {
  const char *name, *operands; /* "ANSWERS..." */
  const char *summary[2];
  const struct option_spec *options;
  size_t option_count;
  bool needs_file;
  int (*run)(const struct options *);
};
extern const struct command COMMANDS[];
extern const size_t COMMAND_COUNT;
extern const struct option_spec COMMON_OPTIONS[];
extern const size_t COMMON_OPTION_COUNT;

int cli_main(int argc, char **argv);

/* options.c: parses argv[from..] by the command's table and the common options. Says what is wrong on stderr and
 * returns false. The files are collected in place within argv. */
bool options_parse(const struct command *, int argc, char **argv, int from, struct options *out);
void help_print(const struct command *, enum diag_language); /* NULL: the program's own */
enum diag_language cli_language(const struct options *);     /* --lang, else TENKEN_LANG, LC_ALL, LC_MESSAGES, LANG */
const char *cli_words(const char *english);                  /* a text of cli/errors.def in the language of messages */
/* The report language of -l; false and a message when it is not ja or en. */
bool cli_report_language(const struct options *, enum language *out);
/* A whole number from `least` to `most`; `otherwise` when the option is not given; -1 after a message. */
long cli_number(const char *text, const char *name, long least, long most, long otherwise);
/* Limits of the common options, which cli_main has found to be good. */
struct limits cli_limits(const struct options *);
const char *cli_reason(const char *english);                 /* file_reason, strerror: likewise */
void cli_error(const char *format, ...) __attribute__((format(printf, 1, 2))); /* "tenken: ..." on stderr, by cli_words, scrubbed */
struct diag_style cli_diag_style(const struct options *, size_t limit);

int cmd_build(const struct options *);
int cmd_check(const struct options *);
int cmd_score(const struct options *);
int cmd_new(const struct options *);
int cmd_digest(const struct options *);
int cmd_manifest(const struct options *);
int cmd_dump(const struct options *);
int cmd_chart(const struct options *);
int cmd_sign(const struct options *);
int cmd_verify(const struct options *);
int cmd_extract(const struct options *);
int cmd_guide(const struct options *);

/* Flushes stdout and reports a write error (full disk, closed pipe): EXIT_ENVIRONMENT then, else `code`. */
int cli_finish_stdout(int code);

#endif

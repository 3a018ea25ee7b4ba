/* cli.c - finding the command, and the few things every command says. */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LANGUAGE_VARIABLE "TENKEN_LANG"

static enum diag_language language_of(const char *word) {
  return word && !strncmp(word, "ja", 2) ? DIAG_JAPANESE : DIAG_ENGLISH;
}

enum diag_language cli_language(const struct options *options) {
  if (options && options->message_language) return language_of(options->message_language);
  static const char *const variables[] = {LANGUAGE_VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG"};
  for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
    const char *value = getenv(variables[i]);
    if (value && value[0]) return language_of(value);
  }
  return DIAG_ENGLISH;
}

const char *cli_words(const char *english) {
  static const struct {
    const char *english, *japanese;
  } ERRORS[] = {
#define ERROR(english, japanese) {english, japanese},
#include "cli/errors.def"
#undef ERROR
  };
  if (cli_language(NULL) != DIAG_JAPANESE) return english;
  for (size_t i = 0; i < sizeof ERRORS / sizeof *ERRORS; i++)
    if (!strcmp(ERRORS[i].english, english)) return ERRORS[i].japanese;
  return english;
}

const char *cli_reason(const char *english) {
  return diag_reason(cli_language(NULL), english);
}

void cli_error(const char *format, ...) {
  va_list list;
  fputs("tenken: ", stderr);
  va_start(list, format);
  diag_say_args(stderr, cli_words(format), list);
  va_end(list);
}

bool cli_report_language(const struct options *options, enum language *out) {
  *out = options->language && !strcmp(options->language, "en") ? LANG_EN : LANG_JA;
  if (!options->language || *out == LANG_EN || !strcmp(options->language, "ja")) return true;
  cli_error("-l is ja or en, not %s", options->language);
  return false;
}

struct diag_style cli_diag_style(const struct options *options, size_t limit) {
  return (struct diag_style){.language = cli_language(options),
                             .is_short = options->diag != NULL,
                             .warnings_as_errors = options->werror,
                             .limit = limit};
}

int cli_finish_stdout(int code) {
  if (fflush(stdout) || ferror(stdout)) {
    cli_error("cannot write the output: %s", cli_reason(strerror(errno)));
    return EXIT_ENVIRONMENT;
  }
  return code;
}

/* ---- numbers ---- */

enum { KILOBYTES_MAX = 256 * 1024, TEXT_MAX = 1000 * 1000, PAGES_MAX = 100 * 1000 };

long cli_number(const char *text, const char *name, long least, long most, long otherwise) {
  if (!text) return otherwise;
  size_t digits = strspn(text, "0123456789");
  long n = digits && digits <= 9 && !text[digits] ? strtol(text, NULL, 10) : -1;
  if (n >= least && n <= most) return n;
  cli_error("%s takes a number from %ld to %ld, not %s", name, least, most, text);
  return -1;
}

static bool take_limits(const struct options *options, struct limits *out) {
  long kilobytes = cli_number(options->input_limit, "--input-limit", 1, KILOBYTES_MAX, LIMIT_INPUT_BYTES / 1024);
  long characters = cli_number(options->text_limit, "--text-limit", 1, TEXT_MAX, LIMIT_TEXT_CHARS);
  long pages = cli_number(options->page_limit, "--page-limit", 1, PAGES_MAX, LIMIT_PAGES);
  *out = (struct limits){(size_t)kilobytes * 1024, (size_t)characters, (size_t)pages};
  return kilobytes > 0 && characters > 0 && pages > 0;
}

struct limits cli_limits(const struct options *options) {
  struct limits limits;
  take_limits(options, &limits);
  return limits;
}

/* ---- commands ---- */

static const struct command *find_command(const char *name) {
  for (size_t i = 0; i < COMMAND_COUNT; i++)
    if (!strcmp(COMMANDS[i].name, name)) return &COMMANDS[i];
  return NULL;
}

static int unknown_command(const char *name) {
  const char *names[32];
  for (size_t i = 0; i < COMMAND_COUNT; i++)
    names[i] = COMMANDS[i].name;
  const char *nearest = diag_nearest(name, names, COMMAND_COUNT);
  if (name[0] == '-')
    cli_error("the command comes first, then %s; see tenken --help", name);
  else if (nearest)
    cli_error("no command %s; did you mean %s?", name, nearest);
  else
    cli_error("no command %s; see tenken --help", name);
  return EXIT_USAGE;
}

static bool values_are_valid(const struct options *options) {
  const char *language = options->message_language;
  struct limits limits;
  if (language && strcmp(language, "ja") && strcmp(language, "en"))
    cli_error("--lang is ja or en, not %s", language);
  else if (options->diag && strcmp(options->diag, "short"))
    cli_error("--diag is short, not %s", options->diag);
  else
    return take_limits(options, &limits);
  return false;
}

static int print_version(void) {
  printf("tenken %s\n", TENKEN_VERSION);
  return cli_finish_stdout(EXIT_DONE);
}

static int run_command(const struct command *command, int argc, char **argv) {
  struct options options = {0};
  if (!options_parse(command, argc, argv, 2, &options) || !values_are_valid(&options)) return EXIT_USAGE;
  if (options.version) return print_version();
  if (options.help) {
    help_print(command, cli_language(&options));
    return cli_finish_stdout(EXIT_DONE);
  }
  if (command->needs_file && options.file_count == 0) {
    bool wants_report = !strncmp(command->operands, "REPORT", 6);
    cli_error(wants_report ? "%s needs a report file; usage: tenken %s [options] %s"
                           : "%s needs an answer file; usage: tenken %s [options] %s",
              command->name, command->name, command->operands);
    return EXIT_USAGE;
  }
  if (!command->operands[0] && options.file_count) {
    cli_error("%s takes no file: %s", command->name, options.files[0]);
    return EXIT_USAGE;
  }
  return command->run(&options);
}

/* A standard stream that is closed must not become the number of the next file that is opened: messages would go into a
 * report. Writing to a closed standard output stays an error (the null device is opened for reading). */
static void hold_standard_streams(void) {
  for (int fd = 0; fd <= STDERR_FILENO; fd++)
    if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", fd == STDOUT_FILENO ? O_RDONLY : O_RDWR) != fd)
      _exit(EXIT_ENVIRONMENT);
}

/* A reader that goes away and a limit on the size of files (ulimit -f) are errors of write, which are told, and not the
 * end of the run in the middle of a report. */
static void hear_no_signal_of_write(void) {
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
}

/* --lang decides also what is said before the options are read, and of faults in them: it is kept where the language is
 * looked for, and handed on to workers. */
static void hear_language(int argc, char **argv) {
  for (int i = 1; i < argc && strcmp(argv[i], "--"); i++) {
    const char *value = !strncmp(argv[i], "--lang=", 7)           ? argv[i] + 7
                        : !strcmp(argv[i], "--lang") && argv[i + 1] ? argv[i + 1]
                                                                    : "";
    if (!strcmp(value, "ja") || !strcmp(value, "en")) setenv(LANGUAGE_VARIABLE, value, 1);
  }
}

int cli_main(int argc, char **argv) {
  hold_standard_streams();
  hear_no_signal_of_write();
  hear_language(argc, argv);
  const char *word = argc > 1 ? argv[1] : NULL;
  if (!word) {
    fprintf(stderr, "%s\n", cli_words("usage: tenken COMMAND [options] [files]; see tenken --help"));
    return EXIT_USAGE;
  }
  if (!strcmp(word, "--help") || !strcmp(word, "-h") || !strcmp(word, "help")) {
    help_print(argc > 2 ? find_command(argv[2]) : NULL, cli_language(NULL));
    return cli_finish_stdout(EXIT_DONE);
  }
  if (!strcmp(word, "--version")) return print_version();
  const struct command *command = find_command(word);
  return command ? run_command(command, argc, argv) : unknown_command(word);
}

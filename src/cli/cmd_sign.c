/* cmd_sign.c - `tenken sign`: the key is opened once, then each report is signed by itself; a fault of one does not
 * keep the others from being signed. */
#include "cli/rerender.h"
#include "cli/session.h"
#include "cli/signing.h"
#include "sign/sign.h"

#include "base/file.h"
#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

struct signing {
  const struct options *options;
  struct signing_session session;
  struct library library;
  struct rerender rerender; /* with --answers */
  struct arena *arena;
  struct signer signer;
  struct timestamp_source timestamp;
  int command_seconds;
};

enum { WAIT_SECONDS_MAX = 600 };

static bool options_fit(const struct options *o) {
  bool on_token = o->key && !strncmp(o->key, "pkcs11:", 7);
  const char *why = NULL;
  if (!o->role)
    why = "sign needs --role ROLE";
  else if (!o->key)
    why = "sign needs --key FILE";
  else if (o->pass_fd && o->pass_file)
    why = "--pass-fd and --pass-file exclude each other";
  else if (o->tsa && o->tsa_command)
    why = "--tsa and --tsa-command exclude each other";
  else if (o->sign_command && (o->pass_fd || o->pass_file || on_token))
    why = "--sign-command takes the certificates from --key FILE and no passphrase";
  else if (o->certificates && !on_token)
    why = "--certificates goes with a pkcs11: key";
  else if ((o->templates || o->theme) && !o->answers)
    why = "--template and --theme go with --answers";
  if (why)
    cli_error("%s", cli_words(why));
  return why == NULL;
}

/* ---- passphrase ---- */

static bool read_passphrase(int fd, const char *name, char **passphrase) {
  if (key_read_passphrase(fd, passphrase))
    return true;
  cli_error("cannot read a passphrase of one line, at most %d bytes, from %s", LIMIT_PASSPHRASE_BYTES, name);
  return false;
}

static int passphrase_of_file(const char *path, char **passphrase) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    cli_error("cannot read %s: %s", path, cli_reason(file_reason(errno)));
    return EXIT_INPUT;
  }
  bool good = read_passphrase(fd, path, passphrase);
  close(fd);
  return good ? EXIT_DONE : EXIT_INPUT;
}

static int passphrase_of_terminal(const struct options *options, char **passphrase) {
  bool japanese = cli_language(options) == DIAG_JAPANESE;
  int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  if (terminal < 0) {
    cli_error("no terminal to ask for the passphrase; use --pass-fd N or --pass-file FILE");
    return EXIT_USAGE;
  }
  close(terminal);
  struct buf prompt = {0};
  diag_scrub(&prompt, options->key);
  buf_puts(&prompt, japanese ? " のパスフレーズ: " : ": passphrase: ");
  bool good = key_ask_passphrase(prompt.data, passphrase);
  buf_free(&prompt);
  if (!good)
    cli_error("no passphrase was given");
  return good ? EXIT_DONE : EXIT_INPUT;
}

static int get_passphrase(const struct options *options, char **passphrase) {
  if (options->sign_command)
    return EXIT_DONE;
  if (options->pass_file)
    return passphrase_of_file(options->pass_file, passphrase);
  if (!options->pass_fd)
    return passphrase_of_terminal(options, passphrase);
  size_t digits = strspn(options->pass_fd, "0123456789");
  if (digits == 0 || digits > 4 || options->pass_fd[digits]) {
    cli_error("--pass-fd takes the number of an open file, not %s", options->pass_fd);
    return EXIT_USAGE;
  }
  return read_passphrase((int)strtol(options->pass_fd, NULL, 10), "--pass-fd", passphrase) ? EXIT_DONE : EXIT_INPUT;
}

static int open_signer(struct signing *s) {
  char *passphrase = NULL;
  struct fault fault = {0};
  int code = get_passphrase(s->options, &passphrase);
  if (code != EXIT_DONE)
    return code;
  struct key_source source = {s->options->key, s->options->sign_command, s->options->certificates, passphrase,
                              s->command_seconds};
  if (!signer_open(&s->signer, &source, s->session.given, s->session.now, s->arena, &fault))
    code = signing_say(s->options, NULL, &fault);
  key_wipe(passphrase);
  return code;
}

/* ---- signing ---- */

static void say_signed(const struct signing *s, const char *path) {
  char time[MOMENT_TEXT_SIZE];
  moment_japan(s->session.now, time);
  if (s->options->quiet)
    return;
  if (cli_language(s->options) == DIAG_JAPANESE)
    diag_say(stdout, "%s: %s が %s として署名しました（%s）", path, s->signer.name, s->options->role, time);
  else
    diag_say(stdout, "%s: signed by %s as %s, %s", path, s->signer.name, s->options->role, time);
}

static int sign_all(struct signing *s) {
  struct sign_request request = {.signer = &s->signer,
                                 .role = s->options->role,
                                 .reason = s->options->reason,
                                 .certifies = !s->options->no_certify,
                                 .timestamp = s->timestamp.url || s->timestamp.command ? &s->timestamp : NULL,
                                 .fonts = &s->library.looks[0].fonts,
                                 .now = s->session.now,
                                 .accepts = s->options->answers ? rerender_accepts : NULL,
                                 .context = &s->rerender};
  int worst = EXIT_DONE;
  for (enum language l = 0; l < LANG_COUNT; l++)
    request.captions[l] = strings_get(s->library.strings[l], "sign.mark-caption");
  for (size_t i = 0; i < s->options->file_count; i++) {
    struct arena *arena = arena_new();
    struct fault fault = {0};
    const char *path = s->options->files[i];
    int code = EXIT_DONE;
    if (sign_file(path, &request, arena, &fault))
      say_signed(s, path);
    else
      code = signing_say(s->options, path, &fault);
    worst = code > worst ? code : worst;
    arena_free(arena);
  }
  return worst;
}

/* The mark needs fonts and two words; pages are made with --answers only, and only then are templates looked at. */
static int open_library(struct signing *s) {
  struct library *library = &s->library;
  if (s->options->answers)
    return session_open_pages(s->options, library, "board,regulator");
  int code = session_open(s->options, library);
  if (code != EXIT_DONE)
    return code;
  const char *themes = path_join(library->arena, library->templates_folder, "themes");
  const char *theme = path_join(library->arena, themes, "default.yaml");
  return session_load_looks(s->options, library, &theme, 1);
}

static int open_all(struct signing *s) {
  /* No key in a core file. */
  setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
  int code = signing_open(s->options, &s->session);
  if (code == EXIT_DONE)
    code = open_library(s);
  if (code == EXIT_DONE && s->options->answers)
    code = rerender_open(&s->rerender, s->options, &s->library);
  return code == EXIT_DONE ? open_signer(s) : code;
}

int cmd_sign(const struct options *options) {
  if (!options_fit(options))
    return EXIT_USAGE;
  long command_seconds = cli_number(options->time_limit, "--time-limit", 1, WAIT_SECONDS_MAX, LIMIT_COMMAND_SECONDS);
  if (command_seconds < 0)
    return EXIT_USAGE;
  bool is_default = !options->time_limit && options->tsa;
  struct signing s = {.options = options,
                      .arena = arena_new(),
                      .timestamp = {options->tsa, options->tsa_command, is_default ? LIMIT_TSA_SECONDS : (int)command_seconds},
                      .command_seconds = (int)command_seconds};
  int code = open_all(&s);
  if (code == EXIT_DONE)
    code = sign_all(&s);
  signer_free(&s.signer);
  rerender_close(&s.rerender);
  library_close(&s.library);
  signing_close(&s.session);
  arena_free(s.arena);
  return cli_finish_stdout(code);
}

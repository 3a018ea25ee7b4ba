/* signing.c - trust is loaded before any report is looked at, so that a wrong file name costs nothing. See signing.h. */
#include "cli/signing.h"

#include <string.h>

int signing_open(const struct options *options, struct signing_session *out) {
  struct fault fault = {0};
  *out = (struct signing_session){.now = moment_clock()};
  if (options->time && !moment_parse(options->time, &out->now)) {
    cli_error("--time is written 2026-11-24T09:00:00Z, or in seconds since 1970, not %s", options->time);
    return EXIT_USAGE;
  }
  if (!moment_is_counted(out->now)) {
    cli_error("the clock of this machine shows no time that can be used; set it, or give the time with --time");
    return EXIT_ENVIRONMENT;
  }
  if (options->crl && !options->trust) {
    cli_error("--crl needs --trust");
    return EXIT_USAGE;
  }
  if (options->trust && !trust_load(&out->trust, options->trust, &fault))
    return signing_say(options, NULL, &fault);
  if (options->crl && !trust_load_crls(&out->trust, options->crl, &fault))
    return signing_say(options, NULL, &fault);
  out->given = options->trust ? &out->trust : NULL;
  return EXIT_DONE;
}

void signing_close(struct signing_session *session) {
  trust_free(&session->trust);
}

static bool is_of_the_environment(const struct fault *fault) {
  static const enum reason REASONS[] = {REASON_WRITE, REASON_BUSY,  REASON_TIMESTAMP,
                                        REASON_TOKEN, REASON_COMMAND, REASON_CRYPTO};
  for (size_t i = 0; i < sizeof REASONS / sizeof *REASONS; i++)
    if (fault->reason == REASONS[i])
      return true;
  return false;
}

int signing_say(const struct options *options, const char *path, const struct fault *fault) {
  struct buf text = {0};
  fault_put(fault, cli_language(options) == DIAG_JAPANESE, &text);
  cli_error("%s%s%s", path ? path : "", path ? ": " : "", text.data);
  buf_free(&text);
  return is_of_the_environment(fault) ? EXIT_ENVIRONMENT : EXIT_INPUT;
}

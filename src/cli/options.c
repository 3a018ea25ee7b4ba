/* options.c - a small option parser over the command tables: -x VALUE, -xVALUE, --name VALUE, --name=VALUE, flags that
 * may stand together (-qh), "--" ends options, "-" is a file. Options and files may be mixed. An option given twice is
 * an error, not the last one wins: a typo must not go unseen. */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

static const struct option_spec *find_in(const struct option_spec *specs, size_t count, const char *name, size_t size,
                                         char letter) {
  for (size_t i = 0; i < count; i++) {
    if (name && strlen(specs[i].name) == size && !memcmp(specs[i].name, name, size))
      return &specs[i];
    if (!name && specs[i].letter == letter)
      return &specs[i];
  }
  return NULL;
}

static const struct option_spec *find_option(const struct command *command, const char *name, size_t size, char letter) {
  const struct option_spec *spec = find_in(command->options, command->option_count, name, size, letter);
  return spec ? spec : find_in(COMMON_OPTIONS, COMMON_OPTION_COUNT, name, size, letter);
}

static bool set_value(const struct option_spec *spec, const char *value, struct options *out) {
  char *base = (char *)out + spec->offset;
  if (!spec->argument) {
    *(bool *)(void *)base = true;
    return true;
  }
  const char **slot = (const char **)(void *)base;
  if (!*value) { /* what a variable of a script held that was never set */
    cli_error("--%s needs %s", spec->name, spec->argument);
    return false;
  }
  if (*slot) {
    cli_error("--%s is given twice", spec->name);
    return false;
  }
  *slot = value;
  return true;
}

struct cursor {
  const struct command *command;
  int argc;
  char **argv;
  int at;
  struct options *out;
};

static const char *next_value(struct cursor *cursor, const struct option_spec *spec) {
  if (cursor->at + 1 < cursor->argc)
    return cursor->argv[++cursor->at];
  cli_error("--%s needs %s", spec->name, spec->argument);
  return NULL;
}

static void unknown_option(const struct command *command, const char *name, size_t size) {
  char word[64];
  const char *names[64];
  size_t count = 0;
  snprintf(word, sizeof word, "%.*s", (int)(size < 60 ? size : 60), name);
  for (size_t i = 0; i < command->option_count; i++)
    names[count++] = command->options[i].name;
  for (size_t i = 0; i < COMMON_OPTION_COUNT; i++)
    names[count++] = COMMON_OPTIONS[i].name;
  const char *nearest = diag_nearest(word, names, count);
  if (nearest)
    cli_error("%s has no option --%s; did you mean --%s?", command->name, word, nearest);
  else
    cli_error("%s has no option --%s; see tenken %s --help", command->name, word, command->name);
}

static bool parse_long(struct cursor *cursor, const char *word) {
  const char *equals = strchr(word, '=');
  size_t size = equals ? (size_t)(equals - word) : strlen(word);
  const struct option_spec *spec = find_option(cursor->command, word, size, 0);
  if (!spec) {
    unknown_option(cursor->command, word, size);
    return false;
  }
  if (!spec->argument && equals) {
    cli_error("--%s takes no value", spec->name);
    return false;
  }
  const char *value = equals ? equals + 1 : spec->argument ? next_value(cursor, spec) : "";
  return value && set_value(spec, value, cursor->out);
}

static bool parse_short(struct cursor *cursor, const char *letters) {
  for (; *letters; letters++) {
    const struct option_spec *spec = find_option(cursor->command, NULL, 0, *letters);
    if (!spec) {
      cli_error("%s has no option -%c; see tenken %s --help", cursor->command->name, *letters, cursor->command->name);
      return false;
    }
    if (!spec->argument) {
      set_value(spec, "", cursor->out);
      continue;
    }
    const char *value = letters[1] ? letters + 1 : next_value(cursor, spec);
    return value && set_value(spec, value, cursor->out);
  }
  return true;
}

bool options_parse(const struct command *command, int argc, char **argv, int from, struct options *out) {
  struct cursor cursor = {command, argc, argv, from, out};
  const char **files = (const char **)(void *)argv; /* operands move to the front: never past what was read */
  size_t count = 0;
  for (bool only_files = false; cursor.at < argc; cursor.at++) {
    const char *word = argv[cursor.at];
    if (!only_files && !strcmp(word, "--"))
      only_files = true;
    else if (!only_files && !strncmp(word, "--", 2)) {
      if (!parse_long(&cursor, word + 2))
        return false;
    } else if (!only_files && word[0] == '-' && word[1]) {
      if (!parse_short(&cursor, word + 1))
        return false;
    } else
      files[count++] = word;
  }
  out->files = files;
  out->file_count = count;
  return true;
}

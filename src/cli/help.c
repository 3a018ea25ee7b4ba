/* help.c - usage and help, printed from the command tables. */
#include "cli/cli.h"

#include <stdio.h>

static void print_options(const struct option_spec *specs, size_t count, enum diag_language language) {
  for (size_t i = 0; i < count; i++) {
    const struct option_spec *spec = &specs[i];
    char letter[8] = "    ", left[64];
    if (spec->letter)
      snprintf(letter, sizeof letter, "-%c, ", spec->letter);
    snprintf(left, sizeof left, "%s--%s%s%s", letter, spec->name, spec->argument ? " " : "",
             spec->argument ? spec->argument : "");
    printf("  %-28s %s\n", left, spec->help[language]);
  }
}

static void print_program_help(enum diag_language language) {
  static const char *const usage[2] = {"usage: tenken COMMAND [options] [files]", "使い方: tenken コマンド [オプション] [ファイル]"};
  static const char *const heads[2] = {"commands:", "コマンド:"};
  static const char *const more[2] = {
      "tenken COMMAND --help tells the options of a command. Manual: tenken(1); file formats: tenken(5).",
      "各コマンドのオプションは tenken コマンド --help で表示する。説明書は tenken(1)、ファイルの形式は tenken(5)。"};
  printf("%s\n\n%s\n", usage[language], heads[language]);
  for (size_t i = 0; i < COMMAND_COUNT; i++)
    printf("  %-8s %s\n", COMMANDS[i].name, COMMANDS[i].summary[language]);
  printf("\n%s\n", more[language]);
}

void help_print(const struct command *command, enum diag_language language) {
  if (!command) {
    print_program_help(language);
    return;
  }
  static const char *const heads[2] = {"options:", "オプション:"};
  static const char *const common[2] = {"common options:", "共通のオプション:"};
  static const char *const usage[2] = {"usage: tenken %s [options]%s%s\n%s\n", "使い方: tenken %s [オプション]%s%s\n%s\n"};
  printf(usage[language], command->name, command->operands[0] ? " " : "", command->operands, command->summary[language]);
  if (command->option_count) {
    printf("\n%s\n", heads[language]);
    print_options(command->options, command->option_count, language);
  }
  printf("\n%s\n", common[language]);
  print_options(COMMON_OPTIONS, COMMON_OPTION_COUNT, language);
}

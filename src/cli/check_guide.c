/* check_guide.c - which packs to check, against which standard, and what to say.
 *
 * A pack declares its standard (`style: default` in pack.yaml): then every breach is an error. One that declares none
 * is held to the default standard with warnings, since its author never promised to follow it; `style: none` turns the
 * standard off. What is missing is an error in every pack. */
#include "cli/check_guide.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "check/check.h"
#include "cli/check_stories.h"
#include "read/read.h"

#include <stdio.h>
#include <string.h>

bool check_guide_is_pack(struct library *library, const char *operand) {
  return path_exists(path_join(library->arena, operand, "pack.yaml"));
}

struct packs { /* folders, each once */
  const char *folders[LIBRARY_PACKS_MAX];
  size_t count;
};

static void add(struct packs *packs, const char *folder) {
  for (size_t i = 0; i < packs->count; i++)
    if (!strcmp(packs->folders[i], folder)) return;
  if (packs->count < LIBRARY_PACKS_MAX) packs->folders[packs->count++] = folder;
}

/* The pack that an answer file names; faults of the file are the business of `check` without --guide. */
static void add_named(struct library *library, struct packs *packs, const char *file) {
  struct diag *ignored = diag_new();
  const struct answers *answers = read_answers(file, library->framework, &library->limits, library->arena, ignored);
  const char *id = answers && answers->guide_id.s ? answers->guide_id.s : "tenken-default";
  const char *folder = path_join(library->arena, library->data, arena_printf(library->arena, "guide/%s", id));
  if (answers && check_guide_is_pack(library, folder)) add(packs, folder);
  diag_free(ignored);
}

static void choose(const struct options *options, struct library *library, struct packs *packs) {
  if (options->file_count == 0) packs->count = library_packs(library, packs->folders);
  for (size_t i = 0; i < options->file_count; i++) {
    if (check_guide_is_pack(library, options->files[i]))
      add(packs, options->files[i]);
    else
      add_named(library, packs, options->files[i]);
  }
}

/* NULL and no message: none to follow. */
static const struct style_book *standard_of(struct library *library, struct diag *diag, const struct pack *pack) {
  static const char usual[] = "default";
  if (pack->style.s) return strcmp(pack->style.s, "none") ? library_style(library, diag, pack->style) : NULL;
  if (!path_exists(path_join(library->arena, library->data, "guide-style/default"))) return NULL;
  return library_style(library, diag, (struct text){usual, NO_SPAN});
}

static void say_good(const struct options *options, const struct pack *pack, const struct style_book *book) {
  const char *id = pack->id.s ? pack->id.s : pack->folder, *version = pack->version.s ? pack->version.s : "?";
  size_t count = pack->fact_count;
  if (options->quiet) return;
  if (cli_language(options) == DIAG_JAPANESE)
    diag_say(stdout, "ガイド %s 第%s版: 問題なし（%zu項目、文の基準 %s）", id, version, count,
             book ? book->id : "なし");
  else
    diag_say(stdout, "guide %s version %s: good (%zu items, standard %s)", id, version, count,
             book ? book->id : "none");
}

static bool check_one(const struct options *options, struct library *library, const char *folder,
                      const char *compared) {
  struct diag *diag = diag_new();
  struct diag_style style = cli_diag_style(options, 0);
  const struct style_book *book = NULL;
  const struct pack *pack = read_pack(folder, library->framework, library->arena, diag);
  if (pack) {
    book = standard_of(library, diag, pack);
    struct check_pack_in in = {library->framework,
                               pack,
                               book,
                               pack->style.s != NULL,
                               style.language == DIAG_JAPANESE ? LANG_JA : LANG_EN,
                               compared};
    check_pack(&in, library->arena, diag);
    if (book)
      check_stories(library, pack, in.is_strict, diag);
  }
  bool good = diag_errors(diag) == 0 && !(options->werror && diag_warnings(diag));
  if (good) say_good(options, pack, book);
  fflush(stdout);
  diag_print(diag, stderr, &style);
  diag_free(diag);
  return good;
}

/* False after a message: the text to compare with cannot be read, or is none, and nothing would be found in it. */
static bool read_compared(const struct options *options, struct arena *arena, const char **text) {
  char *data;
  size_t size;
  *text = NULL;
  if (!options->compare) return true;
  int error = file_read(arena, options->compare, LIMIT_INPUT_BYTES, &data, &size);
  if (error) {
    cli_error("cannot read %s: %s", options->compare, cli_reason(file_reason(error)));
    return false;
  }
  *text = data;
  if (size && strlen(data) == size && utf8_check(data, size) == size) return true;
  cli_error("%s holds no plain text in UTF-8; save the document as text first", options->compare);
  return false;
}

int check_guide(const struct options *options, struct library *library) {
  struct packs packs = {0};
  const char *compared;
  int code = EXIT_DONE;
  if (!read_compared(options, library->arena, &compared)) return EXIT_INPUT;
  choose(options, library, &packs);
  if (!packs.count && !options->file_count) {
    cli_error("there is no guide pack in %s/guide", library->data);
    return EXIT_INPUT;
  }
  for (size_t i = 0; i < packs.count; i++)
    if (!check_one(options, library, packs.folders[i], compared)) code = EXIT_INPUT;
  return code;
}

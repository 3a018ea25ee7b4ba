/* glyphs.c - walks every text of the answers. One message per text: its first character that no face has. */
#include "batch/glyphs.h"

#include "base/file.h"
#include "base/utf8.h"
#include "read/yaml_bytes.h"

#include <stdio.h>
#include <string.h>

enum { KNOWN_CHARACTERS = 0x10000 };
struct glyphs {
  const struct font_set *fonts;
  struct diag *diag;
  uint64_t known[KNOWN_CHARACTERS / 64]; /* a bit for each of the first plane that was found before */
};

/* Nothing to see on paper, or (U+FFFD) the trace of a damaged text, even if a face has a glyph for it. */
static bool is_never_printed(uint32_t code_point) {
  return utf8_is_private_use(code_point) || yaml_is_forbidden(code_point) || code_point == 0xFFFD;
}

/* The first character from `p` on that no face has; NULL: none. */
static const char *find_missing(struct glyphs *g, const char *p, const char *end) {
  while (p < end) {
    const char *start = p;
    uint32_t code_point = utf8_next(&p, end), selector = 0;
    bool is_first_plane = code_point < KNOWN_CHARACTERS;
    if (is_first_plane && (g->known[code_point / 64] >> code_point % 64 & 1)) continue;
    if (code_point == '\n' || code_point == '\r' || code_point == 0xFEFF || utf8_is_variation_selector(code_point))
      continue;
    if (is_never_printed(code_point) || font_pick(g->fonts, FONT_SANS, code_point, &selector) < 0) return start;
    if (is_first_plane) g->known[code_point / 64] |= (uint64_t)1 << code_point % 64;
  }
  return NULL;
}

/* What to write instead of a unit or date in one square; NULL: unknown. */
static const char *spelled_out(uint32_t code_point) {
  static const struct {
    uint32_t code_point;
    const char *letters;
  } SQUARES[] = {
#define SQUARE(code_point, letters) {code_point, letters},
#include "batch/squares.def"
#undef SQUARE
  };
  for (size_t i = 0; i < sizeof SQUARES / sizeof *SQUARES; i++)
    if (SQUARES[i].code_point == code_point) return SQUARES[i].letters;
  return NULL;
}

static void report(const struct glyphs *g, enum diag_code code, const char *character, struct span at) {
  const char *after = character;
  char name[16], itself[8] = {0};
  uint32_t code_point = utf8_next(&after, character + strlen(character));
  snprintf(name, sizeof name, "U+%04X", (unsigned)code_point);
  memcpy(itself, character, (size_t)(after - character) < sizeof itself ? (size_t)(after - character) : 0);
  const char *letters = spelled_out(code_point);
  if (letters && code == DIAG_S107)
    diag_add(g->diag, DIAG_S112, at, name, itself, letters);
  else
    diag_add(g->diag, code, at, name, itself);
}

static void check_text(struct glyphs *g, struct text text) {
  const char *missing = text.s ? find_missing(g, text.s, text.s + strlen(text.s)) : NULL;
  if (missing) report(g, DIAG_S107, missing, text.at);
}

static void check_items(struct glyphs *g, const struct answers *answers, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const struct answer *answer = &answers->items[i];
    const struct text texts[] = {answer->comment,       answer->reason,      answer->evidence.ref,
                                 answer->evidence.kind, answer->plan.action, answer->plan.owner};
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
      check_text(g, texts[t]);
  }
}

static void check_document(struct glyphs *g, const struct answers *answers) {
  for (size_t i = 0; i < answers->history_count; i++) {
    check_text(g, answers->history[i].change);
    check_text(g, answers->history[i].by);
  }
  for (size_t i = 0; i < answers->edition_count; i++) {
    const struct edition *edition = &answers->editions[i];
    check_text(g, edition->number);
    check_text(g, edition->addressee);
    for (size_t k = 0; k < edition->recipient_count; k++) {
      check_text(g, edition->recipients[k].name);
      check_text(g, edition->recipients[k].purpose);
    }
  }
  for (size_t i = 0; i < answers->decision_count; i++) {
    check_text(g, answers->decisions[i].title);
    check_text(g, answers->decisions[i].text);
  }
  for (int a = 0; a < ASKS_MAX; a++)
    check_text(g, answers->ask_response[a]);
}

static void check_people(struct glyphs *g, const struct answers *answers) {
  const struct text texts[] = {
      answers->org_name,        answers->org_name_en,      answers->occto_member,          answers->scope,
      answers->respondent.name, answers->respondent.title, answers->respondent.department, answers->confidentiality};
  for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
    check_text(g, texts[t]);
  for (size_t i = 0; i < answers->attestation_count; i++) {
    check_text(g, answers->attestations[i].body);
    check_text(g, answers->attestations[i].certificate);
  }
  for (size_t i = 0; i < answers->signoff_count; i++) {
    const struct signoff_entry *entry = &answers->signoff[i];
    const struct text held[] = {entry->name, entry->title, entry->seal_top, entry->seal_name};
    for (size_t t = 0; t < sizeof held / sizeof *held; t++)
      check_text(g, held[t]);
  }
}

/* Reports name the files that they come from. */
static void check_name(struct glyphs *g, const struct answers *answers) {
  if (!answers || !answers->path)
    return;
  const char *name = path_base(answers->path), *missing = find_missing(g, name, name + strlen(name));
  if (missing)
    report(g, DIAG_S111, missing, (struct span){answers->source, 0, 0});
}

void glyphs_check(const struct input *input, const struct font_set *fonts, struct diag *diag) {
  struct glyphs g = {.fonts = fonts, .diag = diag};
  check_name(&g, input->answers);
  check_name(&g, input->previous);
  check_people(&g, input->answers);
  check_document(&g, input->answers);
  check_items(&g, input->answers, input->framework->item_count);
}

static bool is_comment(const char *line) {
  return line[strspn(line, " ")] == '#';
}

static void check_file(struct glyphs *g, uint32_t index, const struct source *source) {
  for (const char *line = source->text, *end = line + source->size; line < end;) {
    const char *newline = memchr(line, '\n', (size_t)(end - line)), *line_end = newline ? newline : end;
    const char *missing = is_comment(line) ? NULL : find_missing(g, line, line_end);
    if (missing) {
      const char *after = missing;
      utf8_next(&after, line_end);
      report(g, DIAG_S107, missing, (struct span){index, (uint32_t)(missing - source->text), (uint32_t)(after - source->text)});
      return;
    }
    line = newline ? newline + 1 : end;
  }
}

void glyphs_check_files(struct diag *diag, const char *folder, const struct font_set *fonts) {
  struct glyphs g = {.fonts = fonts, .diag = diag};
  size_t size = strlen(folder);
  const struct source *source;
  for (uint32_t i = 1; (source = diag_source(diag, i)); i++)
    if (!strncmp(source->name, folder, size) && source->name[size] == '/') check_file(&g, i, source);
}

/* pack_chapters.c - the chapters of the guide: are both languages in step, is each chapter as long as the standard
 * allows, does the glossary define the standard's terms, each with its reading and in its place? Words, endings and
 * repeats of their texts are looked at with all others (pack_style, pack_repeats). */
#include "base/utf8.h"
#include "check/pack.h"
#include "check/pack_order.h"

#include <string.h>

static const char *const FILES[LANG_COUNT] = {[LANG_JA] = "ja/chapters.yaml", [LANG_EN] = "en/chapters.yaml"};

static bool is_definition(const struct pack_block *block) {
  return !strcmp(block->kind, "definition");
}

/* ---- both languages in step ---- */

static const struct pack_chapter *find_chapter(const struct pack_check *c, enum language language, size_t number) {
  for (size_t i = 0; i < c->pack->chapter_count[language]; i++)
    if (c->pack->chapters[language][i].number == number) return &c->pack->chapters[language][i];
  return NULL;
}

/* The blocks of a chapter that are no definitions: those stand in an order of their own in each language. */
static const struct pack_block *block_at(const struct pack_chapter *chapter, size_t wanted) {
  for (size_t i = 0; i < chapter->count; i++)
    if (!is_definition(&chapter->blocks[i]) && wanted-- == 0) return &chapter->blocks[i];
  return NULL;
}

/* Told once for a chapter, at the longer or, if both are as long, at the English one. */
static void compare_blocks(const struct pack_check *c, const struct pack_chapter *a, const struct pack_chapter *b,
                           enum language language) {
  enum language other = language == LANG_JA ? LANG_EN : LANG_JA;
  for (size_t i = 0;; i++) {
    const struct pack_block *here = block_at(a, i), *there = block_at(b, i);
    if (!here) return;
    if (there && !strcmp(here->kind, there->kind)) continue;
    if (!there || language == LANG_EN)
      diag_add(c->diag, DIAG_G244, here->at, pack_number(c, a->number), pack_number(c, i + 1), here->kind,
               there ? there->kind : "-", FILES[other]);
    return;
  }
}

void pack_check_chapters(const struct pack_check *c) {
  for (int l = 0; l < LANG_COUNT; l++) {
    enum language language = (enum language)l, other = language == LANG_JA ? LANG_EN : LANG_JA;
    if (!c->pack->chapter_count[other]) { /* one message for the whole file, and none in a pack of one language */
      if (c->pack->chapter_count[language] && pack_has_language(c, other))
        diag_add(c->diag, DIAG_G201, c->pack->id.at, FILES[other]);
      continue;
    }
    for (size_t i = 0; i < c->pack->chapter_count[language]; i++) {
      const struct pack_chapter *here = &c->pack->chapters[language][i];
      const struct pack_chapter *there = find_chapter(c, other, here->number);
      if (there)
        compare_blocks(c, here, there, language);
      else
        diag_add(c->diag, DIAG_G243, here->at, pack_number(c, here->number), FILES[other]);
    }
  }
}

/* ---- lengths ---- */

static size_t words_of(const char *text) {
  size_t words = 0;
  for (size_t i = 0; text[i]; i++)
    words += text[i] != ' ' && (i == 0 || text[i - 1] == ' ');
  return words;
}

static void check_length(const struct pack_check *c, enum language language, const struct pack_chapter *chapter) {
  const struct style_language *style = &c->in->book->language[language];
  if (chapter->number < 1 || chapter->number > PACK_CHAPTERS) return;
  size_t characters = 0, words = 0, most_characters = (size_t)style->chapter_characters[chapter->number - 1],
         most_words = (size_t)style->chapter_words[chapter->number - 1];
  for (size_t i = 0; i < chapter->count; i++) {
    const char *body = chapter->blocks[i].body.s;
    characters += body ? utf8_length(body) : 0;
    words += body ? words_of(body) : 0;
  }
  if (most_characters && characters > most_characters)
    pack_fault(c, DIAG_G245, chapter->at, pack_number(c, chapter->number), pack_number(c, characters),
               pack_number(c, most_characters));
  if (most_words && words > most_words)
    pack_fault(c, DIAG_G246, chapter->at, pack_number(c, chapter->number), pack_number(c, words),
               pack_number(c, most_words));
}

/* ---- glossary ---- */

/* What places a term: its reading, else its words without the gloss in brackets. */
static const char *place_of(const struct pack_check *c, const struct pack_block *block) {
  const char *head = block->head.s;
  if (block->reading.s && *block->reading.s) return block->reading.s;
  const char *wide = strstr(head, "（"), *narrow = strstr(head, " (");
  const char *end = wide ? wide : narrow ? narrow : head + strlen(head);
  return arena_strndup(c->arena, head, (size_t)(end - head));
}

static void check_definitions(const struct pack_check *c, enum language language, const struct pack_chapter *chapter) {
  const struct pack_block *before = NULL;
  for (size_t i = 0; i < chapter->count; i++) {
    const struct pack_block *block = &chapter->blocks[i];
    if (!is_definition(block) || !block->head.s) continue;
    bool has_reading = block->reading.s && *block->reading.s;
    if (language == LANG_JA && (has_reading ? !pack_is_reading(block->reading.s) : pack_needs_reading(block->head.s)))
      pack_fault(c, DIAG_G248, has_reading ? block->reading.at : block->head.at, block->head.s);
    if (before && pack_order(c->arena, place_of(c, before), place_of(c, block)) > 0)
      pack_fault(c, DIAG_G249, block->head.at, block->head.s, before->head.s);
    before = block;
  }
}

static bool is_defined(const struct pack_chapter *chapter, const char *term) {
  for (size_t i = 0; i < chapter->count; i++)
    if (is_definition(&chapter->blocks[i]) && chapter->blocks[i].head.s && !strcmp(chapter->blocks[i].head.s, term))
      return true;
  return false;
}

static void check_terms(const struct pack_check *c, enum language language, const struct pack_chapter *chapter) {
  const struct style_book *book = c->in->book;
  for (size_t i = 0; i < book->term_count[language]; i++) {
    const char *term = book->terms[language][i].write;
    bool was_seen = i > 0 && !strcmp(book->terms[language][i - 1].write, term);
    if (!was_seen && !is_defined(chapter, term)) pack_fault(c, DIAG_G247, chapter->at, term);
  }
}

void pack_check_chapter_style(const struct pack_check *c) {
  for (int l = 0; l < LANG_COUNT; l++)
    for (size_t i = 0; i < c->pack->chapter_count[l]; i++) {
      const struct pack_chapter *chapter = &c->pack->chapters[l][i];
      check_length(c, (enum language)l, chapter);
      check_definitions(c, (enum language)l, chapter);
      if (chapter->number == PACK_CHAPTERS) check_terms(c, (enum language)l, chapter);
    }
}

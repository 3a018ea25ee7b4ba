/* pack.h - the steps of check_pack: completeness, words, repeats, copies. Private to check/.
 *
 * A finding about a text points at the very characters: pack_place turns an offset in the value into a place in the
 * file, through the folding of block scalars. Findings about style are softened to warnings unless the pack declares
 * the standard (pack_fault). */
#ifndef TENKEN_CHECK_PACK_H
#define TENKEN_CHECK_PACK_H

#include "base/buf.h"
#include "check/check.h"

struct pack_check {
  const struct check_pack_in *in;
  const struct framework *framework;
  const struct pack *pack;
  struct arena *arena;
  struct diag *diag;
};

void pack_check_complete(const struct pack_check *);
bool pack_has_language(const struct pack_check *, enum language); /* any texts of items? */
void pack_check_style(const struct pack_check *);
void pack_check_repeats(const struct pack_check *);
void pack_check_chapters(const struct pack_check *);
void pack_check_chapter_style(const struct pack_check *);
void pack_check_copies(const struct pack_check *);

/* A style finding: diag_add, softened when the pack has not declared the standard. */
#define pack_fault(check, code, ...)                                                                                   \
  do {                                                                                                                 \
    diag_add((check)->diag, code, __VA_ARGS__);                                                                        \
    if (!(check)->in->is_strict) diag_soften((check)->diag);                                                           \
  } while (0)

/* Where bytes `offset`..`offset + size` of a text stand in its file; the whole text when they cannot be told. */
struct span pack_place(const struct diag *, const struct text *, size_t offset, size_t size);
/* Is the text the official wording, which nobody may restyle? */
bool pack_is_official(const struct pack_text *);
/* The item's id, "chapter 4" or "ask 2": whose text it is, in the language of the messages. */
const char *pack_part_name(const struct pack_check *, const struct pack_text *);
const char *pack_number(const struct pack_check *, size_t);
/* The text without marks and blanks, in small letters: what makes two sentences the same. */
void pack_put_bare(struct buf *out, const char *text, size_t size);
/* Bytes of the sentence at `text`, with its full stop and what follows up to the next. */
size_t pack_sentence(enum language, const char *text);

#endif

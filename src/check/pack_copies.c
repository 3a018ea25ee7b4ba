/* pack_copies.c - wording taken over from another text: a run of so many characters (Japanese) or words (English) that
 * stands in a text the user gives. Runs are compared by 64-bit hashes of their characters; of the compared text only
 * the hashes are kept. The standard's own terms are no wording: a run with a long one in it does not count. */
#include "base/utf8.h"
#include "check/pack_words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A character of the Japanese comparison, a word of the English one: its hash, and where it stands. */
struct unit {
  uint64_t hash;
  size_t at, end;
};
struct units {
  struct unit *list;
  size_t count, cap;
};
enum { BREAK = 0 }; /* the hash of a unit over which no run goes */

static uint64_t mixed(uint64_t hash, uint64_t value) {
  return (hash ^ value) * 1099511628211ULL;
}

static void push(struct units *out, struct unit unit) {
  if (out->count == out->cap) {
    out->cap = out->cap ? 2 * out->cap : 256;
    out->list = mem_realloc(out->list, out->cap * sizeof *out->list);
  }
  out->list[out->count++] = unit;
}

static void put_characters(struct units *out, const char *text) {
  const char *p = text, *end = text + strlen(text);
  while (p < end) {
    size_t at = (size_t)(p - text);
    uint32_t c = utf8_next(&p, end);
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t' && c != 0x3000)
      push(out, (struct unit){c, at, (size_t)(p - text)});
  }
}

static void put_words(struct units *out, const char *text) {
  for (size_t i = 0; text[i];) {
    uint64_t hash = 14695981039346656037ULL;
    size_t at = i;
    for (; isalnum((unsigned char)text[i]) || text[i] == '\''; i++)
      hash = mixed(hash, (uint64_t)tolower((unsigned char)text[i]));
    if (i > at)
      push(out, (struct unit){hash, at, i});
    else
      i++;
  }
}

/* Hash of `size` units from `first`, or BREAK. */
static uint64_t run_hash(const struct unit *first, size_t size) {
  uint64_t hash = 14695981039346656037ULL;
  for (size_t i = 0; i < size; i++) {
    if (first[i].hash == BREAK) return BREAK;
    hash = mixed(hash, first[i].hash);
  }
  return hash;
}

static int by_value(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return x < y ? -1 : x > y;
}

enum { NAME_CHARACTERS = 5 }; /* a term longer than this is a name, and names may be shared */

/* Breaks runs at the long terms of the standard: "遠隔監視制御システム" alone is most of a run. */
static void break_at_terms(const struct pack_check *c, struct units *units, const char *text) {
  const struct style_book *book = c->in->book;
  for (size_t t = 0; t < book->term_count[LANG_JA]; t++) {
    const char *term = book->terms[LANG_JA][t].write;
    size_t size = strcspn(term, "("), at = 0;
    const char *bracket = strstr(term, "（");
    if (bracket) size = (size_t)(bracket - term);
    const char *name = arena_strndup(c->arena, term, size);
    if (utf8_length(name) <= NAME_CHARACTERS) continue;
    for (const char *p = text; (p = strstr(p, name)); p += size)
      for (; at < units->count && units->list[at].at < (size_t)(p - text) + size; at++)
        if (units->list[at].at >= (size_t)(p - text)) units->list[at].hash = BREAK;
  }
}

static void compare(const struct pack_check *c, const struct text_check *t, const struct units *units, size_t run,
                    const uint64_t *known, size_t known_count) {
  for (size_t i = 0; i + run <= units->count; i++) {
    uint64_t hash = run_hash(&units->list[i], run);
    if (hash == BREAK || !bsearch(&hash, known, known_count, sizeof hash, by_value)) continue;
    struct found f = {units->list[i].at, units->list[i + run - 1].end - units->list[i].at};
    pack_fault(c, DIAG_G237, words_place(t, &f), t->written->path, t->id, words_text(t, &f));
    return;
  }
}

static void check_language(const struct pack_check *c, enum language language) {
  const struct style_language *style = &c->in->book->language[language];
  size_t run = (size_t)(style->copy_characters ? style->copy_characters : style->copy_words);
  void (*put)(struct units *, const char *) = style->copy_characters ? put_characters : put_words;
  struct units units = {0};
  if (!run) return;
  put(&units, c->in->compared);
  if (style->copy_characters) break_at_terms(c, &units, c->in->compared);
  size_t count = 0;
  uint64_t *known = mem_alloc((units.count + 1) * sizeof *known);
  for (size_t i = 0; i + run <= units.count; i++) {
    uint64_t hash = run_hash(&units.list[i], run);
    if (hash != BREAK) known[count++] = hash;
  }
  qsort(known, count, sizeof *known, by_value);
  for (size_t i = 0; i < c->pack->text_count[language]; i++) {
    struct text_check t = text_check_of(c, language, &c->pack->texts[language][i]);
    units.count = 0;
    put(&units, t.text);
    if (!pack_is_official(t.written)) compare(c, &t, &units, run, known, count);
  }
  free(units.list);
  free(known);
}

void pack_check_copies(const struct pack_check *c) {
  for (int language = 0; language < LANG_COUNT; language++)
    check_language(c, (enum language)language);
}

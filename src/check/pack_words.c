/* pack_words.c - one search for rules and terms. */
#include "check/pack_words.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

struct text_check text_check_of(const struct pack_check *c, enum language language, const struct pack_text *written) {
  char *small = NULL;
  if (language == LANG_EN) {
    small = arena_strdup(c->arena, written->text.s);
    for (char *p = small; *p; p++)
      *p = (char)tolower((unsigned char)*p);
  }
  return (struct text_check){.check = c,
                             .style = &c->in->book->language[language],
                             .language = language,
                             .written = written,
                             .text = written->text.s,
                             .id = pack_part_name(c, written),
                             .small = small};
}

static bool is_letter(char c) {
  return isalnum((unsigned char)c) || c == '_';
}

/* A word that begins or ends with a mark needs no boundary there. */
static bool is_whole(const char *text, size_t at, size_t size, bool is_stem) {
  bool open = at == 0 || !is_letter(text[at - 1]) || !is_letter(text[at]);
  bool closed = is_stem || !is_letter(text[at + size]) || !is_letter(text[at + size - 1]);
  return open && closed;
}

/* First match from `from` on, with its size. */
static bool find_english(const char *small, const char *word, size_t from, struct found *f) {
  size_t size = strlen(word);
  bool is_stem = size > 1 && word[size - 1] == '*';
  size -= is_stem;
  int first = tolower((unsigned char)word[0]);
  for (const char *p = small + from; (p = strchr(p, first)); p++) {
    size_t at = (size_t)(p - small);
    if (strncasecmp(p, word, size) || !is_whole(small, at, size, is_stem)) continue;
    while (is_stem && is_letter(small[at + size]))
      size++;
    *f = (struct found){at, size};
    return true;
  }
  return false;
}

static bool find_japanese(const char *text, const char *word, size_t from, struct found *f) {
  const char *p = strstr(text + from, word);
  if (p) *f = (struct found){(size_t)(p - text), strlen(word)};
  return p != NULL;
}

static bool find(const struct text_check *t, const char *word, struct found *last) {
  size_t from = last->at + last->size;
  return t->language == LANG_EN ? find_english(t->small, word, from, last) : find_japanese(t->text, word, from, last);
}

static bool stands_after(const char *text, size_t at, const char *const *words, size_t count) {
  for (size_t i = 0; i < count; i++) {
    size_t size = strlen(words[i]);
    if (size <= at && !memcmp(text + at - size, words[i], size)) return true;
  }
  return count == 0;
}

static bool stands_before(const char *rest, const char *const *words, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!strncmp(rest, words[i], strlen(words[i]))) return true;
  return false;
}

bool words_find(const struct text_check *t, const struct style_rule *rule, const char *word, struct found *last) {
  while (find(t, word, last)) {
    const char *rest = t->text + last->at + last->size;
    if (stands_after(t->text, last->at, rule->after, rule->after_count) &&
        (!rule->before_count || stands_before(rest, rule->before, rule->before_count)))
      return true;
  }
  return false;
}

bool words_find_term(const struct text_check *t, const char *word, struct found *last) {
  while (find(t, word, last))
    if (!stands_before(t->text + last->at + last->size, t->style->term_not_before, t->style->term_not_before_count))
      return true;
  return false;
}

struct span words_place(const struct text_check *t, const struct found *f) {
  return pack_place(t->check->diag, &t->written->text, f->at, f->size);
}

const char *words_text(const struct text_check *t, const struct found *f) {
  return arena_strndup(t->check->arena, t->text + f->at, f->size);
}

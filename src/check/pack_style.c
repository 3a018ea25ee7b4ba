/* pack_style.c - every text of a pack against the writing standard: lengths, spacing, widths, and the rules of the
 * standard's own list. What the rules say is data (data/guide-style); what a kind of rule means stands here. */
#include "base/utf8.h"
#include "check/pack_words.h"

#include <ctype.h>
#include <string.h>

/* ---- lengths ---- */

static void check_length(const struct text_check *t) {
  const struct style_language *style = t->style;
  size_t length = utf8_length(t->text);
  for (size_t i = 0; i < style->length_count; i++) {
    int most = style->lengths[i].characters;
    if (pack_path_is_in(t->written->path, style->lengths[i].field) && length > (size_t)most)
      pack_fault(t->check, DIAG_G220, t->written->text.at, t->written->path, t->id, pack_number(t->check, length),
                 pack_number(t->check, (size_t)most));
  }
}

/* Words of an English sentence, parted where a reader takes breath: full stop, semicolon, colon. */
static void check_words(const struct text_check *t) {
  size_t words = 0, from = 0, most = (size_t)t->style->sentence_words;
  for (size_t i = 0; most && t->text[i]; i++) {
    bool begins = t->text[i] != ' ' && (i == 0 || t->text[i - 1] == ' ');
    words += begins;
    if (words == most + 1 && begins)
      pack_fault(t->check, DIAG_G222, pack_place(t->check->diag, &t->written->text, from, i - from), t->written->path,
                 t->id, pack_number(t->check, words), pack_number(t->check, most));
    if (strchr(".;:", t->text[i])) {
      words = 0;
      from = i + 1;
    }
  }
}

static void check_sentences(const struct text_check *t) {
  size_t most = (size_t)t->style->sentence_characters;
  check_words(t);
  for (size_t at = 0, size; most && t->text[at]; at += size) {
    size = pack_sentence(t->language, t->text + at);
    const char *sentence = arena_strndup(t->check->arena, t->text + at, size);
    size_t length = utf8_length(sentence) - (strstr(sentence, "。") ? 1 : 0);
    if (length > most)
      pack_fault(t->check, DIAG_G221, pack_place(t->check->diag, &t->written->text, at, size), t->written->path, t->id,
                 pack_number(t->check, length), pack_number(t->check, most));
  }
}

/* ---- blanks and widths ---- */

static bool is_japanese(uint32_t p) {
  return (p >= 0x3001 && p <= 0x30FF) || (p >= 0x3400 && p <= 0x9FFF) || p == 0xFF08 || p == 0xFF09;
}

static bool is_wide_latin(uint32_t p) {
  return (p >= 0xFF10 && p <= 0xFF19) || (p >= 0xFF21 && p <= 0xFF3A) || (p >= 0xFF41 && p <= 0xFF5A) || p == 0xFF0C ||
         p == 0xFF0E;
}

static void one_blank(const struct text_check *t, enum diag_code code, size_t at) {
  pack_fault(t->check, code, pack_place(t->check->diag, &t->written->text, at, 1), t->written->path, t->id);
}

/* A blank is wrong at either end, beside another blank, as a line break, and beside a Japanese character. */
static void check_blanks(const struct text_check *t) {
  const char *text = t->text, *end = text + strlen(text), *p = text;
  uint32_t before = ' ';
  while (p < end) {
    size_t at = (size_t)(p - text);
    uint32_t now = utf8_next(&p, end);
    const char *ahead = p;
    uint32_t next = p < end ? utf8_next(&ahead, end) : ' ';
    bool is_blank = now == ' ' || now == '\n' || now == 0x3000;
    if (is_blank && (now != ' ' || before == ' ' || next == ' ' || next == '\n')) {
      one_blank(t, DIAG_G224, at);
      return;
    }
    if (is_blank && t->language == LANG_JA && (is_japanese(before) || is_japanese(next))) {
      one_blank(t, DIAG_G223, at);
      return;
    }
    before = now;
  }
}

static void check_widths(const struct text_check *t) {
  const char *text = t->text, *end = text + strlen(text), *p = text;
  while (p < end) {
    const char *from = p;
    uint32_t now = utf8_next(&p, end);
    if (!is_wide_latin(now) && !(t->language == LANG_EN && is_japanese(now))) continue;
    struct span at = pack_place(t->check->diag, &t->written->text, (size_t)(from - text), (size_t)(p - from));
    const char *shown = arena_strndup(t->check->arena, from, (size_t)(p - from));
    if (is_wide_latin(now))
      pack_fault(t->check, DIAG_G225, at, t->written->path, t->id, shown,
                 arena_printf(t->check->arena, "%c", (char)(now - 0xFF01 + '!')));
    else
      pack_fault(t->check, DIAG_G226, at, t->written->path, t->id, shown);
    return;
  }
}

/* ---- the standard's own rules ---- */

static const char *why(const struct text_check *t, const struct style_rule *rule) {
  return rule->why[t->check->in->messages];
}

static const char *choices(const struct text_check *t, const struct style_rule *rule) {
  const char *all = "";
  for (size_t i = 0; i < rule->word_count; i++)
    all = arena_printf(t->check->arena, "%s%s%s", all, i ? " / " : "", rule->words[i]);
  return all;
}

static bool begins_with_one(const struct style_rule *rule, const char *text) {
  for (size_t i = 0; i < rule->word_count; i++)
    if (!strncmp(text, rule->words[i], strlen(rule->words[i]))) return true;
  return false;
}

static bool ends_with_one(const struct style_rule *rule, const char *text, size_t size) {
  for (size_t i = 0; i < rule->word_count; i++) {
    size_t ending = strlen(rule->words[i]);
    if (ending <= size && !memcmp(text + size - ending, rule->words[i], ending)) return true;
  }
  return false;
}

static void rule_begins(const struct text_check *t, const struct style_rule *rule) {
  if (!begins_with_one(rule, t->text))
    pack_fault(t->check, DIAG_G227, pack_place(t->check->diag, &t->written->text, 0, 1), t->written->path, t->id,
               choices(t, rule), why(t, rule));
}

static void rule_case(const struct text_check *t, const struct style_rule *rule) {
  bool upper = rule->kind == STYLE_BEGINS_UPPER;
  unsigned char first = (unsigned char)t->text[0];
  if ((upper ? !islower(first) : !isupper(first)) || begins_with_one(rule, t->text)) return;
  pack_fault(t->check, upper ? DIAG_G229 : DIAG_G228, pack_place(t->check->diag, &t->written->text, 0, 1),
             t->written->path, t->id, why(t, rule));
}

/* In Japanese each sentence of the text has the ending; in English only the last shows it. */
static void rule_ends(const struct text_check *t, const struct style_rule *rule) {
  size_t size, all = strlen(t->text);
  for (size_t at = 0; t->text[at]; at += size) {
    size = t->language == LANG_JA ? pack_sentence(t->language, t->text + at) : all;
    if (ends_with_one(rule, t->text + at, size)) continue;
    size_t last = at + size;
    do
      last--;
    while (last > at && ((unsigned char)t->text[last] & 0xC0) == 0x80);
    pack_fault(t->check, DIAG_G230, pack_place(t->check->diag, &t->written->text, last, at + size - last),
               t->written->path, t->id, choices(t, rule), why(t, rule));
    return;
  }
}

static size_t count_words(const struct text_check *t, const struct style_rule *rule, struct found *last) {
  size_t count = 0;
  for (size_t i = 0; i < rule->word_count; i++)
    for (struct found f = {0}; words_find(t, rule, rule->words[i], &f); count++)
      *last = f;
  return count;
}

static void rule_has(const struct text_check *t, const struct style_rule *rule) {
  struct found last = {0};
  size_t count = count_words(t, rule, &last);
  if (count == 0)
    pack_fault(t->check, DIAG_G231, t->written->text.at, t->written->path, t->id, choices(t, rule), why(t, rule));
  else if (count > 1 && rule->kind == STYLE_HAS_ONCE)
    pack_fault(t->check, DIAG_G232, words_place(t, &last), t->written->path, t->id, words_text(t, &last), why(t, rule));
}

static void rule_has_not(const struct text_check *t, const struct style_rule *rule) {
  for (size_t i = 0; i < rule->word_count; i++)
    for (struct found f = {0}; words_find(t, rule, rule->words[i], &f);) {
      if (rule->write)
        pack_fault(t->check, DIAG_G234, words_place(t, &f), t->written->path, t->id, words_text(t, &f), rule->write);
      else
        pack_fault(t->check, DIAG_G233, words_place(t, &f), t->written->path, t->id, words_text(t, &f), why(t, rule));
    }
}

/* Digits, perhaps a blank, then a unit. */
static void rule_figure(const struct text_check *t, const struct style_rule *rule) {
  for (size_t i = 0; t->text[i]; i++) {
    if (!isdigit((unsigned char)t->text[i]) || (i > 0 && isdigit((unsigned char)t->text[i - 1]))) continue;
    size_t digits = strspn(t->text + i, "0123456789.,");
    size_t blank = t->text[i + digits] == ' ';
    for (size_t w = 0; w < rule->word_count; w++) {
      size_t size = strlen(rule->words[w]);
      if (strncmp(t->text + i + digits + blank, rule->words[w], size)) continue;
      struct found f = {i, digits + blank + size};
      pack_fault(t->check, DIAG_G236, words_place(t, &f), t->written->path, t->id, words_text(t, &f), why(t, rule));
      break;
    }
  }
}

typedef void rule_check(const struct text_check *, const struct style_rule *);

static bool is_in_one(const char *path, const char *const *fields, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (pack_path_is_in(path, fields[i])) return true;
  return false;
}

static void check_rules(const struct text_check *t) {
  static rule_check *const kinds[STYLE_RULE_KIND_COUNT] = {
      [STYLE_BEGINS] = rule_begins,     [STYLE_BEGINS_LOWER] = rule_case,
      [STYLE_BEGINS_UPPER] = rule_case, [STYLE_ENDS] = rule_ends,
      [STYLE_HAS] = rule_has,           [STYLE_HAS_ONCE] = rule_has,
      [STYLE_HAS_NOT] = rule_has_not,   [STYLE_HAS_NO_FIGURE] = rule_figure,
  };
  for (size_t r = 0; r < t->style->rule_count; r++) {
    const struct style_rule *rule = &t->style->rules[r];
    bool applies = (rule->field_count == 0 || is_in_one(t->written->path, rule->fields, rule->field_count)) &&
                   !is_in_one(t->written->path, rule->except, rule->except_count);
    if (applies) kinds[rule->kind](t, rule);
  }
}

static void check_terms(const struct text_check *t) {
  const struct style_book *book = t->check->in->book;
  for (size_t i = 0; i < book->term_count[t->language]; i++) {
    const struct style_term *term = &book->terms[t->language][i];
    for (struct found f = {0}; words_find_term(t, term->never, &f);)
      pack_fault(t->check, DIAG_G235, words_place(t, &f), t->written->path, t->id, words_text(t, &f), term->write);
  }
}

void pack_check_style(const struct pack_check *c) {
  for (int language = 0; language < LANG_COUNT; language++)
    for (size_t i = 0; i < c->pack->text_count[language]; i++) {
      const struct pack_text *written = &c->pack->texts[language][i];
      if (pack_is_official(written)) continue;
      struct text_check t = text_check_of(c, (enum language)language, written);
      check_length(&t);
      check_sentences(&t);
      check_blanks(&t);
      check_widths(&t);
      check_rules(&t);
      check_terms(&t);
    }
}

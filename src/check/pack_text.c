/* pack_text.c - what the rules of a pack share: places inside texts, sentences, bare forms. */
#include "base/utf8.h"
#include "check/pack.h"

#include <ctype.h>
#include <string.h>

/* ---- places ---- */

/* After the header of a block scalar (">-") and the first indentation; after a quotation mark. */
static const char *text_start(const char *s, const char *end) {
  if (s < end && (*s == '>' || *s == '|')) {
    while (s < end && *s != '\n')
      s++;
    while (s < end && (*s == '\n' || *s == ' '))
      s++;
  } else if (s < end && (*s == '"' || *s == '\''))
    s++;
  return s;
}

/* The source after a line break and the next line's indentation. */
static const char *over_fold(const char *s, const char *end) {
  while (s < end && (*s == '\n' || *s == '\r' || *s == ' '))
    s++;
  return s;
}

/* Follows the value through the source; NULL where they part (escapes of quoted texts). */
static const char *follow(const char *value, size_t count, const char *s, const char *end) {
  for (size_t i = 0; i < count; i++) {
    if (s >= end) return NULL;
    if ((value[i] == ' ' || value[i] == '\n') && (*s == '\n' || *s == '\r'))
      s = over_fold(s, end);
    else if (*s == value[i])
      s++;
    else
      return NULL;
  }
  return s;
}

struct span pack_place(const struct diag *d, const struct text *text, size_t offset, size_t size) {
  const struct source *source = diag_source(d, text->at.source);
  if (!source) return text->at;
  const char *end = source->text + source->size;
  const char *start = text_start(source->text + text->at.start, end);
  const char *found = follow(text->s, offset, start, end);
  if (found && offset < strlen(text->s) && text->s[offset] != ' ' && found < end && (*found == '\n' || *found == '\r'))
    found = over_fold(found, end);
  if (!found) return text->at;
  uint32_t at = (uint32_t)(found - source->text);
  return (struct span){text->at.source, at, at + (uint32_t)size};
}

/* ---- texts ---- */

bool pack_is_official(const struct pack_text *t) {
  return !strcmp(t->path, "risk.text");
}

const char *pack_part_name(const struct pack_check *c, const struct pack_text *t) {
  bool japanese = c->in->messages == LANG_JA;
  if (t->part == PACK_ITEM) return c->framework->items[t->item].id;
  if (t->part == PACK_CHAPTER) return arena_printf(c->arena, japanese ? "%zu章" : "chapter %zu", t->item);
  return arena_printf(c->arena, japanese ? "求め%zu" : "ask %zu", t->item);
}

const char *pack_number(const struct pack_check *c, size_t number) {
  return arena_printf(c->arena, "%zu", number);
}

/* Marks of Japanese and English texts; 々 and 〇 are no marks. */
static bool is_mark(uint32_t p) {
  if (p < 0x80) return !isalnum((int)p);
  if (p == 0x3005 || p == 0x3007) return false;
  return (p >= 0x2000 && p <= 0x206F) || (p >= 0x3000 && p <= 0x303F) || p == 0x30FB || (p >= 0xFF00 && p <= 0xFF0F) ||
         (p >= 0xFF1A && p <= 0xFF20) || (p >= 0xFF3B && p <= 0xFF40) || (p >= 0xFF5B && p <= 0xFF65);
}

void pack_put_bare(struct buf *out, const char *text, size_t size) {
  const char *end = text + size;
  while (text < end) {
    const char *from = text;
    uint32_t p = utf8_next(&text, end);
    if (is_mark(p)) continue;
    if (p < 0x80)
      buf_putc(out, (char)tolower((int)p));
    else
      buf_put(out, from, (size_t)(text - from));
  }
}

size_t pack_sentence(enum language language, const char *text) {
  static const char stop[] = "。";
  if (language == LANG_JA) {
    const char *found = strstr(text, stop);
    return found ? (size_t)(found - text) + sizeof stop - 1 : strlen(text);
  }
  size_t i = 0;
  while (text[i] && !(strchr(".?!", text[i]) && text[i + 1] == ' '))
    i++;
  while (text[i] && strchr(".?! ", text[i]))
    i++;
  return i;
}

/* pack_order.c - keys of two levels: base kana first, then the kana as written. */
#include "check/pack_order.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <ctype.h>
#include <string.h>

enum { FIRST_KANA = 0x3041, LAST_KANA = 0x3096, TO_HIRAGANA = 0x60, LONG_VOWEL = 0x30FC, MIDDLE_DOT = 0x30FB };

/* What each kana from U+3041 on counts as, and the vowel it ends in. */
static const char BASES[] =
    "ああいいううええおおかかききくくけけここささししすすせせそそたたちちつつつててとと"
    "なにぬねのはははひひひふふふへへへほほほまみむめもややゆゆよよらりるれろわわゐゑをんうかけ";
static const char VOWELS[] =
    "ああいいううええおおああいいううええおおああいいううええおおああいいうううええおお"
    "あいうえおあああいいいうううえええおおおあいうえおああううおおあいうえおああいえおんうあえ";
enum { KANA_BYTES = 3 };

static uint32_t kana_of(uint32_t point) {
  bool is_katakana = point >= FIRST_KANA + TO_HIRAGANA && point <= LAST_KANA + TO_HIRAGANA;
  uint32_t kana = is_katakana ? point - TO_HIRAGANA : point;
  return kana >= FIRST_KANA && kana <= LAST_KANA ? kana : 0;
}

static void put_from(struct buf *out, const char *table, uint32_t kana) {
  buf_put(out, table + (size_t)(kana - FIRST_KANA) * KANA_BYTES, KANA_BYTES);
}

static const char *key(struct arena *arena, const char *text, bool is_base) {
  struct buf out = {0};
  uint32_t before = 0;
  for (const char *s = text, *end = text + strlen(text); s < end;) {
    uint32_t point = utf8_next(&s, end), kana = kana_of(point);
    if (point < 0x80 && isalnum((int)point)) buf_putc(&out, (char)tolower((int)point));
    if (point == LONG_VOWEL && before) put_from(&out, is_base ? VOWELS : BASES, before);
    if (kana && is_base) put_from(&out, BASES, kana);
    if (kana && !is_base) {
      char one[5] = {0};
      utf8_put(one, kana);
      buf_puts(&out, one);
    }
    if (kana) before = kana;
  }
  const char *made = arena_strndup(arena, out.data ? out.data : "", out.size);
  buf_free(&out);
  return made;
}

int pack_order(struct arena *arena, const char *a, const char *b) {
  int order = strcmp(key(arena, a, true), key(arena, b, true));
  return order ? order : strcmp(key(arena, a, false), key(arena, b, false));
}

bool pack_is_reading(const char *text) {
  for (const char *s = text, *end = text + strlen(text); s < end;) {
    uint32_t point = utf8_next(&s, end);
    bool is_hiragana = point >= FIRST_KANA && point <= LAST_KANA;
    if (!is_hiragana && point != LONG_VOWEL && point != MIDDLE_DOT) return false;
  }
  return *text != '\0';
}

bool pack_needs_reading(const char *text) {
  for (const char *s = text, *end = text + strlen(text); s < end;) {
    uint32_t point = utf8_next(&s, end);
    bool is_kanji = (point >= 0x3400 && point <= 0x9FFF) || point == 0x3005 || point >= 0x20000;
    if (is_kanji) return true;
  }
  return false;
}

/* How: a character is drawn without shaping by the first face that has it: the asked one, then the fallbacks. A
 * variation sequence is looked for in all faces before its selector is given up. */
#include "base/utf8.h"
#include "font/font.h"

static const enum font_role FALLBACKS[] = {FONT_FALLBACK, FONT_FALLBACK_2};
enum { FALLBACK_COUNT = sizeof FALLBACKS / sizeof FALLBACKS[0] };

/* Private use has no agreed meaning, and the others have no ink or no Unicode value that PDF lets text extraction
 * return (PDF/A-3, 6.2.11.7.2): for a report all of them count as missing. */
static bool is_text(uint32_t c) {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return false;
  return c != 0xFEFF && (c & 0xFFFE) != 0xFFFE && !utf8_is_private_use(c);
}

static int pick(const struct font_set *fonts, enum font_role asked, uint32_t code_point, uint32_t selector) {
  if (face_glyph(fonts->face[asked], code_point, selector)) return (int)asked;
  for (int i = 0; i < FALLBACK_COUNT; i++) {
    const struct face *face = fonts->face[FALLBACKS[i]];
    if (face && face_glyph(face, code_point, selector)) return (int)FALLBACKS[i];
  }
  return -1;
}

int font_pick(const struct font_set *fonts, enum font_role asked, uint32_t code_point, uint32_t *selector) {
  if (!is_text(code_point)) return -1;
  if (*selector) {
    int role = pick(fonts, asked, code_point, *selector);
    if (role >= 0) return role;
    role = pick(fonts, asked, code_point, 0);
    if (role >= 0) *selector = 0;
    return role;
  }
  return pick(fonts, asked, code_point, 0);
}

long font_text_advance(const struct font_set *fonts, enum font_role asked, const char *utf8, size_t size_bytes) {
  const char *p = utf8, *end = utf8 + size_bytes;
  long advance = 0;
  while (p < end) {
    uint32_t code_point = utf8_next(&p, end), selector = 0;
    const char *after = p;
    if (p < end && utf8_is_variation_selector(selector = utf8_next(&after, end)))
      p = after;
    else
      selector = 0;
    int role = font_pick(fonts, asked, code_point, &selector);
    advance += role < 0 ? 1000 : face_advance(fonts->face[role], face_glyph(fonts->face[role], code_point, selector));
  }
  return advance;
}

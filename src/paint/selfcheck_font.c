/* How: for each font of the pages, the codes that their texts really used are followed through all three maps: to a
 * glyph of the embedded file, to its width there, to a Unicode value. The font file is read here, not asked from the
 * code that made it. */
#include "base/utf8.h"
#include "paint/selfcheck_parts.h"

#include <string.h>

enum { GLYPH_NONE = 0, BLOCK_MAX = 100, DEFAULT_WIDTH_IN_FILE = 1000 };

struct font_file { /* tables of the subset, inside its bytes */
  const uint8_t *hmtx, *loca;
  unsigned em, metrics, glyphs, loca_entry;
};
struct font_check {
  struct selfcheck *check;
  unsigned object;
  const uint8_t *used, *map;
  struct font_file file;
  unsigned codes;    /* that the map has; the arrays below go so far */
  uint16_t *width;   /* by code, as the dictionary says */
  uint32_t *unicode; /* by code: first code point; 0: none */
};

static bool need(struct font_check *font, bool holds, enum selfcheck_rule rule) {
  return check_need(font->check, holds, rule, font->object);
}

/* ---- the embedded file ---- */

static unsigned u16(const uint8_t *p) {
  return (unsigned)p[0] << 8 | p[1];
}

static size_t u32(const uint8_t *p) {
  return (size_t)u16(p) << 16 | u16(p + 2);
}

static const uint8_t *table(const struct object_text *file, const char tag[4], size_t least) {
  const uint8_t *data = file->data;
  for (unsigned i = 0; i < u16(data + 4); i++) {
    const uint8_t *entry = data + 12 + 16 * (size_t)i;
    size_t offset, length;
    if (12 + 16 * ((size_t)i + 1) > file->data_size) return NULL;
    offset = u32(entry + 8);
    length = u32(entry + 12);
    if (memcmp(entry, tag, 4) == 0)
      return length >= least && offset <= file->data_size && length <= file->data_size - offset ? data + offset : NULL;
  }
  return NULL;
}

static bool read_file(const struct object_text *file, struct font_file *out) {
  if (file->data_size < 12) return false;
  const uint8_t *head = table(file, "head", 54), *hhea = table(file, "hhea", 36), *maxp = table(file, "maxp", 6);
  if (!head || !hhea || !maxp || !table(file, "glyf", 0)) return false;
  out->em = u16(head + 18);
  out->loca_entry = u16(head + 50) ? 4 : 2;
  out->metrics = u16(hhea + 34);
  out->glyphs = u16(maxp + 4);
  if (!out->em || !out->metrics || out->metrics > out->glyphs) return false;
  out->hmtx = table(file, "hmtx", 2 * ((size_t)out->metrics + out->glyphs));
  out->loca = table(file, "loca", out->loca_entry * ((size_t)out->glyphs + 1));
  return out->hmtx && out->loca;
}

static bool has_outline(const struct font_file *file, unsigned glyph) {
  const uint8_t *entry = file->loca + (size_t)glyph * file->loca_entry;
  return memcmp(entry, entry + file->loca_entry, file->loca_entry) != 0;
}

static unsigned width_in_file(const struct font_file *file, unsigned glyph) {
  unsigned last = file->metrics - 1;
  return (u16(file->hmtx + 4 * (size_t)(glyph < last ? glyph : last)) * 1000 + file->em / 2) / file->em;
}

/* ---- widths: [code [w w ...] code [w ...]] ---- */

static bool read_widths(struct font_check *font, uint32_t cid_font) {
  const struct nodes *nodes = &font->check->nodes;
  uint32_t widths = check_get(font->check, cid_font, PDF_W);
  long standard, code, width;
  if (!nodes_integer(nodes, nodes_get(nodes, cid_font, PDF_DW), &standard) || standard != DEFAULT_WIDTH_IN_FILE)
    return false;
  for (unsigned i = 0; i < font->codes; i++)
    font->width[i] = DEFAULT_WIDTH_IN_FILE;
  for (uint32_t first = nodes_first(nodes, widths); first;) {
    uint32_t run = nodes_after(nodes, widths, first);
    if (!nodes_integer(nodes, first, &code) || !nodes_is(nodes, run, NODE_ARRAY)) return false;
    for (uint32_t part = nodes_first(nodes, run); part; part = nodes_after(nodes, run, part), code++) {
      if (code < 0 || code >= (long)font->codes || !nodes_integer(nodes, part, &width) || width < 0 || width > 0xFFFF) return false;
      font->width[code] = (uint16_t)width;
    }
    first = nodes_after(nodes, widths, run);
  }
  return true;
}

/* ---- Unicode values: blocks of "<code> <value>\n" ---- */

static bool hexadecimal(const char **p, const char *end, unsigned digits, uint32_t *value) {
  *value = 0;
  for (unsigned i = 0; i < digits; i++, ++*p) {
    int digit = *p >= end ? -1 : **p >= '0' && **p <= '9' ? **p - '0' : **p >= 'A' && **p <= 'F' ? **p - 'A' + 10 : -1;
    if (digit < 0) return false;
    *value = *value << 4 | (uint32_t)digit;
  }
  return true;
}

static bool skip(const char **p, const char *end, const char *text) {
  size_t size = strlen(text);
  if ((size_t)(end - *p) < size || memcmp(*p, text, size) != 0) return false;
  *p += size;
  return true;
}

static bool is_allowed(struct font_check *font, uint32_t c) {
  need(font, !utf8_is_private_use(c), RULE_FONT_PRIVATE);
  return c && c != 0xFEFF && c != 0xFFFE && c != 0xFFFF && c < 0x110000 && !(c >= 0xD800 && c < 0xE000);
}

/* One value of a block: UTF-16 units, one character with or without a variation selector. */
static bool read_value(struct font_check *font, const char **p, const char *end) {
  uint32_t code, unit, low, first = 0;
  if (!skip(p, end, "<") || !hexadecimal(p, end, 4, &code) || !skip(p, end, "> <")) return false;
  while (!skip(p, end, ">\n")) {
    if (!hexadecimal(p, end, 4, &unit)) return false;
    if (unit >= 0xD800 && unit < 0xDC00) {
      if (!hexadecimal(p, end, 4, &low) || low < 0xDC00 || low > 0xDFFF) return false;
      unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }
    if (!is_allowed(font, unit)) return false;
    first = first ? first : unit;
  }
  if (!first || code >= font->codes || font->unicode[code]) return false;
  font->unicode[code] = first;
  return true;
}

static bool read_block(struct font_check *font, const char **p, const char *end) {
  unsigned count = 0;
  while (*p < end && **p >= '0' && **p <= '9' && count <= BLOCK_MAX)
    count = count * 10 + (unsigned)(*(*p)++ - '0');
  if (!count || count > BLOCK_MAX || !skip(p, end, " beginbfchar\n")) return false;
  for (unsigned i = 0; i < count; i++)
    if (!read_value(font, p, end)) return false;
  return skip(p, end, "endbfchar\n");
}

static bool read_unicode(struct font_check *font, const struct object_text *stream) {
  static const char SPACE[] = "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
  const char *p = stream->data, *end = p + stream->data_size;
  while (p < end && !skip(&p, end, SPACE))
    p++;
  if (p >= end) return false;
  while (p < end && *p != 'e')
    if (!read_block(font, &p, end)) return false;
  return skip(&p, end, "endcmap\n");
}

/* ---- one font ---- */

static bool is_space(uint32_t c) {
  return c == ' ' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F;
}

static void check_codes(struct font_check *font) {
  static const uint8_t UNUSED[32] = {0};
  for (unsigned code = 0; code < CODES; code++) {
    if (code % 256 == 0 && memcmp(font->used + code / 8, UNUSED, sizeof UNUSED) == 0) {
      code |= 255;
      continue;
    }
    if (!(font->used[code >> 3] >> (code & 7) & 1)) continue;
    unsigned glyph = code < font->codes ? u16(font->map + 2 * (size_t)code) : GLYPH_NONE;
    if (!need(font, glyph != GLYPH_NONE && glyph < font->file.glyphs, RULE_FONT_GLYPH)) return;
    need(font, font->unicode[code] != 0, RULE_FONT_UNICODE);
    need(font, has_outline(&font->file, glyph) || is_space(font->unicode[code]), RULE_FONT_GLYPH);
    int difference = (int)width_in_file(&font->file, glyph) - font->width[code];
    need(font, difference >= -1 && difference <= 1, RULE_FONT_WIDTH);
  }
}

static bool is_name(const struct font_check *font, uint32_t dictionary, enum pdf_name key, enum pdf_name value) {
  const struct nodes *nodes = &font->check->nodes;
  return nodes_is_name(nodes, nodes_get(nodes, dictionary, key), value);
}

/* One name in the three dictionaries: "/ABCDEF+Name". */
static bool same_name(const struct font_check *font, uint32_t a, uint32_t b) {
  const struct node *x = &font->check->nodes.items[a], *y = &font->check->nodes.items[b];
  return x->kind == NODE_NAME && y->kind == NODE_NAME && x->value == y->value && x->value > 7 && x->text[6] == '+' &&
         memcmp(x->text, y->text, (size_t)x->value) == 0;
}

static bool has_system(struct font_check *font, uint32_t cid_font) {
  struct selfcheck *check = font->check;
  uint32_t system = check_get(check, cid_font, PDF_CIDSystemInfo);
  const char *registry = nodes_text(&check->nodes, nodes_get(&check->nodes, system, PDF_Registry), check->arena);
  const char *ordering = nodes_text(&check->nodes, nodes_get(&check->nodes, system, PDF_Ordering), check->arena);
  long supplement = -1;
  nodes_integer(&check->nodes, nodes_get(&check->nodes, system, PDF_Supplement), &supplement);
  return registry && ordering && !strcmp(registry, "Adobe") && !strcmp(ordering, "Identity") && supplement == 0;
}

static bool has_metrics(struct font_check *font, uint32_t descriptor) {
  static const enum pdf_name NUMBERS[] = {PDF_ItalicAngle, PDF_Ascent, PDF_Descent, PDF_CapHeight, PDF_StemV};
  const struct nodes *nodes = &font->check->nodes;
  long value, flags = 0;
  for (size_t i = 0; i < sizeof NUMBERS / sizeof NUMBERS[0]; i++)
    if (!nodes_integer(nodes, nodes_get(nodes, descriptor, NUMBERS[i]), &value)) return false;
  nodes_integer(nodes, nodes_get(nodes, descriptor, PDF_Flags), &flags);
  return (flags & 4) && !(flags & 32) && nodes_length(nodes, nodes_get(nodes, descriptor, PDF_FontBBox)) == 4;
}

static void check_font(struct selfcheck *check, struct check_font *used) {
  struct font_check font = {.check = check, .object = used->object, .used = used->used};
  const struct nodes *nodes = &check->nodes;
  uint32_t type0 = used->object < check->texts->count ? check->roots[used->object] : 0;
  uint32_t list = check_get(check, type0, PDF_DescendantFonts),
           cid_font = check_follow(check, nodes_first(nodes, list));
  uint32_t descriptor = check_get(check, cid_font, PDF_FontDescriptor), name = nodes_get(nodes, type0, PDF_BaseFont);
  bool good = is_name(&font, type0, PDF_Type, PDF_Font) && is_name(&font, type0, PDF_Subtype, PDF_Type0) &&
              is_name(&font, type0, PDF_Encoding, PDF_Identity_H) && nodes_length(nodes, list) == 1 &&
              is_name(&font, cid_font, PDF_Type, PDF_Font) && is_name(&font, cid_font, PDF_Subtype, PDF_CIDFontType2) &&
              is_name(&font, descriptor, PDF_Type, PDF_FontDescriptor) && has_system(&font, cid_font) &&
              has_metrics(&font, descriptor) && same_name(&font, name, nodes_get(nodes, cid_font, PDF_BaseFont)) &&
              same_name(&font, name, nodes_get(nodes, descriptor, PDF_FontName));
  if (!need(&font, good, RULE_FONT)) return;
  uint32_t file_reference = nodes_get(nodes, descriptor, PDF_FontFile2);
  const struct object_text *file = check_stream(check, file_reference);
  const struct object_text *map = check_stream(check, nodes_get(nodes, cid_font, PDF_CIDToGIDMap));
  const struct object_text *unicode = check_stream(check, nodes_get(nodes, type0, PDF_ToUnicode));
  long length = -1;
  nodes_integer(nodes, check_get(check, check_follow(check, file_reference), PDF_Length1), &length);
  if (!need(&font, file && length == (long)file->data_size && read_file(file, &font.file), RULE_FONT_EMBEDDED) ||
      !need(&font, map != NULL, RULE_FONT) || !need(&font, unicode != NULL, RULE_FONT_UNICODE))
    return;
  font.map = map->data;
  font.codes = (unsigned)(map->data_size / 2 < CODES ? map->data_size / 2 : CODES);
  font.width = arena_array(check->arena, font.codes, sizeof *font.width);
  font.unicode = arena_array(check->arena, font.codes, sizeof *font.unicode);
  need(&font, read_widths(&font, cid_font), RULE_FONT_WIDTH);
  need(&font, read_unicode(&font, unicode), RULE_FONT_UNICODE);
  check_codes(&font);
}

void selfcheck_fonts(struct selfcheck *check) {
  for (int i = 0; i < CHECK_FONTS; i++)
    if (check->fonts[i].used) check_font(check, &check->fonts[i]);
}

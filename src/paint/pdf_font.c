/* How: codes are found through two-level tables by code point; the rare character with a selector is found by a search
 * through the report's characters. All objects of a font are written when the last page is done. */
#include "paint/pdf_font.h"

#include "paint/syntax.h"

enum { CODE_PAGES = 0x110000 / PDF_FONT_PAGE, CODE_MAX = 0xFFFF, BFCHAR_BLOCK = 100, DEFAULT_WIDTH = 1000 };

void pdf_fonts_open(struct pdf_fonts *fonts, struct document *document) {
  *fonts = (struct pdf_fonts){.document = document};
  for (int role = 0; role < FONT_ROLE_COUNT; role++)
    fonts->font[role].face = document->settings->fonts->face[role];
}

static void first_use(struct pdf_fonts *fonts, struct pdf_font *font) {
  struct arena *arena = fonts->document->arena;
  font->type0 = document_object(fonts->document, OBJECT_DICTIONARY);
  font->pages = arena_array(arena, CODE_PAGES, sizeof *font->pages);
  *ARENA_PUSH(arena, font->chars, font->count, font->cap) = (struct pdf_char){0}; /* CID 0 is .notdef */
}

static unsigned new_code(struct pdf_fonts *fonts, struct pdf_font *font, uint32_t code_point, uint32_t selector) {
  uint16_t glyph = face_glyph(font->face, code_point, selector);
  if (!glyph && selector) /* the face knows no such form: the selector stays in the extracted text */
    glyph = face_glyph(font->face, code_point, 0);
  if (!glyph || font->count > CODE_MAX)
    return 0;
  unsigned code = (unsigned)font->count;
  *ARENA_PUSH(fonts->document->arena, font->chars, font->count, font->cap) =
      (struct pdf_char){.code_point = code_point, .selector = selector, .glyph = glyph};
  return code;
}

/* Variation sequences are few; a search through the report's characters costs less than a table. */
static unsigned selected_code(struct pdf_fonts *fonts, struct pdf_font *font, uint32_t code_point, uint32_t selector) {
  for (size_t code = 1; code < font->count; code++)
    if (font->chars[code].code_point == code_point && font->chars[code].selector == selector)
      return (unsigned)code;
  return new_code(fonts, font, code_point, selector);
}

unsigned pdf_font_find_code(struct pdf_fonts *fonts, enum font_role role, uint32_t code_point, uint32_t selector) {
  struct pdf_font *font = &fonts->font[role];
  if (!font->face || code_point > 0x10FFFF)
    return 0;
  if (!font->type0)
    first_use(fonts, font);
  if (selector)
    return selected_code(fonts, font, code_point, selector);
  uint16_t **page = &font->pages[code_point / PDF_FONT_PAGE];
  if (!*page)
    *page = arena_array(fonts->document->arena, PDF_FONT_PAGE, sizeof **page);
  uint16_t *slot = &(*page)[code_point % PDF_FONT_PAGE];
  if (!*slot)
    *slot = (uint16_t)new_code(fonts, font, code_point, 0);
  return *slot;
}

/* Six letters from the glyphs themselves: two reports with different subsets get different names (9.6.4). */
static void subset_name(const struct pdf_font *font, struct buf *out) {
  uint64_t hash = 14695981039346656037u; /* FNV-1a */
  for (size_t code = 1; code < font->count; code++)
    hash = (hash ^ font->chars[code].glyph) * 1099511628211u;
  for (int i = 0; i < 6; i++, hash /= 26)
    buf_putc(out, (char)('A' + hash % 26));
  buf_putc(out, '+');
  buf_puts(out, face_postscript_name(font->face));
}

/* FontFile2, and the map from codes to the subset's glyphs. */
static struct object *embed_subset(struct pdf_fonts *fonts, const struct pdf_font *font, struct object *map) {
  struct document *document = fonts->document;
  struct object *file = document_object(document, OBJECT_STREAM);
  file->data_kind = DEFLATE_FONT;
  uint16_t *glyphs = arena_array(document->arena, font->count, sizeof *glyphs);
  uint16_t *new_ids = arena_array(document->arena, font->count, sizeof *new_ids);
  for (size_t code = 0; code < font->count; code++)
    glyphs[code] = font->chars[code].glyph;
  if (!face_subset(font->face, glyphs, font->count, &file->content, new_ids)) {
    document->failed = true;
    return file;
  }
  buf_puts(&file->body, "/Length1 ");
  buf_put_int(&file->body, (long)file->content.size);
  for (size_t code = 0; code < font->count; code++) {
    char pair[2] = {(char)(new_ids[code] >> 8), (char)(new_ids[code] & 0xFF)};
    buf_put(&map->content, pair, sizeof pair);
  }
  return file;
}

static struct object *descriptor(struct document *document, const struct pdf_font *font, const struct object *file,
                                 const char *name) {
  struct object *object = document_object(document, OBJECT_DICTIONARY);
  struct face_metrics metrics = face_metrics(font->face);
  /* Flags 4: symbolic, which Identity-H fonts are; StemV has no source in TrueType, and no use when embedded. */
  buf_printf(&object->body,
             "/Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d"
             "/CapHeight %d/StemV 80/FontFile2 %u 0 R",
             name, metrics.bbox[0], metrics.bbox[1], metrics.bbox[2], metrics.bbox[3], metrics.ascent, metrics.descent,
             metrics.cap_height, file->number);
  return object;
}

/* W: runs of widths that are not the default of a full-width character. */
static void put_widths(const struct pdf_font *font, struct buf *out) {
  bool open = false;
  buf_puts(out, "/DW 1000/W[");
  for (size_t code = 1; code < font->count; code++) {
    unsigned width = face_advance(font->face, font->chars[code].glyph);
    if (width == DEFAULT_WIDTH) {
      buf_puts(out, open ? "]" : "");
      open = false;
      continue;
    }
    if (!open)
      buf_put_int(out, (long)code);
    buf_putc(out, open ? ' ' : '[');
    buf_put_int(out, width);
    open = true;
  }
  buf_puts(out, open ? "]]" : "]");
}

static struct object *to_unicode(struct document *document, const struct pdf_font *font) {
  struct object *object = document_object(document, OBJECT_STREAM);
  struct buf *out = &object->content;
  buf_puts(out, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
                "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
  for (size_t code = 1; code < font->count; code++) {
    const struct pdf_char *c = &font->chars[code];
    size_t left = font->count - code;
    if ((code - 1) % BFCHAR_BLOCK == 0) {
      buf_put_int(out, (long)(left < BFCHAR_BLOCK ? left : BFCHAR_BLOCK));
      buf_puts(out, " beginbfchar\n");
    }
    buf_putc(out, '<');
    syntax_put_utf16(out, (uint32_t)code);
    buf_puts(out, "> <");
    syntax_put_utf16(out, c->code_point);
    if (c->selector)
      syntax_put_utf16(out, c->selector);
    buf_puts(out, code % BFCHAR_BLOCK == 0 || left == 1 ? ">\nendbfchar\n" : ">\n");
  }
  buf_puts(out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
  return object;
}

static void finish_font(struct pdf_fonts *fonts, const struct pdf_font *font) {
  struct document *document = fonts->document;
  struct buf name = {0};
  subset_name(font, &name);
  struct object *map = document_object(document, OBJECT_STREAM);
  struct object *file = embed_subset(fonts, font, map);
  struct object *about = descriptor(document, font, file, name.data);
  struct object *cid_font = document_object(document, OBJECT_DICTIONARY);
  buf_printf(&cid_font->body,
             "/Type/Font/Subtype/CIDFontType2/BaseFont/%s"
             "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %u 0 R"
             "/CIDToGIDMap %u 0 R",
             name.data, about->number, map->number);
  put_widths(font, &cid_font->body);
  const struct object *unicode = to_unicode(document, font);
  buf_printf(&font->type0->body,
             "/Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%u 0 R]/ToUnicode %u 0 R",
             name.data, cid_font->number, unicode->number);
  buf_free(&name);
}

void pdf_fonts_finish(struct pdf_fonts *fonts) {
  struct buf *resources = &fonts->document->resources->body;
  buf_puts(resources, "/Font<<");
  for (int role = 0; role < FONT_ROLE_COUNT; role++) {
    const struct pdf_font *font = &fonts->font[role];
    if (!font->type0)
      continue;
    buf_printf(resources, "/F%d %u 0 R", role, font->type0->number);
    if (font->count > 1)
      finish_font(fonts, font);
  }
  buf_puts(resources, ">>");
}

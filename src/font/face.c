/* How: the file is mapped, not read, and nothing is collected at load time (IPAmj Mincho alone has 61,179 glyphs):
 * glyph ids come from HarfBuzz one by one when a character is first met and stay in a two-level cache; advances are
 * read from hmtx in place. Loading all faces of a report costs a few milliseconds, mostly page faults. */
#include "base/arena.h"
#include "font/face_private.h"

#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>

static int thousandths(const struct face *face, int units) {
  int upem = (int)face->sfnt.units_per_em;
  int scaled = units * 1000;
  return (scaled >= 0 ? scaled + upem / 2 : scaled - upem / 2) / upem;
}

static int cap_height(const struct face *face) {
  const struct sfnt_table *os2 = &face->sfnt.os2;
  if (os2->size >= 90 && sfnt_u16(os2->data) >= 2 && sfnt_i16(os2->data + 88) > 0)
    return thousandths(face, sfnt_i16(os2->data + 88));
  hb_glyph_extents_t extents;
  if (hb_font_get_glyph_extents(face->font, face_glyph(face, 'H', 0), &extents) && extents.y_bearing > 0)
    return thousandths(face, extents.y_bearing);
  return 700;
}

/* Has the font's table of names entries that HarfBuzz does not know? It reads the table once, and takes it as empty when
 * memory is short just then. */
static bool has_names(hb_face_t *whole) {
  hb_blob_t *table = hb_face_reference_table(whole, HB_TAG('n', 'a', 'm', 'e'));
  unsigned size, known;
  const char *data = hb_blob_get_data(table, &size);
  bool has_entries = size >= 6 && (data[2] || data[3]);
  hb_blob_destroy(table);
  hb_ot_name_list_names(whole, &known);
  return has_entries && !known;
}

/* Names in a PDF file must not need escapes, so anything but letters, digits, - and _ is left out. */
static void read_postscript_name(struct face *face, hb_face_t *whole) {
  char name[sizeof face->postscript_name];
  unsigned size = sizeof name;
  hb_ot_name_get_utf8(whole, HB_OT_NAME_ID_POSTSCRIPT_NAME, hb_language_from_string("en", -1), &size, name);
  size_t used = 0;
  for (const char *p = name; *p; p++)
    if ((*p >= '0' && *p <= '9') || ((*p | 32) >= 'a' && (*p | 32) <= 'z') || *p == '-' || *p == '_')
      face->postscript_name[used++] = *p;
  if (used) return;
  if (has_names(whole)) mem_exhausted();
  memcpy(face->postscript_name, "Font", 5);
}

void *face_never_empty(void *object, const void *empty) {
  if (object == empty) mem_exhausted();
  return object;
}

static void nothing_point(void *context, double x, double y) {
  (void)x, (void)y;
  *(bool *)context = true;
}
static void nothing_curve(void *context, double x1, double y1, double x2, double y2, double x3, double y3) {
  (void)x1, (void)y1, (void)x2, (void)y2, (void)x3, (void)y3;
  *(bool *)context = true;
}
static void nothing_close(void *context) {
  (void)context;
}

/* HarfBuzz reads the tables when they are first asked for, and a table that it could not read stays empty without a
 * word: so each kind is asked for here, where it can be noticed. */
static const char *first_use(const struct face *face) {
  static const uint32_t USUAL[] = {'A', 0x3042, 0x4E00};
  for (size_t i = 0; i < sizeof USUAL / sizeof *USUAL; i++) {
    uint16_t glyph = face_glyph(face, USUAL[i], 0);
    if (!glyph) continue;
    bool is_drawn = false;
    const struct outline_sink sink = {&is_drawn, nothing_point, nothing_point, nothing_curve, nothing_close};
    face_glyph(face, USUAL[i], 0xE0100);
    outline_draw(face, glyph, &sink);
    return is_drawn ? NULL : "its outlines can't be read";
  }
  return "it has none of the characters A, あ and 一";
}

struct face *face_load(const char *path, const char **why) {
  hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
  if (!blob) {
    *why = "it can't be read";
    return NULL;
  }
  unsigned size;
  const char *data = hb_blob_get_data(blob, &size);
  struct sfnt sfnt;
  *why = sfnt_read((const uint8_t *)data, size, &sfnt);
  if (*why) {
    hb_blob_destroy(blob);
    return NULL;
  }
  struct face *face = mem_alloc(sizeof *face);
  memset(face, 0, sizeof *face);
  face->blob = blob;
  face->sfnt = sfnt;
  hb_face_t *whole = face_never_empty(hb_face_create(blob, 0), hb_face_get_empty());
  face->font = face_never_empty(hb_font_create(whole), hb_font_get_empty());
  face->draw = outline_functions();
  read_postscript_name(face, whole);
  hb_face_make_immutable(whole);
  hb_font_make_immutable(face->font);
  face->metrics.ascent = thousandths(face, sfnt.ascent);
  face->metrics.descent = thousandths(face, sfnt.descent);
  for (int i = 0; i < 4; i++)
    face->metrics.bbox[i] = thousandths(face, sfnt.bbox[i]);
  face->metrics.cap_height = cap_height(face);
  hb_face_destroy(whole);
  *why = first_use(face);
  if (!*why) return face;
  face_free(face);
  return NULL;
}

void face_free(struct face *face) {
  if (!face) return;
  for (size_t i = 0; i < GLYPH_PAGES; i++)
    free(atomic_load_explicit(&face->pages[i], memory_order_relaxed));
  hb_draw_funcs_destroy(face->draw);
  hb_font_destroy(face->font);
  hb_blob_destroy(face->blob);
  free(face);
}

const char *face_postscript_name(const struct face *face) {
  return face->postscript_name;
}

struct face_metrics face_metrics(const struct face *face) {
  return face->metrics;
}

uint16_t face_advance(const struct face *face, uint16_t glyph) {
  unsigned upem = face->sfnt.units_per_em, units = sfnt_advance(&face->sfnt, glyph);
  return (uint16_t)((units * 1000 + upem / 2) / upem);
}

/* The cache is the one thing that changes in a shared face; callers see a constant function. */
static glyph_slot *glyph_page(const struct face *face, size_t index) {
  _Atomic(glyph_slot *) *place = &((struct face *)(uintptr_t)face)->pages[index];
  glyph_slot *page = atomic_load_explicit(place, memory_order_acquire);
  if (page) return page;
  page = mem_alloc(GLYPH_PAGE * sizeof *page);
  for (size_t i = 0; i < GLYPH_PAGE; i++)
    atomic_init(&page[i], GLYPH_UNKNOWN);
  glyph_slot *other = NULL;
  if (atomic_compare_exchange_strong(place, &other, page)) return page;
  free(page);
  return other;
}

uint16_t face_glyph(const struct face *face, uint32_t code_point, uint32_t selector) {
  hb_codepoint_t glyph = 0;
  if (code_point > 0x10FFFF) return 0;
  if (selector) return hb_font_get_variation_glyph(face->font, code_point, selector, &glyph) ? (uint16_t)glyph : 0;
  glyph_slot *slot = glyph_page(face, code_point / GLYPH_PAGE) + code_point % GLYPH_PAGE;
  uint16_t known = atomic_load_explicit(slot, memory_order_relaxed);
  if (known != GLYPH_UNKNOWN) return known;
  known =
      hb_font_get_nominal_glyph(face->font, code_point, &glyph) && glyph < face->sfnt.glyph_count ? (uint16_t)glyph : 0;
  atomic_store_explicit(slot, known, memory_order_relaxed);
  return known;
}

uint32_t face_checksum(const struct face *face) {
  unsigned size;
  hb_blob_t *head = hb_face_reference_table(hb_font_get_face(face->font), HB_TAG('h', 'e', 'a', 'd'));
  const uint8_t *data = (const uint8_t *)hb_blob_get_data(head, &size);
  uint32_t checksum = size >= 12 ? (uint32_t)sfnt_u16(data + 8) << 16 | sfnt_u16(data + 10) : 0;
  hb_blob_destroy(head);
  return checksum;
}

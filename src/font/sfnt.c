/* How: the table directory is read once; each needed table must lie inside the file and be as long as the counts in
 * head, hhea and maxp say. Embedding rights follow OS/2 fsType: a report carries a subset of outlines, so "restricted",
 * "no subsetting" and "bitmaps only" forbid it. */
#include "font/sfnt.h"

#include <string.h>

enum { DIRECTORY_HEAD = 12, DIRECTORY_ENTRY = 16, HEAD_MAGIC = 0x5F0F3CF5 };
enum { FSTYPE_LICENCE_MASK = 0x000F, FSTYPE_RESTRICTED = 0x0002, FSTYPE_NO_SUBSET = 0x0100, FSTYPE_BITMAP = 0x0200 };

unsigned sfnt_u16(const uint8_t *p) {
  return (unsigned)p[0] << 8 | p[1];
}

int sfnt_i16(const uint8_t *p) {
  return (int16_t)sfnt_u16(p);
}

static uint32_t u32(const uint8_t *p) {
  return (uint32_t)sfnt_u16(p) << 16 | sfnt_u16(p + 2);
}

static struct sfnt_table table(const uint8_t *data, size_t size, const char tag[4]) {
  unsigned count = sfnt_u16(data + 4);
  for (unsigned i = 0; i < count; i++) {
    const uint8_t *entry = data + DIRECTORY_HEAD + (size_t)i * DIRECTORY_ENTRY;
    size_t offset = u32(entry + 8), length = u32(entry + 12);
    if (memcmp(entry, tag, 4) == 0)
      return offset <= size && length <= size - offset ? (struct sfnt_table){data + offset, length}
                                                       : (struct sfnt_table){NULL, 0};
  }
  return (struct sfnt_table){NULL, 0};
}

static const char *check_container(const uint8_t *data, size_t size) {
  if (size < DIRECTORY_HEAD) return "not a TrueType font file";
  if (memcmp(data, "ttcf", 4) == 0) return "a font collection; name a file with a single font";
  if (memcmp(data, "OTTO", 4) == 0) return "its outlines are not TrueType (no glyf table)";
  if (u32(data) != 0x00010000 && memcmp(data, "true", 4) != 0) return "not a TrueType font file";
  if (DIRECTORY_HEAD + (size_t)sfnt_u16(data + 4) * DIRECTORY_ENTRY > size)
    return "damaged: the table directory is cut off";
  return NULL;
}

static const char *check_rights(const struct sfnt_table *os2) {
  if (os2->size < 10) return NULL;
  unsigned type = sfnt_u16(os2->data + 8);
  if ((type & FSTYPE_LICENCE_MASK) == FSTYPE_RESTRICTED) return "its licence bits forbid embedding";
  if (type & FSTYPE_NO_SUBSET) return "its licence bits forbid subsetting";
  if (type & FSTYPE_BITMAP) return "its licence bits allow bitmaps only";
  return NULL;
}

/* The last offset of loca is the end of glyf; a shorter glyf table means lost outlines. */
static const char *check_outlines(struct sfnt_table head, struct sfnt_table loca, struct sfnt_table glyf,
                                  unsigned glyph_count) {
  size_t entry = sfnt_i16(head.data + 50) ? 4 : 2;
  if (loca.size < (glyph_count + (size_t)1) * entry) return "damaged: its loca table is cut off";
  const uint8_t *last = loca.data + glyph_count * entry;
  size_t end = entry == 4 ? u32(last) : (size_t)sfnt_u16(last) * 2;
  return end > glyf.size ? "damaged: its glyf table is cut off" : NULL;
}

const char *sfnt_read(const uint8_t *data, size_t size, struct sfnt *out) {
  const char *why = check_container(data, size);
  if (why) return why;
  struct sfnt_table head = table(data, size, "head"), hhea = table(data, size, "hhea"),
                    maxp = table(data, size, "maxp"), loca = table(data, size, "loca"),
                    glyf = table(data, size, "glyf"), cmap = table(data, size, "cmap");
  *out = (struct sfnt){.head = head, .hhea = hhea, .maxp = maxp, .hmtx = table(data, size, "hmtx"), .os2 = table(data, size, "OS/2"), .glyf = glyf, .loca = loca};
  if (!glyf.size || !loca.size) return "it has no glyf outlines, or they are cut off";
  if (head.size < SFNT_HEAD_BYTES || hhea.size < SFNT_HHEA_BYTES || maxp.size < SFNT_MAXP_SHORT_BYTES || cmap.size < 4 ||
      u32(head.data + 12) != HEAD_MAGIC)
    return "damaged: a table is missing or cut off";
  out->has_long_offsets = sfnt_i16(head.data + 50) != 0;
  out->units_per_em = sfnt_u16(head.data + 18);
  out->glyph_count = sfnt_u16(maxp.data + 4);
  out->h_metrics = sfnt_u16(hhea.data + 34);
  for (int i = 0; i < 4; i++)
    out->bbox[i] = sfnt_i16(head.data + 36 + 2 * i);
  out->ascent = sfnt_i16(hhea.data + 4);
  out->descent = sfnt_i16(hhea.data + 6);
  if (out->units_per_em < 16 || out->units_per_em > 16384 || !out->glyph_count)
    return "damaged: impossible head or maxp table";
  if (!out->h_metrics || out->h_metrics > out->glyph_count ||
      out->hmtx.size < 4 * (size_t)out->h_metrics + 2 * (size_t)(out->glyph_count - out->h_metrics))
    return "damaged: its hmtx table is cut off";
  why = check_outlines(head, loca, glyf, out->glyph_count);
  return why ? why : check_rights(&out->os2);
}

static size_t offset_of(const struct sfnt *sfnt, unsigned glyph) {
  const uint8_t *entries = sfnt->loca.data;
  return sfnt->has_long_offsets ? u32(entries + 4 * (size_t)glyph) : 2 * (size_t)sfnt_u16(entries + 2 * (size_t)glyph);
}

struct sfnt_table sfnt_outline(const struct sfnt *sfnt, unsigned glyph) {
  size_t start = offset_of(sfnt, glyph), end = offset_of(sfnt, glyph + 1);
  bool is_inside = start < end && end <= sfnt->glyf.size;
  return is_inside ? (struct sfnt_table){sfnt->glyf.data + start, end - start} : (struct sfnt_table){NULL, 0};
}

unsigned sfnt_advance(const struct sfnt *sfnt, unsigned glyph) {
  unsigned last = sfnt->h_metrics - 1;
  return sfnt_u16(sfnt->hmtx.data + 4 * (size_t)(glyph < last ? glyph : last));
}

const uint8_t *sfnt_side_bearing(const struct sfnt *sfnt, unsigned glyph) {
  unsigned h_metrics = sfnt->h_metrics;
  return sfnt->hmtx.data +
         (glyph < h_metrics ? 4 * (size_t)glyph + 2 : 4 * (size_t)h_metrics + 2 * (size_t)(glyph - h_metrics));
}

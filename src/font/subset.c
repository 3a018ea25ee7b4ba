/* How: the six tables that drawing needs are put together anew: the wanted outlines one behind the other, in the order of
 * the face, without their instructions; what counts glyphs or tells of instructions is set to fit. A subset is nothing
 * but that, since the PDF finds glyphs by CIDToGIDMap, never by cmap; a general subsetter took a millisecond of a
 * report's fifteen for what it looks at besides. Formats: OpenType 1.9, "glyf", "loca", "hmtx", "head", "hhea", "maxp". */
#include "base/arena.h"
#include "font/face_private.h"

#include <stdlib.h>
#include <string.h>

enum { WORD_BITS = 64 };
/* The glyphs of a subset. Ranks count what stands before each word, so that the new id of a glyph is two look-ups. */
struct glyph_set {
  const struct sfnt *face;
  uint64_t *bits;
  uint16_t *ranks, *ids; /* ids: in the order they were added, at most glyph_count */
  size_t count;
};

static bool has(const struct glyph_set *set, unsigned glyph) {
  return set->bits[glyph / WORD_BITS] >> glyph % WORD_BITS & 1;
}

static bool add(struct glyph_set *set, unsigned glyph) {
  if (glyph >= set->face->glyph_count) return false;
  if (has(set, glyph)) return true;
  set->bits[glyph / WORD_BITS] |= (uint64_t)1 << glyph % WORD_BITS;
  set->ids[set->count++] = (uint16_t)glyph;
  return true;
}

static unsigned new_id(const struct glyph_set *set, unsigned glyph) {
  uint64_t below = set->bits[glyph / WORD_BITS] & (((uint64_t)1 << glyph % WORD_BITS) - 1);
  return set->ranks[glyph / WORD_BITS] + (unsigned)__builtin_popcountll(below);
}

/* ---- outlines ---- */

enum { HEAD_BYTES = 10, COMPONENT_BYTES = 4 };
enum { ARGUMENTS_ARE_WORDS = 0x0001, HAS_SCALE = 0x0008, MORE_COMPONENTS = 0x0020, HAS_TWO_SCALES = 0x0040,
       HAS_MATRIX = 0x0080, HAS_INSTRUCTIONS = 0x0100 };

static size_t component_bytes(unsigned flags) {
  size_t scales = flags & HAS_SCALE ? 2 : flags & HAS_TWO_SCALES ? 4 : flags & HAS_MATRIX ? 8 : 0;
  return COMPONENT_BYTES + (flags & ARGUMENTS_ARE_WORDS ? 4 : 2) + scales;
}

static bool is_composite(const struct sfnt_table *outline) {
  return outline->size >= HEAD_BYTES && sfnt_i16(outline->data) < 0;
}

/* The component at `at` and, in *next, the one behind it; false: it is cut off. *next is 0 behind the last. */
static bool component_at(const struct sfnt_table *outline, size_t at, unsigned *flags, unsigned *glyph, size_t *next) {
  if (at + COMPONENT_BYTES > outline->size) return false;
  *flags = sfnt_u16(outline->data + at);
  *glyph = sfnt_u16(outline->data + at + 2);
  size_t end = at + component_bytes(*flags);
  *next = *flags & MORE_COMPONENTS ? end : 0;
  return end <= outline->size;
}

/* Glyphs made of others need those, too. The list grows while it is walked. */
static bool add_components(struct glyph_set *set) {
  for (size_t i = 0; i < set->count; i++) {
    struct sfnt_table outline = sfnt_outline(set->face, set->ids[i]);
    unsigned flags, glyph;
    for (size_t at = is_composite(&outline) ? HEAD_BYTES : 0; at;)
      if (!component_at(&outline, at, &flags, &glyph, &at) || !add(set, glyph)) return false;
  }
  return true;
}

static char *put_u16(char *p, unsigned value) {
  *p++ = (char)(value >> 8);
  *p++ = (char)value;
  return p;
}

static char *put_u32(char *p, size_t value) {
  return put_u16(put_u16(p, (unsigned)(value >> 16) & 0xFFFF), (unsigned)value & 0xFFFF);
}

static char *put_bytes(char *p, const void *data, size_t size) {
  memcpy(p, data, size);
  return p + size;
}

/* Contours' ends, the number of instructions, instructions, then flags and points. */
static char *put_simple(const struct sfnt_table *outline, char *p) {
  size_t ends = HEAD_BYTES + 2 * (size_t)sfnt_i16(outline->data), rest = ends + 2;
  if (rest > outline->size) return NULL;
  rest += sfnt_u16(outline->data + ends);
  if (rest > outline->size) return NULL;
  p = put_u16(put_bytes(p, outline->data, ends), 0);
  return put_bytes(p, outline->data + rest, outline->size - rest);
}

static char *put_composite(const struct glyph_set *set, const struct sfnt_table *outline, char *p) {
  unsigned flags, glyph;
  p = put_bytes(p, outline->data, HEAD_BYTES);
  for (size_t at = HEAD_BYTES, next; at; at = next) {
    if (!component_at(outline, at, &flags, &glyph, &next)) return NULL;
    p = put_u16(put_u16(p, flags & ~(unsigned)HAS_INSTRUCTIONS), new_id(set, glyph));
    p = put_bytes(p, outline->data + at + COMPONENT_BYTES, component_bytes(flags) - COMPONENT_BYTES);
  }
  return p;
}

/* Never longer than the outline was; NULL: it is damaged. */
static char *put_outline(const struct glyph_set *set, const struct sfnt_table *outline, char *p) {
  if (outline->size < HEAD_BYTES || sfnt_i16(outline->data) == 0) return outline->size && outline->size < HEAD_BYTES ? NULL : p;
  char *start = p;
  p = is_composite(outline) ? put_composite(set, outline, p) : put_simple(outline, p);
  if (p && (p - start) % 2) *p++ = 0; /* an outline begins at an even place, and so did the next one before */
  return p;
}

/* ---- tables ---- */

enum { TABLES = 6, DIRECTORY_BYTES = 12 + 16 * TABLES, ALIGNMENT = 4, SHORT_LOCA_MOST = 2 * 0xFFFF };
static const char TAGS[TABLES][5] = {"glyf", "head", "hhea", "hmtx", "loca", "maxp"};

struct maker {
  const struct glyph_set *set;
  char *file, *p;
  size_t starts[TABLES], sizes[TABLES];
  int table;
  uint32_t *places; /* of the outlines in glyf, one more than glyphs */
};

static void begin_table(struct maker *maker) {
  maker->starts[maker->table] = (size_t)(maker->p - maker->file);
}

static void end_table(struct maker *maker) {
  size_t end = (size_t)(maker->p - maker->file);
  maker->sizes[maker->table] = end - maker->starts[maker->table];
  maker->table++;
  for (; end % ALIGNMENT; end++)
    *maker->p++ = 0;
}

/* The set's glyphs in the order of the face. */
static void sort_ids(struct glyph_set *set) {
  size_t words = set->face->glyph_count / WORD_BITS + 1, count = 0;
  for (size_t word = 0; word < words; word++) {
    set->ranks[word] = (uint16_t)count;
    for (uint64_t left = set->bits[word]; left; left &= left - 1)
      set->ids[count++] = (uint16_t)(word * WORD_BITS + (unsigned)__builtin_ctzll(left));
  }
}

static bool put_glyf(struct maker *maker) {
  begin_table(maker);
  const char *start = maker->p;
  for (size_t i = 0; i < maker->set->count; i++) {
    struct sfnt_table outline = sfnt_outline(maker->set->face, maker->set->ids[i]);
    maker->places[i] = (uint32_t)(maker->p - start);
    if (!(maker->p = put_outline(maker->set, &outline, maker->p))) return false;
  }
  maker->places[maker->set->count] = (uint32_t)(maker->p - start);
  end_table(maker);
  return true;
}

static void put_head(struct maker *maker, bool has_long_offsets) {
  begin_table(maker);
  maker->p = put_bytes(maker->p, maker->set->face->head.data, SFNT_HEAD_BYTES);
  put_u32(maker->p - SFNT_HEAD_BYTES + 8, 0); /* checkSumAdjustment: when the file is whole */
  put_u16(maker->p - SFNT_HEAD_BYTES + 50, has_long_offsets);
  end_table(maker);
}

static void put_hhea(struct maker *maker, size_t metrics) {
  begin_table(maker);
  maker->p = put_bytes(maker->p, maker->set->face->hhea.data, SFNT_HHEA_BYTES);
  put_u16(maker->p - 2, (unsigned)metrics);
  end_table(maker);
}

/* The last glyphs that have one advance share its entry. */
static size_t count_metrics(const struct glyph_set *set) {
  size_t count = set->count;
  unsigned last = sfnt_advance(set->face, set->ids[count - 1]);
  while (count > 1 && sfnt_advance(set->face, set->ids[count - 2]) == last)
    count--;
  return count;
}

static void put_hmtx(struct maker *maker, size_t metrics) {
  begin_table(maker);
  for (size_t i = 0; i < maker->set->count; i++) {
    unsigned glyph = maker->set->ids[i];
    if (i < metrics) maker->p = put_u16(maker->p, sfnt_advance(maker->set->face, glyph));
    maker->p = put_bytes(maker->p, sfnt_side_bearing(maker->set->face, glyph), 2);
  }
  end_table(maker);
}

static void put_loca(struct maker *maker, bool has_long_offsets) {
  begin_table(maker);
  for (size_t i = 0; i <= maker->set->count; i++)
    maker->p = has_long_offsets ? put_u32(maker->p, maker->places[i]) : put_u16(maker->p, maker->places[i] / 2);
  end_table(maker);
}

/* Version 1.0: the seven counts that instructions need, from maxZones at 14, are those of a face without any. */
static void put_maxp(struct maker *maker) {
  const struct sfnt_table *maxp = &maker->set->face->maxp;
  begin_table(maker);
  char *start = maker->p;
  maker->p = put_bytes(maker->p, maxp->data, maxp->size < SFNT_MAXP_BYTES ? SFNT_MAXP_SHORT_BYTES : SFNT_MAXP_BYTES);
  put_u16(start + 4, (unsigned)maker->set->count);
  if (maxp->size >= SFNT_MAXP_BYTES)
    for (int at = 14; at < 28; at += 2)
      put_u16(start + at, at == 14);
  end_table(maker);
}

/* ---- the file ---- */

static uint32_t checksum(const char *data, size_t size) {
  uint32_t sum = 0;
  for (size_t i = 0; i < size; i += 4) {
    uint32_t word;
    memcpy(&word, data + i, sizeof word);
    sum += __builtin_bswap32(word);
  }
  return sum;
}

static void put_directory(struct maker *maker) {
  char *p = put_u32(maker->file, 0x00010000);
  p = put_u16(put_u16(put_u16(put_u16(p, TABLES), 64), 2), 16 * TABLES - 64); /* as for a search by halving */
  size_t size = (size_t)(maker->p - maker->file);
  for (int i = 0; i < TABLES; i++) {
    size_t padded = (maker->sizes[i] + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    p = put_bytes(p, TAGS[i], 4);
    p = put_u32(p, checksum(maker->file + maker->starts[i], padded));
    p = put_u32(put_u32(p, maker->starts[i]), maker->sizes[i]);
  }
  put_u32(maker->file + maker->starts[1] + 8, 0xB1B0AFBA - checksum(maker->file, size));
}

static bool make(struct maker *maker) {
  maker->p = maker->file + DIRECTORY_BYTES;
  if (!put_glyf(maker)) return false;
  bool has_long_offsets = maker->places[maker->set->count] > SHORT_LOCA_MOST;
  size_t metrics = count_metrics(maker->set);
  put_head(maker, has_long_offsets);
  put_hhea(maker, metrics);
  put_hmtx(maker, metrics);
  put_loca(maker, has_long_offsets);
  put_maxp(maker);
  put_directory(maker);
  return true;
}

/* At most: an outline grows by the byte that makes it even. */
static size_t most_bytes(const struct glyph_set *set) {
  size_t bytes = DIRECTORY_BYTES + SFNT_HEAD_BYTES + SFNT_HHEA_BYTES + SFNT_MAXP_BYTES + TABLES * ALIGNMENT + 4;
  for (size_t i = 0; i < set->count; i++)
    bytes += sfnt_outline(set->face, set->ids[i]).size + 1 + 4 + 4;
  return bytes;
}

static bool make_subset(struct glyph_set *set, struct buf *out) {
  buf_reserve(out, most_bytes(set));
  struct maker maker = {.set = set, .file = out->data + out->size,
                        .places = mem_realloc(NULL, (set->count + 1) * sizeof *maker.places)};
  bool made = make(&maker);
  if (made) out->size = (size_t)(maker.p - out->data);
  free(maker.places);
  return made;
}

bool face_subset(const struct face *face, const uint16_t *glyphs, size_t count, struct buf *out, uint16_t *new_ids) {
  size_t words = face->sfnt.glyph_count / WORD_BITS + 1;
  struct glyph_set set = {.face = &face->sfnt, .bits = mem_alloc(words * sizeof *set.bits),
                          .ranks = mem_alloc(words * sizeof *set.ranks),
                          .ids = mem_realloc(NULL, face->sfnt.glyph_count * sizeof *set.ids)};
  bool made = add(&set, 0);
  for (size_t i = 0; i < count; i++)
    made = made && add(&set, glyphs[i]);
  made = made && add_components(&set);
  if (made) {
    sort_ids(&set);
    for (size_t i = 0; i < count; i++)
      new_ids[i] = (uint16_t)new_id(&set, glyphs[i]);
    made = make_subset(&set, out);
  }
  free(set.bits);
  free(set.ranks);
  free(set.ids);
  return made;
}

/* How: hb-subset with hinting and layout dropped. Two choices make it cheap:
 *
 * - The source of a subset is not the whole face but a view of it with the six tables that drawing needs. HarfBuzz
 *   plans a subset by walking the whole cmap and the layout tables of its source; a source without them skips that
 *   (about 1 ms per face and report), and the PDF finds glyphs by CIDToGIDMap, never by cmap.
 * - Glyph ids are renumbered, so that loca and hmtx hold the used glyphs only. */
#include "base/arena.h"
#include "font/face_private.h"

#include <hb-subset.h>
#include <string.h>

static const hb_tag_t DRAWING_TABLES[] = {HB_TAG('g', 'l', 'y', 'f'), HB_TAG('l', 'o', 'c', 'a'),
                                          HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'),
                                          HB_TAG('h', 'm', 't', 'x'), HB_TAG('m', 'a', 'x', 'p')};

hb_face_t *subset_source(hb_face_t *whole) {
  hb_face_t *source = face_never_empty(hb_face_builder_create(), hb_face_get_empty());
  for (size_t i = 0; i < sizeof DRAWING_TABLES / sizeof DRAWING_TABLES[0]; i++) {
    hb_blob_t *table = hb_face_reference_table(whole, DRAWING_TABLES[i]);
    bool added = hb_blob_get_length(table) && hb_face_builder_add_table(source, DRAWING_TABLES[i], table);
    hb_blob_destroy(table);
    if (!added) mem_exhausted(); /* sfnt_read has seen the table */
  }
  hb_face_make_immutable(source);
  return source;
}

static bool execute(hb_subset_plan_t *plan, struct buf *out) {
  hb_face_t *subset = hb_subset_plan_execute_or_fail(plan);
  if (!subset) return false;
  hb_blob_t *blob = hb_face_reference_blob(subset);
  unsigned size;
  const char *data = hb_blob_get_data(blob, &size);
  if (size) buf_put(out, data, size);
  hb_blob_destroy(blob);
  hb_face_destroy(subset);
  return size > 0;
}

/* Contours and box, which the head of an outline says, are kept by a subset. */
enum { OUTLINE_HEAD_BYTES = 10 };

static bool is_kept(const struct sfnt *before, unsigned old_id, const struct sfnt *after, unsigned new_id) {
  if (new_id >= after->glyph_count || sfnt_advance(before, old_id) != sfnt_advance(after, new_id)) return false;
  struct sfnt_table old = sfnt_outline(before, old_id), kept = sfnt_outline(after, new_id);
  if (!old.size || sfnt_i16(old.data) == 0) /* no ink: an empty outline or one without contours */
    return true;
  return old.size >= OUTLINE_HEAD_BYTES && kept.size >= OUTLINE_HEAD_BYTES &&
         memcmp(old.data, kept.data, OUTLINE_HEAD_BYTES) == 0;
}

/* When memory is short HarfBuzz leaves out glyphs or whole tables and reports success: so the subset is held against
 * the face that it was taken from. */
static bool is_whole(const struct face *face, const struct buf *subset, size_t start, const uint16_t *glyphs,
                     size_t count, const uint16_t *new_ids) {
  struct sfnt after;
  if (sfnt_read_subset((const uint8_t *)subset->data + start, subset->size - start, &after) ||
      after.units_per_em != face->sfnt.units_per_em)
    return false;
  for (size_t i = 0; i < count; i++)
    if (!is_kept(&face->sfnt, glyphs[i], &after, new_ids[i])) return false;
  return true;
}

bool face_subset(const struct face *face, const uint16_t *glyphs, size_t count, struct buf *out, uint16_t *new_ids) {
  hb_subset_input_t *input = hb_subset_input_create_or_fail();
  if (!input) return false;
  hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
  hb_set_t *wanted = hb_subset_input_glyph_set(input);
  hb_set_add(wanted, 0);
  for (size_t i = 0; i < count; i++)
    hb_set_add(wanted, glyphs[i]);
  if (!hb_set_allocation_successful(wanted)) mem_exhausted();
  hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(face->subset_source, input);
  hb_subset_input_destroy(input);
  if (!plan) return false;
  const hb_map_t *new_of_old = hb_subset_plan_old_to_new_glyph_mapping(plan);
  bool made = true;
  for (size_t i = 0; i < count; i++) {
    hb_codepoint_t id = hb_map_get(new_of_old, glyphs[i]);
    made &= id != HB_MAP_VALUE_INVALID;
    new_ids[i] = (uint16_t)id;
  }
  size_t start = out->size;
  made = made && execute(plan, out);
  hb_subset_plan_destroy(plan);
  if (made && !is_whole(face, out, start, glyphs, count, new_ids)) mem_exhausted();
  return made;
}

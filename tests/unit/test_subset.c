/* Subsets as another reader sees them: HarfBuzz draws each glyph of the subset, and of the whole face, to the same outline
 * and the same advance. Damaged outlines are refused. */
#include "base/buf.h"
#include "base/file.h"
#include "font/font.h"
#include "font/sfnt.h"

#include "suites.h"

#include <hb-ot.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FONTS "/usr/share/fonts/truetype/"
static const char *const PATHS[] = {FONTS "bizud-gothic/BIZUDPGothic-Regular.ttf", FONTS "bizud-mincho/BIZUDPMincho-Regular.ttf",
                                    FONTS "bizud-gothic/BIZUDGothic-Regular.ttf",  FONTS "ipamj/ipamjm.ttf",
                                    FONTS "dejavu/DejaVuSans.ttf"};
enum { FACES = sizeof PATHS / sizeof *PATHS, DEJAVU = FACES - 1, GLYPHS = 1500 };

/* ---- outlines as text ---- */

static void on_move(hb_draw_funcs_t *f, void *out, hb_draw_state_t *state, float x, float y, void *user) {
  (void)f, (void)state, (void)user;
  buf_printf(out, "M%g,%g", (double)x, (double)y);
}
static void on_line(hb_draw_funcs_t *f, void *out, hb_draw_state_t *state, float x, float y, void *user) {
  (void)f, (void)state, (void)user;
  buf_printf(out, "L%g,%g", (double)x, (double)y);
}
static void on_curve(hb_draw_funcs_t *f, void *out, hb_draw_state_t *state, float cx, float cy, float x, float y, void *user) {
  (void)f, (void)state, (void)user;
  buf_printf(out, "Q%g,%g,%g,%g", (double)cx, (double)cy, (double)x, (double)y);
}

static void draw(hb_font_t *font, unsigned glyph, struct buf *out) {
  hb_draw_funcs_t *funcs = hb_draw_funcs_create();
  hb_draw_funcs_set_move_to_func(funcs, on_move, NULL, NULL);
  hb_draw_funcs_set_line_to_func(funcs, on_line, NULL, NULL);
  hb_draw_funcs_set_quadratic_to_func(funcs, on_curve, NULL, NULL);
  buf_clear(out);
  hb_font_get_glyph_shape(font, glyph, funcs, out);
  buf_printf(out, " %d", hb_font_get_glyph_h_advance(font, glyph));
  hb_draw_funcs_destroy(funcs);
}

static hb_font_t *open_font(hb_blob_t *blob) {
  hb_face_t *face = hb_face_create(blob, 0);
  hb_font_t *font = hb_font_create(face);
  hb_face_destroy(face);
  hb_blob_destroy(blob);
  return font;
}

static void compare(hb_font_t *whole, hb_font_t *subset, const uint16_t *glyphs, const uint16_t *ids, size_t count) {
  struct buf before = {0}, after = {0};
  size_t with_ink = 0;
  for (size_t i = 0; i < count; i++) {
    draw(whole, glyphs[i], &before);
    draw(subset, ids[i], &after);
    with_ink += before.size > 20;
    ck_assert_msg(before.size == after.size && !memcmp(before.data, after.data, before.size), "glyph %u as %u: %.60s, not %.60s",
                  glyphs[i], ids[i], after.data, before.data);
  }
  ck_assert_uint_gt(with_ink, count / 2);
  buf_free(&before);
  buf_free(&after);
}

/* The glyphs of a run through the whole face, the way a text would ask for them: in no order. */
static size_t choose(hb_font_t *whole, unsigned few, uint16_t *glyphs) {
  unsigned all = hb_face_get_glyph_count(hb_font_get_face(whole)), step = 7919; /* a prime larger than any other step */
  size_t count = few ? few : all < GLYPHS ? all : GLYPHS;
  for (size_t i = 0; i < count; i++)
    glyphs[i] = (uint16_t)((i * step + 36) % all);
  return count;
}

/* Loop: a face; then again with four glyphs, which fit into the short form of loca. */
START_TEST(subsets_draw_what_the_face_draws) {
  const char *path = PATHS[_i % FACES], *why = NULL;
  struct face *face = face_load(path, &why);
  ck_assert_msg(face != NULL, "%s: %s", path, why);
  hb_font_t *whole = open_font(hb_blob_create_from_file(path));
  static uint16_t glyphs[GLYPHS], ids[GLYPHS];
  struct buf out = {0};
  buf_puts(&out, "1234"); /* a subset is appended */
  size_t count = choose(whole, _i < FACES ? 0 : 4, glyphs);
  ck_assert(face_subset(face, glyphs, count, &out, ids));
  hb_font_t *subset = open_font(hb_blob_create(out.data + 4, (unsigned)out.size - 4, HB_MEMORY_MODE_READONLY, NULL, NULL));
  compare(whole, subset, glyphs, ids, count);
  ck_assert_uint_eq(hb_face_get_upem(hb_font_get_face(subset)), hb_face_get_upem(hb_font_get_face(whole)));
  hb_font_destroy(subset);
  hb_font_destroy(whole);
  face_free(face);
  buf_free(&out);
}
END_TEST

/* Sums of the tables and of the file as the format wants them: the file's is 0xB1B0AFBA. */
START_TEST(sums_are_right) {
  const char *why = NULL;
  struct face *face = face_load(PATHS[_i], &why);
  uint16_t glyphs[] = {36, 37, 500, 3}, ids[4];
  struct buf out = {0};
  ck_assert(face && face_subset(face, glyphs, 4, &out, ids));
  ck_assert_uint_eq(out.size % 4, 0);
  uint32_t sum = 0, before = 0;
  for (size_t i = 0; i < out.size; i += 2)
    sum += (uint32_t)sfnt_u16((const uint8_t *)out.data + i) << (i % 4 ? 0 : 16);
  ck_assert_uint_eq(sum, 0xB1B0AFBA);
  for (int i = 0; i < 6; i++) { /* sorted, inside, one behind the other */
    const uint8_t *entry = (const uint8_t *)out.data + 12 + 16 * i;
    uint32_t at = (uint32_t)sfnt_u16(entry + 8) << 16 | sfnt_u16(entry + 10);
    uint32_t size = (uint32_t)sfnt_u16(entry + 12) << 16 | sfnt_u16(entry + 14);
    ck_assert_uint_eq(at, i ? before : 12 + 16 * 6);
    ck_assert(i == 0 || memcmp(entry - 16, entry, 4) < 0);
    before = (at + size + 3) / 4 * 4;
  }
  ck_assert_uint_eq(before, out.size);
  face_free(face);
  buf_free(&out);
}
END_TEST

/* ---- damage ---- */

enum damage { NONE, CUT_INSTRUCTIONS, TOO_MANY_CONTOURS, NO_SUCH_COMPONENT, ENDLESS_COMPONENTS, OWN_COMPONENT, DAMAGES };

static void put_u16(uint8_t *p, unsigned value) {
  p[0] = (uint8_t)(value >> 8);
  p[1] = (uint8_t)value;
}

static void damage(enum damage kind, uint8_t *composite, uint8_t *simple, unsigned own) {
  unsigned ends = 10 + 2 * sfnt_u16(simple);
  switch (kind) {
  case CUT_INSTRUCTIONS: put_u16(simple + ends, 0xFFFF); return;
  case TOO_MANY_CONTOURS: put_u16(simple, 0x7FFF); return;
  case NO_SUCH_COMPONENT: put_u16(composite + 12, 0xFFFF); return;
  case ENDLESS_COMPONENTS: /* the last one says that another follows */
    for (uint8_t *p = composite + 10;; p += 4 + (sfnt_u16(p) & 1 ? 4 : 2)) {
      bool is_last = !(sfnt_u16(p) & 0x20);
      ck_assert(!(sfnt_u16(p) & 0xC8));
      if (is_last) {
        put_u16(p, sfnt_u16(p) | 0x20);
        put_u16(p + 4 + (sfnt_u16(p) & 1 ? 4 : 2), 0xFFFF); /* with a matrix and words, beyond the outline */
        return;
      }
    }
  case OWN_COMPONENT: put_u16(composite + 12, own); return; /* damaged, too, but a subset of it can be made */
  default: return;
  }
}

START_TEST(damaged_outlines_are_refused) {
  static const char COPY[] = "/tmp/tenken-subset-test";
  const char *why = NULL;
  struct face *face = face_load(PATHS[DEJAVU], &why);
  struct arena *arena = arena_new();
  char *data;
  size_t size;
  ck_assert_int_eq(file_read(arena, PATHS[DEJAVU], 10000000, &data, &size), 0);
  struct sfnt sfnt;
  ck_assert_ptr_eq((void *)(uintptr_t)sfnt_read((const uint8_t *)data, size, &sfnt), NULL);
  uint16_t glyphs[] = {face_glyph(face, 0xE9, 0), face_glyph(face, 'O', 0)}, ids[2]; /* é and O */
  uint8_t *composite = (uint8_t *)(uintptr_t)sfnt_outline(&sfnt, glyphs[0]).data;
  uint8_t *simple = (uint8_t *)(uintptr_t)sfnt_outline(&sfnt, glyphs[1]).data;
  ck_assert(sfnt_i16(composite) < 0 && sfnt_i16(simple) > 0);
  damage((enum damage)_i, composite, simple, glyphs[0]);
  face_free(face);
  ck_assert_int_eq(file_write_atomic(COPY, data, size), 0);
  ck_assert((face = face_load(COPY, &why)) != NULL);
  struct buf out = {0};
  buf_puts(&out, "before");
  bool made = face_subset(face, glyphs, 2, &out, ids);
  ck_assert_int_eq(made, _i == NONE || _i == OWN_COMPONENT);
  if (!made) ck_assert_uint_eq(out.size, 6);
  ck_assert_int_eq(memcmp(out.data, "before", 6), 0);
  buf_free(&out);
  face_free(face);
  arena_free(arena);
  remove(COPY);
}
END_TEST

/* A letter that loading tries, without its contours: told as what it is. */
START_TEST(a_face_without_outlines_is_refused) {
  static const char COPY[] = "/tmp/tenken-subset-letter";
  const char *why = NULL;
  struct arena *arena = arena_new();
  struct face *face = face_load(PATHS[DEJAVU], &why);
  char *data;
  size_t size;
  ck_assert_int_eq(file_read(arena, PATHS[DEJAVU], 10000000, &data, &size), 0);
  struct sfnt sfnt;
  ck_assert_ptr_eq((void *)(uintptr_t)sfnt_read((const uint8_t *)data, size, &sfnt), NULL);
  uint8_t *letter = (uint8_t *)(uintptr_t)sfnt_outline(&sfnt, face_glyph(face, 'A', 0)).data;
  put_u16(letter + 8 + 2 * sfnt_u16(letter), 0x7FFF); /* the last contour ends at a point beyond all */
  face_free(face);
  ck_assert_int_eq(file_write_atomic(COPY, data, size), 0);
  ck_assert_ptr_null(face_load(COPY, &why));
  ck_assert_str_eq(why, "its outlines can't be read");
  arena_free(arena);
  remove(COPY);
}
END_TEST

/* Bytes changed at random in the tables that a subset is made of: it is made or refused, and HarfBuzz can read what is
 * made. (That nothing outside is read or written is for the sanitizers to see.) */
START_TEST(no_damage_does_harm) {
  enum { ROUNDS = 25, BYTES = 12 };
  static const char *const TAGS[] = {"glyf", "loca", "hmtx", "head", "hhea", "maxp"};
  char copy[64];
  const char *why = NULL;
  struct arena *arena = arena_new();
  char *data;
  size_t size, made = 0;
  unsigned state = (unsigned)_i + 1;
  static uint16_t glyphs[400], ids[400];
  snprintf(copy, sizeof copy, "/tmp/tenken-subset-test-%d", _i);
  ck_assert_int_eq(file_read(arena, PATHS[DEJAVU], 10000000, &data, &size), 0);
  for (int round = 0; round < ROUNDS; round++) {
    char *damaged = memcpy(arena_alloc(arena, size), data, size);
    for (int i = 0; i < BYTES; i++) {
      state = state * 1103515245u + 12345u;
      const char *tag = TAGS[(state >> 16) % (i < BYTES / 2 ? 2 : 6)];
      const uint8_t *entry = (const uint8_t *)data + 12;
      while (memcmp(entry, tag, 4))
        entry += 16;
      size_t at = (size_t)sfnt_u16(entry + 8) << 16 | sfnt_u16(entry + 10);
      size_t length = (size_t)sfnt_u16(entry + 12) << 16 | sfnt_u16(entry + 14);
      state = state * 1103515245u + 12345u;
      damaged[at + (state >> 8) % (length < 20000 ? length : 20000)] = (char)(state >> 24);
    }
    ck_assert_int_eq(file_write_atomic(copy, damaged, size), 0);
    struct face *face = face_load(copy, &why);
    struct buf out = {0}, drawn = {0};
    for (size_t i = 0; i < 400; i++)
      glyphs[i] = (uint16_t)i;
    if (face && face_subset(face, glyphs, 400, &out, ids)) {
      hb_font_t *subset = open_font(hb_blob_create(out.data, (unsigned)out.size, HB_MEMORY_MODE_READONLY, NULL, NULL));
      for (size_t i = 0; i < 400; i++)
        draw(subset, ids[i], &drawn);
      hb_font_destroy(subset);
      made++;
    }
    face_free(face);
    buf_free(&out);
    buf_free(&drawn);
  }
  remove(copy);
  ck_assert_uint_gt(made, 0);
  arena_free(arena);
}
END_TEST

Suite *subset_suite(void) {
  Suite *suite = suite_create("subset");
  TCase *cases = tcase_create("subset");
  tcase_set_timeout(cases, 60);
  tcase_add_loop_test(cases, subsets_draw_what_the_face_draws, 0, 2 * FACES);
  tcase_add_loop_test(cases, sums_are_right, 0, FACES);
  tcase_add_loop_test(cases, damaged_outlines_are_refused, 0, DAMAGES);
  tcase_add_test(cases, a_face_without_outlines_is_refused);
  tcase_add_loop_test(cases, no_damage_does_harm, 0, 8);
  suite_add_tcase(suite, cases);
  return suite;
}

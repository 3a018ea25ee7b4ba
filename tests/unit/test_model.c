/* test_model.c - lookups, the fixed names, digests and the content builders. */
#include "suites.h"

#include "base/arena.h"
#include "digest/digest.h"
#include "model/content.h"
#include "model/input.h"
#include "model/settings.h"

START_TEST(strings_are_found_by_their_keys) {
  struct arena *a = arena_new();
  struct string_entry entries[500];
  for (size_t i = 0; i < 500; i++) {
    entries[i].key = arena_printf(a, "a.%zu", i);
    entries[i].value = arena_printf(a, "%zu", i * i);
  }
  for (size_t count = 0; count <= 500; count += 1 + count / 3) {
    const struct strings *s = strings_new(a, LANG_JA, entries, count);
    for (size_t i = 0; i < 500; i++) {
      ck_assert_str_eq(strings_get(s, entries[i].key), i < count ? entries[i].value : entries[i].key);
      ck_assert(strings_has(s, entries[i].key) == (i < count));
    }
    ck_assert(!strings_has(s, "a.") && !strings_has(s, ""));
  }
  arena_free(a);
}
END_TEST

START_TEST(every_enum_value_has_its_name) {
  for (size_t i = 0; i < SEGMENT_COUNT; i++) ck_assert_ptr_nonnull(SEGMENT_IDS[i]);
  for (size_t i = 0; i < IMPACT_COUNT; i++) ck_assert_ptr_nonnull(IMPACT_IDS[i]);
  for (size_t i = 0; i < PART_COUNT; i++) ck_assert_ptr_nonnull(DIGEST_PART_NAMES[i]);
  for (size_t i = 0; i < SECTION_KIND_COUNT; i++) ck_assert_ptr_nonnull(SECTION_NAMES[i]);
  ck_assert_str_eq(SECTION_NAMES[SECTION_TOP_GAPS], "top-gaps");
}
END_TEST

START_TEST(sha256_of_a_known_text) {
  struct digest d = digest_of("abc", 3); /* FIPS 180-2, appendix B.1 */
  char hex[65];
  digest_hex(&d, hex);
  ck_assert_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
END_TEST

START_TEST(builders_give_usable_defaults) {
  struct arena *a = arena_new();
  struct block *stack = content_block(a, BLOCK_STACK, ROLE_SECT);
  content_add(a, stack, content_paragraph(a, STYLE_BODY, "x"));
  ck_assert_uint_eq(stack->child_count, 1);
  ck_assert_int_eq(stack->children[0]->runs[0].font, -1);
  struct table t = {.column_count = 3};
  struct row *r = content_row(a, &t, ROW_BODY);
  ck_assert_uint_eq(r->cell_count, 3);
  ck_assert_int_eq(r->cells[2].span, 1);
  struct content c = {.language = LANG_EN};
  ck_assert_ptr_eq(content_figure(a, &c, FIGURE_RADAR), c.figures[0]);
  ck_assert_int_eq(c.figures[0]->language, LANG_EN);
  arena_free(a);
}
END_TEST

Suite *model_suite(void) {
  Suite *s = suite_create("model");
  TCase *c = tcase_create("model");
  tcase_add_test(c, strings_are_found_by_their_keys);
  tcase_add_test(c, every_enum_value_has_its_name);
  tcase_add_test(c, sha256_of_a_known_text);
  tcase_add_test(c, builders_give_usable_defaults);
  suite_add_tcase(s, c);
  return s;
}

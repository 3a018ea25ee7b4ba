/* The PDF as bytes: what must stand in it whatever the pages are. Independent programs look at the same pages in
 * tests/pdf/ (set TENKEN_PDF_OUT to a folder and the samples are written there). */
#include "sample_pages.h"
#include "saved_file.h"
#include "suites.h"

#include "base/file.h"

#include <stdlib.h>
#include <string.h>

static struct sample sample;
static struct diag *diag;

static void open_sample(void) {
  sample_open(&sample);
  diag = diag_new();
}

static void close_sample(void) {
  diag_free(diag);
  sample_close(&sample);
}

static struct buf painted(void) {
  struct buf pdf = {0};
  struct arena *arena = arena_new();
  struct paint_settings settings = sample_settings(&sample);
  ck_assert(paint_run(&sample.pages, &settings, arena, diag, &pdf));
  ck_assert_uint_eq(diag_errors(diag), 0);
  arena_free(arena);
  return pdf;
}

static bool refused(void) {
  struct buf pdf = {0};
  struct arena *arena = arena_new();
  struct paint_settings settings = sample_settings(&sample);
  bool good = paint_run(&sample.pages, &settings, arena, diag, &pdf);
  ck_assert_uint_eq(diag_errors(diag), good ? 0 : 1);
  arena_free(arena);
  buf_free(&pdf);
  return !good;
}

static void keep(const struct buf *pdf, const char *name) {
  const char *folder = getenv("TENKEN_PDF_OUT");
  if (folder)
    ck_assert_int_eq(file_write_atomic(path_join(sample.arena, folder, name), pdf->data, pdf->size), 0);
}

START_TEST(file_has_its_frame) {
  sample_pages(&sample);
  struct buf pdf = painted();
  struct saved_file file;
  keep(&pdf, "pages.pdf");
  saved_file_read(&pdf, sample.arena, &file);
  ck_assert_uint_gt(file.count, 60);
  /* /ID: the first 16 bytes of the identifier, twice */
  ck_assert_uint_eq(
      saved_file_count(&pdf, "/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]"), 1);
  buf_free(&pdf);
}
END_TEST

/* What the signing layer reads without opening an object stream stands outside of them, and nothing else does. */
START_TEST(plain_objects_are_what_signing_needs) {
  static const char *const PLAIN[] = {"/Type /Catalog", "/CreationDate", "/FT/Sig", "/Fields["};
  sample_pages(&sample);
  struct buf pdf = painted();
  struct saved_file file;
  size_t packed = 0, widgets = 0;
  saved_file_read(&pdf, sample.arena, &file);
  for (unsigned i = 1; i < file.count; i++) {
    const struct saved_object *object = &file.objects[i];
    const char *text = arena_strndup(sample.arena, object->text, object->size);
    bool wanted = strstr(text, ">>\nstream\n") != NULL;
    for (int k = 0; k < 4; k++)
      wanted |= strstr(text, PLAIN[k]) != NULL;
    ck_assert_msg(wanted == !object->stream, "object %u: %.80s", i, text);
    packed += object->stream != 0;
    widgets += strstr(text, "/FT/Sig") != NULL;
  }
  ck_assert_uint_eq(widgets, 2);
  ck_assert_uint_gt(packed, 40);
  buf_free(&pdf);
}
END_TEST

START_TEST(same_pages_give_same_bytes) {
  sample_pages(&sample);
  struct buf first = painted(), second = painted();
  ck_assert_uint_eq(first.size, second.size);
  ck_assert_int_eq(memcmp(first.data, second.data, first.size), 0);
  buf_free(&first);
  buf_free(&second);
}
END_TEST

START_TEST(fields_are_ready_to_sign) {
  sample_pages(&sample);
  struct buf pdf = painted();
  ck_assert_uint_eq(saved_file_count(&pdf, "/T(SIG1_PREPARED)"), 1);
  ck_assert_uint_eq(saved_file_count(&pdf, "/T(SIG2_APPROVED)"), 1);
  ck_assert_uint_eq(saved_file_count(&pdf, "/F 132"), 2);
  ck_assert_uint_eq(saved_file_count(&pdf, "/SigFlags 3"), 1);
  ck_assert_uint_eq(saved_file_count(&pdf, "/NeedAppearances"), 0);
  buf_free(&pdf);
}
END_TEST

START_TEST(claim_is_made_only_when_asked) {
  sample_pages(&sample);
  struct buf with = painted(), without = {0};
  struct paint_settings settings = sample_settings(&sample);
  settings.claim_conformance = false;
  ck_assert(paint_run(&sample.pages, &settings, sample.arena, diag, &without));
  ck_assert_uint_eq(saved_file_count(&with, "<pdfaid:part>3</pdfaid:part>"), 1);
  ck_assert_uint_eq(saved_file_count(&with, "<pdfuaid:part>1</pdfuaid:part>"), 1);
  ck_assert_uint_eq(saved_file_count(&without, "pdfaid"), 0);
  ck_assert_uint_eq(saved_file_count(&without, "pdfuaid"), 0);
  keep(&without, "no-claim.pdf");
  buf_free(&with);
  buf_free(&without);
}
END_TEST

/* A figure without words breaks PDF/UA-1 7.3: the file is made, says nothing of the standards, and a warning says why. */
START_TEST(claim_is_withheld_when_a_rule_is_broken) {
  sample_pages(&sample);
  struct element *figure = sample.pages.document->first;
  while (figure->role != ROLE_FIGURE)
    figure = figure->next;
  figure->alt = NULL;
  struct buf pdf = painted();
  ck_assert_uint_eq(diag_warnings(diag), 1);
  ck_assert_uint_eq(saved_file_count(&pdf, "pdfaid"), 0);
  ck_assert_uint_eq(saved_file_count(&pdf, "pdfuaid"), 0);
  ck_assert_uint_eq(saved_file_count(&pdf, "<dc:title>"), 1);
  buf_free(&pdf);
}
END_TEST

START_TEST(characters_without_glyph_are_errors) {
  static const char *const BAD[] = {"a\U0001F600", "\uE000", "\x01", "\uFEFF"};
  struct page *page = sample_page(&sample);
  sample_text(&sample, page, sample_element(&sample, sample.pages.document, ROLE_P), FONT_SANS, 10, 62, 90, BAD[_i]);
  ck_assert(refused());
}
END_TEST

START_TEST(dangling_links_are_left_out_with_a_warning) {
  sample_pages(&sample);
  sample.pages.anchor_count = 0;
  struct buf pdf = painted();
  ck_assert_uint_eq(diag_warnings(diag), 1);
  ck_assert_uint_eq(saved_file_count(&pdf, "/Subtype/Link"), 0);
  buf_free(&pdf);
}
END_TEST

START_TEST(empty_and_large_documents) {
  static const size_t PAGES[] = {1, 40}, ROWS[] = {0, 14};
  sample_report(&sample, PAGES[_i], ROWS[_i]);
  struct buf pdf = painted();
  ck_assert_uint_eq(saved_file_count(&pdf, "/StructParents "), PAGES[_i]);
  keep(&pdf, _i ? "report.pdf" : "one-page.pdf");
  buf_free(&pdf);
}
END_TEST

Suite *paint_suite(void) {
  Suite *suite = suite_create("paint");
  TCase *cases = tcase_create("pdf");
  tcase_add_checked_fixture(cases, open_sample, close_sample);
  tcase_add_test(cases, file_has_its_frame);
  tcase_add_test(cases, plain_objects_are_what_signing_needs);
  tcase_add_test(cases, same_pages_give_same_bytes);
  tcase_add_test(cases, fields_are_ready_to_sign);
  tcase_add_test(cases, claim_is_made_only_when_asked);
  tcase_add_test(cases, claim_is_withheld_when_a_rule_is_broken);
  tcase_add_loop_test(cases, characters_without_glyph_are_errors, 0, 4);
  tcase_add_test(cases, dangling_links_are_left_out_with_a_warning);
  tcase_add_loop_test(cases, empty_and_large_documents, 0, 2);
  suite_add_tcase(suite, cases);
  return suite;
}

/* test_yaml.c - the YAML tree: what is accepted and what it becomes; what is refused, where, and under which code.
 * Expected places are counted by hand in the text of each case. */
#include "suites.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "read/canonical.h"
#include "read/yaml_bytes.h"
#include "read/yaml_pressed.h"
#include "read/yaml_tree.h"
#include "read_helper.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "tenken: t/1\n"

static const struct {
  const char *text, *json;
} GOOD[] = {
    {HEAD "b: 1\na: x\n", "{\"a\":\"x\",\"b\":1,\"tenken\":\"t/1\"}"},
    {"\xEF\xBB\xBF" HEAD "a: 点検\r\nb: y\r\n", "{\"a\":\"点検\",\"b\":\"y\",\"tenken\":\"t/1\"}"},
    {HEAD "a: [1, +2, 007, 0x1F, 0o17, -0, 2.50, 1e3, .5]", "{\"a\":[1,2,7,31,15,0,2.5,1000,0.5],\"tenken\":\"t/1\"}"},
    {HEAD "a: [na, yes, No, 2026-10-31, 1_000, \"1\", '2', 12:30, 0x, 1.2.3]",
     "{\"a\":[\"na\",\"yes\",\"No\",\"2026-10-31\",\"1_000\",\"1\",\"2\",\"12:30\",\"0x\",\"1.2.3\"],\"tenken\":\"t/1\"}"},
    {HEAD "a: [true, False, null, ~, ]\nb:\n", "{\"a\":[true,false,null,null],\"b\":null,\"tenken\":\"t/1\"}"},
    {HEAD "a: |\n  one\n  two\n\nb: >-\n  three\n  four\n", "{\"a\":\"one\\ntwo\",\"b\":\"three four\",\"tenken\":\"t/1\"}"},
    {HEAD "a: 99999999999999999999999\n", "{\"a\":99999999999999999999999,\"tenken\":\"t/1\"}"},
    {HEAD "\"q\\\"\": 'back\\slash'\n", "{\"q\\\"\":\"back\\\\slash\",\"tenken\":\"t/1\"}"},
    {"%YAML 1.1\n---\n" HEAD "...\n", "{\"tenken\":\"t/1\"}"},
    {HEAD "a: {1: x, 0: y} # comment\n", "{\"a\":{\"0\":\"y\",\"1\":\"x\"},\"tenken\":\"t/1\"}"},
    {HEAD "a: 髙﨑𠮷葛\xF3\xA0\x84\x80\n", "{\"a\":\"髙﨑𠮷葛\xF3\xA0\x84\x80\",\"tenken\":\"t/1\"}"},
};

START_TEST(values_are_those_of_the_core_schema) {
  struct read_helper h = read_helper_text(GOOD[_i].text);
  struct yaml_file file;
  bool ok = yaml_load(h.path, "t/1", h.arena, h.diag, &file);
  ck_assert_msg(ok, "%s", read_helper_printed(&h));
  struct buf json = {0};
  canonical_put(&json, file.root, NULL);
  ck_assert_str_eq(json.data, GOOD[_i].json);
  buf_free(&json);
  read_helper_free(&h);
}
END_TEST

static const struct {
  const char *text, *found;
} BAD[] = {
    {"", "1:1 Y003"},
    {" \n\t\n", "1:1 Y003"},
    {"# only a comment\n", "1:1 Y003"},
    {"---\n---\n", "2:1 Y020"},
    {"a: 1\n", "1:1 F001"},
    {"- a\n", "1:1 F001"},
    {"tenken: u/1\n", "1:9 F002"},
    {HEAD "a: 1\nb: 2\na: 3\nb: 4\na: 5\n", "4:1 Y016 5:1 Y016 6:1 Y016"},
    {HEAD "a: {x: 1, x: 2}\n", "2:11 Y016"},
    {HEAD "a: &x 1\nb: *x\n", "2:4 Y024 3:4 Y017"},
    {HEAD "a: !!str 1\nb: !mine [1]\n", "2:4 Y018 3:4 Y018"},
    {HEAD "<<: {b: 1}\n", "2:1 Y019"},
    {HEAD "---\nb: 1\n", "2:1 Y020"},
    {HEAD "? [a]\n: 1\n", "2:3 Y023"},
    {HEAD "a:\n\tb: 1\n", "3:1 Y011"},
    {HEAD "a: \"open\nb: 1\n", "2:4 Y013"},
    {HEAD "a: 'open\nb: 1\n", "2:4 Y013"},
    {HEAD "a: [1, 2\nb: 3\n", "2:4 Y014"},
    {HEAD "a: {x: 1 y: 2}\n", "2:4 Y014"},
    {HEAD "a: [1, 2}\n", "2:4 Y014"},
    {HEAD "点検: 一: 二\n", "2:6 Y015"},
    {HEAD "a: 1\n  b: 2\n", "3:3 Y026"},
    {HEAD "a:\n  b: 1\n c: 2\n", "4:2 Y026"},
    {"  tenken: t/1\na: 1\n", "2:1 Y026"},
    {HEAD "just words\nb: 1\n", "2:1 Y028"},
    {HEAD "just words", "2:1 Y028"},
    {HEAD "a: - b\n", "2:4 Y029"},
    {HEAD "a: @b\n", "2:4 Y027"},
    {HEAD "a: `b\n", "2:4 Y027"},
    {HEAD "a: %b\n", "2:4 Y027"},
    {HEAD "a: \"C:\\path\"\n", "2:7 Y030"},
    {HEAD "a: |x\n  b\n", "2:5 Y031"},
    {HEAD "a: *\n", "2:4 Y027"},
    {HEAD "a: \"\\x1b\"\nb: \"\\0\"\n", "2:4 Y008 3:4 Y008"},
    {HEAD "a: \x1b[31m\nb: \x07\n", "2:4 Y008 3:4 Y008"},
    {HEAD "a: x\xE2\x80\xAE" "b\n", "2:5 Y008"},
    {HEAD "a: x\xC2\x85" "b\n", "2:5 Y008"},
    {HEAD "a: x\ty\n", "2:4 Y008"},
    {HEAD "a: x\rb: y\n", "2:5 Y008"},
    {HEAD "点検: \xFF\n", "2:5 Y006"},
    {HEAD "点検: \xE7\x82\n", "2:5 Y006"},
    {HEAD "a: \xED\xA0\x80\n", "2:4 Y006"},
    {HEAD "\x93_\x8C\x9F: 1\n", "2:1 Y005"}, /* 点検 in Shift_JIS */
    {"%TAG ! tag:x,2000:\n---\n" HEAD "a: !b 1\n", "4:4 Y018"},
    {"%FOO\n---\n" HEAD, "1:1 Y025"},
    {"%YAML 2.0\n---\n" HEAD, "1:1 Y025"},
};

START_TEST(faults_are_told_where_they_stand) {
  struct read_helper h = read_helper_text(BAD[_i].text);
  struct yaml_file file;
  yaml_load(h.path, "t/1", h.arena, h.diag, &file);
  const char *found = read_helper_found(&h);
  ck_assert_msg(strcmp(found, BAD[_i].found) == 0, "%s\nfound %s, wanted %s\n%s", BAD[_i].text, found, BAD[_i].found,
                read_helper_printed(&h));
  read_helper_free(&h);
}
END_TEST

static const char *found_in(const void *bytes, size_t size, struct read_helper *h) {
  struct yaml_file file;
  *h = read_helper_new(bytes, size);
  yaml_load(h->path, "t/1", h->arena, h->diag, &file);
  return read_helper_found(h);
}

START_TEST(encodings_are_named) {
  struct read_helper h;
  ck_assert_str_eq(found_in("\xFF\xFEt\0e\0", 6, &h), "1:1 Y004");
  read_helper_free(&h);
  ck_assert_str_eq(found_in("t\0e\0n\0:\0 \0t\0", 12, &h), "1:1 Y004");
  read_helper_free(&h);
  ck_assert_str_eq(found_in("\0t\0e\0n\0:", 8, &h), "1:1 Y004");
  read_helper_free(&h);
  ck_assert_str_eq(found_in("tenken: t/1\na: \0b", 17, &h), "2:4 Y007");
  read_helper_free(&h);
  ck_assert_str_eq(found_in("\x7f" "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0\x3e\0", 20, &h), "1:8 Y007");
  read_helper_free(&h);
}
END_TEST

static char *repeat(const char *before, const char *unit, size_t count, const char *after) {
  size_t size = strlen(before) + strlen(unit) * count + strlen(after) + 1;
  char *text = malloc(size), *p = text + sprintf(text, "%s", before);
  for (size_t i = 0; i < count; i++) p += sprintf(p, "%s", unit);
  sprintf(p, "%s", after);
  return text;
}

/* Each limit: the largest value passes, one more is refused. */
static void limit_case(char *passes, char *fails, const char *found) {
  struct read_helper h;
  const char *got = found_in(passes, strlen(passes), &h);
  ck_assert_str_eq(got, "");
  read_helper_free(&h);
  got = found_in(fails, strlen(fails), &h);
  ck_assert_str_eq(got, found);
  read_helper_free(&h);
  free(passes);
  free(fails);
}

START_TEST(limits_hold_at_n_and_n_plus_1) {
  /* the root map is the first level */
  char *deep = repeat("[", "[", LIMIT_YAML_DEPTH - 2, ""), *deeper = repeat("[", "[", LIMIT_YAML_DEPTH - 1, "");
  char *closes = repeat("]", "]", LIMIT_YAML_DEPTH - 2, ""), *more = repeat("]", "]", LIMIT_YAML_DEPTH - 1, "");
  char head[64];
  strcpy(head, HEAD "a: ");
  char *ok = repeat(head, deep, 1, closes), *bad = repeat(head, deeper, 1, more);
  char place[32];
  snprintf(place, sizeof place, "2:%d Y021", 3 + LIMIT_YAML_DEPTH);
  limit_case(ok, bad, place);
  free(deep), free(deeper), free(closes), free(more);
  limit_case(repeat(HEAD, "k", LIMIT_KEY_BYTES, ": 1\n"), repeat(HEAD, "k", LIMIT_KEY_BYTES + 1, ": 1\n"), "2:1 Y012");
  /* root, two keys, a value and the list are five nodes */
  char *many = repeat(HEAD "a: [", "1,", LIMIT_YAML_NODES - 5, "]\n"), *too_many = repeat(HEAD "a: [", "1,", LIMIT_YAML_NODES - 4, "]\n");
  snprintf(place, sizeof place, "2:%d Y022", 4 + 2 * (LIMIT_YAML_NODES - 5) + 1);
  limit_case(many, too_many, place);
  size_t rest = LIMIT_INPUT_BYTES - strlen(HEAD);
  limit_case(repeat(HEAD, "#", rest, ""), repeat(HEAD, "#", rest + 1, ""), "- Y002");
  limit_case(repeat(HEAD "a: 1\n", "", 0, ""), repeat(HEAD, "k", 1100, ": 1\nb: 2\n"), "2:1 Y012");
}
END_TEST

START_TEST(many_keys_take_no_time) {
  struct buf text = {0};
  buf_puts(&text, HEAD);
  for (int i = 0; i < 90000; i++) buf_printf(&text, "k%d:\n", i);
  buf_puts(&text, "k77:\n");
  struct read_helper h;
  const char *found = found_in(text.data, text.size, &h);
  ck_assert_str_eq(found, "90002:1 Y016"); /* comparing all pairs would run into Check's time limit */
  read_helper_free(&h);
  buf_free(&text);
}
END_TEST

START_TEST(a_file_that_cannot_be_read) {
  struct read_helper h = read_helper_text("x");
  struct yaml_file file;
  ck_assert(!yaml_load("/tmp/no/such/file.yaml", "t/1", h.arena, h.diag, &file));
  ck_assert(!yaml_load("/tmp", "t/1", h.arena, h.diag, &file));
  ck_assert(!yaml_load("/dev/zero", "t/1", h.arena, h.diag, &file));
  ck_assert_str_eq(read_helper_found(&h), "- Y001 - Y001 - Y001");
  read_helper_free(&h);
}
END_TEST

/* What may stand in a file, said plainly: UTF-8, and nothing forbidden but tabs and the CR of a CR LF. */
static bool may_stand(const char *bytes, size_t size) {
  if (utf8_check(bytes, size) < size) return false;
  for (const char *p = bytes, *end = bytes + size; p < end;) {
    uint32_t c = utf8_next(&p, end);
    bool is_fine = c == '\t' || (c == '\r' && p < end && *p == '\n');
    if (!is_fine && yaml_is_forbidden(c)) return false;
  }
  return true;
}

/* Every character of the planes that have any (of the private ones the last), and every two bytes, with one to nine others before them and up to nine after. */
START_TEST(each_character_and_each_pair_of_bytes_is_judged_alike_everywhere) {
  enum { CHARACTERS = 0x110000, PAIRS = 0x10000 };
  struct diag *diag = diag_new();
  for (uint32_t i = 0; i < CHARACTERS + PAIRS; i++) {
    if (i == 0x30000) i = 0xE0000;
    if (i == 0xE1000) i = CHARACTERS - 0x1000;
    char text[32] = "xxxxxxxxx";
    size_t size = 1 + i % 9, after = i / 9 % 10;
    if (i < CHARACTERS) {
      size += utf8_put(text + size, i);
    } else {
      text[size++] = (char)(i >> 8);
      text[size++] = (char)i;
    }
    memcpy(text + size, "\nyyyyyyyy", after);
    size += after;
    bool is_taken = yaml_bytes_check(text, size, 0, "t/1", diag);
    if (is_taken != may_stand(text, size)) ck_abort_msg("%06x", (unsigned)i);
  }
  diag_free(diag);
}
END_TEST

static int by_bytes(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Keys that share their first eight bytes, that begin others, of one byte and of bytes over 127; as parsed and as pressed. */
START_TEST(the_canonical_form_has_its_keys_in_the_order_of_their_bytes) {
  static const int COUNTS[] = {1, 2, 16, 17, 60};
  static const char *const STEMS[] = {"longstem", "longstem-and-more", "longste", "z", "\xC3\xA9", "\xE7\x82\xB9\xE6\xA4\x9C\xE7\x82\xB9"};
  int count = COUNTS[_i];
  char keys[60][40];
  const char *sorted[61];
  struct buf text = {0}, expected = {0}, json = {0}, pressed = {0};
  for (int i = 0; i < count; i++) {
    int n = i * 37 % 60; /* each number below 60 once */
    snprintf(keys[i], sizeof keys[i], n < 6 ? "%s" : "%s%d", STEMS[n % 6], n);
    buf_printf(&text, "%s: v\n", keys[i]);
    sorted[i] = keys[i];
  }
  buf_puts(&text, HEAD);
  sorted[count] = "tenken";
  qsort(sorted, (size_t)count + 1, sizeof *sorted, by_bytes);
  for (int i = 0; i <= count; i++)
    buf_printf(&expected, "%c\"%s\":\"%s\"", i ? ',' : '{', sorted[i], strcmp(sorted[i], "tenken") ? "v" : "t/1");
  buf_putc(&expected, '}');
  struct read_helper h = read_helper_text(text.data);
  struct yaml_file file;
  struct yaml_press press = {0};
  ck_assert_msg(yaml_load(h.path, "t/1", h.arena, h.diag, &file), "%s", read_helper_printed(&h));
  canonical_put(&json, file.root, NULL);
  ck_assert_str_eq(json.data, expected.data);
  yaml_press_add(&press, &file, h.arena);
  yaml_press_write(&press, &pressed);
  const char *hex = NULL;
  const struct yaml_node *root = yaml_pressed_tree_in(pressed.data, file.bytes, file.size, file.source, h.arena, &hex);
  ck_assert(root && !yaml_pressed_tree_in(pressed.data, file.bytes, file.size - 1, file.source, h.arena, &hex));
  buf_clear(&json);
  canonical_put(&json, root, NULL);
  ck_assert_str_eq(json.data, expected.data);
  buf_free(&text), buf_free(&expected), buf_free(&json), buf_free(&pressed);
  buf_free(&press.files), buf_free(&press.nodes), buf_free(&press.texts);
  read_helper_free(&h);
}
END_TEST

/* libyaml counts characters: values of one to forty of them, of one to four bytes each, before and after which the places
 * are known from the writing. */
START_TEST(places_are_bytes_whatever_the_characters) {
  static const char *const CHARACTERS[] = {"x", "\xC3\xA9", "\xE7\x82\xB9", "\xF0\xA0\xAE\xB7"};
  enum { PAIRS = 400 };
  struct buf text = {0};
  size_t start[PAIRS], end[PAIRS];
  uint32_t state = 1;
  buf_puts(&text, HEAD);
  for (int i = 0; i < PAIRS; i++) {
    buf_printf(&text, i % 7 ? "k%d: " : "k%d: # \xE7\x82\xB9\xE6\xA4\x9C\r\n ", i);
    start[i] = text.size;
    state = state * 1664525 + 1013904223;
    size_t count = 1 + (state >> 16) % 40;
    for (size_t c = 0; c < count; c++) {
      state = state * 1664525 + 1013904223;
      buf_puts(&text, CHARACTERS[i % 3 ? (state >> 24) % 4 : (size_t)i / 3 % 4]);
    }
    end[i] = text.size;
    buf_puts(&text, i % 5 ? "\n" : "   # \xC3\xA9\n\n");
  }
  struct read_helper h = read_helper_text(text.data);
  struct yaml_file file;
  ck_assert_msg(yaml_load(h.path, "t/1", h.arena, h.diag, &file), "%s", read_helper_printed(&h));
  for (size_t i = 0; i < PAIRS; i++) {
    const struct yaml_node *value = &file.root->entries[2 * i + 3];
    ck_assert_uint_eq(value->at.start, start[i]);
    ck_assert_uint_eq(value->at.end, end[i]);
    ck_assert_uint_eq(strlen(value->text), end[i] - start[i]);
  }
  buf_free(&text);
  read_helper_free(&h);
}
END_TEST

/* No further than what is wanted: what follows may be anything; what comes before may not. */
START_TEST(a_look_ahead_ends_where_it_has_all) {
  static const struct {
    const char *text;
    bool is_read;
  } CASES[] = {
      {HEAD "a: {x: 1}\nb: 2\n", true},
      {HEAD "b: 2\na: {x: 1}\n\t@ @: [", true},
      {"\xEF\xBB\xBF" "a: {x: 1}\r\nb: 2\r\na: 3\r\n", true},
      {"{a: {x: 1}, b: 2, c: ]", true},
      {HEAD "a: {x: 1\nb: 2\n", false},
      {HEAD "a: {x: 1}\nc: *c\nb: 2\n", false},
      {HEAD "a: {x: 1, x: 2}\nb: 2\n", false},
      {HEAD "a: {x: 1}\nb: 2\nc: \xFF\n", false},
      {HEAD "a: {x: 1}\nc: @\n", false},
      {"", false},
  };
  static const char *const KEYS[] = {"a", "b", NULL};
  struct read_helper h = read_helper_text(CASES[_i].text);
  const struct yaml_node *root = yaml_peek(LIMIT_INPUT_BYTES, h.path, KEYS, h.arena, h.diag);
  ck_assert_int_eq(root != NULL, CASES[_i].is_read);
  if (root) ck_assert_str_eq(yaml_get(yaml_get(root, "a"), "x")->text, "1");
  if (root) ck_assert_str_eq(yaml_get(root, "b")->text, "2");
  read_helper_free(&h);
  h = read_helper_text("c: 1\n");
  root = yaml_peek(LIMIT_INPUT_BYTES, h.path, KEYS, h.arena, h.diag);
  ck_assert(root && !yaml_get(root, "a"));
  read_helper_free(&h);
}
END_TEST

START_TEST(the_canonical_form_ignores_how_a_text_is_written) {
  struct read_helper a = read_helper_text(HEAD "x: 'one'\ny: [1, 2]\nsignoff: [z]\n");
  struct read_helper b = read_helper_text("y:\n- 1\n- 2\n# note\nx: \"one\"\n" HEAD);
  struct yaml_file first, second;
  ck_assert(yaml_load(a.path, "t/1", a.arena, a.diag, &first) && yaml_load(b.path, "t/1", b.arena, b.diag, &second));
  ck_assert_str_eq(canonical_hex(first.root, "signoff", a.arena), canonical_hex(second.root, "signoff", b.arena));
  ck_assert_str_ne(canonical_hex(first.root, NULL, a.arena), canonical_hex(second.root, NULL, b.arena));
  read_helper_free(&a);
  read_helper_free(&b);
}
END_TEST

#define COUNT(array) (int)(sizeof(array) / sizeof *(array))

Suite *yaml_suite(void) {
  Suite *s = suite_create("yaml");
  TCase *c = tcase_create("yaml");
  tcase_add_loop_test(c, values_are_those_of_the_core_schema, 0, COUNT(GOOD));
  tcase_add_loop_test(c, faults_are_told_where_they_stand, 0, COUNT(BAD));
  tcase_add_test(c, encodings_are_named);
  tcase_add_test(c, limits_hold_at_n_and_n_plus_1);
  tcase_add_test(c, many_keys_take_no_time);
  tcase_add_test(c, a_file_that_cannot_be_read);
  tcase_add_test(c, the_canonical_form_ignores_how_a_text_is_written);
  tcase_add_test(c, each_character_and_each_pair_of_bytes_is_judged_alike_everywhere);
  tcase_add_loop_test(c, the_canonical_form_has_its_keys_in_the_order_of_their_bytes, 0, 5);
  tcase_add_test(c, places_are_bytes_whatever_the_characters);
  tcase_add_loop_test(c, a_look_ahead_ends_where_it_has_all, 0, 10);
  suite_add_tcase(s, c);
  return s;
}

/* test_yaml_quick.c - the quick reader against libyaml's events, which are the rule: where it reads a file at all,
 * kinds, types, texts and spans are the same, node by node. Held over every file of the tree, over cases made for its
 * corners, and over thousands of damaged copies of both. */
#include "base/file.h"
#include "base/limits.h"
#include "read/yaml_bytes.h"
#include "read/yaml_quick.h"
#include "suites.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool same(const struct yaml_node *a, const struct yaml_node *b) {
  bool is_scalar = a->kind == YAML_SCALAR_VALUE;
  if (a->kind != b->kind || a->count != b->count || a->at.start != b->at.start || a->at.end != b->at.end) return false;
  if (is_scalar) return a->type == b->type && a->is_quoted == b->is_quoted && strcmp(a->text, b->text) == 0;
  for (size_t i = 0; i < a->count; i++)
    if (!same(&a->entries[i], &b->entries[i])) return false;
  return true;
}

enum verdict { OTHER_TREE = -1, LEFT_TO_EVENTS, SAME_TREE };

static enum verdict compare(const char *bytes, size_t size) {
  struct arena *arena = arena_new();
  struct diag *diag = diag_new();
  uint32_t source = diag_add_source(diag, "t", bytes, size);
  struct yaml_reader reader = {.arena = arena, .diag = diag, .source = source, .bytes = bytes, .size = size};
  struct yaml_node quick, events;
  enum verdict verdict = LEFT_TO_EVENTS;
  bool found;
  if (yaml_bytes_check(bytes, size, source, "t/1", diag) && yaml_quick(&reader, &quick)) {
    bool good = yaml_events(&reader, &events, &found) && found && !diag_errors(diag);
    verdict = good && same(&quick, &events) ? SAME_TREE : OTHER_TREE;
  }
  diag_free(diag);
  arena_free(arena);
  return verdict;
}

static const char *const READ_QUICKLY[] = {
    "a: 1\n",
    "a: b",
    "# c\n\n  # d\na: b # e\n\n#f\nb: c#d\n",
    "a: x y  z   \nb: http://x.y/?a=b&c\nc: 10:30\nd: -5\ne: .5\nf: a'b\"c [d] {e} , f\n",
    "a: 点検　終わり。\nb: ～\nc: <<\nd: =\ne: ~\nf: (x)\ng: a#b\nh: -x\n",
    "a:\n  b: 1\n  c:\n      d: 2\n      e: 3\nf: 4\n",
    "a:\n- 1\n- x: 2\n  y: 3\n-   z: 4\n    w: 5\nb: 6\n",
    "a:\n  - 1\n  - x: 2\n    y:\n    - p\n    - q: r\n  - [s]\nb:\n    - {t: u}\n",
    "a: \"b\"\nb: \"c \\\" \\\\ \\n d\"   # e\nc: 'f '' g'\nd: \"\"\ne: ''\n",
    "a: [1, x, \"y, z\", 'w', [2], {b: c, d: [e]}, a b , true]\nb: {}\nc: []\nd: { x: 1 , y: 2 }\ne: [ ]\n",
    "a: >-\n  one\n  two\n\n  three\n\n\n  four  \nb: |\n  x\n \n  y\n\n\nc: |-\n      z\n  # comment\nd: >\n  w",
    "a:\n  - >-\n    text\n    more\n  - |\n   x\n  - b: >-\n      y\n    c: z\n",
    "a:\n  b: >-\n    c\n\n# d\ne: f\n",
    "a: |\n  b\n    c\n     \n  d\n   \n",
    "a: [\xF0\xA0\xAE\xB7, 葛\xF3\xA0\x84\x80]\n",
    "a: b\n   \n \n",
    "a: b\n   ",
    "a:  # c\n  b: 1\n",
    "a: null\nb: True\nc: 0x1F\nd: 1e3\n0: x\n007: y\n",
};

START_TEST(plain_files_are_read_quickly) {
  ck_assert_int_eq(compare(READ_QUICKLY[_i], strlen(READ_QUICKLY[_i])), SAME_TREE);
}
END_TEST

/* What is not plain, and every fault. */
static const char *const LEFT[] = {
    "",
    "- a\n",
    "a\n",
    "a:\n",
    "a: &b c\n",
    "a: *b\n",
    "a: !c d\n",
    "a: b: c\n",
    "a: b\n  c\n",
    "a: b\n c: d\n",
    "a: >-\n\n b\n",
    "a: >2\n  b\n",
    "a: |+\n b\n",
    "a: >-\n  b\n   c\n",
    "a: \"b\n",
    "a: \"b\n c\"\n",
    "a: 'b' c\n",
    "a: \"\\x41\"\n",
    "a: [b\n  ,c]\n",
    "a: [b,]\n",
    "a: [b c\n",
    "a: {b}\n",
    "a: {b: }\n",
    "a: [b: c]\n",
    "a: [b#c]\n",
    "a: 1\na: 2\n",
    "a: {b: 1, b: 2}\n",
    "\ta: b\n",
    "a: b\tc\n",
    "a: b\r\n",
    " a: b\n",
    "---\na: b\n",
    "a: b\n---\n",
    "a: b\n...\n",
    "%YAML 1.2\n---\na: b\n",
    "? a\n: b\n",
    "a : b\n",
    "\"a\": b\n",
    "a: - b\n",
    "a:\n- - b\n",
    "a:\n-\n  b\n",
    "a:\n - b\n c: d\n",
    "a: 'b'#c\n",
    "a: [b]#c\n",
    "<<: {a: b}\n",
    "a: @b\n",
    "a: `b\n",
    "a: %b\n",
    "a: b #c\n  d\n",
    "a: {b: c, d}\n",
    "a: [b]]\n",
    "a: }\n",
    "a: ,b\n",
    "a: ?\n",
    "a: [\"b\": c]\n",
    "a: {b:c}\n",
};

START_TEST(the_rest_is_left_to_the_events) {
  ck_assert_int_eq(compare(LEFT[_i], strlen(LEFT[_i])), LEFT_TO_EVENTS);
}
END_TEST

static void each_file(void (*look)(const char *path, const char *bytes, size_t size)) {
  static const char *const PATTERNS[] = {
      "data/*/*.yaml",    "data/guide/*/*.yaml", "data/guide/*/*/*.yaml", "data/guide-style/*/*.yaml",
      "templates/*.yaml", "templates/*/*.yaml",  "fonts/*.yaml",          "samples/*.yaml",
      "samples/*/*.yaml"};
  glob_t found = {0};
  for (size_t i = 0; i < sizeof PATTERNS / sizeof *PATTERNS; i++)
    glob(PATTERNS[i], i ? GLOB_APPEND : 0, NULL, &found);
  ck_assert_uint_gt(found.gl_pathc, 40);
  for (size_t i = 0; i < found.gl_pathc; i++) {
    struct arena *arena = arena_new();
    char *bytes;
    size_t size;
    ck_assert_int_eq(file_read(arena, found.gl_pathv[i], LIMIT_INPUT_BYTES, &bytes, &size), 0);
    look(found.gl_pathv[i], bytes, size);
    arena_free(arena);
  }
  globfree(&found);
}

static unsigned files_seen, files_quick;

static void look_whole(const char *path, const char *bytes, size_t size) {
  enum verdict verdict = compare(bytes, size);
  ck_assert_msg(verdict != OTHER_TREE, "%s", path);
  files_seen++;
  files_quick += verdict == SAME_TREE;
}

/* Also that the quick way is the usual one; what spreads a flow list over lines may be left to the events. */
START_TEST(every_file_of_the_tree_is_read_alike) {
  each_file(look_whole);
  ck_assert_uint_ge(files_quick * 10, files_seen * 9);
}
END_TEST

/* Numbers of a plain generator, so that every run does the same. */
static uint32_t step(uint32_t *state) {
  *state = *state * 1664525 + 1013904223;
  return *state >> 8;
}

/* One to three pieces are changed: a character that YAML gives a meaning, a line taken away, or an indent moved. */
static size_t damage(char *text, size_t size, uint32_t *state) {
  static const char CHARACTERS[] = " \n:#-'\"[]{},|>&*!?%@`~ab1\\\t\r.=<";
  for (uint32_t count = 1 + step(state) % 3; count; count--) {
    size_t at = step(state) % size, rest = size - at;
    char *line = memchr(text + at, '\n', rest);
    switch (step(state) % 4) {
    case 0:
      text[at] = CHARACTERS[step(state) % (sizeof CHARACTERS - 1)];
      break;
    case 1: /* put in */
      memmove(text + at + 1, text + at, rest);
      text[at] = CHARACTERS[step(state) % (sizeof CHARACTERS - 1)];
      size++;
      break;
    case 2: /* take out */
      memmove(text + at, text + at + 1, rest - 1);
      size -= size > 1;
      break;
    default: /* the next line begins with another blank */
      if (!line || line + 1 == text + size) break;
      memmove(line + 2, line + 1, size - (size_t)(line + 1 - text));
      line[1] = ' ';
      size++;
    }
  }
  return size;
}

static void compare_damaged(const char *bytes, size_t size, unsigned rounds, uint32_t state) {
  char *copy = malloc(size + 8);
  ck_assert_ptr_nonnull(copy);
  for (unsigned i = 0; i < rounds; i++) {
    memcpy(copy, bytes, size);
    size_t now = damage(copy, size, &state);
    copy[now] = '\0';
    ck_assert_msg(compare(copy, now) != OTHER_TREE, "%s", copy);
  }
  free(copy);
}

START_TEST(damaged_cases_never_become_another_tree) {
  compare_damaged(READ_QUICKLY[_i], strlen(READ_QUICKLY[_i]), 3000, (uint32_t)_i + 1);
}
END_TEST

enum { PIECE = 1500 };

/* The first lines of each file: what they hold stands further down too, and long files would take long. */
static void look_damaged(const char *path, const char *bytes, size_t size) {
  size_t piece = size;
  if (size > PIECE)
    for (piece = PIECE; bytes[piece - 1] != '\n';)
      piece--;
  compare_damaged(bytes, piece, 150, (uint32_t)strlen(path));
}

START_TEST(damaged_files_never_become_another_tree) {
  each_file(look_damaged);
}
END_TEST

Suite *yaml_quick_suite(void) {
  Suite *s = suite_create("yaml_quick");
  TCase *tc = tcase_create("quick");
  tcase_set_timeout(tc, 60);
  tcase_add_loop_test(tc, plain_files_are_read_quickly, 0, sizeof READ_QUICKLY / sizeof *READ_QUICKLY);
  tcase_add_loop_test(tc, the_rest_is_left_to_the_events, 0, sizeof LEFT / sizeof *LEFT);
  tcase_add_test(tc, every_file_of_the_tree_is_read_alike);
  tcase_add_loop_test(tc, damaged_cases_never_become_another_tree, 0, sizeof READ_QUICKLY / sizeof *READ_QUICKLY);
  tcase_add_test(tc, damaged_files_never_become_another_tree);
  suite_add_tcase(s, tc);
  return s;
}

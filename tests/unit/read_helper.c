/* read_helper.c - the readers take paths, so every text becomes a file in /tmp for as long as its test runs. The line of
 * findings is taken from the printed form: what is compared is what a user sees. */
#include "read_helper.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct read_helper read_helper_new(const void *bytes, size_t size) {
  struct read_helper h = {.arena = arena_new(), .diag = diag_new()};
  strcpy(h.path, "/tmp/tenken-read-XXXXXX");
  int fd = mkstemp(h.path);
  ck_assert_int_ge(fd, 0);
  ck_assert_int_eq(write(fd, bytes, size), (ssize_t)size);
  close(fd);
  return h;
}

struct read_helper read_helper_text(const char *text) {
  return read_helper_new(text, strlen(text));
}

void read_helper_free(struct read_helper *h) {
  unlink(h->path);
  diag_free(h->diag);
  arena_free(h->arena);
}

static const char *printed(const struct read_helper *h, bool is_short) {
  char *text = NULL;
  size_t size = 0;
  FILE *f = open_memstream(&text, &size);
  diag_print(h->diag, f, &(struct diag_style){.is_short = is_short});
  fclose(f);
  const char *copy = arena_strndup(h->arena, text ? text : "", size);
  free(text);
  return copy;
}

const char *read_helper_printed(const struct read_helper *h) {
  return printed(h, false);
}

/* One printed line "path:3:5: error: ... [A104]" to "3:5 A104"; a line without a place to "- Y001". */
static void put_finding(struct buf *out, const char *line, const char *path) {
  const char *code = strrchr(line, '[');
  if (!code) return;
  if (out->size) buf_putc(out, ' ');
  size_t length = strlen(path);
  if (strncmp(line, path, length) == 0) {
    const char *place = line + length + 1;
    buf_put(out, place, (size_t)(strstr(place, ": ") - place));
  } else {
    buf_putc(out, '-');
  }
  buf_puts(out, strstr(line, ": warning: ") ? " w" : " ");
  buf_put(out, code + 1, strcspn(code + 1, "]"));
}

const char *read_helper_found(const struct read_helper *h) {
  char *lines = arena_strdup(h->arena, printed(h, true));
  struct buf out = {0};
  for (char *line = strtok(lines, "\n"); line; line = strtok(NULL, "\n")) put_finding(&out, line, h->path);
  const char *found = arena_strndup(h->arena, out.data ? out.data : "", out.size);
  buf_free(&out);
  return found;
}

const struct framework *read_helper_framework(void) {
  static struct framework_function functions[] = {{"F1", {"一", "one"}, 0, 2, 0, 5}, {"F2", {"二", "two"}, 2, 1, 5, 2}};
  static struct framework_category categories[] = {
      {"F1.A", {"甲", "a"}, 0, 0, 3}, {"F1.B", {"乙", "b"}, 0, 3, 2}, {"F2.A", {"丙", "c"}, 1, 5, 2}};
  static struct framework_item items[] = {{"F1.A-1", 0, 0}, {"F1.A-2", 0, 0}, {"F1.A-3", 0, 0}, {"F1.B-1", 1, 0},
                                          {"F1.B-2", 1, 0}, {"F2.A-1", 2, 1}, {"F2.A-2", 2, 1}};
  static struct framework_alias aliases[] = {{"F2.X", "F2.A"}};
  static const struct framework FRAMEWORK = {"test", "Test", functions, categories, items, aliases, 2, 3, 7, 1, "00"};
  return &FRAMEWORK;
}

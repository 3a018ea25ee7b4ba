/* names.c - see names.h. Values come from checked ids ([a-z0-9-]), so a name is safe wherever the pattern is. */
#include "batch/names.h"

#include "base/buf.h"

#include <string.h>

static const char *const FIELDS[] = {"{org}", "{assessment}", "{template}", "{lang}"};
enum { FIELD_COUNT = 4 };

static int field_at(const char *s) {
  for (int f = 0; f < FIELD_COUNT; f++)
    if (!strncmp(s, FIELDS[f], strlen(FIELDS[f])))
      return f;
  return -1;
}

const char *names_pattern_fault(const char *pattern) {
  if (!pattern[0])
    return "the pattern is empty";
  if (strchr(pattern, '/'))
    return "a file name holds no /; choose the folder with -o";
  if (pattern[0] == '.')
    return "a file name must not begin with a dot";
  for (const char *s = pattern; *s; s++)
    if ((unsigned char)*s < 0x20 || *s == 0x7f)
      return "a file name holds no control characters";
    else if (*s == '{' && field_at(s) < 0)
      return "known fields are {org}, {assessment}, {template} and {lang}";
  return strlen(pattern) > 200 ? "the pattern is longer than 200 bytes" : NULL;
}

const char *names_report(struct arena *arena, const char *pattern, const struct answers *answers,
                         const char *template_name, enum language language) {
  const char *values[FIELD_COUNT] = {answers->org_id.s, answers->assessment_id.s, template_name,
                                     language == LANG_JA ? "ja" : "en"};
  struct buf name = {0};
  for (const char *s = pattern; *s;) {
    int f = *s == '{' ? field_at(s) : -1;
    if (f < 0) {
      buf_putc(&name, *s++);
      continue;
    }
    buf_puts(&name, values[f]);
    s += strlen(FIELDS[f]);
  }
  buf_puts(&name, ".pdf");
  const char *out = arena_strdup(arena, name.data);
  buf_free(&name);
  return out;
}

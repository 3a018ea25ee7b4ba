/* yaml_errors.c - what libyaml says, said for the person who wrote the file.
 *
 * Its messages are matched by their text (0.2.5 has no codes) in one table. A few faults hide behind one message and
 * are told apart by the line they stand in: a key over libyaml's 1024 characters is reported as a missing or a
 * misplaced colon; a wrong indentation as a misplaced colon. An unknown message gives the general one. */
#include "read/yaml_parser.h"

#include <stdio.h>
#include <string.h>

enum blame { AT_PROBLEM, AT_CONTEXT };

static const struct {
  const char *problem; /* beginning of libyaml's problem */
  const char *context; /* part of its context, or NULL */
  enum diag_code code;
  enum blame place;
} TABLE[] = {
    {"found a tab", NULL, DIAG_Y011, AT_PROBLEM},
    {"found unexpected end of stream", "quoted scalar", DIAG_Y013, AT_CONTEXT},
    {"found unexpected document indicator", "quoted scalar", DIAG_Y013, AT_CONTEXT},
    {"did not find expected ',' or", NULL, DIAG_Y014, AT_CONTEXT},
    {"did not find expected node content", "flow node", DIAG_Y014, AT_PROBLEM},
    {"did not find expected key", NULL, DIAG_Y026, AT_PROBLEM},
    {"did not find expected '-' indicator", NULL, DIAG_Y026, AT_PROBLEM},
    {"did not find expected <document start>", NULL, DIAG_Y026, AT_PROBLEM},
    {"block sequence entries are not allowed", NULL, DIAG_Y029, AT_PROBLEM},
    {"mapping keys are not allowed", NULL, DIAG_Y023, AT_PROBLEM},
    {"found unknown escape character", NULL, DIAG_Y030, AT_PROBLEM},
    {"did not find expected hexdecimal number", NULL, DIAG_Y030, AT_PROBLEM},
    {"found invalid Unicode character escape", NULL, DIAG_Y030, AT_PROBLEM},
    {"did not find expected comment or line break", "block scalar", DIAG_Y031, AT_PROBLEM},
    {"found undefined tag handle", NULL, DIAG_Y018, AT_PROBLEM},
    {"did not find expected", "tag", DIAG_Y027, AT_CONTEXT},
    {"did not find expected", "parsing a tag", DIAG_Y027, AT_CONTEXT},
    {"did not find expected alphabetic or numeric", NULL, DIAG_Y027, AT_CONTEXT},
    {"found unknown directive", NULL, DIAG_Y025, AT_CONTEXT},
    {"found incompatible YAML document", NULL, DIAG_Y025, AT_PROBLEM},
    {"found duplicate %", NULL, DIAG_Y025, AT_PROBLEM},
    {"could not find expected", "directive", DIAG_Y025, AT_CONTEXT},
    {"did not find expected", "directive", DIAG_Y025, AT_CONTEXT},
};

enum { KEY_CHARS_MAX = 1024 }; /* libyaml's own limit (YAML 1.2, 7.4.2) */

static size_t line_start(const struct yaml_reader *r, size_t at) {
  while (at > 0 && r->bytes[at - 1] != '\n') at--;
  while (at < r->size && r->bytes[at] == ' ') at++;
  return at;
}

static void add(struct yaml_reader *r, enum diag_code code, size_t at, const char *arg) {
  size_t end = at < r->size && r->bytes[at] != '\n' ? at + 1 : at;
  diag_add(r->diag, code, yaml_reader_span(r, at, end), arg);
}

static void add_key_too_long(struct yaml_reader *r, size_t at) {
  char limit[16];
  snprintf(limit, sizeof limit, "%d", KEY_CHARS_MAX);
  add(r, DIAG_Y012, at, limit);
}

/* "mapping values are not allowed in this context": at a colon. */
static void report_colon(struct yaml_reader *r, size_t problem) {
  size_t start = line_start(r, problem);
  size_t before = problem > start ? problem - start : 0;
  if (before > KEY_CHARS_MAX) {
    const char *colon = memchr(r->bytes + start, ':', before); /* an earlier key of the line is shorter */
    if (!colon) {
      add_key_too_long(r, start);
      return;
    }
  }
  bool is_second_colon = false;
  for (size_t i = start; i + 1 < problem; i++) is_second_colon |= r->bytes[i] == ':' && r->bytes[i + 1] == ' ';
  if (is_second_colon) add(r, DIAG_Y015, problem, NULL);
  else add(r, DIAG_Y026, start, NULL);
}

/* "could not find expected ':'": a line that should be a key and has no colon; libyaml points at the line after. */
static void report_missing_colon(struct yaml_reader *r, size_t context, size_t problem) {
  const char *line_end = memchr(r->bytes + context, '\n', r->size - context);
  size_t end = line_end ? (size_t)(line_end - r->bytes) : r->size;
  if ((end < problem ? end : problem) - context > KEY_CHARS_MAX && memchr(r->bytes + context, ':', end - context)) {
    add_key_too_long(r, context);
    return;
  }
  if (end > context && r->bytes[end - 1] == '\r') end--;
  diag_add(r->diag, DIAG_Y028, yaml_reader_span(r, context, end));
}

/* "found character that cannot start any token" */
static void report_character(struct yaml_reader *r, size_t at) {
  if (at < r->size && r->bytes[at] == '\t') {
    add(r, DIAG_Y011, at, NULL);
    return;
  }
  char name[2] = {at < r->size ? r->bytes[at] : ' ', '\0'};
  add(r, DIAG_Y027, at, name);
}

static bool begins(const char *s, const char *start) {
  return strncmp(s, start, strlen(start)) == 0;
}

static void report_from_table(struct yaml_reader *r, const char *text, const char *context_text, size_t context,
                              size_t problem) {
  for (size_t i = 0; i < sizeof TABLE / sizeof *TABLE; i++) {
    if (!begins(text, TABLE[i].problem)) continue;
    if (TABLE[i].context && !strstr(context_text, TABLE[i].context)) continue;
    size_t at = TABLE[i].place == AT_CONTEXT ? context : problem;
    char name[2] = {at < r->size ? r->bytes[at] : ' ', '\0'};
    add(r, TABLE[i].code, at, name);
    if (TABLE[i].place == AT_CONTEXT && context != problem) {
      diag_note(r->diag, DIAG_N002, yaml_reader_span(r, problem, problem));
    }
    return;
  }
  add(r, DIAG_Y010, problem, NULL);
}

void yaml_errors_report(struct yaml_reader *r) {
  const yaml_parser_t *p = &r->parser;
  if (p->error == YAML_MEMORY_ERROR) mem_exhausted();
  if (p->error == YAML_READER_ERROR) { /* our own checks of the bytes let only odd cases through */
    add(r, DIAG_Y010, p->problem_offset < r->size ? p->problem_offset : r->size, NULL);
    return;
  }
  const char *text = p->problem ? p->problem : "", *context_text = p->context ? p->context : "";
  size_t problem = yaml_reader_offset(r, p->problem_mark.index);
  size_t context = p->context ? yaml_reader_offset(r, p->context_mark.index) : problem;
  if (begins(text, "mapping values are not allowed")) report_colon(r, problem);
  else if (begins(text, "could not find expected ':'")) report_missing_colon(r, context, problem);
  else if (begins(text, "found character that cannot start")) report_character(r, problem);
  else report_from_table(r, text, context_text, context, problem);
}

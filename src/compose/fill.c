/* fill.c - {{name}} places in the fixed strings and in the texts of templates.
 *
 * Fixed strings get their values from the caller as pairs. Texts of a template may name only what PLACES lists: an
 * unknown name is an error that points into the template, found by searching the source between the text's ends (a
 * folded YAML scalar differs from its value, the placeholder itself does not). */
#include "compose/parts.h"

#include <stdarg.h>
#include <string.h>

enum { PAIRS_MAX = 16, KEY_MAX = 96 };

struct pairs {
  const char *name[PAIRS_MAX], *value[PAIRS_MAX];
  size_t count;
};

static void pairs_read(struct pairs *pairs, va_list args) {
  const char *name;
  while (pairs->count < PAIRS_MAX && (name = va_arg(args, const char *))) {
    pairs->name[pairs->count] = name;
    pairs->value[pairs->count++] = va_arg(args, const char *);
  }
}

static const char *pairs_find(const struct pairs *pairs, const char *name, size_t size) {
  for (size_t i = 0; i < pairs->count; i++)
    if (strlen(pairs->name[i]) == size && !memcmp(pairs->name[i], name, size))
      return pairs->value[i] ? pairs->value[i] : "";
  return NULL;
}

/* The next {{name}} of a text: false when there is none. */
static bool next_place(const char *text, const char **open, const char **name, size_t *name_size, const char **after) {
  const char *start = strstr(text, "{{");
  const char *end = start ? strstr(start, "}}") : NULL;
  if (!end) return false;
  *open = start;
  *name = start + 2;
  *name_size = (size_t)(end - start) - 2;
  *after = end + 2;
  return true;
}

/* A text that grows in the arena. */
struct words {
  char *s;
  size_t size, cap;
};

static void put(struct compose *c, struct words *words, const char *s, size_t size) {
  if (words->size + size >= words->cap) {
    words->cap = 2 * (words->size + size) + 1;
    char *larger = arena_room(c->arena, words->cap, 1);
    if (words->size) memcpy(larger, words->s, words->size);
    words->s = larger;
  }
  memcpy(words->s + words->size, s, size);
  words->size += size;
}

static const char *fill(struct compose *c, const char *pattern, const struct pairs *pairs) {
  const char *open, *name, *after;
  size_t size;
  if (!next_place(pattern, &open, &name, &size, &after)) return pattern;
  struct words out = {.cap = strlen(pattern) + 1};
  for (size_t i = 0; i < pairs->count; i++)
    if (pairs->value[i]) out.cap += strlen(pairs->value[i]); /* more only when a name stands twice */
  out.s = arena_room(c->arena, out.cap, 1);
  do {
    put(c, &out, pattern, (size_t)(open - pattern));
    const char *value = pairs_find(pairs, name, size);
    if (value)
      put(c, &out, value, strlen(value));
    else
      put(c, &out, open, (size_t)(after - open)); /* left visible: the unit test looks for it */
    pattern = after;
  } while (next_place(pattern, &open, &name, &size, &after));
  put(c, &out, pattern, strlen(pattern));
  out.s[out.size] = '\0';
  return out.s;
}

bool has_string(const struct compose *c, const char *key) {
  return strings_has(c->in->strings, key);
}

const char *say_args(struct compose *c, const char *key, ...) {
  struct pairs pairs; /* many are said, most without a pair: no array is cleared */
  pairs.count = 0;
  va_list args;
  va_start(args, key);
  pairs_read(&pairs, args);
  va_end(args);
  return fill(c, strings_get(c->in->strings, key), &pairs);
}

const char *say_count_args(struct compose *c, long n, const char *key, ...) {
  struct pairs pairs = {.name = {"n"}, .value = {number_text(c, n)}, .count = 1};
  va_list args;
  va_start(args, key);
  pairs_read(&pairs, args);
  va_end(args);
  const char *form = arena_printf(c->arena, "%s.%s", key, n == 1 ? "one" : "other");
  return fill(c, strings_get(c->in->strings, form), &pairs);
}

static const char *text_or_dash(const char *s) {
  return is_text(s) ? s : "—";
}
static const char *place_number(struct compose *c) {
  return text_or_dash(c->edition ? c->edition->number.s : NULL);
}
static const char *place_addressee(struct compose *c) {
  return text_or_dash(c->edition ? c->edition->addressee.s : NULL);
}
static const char *place_revision(struct compose *c) {
  return number_text(c, c->answers->revision);
}
static const char *place_issued(struct compose *c) {
  return date_long(c, c->answers->issued);
}
static const char *place_org(struct compose *c) {
  return organisation(c);
}
static const char *place_org_id(struct compose *c) {
  return text_or_dash(c->answers->org_id.s);
}
static const char *place_assessment(struct compose *c) {
  return text_or_dash(c->answers->assessment_id.s);
}
static const char *place_as_of(struct compose *c) {
  return date_long(c, c->answers->as_of);
}
static const char *place_scope(struct compose *c) {
  return text_or_dash(c->answers->scope.s);
}
static const char *place_guide(struct compose *c) {
  return say(c, "common.name-version", "name", c->guide->id, "version", version_text(c, c->guide->version));
}
static const char *place_guide_date(struct compose *c) {
  return text_or_dash(c->guide->date);
}
static const char *place_profile(struct compose *c) {
  return c->input->profile->name[c->language];
}
static const char *place_segments(struct compose *c) {
  return segment_names(c);
}
static const char *place_overall(struct compose *c) {
  return mean_text(c, &c->scores->overall.now);
}
static const char *place_overall_target(struct compose *c) {
  return mean_text(c, &c->scores->overall.target);
}
static const char *place_below(struct compose *c) {
  return number_text(c, c->scores->overall.below_target);
}

static const struct {
  const char *name;
  const char *(*value)(struct compose *);
  bool of_guide; /* has a value in a guide document, too */
} PLACES[] = {
    {"org.name", place_org, false},
    {"org.id", place_org_id, false},
    {"org.segments", place_segments, false},
    {"assessment.id", place_assessment, false},
    {"assessment.date", place_as_of, false},
    {"assessment.scope", place_scope, false},
    {"document.number", place_number, false},
    {"document.addressee", place_addressee, false},
    {"document.issued", place_issued, false},
    {"document.revision", place_revision, false},
    {"guide", place_guide, true},
    {"guide.date", place_guide_date, true},
    {"profile", place_profile, false},
    {"overall.now", place_overall, false},
    {"overall.target", place_overall_target, false},
    {"overall.below", place_below, false},
};
enum { PLACE_COUNT = sizeof PLACES / sizeof *PLACES };

static bool place_is_known(const struct compose *c, size_t place) {
  return c->scores || PLACES[place].of_guide;
}

static void place_unknown(struct compose *c, struct text text, const char *open, size_t size, const char *name) {
  const char *names[PLACE_COUNT];
  size_t count = 0;
  for (size_t i = 0; i < PLACE_COUNT; i++)
    if (place_is_known(c, i)) names[count++] = PLACES[i].name;
  const char *near = diag_nearest(name, names, count);
  struct span at = text.at;
  const struct source *source = diag_source(c->diag, at.source);
  for (uint32_t o = at.start; source && o + size <= at.end && at.end <= source->size; o++)
    if (!memcmp(source->text + o, open, size)) {
      at.start = o;
      at.end = o + (uint32_t)size;
      break;
    }
  if (near)
    diag_add(c->diag, DIAG_T190, at, name, near);
  else
    diag_add(c->diag, DIAG_T191, at, name);
}

struct text fill_template(struct compose *c, struct text text) {
  struct pairs pairs = {.count = 0};
  const char *open, *name, *after, *rest = text.s;
  size_t size;
  while (rest && next_place(rest, &open, &name, &size, &after)) {
    const char *word = arena_strndup(c->arena, name, size);
    size_t i = 0;
    while (i < PLACE_COUNT && (strcmp(PLACES[i].name, word) || !place_is_known(c, i)))
      i++;
    if (i == PLACE_COUNT)
      place_unknown(c, text, open, (size_t)(after - open), word);
    else if (pairs.count < PAIRS_MAX && !pairs_find(&pairs, name, size)) {
      pairs.name[pairs.count] = word;
      pairs.value[pairs.count++] = PLACES[i].value(c);
    }
    rest = after;
  }
  return text.s ? (struct text){fill(c, text.s, &pairs), text.at} : text;
}

const char *fill_guide(struct compose *c, const char *text, const char *n, const char *m) {
  struct pairs pairs = {.name = {"n", "m"}, .value = {n, m}, .count = 2};
  return fill(c, text, &pairs);
}

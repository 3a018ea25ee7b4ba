/* claims.c - 「この版に含めないもの」: what an edition says it leaves out must be true, and what it leaves out must be
 * said.
 *
 * CLAIMS lists the kinds of content of an input and the section kinds that print each in full. A template that declares
 * a kind left out and prints it is at fault, at the section that prints it. A kind that is neither printed nor declared
 * is named in the report all the same, with a warning: nothing is dropped in silence. */
#include "compose/parts.h"

#include <string.h>

enum { PRINTERS_MAX = 3, CLAIM_COUNT = 12 };

static const struct {
  const char *id;
  enum section_kind printers[PRINTERS_MAX];
  size_t printer_count;
} CLAIMS[CLAIM_COUNT] = {
    {"items", {SECTION_ITEMS}, 1},         {"comments", {SECTION_ITEMS}, 1},
    {"evidence", {SECTION_ITEMS}, 1},      {"reasons", {SECTION_ITEMS}, 1},
    {"categories", {SECTION_RESULTS}, 1},  {"method", {SECTION_METHOD}, 1},
    {"star-criteria", {SECTION_STARS}, 1}, {"risks", {SECTION_RISKS}, 1},
    {"plans", {SECTION_PLAN}, 1},          {"decisions", {SECTION_DECISIONS}, 1},
    {"asks", {SECTION_ASKS}, 1},           {"history", {SECTION_DOCUMENT_CONTROL}, 1},
};

static const struct template_section *printed_by(const struct template *t, size_t claim) {
  for (size_t i = 0; i < t->section_count; i++)
    for (size_t p = 0; p < CLAIMS[claim].printer_count; p++)
      if (t->sections[i].kind == CLAIMS[claim].printers[p]) return &t->sections[i];
  return NULL;
}

static bool declares(const struct template *t, const char *id) {
  for (size_t i = 0; i < t->leaves_out_count; i++)
    if (!strcmp(t->leaves_out[i], id)) return true;
  return false;
}

/* Where a word of leaves_out stands in the template file. */
static struct span claim_place(const struct compose *c, const char *id) {
  const struct template *t = c->template;
  uint32_t index = t->section_count ? t->sections[0].at.source : 0;
  const struct source *source = diag_source(c->diag, index);
  const char *list = source ? strstr(source->text, "leaves_out") : NULL;
  const char *word = list ? strstr(list, id) : NULL;
  if (!word) return NO_SPAN;
  uint32_t start = (uint32_t)(word - source->text);
  return (struct span){index, start, start + (uint32_t)strlen(id)};
}

static long claim_find(const char *id) {
  for (size_t k = 0; k < CLAIM_COUNT; k++)
    if (!strcmp(CLAIMS[k].id, id)) return (long)k;
  return -1;
}

static void claim_check(struct compose *c, const char *id) {
  const char *names[CLAIM_COUNT];
  for (size_t k = 0; k < CLAIM_COUNT; k++)
    names[k] = CLAIMS[k].id;
  long claim = claim_find(id);
  if (claim < 0) {
    const char *near = diag_nearest(id, names, CLAIM_COUNT);
    diag_add(c->diag, DIAG_T193, claim_place(c, id), id, near ? near : names[0]);
    return;
  }
  const struct template_section *s = printed_by(c->template, (size_t)claim);
  if (s) diag_add(c->diag, DIAG_T194, s->at, SECTION_NAMES[s->kind], id);
}

void claims_check(struct compose *c) {
  const struct template *t = c->template;
  for (size_t i = 0; i < t->leaves_out_count; i++)
    if (strcmp(t->leaves_out[i], "internal")) claim_check(c, t->leaves_out[i]);
  for (size_t k = 0; k < CLAIM_COUNT; k++)
    if (!printed_by(t, k) && !declares(t, CLAIMS[k].id))
      diag_add(c->diag, DIAG_T195, t->section_count ? t->sections[0].at : NO_SPAN, CLAIMS[k].id);
}

size_t claims_left_out(struct compose *c, const char **ids, size_t room) {
  size_t count = 0;
  for (size_t k = 0; k < CLAIM_COUNT && count < room; k++)
    if (!printed_by(c->template, k)) ids[count++] = CLAIMS[k].id;
  return count;
}

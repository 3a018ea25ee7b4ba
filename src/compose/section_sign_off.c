/* section_sign_off.c - the approval cells (LOOK 9) and the declaration above them (stars 4).
 *
 * A seal is drawn only for a record that is bound to this very input: a name, a date and the input's digest. Any other
 * record shows the dashed ring, and the note says how many do not match. The wording under the cells never changes. */
#include "base/utf8.h"
#include "compose/parts.h"

#include <string.h>

enum { SEAL_CHARACTERS = 5 };

static const struct signoff_entry *entry_of(const struct compose *c, const char *role) {
  for (size_t i = 0; i < c->answers->signoff_count; i++)
    if (is_text(c->answers->signoff[i].role.s) && !strcmp(c->answers->signoff[i].role.s, role))
      return &c->answers->signoff[i];
  return NULL;
}

static bool is_bound(const struct compose *c, const struct signoff_entry *e) {
  return e && e->date && is_text(e->name.s) && is_text(e->digest.s) && c->input->digest &&
         !strcmp(e->digest.s, c->input->digest);
}

static const char *first_characters(struct compose *c, const char *s, size_t most) {
  const char *p = s, *end = s + strlen(s);
  for (size_t n = 0; p < end && n < most; n++)
    utf8_next(&p, end);
  return arena_strndup(c->arena, s, (size_t)(p - s));
}

static const char *initials(struct compose *c, const char *name) {
  char *out = arena_strdup(c->arena, "");
  bool start = true;
  for (const char *p = name; *p; p++) {
    if (start && *p != ' ' && *p != '-') out = arena_printf(c->arena, "%s%c.", out, *p);
    start = *p == ' ' || *p == '-';
  }
  return out;
}

/* The surname: what stands before the first blank; Latin names of several words give initials (M16). */
static const char *seal_name(struct compose *c, const struct signoff_entry *e) {
  const char *name = is_text(e->seal_name.s) ? e->seal_name.s : e->name.s;
  bool latin = true;
  for (const char *p = name; *p; p++)
    latin = latin && (unsigned char)*p < 0x80;
  if (latin) return strlen(name) > SEAL_CHARACTERS + 1 && strpbrk(name, " -") ? initials(c, name) : name;
  const char *wide = strstr(name, "　");
  size_t size = strcspn(name, " ");
  if (wide && (size_t)(wide - name) < size) size = (size_t)(wide - name);
  return first_characters(c, arena_strndup(c->arena, name, size), SEAL_CHARACTERS);
}

static const char *seal_date(struct compose *c, date d) {
  return arena_printf(c->arena, "%02d.%02d.%02d", date_year(d) % 100, date_month(d), date_day(d));
}

static struct figure *seal(struct compose *c, const struct policy_role *role, const struct signoff_entry *e) {
  struct figure *f = content_figure(c->arena, c->content, FIGURE_SEAL);
  const char *role_name = role->name[c->language];
  f->sealed = is_bound(c, e);
  if (!f->sealed) {
    f->seal_missing = say(c, "sign.missing");
    f->alt = say(c, "alt.seal-missing", "role", role_name);
    return f;
  }
  f->seal_top = is_text(e->seal_top.s) ? e->seal_top.s : role_name;
  f->seal_role = role_name;
  f->seal_date = seal_date(c, e->date);
  f->seal_name = seal_name(c, e);
  f->alt = say(c, "alt.seal", "role", role_name, "name", e->name.s, "date", date_text(c, e->date));
  return f;
}

static const char *cell_date(struct compose *c, const struct signoff_entry *e) {
  if (!e || !e->date) return say(c, "sign.no-date");
  if (is_bound(c, e)) return date_text(c, e->date);
  return say(c, is_text(e->digest.s) ? "sign.other-content" : "sign.no-digest", "date", date_text(c, e->date));
}

static size_t unbound_count(const struct compose *c) {
  size_t count = 0;
  for (size_t i = 0; i < c->answers->signoff_count; i++)
    count += c->answers->signoff[i].date && !is_bound(c, &c->answers->signoff[i]);
  return count;
}

static struct sign_off *cells(struct compose *c) {
  const struct policy *p = c->input->policy;
  struct sign_off *s = arena_alloc(c->arena, sizeof *s);
  s->cells = arena_array(c->arena, p->role_count, sizeof *s->cells);
  s->field_tooltip = say(c, "sign.tooltip", "role", "%s");
  for (size_t i = 0; i < p->role_count; i++) {
    const struct signoff_entry *e = entry_of(c, p->roles[i].id);
    if (!e && p->roles[i].optional) continue;
    struct sign_cell *cell = &s->cells[s->cell_count++];
    cell->role_id = p->roles[i].id;
    cell->role_name = p->roles[i].name[c->language];
    cell->name = e && is_text(e->name.s) ? e->name : plain_text(say(c, "sign.no-name"));
    cell->title = e ? e->title : (struct text){0};
    cell->date = cell_date(c, e);
    cell->seal = seal(c, &p->roles[i], e);
  }
  return s;
}

/* The declaration stands above the cells under one heading. */
static bool follows_declaration(const struct compose *c) {
  size_t i = (size_t)(c->section - c->template->sections);
  return i > 0 && c->template->sections[i - 1].kind == SECTION_DECLARATION;
}

void compose_SIGN_OFF(struct compose *c) {
  if (!follows_declaration(c)) part(c, say(c, "sign.title"), NULL, NULL);
  struct block *b = block_add(c, BLOCK_SIGN_OFF, ROLE_DIV);
  b->sign_off = cells(c);
  b->keep_together = true;
  b->space_after = 6;
  b->keep_with_next = true; /* the notice stands under the seals, always */
  size_t unbound = unbound_count(c);
  const char *text = say(c, "sign.notice");
  if (unbound)
    text = arena_printf(c->arena, "%s%s%s", say_count(c, (long)unbound, "sign.unbound-note"),
                        say(c, "common.sentence-gap"), text);
  if (!c->input->is_final)
    text = arena_printf(c->arena, "%s%s%s", say(c, "sign.draft-note"), say(c, "common.sentence-gap"), text);
  note(c, text);
}

/* The self-declared level whose criteria are all met: only then does the declaration speak of criteria (stars 4). */
static const struct star_score *declared_level(const struct compose *c) {
  for (size_t i = 0; i < c->scores->star_count; i++) {
    const struct star_score *s = &c->scores->stars[i];
    if (s->state != STAR_NOT_JUDGED && !c->input->stars->levels[i].third_party && !s->unmet && !s->open) return s;
  }
  return NULL;
}

void compose_DECLARATION(struct compose *c) {
  part(c, say(c, "declaration.title"), NULL, NULL);
  struct block *outer = block_open(c, BLOCK_BOX, ROLE_DIV);
  c->parent->wash = true;
  c->parent->radius = 3;
  c->parent->pad_x = 12;
  c->parent->pad_y = 8;
  c->parent->keep_together = true;
  c->parent->space_after = 8;
  c->parent->keep_with_next = true;
  const struct star_score *met = declared_level(c);
  paragraph(c, STYLE_BODY_SMALL, say(c, met ? "declaration.met" : "declaration.plain"))->space_after = 0;
  if (met)
    paragraph(c, STYLE_NOTE,
              say(c, "declaration.criteria", "stars", c->input->stars->id, "star", number_text(c, met->star)));
  c->parent = outer;
}

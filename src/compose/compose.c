/* compose.c - one pass over the template's sections: a table gives each kind its function, `when` names a condition,
 * and what belongs to the whole document (title, marks, header, footer, identifier) is set before the first section.
 * The contents list is filled last, when all headings are known. */
#include "base/buf.h"
#include "compose/parts.h"
#include "digest/digest.h"
#include "model/sign_mark.h"

#include <string.h>

static void (*const SECTIONS[SECTION_KIND_COUNT])(struct compose *) = {
#define SECTION(id, name, use) [SECTION_##id] = compose_##id,
#include "model/sections.def"
#undef SECTION
};

static bool when_asks(const struct compose *c) {
  return c->guide->ask_count > 0;
}
static bool when_previous(const struct compose *c) {
  return c->scores->has_previous;
}
static bool when_decisions(const struct compose *c) {
  return c->answers->decision_count > 0;
}
static bool when_gaps(const struct compose *c) {
  return c->scores->gap_count > 0;
}
static bool when_draft(const struct compose *c) {
  return !c->input->is_final;
}
static bool when_final(const struct compose *c) {
  return c->input->is_final;
}
static bool when_attestations(const struct compose *c) {
  return c->answers->attestation_count > 0;
}

static const struct {
  const char *name;
  bool (*holds)(const struct compose *);
} CONDITIONS[] = {
    {"guide.asks", when_asks}, {"previous", when_previous}, {"decisions", when_decisions},       {"gaps", when_gaps},
    {"draft", when_draft},     {"final", when_final},       {"attestations", when_attestations},
};
enum { CONDITION_COUNT = sizeof CONDITIONS / sizeof *CONDITIONS };

static bool section_fits(struct compose *c, const struct template_section *s) {
  enum section_use use = c->scores ? SECTION_REPORT : SECTION_GUIDE;
  if (!(SECTION_USES[s->kind] & use))
    diag_add(c->diag, c->scores ? DIAG_T197 : DIAG_T196, s->at, SECTION_NAMES[s->kind]);
  else if (s->when && !c->scores)
    diag_add(c->diag, DIAG_T198, s->at, s->when);
  else
    return true;
  return false;
}

static bool section_wanted(struct compose *c, const struct template_section *s) {
  if (!section_fits(c, s)) return false;
  if (!s->when) return true;
  const char *names[CONDITION_COUNT];
  for (size_t i = 0; i < CONDITION_COUNT; i++) {
    if (!strcmp(CONDITIONS[i].name, s->when)) return CONDITIONS[i].holds(c);
    names[i] = CONDITIONS[i].name;
  }
  const char *near = diag_nearest(s->when, names, CONDITION_COUNT);
  diag_add(c->diag, DIAG_T192, s->at, s->when, near ? near : names[0]);
  return false;
}

static const struct edition *find_edition(const struct answers *a, const char *name) {
  for (size_t i = 0; i < a->edition_count; i++)
    if (a->editions[i].template_name.s && !strcmp(a->editions[i].template_name.s, name)) return &a->editions[i];
  return NULL;
}

static const char *localized(struct compose *c, const struct localized *l) {
  return fill_template(c, l->text[c->language]).s;
}

static const char *footer_left(struct compose *c) {
  const char *parts[3];
  size_t count = 0;
  if (c->edition && is_text(c->edition->number.s)) parts[count++] = c->edition->number.s;
  parts[count++] = say(c, "common.revision", "n", number_text(c, c->answers->revision));
  parts[count++] = organisation(c);
  return join_texts(c, parts, count, say(c, "common.gap"), say(c, "common.gap"));
}

/* The file is the source that its sections point into; its bytes take part in the identifier. */
const char *document_identifier(struct compose *c, const char *inputs_digest) {
  const struct template *t = c->template;
  struct buf all = {0};
  buf_printf(&all, "inputs %s\ntemplate %s ", inputs_digest, t->name);
  const struct source *source = t->section_count ? diag_source(c->diag, t->sections[0].at.source) : NULL;
  if (source) buf_put(&all, source->text, source->size);
  const struct theme *theme = c->in->theme;
  buf_printf(&all, "\ntheme %s %s\nlanguage %s\nprogram %s\n", theme && theme->digest_hex ? theme->digest_hex : "",
             theme && theme->logo ? theme->logo->digest_hex : "", c->language == LANG_EN ? "en" : "ja",
             c->in->program_version ? c->in->program_version : "");
  struct digest digest = digest_of(all.data, all.size);
  buf_free(&all);
  char *hex = arena_alloc(c->arena, 65);
  digest_hex(&digest, hex);
  return hex;
}

/* For people and, at the end, for machines: draft or final, and who signs (sign_mark.h). */
static const char *keywords(struct compose *c) {
  struct buf mark = {0};
  sign_mark_put(c->input, &mark);
  const char *words = say(c, "document.keywords", "framework", c->framework->name, "guide", c->guide->id);
  const char *all = arena_printf(c->arena, "%s, %s", words, mark.data);
  buf_free(&mark);
  return all;
}

static void compose_report(struct compose *c) {
  struct content *out = c->content;
  const struct template *t = c->template;
  const char *title = localized(c, &t->title), *short_title = localized(c, &t->short_title);
  out->header_title = is_text(short_title) ? short_title : title;
  out->title = say(c, "document.title", "title", title, "org", organisation(c));
  out->author = organisation(c);
  out->subject = say(c, "document.subject", "date", date_text(c, c->answers->as_of), "scope", c->answers->scope.s);
  out->keywords = keywords(c);
  out->footer_left = footer_left(c);
  out->confidentiality = is_text(c->answers->confidentiality.s) ? c->answers->confidentiality.s : NULL;
  if (c->language == LANG_EN && out->confidentiality && is_japanese(out->confidentiality)) out->confidentiality_lang = "ja";
  out->draft = !c->input->is_final;
  out->draft_mark = say(c, "document.draft-mark");
  out->watermark = say(c, "document.watermark");
  out->date_iso = date_text(c, c->answers->issued ? c->answers->issued : c->answers->as_of);
  out->identifier_hex = document_identifier(c, c->input->digest);
  if (out->theme && out->theme->logo) {
    out->logo = content_figure(c->arena, out, FIGURE_LOGO);
    out->logo->width = 90;
  }
}

static bool has_section(const struct template *t, enum section_kind kind) {
  for (size_t i = 0; i < t->section_count; i++)
    if (t->sections[i].kind == kind) return true;
  return false;
}

/* Two short lists that follow each other share the page's width (M03). */
static bool is_pair(const struct template *t, size_t i) {
  return i + 1 < t->section_count && t->sections[i].kind == SECTION_LEAVES_OUT &&
         t->sections[i + 1].kind == SECTION_ADVISORY && !t->sections[i].when && !t->sections[i + 1].when;
}

static void compose_pair(struct compose *c, const struct template_section *two) {
  struct block *outer = c->parent;
  struct block *row = block_add(c, BLOCK_COLUMNS, ROLE_NONE);
  row->space_before = c->chaptered ? 20 : 16;
  row->column_spans = arena_array(c->arena, 2, sizeof *row->column_spans);
  for (size_t i = 0; i < 2; i++) {
    row->column_spans[i] = 6;
    c->parent = row;
    block_open(c, BLOCK_STACK, ROLE_NONE);
    c->section = &two[i];
    SECTIONS[two[i].kind](c);
  }
  c->parent = outer;
}

static void compose_sections(struct compose *c) {
  const struct template *t = c->template;
  for (size_t i = 0; i < t->section_count; i++) {
    if (is_pair(t, i)) {
      compose_pair(c, &t->sections[i++]);
      continue;
    }
    c->section = &t->sections[i];
    if (section_wanted(c, c->section)) SECTIONS[c->section->kind](c);
  }
}

/* What the document speaks about: an assessment, or a guide pack alone. */
static void set_subject(struct compose *c) {
  const struct compose_in *in = c->in;
  if (!in->scores) {
    c->framework = in->framework;
    c->guide = in->guide;
    return;
  }
  c->scores = in->scores;
  c->input = in->scores->input;
  c->answers = c->input->answers;
  c->framework = c->input->framework;
  c->guide = c->input->guide;
}

static struct compose state_of(const struct compose_in *in, struct arena *arena, struct diag *diag) {
  struct compose c = {
      .in = in,
      .template = in->template,
      .language = in->strings->language,
      .arena = arena,
      .diag = diag,
  };
  set_subject(&c);
  c.part = -1;
  for (size_t i = 0; i < 2; i++)
    c.lacks[i] = arena_array(arena, c.framework->item_count, sizeof(bool));
  return c;
}

const char *compose_narrative(const struct scores *scores, const struct strings *strings, size_t category,
                              struct arena *arena) {
  const struct compose_in in = {.scores = scores, .strings = strings};
  struct compose c = state_of(&in, arena, NULL);
  return narrative_text(&c, category);
}

bool compose_run(const struct compose_in *in, struct arena *arena, struct diag *diag, struct content *out) {
  size_t errors = diag_errors(diag);
  *out = (struct content){.language = in->strings->language, .theme = in->theme};
  struct compose c = state_of(in, arena, diag);
  c.content = out;
  if (c.answers) c.edition = find_edition(c.answers, c.template->name);
  c.chaptered = has_section(c.template, SECTION_CONTENTS);
  out->root = content_block(arena, BLOCK_STACK, ROLE_DOCUMENT);
  c.parent = out->root;
  if (c.scores)
    compose_report(&c);
  else
    guide_document(&c);
  c.chapter_block = out->root;
  if (!c.chaptered) block_open(&c, BLOCK_STACK, ROLE_SECT);
  if (c.scores) claims_check(&c);
  compose_sections(&c);
  for (int which = 0; which < 2; which++)
    missing_texts(&c, which, NULL);
  contents_fill(&c);
  links_resolve(&c);
  return diag_errors(diag) == errors;
}

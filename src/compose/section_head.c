/* section_head.c - the top of the board report: letter head, the conclusion in one sentence, four key figures.
 *
 * The sentence is chosen by rules over the scores: change against last time (up, same, down, none), what falls short
 * (the two functions farthest below target, else single items, else nothing), and what is asked. */
#include "base/limits.h"
#include "compose/parts.h"

#include <string.h>

static bool ends_with_any(const char *s, const char *list) {
  while (*list) {
    size_t n = strcspn(list, "|"), length = strlen(s);
    if (n && length >= n && !memcmp(s + length - n, list, n)) return true;
    list += n + (list[n] == '|');
  }
  return false;
}

/* The addressee as a letter addresses it: an honorific is added unless the input gave one. */
static void addressee(struct compose *c, struct block *b, const char *honorific_key) {
  struct text name = c->edition ? c->edition->addressee : (struct text){0};
  if (!is_text(name.s)) {
    add_run(c, b, say(c, "letter.addressee-default"));
    return;
  }
  if (is_text(say(c, "letter.before"))) add_run(c, b, say(c, "letter.before"));
  add_user(c, b, name);
  if (!ends_with_any(name.s, say(c, "letter.honorifics"))) add_run(c, b, say(c, honorific_key));
}

static void right_line(struct compose *c, const char *s) {
  struct block *b = paragraph(c, STYLE_NOTE, NULL);
  b->align = ALIGN_RIGHT;
  struct run *r = add_user(c, b, plain_text(s)); /* the department, in the input's own language */
  r->has_ink = true;
  r->ink = INK;
}

static const char *document_line(struct compose *c) {
  const char *revision = number_text(c, c->answers->revision);
  if (c->edition && is_text(c->edition->number.s))
    return say(c, "letter.number", "number", c->edition->number.s, "n", revision);
  return say(c, "common.revision", "n", revision);
}

void compose_LETTER_HEAD(struct compose *c) {
  struct block *outer = columns_open(c, (const float[]){235.27f, 235.28f}, 2);
  struct block *row = c->parent;
  block_open(c, BLOCK_STACK, ROLE_NONE);
  addressee(c, paragraph(c, STYLE_ADDRESS, NULL), "letter.honorific-people");
  c->parent = row;
  block_open(c, BLOCK_STACK, ROLE_NONE);
  right_line(c, date_long(c, c->answers->issued));
  right_line(c, document_line(c));
  const char *department = c->answers->respondent.department.s;
  right_line(c, say(c, "letter.made-by", "name", is_text(department) ? department : organisation(c)));
  c->parent = outer;
  space(c, 8);
  struct block *title = block_add(c, BLOCK_HEADING, ROLE_H1);
  title->level = 1;
  title->style = STYLE_H1;
  content_run(c->arena, title, fill_template(c, c->template->title.text[c->language]));
  title->space_after = 2;
  struct block *scope = paragraph(c, STYLE_NOTE, say(c, "letter.scope"));
  add_user(c, scope, c->answers->scope);
  add_run(c, scope, say(c, "letter.as-of", "date", date_text(c, c->answers->as_of)));
  if (c->input->previous) add_run(c, scope, say(c, "letter.previous", "date", date_text(c, c->input->previous->as_of)));
  scope->space_after = 10;
}

const char *status_text(struct compose *c) {
  static const char *const KEYS[] = {"status.operating", "status.dormant", "status.under-construction"};
  return say(c, KEYS[c->answers->status]);
}

size_t board_gap_count(const struct compose *c) {
  size_t most = 5;
  for (size_t i = 0; i < c->template->section_count; i++)
    if (c->template->sections[i].kind == SECTION_TOP_GAPS && c->template->sections[i].count > 0)
      most = (size_t)c->template->sections[i].count;
  return c->scores->board_gap_count < most ? c->scores->board_gap_count : most;
}

long long plan_cost(const struct compose *c, const size_t *items, size_t count, size_t *given) {
  long long total = 0;
  *given = 0;
  for (size_t i = 0; i < count; i++) {
    const struct plan *plan = &c->answers->items[items[i]].plan;
    if (plan->given && plan->has_cost) {
      total += plan->cost_jpy;
      ++*given;
    }
  }
  return total;
}

static const char *conclusion_trend(struct compose *c, bool falls_short) {
  const struct group_score *all = &c->scores->overall;
  const char *trend = !all->has_change         ? "none"
                      : all->change_tenths > 0 ? "up"
                      : all->change_tenths < 0 ? "down"
                                               : "same";
  const char *both = all->has_change && all->change_uses_both ? "-both" : "";
  const char *key = arena_printf(c->arena, "conclusion.trend.%s%s.%s", trend, both, falls_short ? "but" : "and");
  return say(c, key, "now", mean_text(c, &all->now), "last", mean_text(c, &all->last), "both",
             mean_text(c, &all->now_both), "target", mean_text(c, &all->target));
}

/* The functions farthest below target, at most two; the number found. */
static size_t farthest_functions(const struct compose *c, size_t out[2]) {
  size_t found = 0;
  bool taken[LIMIT_FUNCTIONS] = {false};
  for (; found < 2; found++) {
    size_t best = c->framework->function_count;
    for (size_t f = 0; f < c->framework->function_count; f++) {
      const struct group_score *g = &c->scores->functions[f];
      if (taken[f] || !g->has_gap || g->gap_tenths == 0) continue;
      if (best == c->framework->function_count || g->gap_tenths > c->scores->functions[best].gap_tenths) best = f;
    }
    if (best == c->framework->function_count) break;
    taken[best] = true;
    out[found] = best;
  }
  return found;
}

static const char *conclusion_state(struct compose *c, const size_t *far, size_t count) {
  if (count == 0) {
    long below = c->scores->overall.below_target;
    return below ? say_count(c, below, "conclusion.state.items")
                 : say_count(c, c->scores->overall.answered, "conclusion.state.met");
  }
  const struct group_score *a = &c->scores->functions[far[0]], *b = &c->scores->functions[far[count - 1]];
  const char *key = count == 1                             ? "conclusion.state.single"
                    : a->target.tenths == b->target.tenths ? "conclusion.state.pair-same"
                                                           : "conclusion.state.pair";
  return say(c, key, "name", function_name(c, far[0]), "now", mean_text(c, &a->now), "target", mean_text(c, &a->target),
             "name2", function_name(c, far[count - 1]), "now2", mean_text(c, &b->now), "target2",
             mean_text(c, &b->target));
}

static const char *conclusion_ask(struct compose *c) {
  size_t gaps = board_gap_count(c), given;
  const char *kind = c->chaptered ? "plan" : "ask";
  if (gaps == 0) return say(c, arena_printf(c->arena, "conclusion.%s.met", kind));
  long long cost = plan_cost(c, c->scores->board_gaps, gaps, &given);
  const char *form = given == 0 ? "plain" : given == gaps ? "cost" : "cost-part";
  return say_count(c, (long)gaps, arena_printf(c->arena, "conclusion.%s.%s", kind, form), "cost", money_text(c, cost),
                   "given", number_text(c, (long)given));
}

const char *conclusion_text(struct compose *c) {
  const struct group_score *all = &c->scores->overall;
  const char *status =
      c->answers->status == STATUS_OPERATING ? "" : say(c, "conclusion.status", "status", status_text(c));
  if (all->applicable == 0) return arena_printf(c->arena, "%s%s", status, say(c, "conclusion.all-na"));
  if (all->answered == 0)
    return arena_printf(c->arena, "%s%s", status, say_count(c, all->applicable, "conclusion.nothing-answered"));
  const char *few = "";
  if (all->answered * 2 < all->applicable)
    few = say(c, "conclusion.few", "answered", number_text(c, all->answered), "applicable",
              number_text(c, all->applicable));
  size_t far[2], count = farthest_functions(c, far);
  return arena_printf(c->arena, "%s%s%s%s%s", status, few, conclusion_trend(c, count > 0),
                      conclusion_state(c, far, count), conclusion_ask(c));
}

void compose_CONCLUSION(struct compose *c) {
  struct block *outer = block_open(c, BLOCK_BOX, ROLE_DIV);
  struct block *box = c->parent;
  box->rule_top = 2.0f;
  box->rule_bottom = 0.6f;
  box->rule_top_ink = box->rule_bottom_ink = INK_ACCENT;
  box->pad_y = 10;
  box->keep_together = true;
  box->space_after = c->chaptered ? 12 : 10;
  paragraph(c, STYLE_CONCLUSION, conclusion_text(c));
  c->parent = outer;
}

static void key_figure(struct compose *c, struct block *row, const char *label, const char *value, const char *unit) {
  c->parent = row;
  block_open(c, BLOCK_BOX, ROLE_NONE);
  c->parent->rule_left = 0.6f;
  c->parent->rule_left_ink = INK3;
  c->parent->rule_light = true;
  c->parent->pad_x = 8;
  struct block *head = paragraph(c, STYLE_NOTE, NULL);
  add_ink(c, head, label, INK);
  struct block *figure = paragraph(c, STYLE_KEY_FIGURE, value);
  struct run *r = add_ink(c, figure, unit, INK2);
  r->size = 7.5f;
  r->font = FONT_SANS;
}

void compose_KEY_FIGURES(struct compose *c) {
  const struct group_score *all = &c->scores->overall;
  struct block *outer = columns_open(c, (const float[]){109.13f, 109.13f, 109.13f, 109.13f}, 4);
  struct block *row = c->parent;
  row->space_after = c->chaptered ? 12 : 10;
  key_figure(c, row, say(c, "key.overall"), mean_text(c, &all->now), say(c, "key.of-four"));
  key_figure(c, row, say(c, "key.below"), number_text(c, all->below_target),
             say_count(c, all->answered, "key.of-items"));
  key_figure(c, row, say(c, "key.zero"), number_text(c, all->zeros), say_count(c, all->zeros, "key.items"));
  key_figure(c, row, say(c, "key.unanswered"), number_text(c, all->unanswered),
             say_count(c, all->applicable, "key.of-items"));
  c->parent = outer;
}

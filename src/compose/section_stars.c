/* section_stars.c - chapter 4 (M09): the badge, every criterion with what was measured and which items fail, the
 * attestations of the input, and the fixed notices of guide/stars 4. */
#include "compose/parts.h"

#include <string.h>

enum { COLUMNS = 6, SHOWN_MAX = 4 /* items in a cell; longer lists stand below the table */ };
static const float WIDTHS[COLUMNS] = {34, 149.9f, -92, 18, 66, 121.99f};

static const char *attested(struct compose *c, const char *key, const struct star_score *s) {
  const struct attestation *a = s->attestation;
  return say(c, key, "star", number_text(c, s->star), "body", a ? a->body.s : "", "certificate",
             a ? a->certificate.s : "", "issued", date_text(c, a ? a->issued : 0), "expires",
             date_text(c, a ? a->expires : 0));
}

/* Unanswered items in the lists of a level, each counted once. */
static long open_items(const struct compose *c, const struct star_score *s) {
  bool *seen = arena_array(c->arena, c->framework->item_count, sizeof *seen);
  long count = 0;
  const struct star_level *level = &c->input->stars->levels[s - c->scores->stars];
  for (size_t k = 0; k < level->criterion_count; k++)
    for (size_t i = 0; level->criteria[k].set && i < s->criteria[k].open_count; i++)
      if (!seen[s->criteria[k].open[i]]) {
        seen[s->criteria[k].open[i]] = true;
        count++;
      }
  return count ? count : c->scores->overall.unanswered;
}

const char *star_state_text(struct compose *c, const struct star_score *s) {
  const char *star = number_text(c, s->star);
  switch (s->state) {
  case STAR_AWARDED:
    return say(c, "star.state.awarded", "star", star);
  case STAR_AWARDED_THIRD_PARTY:
    return attested(c, "star.state.awarded-third-party", s);
  case STAR_NO_DECLARATION:
    return say(c, "star.state.no-declaration", "star", star);
  case STAR_NO_CERTIFICATE:
    return say(c, "star.state.no-certificate", "star", star);
  case STAR_EXPIRED:
    return attested(c, "star.state.expired", s);
  case STAR_NOT_YET_VALID:
    return attested(c, "star.state.not-yet-valid", s);
  case STAR_UNMET:
    return say(c, "star.state.unmet", "star", star, "n", number_text(c, s->unmet));
  case STAR_OPEN:
    return say(c, "star.state.open", "star", star, "n", number_text(c, open_items(c, s)));
  default:
    return say(c, "star.state.not-judged", "status", status_text(c));
  }
}

static const char *set_name(const struct compose *c, const struct criterion *k) {
  if (!k->set) return "";
  return is_text(k->set->name[c->language]) ? k->set->name[c->language] : k->set->id;
}

static const char *na_allowed(struct compose *c) {
  size_t *ids = arena_array(c->arena, c->framework->item_count, sizeof *ids), count = 0;
  for (size_t i = 0; i < c->framework->item_count; i++)
    if (c->input->stars->na_ok[i]) ids[count++] = i;
  return join_ids(c, ids, count, 0);
}

const char *criterion_text(struct compose *c, const struct criterion *k) {
  static const char *const KEYS[] = {
      [CRITERION_LEVEL_AT_LEAST] = "criterion.level",  [CRITERION_UNANSWERED_AT_MOST] = "criterion.unanswered",
      [CRITERION_NA_ONLY] = "criterion.na-only",       [CRITERION_NA_AT_MOST] = "criterion.na-at-most",
      [CRITERION_STAR_MET] = "criterion.star",         [CRITERION_MEAN_AT_LEAST] = "criterion.category-mean",
      [CRITERION_EVIDENCE_REF] = "criterion.evidence", [CRITERION_EVIDENCE_MONTHS] = "criterion.evidence-months",
  };
  const char *key = KEYS[k->kind];
  if (k->kind == CRITERION_UNANSWERED_AT_MOST && k->value == 0) key = "criterion.unanswered-none";
  if (k->kind == CRITERION_MEAN_AT_LEAST && k->each_function) key = "criterion.function-mean";
  const char *mean = k->kind == CRITERION_MEAN_AT_LEAST ? tenths_text(c, (long)frac_tenths(k->mean)) : "";
  long size = k->set ? (long)k->set->size : 0;
  return say(c, key, "set", set_name(c, k), "value", number_text(c, k->value), "mean", mean, "size",
             number_text(c, size), "allowed", k->kind == CRITERION_NA_ONLY ? na_allowed(c) : "");
}

/* What was measured, in the unit of the criterion. */
/* What the part with the full lists is called: its number, since it is the chapter's first; else its title. */
static const char *full_lists_name(struct compose *c) {
  if (c->chaptered && c->part >= 0) return arena_printf(c->arena, "%d.%d", c->chapter, 1);
  return say(c, "stars.full-title");
}

static const char *measured(struct compose *c, const struct criterion *k, const struct criterion_score *s) {
  switch (k->kind) {
  case CRITERION_LEVEL_AT_LEAST:
    return s->actual < 0 ? say(c, "common.none") : say(c, "stars.lowest-level", "level", number_text(c, s->actual));
  case CRITERION_MEAN_AT_LEAST:
    return say(c, "stars.lowest-mean", "mean", mean_text(c, &s->actual_mean));
  case CRITERION_STAR_MET:
    return say(c, "common.none");
  case CRITERION_EVIDENCE_REF:
  case CRITERION_EVIDENCE_MONTHS:
    return say_count(c, s->actual, "stars.without-evidence");
  default:
    return say_count(c, s->actual, "stars.items");
  }
}

/* A failing group with its mean, a failing item with its level: how far it is off. */
static const char *failing_entry(struct compose *c, const struct criterion *k, size_t index) {
  if (k->kind == CRITERION_MEAN_AT_LEAST) {
    const struct group_score *g = k->each_function ? &c->scores->functions[index] : &c->scores->categories[index];
    const char *id = k->each_function ? c->framework->functions[index].id : c->framework->categories[index].id;
    return g->now.exists ? say(c, "stars.id-value", "id", id, "value", mean_text(c, &g->now)) : id;
  }
  const struct item_score *item = &c->scores->items[index];
  if (k->kind != CRITERION_LEVEL_AT_LEAST || item->status != ANSWER_LEVEL) return c->framework->items[index].id;
  return say(c, "stars.id-value", "id", c->framework->items[index].id, "value", number_text(c, item->level));
}

/* Entries that never break inside; after `most` of them the number of the others and where they stand. */
static void put_list(struct compose *c, struct block *b, const struct criterion *k, const size_t *list, size_t count,
                     size_t most) {
  size_t shown = count > most ? most : count;
  for (size_t i = 0; i < shown; i++) {
    if (i) add_run(c, b, say(c, "common.id-list"));
    add_run(c, b, failing_entry(c, k, list[i]))->keep = true;
  }
  if (shown < count)
    add_link(c, b, say(c, "stars.more", "n", number_text(c, (long)(count - shown)), "where", full_lists_name(c)),
             "stars-full");
}

static void items_cell(struct compose *c, struct row *row, const struct criterion *k, const struct criterion_score *s) {
  struct block *stack = cell_stack(c, row, 5);
  bool any = false;
  if (s->failing_count && k->kind != CRITERION_STAR_MET) {
    put_list(c, cell_line(c, stack, STYLE_CELL_THIRD, NULL), k, s->failing, s->failing_count, SHOWN_MAX);
    any = true;
  }
  if (s->open_count && k->kind != CRITERION_STAR_MET) {
    struct block *line = cell_line(c, stack, STYLE_CELL_THIRD, say(c, "stars.open-items"));
    put_list(c, line, k, s->open, s->open_count, SHOWN_MAX);
    any = true;
  }
  if (s->not_judged_count) {
    const char *ids = join_group_ids(c, s->not_judged, s->not_judged_count, k->each_function);
    add_ink(c, cell_line(c, stack, STYLE_CELL_THIRD, NULL), say(c, "stars.not-judged-groups", "ids", ids), INK2);
    any = true;
  }
  if (!any) add_ink(c, cell_line(c, stack, STYLE_CELL_THIRD, NULL), say(c, "common.none"), INK2);
}

static void verdict_cells(struct compose *c, struct row *row, enum criterion_state state) {
  static const char *const KEYS[] = {"stars.met", "stars.unmet", "stars.open"};
  struct figure *box = content_figure(c->arena, c->content, FIGURE_VERDICT);
  box->verdict = (int)state;
  cell_figure(c, row, 3, box);
  struct block *b = cell_text(c, row, 4, STYLE_CELL, NULL);
  struct run *r = add_run(c, b, say(c, KEYS[state]));
  if (state == CRITERION_UNMET) {
    r->bold = true;
    r->has_ink = true;
    r->ink = INK_GAP;
  }
}

static void level_rows(struct compose *c, struct block *table, size_t l) {
  const struct star_level *level = &c->input->stars->levels[l];
  const struct star_score *s = &c->scores->stars[l];
  struct row *group = table_row(c, table, ROW_GROUP);
  group->cells[0].span = 2;
  struct block *name = cell_text(c, group, 0, STYLE_CELL, NULL);
  add_ink(c, name, say(c, "stars.level", "star", number_text(c, level->star)), INK_ACCENT);
  add_run(c, name, say(c, level->third_party ? "stars.by-third-party" : "stars.by-self"));
  group->cells[2].span = 4;
  group->cells[2].has_align = true;
  group->cells[2].align = ALIGN_RIGHT;
  cell_text(c, group, 2, STYLE_CELL,
            say(c, "stars.count", "total", number_text(c, s->met + s->unmet + s->open), "met", number_text(c, s->met)))
      ->align = ALIGN_RIGHT;
  for (size_t k = 0; k < level->criterion_count; k++) {
    struct row *row = table_row(c, table, ROW_BODY);
    row->cells[0].row_header = true;
    cell_text(c, row, 0, STYLE_CELL, level->criteria[k].id);
    cell_text(c, row, 1, STYLE_CELL, criterion_text(c, &level->criteria[k]));
    cell_text(c, row, 2, STYLE_CELL, measured(c, &level->criteria[k], &s->criteria[k]));
    verdict_cells(c, row, s->criteria[k].state);
    items_cell(c, row, &level->criteria[k], &s->criteria[k]);
  }
}

static void criteria_table(struct compose *c) {
  struct block *table = table_add(c, WIDTHS, COLUMNS, say(c, "stars.summary"));
  table->space_before = 14;
  table->space_after = 6;
  table_head(c, table, say(c, "stars.head"), COLUMNS);
  struct row *head = &table->table->rows[0];
  head->cells[3].span = 2;
  head->cells[3].content = head->cells[4].content;
  head->cells[4].content = NULL;
  for (size_t l = 0; l < c->scores->star_count; l++)
    level_rows(c, table, l);
  note(c, say(c, "stars.note", "method",
              say(c, c->input->scale->averaging == AVERAGE_CATEGORIES ? "stars.method-categories"
                                                                      : "stars.method-items")));
}

static bool is_long(const struct criterion *k, const struct criterion_score *s) {
  return k->kind != CRITERION_STAR_MET && (s->failing_count > SHOWN_MAX || s->open_count > SHOWN_MAX);
}

static void full_row(struct compose *c, struct block *table, const struct criterion *k,
                     const struct criterion_score *s) {
  struct row *row = table_row(c, table, ROW_BODY);
  row->top = true;
  row->cells[0].row_header = true;
  cell_text(c, row, 0, STYLE_CELL, k->id);
  cell_text(c, row, 1, STYLE_CELL_DENSE, criterion_text(c, k));
  struct block *stack = cell_stack(c, row, 2);
  if (s->failing_count)
    put_list(c, cell_line(c, stack, STYLE_CELL_THIRD, NULL), k, s->failing, s->failing_count, s->failing_count);
  if (s->open_count)
    put_list(c, cell_line(c, stack, STYLE_CELL_THIRD, say(c, "stars.open-items")), k, s->open, s->open_count,
             s->open_count);
}

/* The lists that a cell of the table could not hold, complete. */
static void full_lists(struct compose *c) {
  struct block *table = NULL;
  for (size_t l = 0; l < c->scores->star_count; l++)
    for (size_t k = 0; k < c->input->stars->levels[l].criterion_count; k++) {
      const struct criterion *criterion = &c->input->stars->levels[l].criteria[k];
      const struct criterion_score *score = &c->scores->stars[l].criteria[k];
      if (!is_long(criterion, score)) continue;
      if (!table) {
        part(c, say(c, "stars.full-title"), say(c, "stars.full-side"), "stars-full");
        table = table_add(c, (const float[]){34, 110, 337.89f}, 3, say(c, "stars.full-summary"));
        table_head(c, table, say(c, "stars.full-head"), 3);
      }
      full_row(c, table, criterion, score);
    }
}

static const char *attestation_verdict(struct compose *c, const struct attestation *a) {
  const char *stars = c->input->stars->id, *org = c->answers->org_name.s;
  if (!is_text(a->profile.s) || strcmp(a->profile.s, stars)) return say(c, "attestation.other");
  if (!is_text(a->body.s) || !is_text(a->certificate.s)) return say(c, "attestation.incomplete");
  if (is_text(org) && !strcmp(a->body.s, org)) return say(c, "attestation.own");
  if (a->issued > c->answers->issued) return say(c, "attestation.early");
  if (a->expires < c->answers->issued) return say(c, "attestation.expired");
  for (size_t i = 0; i < c->scores->star_count; i++)
    if (c->scores->stars[i].attestation == a) return say(c, "attestation.counts");
  return say(c, "attestation.valid");
}

static void attestations(struct compose *c) {
  part(c, say(c, "attestation.title"), NULL, NULL);
  const struct answers *a = c->answers;
  if (!a->attestation_count) {
    paragraph(c, STYLE_BODY_SMALL, say(c, "attestation.none"));
    return;
  }
  struct block *table =
      table_add(c, (const float[]){76, 28, 108, 84, 58, 58, 69.89f}, 7, say(c, "attestation.summary"));
  table->space_after = 6;
  table_head(c, table, say(c, "attestation.head"), 7);
  for (size_t i = 0; i < a->attestation_count; i++) {
    const struct attestation *t = &a->attestations[i];
    struct row *row = table_row(c, table, ROW_BODY);
    cell_user(c, row, 0, STYLE_CELL_DENSE, t->profile);
    cell_text(c, row, 1, STYLE_CELL_DENSE, say(c, "stars.level", "star", number_text(c, t->star)));
    cell_user(c, row, 2, STYLE_CELL_DENSE, t->body);
    cell_user(c, row, 3, STYLE_CELL_DENSE, t->certificate);
    cell_text(c, row, 4, STYLE_CELL_DENSE, date_text(c, t->issued));
    cell_text(c, row, 5, STYLE_CELL_DENSE, date_text(c, t->expires));
    cell_text(c, row, 6, STYLE_CELL_DENSE, attestation_verdict(c, t));
  }
  note(c, say(c, "star.attestation-notice"));
}

static void statement(struct compose *c) {
  bool judged = c->answers->status == STATUS_OPERATING;
  for (size_t i = 0; i < (judged ? c->scores->star_count : 1); i++) {
    struct block *b = paragraph(c, STYLE_BODY_SMALL, NULL);
    b->space_after = 2;
    add_run(c, b, star_state_text(c, &c->scores->stars[i]))->bold = i == 0;
  }
  if (!judged || c->scores->awarded) return;
  bool met = false; /* of a level whose criteria are met only the award is denied */
  for (size_t i = 0; i < c->scores->star_count; i++)
    met = met || (!c->scores->stars[i].unmet && !c->scores->stars[i].open);
  paragraph(c, STYLE_BODY_SMALL, say(c, met ? "star.none-awarded-sentence" : "star.none-sentence"))->space_after = 2;
}

void compose_STARS(struct compose *c) {
  const struct stars *stars = c->input->stars;
  chapter(c, say(c, "stars.title"), true, "stars");
  struct block *outer = block_open(c, BLOCK_COLUMNS, ROLE_NONE);
  struct block *row = c->parent;
  row->keep_together = true;
  row->column_widths = arena_array(c->arena, 2, sizeof(float));
  row->column_widths[0] = 178;
  row->column_widths[1] = 292.55f;
  block_open(c, BLOCK_STACK, ROLE_NONE);
  compose_STAR_BADGE(c);
  c->parent = row;
  block_open(c, BLOCK_STACK, ROLE_NONE);
  statement(c);
  space(c, 6);
  struct block *right = c->parent;
  block_open(c, BLOCK_BOX, ROLE_DIV);
  c->parent->wash = true;
  c->parent->radius = 3;
  c->parent->pad_x = 12;
  c->parent->pad_y = 8;
  paragraph(c, STYLE_BODY_SMALL, say(c, stars->official ? "star.full-official" : "star.full", "stars", stars->id))
      ->space_after = 0;
  c->parent = right;
  c->parent = outer;
  if (c->answers->status == STATUS_OPERATING) { /* else nothing is judged, which the statement says */
    criteria_table(c);
    full_lists(c);
  }
  attestations(c);
}

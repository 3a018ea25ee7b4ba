/* section_position.c - where the company stands: radar, star badge with its notices, and both side by side (M01).
 *
 * The short notice stands under every badge; the full one on the same page (stars 4). */
#include "compose/parts.h"

static const char *disclaimer_key(const struct compose *c, const char *own, const char *official) {
  return c->input->stars->official ? official : own;
}

static void badge_with_notice(struct compose *c) {
  struct block *badge = figure_add(c, figure_badge(c));
  badge->space_before = 0;
  badge->space_after = 2;
  struct block *b = paragraph(c, STYLE_NOTE, NULL);
  add_ink(c, b, say(c, disclaimer_key(c, "star.short", "star.short-official"), "stars", c->input->stars->id), INK);
  b->space_after = 4;
}

/* The board's edition has no chapter on the stars, so that the full notice stands on the label's page (stars 4). */
static void full_notice(struct compose *c) {
  if (c->chaptered) return;
  struct block *b = note(c, say(c, disclaimer_key(c, "star.full", "star.full-official"), "stars", c->input->stars->id));
  b->space_before = 4;
  for (size_t i = 0; i < b->run_count && c->language == LANG_JA; i++) b->runs[i].size = 7.0f;
}

void compose_RADAR(struct compose *c) {
  bool categories = c->section->categories;
  part(c, say(c, categories ? "radar.title-categories" : "radar.title"), say(c, "radar.side"), NULL);
  figure_add(c, figure_radar(c, categories, 0, true));
  figure_add(c, figure_legend(c, false));
}

void compose_STAR_BADGE(struct compose *c) {
  badge_with_notice(c);
  full_notice(c);
}

/* LOOK's 88 and 82, less what the full notice takes below the table (stars 4); a third line of the conclusion takes ten
 * more (LOOK 11). */
static const float RADIUS[LANG_COUNT] = {[LANG_JA] = 80, [LANG_EN] = 77}, LOWER = 10;

void compose_POSITION(struct compose *c) {
  bool english = c->language == LANG_EN;
  struct block *outer = columns_open(c, (const float[]){292.55f, 178}, 2);
  struct block *row = c->parent;
  row->keep_together = true;
  block_open(c, BLOCK_STACK, ROLE_NONE);
  struct block *heading =
      part(c, say(c, "radar.title"), say(c, english ? "radar.side-now" : "radar.side"), NULL);
  heading->space_before = 0;
  heading->space_after = 4;
  struct block *radar = figure_add(c, figure_radar_with_legend(c, RADIUS[c->language], !english));
  radar->lower_figure = figure_radar_with_legend(c, RADIUS[c->language] - LOWER, !english);
  radar->space_before = radar->space_after = 0;
  c->parent = row;
  block_open(c, BLOCK_STACK, ROLE_NONE);
  badge_with_notice(c);
  c->parent = outer;
  full_notice(c);
}

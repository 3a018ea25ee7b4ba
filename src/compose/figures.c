/* figures.c - what each figure shows, and its finding in words for those who do not see it. Figures whose facts stand
 * in the cells beside them carry no alternative text: they are decoration to a reader of the text. */
#include "base/buf.h"
#include "compose/parts.h"

#include <string.h>

static struct figure_value value_of(const struct mean *mean) {
  return (struct figure_value){mean->exists, mean->exists ? (double)mean->tenths / 10 : 0};
}

struct block *figure_block(struct compose *c, struct figure *figure) {
  struct block *b = content_block(c->arena, BLOCK_FIGURE, figure->alt ? ROLE_FIGURE : ROLE_ARTIFACT);
  b->figure = figure;
  return b;
}

struct block *figure_add(struct compose *c, struct figure *figure) {
  struct block *b = figure_block(c, figure);
  b->space_before = 4;
  b->space_after = 8;
  content_add(c->arena, c->parent, b);
  return b;
}

struct figure *figure_plot(struct compose *c, const struct group_score *group, float width, bool with_last) {
  struct figure *f = content_figure(c->arena, c->content, FIGURE_PLOT);
  f->width = width;
  f->now = value_of(&group->now);
  f->target = value_of(&group->target);
  if (with_last) f->last = value_of(&group->last);
  f->has_target = true;
  f->has_last = with_last && c->scores->has_previous;
  return f;
}

struct figure *figure_item_plot(struct compose *c, size_t item, float width) {
  const struct item_score *score = &c->scores->items[item];
  struct figure *f = content_figure(c->arena, c->content, FIGURE_PLOT);
  f->width = width;
  f->now = (struct figure_value){score->status == ANSWER_LEVEL, score->level};
  f->target = (struct figure_value){true, score->target};
  f->has_target = true;
  return f;
}

static const char *radar_finding(struct compose *c, const struct group_score *groups, size_t count, bool categories) {
  const char **parts = arena_array(c->arena, count, sizeof *parts);
  size_t far = count;
  for (size_t i = 0; i < count; i++) {
    const struct group_score *g = &groups[i];
    const char *name = categories ? c->framework->categories[i].id : function_name(c, i);
    parts[i] = say(c, g->has_change ? "alt.radar.axis-last" : "alt.radar.axis", "name", name, "now",
                   mean_text(c, &g->now), "target", mean_text(c, &g->target), "last", mean_text(c, &g->last));
    if (g->has_gap && g->gap_tenths > 0 && (far == count || g->gap_tenths > groups[far].gap_tenths)) far = i;
  }
  const char *list = join_texts(c, parts, count, say(c, "alt.radar.between"), say(c, "alt.radar.between"));
  const char *head = say(c, categories ? "alt.radar.categories" : "alt.radar.functions", "list", list);
  if (far == count) return say(c, "alt.radar.none-short", "head", head);
  const char *name = categories ? c->framework->categories[far].id : function_name(c, far);
  return say(c, "alt.radar.farthest", "head", head, "name", name, "gap", tenths_text(c, groups[far].gap_tenths));
}

static void radar_axes(struct compose *c, struct figure *f, bool categories, bool long_labels) {
  const struct group_score *groups = categories ? c->scores->categories : c->scores->functions;
  for (size_t i = 0; i < f->axis_count; i++) {
    struct radar_axis *axis = &f->axes[i];
    const struct group_score *g = &groups[i];
    axis->name = categories ? category_name(c, i) : function_name(c, i);
    axis->code = categories ? c->framework->categories[i].id : c->framework->functions[i].id;
    axis->now = value_of(&g->now);
    axis->target = value_of(&g->target);
    axis->last = value_of(&g->last);
    axis->sector = categories ? c->framework->categories[i].function : i;
    if (!categories)
      axis->label_value = !g->now.exists ? say(c, "common.none")
                                         : say(c, long_labels ? "radar.label-long" : "radar.label", "now",
                                               mean_text(c, &g->now), "target", mean_text(c, &g->target));
  }
}

struct figure *figure_radar(struct compose *c, bool categories, float radius, bool long_labels) {
  const struct framework *fw = c->framework;
  struct figure *f = content_figure(c->arena, c->content, FIGURE_RADAR);
  f->axis_count = categories ? fw->category_count : fw->function_count;
  f->axes = arena_array(c->arena, f->axis_count, sizeof *f->axes);
  f->sector_count = fw->function_count;
  f->sectors = arena_array(c->arena, f->sector_count, sizeof *f->sectors);
  for (size_t i = 0; i < fw->function_count; i++)
    f->sectors[i] = (struct radar_sector){function_name(c, i), fw->functions[i].id};
  f->has_target = true;
  f->has_last = c->scores->has_previous;
  f->radius = radius;
  radar_axes(c, f, categories, long_labels);
  f->alt = radar_finding(c, categories ? c->scores->categories : c->scores->functions, f->axis_count, categories);
  return f;
}

/* A longer name has no room beside the radar of categories; the chapter on method names the profile in any case. */
enum { LEGEND_PROFILE_MAX = 12 };

/* The texts of the legend; the answer is what they say in words. */
static const char *legend_texts(struct compose *c, struct figure *f, bool dates) {
  const struct answers *previous = c->input->previous;
  const char *now = dates ? date_text(c, c->answers->as_of) : number_text(c, date_year(c->answers->as_of));
  f->legend_now = say(c, "legend.now", "when", now);
  f->has_target = true;
  const char *profile = say(c, "common.name-version", "name", c->input->profile->id, "version",
                            version_text(c, c->input->profile->version));
  bool names_profile = dates && strlen(c->input->profile->id) <= LEGEND_PROFILE_MAX;
  f->legend_target = names_profile ? say(c, "legend.target-of", "profile", profile) : say(c, "legend.target");
  f->has_last = c->scores->has_previous && previous;
  if (f->has_last) {
    const char *last = dates ? date_text(c, previous->as_of) : number_text(c, date_year(previous->as_of));
    f->legend_last = say(c, "legend.last", "when", last);
  }
  return say(c, f->has_last ? "alt.legend-last" : "alt.legend", "now", f->legend_now, "target", f->legend_target, "last",
             f->legend_last);
}

struct figure *figure_legend(struct compose *c, bool dates) {
  struct figure *f = content_figure(c->arena, c->content, FIGURE_LEGEND);
  f->alt = legend_texts(c, f, dates);
  return f;
}

struct figure *figure_radar_with_legend(struct compose *c, float radius, bool long_labels) {
  struct figure *f = figure_radar(c, false, radius, long_labels);
  const char *legend = legend_texts(c, f, false);
  f->alt = arena_printf(c->arena, "%s%s%s", f->alt, say(c, "common.sentence-gap"), legend);
  return f;
}

static void badge_rows(struct compose *c, struct figure *f) {
  for (size_t i = 0; i < c->scores->star_count; i++) {
    const struct star_score *s = &c->scores->stars[i];
    struct badge_row *row = &f->rows[f->row_count++];
    row->star = s->star;
    row->met = s->met;
    row->total = s->met + s->unmet + s->open;
    row->awarded = s->state == STAR_AWARDED || s->state == STAR_AWARDED_THIRD_PARTY;
    row->boxes = arena_array(c->arena, (size_t)row->total, sizeof *row->boxes);
    for (int k = 0; k < row->total; k++)
      row->boxes[k] = s->criteria[k].state == CRITERION_MET;
    row->count_text = say(c, "badge.count", "total", number_text(c, row->total), "met", number_text(c, row->met));
  }
}

/* The level the badge speaks about when none is awarded: the first. A higher one whose criteria are met too is not what
 * is missing next, and its digit would say more than may be claimed. */
static const struct star_score *badge_candidate(const struct compose *c) {
  return &c->scores->stars[0];
}

static const char *badge_basis(struct compose *c, struct figure *f) {
  const struct star_score *s = badge_candidate(c);
  const char *star = number_text(c, s->star);
  for (size_t i = 0; i < c->scores->star_count; i++)
    if (c->scores->stars[i].star == c->scores->awarded) {
      bool third = c->scores->stars[i].state == STAR_AWARDED_THIRD_PARTY;
      return say(c, third ? "badge.basis.third-party" : "badge.basis.self", "stars", c->input->stars->id);
    }
  switch (s->state) {
  case STAR_NOT_JUDGED:
    return say(c, "badge.basis.not-judged", "status", status_text(c));
  case STAR_UNMET:
    return say_count(c, s->unmet, "badge.basis.unmet", "star", star);
  case STAR_OPEN:
    return say(c, "badge.basis.open", "star", star);
  case STAR_NO_DECLARATION:
    f->badge_star = s->star;
    return say(c, "badge.basis.no-declaration");
  default:
    f->badge_star = s->star;
    return say(c, s->state == STAR_EXPIRED         ? "badge.basis.expired"
                  : s->state == STAR_NOT_YET_VALID ? "badge.basis.not-yet-valid"
                                                   : "badge.basis.no-certificate");
  }
}

struct figure *figure_badge(struct compose *c) {
  struct figure *f = content_figure(c->arena, c->content, FIGURE_BADGE);
  f->badge_head = say(c, "badge.head");
  f->badge_star = c->scores->awarded;
  f->badge_awarded = c->scores->awarded > 0;
  f->badge_basis = badge_basis(c, f);
  f->badge_as_of =
      say(c, "badge.as-of", "date", date_text(c, c->answers->issued), "as-of", date_text(c, c->answers->as_of));
  if (c->answers->status == STATUS_OPERATING) badge_rows(c, f);
  const char *parts[3];
  for (size_t i = 0; i < f->row_count; i++)
    parts[i] = say(c, "alt.badge.row", "star", number_text(c, f->rows[i].star), "count", f->rows[i].count_text);
  const char *rows = join_texts(c, parts, f->row_count, say(c, "alt.radar.between"), say(c, "alt.radar.between"));
  const char *shown = c->scores->awarded ? say(c, "alt.badge.awarded", "star", number_text(c, c->scores->awarded))
                                         : say(c, f->badge_star ? "star.none-awarded" : "star.none");
  f->alt = say(c, f->row_count ? "alt.badge" : "alt.badge-not-judged", "shown", shown, "basis", f->badge_basis, "rows",
               rows, "as-of", f->badge_as_of);
  return f;
}

struct figure *figure_item_map(struct compose *c, bool with_levels) {
  struct figure *f = content_figure(c->arena, c->content, FIGURE_ITEM_MAP);
  f->framework = c->framework;
  if (!with_levels) return f;
  f->cells = arena_array(c->arena, c->framework->item_count, sizeof *f->cells);
  for (size_t i = 0; i < c->framework->item_count; i++) {
    f->cells[i].status = c->scores->items[i].status;
    f->cells[i].level = c->scores->items[i].level;
  }
  const struct group_score *all = &c->scores->overall;
  const int *n = c->scores->level_count;
  f->alt = say(c, "alt.item-map", "items", number_text(c, all->items), "zero", number_text(c, n[0]), "one",
               number_text(c, n[1]), "two", number_text(c, n[2]), "three", number_text(c, n[3]), "four",
               number_text(c, n[4]), "na", number_text(c, all->na), "unanswered", number_text(c, all->unanswered));
  return f;
}

struct figure *figure_functions(struct compose *c, float width) {
  struct figure *f = content_figure(c->arena, c->content, FIGURE_FUNCTIONS);
  const char **parts = arena_array(c->arena, c->framework->function_count, sizeof *parts);
  for (size_t i = 0; i < c->framework->function_count; i++)
    parts[i] = say_count(c, (long)c->framework->functions[i].item_count, "alt.functions.part", "name",
                         function_title(c, i));
  const char *between = say(c, "alt.radar.between");
  f->framework = c->framework;
  f->width = width;
  f->alt = say(c, "alt.functions", "list", join_texts(c, parts, c->framework->function_count, between, between));
  return f;
}

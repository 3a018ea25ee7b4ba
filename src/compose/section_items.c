/* section_items.c - chapter 7 (M18): the item map and the lists that single out items: went down, not applicable,
 * unanswered, changed in scope. The table of all items is items_table.c. */
#include "compose/items_table.h"
#include "compose/parts.h"

static const float LIST_WIDTHS[3] = {54, 196, 231.89f};

static const char *check_text(struct compose *c, size_t item) {
  const struct guide_text *t = &c->guide->items[item].text[c->language];
  return is_text(t->check_plain) ? t->check_plain : is_text(t->check_formal) ? t->check_formal : item_title(c, item);
}

static struct row *list_row(struct compose *c, struct block *table, size_t item) {
  struct row *row = table_row(c, table, ROW_BODY);
  row->cells[0].row_header = true;
  struct block *id = cell_text(c, row, 0, STYLE_CELL_LEAD, NULL);
  add_link(c, id, c->framework->items[item].id, arena_printf(c->arena, "item-%s", c->framework->items[item].id));
  cell_text(c, row, 1, STYLE_CELL, check_text(c, item));
  return row;
}

static void map(struct compose *c) {
  const struct group_score *g = &c->scores->overall;
  part(c, say_count(c, g->items, "items.map-title"), say(c, "items.map-side"), NULL);
  figure_add(c, figure_item_map(c, true));
  struct figure *key = content_figure(c->arena, c->content, FIGURE_ITEM_MAP_KEY);
  for (int level = 0; level <= LEVEL_MAX; level++)
    key->key_label[level] = level ? number_text(c, level) : say(c, "items.level-zero");
  key->key_label[LEVEL_MAX + 1] = c->input->scale->na_name[c->language];
  key->key_label[LEVEL_MAX + 2] = c->input->scale->unanswered_name[c->language];
  figure_add(c, key);
  if (c->scores->has_previous)
    paragraph(c, STYLE_BODY_SMALL,
              say(c, "items.compared", "compared", number_text(c, g->compared), "up", number_text(c, g->up), "same",
                  number_text(c, g->same), "down", number_text(c, g->down)));
  else
    paragraph(c, STYLE_BODY_SMALL, say(c, "summary.no-previous"));
}

static struct text why(const struct compose *c, size_t item) {
  const struct answer *a = &c->answers->items[item];
  return is_text(a->reason.s) ? a->reason : a->comment;
}

static void why_cell(struct compose *c, struct row *row, size_t column, size_t item) {
  struct text text = why(c, item);
  if (!is_text(text.s))
    cell_text(c, row, column, STYLE_CELL, say(c, "items.no-reason"));
  else if (!prints_internal(c, item))
    cell_text(c, row, column, STYLE_CELL, say(c, "items.internal"));
  else
    cell_user(c, row, column, STYLE_CELL, text);
}

static bool went_down(const struct item_score *s) {
  return s->status == ANSWER_LEVEL && s->last_status == ANSWER_LEVEL && s->level < s->last_level;
}

static void down_list(struct compose *c) {
  if (!c->scores->has_previous) return;
  part(c, say(c, "items.down-title"), say_count(c, c->scores->overall.down, "items.count"), NULL);
  if (!c->scores->overall.down) {
    paragraph(c, STYLE_BODY_SMALL, say(c, "items.down-none"));
    return;
  }
  struct block *table = table_add(c, (const float[]){54, 140, -56, 231.89f}, 4, say(c, "items.down-summary"));
  table_head(c, table, say(c, "items.down-head"), 4);
  for (size_t i = 0; i < c->framework->item_count; i++) {
    const struct item_score *s = &c->scores->items[i];
    if (!went_down(s)) continue;
    struct row *row = list_row(c, table, i);
    cell_text(c, row, 1, STYLE_CELL, item_title(c, i));
    cell_text(c, row, 2, STYLE_CELL,
              say(c, "common.move", "from", number_text(c, s->last_level), "to", number_text(c, s->level)));
    why_cell(c, row, 3, i);
  }
}

static void na_list(struct compose *c) {
  part(c, say(c, "items.na-title"), say_count(c, c->scores->overall.na, "items.na-side"), NULL);
  if (!c->scores->overall.na) {
    paragraph(c, STYLE_BODY_SMALL, say(c, "items.na-none"));
    return;
  }
  struct block *table = table_add(c, LIST_WIDTHS, 3, say(c, "items.na-summary"));
  table_head(c, table, say(c, "items.na-head"), 3);
  for (size_t i = 0; i < c->framework->item_count; i++)
    if (c->scores->items[i].status == ANSWER_NA) why_cell(c, list_row(c, table, i), 2, i);
}

static void unanswered_row(struct compose *c, struct block *table, size_t item) {
  const struct answer *a = &c->answers->items[item];
  struct row *row = list_row(c, table, item);
  bool open = prints_internal(c, item);
  if (!open)
    cell_text(c, row, 2, STYLE_CELL, say(c, "items.internal"));
  else if (is_text(a->plan.action.s))
    cell_user(c, row, 2, STYLE_CELL, a->plan.action);
  else
    cell_user(c, row, 2, STYLE_CELL, is_text(a->comment.s) ? a->comment : plain_text(say(c, "common.none")));
  struct block *owner = cell_text(c, row, 3, STYLE_CELL, NULL);
  add_owner(c, owner, open && is_text(a->plan.owner.s) ? a->plan.owner : plain_text(say(c, "common.none")));
  add_run(c, cell_text(c, row, 4, STYLE_CELL, NULL), open ? date_text(c, a->plan.due) : say(c, "common.none"))
      ->tabular = true;
}

static void unanswered_list(struct compose *c) {
  part(c, say(c, "items.unanswered-title"), say_count(c, c->scores->overall.unanswered, "items.unanswered-side"), NULL);
  if (!c->scores->overall.unanswered) {
    paragraph(c, STYLE_BODY_SMALL, say(c, "items.unanswered-none"));
    return;
  }
  struct block *table = table_add(c, (const float[]){54, 166, 112, 82, -67.89f}, 5, say(c, "items.unanswered-summary"));
  table_head(c, table, say(c, "items.unanswered-head"), 5);
  for (size_t i = 0; i < c->framework->item_count; i++)
    if (c->scores->items[i].status == ANSWER_UNANSWERED) unanswered_row(c, table, i);
}

static const char *state_text(struct compose *c, enum answer_status status, int level) {
  if (status == ANSWER_LEVEL) return say(c, "items.level", "level", number_text(c, level));
  return status == ANSWER_NA ? c->input->scale->na_name[c->language] : c->input->scale->unanswered_name[c->language];
}

static void rescoped_list(struct compose *c) {
  if (!c->scores->has_previous || !c->scores->overall.rescoped) return;
  part(c, say(c, "items.rescoped-title"), say_count(c, c->scores->overall.rescoped, "items.rescoped-side"), NULL);
  struct block *table = table_add(c, (const float[]){54, 267.89f, 80, 80}, 4, say(c, "items.rescoped-summary"));
  table_head(c, table, say(c, "items.rescoped-head"), 4);
  for (size_t i = 0; i < c->framework->item_count; i++) {
    const struct item_score *s = &c->scores->items[i];
    if ((s->status == ANSWER_LEVEL) == (s->last_status == ANSWER_LEVEL)) continue;
    struct row *row = list_row(c, table, i);
    cell_text(c, row, 2, STYLE_CELL, state_text(c, s->last_status, s->last_level));
    cell_text(c, row, 3, STYLE_CELL, state_text(c, s->status, s->level));
  }
}

void compose_ITEMS(struct compose *c) {
  chapter(c, say(c, "items.title"), true, "items");
  map(c);
  down_list(c);
  na_list(c);
  unanswered_list(c);
  rescoped_list(c);
  items_table(c);
}

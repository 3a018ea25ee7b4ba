/* section_basis.c - what a report rests on and what it does not say: digests of the inputs (base names, never paths),
 * recipients, what the edition leaves out, what a self-check cannot show, and free texts of the template. */
#include "base/file.h"
#include "compose/parts.h"

#include <string.h>

enum { HEX_GROUP = 8, HEX_LENGTH = 64 };

static const char *grouped_hex(struct compose *c, const char *hex) {
  if (!hex) return say(c, "common.none");
  if (!strncmp(hex, "sha256:", 7)) hex += 7;
  char *out = arena_alloc(c->arena, HEX_LENGTH + HEX_LENGTH / HEX_GROUP + 1), *p = out;
  for (size_t i = 0; hex[i] && i < HEX_LENGTH; i++) {
    if (i && i % HEX_GROUP == 0) *p++ = ' ';
    *p++ = hex[i];
  }
  return out;
}

static const char *part_name(struct compose *c, enum digest_part part_id) {
  const struct input *in = c->input;
  const char *name = NULL, *version = NULL;
  switch (part_id) {
  case PART_ANSWERS:
    return path_base(c->answers->path ? c->answers->path : "-");
  case PART_PREVIOUS:
    return in->previous ? path_base(in->previous->path ? in->previous->path : "-") : say(c, "common.none");
  case PART_FRAMEWORK:
    return c->framework->name;
  case PART_GUIDE:
    name = c->guide->id, version = c->guide->version;
    break;
  case PART_SCALE:
    name = in->scale->id, version = in->scale->version;
    break;
  case PART_PROFILE:
    name = in->profile->id, version = in->profile->version;
    break;
  case PART_POLICY:
    name = in->policy->id, version = in->policy->version;
    break;
  default:
    return in->stars->id;
  }
  return is_text(version) ? say(c, "common.name-version", "name", name, "version", version_text(c, version)) : name;
}

static void digest_row(struct compose *c, struct block *table, enum row_kind kind, const char *label, const char *name,
                       const char *hex) {
  struct row *row = table_row(c, table, kind);
  row->cells[0].row_header = true;
  cell_text(c, row, 0, STYLE_CELL, label);
  struct block *file = cell_text(c, row, 1, STYLE_CELL_THIRD, NULL);
  if (name) add_ink(c, file, name, INK2);
  add_run(c, cell_text(c, row, 2, STYLE_DIGEST, NULL), grouped_hex(c, hex))->keep = true;
}

static long count_internal(const struct compose *c) {
  long count = 0;
  for (size_t i = 0; i < c->framework->item_count; i++)
    count += c->answers->items[i].internal;
  return count;
}

/* What travels inside the file. An answer file with internal texts never does: it would carry what the pages leave out.
 */
static const char *attached(struct compose *c) {
  bool internal = count_internal(c) > 0;
  bool answers = c->template->attach_answers && !internal, results = c->template->attach_results;
  const char *key = answers && results ? "digests.attached-both"
                    : answers          ? "digests.attached-answers"
                                       : "digests.attached-results";
  const char *what = answers || results ? say(c, key) : "";
  if (!c->template->attach_answers || !internal) return what;
  return arena_printf(c->arena, "%s%s%s", what, say(c, "common.sentence-gap"), say(c, "digests.not-attached"));
}

void compose_DIGESTS(struct compose *c) {
  if (c->chaptered) chapter(c, say(c, "digests.chapter"), false, "basis");
  part(c, say(c, "digests.title"), say(c, "digests.side"), NULL);
  struct block *table = table_add(c, (const float[]){74, 142, 265.89f}, 3, say(c, "digests.summary"));
  table->keep_together = true;
  table->table->min_row = c->chaptered ? 0 : 16;
  table->table->pad_top = table->table->pad_bottom = c->chaptered ? 0 : 2;
  table->space_after = 6;
  table_head(c, table, say(c, "digests.head"), 3);
  for (int p = 0; p < PART_COUNT; p++) {
    if (p == PART_PREVIOUS && !c->input->previous) continue;
    digest_row(c, table, ROW_BODY, say(c, arena_printf(c->arena, "digests.part.%s", DIGEST_PART_NAMES[p])),
               part_name(c, (enum digest_part)p), c->input->part_hex[p]);
  }
  digest_row(c, table, ROW_TOTAL, say(c, "digests.whole"), NULL, c->input->digest);
  note(c, arena_printf(c->arena, "%s%s%s", say(c, "digests.note"), say(c, "common.sentence-gap"), attached(c)));
}

void compose_RECIPIENTS(struct compose *c) {
  part(c, say(c, "recipients.title"), NULL, NULL);
  const struct edition *e = c->edition;
  if (!e || !e->recipient_count) {
    paragraph(c, STYLE_BODY, say(c, "recipients.none"));
    return;
  }
  struct block *table = table_add(c, (const float[]){60, 226, 147, -48.9f}, 4, say(c, "recipients.summary"));
  table_head(c, table, say(c, "recipients.head"), 4);
  int next = 1;
  for (size_t i = 0; i < e->recipient_count; i++) {
    const struct recipient *r = &e->recipients[i];
    int copies = r->copies > 0 ? r->copies : 1;
    struct row *row = table_row(c, table, ROW_BODY);
    const char *range =
        copies == 1 ? number_text(c, next)
                    : say(c, "common.range", "from", number_text(c, next), "to", number_text(c, next + copies - 1));
    cell_text(c, row, 0, STYLE_CELL, range);
    cell_user(c, row, 1, STYLE_CELL, r->name);
    cell_user(c, row, 2, STYLE_CELL, r->purpose);
    cell_text(c, row, 3, STYLE_CELL, number_text(c, copies));
    next += copies;
  }
}

bool prints_internal(const struct compose *c, size_t item) {
  return !c->answers->items[item].internal || !c->template->leaves_out_internal;
}

void compose_LEAVES_OUT(struct compose *c) {
  enum { ROOM = 16 };
  const char *ids[ROOM];
  part(c, say(c, "leaves-out.title"), NULL, NULL);
  size_t count = claims_left_out(c, ids, ROOM);
  for (size_t i = 0; i < count; i++)
    ids[i] =
        say(c, arena_printf(c->arena, "leaves-out.%s", ids[i]), "na", number_text(c, c->scores->overall.na), "items",
            number_text(c, c->scores->overall.items), "categories", number_text(c, (long)c->framework->category_count));
  const char *between = say(c, "common.list");
  const char *list = join_texts(c, ids, count, between, between);
  paragraph(c, STYLE_BODY_SMALL,
            count ? say(c, c->chaptered ? "leaves-out.text-chaptered" : "leaves-out.text", "list", list)
                  : say(c, "leaves-out.nothing"));
  long internal = count_internal(c);
  if (c->template->leaves_out_internal)
    paragraph(c, STYLE_BODY_SMALL,
              internal ? say_count(c, internal, "leaves-out.internal") : say(c, "leaves-out.no-internal"));
}

void compose_ADVISORY(struct compose *c) {
  part(c, say(c, "advisory.title"), NULL, NULL);
  paragraph(c, STYLE_BODY_SMALL, say(c, "advisory.text"));
  if (c->chaptered) paragraph(c, STYLE_BODY_SMALL, say(c, "advisory.more"));
}

void compose_TEXT(struct compose *c) {
  struct text heading = fill_template(c, c->section->heading.text[c->language]);
  struct text body = fill_template(c, c->section->body.text[c->language]);
  if (is_text(heading.s)) part(c, heading.s, NULL, NULL);
  if (is_text(body.s)) content_run(c->arena, paragraph(c, STYLE_BODY, NULL), body);
}

void compose_PAGE_BREAK(struct compose *c) {
  if (!c->scores) c->parent = c->content->root; /* a guide's chapter ends where the next section begins */
  block_add(c, BLOCK_PAGE_BREAK, ROLE_NONE);
}

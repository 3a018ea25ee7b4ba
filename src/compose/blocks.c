/* blocks.c - the small builders behind every section: runs, headings, columns, tables. Spaces are LOOK 11's.
 *
 * A user's text keeps its place. In the English edition a text with Japanese characters is marked as Japanese, so that
 * a screen reader changes its voice. */
#include "base/utf8.h"
#include "compose/parts.h"

#include <string.h>

struct text plain_text(const char *s) {
  return (struct text){.s = s};
}

struct block *block_add(struct compose *c, enum block_kind kind, enum role role) {
  struct block *b = content_block(c->arena, kind, role);
  content_add(c->arena, c->parent, b);
  return b;
}

struct block *block_open(struct compose *c, enum block_kind kind, enum role role) {
  struct block *outer = c->parent;
  c->parent = block_add(c, kind, role);
  return outer;
}

struct run *add_run(struct compose *c, struct block *b, const char *s) {
  return content_run(c->arena, b, plain_text(s));
}

struct run *add_ink(struct compose *c, struct block *b, const char *s, enum ink ink) {
  struct run *r = add_run(c, b, s);
  r->has_ink = true;
  r->ink = ink;
  return r;
}

void add_impacts(struct compose *c, struct block *b, const bool impact[IMPACT_COUNT]) {
  for (size_t i = 0; i < IMPACT_COUNT; i++) {
    if (!impact[i]) continue;
    add_run(c, b, " ");
    struct run *tag = add_run(c, b, say(c, arena_printf(c->arena, "impact.%s", IMPACT_IDS[i])));
    tag->framed = true;
    tag->keep = true;
    tag->size = 7;
  }
}

struct run *add_bold(struct compose *c, struct block *b, const char *s) {
  struct run *r = add_run(c, b, s);
  r->bold = true;
  return r;
}

bool is_japanese(const char *s) {
  const char *end = s + strlen(s);
  while (s < end)
    if (utf8_next(&s, end) >= 0x3000) return true;
  return false;
}

struct run *add_user(struct compose *c, struct block *b, struct text text) {
  struct run *r = content_run(c->arena, b, text);
  if (c->language == LANG_EN && text.s && is_japanese(text.s)) r->lang = "ja";
  return r;
}

void add_owner(struct compose *c, struct block *b, struct text text) {
  const char *wide = strstr(text.s, "　");
  size_t first = strcspn(text.s, " ");
  if (wide && (size_t)(wide - text.s) < first)
    first = (size_t)(wide - text.s) + strlen("　");
  else if (text.s[first])
    first++;
  if (!text.s[first] || first == 0) {
    add_user(c, b, text);
    return;
  }
  add_user(c, b, (struct text){arena_strndup(c->arena, text.s, first), text.at});
  add_user(c, b, (struct text){text.s + first, text.at})->keep = true;
}

struct run *add_link(struct compose *c, struct block *b, const char *text, const char *anchor) {
  struct run *r = add_run(c, b, text);
  r->link = anchor;
  return r;
}

void add_page(struct compose *c, struct block *b, const char *anchor) {
  struct run *r = add_link(c, b, "0", anchor);
  r->page_of_link = true;
  r->tabular = true;
  r->keep = true;
}

void add_ratio(struct compose *c, struct block *b, long a, long n) {
  add_run(c, b, number_text(c, a))->tabular = true;
  const char *rest = say(c, "common.ratio", "n", number_text(c, n));
  add_ink(c, b, rest, INK2)->tabular = true;
}

struct block *paragraph(struct compose *c, enum style style, const char *s) {
  struct block *b = block_add(c, BLOCK_PARAGRAPH, ROLE_P);
  b->style = style;
  if (style == STYLE_BODY || style == STYLE_BODY_SMALL) b->space_after = 8;
  if (s) add_run(c, b, s);
  return b;
}

/* Strings may set words in bold with ** and in the digest face with `: the marks stand in the strings file only. */
struct block *paragraph_said(struct compose *c, enum style style, const char *s) {
  struct block *b = paragraph(c, style, NULL);
  bool bold = false, mono = false;
  while (*s) {
    size_t n = strcspn(s, "*`");
    while (s[n] == '*' && s[n + 1] != '*')
      n += 1 + strcspn(s + n + 1, "*`");
    if (n) {
      struct run *r = add_run(c, b, arena_strndup(c->arena, s, n));
      r->bold = bold;
      if (mono) r->font = FONT_MONO;
    }
    s += n;
    if (*s == '*') {
      bold = !bold;
      s += 2;
    } else if (*s == '`') {
      mono = !mono;
      s++;
    }
  }
  return b;
}

static void remember_heading(struct compose *c, const struct block *b, const char *title) {
  struct heading h = {b->level, b->number, title, b->anchor};
  *ARENA_PUSH(c->arena, c->headings, c->heading_count, c->heading_cap) = h;
}

static struct block *heading(struct compose *c, int level, const char *title) {
  static const enum role ROLES[] = {ROLE_H1, ROLE_H1, ROLE_H2, ROLE_H3};
  struct block *b = block_add(c, BLOCK_HEADING, ROLES[level]);
  b->level = level;
  b->style = level == 1 ? STYLE_H1 : level == 2 ? STYLE_H2 : STYLE_H3;
  b->keep_with_next = true;
  add_run(c, b, title);
  return b;
}

/* A chapter is a section of its own on a new page. */
void chapter(struct compose *c, const char *title, bool numbered, const char *anchor) {
  c->parent = c->content->root;
  if (c->parent->child_count) block_add(c, BLOCK_PAGE_BREAK, ROLE_NONE);
  block_open(c, BLOCK_STACK, ROLE_SECT);
  c->chapter_block = c->parent;
  if (numbered) c->chapter++;
  c->part = numbered ? 0 : -1;
  struct block *b = heading(c, 1, title);
  b->number = numbered ? number_text(c, c->chapter) : NULL;
  b->anchor = anchor;
  b->space_after = 8;
  remember_heading(c, b, title);
}

struct block *part(struct compose *c, const char *title, const char *side_note, const char *anchor) {
  bool first = c->parent->child_count && c->parent->children[c->parent->child_count - 1]->kind == BLOCK_HEADING;
  struct block *b = heading(c, 2, title);
  b->space_before = first ? 14 : c->chaptered ? 20 : 16;
  b->space_after = 8;
  b->side_note = side_note;
  if (c->chaptered && c->part >= 0) b->number = arena_printf(c->arena, "%d.%d", c->chapter, ++c->part);
  b->anchor = anchor ? anchor : arena_printf(c->arena, "h-%zu", c->heading_count);
  remember_heading(c, b, title);
  return b;
}

struct block *subheading(struct compose *c, const char *title, const char *side_note) {
  struct block *b = heading(c, 3, title);
  b->space_before = 12;
  b->space_after = 4;
  b->side_note = side_note;
  return b;
}

struct block *note(struct compose *c, const char *s) {
  struct block *b = paragraph_said(c, STYLE_NOTE, s);
  b->role = ROLE_NOTE;
  b->space_before = 6;
  b->keep_with_previous = true;
  return b;
}

const struct block *heading_before(const struct compose *c) {
  for (size_t i = c->parent->child_count; i > 0; i--)
    if (c->parent->children[i - 1]->kind == BLOCK_HEADING) return c->parent->children[i - 1];
  return NULL;
}

void space(struct compose *c, float height) {
  block_add(c, BLOCK_SPACE, ROLE_NONE)->height = height;
}

struct block *columns_open(struct compose *c, const float *widths, size_t count) {
  struct block *outer = block_open(c, BLOCK_COLUMNS, ROLE_NONE);
  float *own = arena_array(c->arena, count, sizeof *own);
  memcpy(own, widths, count * sizeof *own);
  c->parent->column_widths = own;
  return outer;
}

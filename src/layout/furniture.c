/* furniture.c - header, footer, marks and watermark by the measures of LOOK 2 and 10. The watermark is a glyph outline,
 * not text: the mark in the header carries the word, and it should be extracted once per page. */
#include "layout/furniture.h"
#include "layout/box.h"
#include <string.h>

static const float HEADER_TOP = 28, HEADER_HEIGHT = 16, HEADER_RULE = 48, FOOTER_RULE = 788, FOOTER_TOP = 796, FOOTER_HEIGHT = 12;
static const float RULE_WEIGHT = 0.5f, SMALL = 7.5f, NUMBER_SIZE = 8.5f, TITLE_MAX = 300, FOOTER_MAX = 400;
static const float LOGO_HEIGHT = 12, LOGO_WIDTH_MAX = 90, LOGO_GAP = 8;
static const float MARK_SIZE = 8.5f, MARK_PAD = 8, MARK_TRACKING = 0.1f, MARK_STROKE = 0.8f, MARK_GAP = 6;
static const float WATERMARK_SIZE_JA = 310, WATERMARK_SIZE_EN = 110, WATERMARK_BASELINE = 118.0f / 310, WATERMARK_ANGLE = 30;

enum mark_style { MARK_FRAME, MARK_DASHED, MARK_FILLED };

/* A word in a box that ends at x; returns its left edge. */
static float place_mark(struct layout *l, const char *word, float right, float top, enum mark_style style, enum artifact_kind artifact,
                        struct element *element) {
  float tracked = 0;
  for (const char *p = word; *p; p++) tracked += ((unsigned char)*p & 0xC0) != 0x80 ? MARK_TRACKING * MARK_SIZE : 0;
  float width = metric_text_width(l, FONT_SANS_BOLD, MARK_SIZE, word) + tracked - MARK_TRACKING * MARK_SIZE + 2 * MARK_PAD;
  float left = right - width;
  struct stroke stroke = {.width = MARK_STROKE, .colour = ink_of(l, INK)};
  if (style == MARK_DASHED) stroke.dash[0] = 2, stroke.dash[1] = 1.5f;
  mark_frame(l, left, top, width, HEADER_HEIGHT, 0, &stroke);
  struct page *page = &l->out->pages[l->page];
  struct page_mark *box = &page->marks[page->count - 1];
  box->artifact = artifact;
  box->filled = style == MARK_FILLED;
  box->fill = stroke.colour;
  mark_text(l, &(struct line_text){.s = word, .font = FONT_SANS_BOLD, .size = MARK_SIZE, .x = left + MARK_PAD,
                                   .baseline = top + style_baseline(MARK_SIZE, HEADER_HEIGHT), .tracking = MARK_TRACKING,
                                   .colour = style == MARK_FILLED ? l->palette.colour[COLOUR_WHITE] : ink_of(l, INK),
                                   .element = element, .artifact = artifact});
  return left;
}

/* The margins are decoration for who hears a report: the class of confidentiality is read once, before all else. */
static struct element *first_element(struct layout *l) {
  struct element *document = l->out->document, *e = arena_alloc(l->arena, sizeof *e);
  e->role = ROLE_P;
  e->parent = document;
  e->lang = l->content->confidentiality_lang;
  e->next = document->first;
  document->first = e;
  if (!document->last) document->last = e;
  return e;
}

static void place_marks(struct layout *l, float top, enum artifact_kind artifact) {
  const struct content *c = l->content;
  float right = FRAME_LEFT + FRAME_WIDTH;
  enum mark_style style = c->theme && c->theme->mark_filled ? MARK_FILLED : MARK_FRAME;
  if (c->confidentiality && *c->confidentiality)
    right = place_mark(l, c->confidentiality, right, top, style, artifact, l->page == 0 ? first_element(l) : NULL) - MARK_GAP;
  if (c->draft && c->draft_mark) place_mark(l, c->draft_mark, right, top, MARK_DASHED, artifact, NULL);
}

static void place_rule(struct layout *l, float y, enum artifact_kind artifact) {
  mark_line(l, FRAME_LEFT, y, FRAME_LEFT + FRAME_WIDTH, y, RULE_WEIGHT, l->palette.colour[COLOUR_RULE2]);
  struct page *page = &l->out->pages[l->page];
  page->marks[page->count - 1].artifact = artifact;
}

/* The theme's logo at the height of the header's; returns its width with the gap behind it. */
static float place_logo(struct layout *l) {
  const struct figure *logo = l->content->logo;
  const struct picture *picture = logo && logo->theme ? logo->theme->logo : NULL;
  float w = logo ? figure_width(logo) : 0, h = logo ? figure_height(logo) : 0;
  if (!picture || w <= 0 || h <= 0) return 0;
  float scale = LOGO_HEIGHT / h;
  if (w * scale > LOGO_WIDTH_MAX) scale = LOGO_WIDTH_MAX / w;
  struct page_mark *mark = mark_new(l, PAGE_IMAGE, NULL);
  mark->artifact = ARTIFACT_HEADER;
  mark->picture = picture;
  mark->dx = FRAME_LEFT;
  mark->dy = HEADER_TOP + (HEADER_HEIGHT - h * scale) / 2;
  mark->w = w * scale;
  mark->h = h * scale;
  return w * scale + LOGO_GAP;
}

static void place_header(struct layout *l) {
  float x = FRAME_LEFT + place_logo(l);
  mark_text(l, &(struct line_text){.s = l->content->header_title, .font = FONT_SANS, .size = SMALL, .x = x,
                                   .baseline = HEADER_TOP + style_baseline(SMALL, HEADER_HEIGHT), .max_width = TITLE_MAX,
                                   .colour = ink_of(l, INK2), .artifact = ARTIFACT_HEADER});
  place_marks(l, HEADER_TOP, ARTIFACT_HEADER);
  place_rule(l, HEADER_RULE, ARTIFACT_HEADER);
}

static void place_footer(struct layout *l) {
  place_rule(l, FOOTER_RULE, ARTIFACT_FOOTER);
  mark_text(l, &(struct line_text){.s = l->content->footer_left, .font = FONT_SANS, .size = SMALL, .x = FRAME_LEFT,
                                   .baseline = FOOTER_TOP + style_baseline(SMALL, FOOTER_HEIGHT), .max_width = FOOTER_MAX,
                                   .colour = ink_of(l, INK2), .artifact = ARTIFACT_FOOTER});
}

static void place_number(struct layout *l, size_t total) {
  mark_text(l, &(struct line_text){.s = arena_printf(l->arena, "%zu / %zu", l->page + 1, total), .font = FONT_SANS_BOLD,
                                   .size = NUMBER_SIZE, .x = FRAME_LEFT + FRAME_WIDTH, .anchor = ANCHOR_END,
                                   .baseline = FOOTER_TOP + style_baseline(NUMBER_SIZE, FOOTER_HEIGHT),
                                   .colour = ink_of(l, INK), .artifact = ARTIFACT_FOOTER});
}

/* What is read on the first page is decoration on the others. */
static void copy_marks(struct layout *l, const struct page_mark *marks, size_t count) {
  for (size_t i = 0; i < count; i++) {
    struct page_mark *mark = mark_new(l, marks[i].kind, NULL);
    *mark = marks[i];
    mark->element = NULL;
  }
}

/* Header and footer are made once: but for the page number, all pages have the same. */
void furniture_pages(struct layout *l) {
  size_t total = l->out->count, same_from = 0, same_count = 0;
  const struct page *first = NULL;
  for (l->page = 0; l->page < total; l->page++) {
    const struct page *page = &l->out->pages[l->page];
    if (l->page == 0 && l->content->has_cover) {
      place_marks(l, FRAME_TOP, ARTIFACT_LAYOUT);
    } else if (!first) {
      first = page;
      same_from = page->count;
      place_header(l);
      place_footer(l);
      same_count = page->count - same_from;
    } else {
      copy_marks(l, first->marks + same_from, same_count);
    }
    if (first) place_number(l, total);
  }
}

static const struct path *watermark_path(struct layout *l, const char *word) {
  float size = l->language == LANG_EN ? WATERMARK_SIZE_EN : WATERMARK_SIZE_JA;
  struct inline_text text = {.s = word, .size_bytes = strlen(word), .font = FONT_SANS_BOLD, .size = size};
  struct text_format format = {.width = 4 * PAGE_HEIGHT, .leading = size, .size = size};
  struct text_lines *lines = text_break(l, &text, 1, &format);
  float width = lines->count ? lines->lines[0].width : 0;
  return figure_text_outline(l, lines, -width / 2, size * WATERMARK_BASELINE);
}

void furniture_watermark(struct layout *l) {
  const char *word = l->content->watermark;
  if (!l->content->draft || !word || !*word) return;
  if (!l->watermark) l->watermark = watermark_path(l, word);
  struct page_mark *mark = mark_new(l, PAGE_PATH, NULL);
  mark->artifact = ARTIFACT_WATERMARK;
  mark->path = l->watermark;
  mark->dx = PAGE_WIDTH / 2;
  mark->dy = PAGE_HEIGHT / 2;
  mark->rotate = WATERMARK_ANGLE;
  mark->filled = true;
  mark->fill = l->palette.colour[COLOUR_WATERMARK];
}

#include "sample_pages.h"

#include "base/file.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static const struct rgb INK_COLOUR = {0x1B, 0x1E, 0x23}, RULE_COLOUR = {0xC3, 0xC9, 0xD0},
                        ACCENT_COLOUR = {0x1D, 0x45, 0x73}, WASH_COLOUR = {0xED, 0xEF, 0xF2};

static const char *const FONT_FILES[FONT_ROLE_COUNT] = {
    [FONT_SANS] = "bizud-gothic/BIZUDPGothic-Regular.ttf", [FONT_SANS_BOLD] = "bizud-gothic/BIZUDPGothic-Bold.ttf",
    [FONT_SERIF] = "bizud-mincho/BIZUDPMincho-Regular.ttf", [FONT_MONO] = "bizud-gothic/BIZUDGothic-Regular.ttf",
    [FONT_FALLBACK] = "ipamj/ipamjm.ttf"};

void sample_open(struct sample *sample) {
  memset(sample, 0, sizeof *sample);
  sample->arena = arena_new();
  for (int role = 0; role < FONT_ROLE_COUNT; role++)
    if (FONT_FILES[role]) {
      const char *why;
      sample->fonts.face[role] = face_load(arena_printf(sample->arena, "/usr/share/fonts/truetype/%s", FONT_FILES[role]), &why);
      if (!sample->fonts.face[role])
        abort();
    }
  sample->content = (struct content){.language = LANG_JA,
                                     .title = "点検の結果 A&B <𠮷>",
                                     .author = "北斗発電株式会社",
                                     .subject = "自己点検の結果報告",
                                     .keywords = "点検, 髙﨑",
                                     .date_iso = "2026-11-10",
                                     .identifier_hex = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"};
  sample->pages.content = &sample->content;
  sample->pages.document = sample_element(sample, NULL, ROLE_DOCUMENT);
}

void sample_close(struct sample *sample) {
  for (int role = 0; role < FONT_ROLE_COUNT; role++)
    face_free(sample->fonts.face[role]);
  arena_free(sample->arena);
}

struct paint_settings sample_settings(const struct sample *sample) {
  struct paint_settings settings = {.fonts = &sample->fonts, .producer = "tenken test", .claim_conformance = true};
  char *profile;
  if (file_read(sample->arena, "/usr/share/color/icc/sRGB.icc", 1 << 20, &profile, &settings.icc_size) != 0)
    abort();
  settings.icc_profile = profile;
  return settings;
}

struct page *sample_page(struct sample *sample) {
  struct pages *pages = &sample->pages;
  struct page *page = ARENA_PUSH(sample->arena, pages->pages, pages->count, pages->cap);
  *page = (struct page){0};
  return page;
}

struct element *sample_element(struct sample *sample, struct element *parent, enum role role) {
  struct element *element = arena_alloc(sample->arena, sizeof *element);
  element->role = role;
  element->parent = parent;
  if (parent && parent->last)
    parent->last->next = element;
  else if (parent)
    parent->first = element;
  if (parent)
    parent->last = element;
  return element;
}

static struct page_mark *add_mark(struct sample *sample, struct page *page, struct element *element,
                                  enum page_mark_kind kind) {
  struct page_mark *mark = ARENA_PUSH(sample->arena, page->marks, page->count, page->cap);
  *mark = (struct page_mark){.kind = kind, .element = element};
  return mark;
}

float sample_text(struct sample *sample, struct page *page, struct element *element, enum font_role font, float size,
                  float x, float y, const char *s) {
  const char *end = s + strlen(s);
  for (const char *p = s, *run = s; run < end; run = p) {
    int role = -1;
    long advance = 0;
    size_t count = 0;
    while (p < end) {
      const char *next = p;
      uint32_t code_point = utf8_next(&next, end), selector = 0;
      const char *after = next;
      if (next < end && utf8_is_variation_selector(selector = utf8_next(&after, end)))
        next = after;
      else
        selector = 0;
      int picked = font_pick(&sample->fonts, font, code_point, &selector);
      if (picked < 0)
        picked = FONT_SANS; /* tests of missing characters want the mark as it is */
      if (role >= 0 && picked != role)
        break;
      role = picked;
      advance += face_advance(sample->fonts.face[role], face_glyph(sample->fonts.face[role], code_point, selector));
      count++;
      p = next;
    }
    struct page_mark *mark = add_mark(sample, page, element, PAGE_TEXT);
    mark->text = (struct text_mark){.font = (enum font_role)role, .size = size, .x = x, .baseline = y,
                                    .colour = INK_COLOUR, .s = run, .size_bytes = (uint32_t)(p - run),
                                    .char_count = (uint32_t)count, .advance = (float)advance * size / 1000};
    x += mark->text.advance;
  }
  return x;
}

static struct path *polygon(struct sample *sample, const float *xy, size_t points, bool close) {
  struct path *path = arena_alloc(sample->arena, sizeof *path);
  path->count = points + close;
  path->elements = arena_array(sample->arena, path->count, sizeof *path->elements);
  for (size_t i = 0; i < points; i++)
    path->elements[i] = (struct path_element){
        .verb = i ? PATH_LINE : PATH_MOVE, .x = {xy[2 * i]}, .y = {xy[2 * i + 1]}};
  if (close)
    path->elements[points].verb = PATH_CLOSE;
  return path;
}

static struct page_mark *add_path(struct sample *sample, struct page *page, struct element *element, struct path *path) {
  struct page_mark *mark = add_mark(sample, page, element, PAGE_PATH);
  mark->path = path;
  return mark;
}

static void add_rule(struct sample *sample, struct page *page, float x0, float x1, float y) {
  struct page_mark *mark = add_path(sample, page, NULL, polygon(sample, (float[]){x0, y, x1, y}, 2, false));
  mark->stroke = (struct stroke){.width = 0.5f, .colour = RULE_COLOUR};
}

static void add_frame(struct sample *sample, struct page *page, size_t number) {
  size_t first = page->count;
  sample_text(sample, page, NULL, FONT_SANS, 7.5f, 62, 38, "点検の結果　社外秘");
  add_rule(sample, page, 62, 544, 48);
  for (size_t i = first; i < page->count; i++)
    page->marks[i].artifact = ARTIFACT_HEADER;
  first = page->count;
  sample_text(sample, page, NULL, FONT_SANS_BOLD, 8.5f, 520, 805, arena_printf(sample->arena, "%zu / 2", number));
  for (size_t i = first; i < page->count; i++)
    page->marks[i].artifact = ARTIFACT_FOOTER;
}

static void add_watermarks(struct sample *sample, struct page *page) {
  struct page_mark *mark;
  sample_text(sample, page, NULL, FONT_SANS_BOLD, 310, 142, 539, "案");
  mark = &page->marks[page->count - 1];
  mark->artifact = ARTIFACT_WATERMARK;
  mark->text.colour = WASH_COLOUR;
  mark->dx = 297.6f;
  mark->dy = 420.9f;
  mark->rotate = 30;
  mark = add_path(sample, page, NULL, polygon(sample, (float[]){-20, -5, 20, -5, 20, 5, -20, 5}, 4, true));
  mark->artifact = ARTIFACT_WATERMARK;
  mark->dx = 500;
  mark->dy = 700;
  mark->rotate = 30;
  mark->filled = true;
  mark->fill = WASH_COLOUR;
}

static void add_table(struct sample *sample, struct page *page, float y) {
  static const char *const HEAD[] = {"項目", "今回", "目標"}, *const ROWS[][3] = {{"特定", "2.3", "2.8"}, {"防御", "3.8", ""}};
  struct element *table = sample_element(sample, sample->pages.document, ROLE_TABLE);
  struct element *head = sample_element(sample, table, ROLE_THEAD), *row = sample_element(sample, head, ROLE_TR);
  for (int i = 0; i < 3; i++) {
    struct element *cell = sample_element(sample, row, ROLE_TH);
    cell->scope_column = true;
    sample_text(sample, page, cell, FONT_SANS_BOLD, 7.5f, 62 + 80 * (float)i, y, HEAD[i]);
  }
  struct element *body = sample_element(sample, table, ROLE_TBODY);
  for (int r = 0; r < 2; r++) {
    row = sample_element(sample, body, ROLE_TR);
    for (int i = 0; i < 3; i++) {
      struct element *cell = sample_element(sample, row, i ? ROLE_TD : ROLE_TH);
      cell->scope_row = !i;
      sample_text(sample, page, cell, FONT_SANS, 8.5f, 62 + 80 * (float)i, y + 20 * (float)(r + 1), ROWS[r][i]);
    }
    add_rule(sample, page, 62, 302, y + 6 + 20 * (float)r);
  }
  row = sample_element(sample, body, ROLE_TR);
  struct element *wide = sample_element(sample, row, ROLE_TD);
  wide->col_span = 3;
  sample_text(sample, page, wide, FONT_SANS, 8.5f, 62, y + 60, "三列にわたる注記");
}

static void add_figure(struct sample *sample, struct page *page) {
  struct element *figure = sample_element(sample, sample->pages.document, ROLE_FIGURE);
  figure->alt = "五つの機能の平均。防御が最も高い";
  memcpy(figure->bbox, (float[]){320, 300, 420, 400}, sizeof figure->bbox);
  struct page_mark *mark = add_path(sample, page, figure, polygon(sample, (float[]){50, 0, 98, 35, 79, 90, 21, 90, 2, 35}, 5, true));
  mark->dx = 320;
  mark->dy = 300;
  mark->filled = true;
  mark->fill = (struct rgb){0xE6, 0xEB, 0xF0};
  mark->stroke = (struct stroke){.width = 2, .colour = ACCENT_COLOUR, .round_join = true};
  mark = add_path(sample, page, figure, polygon(sample, (float[]){0, 95, 100, 95}, 2, false));
  mark->dx = 320;
  mark->dy = 300;
  mark->stroke = (struct stroke){.width = 1.1f, .colour = INK_COLOUR, .dash = {4.5f, 2.5f}};
  sample_text(sample, page, figure, FONT_SANS_BOLD, 9.5f, 360, 296, "特定");
}

static void add_link(struct sample *sample, struct page *page, struct element *element, const char *anchor, float x0,
                     float y0, float x1, float y1) {
  *ARENA_PUSH(sample->arena, page->links, page->link_count, page->link_cap) =
      (struct page_link){.x0 = x0, .y0 = y0, .x1 = x1, .y1 = y1, .anchor = anchor, .contents = "第2章へ", .element = element};
}

/* Text, a link inside it, text again: the kids of P must come in this order. */
static void add_mixed_paragraph(struct sample *sample, struct page *page, float y) {
  struct element *paragraph = sample_element(sample, sample->pages.document, ROLE_P);
  struct element *link = sample_element(sample, paragraph, ROLE_LINK);
  struct element *foreign = sample_element(sample, paragraph, ROLE_SPAN);
  foreign->lang = "en";
  float x0 = sample_text(sample, page, paragraph, FONT_SANS, 9.5f, 62, y, "くわしくは");
  float x1 = sample_text(sample, page, link, FONT_SANS, 9.5f, x0, y, "第2章、2ページ");
  add_link(sample, page, link, "chapter-2", x0, y - 9, x1, y + 3);
  float x2 = sample_text(sample, page, paragraph, FONT_SANS, 9.5f, x1, y, "を見る。");
  sample_text(sample, page, foreign, FONT_SANS, 9.5f, x2, y, "Recovery plan");
}

static void add_spaced_text(struct sample *sample, struct page *page, float y) {
  static const short EXTRA[] = {125, 0, -60, 0, 0, 333};
  sample_text(sample, page, sample_element(sample, sample->pages.document, ROLE_P), FONT_SERIF, 10, 62, y, "約束は5年ご");
  struct text_mark *text = &page->marks[page->count - 1].text;
  text->extra = EXTRA;
}

static void add_list(struct sample *sample, struct page *page, float y) {
  struct element *list = sample_element(sample, sample->pages.document, ROLE_L);
  list->numbered = true;
  for (int i = 0; i < 2; i++) {
    struct element *item = sample_element(sample, list, ROLE_LI);
    struct element *label = sample_element(sample, item, ROLE_LBL), *body = sample_element(sample, item, ROLE_LBODY);
    sample_text(sample, page, label, FONT_SANS, 9.5f, 62, y + 16 * (float)i, i ? "2." : "1.");
    sample_text(sample, page, body, FONT_SANS, 9.5f, 80, y + 16 * (float)i, i ? "復旧の手順" : "監視の記録");
  }
}

static void add_sign_off(struct sample *sample, struct page *page, float y) {
  static const char *const ROLES[] = {"prepared", "approved"}, *const NAMES[] = {"作成", "承認"};
  struct element *table = sample_element(sample, sample->pages.document, ROLE_TABLE);
  struct element *head = sample_element(sample, table, ROLE_TR), *row = sample_element(sample, table, ROLE_TR);
  for (int i = 0; i < 2; i++) {
    float x = 62 + 100 * (float)i;
    struct element *name = sample_element(sample, head, ROLE_TH), *cell = sample_element(sample, row, ROLE_TD);
    name->scope_column = true;
    sample_text(sample, page, name, FONT_SANS_BOLD, 9, x, y, NAMES[i]);
    sample_text(sample, page, cell, FONT_SANS, 8.5f, x, y + 20, "未記入");
    *ARENA_PUSH(sample->arena, page->fields, page->field_count, page->field_cap) =
        (struct page_field){x, y + 24, x + 86, y + 110, ROLES[i], "電子署名欄", sample_element(sample, cell, ROLE_FORM)};
  }
}

static void add_note(struct sample *sample, struct page *page, float y) {
  struct element *note = sample_element(sample, sample->pages.document, ROLE_NOTE);
  note->id = "note-1";
  sample_text(sample, page, note, FONT_MONO, 7.2f, 62, y, "a3f1 (注) \\ 0987");
}

static void add_navigation(struct sample *sample) {
  static const struct bookmark BOOKMARKS[] = {{"1　点検の結果", 1, 0, 90}, {"1.1　機能𠮷", 2, 0, 200}, {"2　対象", 1, 1, 90}, {"2.1　範囲", 2, 1, 120}, {"2.1.1　細目", 3, 1, 130}};
  struct pages *pages = &sample->pages;
  for (size_t i = 0; i < sizeof BOOKMARKS / sizeof BOOKMARKS[0]; i++)
    *ARENA_PUSH(sample->arena, pages->bookmarks, pages->bookmark_count, pages->bookmark_cap) = BOOKMARKS[i];
  *ARENA_PUSH(sample->arena, pages->anchors, pages->anchor_count, pages->anchor_cap) = (struct anchor_place){"chapter-2", 1, 90};
  *ARENA_PUSH(sample->arena, pages->anchors, pages->anchor_count, pages->anchor_cap) = (struct anchor_place){"a", 0, 10};
  pages->attachments[0] = (struct attachment){"results.json", "評点", "application/json", "Data", "{}\n", 3};
  pages->attachments[1] = (struct attachment){"answers.yaml", "回答", "application/yaml", "Source", "a: 1\n", 5};
  pages->attachment_count = 2;
}

void sample_pages(struct sample *sample) {
  struct element *root = sample->pages.document;
  struct page *page = sample_page(sample);
  add_watermarks(sample, page);
  add_frame(sample, page, 1);
  sample_text(sample, page, sample_element(sample, root, ROLE_H1), FONT_SANS_BOLD, 17, 62, 90, "1　点検の結果");
  sample_text(sample, page, sample_element(sample, root, ROLE_P), FONT_SANS, 9.5f, 62, 120, SAMPLE_CHARACTERS);
  add_mixed_paragraph(sample, page, 140);
  add_spaced_text(sample, page, 160);
  sample_text(sample, page, sample_element(sample, root, ROLE_H2), FONT_SANS_BOLD, 11.5f, 62, 200, "1.1　機能");
  add_table(sample, page, 220);
  add_figure(sample, page);
  add_list(sample, page, 450);
  struct element *across = sample_element(sample, root, ROLE_P);
  sample_text(sample, page, across, FONT_SERIF, 10, 62, 700, "この段落は次の");
  page = sample_page(sample);
  add_frame(sample, page, 2);
  sample_text(sample, page, across, FONT_SERIF, 10, 62, 70, "ページに続く。");
  sample_text(sample, page, sample_element(sample, sample_element(sample, root, ROLE_SECT), ROLE_H1), FONT_SANS_BOLD, 17, 62, 100, "2　対象");
  add_sign_off(sample, page, 200);
  add_note(sample, page, 400);
  add_navigation(sample);
}

/* Kanji by number, spread so that a long report uses some 900 of them, as a real one does. */
static const char *filler(struct sample *sample, size_t seed, size_t length) {
  static const char *const WORDS[] = {"設備", "の", "監視", "を", "、", "に", "より", "復旧", "計画", "は", "ID.AM-1", "ログ"};
  struct buf text = {0};
  for (size_t i = 0; i < length; i++) {
    char bytes[4];
    uint32_t kanji = (uint32_t)(0x4E00 + (seed * 31 + i * 7) * (seed + i) % 900 * 9);
    while (!face_glyph(sample->fonts.face[FONT_SANS], kanji, 0))
      kanji++;
    size_t n = utf8_put(bytes, kanji);
    buf_put(&text, bytes, n);
    buf_puts(&text, WORDS[(seed * 5 + i * i) % (sizeof WORDS / sizeof WORDS[0])]);
  }
  const char *copy = arena_strndup(sample->arena, text.data, text.size);
  buf_free(&text);
  return copy;
}

void sample_report(struct sample *sample, size_t pages, size_t rows_per_page) {
  static const float X[] = {62, 112, 278, 338, 368, 394};
  static const size_t LENGTH[] = {1, 8, 1, 1, 1, 7};
  for (size_t p = 0; p < pages; p++) {
    struct page *page = sample_page(sample);
    add_frame(sample, page, p + 1);
    sample_text(sample, page, sample_element(sample, sample->pages.document, p ? ROLE_H2 : ROLE_H1), FONT_SANS_BOLD, 17, 62, 84, "7　全項目");
    for (int i = 0; i < 20; i++)
      sample_text(sample, page, sample_element(sample, sample->pages.document, ROLE_P), FONT_SERIF, 10, 62, 100 + 18 * (float)i, filler(sample, p * 20 + (size_t)i, 14));
    struct element *table = sample_element(sample, sample->pages.document, ROLE_TABLE), *body = sample_element(sample, table, ROLE_TBODY);
    for (size_t r = 0; r < rows_per_page; r++) {
      struct element *row = sample_element(sample, body, ROLE_TR);
      float y = 470 + 24 * (float)r;
      for (size_t c = 0; c < 6; c++) {
        struct element *cell = sample_element(sample, row, r ? ROLE_TD : ROLE_TH);
        sample_text(sample, page, cell, c || !r ? FONT_SANS : FONT_SANS_BOLD, 8, X[c], y, filler(sample, p * 77 + r * 6 + c, LENGTH[c]));
        if (LENGTH[c] > 1)
          sample_text(sample, page, cell, FONT_SANS, 8, X[c], y + 11, filler(sample, p * 99 + r * 6 + c, LENGTH[c]));
      }
      add_rule(sample, page, 62, 544, y + 15);
    }
  }
}

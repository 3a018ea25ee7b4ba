/* guide_document.c - what belongs to the whole of a guide document: title, marks, footer, identifier. It has no draft
 * mark and no sign-off: nothing in it was answered. Its date is the pack's. */
#include "compose/parts.h"

const char *guide_words(const struct compose *c, const char *const words[LANG_COUNT]) {
  const char *own = words[c->language];
  return is_text(own) ? own : words[c->language == LANG_JA ? LANG_EN : LANG_JA];
}

struct text guide_title(struct compose *c) {
  const char *title = guide_words(c, c->guide->title);
  return is_text(title) ? plain_text(title) : fill_template(c, c->template->title.text[c->language]);
}

void guide_document(struct compose *c) {
  struct content *out = c->content;
  const struct guide *g = c->guide;
  const char *name = say(c, "common.name-version", "name", g->id, "version", version_text(c, g->version));
  const char *short_title = fill_template(c, c->template->short_title.text[c->language]).s;
  out->title = guide_title(c).s;
  out->header_title = is_text(guide_words(c, g->title)) || !is_text(short_title) ? out->title : short_title;
  out->author = guide_words(c, g->source);
  out->subject = say(c, "guide.subject", "guide", name, "date", g->date);
  out->keywords = say(c, "document.keywords", "framework", c->framework->name, "guide", g->id);
  out->footer_left = say(c, "guide.footer", "guide", name, "date", g->date);
  out->confidentiality = guide_words(c, g->mark);
  if (c->language == LANG_EN && is_text(out->confidentiality) && is_japanese(out->confidentiality))
    out->confidentiality_lang = "ja";
  out->date_iso = g->date;
  out->identifier_hex = document_identifier(c, g->digest_hex);
  if (out->theme && out->theme->logo) {
    out->logo = content_figure(c->arena, out, FIGURE_LOGO);
    out->logo->width = 90;
  }
}

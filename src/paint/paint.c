/* How: pages are painted first, because they decide which characters, images and sequences there are; then come
 * annotations, fonts, tree and metadata, with the claim when it is wanted. The finished objects are checked as text;
 * where the check finds something the claim is withdrawn before a byte is saved. At last the saved bytes are held
 * against the objects. */
#include "paint/paint.h"

#include "paint/attachments.h"
#include "paint/content_stream.h"
#include "paint/fields.h"
#include "paint/metadata.h"
#include "paint/navigation.h"
#include "paint/save.h"
#include "paint/selfcheck.h"

#include <hpdf_doc.h>
#include <string.h>

enum {
  PAGES_WITHOUT_PANEL = 3, /* a short report opens without the bookmark panel */
  FAULTS_TOLD = 5
};

static void paint_pages(struct document *document, struct tags *tags) {
  struct pdf_fonts fonts;
  struct images images;
  struct annotations annotations;
  pdf_fonts_open(&fonts, document);
  images_open(&images, document);
  tags_open(tags, document);
  struct content_stream stream = {.document = document, .fonts = &fonts, .tags = tags, .images = &images};
  for (size_t page = 0; page < document->pages->count && !document->failed; page++)
    content_page(&stream, page);
  content_free(&stream);
  if (document->failed) return;
  annotations_open(&annotations, document, tags);
  navigation_links(&annotations);
  fields_add(&annotations);
  pdf_fonts_finish(&fonts);
  images_finish(&images);
}

static struct object *describe(struct document *document, struct tags *tags) {
  tags_finish(tags);
  navigation_bookmarks(document);
  navigation_page_labels(document);
  attachments_add(document);
  struct object *packet = metadata_add(document, document->settings->claim_conformance);
  if (document->pages->bookmark_count && document->pages->count > PAGES_WITHOUT_PANEL)
    document_check(document, HPDF_SetPageMode(document->haru, HPDF_PAGE_MODE_USE_OUTLINE));
  return packet;
}

/* One warning a rule: what the reader of the report would otherwise find out with a validator. */
static void report_faults(struct document *document, const struct selfcheck_faults *faults) {
  unsigned told = 0;
  for (int rule = 0; rule < RULE_COUNT && told < FAULTS_TOLD; rule++) {
    struct selfcheck_words words = selfcheck_words((enum selfcheck_rule)rule);
    if (!faults->broken[rule]) continue;
    diag_add(document->diag, DIAG_E074, NO_SPAN, document->pages->content->title, words.clause, words.english,
             words.japanese);
    told++;
  }
}

/* The packet is the only object that depends on the claim, and it stands in the texts by its data. */
static void decide_claim(struct document *document, struct object_texts *texts, struct object *packet) {
  struct selfcheck_faults faults;
  if (!document->settings->claim_conformance || selfcheck_run(texts, document->arena, &faults)) return;
  report_faults(document, &faults);
  metadata_withdraw_claim(document, packet);
  texts->item[packet->number].data = packet->content.data;
  texts->item[packet->number].data_size = packet->content.size;
}

static void write_file(struct document *document, struct object *packet, struct buf *pdf) {
  const char *identifier = document->pages->content->identifier_hex;
  struct object_texts texts;
  object_texts_collect(document, &texts);
  if (!document->failed) {
    decide_claim(document, &texts, packet);
    save_objects(&texts, identifier, pdf);
    document->failed = !selfcheck_file(&texts, identifier, pdf);
  }
  object_texts_free(&texts);
}

bool paint_run(const struct pages *pages, const struct paint_settings *settings, struct arena *arena, struct diag *diag,
               struct buf *pdf) {
  struct document document;
  struct tags tags;
  size_t errors_before = diag_errors(diag);
  document_open(&document, pages, settings, arena, diag);
  if (!document.failed) paint_pages(&document, &tags);
  struct object *packet = document.failed ? NULL : describe(&document, &tags);
  if (packet && !document.failed) write_file(&document, packet, pdf);
  document.failed |= document.haru && HPDF_GetError(document.haru) != HPDF_OK;
  document_close(&document);
  if (document.failed && diag_errors(diag) == errors_before) diag_add(diag, DIAG_E070, NO_SPAN, pages->content->title);
  return !document.failed;
}

/* How: pages are painted first, because they decide which characters, images and sequences there are; then come
 * annotations, fonts, tree and metadata; then all is saved to memory. */
#include "paint/paint.h"

#include "paint/attachments.h"
#include "paint/content_stream.h"
#include "paint/fields.h"
#include "paint/metadata.h"
#include "paint/navigation.h"
#include "paint/save.h"

#include <hpdf_doc.h>
#include <string.h>

enum { PAGES_WITHOUT_PANEL = 3 }; /* a short report opens without the bookmark panel */

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
  if (document->failed)
    return;
  annotations_open(&annotations, document, tags);
  navigation_links(&annotations);
  fields_add(&annotations);
  pdf_fonts_finish(&fonts);
  images_finish(&images);
}

static void describe(struct document *document, struct tags *tags) {
  tags_finish(tags);
  navigation_bookmarks(document);
  navigation_page_labels(document);
  attachments_add(document);
  metadata_add(document);
  if (document->pages->bookmark_count && document->pages->count > PAGES_WITHOUT_PANEL)
    document_check(document, HPDF_SetPageMode(document->haru, HPDF_PAGE_MODE_USE_OUTLINE));
}

static void write_file(struct document *document, struct buf *pdf) {
  struct object_texts texts;
  object_texts_collect(document, &texts);
  if (!document->failed)
    save_objects(&texts, document->pages->content->identifier_hex, pdf);
  object_texts_free(&texts);
}

bool paint_run(const struct pages *pages, const struct paint_settings *settings, struct arena *arena,
               struct diag *diag, struct buf *pdf) {
  struct document document;
  struct tags tags;
  size_t errors_before = diag_errors(diag);
  document_open(&document, pages, settings, arena, diag);
  if (!document.failed)
    paint_pages(&document, &tags);
  if (!document.failed)
    describe(&document, &tags);
  if (!document.failed)
    write_file(&document, pdf);
  document.failed |= document.haru && HPDF_GetError(document.haru) != HPDF_OK;
  document_close(&document);
  if (document.failed && diag_errors(diag) == errors_before)
    diag_add(diag, DIAG_E070, NO_SPAN, pages->content->title);
  return !document.failed;
}

/* How: one embedded-file stream and one file specification each; the name tree needs its names sorted. */
#include "paint/attachments.h"

#include "paint/metadata.h"
#include "paint/syntax.h"

#include <hpdf_doc.h>
#include <stdlib.h>
#include <string.h>

struct specification {
  const char *name;
  const struct object *object;
};

static const struct object *add_attachment(struct document *document, const struct attachment *attachment) {
  struct object *file = document_object(document, OBJECT_STREAM);
  struct object *specification = document_object(document, OBJECT_DICTIONARY);
  struct buf *out = &specification->body;
  file->data = attachment->data;
  file->size = attachment->size;
  buf_puts(&file->body, "/Type/EmbeddedFile/Subtype");
  syntax_put_name(&file->body, attachment->mime);
  buf_printf(&file->body, "/Params<</Size %zu/ModDate", attachment->size);
  metadata_put_date(&file->body, document->pages->content->date_iso);
  buf_puts(&file->body, ">>");
  buf_puts(out, "/Type/Filespec/F");
  syntax_put_ascii(out, attachment->name);
  buf_puts(out, "/UF");
  syntax_put_text(out, attachment->name);
  if (attachment->description) {
    buf_puts(out, "/Desc");
    syntax_put_text(out, attachment->description);
  }
  buf_puts(out, "/AFRelationship");
  syntax_put_name(out, attachment->relationship);
  buf_printf(out, "/EF<</F %u 0 R/UF %u 0 R>>", file->number, file->number);
  return specification;
}

static int by_name(const void *a, const void *b) {
  return strcmp(((const struct specification *)a)->name, ((const struct specification *)b)->name);
}

void attachments_add(struct document *document) {
  const struct pages *pages = document->pages;
  struct specification list[sizeof pages->attachments / sizeof pages->attachments[0]];
  size_t count = pages->attachment_count;
  if (!count || document->failed)
    return;
  struct object *names = document_object(document, OBJECT_DICTIONARY), *files = document_object(document, OBJECT_ARRAY);
  for (size_t i = 0; i < count; i++) {
    list[i] = (struct specification){pages->attachments[i].name, add_attachment(document, &pages->attachments[i])};
    buf_puts(&files->body, i ? " " : "");
    syntax_put_ref(&files->body, list[i].object->number);
  }
  qsort(list, count, sizeof list[0], by_name);
  buf_puts(&names->body, "/EmbeddedFiles<</Names[");
  for (size_t i = 0; i < count; i++) {
    syntax_put_ascii(&names->body, list[i].name);
    syntax_put_ref(&names->body, list[i].object->number);
  }
  buf_puts(&names->body, "]>>");
  document_set(document, document->haru->catalog, "Names", names);
  document_set(document, document->haru->catalog, "AF", files);
}

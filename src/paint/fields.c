/* How: field and widget are one dictionary; all widgets of one size share an empty form as their appearance. Flags 132:
 * print, locked. Catalog extension ESIC 1: PAdES signatures in PDF 1.7. */
#include "paint/fields.h"

#include "paint/syntax.h"

#include <hpdf_doc.h>

static struct object *empty_appearance(struct document *document, const struct page_field *field) {
  struct object *form = document_object(document, OBJECT_STREAM);
  buf_puts(&form->body, "/Type/XObject/Subtype/Form/Resources<<>>/BBox[0 0 ");
  syntax_put_hundredths_spaced(&form->body, syntax_hundredths(field->x1) - syntax_hundredths(field->x0));
  syntax_put_hundredths(&form->body, syntax_hundredths(field->y1) - syntax_hundredths(field->y0));
  buf_putc(&form->body, ']');
  form->stored = true;
  return form;
}

/* "prepared" -> SIG1_PREPARED; a name must not hold a full stop (12.7.3.2). */
static void put_name(struct buf *out, size_t order, const char *role_id) {
  buf_printf(out, "/T(SIG%zu_", order);
  for (const char *p = role_id; *p; p++) {
    char upper = *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') : *p;
    bool plain = (upper >= 'A' && upper <= 'Z') || (upper >= '0' && upper <= '9');
    buf_putc(out, plain ? upper : '_');
  }
  buf_putc(out, ')');
}

static struct object *add_field(struct annotations *annotations, size_t page, const struct page_field *field,
                                size_t order) {
  struct document *document = annotations->document;
  const float corners[4] = {field->x0, field->y0, field->x1, field->y1};
  const struct object *appearance = empty_appearance(document, field);
  struct object *widget = annotations_add(annotations, page, field->element, corners);
  struct buf *out = &widget->body;
  widget->plain = true;
  buf_puts(out, "/Subtype/Widget/FT/Sig");
  put_name(out, order, field->role_id);
  buf_puts(out, "/TU");
  syntax_put_text(out, field->tooltip ? field->tooltip : field->role_id);
  buf_printf(out, "/F 132/P %u 0 R/AP<</N %u 0 R>>", document_page_number(document, page), appearance->number);
  return widget;
}

void fields_add(struct annotations *annotations) {
  struct document *document = annotations->document;
  const struct pages *pages = document->pages;
  struct object *form = NULL;
  size_t order = 0;
  for (size_t page = 0; page < pages->count; page++)
    for (size_t i = 0; i < pages->pages[page].field_count; i++) {
      if (!form) {
        form = document_object(document, OBJECT_DICTIONARY);
        form->plain = true;
        buf_puts(&form->body, "/Fields[");
      }
      buf_puts(&form->body, order ? " " : "");
      syntax_put_ref(&form->body, add_field(annotations, page, &pages->pages[page].fields[i], ++order)->number);
    }
  if (!form || document->failed)
    return;
  buf_puts(&form->body, "]/SigFlags 3");
  struct object *extensions = document_object(document, OBJECT_DICTIONARY);
  buf_puts(&extensions->body, "/ESIC<</BaseVersion/1.7/ExtensionLevel 1>>");
  document_set(document, document->haru->catalog, "AcroForm", form);
  document_set(document, document->haru->catalog, "Extensions", extensions);
}

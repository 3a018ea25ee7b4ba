/* How: an object of ours is to libharu a null object, which it numbers and refers to; what it is stands behind libharu's
 * header, in the job arena, so it is taken out of the cross-reference table before libharu frees what is in there. An
 * empty dictionary would do as well, but costs four allocations, and a report has thousands. libharu itself never makes
 * a null object indirect: so ours are known by their class.
 * libharu would give a page a content stream of its own, copied block by block, with an indirect /Length; both are
 * taken out of the table while they still are the last ones, and a stream of ours stands in their place: numbers have
 * no gaps and never change. */
#include "paint/document.h"

#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>
#include <stdlib.h>

enum { OBJECT_NUMBER_MASK = 0x00FFFFFF };
static const float PAGE_WIDTH = 595.28f, PAGE_HEIGHT = 841.89f; /* A4 */

/* Not cleared: libharu counts on nothing. */
static void *HPDF_STDCALL haru_alloc(HPDF_UINT size) {
  return mem_realloc(NULL, size);
}

static void HPDF_STDCALL haru_free(void *memory) {
  free(memory);
}

void document_check(struct document *document, HPDF_STATUS status) {
  if (status != HPDF_OK)
    document->failed = true;
}

/* libharu's table grows by a thousand entries, copied byte by byte, unless it is told better. */
void document_expect(struct document *document, size_t objects) {
  HPDF_List entries = document->haru->xref->entries;
  if (objects > entries->items_per_block && objects < HPDF_LIMIT_MAX_XREF_ELEMENT)
    entries->items_per_block = (HPDF_UINT)objects;
}

static struct object *new_object(struct document *document, enum object_kind kind) {
  struct object *object = arena_alloc(document->arena, sizeof *object);
  HPDF_Xref table = document->haru->xref;
  object->kind = kind;
  object->header.obj_class = HPDF_OCLASS_NULL;
  if (table->entries->count >= HPDF_LIMIT_MAX_XREF_ELEMENT) { /* libharu would refuse it, and free it */
    document->failed = true;
    return object;
  }
  document_check(document, HPDF_Xref_Add(table, object));
  object->number = object->header.obj_id & OBJECT_NUMBER_MASK;
  return object;
}

struct object *document_object(struct document *document, enum object_kind kind) {
  struct object *object = new_object(document, kind);
  object->older = document->youngest;
  return document->youngest = object;
}

unsigned document_object_written(struct document *document, void (*write)(const void *context, struct buf *),
                                 const void *context) {
  struct object *object = new_object(document, OBJECT_DICTIONARY);
  object->write = write;
  object->context = context;
  return object->number;
}

struct object *document_object_of(void *haru_object) {
  const HPDF_Obj_Header *header = haru_object;
  return header && (header->obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_NULL ? haru_object : NULL;
}

void document_set(struct document *document, HPDF_Dict dict, const char *key, struct object *value) {
  document_check(document, HPDF_Dict_Add(dict, key, value));
}

unsigned document_page_number(const struct document *document, size_t page) {
  return document->page[page] ? document->page[page]->header.obj_id & OBJECT_NUMBER_MASK : 0;
}

void document_page_content(struct document *document, size_t page, struct buf *content) {
  if (document->failed)
    return;
  document->content[page]->content = *content;
  *content = (struct buf){0};
  buf_reserve(content, document->content[page]->content.size); /* the next page is about as long */
}

/* Called right after HPDF_AddPage, when the page's content and its length are the youngest entries. */
static void drop_youngest(struct document *document) {
  HPDF_List entries = document->haru->xref->entries;
  HPDF_XrefEntry entry = HPDF_List_RemoveByIndex(entries, entries->count - 1);
  if (!entry) {
    document->failed = true;
    return;
  }
  HPDF_Obj_ForceFree(document->haru->mmgr, entry->obj);
  HPDF_FreeMem(document->haru->mmgr, entry);
}

static HPDF_Page add_page(struct document *document, size_t index) {
  HPDF_Page page = HPDF_AddPage(document->haru);
  if (!page) {
    document->failed = true;
    return NULL;
  }
  document_check(document, HPDF_Page_SetWidth(page, PAGE_WIDTH));
  document_check(document, HPDF_Page_SetHeight(page, PAGE_HEIGHT));
  document_check(document, HPDF_Dict_RemoveElement(page, "Contents"));
  drop_youngest(document);
  drop_youngest(document);
  document->content[index] = document_object(document, OBJECT_STREAM);
  document->content[index]->data_kind = DEFLATE_PAGE;
  document_set(document, page, "Contents", document->content[index]);
  document_set(document, page, "Resources", document->resources);
  document_check(document, HPDF_Dict_AddName(page, "Tabs", "S"));
  return page;
}

void document_open(struct document *document, const struct pages *pages, const struct paint_settings *settings,
                   struct arena *arena, struct diag *diag) {
  *document = (struct document){.pages = pages, .settings = settings, .arena = arena, .diag = diag};
  document->page = arena_array(arena, pages->count, sizeof *document->page);
  document->content = arena_array(arena, pages->count, sizeof *document->content);
  /* No handler: every error is a return value or sticks to the document. */
  document->haru = HPDF_NewEx(NULL, haru_alloc, haru_free, 0, NULL);
  if (!document->haru) {
    document->failed = true;
    return;
  }
  document->resources = document_object(document, OBJECT_DICTIONARY);
  for (size_t i = 0; i < pages->count && !document->failed; i++)
    document->page[i] = add_page(document, i);
}

/* HPDF_Free frees every object of the table. */
static void take_out(const struct document *document) {
  HPDF_List entries = document->haru->xref->entries;
  for (HPDF_UINT i = 0; i < entries->count; i++) {
    HPDF_XrefEntry entry = HPDF_List_ItemAt(entries, i);
    if (document_object_of(entry->obj)) entry->obj = NULL;
  }
}

void document_close(struct document *document) {
  if (document->haru) {
    take_out(document);
    HPDF_Free(document->haru);
  }
  document->haru = NULL;
  for (struct object *object = document->youngest; object; object = object->older) {
    buf_free(&object->body);
    buf_free(&object->content);
  }
  document->youngest = NULL;
}

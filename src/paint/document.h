/* document.h - one PDF under construction: libharu's document, our indirect objects, and what all writers share
 * (inside paint/).
 *
 * libharu keeps the document, catalog, page tree, pages and information dictionary. Everything that 2.3.0 gets wrong,
 * or has no call for, is a struct object: an indirect object whose text we write ourselves. An object has its final
 * number from birth, so that others can name it at once; its text may be filled until object_texts_collect. document_close
 * frees their buffers; the rest lives in the job arena.
 *
 * Failure: memory never runs short here (mem_alloc ends the process). Any other libharu error is remembered in
 * `failed`, reported once by paint_run, and makes every later step harmless. */
#ifndef TENKEN_PAINT_DOCUMENT_H
#define TENKEN_PAINT_DOCUMENT_H

#include "paint/deflate.h"
#include "paint/paint.h"

#include <hpdf.h>
#include <hpdf_objects.h>

enum object_kind { OBJECT_DICTIONARY, OBJECT_ARRAY, OBJECT_STREAM };

struct object {
  HPDF_Obj_Header header; /* first: what libharu knows of it */
  struct object *older;   /* all that may have buffers */
  unsigned number;
  enum object_kind kind;
  struct buf body; /* the text between the brackets */
  /* Writes the rest of the body at save time, after `body`; NULL: nothing more. */
  void (*write)(const void *context, struct buf *out);
  const void *context;
  /* STREAM: the bytes, from `data` when it is set (arena or input), else from `content`. */
  const void *data;
  size_t size;
  struct buf content;
  enum deflate_kind data_kind;
  bool stored; /* not compressed: metadata, and what would not shrink */
  bool plain;  /* stands outside of object streams, where the signing layer rewrites it (save.h) */
};

struct document {
  const struct pages *pages;
  const struct paint_settings *settings;
  struct arena *arena;
  struct diag *diag;
  HPDF_Doc haru;
  HPDF_Page *page; /* one per page of `pages` */
  struct object **content; /* their operators */
  struct object *resources; /* of all pages */
  struct object *youngest;
  bool failed;
};

void document_open(struct document *, const struct pages *, const struct paint_settings *, struct arena *,
                   struct diag *);
void document_close(struct document *);
void document_check(struct document *, HPDF_STATUS); /* remembers a failure */

void document_expect(struct document *, size_t objects); /* so many are about to be made */
struct object *document_object(struct document *, enum object_kind);
/* A dictionary whose text is written at save time only: it never has a body. Its number. */
unsigned document_object_written(struct document *, void (*write)(const void *context, struct buf *), const void *context);
struct object *document_object_of(void *haru_object); /* NULL: an object of libharu's own */
void document_set(struct document *, HPDF_Dict, const char *key, struct object *); /* dict[key] = reference */
unsigned document_page_number(const struct document *, size_t page); /* object number */
void document_page_content(struct document *, size_t page, struct buf *); /* takes the bytes; the buffer is empty then */

#endif

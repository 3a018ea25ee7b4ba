/* object_text.h - every object of the finished document as the text it will have in the file (inside paint/).
 *
 * The step between building and saving: what is packed, and what the self-check reads, is this text and nothing else.
 * Object n is item[n]; item[0] is empty. The text of a stream's dictionary lacks /Filter, /Length and its ">>", which
 * save.c adds when it knows them. Stream bytes are not compressed here and stay where they are (document or input), so
 * the document must outlive them. object_texts_free releases. */
#ifndef TENKEN_PAINT_OBJECT_TEXT_H
#define TENKEN_PAINT_OBJECT_TEXT_H

#include "paint/document.h"

struct object_text {
  const char *text;
  size_t size;
  const void *data; /* STREAM: its bytes */
  size_t data_size;
  enum deflate_kind data_kind;
  bool is_stream;
  bool stored; /* the bytes go into the file as they are */
  bool plain;  /* stands outside of object streams */
};
struct object_texts {
  struct object_text *item;
  unsigned count; /* highest number + 1 */
  unsigned root, info;
  struct buf text; /* what the items point into */
};

/* Sets document->failed when libharu can't write an object. */
void object_texts_collect(struct document *, struct object_texts *);
void object_texts_free(struct object_texts *);

#endif

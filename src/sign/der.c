/* der.c - a length is written in as few bytes as it needs, and read only so (X.690, 10.1). */
#include "sign/der.h"

#include <stdlib.h>
#include <string.h>

static void put_header(struct buf *out, enum der_tag tag, size_t size) {
  buf_putc(out, (char)tag);
  if (size < 0x80) {
    buf_putc(out, (char)size);
    return;
  }
  int count = 1;
  while (count < 8 && size >> (8 * count))
    count++;
  buf_putc(out, (char)(0x80 | count));
  for (int i = count - 1; i >= 0; i--)
    buf_putc(out, (char)(size >> (8 * i) & 0xFF));
}

void der_put(struct buf *out, enum der_tag tag, const void *content, size_t size) {
  put_header(out, tag, size);
  buf_put(out, content, size);
}

void der_put_buf(struct buf *out, enum der_tag tag, struct buf *content) {
  der_put(out, tag, content->data, content->size);
  buf_free(content);
}

static int by_encoding(const void *a, const void *b) {
  const struct bytes *x = a, *y = b;
  int order = memcmp(x->p, y->p, x->size < y->size ? x->size : y->size);
  return order ? order : (x->size > y->size) - (x->size < y->size);
}

void der_put_sorted(struct buf *out, enum der_tag tag, struct bytes *items, size_t count) {
  struct buf all = {0};
  if (count > 1)
    qsort(items, count, sizeof *items, by_encoding);
  for (size_t i = 0; i < count; i++)
    buf_put(&all, items[i].p, items[i].size);
  der_put_buf(out, tag, &all);
}

/* Content length; *header gets the size of tag and length. */
static bool read_length(struct bytes bytes, size_t *header, size_t *size) {
  if (bytes.size < 2)
    return false;
  size_t count = bytes.p[1] & 0x7F;
  *header = 2;
  *size = bytes.p[1];
  if (bytes.p[1] < 0x80)
    return *size <= bytes.size - 2;
  if (count == 0 || count > 4 || bytes.size - 2 < count || bytes.p[2] == 0)
    return false;
  *size = 0;
  for (size_t i = 0; i < count; i++)
    *size = *size << 8 | bytes.p[2 + i];
  *header = 2 + count;
  return *size >= 0x80 && *size <= bytes.size - *header;
}

bool der_next_is(struct bytes rest, enum der_tag tag) {
  return rest.size > 0 && rest.p[0] == (uint8_t)tag;
}

bool der_take(struct bytes *rest, enum der_tag tag, struct bytes *content, struct bytes *whole) {
  size_t header, size;
  if (!der_next_is(*rest, tag) || !read_length(*rest, &header, &size))
    return false;
  if (content)
    *content = (struct bytes){rest->p + header, size};
  if (whole)
    *whole = (struct bytes){rest->p, header + size};
  *rest = (struct bytes){rest->p + header + size, rest->size - header - size};
  return true;
}

bool der_take_exact(struct bytes *rest, const void *encoding, size_t size) {
  if (rest->size < size || memcmp(rest->p, encoding, size) != 0)
    return false;
  *rest = (struct bytes){rest->p + size, rest->size - size};
  return true;
}

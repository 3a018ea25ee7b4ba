/* der.h - DER elements: written innermost first, read strictly (inside sign/).
 *
 * Reading accepts only definite lengths in their shortest form and tags below 31; anything else is malformed. Spans
 * point into the input. */
#ifndef TENKEN_SIGN_DER_H
#define TENKEN_SIGN_DER_H

#include "base/buf.h"
#include "sign/pdf_value.h"

enum der_tag {
  DER_INTEGER = 0x02, DER_OCTETS = 0x04, DER_NULL = 0x05, DER_OID = 0x06, DER_SEQUENCE = 0x30, DER_SET = 0x31,
  DER_CONTEXT_0 = 0xA0, DER_CONTEXT_1 = 0xA1, DER_CONTEXT_4 = 0xA4
};

void der_put(struct buf *, enum der_tag, const void *content, size_t size);
void der_put_buf(struct buf *, enum der_tag, struct buf *content); /* content is freed */
/* Elements in the order of their encodings, as SET OF wants them. Sorts `items` in place. */
void der_put_sorted(struct buf *, enum der_tag, struct bytes *items, size_t count);

/* Takes the next element with this tag: `content` without and `whole` with its header; either may be NULL, and neither
 * may be `rest` itself, which moves on behind the element. */
bool der_take(struct bytes *rest, enum der_tag, struct bytes *content, struct bytes *whole);
bool der_next_is(struct bytes rest, enum der_tag);
bool der_take_exact(struct bytes *rest, const void *encoding, size_t size);

#endif

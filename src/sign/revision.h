/* revision.h - a report as its revisions: which bytes are which object of which revision (inside sign/).
 *
 * Reads exactly what our own writers make and nothing else. Revision 0: `%PDF-1.7`, a binary comment, plain objects in
 * ascending number ("n 0 obj\n" value [stream] "\nendobj\n"), then object streams, whose numbers follow all others, then
 * one cross-reference stream with the highest number, startxref, %%EOF. Each later revision: plain objects and a
 * cross-reference stream (xref.h). Revisions tile the file, objects tile each revision, values tile each object stream:
 * every byte has an owner, or the file is refused. Streams have a direct /Length. A hostile file costs at most time and
 * memory linear in its size and in LIMIT_PACKED_BYTES.
 *
 * Spans point into the file's bytes, which must outlive the struct, or into the arena. Faults: classes structure and
 * hidden. */
#ifndef TENKEN_SIGN_REVISION_H
#define TENKEN_SIGN_REVISION_H

#include "sign/fault.h"
#include "sign/pdf_value.h"
#include "sign/xref.h"

enum pdf_object_kind { PDF_PLAIN, PDF_PACKED, PDF_CONTAINER };
struct pdf_object {
  unsigned number;
  enum pdf_object_kind kind;
  size_t start, end;          /* byte offsets, but for packed ones; end is behind "endobj\n" */
  struct bytes value, stream; /* stream: raw bytes; its p is NULL when there is none */
};

struct revision {
  size_t start, end; /* the revision is [start, end) */
  struct xref xref;
  struct pdf_object *objects; /* by number; the cross-reference stream is none of them */
  size_t object_count;
};

struct report_file {
  struct bytes bytes;
  struct revision revisions[16];
  size_t count;
};

/* `known`: revisions read before from bytes that this file begins with (the caller compared them), or NULL. They are not
 * read again: their spans still point into the bytes they were read from. */
bool revision_read(struct arena *, struct bytes, const struct report_file *known, struct report_file *out,
                   struct fault *);
/* The object as of a revision: its newest version in revisions 0..upto; NULL when there is none. Object streams are
 * none: nothing may refer to them. */
const struct pdf_object *revision_object(const struct report_file *, size_t upto, unsigned number);
/* The dictionary that a value is, directly or by one reference. */
bool revision_dictionary(const struct report_file *, size_t upto, struct bytes value, struct bytes *dictionary);
/* The catalog as of a revision; NULL when there is none. */
const struct pdf_object *revision_catalog(const struct report_file *, size_t upto);

/* packed.c: takes the values of an object stream of revision 0; *budget bounds what all of them may hold. */
bool revision_unpack(const struct pdf_object *container, struct revision *, struct arena *, size_t *budget,
                     struct fault *);

#endif

/* revision.h - a report as its revisions: which bytes are which object of which revision (inside sign/).
 *
 * Reads exactly what our own writers make and nothing else: `%PDF-1.7`, a binary comment, objects one after the other
 * ("n 0 obj\n" value [stream] "\nendobj\n"), one classic cross-reference table, trailer, startxref, %%EOF; then the same
 * again for each signature. Revisions tile the file, and objects tile each revision: every byte has an owner, or the
 * file is refused. Streams have a direct /Length. A hostile file costs at most time and memory linear in its size.
 *
 * Spans point into the file's bytes, which must outlive the struct. Faults: classes structure and hidden. */
#ifndef TENKEN_SIGN_REVISION_H
#define TENKEN_SIGN_REVISION_H

#include "sign/fault.h"
#include "sign/pdf_value.h"

struct pdf_object {
  unsigned number;
  size_t start, end;          /* byte offsets; end is behind "endobj\n" */
  struct bytes value, stream; /* stream: raw bytes; its p is NULL when there is none */
};

struct revision {
  size_t start, xref, end;    /* the revision is [start, end); its table stands at xref */
  unsigned size;              /* /Size: object numbers are below it */
  struct bytes trailer;
  struct pdf_object *objects; /* by number */
  size_t object_count;
};

struct report_file {
  struct bytes bytes;
  struct revision revisions[16];
  size_t count;
};

bool revision_read(struct arena *, struct bytes, struct report_file *out, struct fault *);
/* The object as of a revision: its newest version in revisions 0..upto; NULL when there is none. */
const struct pdf_object *revision_object(const struct report_file *, size_t upto, unsigned number);
/* The dictionary that `key` of a dictionary names, directly or by one reference. */
bool revision_dictionary(const struct report_file *, size_t upto, struct bytes dictionary, const char *key,
                         struct bytes *out);
bool revision_root(const struct report_file *, unsigned *number); /* the catalog, the same in all revisions */

#endif

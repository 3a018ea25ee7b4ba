/* How: the longest beginning of the file that reads as revisions of ours is looked for at each %%EOF; what follows it
 * is searched for a signature without our mark. */
#include "sign/foreign.h"

#include "base/limits.h"
#include "sign/lint.h"
#include "sign/update.h"

#include <string.h>

/* "tenken" as our writers put it into the document information: UTF-16BE in upper-case hexadecimal. */
static const char PRODUCER[] = "00740065006E006B0065006E";

static bool is_foreign_signature(struct bytes bytes) {
  return bytes_find(bytes, "/ByteRange") && !bytes_find(bytes, UPDATE_MAKER);
}

static struct bytes from(struct bytes file, size_t offset) {
  return (struct bytes){file.p + offset, file.size - offset};
}

/* Revisions of ours at the file's beginning, and where they end; 0: none. */
static size_t own_revisions(struct bytes file, struct arena *arena, size_t *end) {
  struct report_file *read = arena_alloc(arena, sizeof *read);
  size_t count = 0, offset = 0;
  const uint8_t *stop;
  for (int tries = 0; tries < LIMIT_REVISIONS && (stop = bytes_find(from(file, offset), "%%EOF\n")) != NULL; tries++) {
    struct fault ignored = {0};
    struct lint lint;
    offset = (size_t)(stop - file.p) + strlen("%%EOF\n");
    if (!revision_read(arena, (struct bytes){file.p, offset}, NULL, read, &ignored))
      continue;
    if (count == 0 && !lint_revision0(read, arena, &lint, &ignored))
      return 0;
    count = read->count;
    *end = offset;
  }
  return count;
}

/* The first revision that another program's signature stands in; 0: none. */
static size_t foreign_revision(struct bytes file, struct arena *arena) {
  struct report_file *read = arena_alloc(arena, sizeof *read);
  struct fault ignored = {0};
  size_t end = 0, count = own_revisions(file, arena, &end);
  if (count == 0 || !revision_read(arena, (struct bytes){file.p, end}, NULL, read, &ignored))
    return 0;
  for (size_t r = 1; r < read->count; r++) {
    const struct revision *revision = &read->revisions[r];
    if (is_foreign_signature((struct bytes){file.p + revision->start, revision->end - revision->start}))
      return r;
  }
  return is_foreign_signature(from(file, end)) ? count : 0;
}

void foreign_explain(struct bytes file, struct arena *arena, struct fault *fault) {
  const char *class = fault_class(fault);
  bool shape = !strcmp(class, "structure") || !strcmp(class, "hidden") || !strcmp(class, "content");
  if (!shape && strcmp(class, "change") != 0)
    return;
  if (file.size > LIMIT_REPORT_BYTES || !bytes_begin(file, "%PDF-"))
    return;
  if (shape && !bytes_find(file, PRODUCER)) {
    *fault = (struct fault){0};
    fault_set(fault, REASON_FOREIGN_FILE, NULL, NULL);
    return;
  }
  size_t revision = foreign_revision(file, arena);
  if (revision) {
    *fault = (struct fault){0};
    fault_set_number(fault, REASON_FOREIGN, revision, NULL);
  }
}

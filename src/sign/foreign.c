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

/* The longest beginning of the file that is revisions of ours; NULL: none. A try goes on from what the one before found,
 * and of those that find nothing nothing is kept: object streams may decompress to LIMIT_PACKED_BYTES. */
static const struct report_file *own_revisions(struct bytes file, struct arena *arena) {
  const struct report_file *found = NULL;
  size_t offset = 0;
  const uint8_t *stop;
  for (int tries = 0; tries < LIMIT_REVISIONS && (stop = bytes_find(from(file, offset), "%%EOF\n")) != NULL; tries++) {
    struct fault ignored = {0};
    struct lint lint;
    struct report_file *read = arena_alloc(arena, sizeof *read);
    offset = (size_t)(stop - file.p) + strlen("%%EOF\n");
    bool good = revision_read(arena, (struct bytes){file.p, offset}, found, read, &ignored);
    if (good && !found && !lint_revision0(read, arena, &lint, &ignored))
      return NULL;
    if (good)
      found = read;
    else if (!found)
      arena_reset(arena);
  }
  return found;
}

/* The first revision that another program's signature stands in; 0: none. */
static size_t foreign_revision(struct bytes file) {
  struct arena *arena = arena_new();
  const struct report_file *read = own_revisions(file, arena);
  size_t number = read && is_foreign_signature(from(file, read->bytes.size)) ? read->count : 0;
  for (size_t r = read ? read->count : 0; r-- > 1;) {
    const struct revision *revision = &read->revisions[r];
    if (is_foreign_signature((struct bytes){file.p + revision->start, revision->end - revision->start}))
      number = r;
  }
  arena_free(arena);
  return number;
}

void foreign_explain(struct bytes file, struct fault *fault) {
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
  size_t revision = foreign_revision(file);
  if (revision) {
    *fault = (struct fault){0};
    fault_set_number(fault, REASON_FOREIGN, revision, NULL);
  }
}

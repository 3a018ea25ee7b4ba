/* fuzz_revision.c - libFuzzer target: any bytes through the revision reader, the lint, the readers of signatures and
 * attachments, and the whole verifier. Invariant: nothing that a fuzzer writes is complete without a trusted anchor. */
#include "base/arena.h"
#include "sign/extract.h"
#include "sign/lint.h"
#include "sign/update.h"
#include "sign/verify.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct arena *arena = arena_new();
  struct bytes bytes = {data, size};
  struct report_file *file = arena_alloc(arena, sizeof *file);
  struct fault fault = {0};
  struct lint lint;
  struct extraction files;
  struct verification v;
  if (revision_read(arena, bytes, NULL, file, &fault)) {
    for (unsigned n = 0; n <= file->revisions[file->count - 1].xref.size; n++)
      revision_object(file, file->count - 1, n);
    lint_revision0(file, arena, &lint, &fault);
  }
  fault = (struct fault){0};
  extract_run(bytes, arena, &files, &fault);
  verify_run(bytes, &(struct verify_options){.now = 1795575600}, arena, &v);
  if (v.verdict == VERDICT_COMPLETE)
    abort();
  arena_free(arena);
  return 0;
}

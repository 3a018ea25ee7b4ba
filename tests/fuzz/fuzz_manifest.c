/* fuzz_manifest.c - libFuzzer target: any bytes as a manifest. Invariant: what is taken is written again as something that
 * is taken, and then never changes: writing is the inverse of reading. */
#include "base/arena.h"
#include "batch/manifest.h"
#include "batch/merge.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
  struct arena *arena = arena_new();
  struct manifest first, second, whole;
  struct buf once = {0}, twice = {0}, csv = {0};
  const char *why = NULL;
  size_t at;
  if (manifest_parse((const char *)data, size, arena, &first, &why)) {
    manifest_json(&first, &once);
    manifest_csv(&first, &csv);
    if (!manifest_parse(once.data, once.size, arena, &second, &why))
      abort();
    manifest_json(&second, &twice);
    if (once.size != twice.size || memcmp(once.data, twice.data, once.size) != 0)
      abort();
    merge_run(&first, 1, arena, &whole, &at);
  } else if (!why) {
    abort();
  }
  buf_free(&once);
  buf_free(&twice);
  buf_free(&csv);
  arena_free(arena);
  return 0;
}

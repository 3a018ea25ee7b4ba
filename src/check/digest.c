/* digest.c - what an approval is bound to: SHA-256 over lines "part hex", one per part that exists. */
#include "check/parts.h"

#include "base/buf.h"
#include "digest/digest.h"

const char *check_digest(const char *const part_hex[PART_COUNT], struct arena *arena) {
  struct buf lines = {0};
  char hex[65];
  for (int p = 0; p < PART_COUNT; p++)
    if (part_hex[p])
      buf_printf(&lines, "%s %s\n", DIGEST_PART_NAMES[p], part_hex[p]);
  struct digest digest = digest_of(lines.data ? lines.data : "", lines.size);
  digest_hex(&digest, hex);
  buf_free(&lines);
  return arena_printf(arena, "sha256:%s", hex);
}

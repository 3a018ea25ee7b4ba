/* digest.c - what an approval is bound to: SHA-256 over lines "part hex", one per part that exists. */
#include "check/check.h"

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

static const char *with_version(struct arena *arena, const char *id, const char *version) {
  return version ? arena_printf(arena, "%s %s", id, version) : id;
}

void check_part_names(const struct check_in *in, struct arena *arena, const char *out[PART_COUNT]) {
  for (int p = 0; p < PART_COUNT; p++)
    out[p] = NULL;
  if (in->framework)
    out[PART_FRAMEWORK] = in->framework->id;
  if (in->guide)
    out[PART_GUIDE] = with_version(arena, in->guide->id, in->guide->version);
  if (in->scale)
    out[PART_SCALE] = with_version(arena, in->scale->id, in->scale->version);
  if (in->profile)
    out[PART_PROFILE] = with_version(arena, in->profile->id, in->profile->version);
  if (in->stars)
    out[PART_STARS] = in->stars->id;
  if (in->policy)
    out[PART_POLICY] = with_version(arena, in->policy->id, in->policy->version);
}

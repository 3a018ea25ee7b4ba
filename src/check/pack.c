/* pack.c - the order of the checks of a guide pack; each adds all it finds. */
#include "check/pack.h"

#include "base/file.h"

#include <string.h>

/* Answers choose a pack by the name of its folder. */
static void check_name(const struct pack_check *c) {
  const char *folder = path_base(c->pack->folder);
  if (c->pack->id.s && *folder && strcmp(folder, ".") && strcmp(folder, "..") && strcmp(folder, c->pack->id.s))
    diag_add(c->diag, DIAG_G211, c->pack->id.at, c->pack->id.s, folder);
}

void check_pack(const struct check_pack_in *in, struct arena *arena, struct diag *diag) {
  struct pack_check c = {in, in->framework, in->pack, arena, diag};
  check_name(&c);
  pack_check_complete(&c);
  pack_check_chapters(&c);
  if (!in->book) return;
  pack_check_style(&c);
  pack_check_chapter_style(&c);
  pack_check_repeats(&c);
  if (in->compared) pack_check_copies(&c);
}

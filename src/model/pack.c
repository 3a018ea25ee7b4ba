/* pack.c - looking texts up in a guide pack by item and path. */
#include "model/pack.h"

#include <string.h>

bool pack_path_is_in(const char *path, const char *field) {
  size_t size = strlen(field);
  return !strncmp(path, field, size) && (!path[size] || path[size] == '.');
}

const struct pack_item *pack_find_item(const struct pack *pack, const struct framework *f, enum language language,
                                       size_t item) {
  const struct pack_file *file = &pack->files[language][f->items[item].function];
  for (size_t i = 0; i < file->count; i++)
    if (file->items[i].item == item) return &file->items[i];
  return NULL;
}

const struct pack_text *pack_find(const struct pack *pack, enum language language, const struct pack_item *item,
                                  const char *path) {
  for (size_t i = 0; item && i < item->count; i++)
    if (!strcmp(pack->texts[language][item->first + i].path, path)) return &pack->texts[language][item->first + i];
  return NULL;
}

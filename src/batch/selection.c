/* selection.c - data files chosen by an answer file: guide, scale, profile, policy, stars. Each is read at first use
 * and kept for the run. An id that names no file is reported where it was written, with the nearest one that exists. */
#include "batch/library.h"

#include "base/file.h"
#include "base/limits.h"
#include "read/read.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct cached {
  struct cached *next;
  const char *folder, *id;
  const void *value;
};

static const void *cache_find(const struct library *library, const char *folder, const char *id) {
  for (const struct cached *c = library->cache; c; c = c->next)
    if (!strcmp(c->folder, folder) && !strcmp(c->id, id))
      return c->value;
  return NULL;
}

static const void *cache_keep(struct library *library, const char *folder, const char *id, const void *value) {
  if (!value)
    return NULL;
  struct cached *c = arena_alloc(library->arena, sizeof *c);
  *c = (struct cached){library->cache, folder, arena_strdup(library->arena, id), value};
  library->cache = c;
  return value;
}

/* Ids are file names: nothing but [a-z0-9.-], so that no id can leave its folder. */
static bool id_is_plain(const char *id) {
  return id[0] && id[0] != '.' && strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789.-") == strlen(id);
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names in a data folder without ".yaml", sorted; sub-folders too (guide packs). */
static size_t list_ids(struct library *library, const char *folder, const char **out, size_t room) {
  DIR *dir = opendir(path_join(library->arena, library->data, folder));
  size_t count = 0;
  for (struct dirent *entry; dir && count < room && (entry = readdir(dir));) {
    size_t size = strlen(entry->d_name);
    if (entry->d_name[0] == '.')
      continue;
    if (size > 5 && !strcmp(entry->d_name + size - 5, ".yaml"))
      size -= 5;
    out[count++] = arena_strndup(library->arena, entry->d_name, size);
  }
  if (dir)
    closedir(dir);
  qsort(out, count, sizeof *out, by_name);
  return count;
}

static void report_missing(struct library *library, struct diag *diag, const char *folder, struct text named) {
  const char *ids[LIBRARY_PACKS_MAX];
  size_t count = list_ids(library, folder, ids, LIBRARY_PACKS_MAX);
  struct buf all = {0};
  for (size_t i = 0; i < count; i++)
    buf_printf(&all, "%s%s", i ? ", " : "", ids[i]);
  const char *nearest = diag_nearest(named.s, ids, count);
  diag_add(diag, nearest ? DIAG_S102 : DIAG_S101, named.at, named.s, folder, all.data ? all.data : "-",
           nearest ? nearest : "-");
  buf_free(&all);
}

/* Path of the data file, or NULL after a message. */
static const char *data_path(struct library *library, struct diag *diag, const char *folder, struct text named,
                             const char *suffix) {
  if (id_is_plain(named.s)) {
    const char *file = arena_printf(library->arena, "%s/%s%s", folder, named.s, suffix);
    const char *path = path_join(library->arena, library->data, file);
    if (path_exists(path))
      return path;
  }
  report_missing(library, diag, folder, named);
  return NULL;
}

const struct guide *library_guide(struct library *library, struct diag *diag, struct text named) {
  const void *known = cache_find(library, "guide", named.s);
  const char *path = known ? NULL : data_path(library, diag, "guide", named, "");
  if (!path)
    return known;
  return cache_keep(library, "guide", named.s, read_guide(path, library->framework, library->arena, diag));
}

const struct scale *library_scale(struct library *library, struct diag *diag, struct text named) {
  const void *known = cache_find(library, "scales", named.s);
  const char *path = known ? NULL : data_path(library, diag, "scales", named, ".yaml");
  return path ? cache_keep(library, "scales", named.s, read_scale(path, library->arena, diag)) : known;
}

const struct policy *library_policy(struct library *library, struct diag *diag, struct text named) {
  const void *known = cache_find(library, "policies", named.s);
  const char *path = known ? NULL : data_path(library, diag, "policies", named, ".yaml");
  return path ? cache_keep(library, "policies", named.s, read_policy(path, library->arena, diag)) : known;
}

const struct stars *library_stars(struct library *library, struct diag *diag, struct text named,
                                  const struct guide *guide) {
  const void *known = cache_find(library, "stars", named.s);
  const char *path = known ? NULL : data_path(library, diag, "stars", named, ".yaml");
  if (!path)
    return known;
  return cache_keep(library, "stars", named.s, read_stars(path, library->framework, guide, library->arena, diag));
}

/* The strictest target per item over the profiles of all five segments. */
static const struct profile *strictest(struct library *library, struct diag *diag) {
  const struct profile *all[SEGMENT_COUNT];
  for (size_t s = 0; s < SEGMENT_COUNT; s++) {
    all[s] = library_profile(library, diag, (struct text){SEGMENT_IDS[s], NO_SPAN});
    if (!all[s])
      return NULL;
  }
  return profile_strictest(all, SEGMENT_COUNT, library->framework, library->arena);
}

const struct profile *library_profile(struct library *library, struct diag *diag, struct text named) {
  const void *known = cache_find(library, "profiles", named.s);
  if (known)
    return known;
  if (!strcmp(named.s, "strictest"))
    return cache_keep(library, "profiles", named.s, strictest(library, diag));
  const char *path = data_path(library, diag, "profiles", named, ".yaml");
  if (!path)
    return NULL;
  return cache_keep(library, "profiles", named.s, read_profile(path, library->framework, library->arena, diag));
}

const struct style_book *library_style(struct library *library, struct diag *diag, struct text named) {
  const void *known = cache_find(library, "guide-style", named.s);
  const char *path = known ? NULL : data_path(library, diag, "guide-style", named, "");
  return path ? cache_keep(library, "guide-style", named.s, read_style(path, named.s, library->arena, diag)) : known;
}

size_t library_packs(struct library *library, const char **folders) {
  const char *ids[LIBRARY_PACKS_MAX];
  size_t count = list_ids(library, "guide", ids, LIBRARY_PACKS_MAX), found = 0;
  for (size_t i = 0; i < count; i++) {
    const char *folder = path_join(library->arena, library->data, arena_printf(library->arena, "guide/%s", ids[i]));
    if (path_exists(path_join(library->arena, folder, "pack.yaml")))
      folders[found++] = folder;
  }
  return found;
}

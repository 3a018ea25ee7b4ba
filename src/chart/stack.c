/* stack.c - drawings below each other in one, for pictures that stand alone: a chart with its legend. */
#include "chart/chart.h"

static void move_path(struct arena *arena, struct path *path, float dx, float dy) {
  struct path_element *moved = arena_array(arena, path->count, sizeof *moved);
  for (size_t i = 0; i < path->count; i++) {
    moved[i] = path->elements[i];
    for (int k = 0; k < 3; k++) {
      moved[i].x[k] += dx;
      moved[i].y[k] += dy;
    }
  }
  path->elements = moved;
}

static void add_moved(struct arena *arena, struct drawing *out, const struct drawing *part, float dx, float dy) {
  for (size_t i = 0; i < part->count; i++) {
    struct mark mark = part->marks[i];
    mark.text.x += dx;
    mark.text.baseline += dy;
    if (mark.kind == MARK_PATH) move_path(arena, &mark.path, dx, dy);
    *ARENA_PUSH(arena, out->marks, out->count, out->cap) = mark;
  }
}

struct drawing *chart_stack(const struct drawing *const *parts, size_t count, float margin, float gap,
                            struct arena *arena) {
  struct drawing *out = arena_alloc(arena, sizeof *out);
  float y = margin;
  for (size_t i = 0; i < count; i++) {
    add_moved(arena, out, parts[i], margin, y);
    y += parts[i]->height + (i + 1 < count ? gap : margin);
    if (parts[i]->width + 2 * margin > out->width) out->width = parts[i]->width + 2 * margin;
  }
  out->height = y;
  return out;
}

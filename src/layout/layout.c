/* layout.c - the passes: build boxes, cut them into pages, place them; again while printed page numbers are not those
 * of the pages (they are only known afterwards). When page numbers are printed at all, the first pass only finds them: it
 * makes no marks. A later pass keeps the boxes and breaks only the texts that print page numbers again; all is built anew
 * when one of those changes its height. */
#include "layout/layout.h"
#include "base/limits.h"
#include "layout/box.h"
#include "layout/furniture.h"
#include "layout/glyphs.h"
#include <stdlib.h>
#include <string.h>

static const size_t PAGE_UNKNOWN = (size_t)-1;
enum { MARKS_MORE = 32 }; /* room of a page beside what the one before took: for its header and footer, too */
enum { PAGES_AHEAD = 8 };
static const float TAIL_MAX = 64;     /* four lines of text: too little for a page */
static const float TAIL_COMPANY = 96; /* about so much goes along with such a tail */
static const float FILLED_MIN = 0.65f * FRAME_HEIGHT, FILLED_WELL = 0.85f * FRAME_HEIGHT;

/* ---- Anchors, bookmarks, page numbers ---- */

void anchor_add(struct layout *l, const char *name, float y) {
  struct pages *out = l->out;
  *ARENA_PUSH(l->arena, out->anchors, out->anchor_count, out->anchor_cap) = (struct anchor_place){name, l->page, y};
}

static const char *heading_text(struct layout *l, const struct block *heading) {
  struct buf text = {0};
  if (heading->number && *heading->number) buf_printf(&text, "%s ", heading->number);
  for (size_t i = 0; i < heading->run_count; i++)
    if (heading->runs[i].text.s) buf_puts(&text, heading->runs[i].text.s);
  const char *copy = arena_strndup(l->arena, text.data ? text.data : "", text.size);
  buf_free(&text);
  return copy;
}

void bookmark_add(struct layout *l, const struct block *heading, float y) {
  struct pages *out = l->out;
  int level = heading->level < 1 ? 1 : heading->level > 4 ? 4 : heading->level;
  *ARENA_PUSH(l->arena, out->bookmarks, out->bookmark_count, out->bookmark_cap) = (struct bookmark){
      heading->bookmark ? heading->bookmark : heading_text(l, heading), level, l->page, y};
}

static int by_name(const void *a, const void *b) {
  const struct anchor_place *x = a, *y = b;
  int order = strcmp(x->name, y->name);
  return order ? order : (x->page > y->page) - (x->page < y->page);
}

static size_t known_page(const struct layout *l, const char *anchor) {
  size_t low = 0, high = l->known_count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (strcmp(l->known[middle].name, anchor) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low < l->known_count && strcmp(l->known[low].name, anchor) == 0 ? l->known[low].page : PAGE_UNKNOWN;
}

const char *page_of_anchor(struct layout *l, const char *anchor) {
  size_t page = anchor ? known_page(l, anchor) : PAGE_UNKNOWN;
  *ARENA_PUSH(l->arena, l->references, l->reference_count, l->reference_cap) = (struct reference){anchor, page};
  if (page == PAGE_UNKNOWN) return l->pass == 0 ? "00" : "\u2014";
  return arena_printf(l->arena, "%zu", page + 1);
}

/* Keeps this pass's anchors, sorted; true when every page number printed is the page's own. */
static bool page_numbers_hold(struct layout *l) {
  l->known_count = l->out->anchor_count;
  l->known = arena_array(l->arena, l->known_count, sizeof *l->known);
  if (l->known_count) memcpy(l->known, l->out->anchors, l->known_count * sizeof *l->known);
  if (l->known_count) qsort(l->known, l->known_count, sizeof *l->known, by_name);
  for (size_t i = 0; i < l->reference_count; i++)
    if (!l->references[i].anchor || known_page(l, l->references[i].anchor) != l->references[i].page) return false;
  return true;
}

/* A link to an anchor that is not there stays text: its element must not promise a link. */
static void drop_dead_links(struct layout *l) {
  for (size_t p = 0; p < l->out->count; p++) {
    struct page *page = &l->out->pages[p];
    size_t kept = 0;
    for (size_t i = 0; i < page->link_count; i++) {
      if (page->links[i].uri || known_page(l, page->links[i].anchor) != PAGE_UNKNOWN)
        page->links[kept++] = page->links[i];
      else
        page->links[i].element->role = ROLE_SPAN;
    }
    page->link_count = kept;
  }
}

/* ---- Passes ---- */

static bool start_page(struct layout *l) {
  struct pages *out = l->out;
  size_t most = l->content->page_limit ? l->content->page_limit : (size_t)LIMIT_PAGES;
  if (out->count >= most) {
    diag_add(l->diag, DIAG_L102, NO_SPAN, arena_printf(l->arena, "%zu", most));
    l->errors++;
    return false;
  }
  struct page *page = ARENA_PUSH(l->arena, out->pages, out->count, out->cap);
  *page = (struct page){0};
  if (!l->finds_pages) {
    page->cap = (out->count > 1 ? page[-1].count : 0) + MARKS_MORE;
    page->marks = arena_room(l->arena, page->cap, sizeof *page->marks);
  }
  l->page = out->count - 1;
  if (!l->finds_pages) furniture_watermark(l);
  return true;
}

static struct box *build(struct layout *l) {
  l->out->document = arena_alloc(l->arena, sizeof *l->out->document);
  l->out->document->role = ROLE_DOCUMENT;
  l->late_count = l->note_count = 0;
  l->reference_count = 0;
  struct setting set = {.width = FRAME_WIDTH, .parent = l->out->document, .snap = true, .in_flow = true};
  return box_build(l, l->content->root, &set);
}

/* Breaks the texts that print page numbers again; false when one of them changed its height, so that the boxes around
 * it are no longer right. */
static bool refresh(struct layout *l) {
  l->reference_count = 0;
  for (size_t i = 0; i < l->late_count; i++)
    if (!box_refresh_pages(l, l->late[i])) return false;
  return true;
}

/* A heading, a row whose side column begins with one, or the rule over either. */
static bool begins_section(struct box *b) {
  return b->kind == BOX_RULE ? b->keep_with_next : b->kind != BOX_STACK && box_leading_heading(b);
}

/* Height of what is left of a chapter, up to the next page break, or of a section, up to the next heading if that comes
 * first. True when it meets its end. */
static bool add_tail(struct box *b, bool section, float *height) {
  for (size_t i = 0; b->kind == BOX_STACK && i < b->child_count && *height <= TAIL_MAX; i++) {
    struct box *child = b->children[i];
    if (child->kind == BOX_BREAK || (section && begins_section(child))) return true;
    if (child->kind == BOX_STACK && child->in_flow) {
      if (add_tail(child, section, height)) return true;
    } else {
      *height += child->kind == BOX_TABLE ? table_rows_height(child) : box_height(child);
    }
  }
  return false;
}

static float tail_of(struct box *rest, bool section) {
  float height = 0;
  add_tail(rest, section, &height);
  return height;
}

static bool is_short(float tail) {
  return tail > 0 && tail <= TAIL_MAX;
}

/* Squeezes the spaces of this page until a section ends with it, and it holds more than `filled`. */
static bool squeeze_page(struct layout *l, struct box *left, float filled, enum fit *fit, struct box **first, struct box **rest) {
  static const float SQUEEZES[] = {0.8f, 0.6f, 0.45f};
  for (size_t i = 0; i < sizeof SQUEEZES / sizeof SQUEEZES[0]; i++) {
    struct box *part = left, *later = NULL;
    l->squeeze = SQUEEZES[i];
    *fit = box_split(l, left, FRAME_HEIGHT, true, &part, &later);
    bool ends = *fit != FIT_PART || (tail_of(later, true) == 0 && !is_short(tail_of(later, false)));
    if (!ends || (*fit == FIT_PART && box_height(part) <= filled)) continue;
    *first = part;
    *rest = later;
    return true;
  }
  l->squeeze = 1;
  return false;
}

/* Cuts a page off. When only a few lines of a chapter or section would be left for the next page, or a block
 * too high for the foot leaves it half filled, the spaces of this page are squeezed, if that brings them in; else, when
 * a chapter ends with those lines, some of its content goes along, if that leaves the page well filled. */
static enum fit cut_page(struct layout *l, struct box *left, struct box **first, struct box **rest) {
  struct box *part, *later = NULL;
  l->squeeze = 1;
  l->has_lower = l->ends_badly = l->ends_early = l->row_alone = false;
  enum fit fit = box_split(l, left, FRAME_HEIGHT, true, first, rest), again;
  if (fit != FIT_PART) return fit;
  float chapter = tail_of(*rest, false), section = tail_of(*rest, true), filled = box_height(*first);
  bool ends_early = chapter > 0 && filled < FILLED_WELL;
  if (!is_short(chapter) && !is_short(section) && !ends_early) return fit;
  if (squeeze_page(l, left, ends_early ? filled : 0, &again, first, rest)) return again;
  l->ends_badly = true;
  l->ends_early = ends_early;
  if (!is_short(chapter)) return fit;
  again = box_split(l, left, FRAME_HEIGHT - TAIL_COMPANY, true, &part, &later);
  if (again == FIT_PART && box_height(part) >= FILLED_MIN) {
    *first = part;
    *rest = later;
  }
  return fit;
}

/* Pages that a chapter takes from here to its end: in a long one, a page more is no matter. */
static size_t pages_left(struct layout *l, struct box *left) {
  struct box *first, *rest = NULL;
  size_t count = 1;
  while (count < PAGES_AHEAD && cut_page(l, left, &first, &rest) == FIT_PART && tail_of(rest, false) > 0) {
    left = rest;
    count++;
  }
  return count;
}

/* Cuts what fits on the page. A cut that leaves one row of a table alone is made higher up, unless that costs a page. */
static enum fit fill_page(struct layout *l, struct box *left, struct box **first, struct box **rest) {
  struct box *part, *later = NULL;
  enum fit fit = cut_page(l, left, first, rest);
  if (fit != FIT_PART || !l->row_alone) return fit;
  size_t pages = pages_left(l, *rest);
  l->keeps_rows = true;
  enum fit again = cut_page(l, left, &part, &later);
  l->keeps_rows = false;
  if (again != FIT_PART || pages_left(l, later) > pages) return cut_page(l, left, first, rest);
  l->keeps_rows = true;
  again = cut_page(l, left, first, rest);
  l->keeps_rows = false;
  return again;
}

/* False when the pages can't be placed, or are to be made again with lower figures, or without them: a page with such a
 * figure ends badly. */
static bool place_pages(struct layout *l, struct box *left) {
  struct element *document = l->out->document;
  *l->out = (struct pages){.content = l->content, .document = document};
  struct box *first, *rest = NULL;
  enum fit fit = FIT_PART;
  while (fit == FIT_PART) {
    if (!start_page(l)) return false;
    fit = fill_page(l, left, &first, &rest);
    struct box *whole = fit == FIT_PART ? first : left;
    if (l->finds_pages)
      box_find_anchors(l, whole);
    else
      box_place(l, whole, FRAME_LEFT, FRAME_TOP);
    if (l->has_lower && !l->low_is_vain && (l->is_low ? l->ends_early : l->ends_badly)) {
      l->low_is_vain = l->is_low; /* back to the figure's own height */
      l->is_low = !l->is_low;
      return false;
    }
    left = rest;
  }
  return true;
}

static bool make_pages(struct layout *l, struct box **root) {
  while (!place_pages(l, *root)) {
    if (l->errors > 0) return false;
    *root = build(l);
    if (l->errors > 0) return false;
  }
  return true;
}

bool layout_run(const struct content *content, struct layout_metrics *metrics, struct arena *arena, struct diag *diag,
                struct pages *out) {
  struct layout l = {.content = content, .metrics = metrics, .arena = arena, .diag = diag, .out = out,
                     .language = content->language, .palette = palette_of(content->theme)};
  *out = (struct pages){.content = content};
  for (struct box *root = NULL; l.pass < LAYOUT_PASSES; l.pass++) {
    if (!root || !refresh(&l)) root = build(&l);
    l.finds_pages = l.pass == 0 && l.reference_count > 0;
    if (l.errors > 0 || !make_pages(&l, &root)) break;
    if (page_numbers_hold(&l) && !l.finds_pages) break;
  }
  if (l.errors == 0) {
    furniture_pages(&l);
    drop_dead_links(&l);
  }
  scratch_free(&l.scratch);
  return l.errors == 0;
}

/* How: every annotation of every page is held against the element that names it (found by the tree) and against its key
 * in the parent tree; then the keys must be used up, and the form must list exactly the fields that were met. */
#include "paint/selfcheck_parts.h"

enum { FLAG_PRINT = 4, FLAGS_FORBIDDEN = 1 | 2 | 32 | 256 /* invisible, hidden, no view, toggle no view */ };

struct visit {
  struct selfcheck *check;
  uint8_t *keys_met;
  uint32_t fields; /* the array of the form */
  unsigned met, fields_met;
};

static uint32_t get(const struct visit *visit, uint32_t dictionary, enum pdf_name key) {
  return nodes_get(&visit->check->nodes, dictionary, key);
}

static bool leads_to_page(const struct visit *visit, uint32_t destination) {
  const struct selfcheck *check = visit->check;
  uint32_t first = nodes_first(&check->nodes, destination), kind = nodes_after(&check->nodes, destination, first);
  unsigned page = nodes_reference(&check->nodes, first);
  return nodes_length(&check->nodes, destination) == 5 && page < check->texts->count && check->page_of[page] &&
         nodes_is_name(&check->nodes, kind, PDF_XYZ);
}

static void check_link(struct visit *visit, unsigned object, uint32_t node) {
  struct selfcheck *check = visit->check;
  uint32_t action = get(visit, node, PDF_A), destination = get(visit, node, PDF_Dest);
  bool good = destination ? !action && leads_to_page(visit, destination)
                          : nodes_is_name(&check->nodes, get(visit, action, PDF_S), PDF_URI) &&
                                check_has_words(check, get(visit, action, PDF_URI));
  check_need(check, good, RULE_ANNOTATION_TARGET, object);
  check_need(check, check_has_words(check, get(visit, node, PDF_Contents)), RULE_ANNOTATION_WORDS, object);
}

static bool in_fields(const struct visit *visit, unsigned object) {
  const struct nodes *nodes = &visit->check->nodes;
  for (uint32_t part = nodes_first(nodes, visit->fields); part; part = nodes_after(nodes, visit->fields, part))
    if (nodes_reference(nodes, part) == object) return true;
  return false;
}

static void check_field(struct visit *visit, unsigned object, uint32_t node, unsigned page) {
  struct selfcheck *check = visit->check;
  uint32_t appearance = get(visit, node, PDF_AP), stream = get(visit, appearance, PDF_N);
  bool good = check_stream(check, stream) && nodes_length(&check->nodes, appearance) == 2 &&
              nodes_is_name(&check->nodes, check_get(check, check_follow(check, stream), PDF_Subtype), PDF_Form);
  check_need(check, good, RULE_APPEARANCE, object);
  check_need(check, check_has_words(check, get(visit, node, PDF_TU)), RULE_ANNOTATION_WORDS, object);
  good = nodes_is_name(&check->nodes, get(visit, node, PDF_FT), PDF_Sig) && !get(visit, node, PDF_A) &&
         check_has_words(check, get(visit, node, PDF_T)) && in_fields(visit, object) &&
         nodes_reference(&check->nodes, get(visit, node, PDF_P)) == page && check->texts->item[object].plain;
  check_need(check, good, RULE_FIELDS, object);
  visit->fields_met++;
}

/* The key leads to the element, and the element names this annotation: both ways or not at all. */
static void check_tag(struct visit *visit, unsigned object, uint32_t node, enum pdf_name wanted) {
  struct selfcheck *check = visit->check;
  unsigned owner = check->annotation_owner[object];
  long key = -1;
  nodes_integer(&check->nodes, get(visit, node, PDF_StructParent), &key);
  key -= (long)check->page_count;
  bool good = key >= 0 && key < (long)check->key_count && !visit->keys_met[key] && owner &&
              check->annotation_keys[key] == owner &&
              nodes_is_name(&check->nodes, get(visit, check->roots[owner], PDF_S), wanted);
  if (check_need(check, good, RULE_ANNOTATION_TAG, object)) visit->keys_met[key] = 1;
  visit->met++;
}

static void check_annotation(struct visit *visit, unsigned object, unsigned page) {
  struct selfcheck *check = visit->check;
  uint32_t node = object < check->texts->count ? check->roots[object] : 0, subtype = get(visit, node, PDF_Subtype);
  bool is_link = nodes_is_name(&check->nodes, subtype, PDF_Link);
  long flags;
  if (!check_need(check, is_link || nodes_is_name(&check->nodes, subtype, PDF_Widget), RULE_ANNOTATION_KIND, object))
    return;
  bool printed = nodes_integer(&check->nodes, get(visit, node, PDF_F), &flags) && (flags & FLAG_PRINT) &&
                 !(flags & FLAGS_FORBIDDEN);
  check_need(check, printed && nodes_length(&check->nodes, get(visit, node, PDF_Rect)) == 4, RULE_ANNOTATION_FLAGS,
             object);
  check_tag(visit, object, node, is_link ? PDF_Link : PDF_Form);
  if (is_link)
    check_link(visit, object, node);
  else
    check_field(visit, object, node, page);
}

/* Bookmarks: dictionaries with a title and a parent. */
static void check_bookmarks(struct visit *visit) {
  struct selfcheck *check = visit->check;
  for (unsigned i = 1; i < check->texts->count; i++) {
    uint32_t node = check->roots[i];
    if (get(visit, node, PDF_Title) && get(visit, node, PDF_Parent))
      check_need(check,
                 leads_to_page(visit, get(visit, node, PDF_Dest)) &&
                     check_has_words(check, get(visit, node, PDF_Title)),
                 RULE_ANNOTATION_TARGET, i);
  }
}

void selfcheck_annotations(struct selfcheck *check, uint32_t catalog) {
  struct visit visit = {.check = check, .keys_met = arena_alloc(check->arena, check->key_count)};
  uint32_t form = check_get(check, catalog, PDF_AcroForm);
  long flags = 0;
  visit.fields = check_get(check, form, PDF_Fields);
  for (unsigned p = 0; p < check->page_count; p++) {
    const struct check_page *page = &check->pages[p];
    uint32_t array = page->annotations;
    bool in_order = nodes_is_name(&check->nodes, check_get(check, page->node, PDF_Tabs), PDF_S);
    check_need(check, !nodes_first(&check->nodes, array) || in_order, RULE_TAB_ORDER, page->object);
    for (uint32_t part = nodes_first(&check->nodes, array); part; part = nodes_after(&check->nodes, array, part))
      check_annotation(&visit, nodes_reference(&check->nodes, part), page->object);
  }
  check_need(check, visit.met == check->key_count, RULE_PARENT_TREE, 0);
  nodes_integer(&check->nodes, check_get(check, form, PDF_SigFlags), &flags);
  bool listed = visit.fields_met == nodes_length(&check->nodes, visit.fields) && (!form || flags == 3);
  check_need(check, listed, RULE_FIELDS,
             nodes_reference(&check->nodes, nodes_get(&check->nodes, catalog, PDF_AcroForm)));
  check_bookmarks(&visit);
}

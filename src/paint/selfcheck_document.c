/* How: from the catalog outwards. Pages are found through the page tree, because only those count; pictures, forms and
 * attachments among all objects, because one that nothing names would still be in the file. */
#include "paint/selfcheck_parts.h"

#include <string.h>

enum { PAGE_TREE_DEPTH = 8, ICC_HEADER = 128 };

static uint32_t get(const struct selfcheck *check, uint32_t dictionary, enum pdf_name key) {
  return nodes_get(&check->nodes, dictionary, key);
}

static bool is_name(const struct selfcheck *check, uint32_t dictionary, enum pdf_name key, enum pdf_name value) {
  return nodes_is_name(&check->nodes, check_get(check, dictionary, key), value);
}

static bool is_true(const struct selfcheck *check, uint32_t dictionary, enum pdf_name key) {
  uint32_t node = check_get(check, dictionary, key);
  return nodes_is(&check->nodes, node, NODE_BOOLEAN) && check->nodes.items[node].value;
}

/* ---- pages ---- */

static void take_fonts(struct selfcheck *check, uint32_t resources) {
  uint32_t fonts = check_get(check, resources, PDF_Font);
  for (uint32_t key = nodes_first_key(&check->nodes, fonts); key; key = nodes_next_key(&check->nodes, fonts, key)) {
    const struct node *name = &check->nodes.items[key];
    bool known = name->name == PDF_RESOURCE && name->text[0] == 'F' && name->value < CHECK_FONTS;
    if (check_need(check, known, RULE_RESOURCE, 0) && !check->fonts[name->value].used) {
      check->fonts[name->value].object = nodes_reference(&check->nodes, key + 1);
      check->fonts[name->value].used = arena_alloc(check->arena, CODES / 8);
    }
  }
}

static void take_page(struct selfcheck *check, unsigned object, uint32_t node) {
  struct check_page *page = ARENA_PUSH(check->arena, check->pages, check->page_count, check->page_cap);
  uint32_t content = get(check, node, PDF_Contents);
  *page = (struct check_page){.object = object, .node = node, .content = nodes_reference(&check->nodes, content)};
  page->resources = check_get(check, node, PDF_Resources);
  page->annotations = check_get(check, node, PDF_Annots);
  bool whole = check_stream(check, content) && page->resources &&
               nodes_length(&check->nodes, check_get(check, node, PDF_MediaBox)) == 4;
  check_need(check, whole && !check->page_of[object], RULE_CATALOG, object);
  if (check->page_count == 1 || page->resources != page[-1].resources) take_fonts(check, page->resources);
  check->page_of[object] = (uint16_t)check->page_count;
}

static void walk_pages(struct selfcheck *check, unsigned object, unsigned parent, int depth) {
  uint32_t node = object < check->texts->count ? check->roots[object] : 0;
  bool is_page = is_name(check, node, PDF_Type, PDF_Page), is_tree = is_name(check, node, PDF_Type, PDF_Pages);
  bool right_parent = nodes_reference(&check->nodes, get(check, node, PDF_Parent)) == parent;
  if (!check_need(check, (is_page || is_tree) && right_parent && depth < PAGE_TREE_DEPTH, RULE_CATALOG, object)) return;
  if (is_page) {
    if (check->page_count < 0xFFFF) take_page(check, object, node);
    return;
  }
  uint32_t kids = check_get(check, node, PDF_Kids);
  size_t before = check->page_count;
  for (uint32_t kid = nodes_first(&check->nodes, kids); kid; kid = nodes_after(&check->nodes, kids, kid))
    walk_pages(check, nodes_reference(&check->nodes, kid), object, depth + 1);
  long count;
  bool counted = nodes_integer(&check->nodes, check_get(check, node, PDF_Count), &count);
  check_need(check, counted && count == (long)(check->page_count - before), RULE_CATALOG, object);
}

/* ---- catalog ---- */

/* A version 2 or 4 profile of a screen or printer with RGB (ICC.1 7.2), the only one; the page speaks DeviceRGB. */
static void check_intent(struct selfcheck *check, uint32_t catalog) {
  uint32_t intents = check_get(check, catalog, PDF_OutputIntents);
  uint32_t intent = check_follow(check, nodes_first(&check->nodes, intents));
  const struct object_text *profile = check_stream(check, get(check, intent, PDF_DestOutputProfile));
  bool good = nodes_length(&check->nodes, intents) == 1 && is_name(check, intent, PDF_S, PDF_GTS_PDFA1) &&
              check_has_words(check, get(check, intent, PDF_OutputConditionIdentifier)) && profile &&
              profile->data_size > ICC_HEADER;
  if (good) {
    const char *icc = profile->data;
    long channels;
    uint32_t about = check_get(check, intent, PDF_DestOutputProfile);
    good = nodes_integer(&check->nodes, get(check, about, PDF_N), &channels) && channels == 3 &&
           (icc[8] == 2 || icc[8] == 4) && (!memcmp(icc + 12, "mntrRGB ", 8) || !memcmp(icc + 12, "prtrRGB ", 8)) &&
           !memcmp(icc + 36, "acsp", 4);
  }
  check_need(check, good, RULE_INTENT, check->texts->root);
}

static void check_catalog(struct selfcheck *check, uint32_t catalog) {
  unsigned root = check->texts->root;
  check_need(check, is_name(check, catalog, PDF_Type, PDF_Catalog), RULE_CATALOG, root);
  check_need(check, check_language(check, get(check, catalog, PDF_Lang)), RULE_LANGUAGE, root);
  check_need(check, is_true(check, check_get(check, catalog, PDF_MarkInfo), PDF_Marked), RULE_MARKED, root);
  check_need(check, is_true(check, check_get(check, catalog, PDF_ViewerPreferences), PDF_DisplayDocTitle),
             RULE_TITLE_SHOWN, root);
  check_intent(check, catalog);
}

/* ---- attachments ---- */

static bool is_listed(const struct selfcheck *check, uint32_t array, unsigned object) {
  for (uint32_t part = nodes_first(&check->nodes, array); part; part = nodes_after(&check->nodes, array, part))
    if (nodes_reference(&check->nodes, part) == object) return true;
  return false;
}

static bool has_mime(const struct selfcheck *check, uint32_t about) {
  const struct node *name = &check->nodes.items[get(check, about, PDF_Subtype)];
  if (name->kind != NODE_NAME) return false;
  for (int i = 1; i + 3 < name->value; i++) /* "/" is written #2F in a name */
    if (memcmp(name->text + i, "#2F", 3) == 0) return true;
  return false;
}

static void check_attachment(struct selfcheck *check, unsigned object, uint32_t node) {
  uint32_t files = check_get(check, node, PDF_EF);
  uint32_t file = get(check, files, PDF_F), about = check_follow(check, file);
  const struct object_text *stream = check_stream(check, file);
  uint32_t params = check_get(check, about, PDF_Params), relation = get(check, node, PDF_AFRelationship);
  long size;
  bool related = nodes_is_name(&check->nodes, relation, PDF_Source) || nodes_is_name(&check->nodes, relation, PDF_Data);
  bool same = nodes_reference(&check->nodes, get(check, files, PDF_UF)) == nodes_reference(&check->nodes, file);
  bool good = stream && same && related && has_mime(check, about) && check_has_words(check, get(check, node, PDF_F)) &&
              check_has_words(check, get(check, node, PDF_UF)) &&
              nodes_integer(&check->nodes, get(check, params, PDF_Size), &size) && size == (long)stream->data_size &&
              check_has_words(check, get(check, params, PDF_ModDate));
  check_need(check, good, RULE_ATTACHMENT, object);
}

/* The name tree is one sorted leaf; it, /AF and the specifications must agree. */
static void check_attachments(struct selfcheck *check, uint32_t catalog) {
  uint32_t leaf = check_get(check, check_get(check, catalog, PDF_Names), PDF_EmbeddedFiles);
  uint32_t names = check_get(check, leaf, PDF_Names), listed = check_get(check, catalog, PDF_AF);
  const char *before = "";
  uint32_t count = 0;
  for (uint32_t name = nodes_first(&check->nodes, names); name; count++) {
    const char *text = nodes_text(&check->nodes, name, check->arena);
    uint32_t value = nodes_after(&check->nodes, names, name);
    unsigned object = nodes_reference(&check->nodes, value);
    bool good = text && strcmp(before, text) < 0 && is_listed(check, listed, object) &&
                is_name(check, check_follow(check, value), PDF_Type, PDF_Filespec);
    if (!check_need(check, good, RULE_ATTACHMENT_LISTED, object)) return;
    before = text;
    name = nodes_after(&check->nodes, names, value);
  }
  uint32_t found = 0;
  for (unsigned i = 1; i < check->texts->count; i++)
    if (is_name(check, check->roots[i], PDF_Type, PDF_Filespec)) {
      check_attachment(check, i, check->roots[i]);
      found++;
    }
  check_need(check, found == count && count == nodes_length(&check->nodes, listed), RULE_ATTACHMENT_LISTED, 0);
}

/* ---- pictures and forms ---- */

static void check_image(struct selfcheck *check, unsigned object, uint32_t node) {
  long width, height, bits;
  uint32_t space = get(check, node, PDF_ColorSpace), mask = get(check, node, PDF_SMask);
  bool rgb = nodes_is_name(&check->nodes, space, PDF_DeviceRGB);
  bool good = (rgb || nodes_is_name(&check->nodes, space, PDF_DeviceGray)) &&
              nodes_integer(&check->nodes, get(check, node, PDF_Width), &width) &&
              nodes_integer(&check->nodes, get(check, node, PDF_Height), &height) &&
              nodes_integer(&check->nodes, get(check, node, PDF_BitsPerComponent), &bits) && bits == 8 &&
              (size_t)(width * height * (rgb ? 3 : 1)) == check->texts->item[object].data_size;
  good &= !mask || (check_stream(check, mask) && is_name(check, check_follow(check, mask), PDF_Subtype, PDF_Image));
  check_need(check, good, RULE_IMAGE, object);
}

/* Our forms are artifacts or empty appearances: they may be painted any number of times (7.20). */
static void check_form(struct selfcheck *check, unsigned object, uint32_t node) {
  bool good = nodes_is(&check->nodes, check_get(check, node, PDF_Resources), NODE_DICTIONARY) &&
              !get(check, node, PDF_StructParents) &&
              nodes_length(&check->nodes, check_get(check, node, PDF_BBox)) == 4;
  check_need(check, good, RULE_FORM_OBJECT, object);
}

static void check_drawings(struct selfcheck *check) {
  for (unsigned i = 1; i < check->texts->count; i++) {
    uint32_t node = check->roots[i];
    if (!check->texts->item[i].is_stream) continue;
    if (is_name(check, node, PDF_Subtype, PDF_Image))
      check_image(check, i, node);
    else if (is_name(check, node, PDF_Subtype, PDF_Form))
      check_form(check, i, node);
  }
}

void selfcheck_document(struct selfcheck *check, uint32_t catalog) {
  unsigned tree = nodes_reference(&check->nodes, get(check, catalog, PDF_Pages));
  walk_pages(check, tree, 0, 0);
  check_need(check, check->page_count > 0, RULE_CATALOG, tree);
  check_catalog(check, catalog);
  check_attachments(check, catalog);
  check_drawings(check);
}

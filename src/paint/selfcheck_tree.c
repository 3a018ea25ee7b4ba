/* How: the parent tree is read first and says which element owns each sequence of each page; the walk through the
 * elements then ticks every sequence off, and so proves that kids and parent tree are one and the same. Nesting rules
 * are tables of masks over the structure types. */
#include "paint/selfcheck_parts.h"

#include <string.h>

enum { TREE_DEPTH = 64, HEADING_LEVELS = 3 };

#define BIT(type) ((uint64_t)1 << PDF_##type)
/* PDF/UA-1 7.2 and ISO 32000-1 14.8.4.3: what may stand where; a type with no entry is not restricted. */
static const uint64_t PARENTS[PDF_structure_types_end] = {[PDF_TR] = BIT(Table) | BIT(THead) | BIT(TBody),
                                                          [PDF_THead] = BIT(Table),
                                                          [PDF_TBody] = BIT(Table),
                                                          [PDF_TH] = BIT(TR),
                                                          [PDF_TD] = BIT(TR),
                                                          [PDF_LI] = BIT(L),
                                                          [PDF_LBody] = BIT(LI),
                                                          [PDF_TOCI] = BIT(TOC)};
static const uint64_t KIDS[PDF_structure_types_end] = {[PDF_Table] = BIT(TR) | BIT(THead) | BIT(TBody) | BIT(Caption),
                                                       [PDF_THead] = BIT(TR),
                                                       [PDF_TBody] = BIT(TR),
                                                       [PDF_TR] = BIT(TH) | BIT(TD),
                                                       [PDF_L] = BIT(L) | BIT(LI) | BIT(Caption),
                                                       [PDF_LI] = BIT(Lbl) | BIT(LBody),
                                                       [PDF_TOC] = BIT(TOC) | BIT(TOCI) | BIT(Caption)};

struct walk {
  struct selfcheck *check;
  long heading;
  uint32_t identifiers; /* elements with an /ID */
  uint32_t id_names;    /* the array of the identifier tree */
};

/* The entries of an element that the rules speak of, found in one pass: there are thousands. 0: not there. */
struct entries {
  unsigned object;
  uint32_t type, parent, page, kids, identifier, language, attributes, alternative;
};

static uint32_t *entry_of(struct entries *entries, uint16_t key) {
  switch (key) {
  case PDF_S:
    return &entries->type;
  case PDF_P:
    return &entries->parent;
  case PDF_Pg:
    return &entries->page;
  case PDF_K:
    return &entries->kids;
  case PDF_ID:
    return &entries->identifier;
  case PDF_Lang:
    return &entries->language;
  case PDF_A:
    return &entries->attributes;
  case PDF_Alt:
    return &entries->alternative;
  default:
    return NULL;
  }
}

static struct entries read_entries(const struct nodes *nodes, unsigned object, uint32_t node) {
  struct entries entries = {.object = object};
  for (uint32_t key = nodes_first_key(nodes, node); key; key = nodes_next_key(nodes, node, key)) {
    uint32_t *entry = entry_of(&entries, nodes->items[key].name);
    if (entry && !*entry) *entry = key + 1;
  }
  return entries;
}

static uint32_t get(const struct walk *walk, uint32_t dictionary, enum pdf_name key) {
  return nodes_get(&walk->check->nodes, dictionary, key);
}

/* ---- parent tree ---- */

static void take_owners(struct selfcheck *check, struct check_page *page, uint32_t array) {
  page->sequence_count = nodes_length(&check->nodes, array);
  page->owners = arena_array(check->arena, page->sequence_count, sizeof *page->owners);
  page->found = arena_alloc(check->arena, page->sequence_count);
  unsigned i = 0;
  for (uint32_t part = nodes_first(&check->nodes, array); part; part = nodes_after(&check->nodes, array, part))
    page->owners[i++] = nodes_reference(&check->nodes, part);
}

/* Keys are 0, 1, 2 ...: first the pages in order, then annotations; the key of a page is its /StructParents. */
static void read_parent_tree(struct selfcheck *check, uint32_t root, unsigned object) {
  uint32_t numbers = check_get(check, check_get(check, root, PDF_ParentTree), PDF_Nums);
  uint32_t count = nodes_length(&check->nodes, numbers) / 2, key_at = nodes_first(&check->nodes, numbers);
  long next;
  bool good = count >= check->page_count &&
              nodes_integer(&check->nodes, check_get(check, root, PDF_ParentTreeNextKey), &next) && next == (long)count;
  if (!check_need(check, good, RULE_PARENT_TREE, object)) return;
  check->key_count = count - (unsigned)check->page_count;
  check->annotation_keys = arena_array(check->arena, check->key_count, sizeof *check->annotation_keys);
  for (uint32_t i = 0; i < count; i++) {
    long key, own = -1;
    uint32_t value = nodes_after(&check->nodes, numbers, key_at);
    bool in_order = nodes_integer(&check->nodes, key_at, &key) && key == (long)i;
    if (i < check->page_count) {
      uint32_t array = check_follow(check, value);
      nodes_integer(&check->nodes, check_get(check, check->pages[i].node, PDF_StructParents), &own);
      in_order &= own == key && nodes_is(&check->nodes, array, NODE_ARRAY);
      take_owners(check, &check->pages[i], array);
    } else {
      check->annotation_keys[i - check->page_count] = nodes_reference(&check->nodes, value);
    }
    if (!check_need(check, in_order, RULE_PARENT_TREE, object)) return;
    key_at = nodes_after(&check->nodes, numbers, value);
  }
}

/* ---- one element ---- */

static void take_sequence(struct walk *walk, unsigned element, unsigned page_object, long number) {
  struct selfcheck *check = walk->check;
  unsigned index = page_object < check->texts->count ? check->page_of[page_object] : 0;
  struct check_page *page = index ? &check->pages[index - 1] : NULL;
  bool good = page && number >= 0 && number < (long)page->sequence_count && page->owners[number] == element &&
              !(page->found[number] & FOUND_IN_TREE);
  if (check_need(check, good, RULE_PARENT_TREE, element)) page->found[number] |= FOUND_IN_TREE;
}

static void take_annotation(struct walk *walk, unsigned element, uint32_t kid) {
  struct selfcheck *check = walk->check;
  unsigned object = nodes_reference(&check->nodes, get(walk, kid, PDF_Obj));
  bool good = object && object < check->texts->count && !check->annotation_owner[object];
  if (check_need(check, good, RULE_ANNOTATION_TAG, element)) check->annotation_owner[object] = element;
}

/* A kid that is not an element: a sequence number, or a dictionary for one elsewhere or for an annotation. */
static void take_content(struct walk *walk, const struct entries *element, uint32_t kid) {
  struct selfcheck *check = walk->check;
  unsigned page = nodes_reference(&check->nodes, element->page);
  long number;
  if (nodes_integer(&check->nodes, kid, &number)) {
    take_sequence(walk, element->object, page, number);
  } else if (nodes_is_name(&check->nodes, get(walk, kid, PDF_Type), PDF_OBJR)) {
    take_annotation(walk, element->object, kid);
  } else {
    uint32_t own = get(walk, kid, PDF_Pg);
    bool good = nodes_is_name(&check->nodes, get(walk, kid, PDF_Type), PDF_MCR) &&
                nodes_integer(&check->nodes, get(walk, kid, PDF_MCID), &number);
    if (check_need(check, good, RULE_TREE_KID, element->object))
      take_sequence(walk, element->object, own ? nodes_reference(&check->nodes, own) : page, number);
  }
}

static void check_heading(struct walk *walk, unsigned element, uint16_t type) {
  if (type < PDF_H1 || type > PDF_H4) return;
  long level = type - PDF_H1 + 1;
  check_need(walk->check, level <= walk->heading + 1, RULE_HEADING, element);
  walk->heading = level;
}

static void check_figure(struct walk *walk, const struct entries *element) {
  struct selfcheck *check = walk->check;
  uint32_t attributes = check_follow(check, element->attributes), box = check_get(check, attributes, PDF_BBox);
  long corner[4] = {0};
  int count = 0;
  for (uint32_t part = nodes_first(&check->nodes, box); part && count < 4; part = nodes_after(&check->nodes, box, part))
    count += nodes_hundredths(&check->nodes, part, &corner[count]);
  check_need(check, check_has_words(check, element->alternative), RULE_FIGURE_WORDS, element->object);
  bool good = nodes_is_name(&check->nodes, get(walk, attributes, PDF_O), PDF_Layout) && count == 4 &&
              corner[0] < corner[2] && corner[1] < corner[3];
  check_need(check, good, RULE_FIGURE_BOX, element->object);
}

static bool same_string(const struct node *a, const struct node *b) {
  return a->kind == NODE_STRING && b->kind == NODE_STRING && a->value == b->value &&
         memcmp(a->text, b->text, (size_t)a->value) == 0;
}

/* What numbers the labels are, can't be seen here; what an attribute says of them must be right. */
static void check_list(struct walk *walk, const struct entries *element) {
  const struct nodes *nodes = &walk->check->nodes;
  uint32_t attributes = check_follow(walk->check, element->attributes);
  bool good = nodes_is_name(nodes, get(walk, attributes, PDF_O), PDF_List) &&
              nodes_is_name(nodes, get(walk, attributes, PDF_ListNumbering), PDF_Decimal);
  check_need(walk->check, !attributes || good, RULE_LIST_NUMBERS, element->object);
}

/* The identifier tree is one leaf of pairs; its order and size are checked at the end. */
static void check_identifier(struct walk *walk, const struct entries *element) {
  const struct nodes *nodes = &walk->check->nodes;
  bool found = false;
  walk->identifiers++;
  for (uint32_t name = nodes_first(nodes, walk->id_names); name && !found;) {
    uint32_t value = nodes_after(nodes, walk->id_names, name);
    found = same_string(&nodes->items[name], &nodes->items[element->identifier]) &&
            nodes_reference(nodes, value) == element->object;
    name = nodes_after(nodes, walk->id_names, value);
  }
  check_need(walk->check, found, RULE_IDENTIFIER, element->object);
}

/* What a type asks of an element besides its place. */
static void check_type(struct walk *walk, const struct entries *element, uint16_t type) {
  struct selfcheck *check = walk->check;
  check_heading(walk, element->object, type);
  if (element->identifier)
    check_identifier(walk, element);
  else
    check_need(check, type != PDF_Note, RULE_IDENTIFIER, element->object);
  check_need(check, !element->language || check_language(check, element->language), RULE_LANGUAGE, element->object);
  if (type == PDF_Figure) check_figure(walk, element);
  if (type == PDF_L) check_list(walk, element);
  if (type == PDF_Form)
    check_need(check, nodes_is_name(&check->nodes, get(walk, element->kids, PDF_Type), PDF_OBJR), RULE_FORM_KIDS,
               element->object);
  if (type == PDF_Table) selfcheck_table(check, element->object);
}

static void walk_element(struct walk *walk, unsigned object, unsigned parent, uint16_t parent_type, int depth);

static void walk_kids(struct walk *walk, const struct entries *element, uint16_t type, int depth) {
  struct selfcheck *check = walk->check;
  uint32_t kids = element->kids;
  /* One element alone stands in an array too: some signature checkers lose the tree at a bare reference. */
  check_need(check, !nodes_reference(&check->nodes, kids), RULE_TREE_KID, element->object);
  if (!nodes_is(&check->nodes, kids, NODE_ARRAY)) {
    if (kids) take_content(walk, element, kids);
    return;
  }
  for (uint32_t kid = nodes_first(&check->nodes, kids); kid; kid = nodes_after(&check->nodes, kids, kid)) {
    unsigned child = nodes_reference(&check->nodes, kid);
    if (child)
      walk_element(walk, child, element->object, type, depth + 1);
    else
      take_content(walk, element, kid);
  }
}

static bool may_stand(uint16_t type, uint16_t parent_type) {
  if (parent_type == PDF_structure_types_end) return type == PDF_Document;
  return (!PARENTS[type] || PARENTS[type] >> parent_type & 1) && (!KIDS[parent_type] || KIDS[parent_type] >> type & 1);
}

static void walk_element(struct walk *walk, unsigned object, unsigned parent, uint16_t parent_type, int depth) {
  struct selfcheck *check = walk->check;
  const struct nodes *nodes = &check->nodes;
  struct entries element = read_entries(nodes, object, object < check->texts->count ? check->roots[object] : 0);
  bool good = element.parent && !check->reached[object] && nodes_reference(nodes, element.parent) == parent;
  if (!check_need(check, good && depth < TREE_DEPTH, RULE_TREE_PARENT, object)) return;
  check->reached[object] = 1;
  uint16_t type = nodes->items[element.type].name;
  if (!check_need(check, element.type && type < PDF_structure_types_end, RULE_TREE_TYPE, object)) return;
  check_need(check, may_stand(type, parent_type), RULE_TREE_NESTING, object);
  check_type(walk, &element, type);
  walk_kids(walk, &element, type, depth);
}

/* ---- the whole ---- */

static void check_identifier_tree(struct walk *walk, unsigned object) {
  struct selfcheck *check = walk->check;
  const char *before = "";
  uint32_t count = 0;
  for (uint32_t name = nodes_first(&check->nodes, walk->id_names); name; count++) {
    const char *text = nodes_text(&check->nodes, name, check->arena);
    if (!check_need(check, text && strcmp(before, text) < 0, RULE_IDENTIFIER, object)) return;
    before = text;
    name = nodes_after(&check->nodes, walk->id_names, nodes_after(&check->nodes, walk->id_names, name));
  }
  check_need(check, count == walk->identifiers, RULE_IDENTIFIER, object);
}

/* No element outside of the tree, no sequence of the parent tree without its element. */
static void check_all_reached(struct selfcheck *check) {
  const struct nodes *nodes = &check->nodes;
  for (unsigned i = 1; i < check->texts->count; i++) {
    uint32_t type = nodes_get(nodes, check->roots[i], PDF_S);
    if (type && nodes->items[type].name < PDF_structure_types_end && nodes_get(nodes, check->roots[i], PDF_P))
      check_need(check, check->reached[i], RULE_TREE_UNREACHED, i);
  }
  for (unsigned p = 0; p < check->page_count; p++)
    for (unsigned i = 0; i < check->pages[p].sequence_count; i++)
      check_need(check, check->pages[p].found[i] & FOUND_IN_TREE, RULE_PARENT_TREE, check->pages[p].object);
}

void selfcheck_tree(struct selfcheck *check, uint32_t catalog) {
  struct walk walk = {.check = check};
  unsigned object = nodes_reference(&check->nodes, nodes_get(&check->nodes, catalog, PDF_StructTreeRoot));
  uint32_t root = object && object < check->texts->count ? check->roots[object] : 0;
  uint32_t kids = nodes_get(&check->nodes, root, PDF_K);
  bool good = nodes_is_name(&check->nodes, nodes_get(&check->nodes, root, PDF_Type), PDF_StructTreeRoot) &&
              nodes_is(&check->nodes, kids, NODE_ARRAY) && nodes_length(&check->nodes, kids) == 1;
  if (!check_need(check, good, RULE_TREE, object)) return;
  read_parent_tree(check, root, object);
  walk.id_names = check_get(check, check_get(check, root, PDF_IDTree), PDF_Names);
  walk_element(&walk, nodes_reference(&check->nodes, nodes_first(&check->nodes, kids)), object, PDF_structure_types_end,
               0);
  check_identifier_tree(&walk, object);
  check_all_reached(check);
}

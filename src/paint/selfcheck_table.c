/* How: rows are laid into columns one after the other; for each column is known how many rows a spanning cell still
 * reaches down, and whether a header stands above. A rectangle has rows of one width and no cell that hangs out.
 * Scope comes from the two attribute classes that our writer uses (/C/c column, /C/r row), as the class map says. */
#include "paint/selfcheck_parts.h"

#include <string.h>

enum { COLUMNS_MAX = 64, SPAN_MAX = 4096 };

struct grid {
  struct selfcheck *check;
  unsigned table;
  unsigned columns; /* of the first row */
  unsigned rows, reach; /* columns from `reach` on have not been touched */
  long down[COLUMNS_MAX];       /* rows that a cell from above still covers */
  bool headed[COLUMNS_MAX];     /* a column header stands above */
  bool row_header[COLUMNS_MAX]; /* the cell from above heads its rows */
};
struct grid_cell {
  uint32_t node;
  unsigned object;
  long width, height;
  bool is_header, heads_column, heads_row, names_headers;
};

static uint16_t type_of(const struct selfcheck *check, uint32_t element) {
  uint32_t type = nodes_get(&check->nodes, element, PDF_S);
  return type ? check->nodes.items[type].name : PDF_OTHER_NAME;
}

static long span_of(const struct selfcheck *check, uint32_t attributes, enum pdf_name key) {
  long value = 1;
  uint32_t node = nodes_get(&check->nodes, attributes, key);
  return !node ? 1 : nodes_integer(&check->nodes, node, &value) && value > 0 && value < SPAN_MAX ? value : 0;
}

/* The class map's entry must be what the class promises. */
static bool class_heads(struct selfcheck *check, enum pdf_name class, enum pdf_name scope) {
  uint32_t catalog = check->roots[check->texts->root], root = check_get(check, catalog, PDF_StructTreeRoot);
  uint32_t entry = check_get(check, check_get(check, root, PDF_ClassMap), class);
  return nodes_is_name(&check->nodes, nodes_get(&check->nodes, entry, PDF_O), PDF_Table) &&
         nodes_is_name(&check->nodes, nodes_get(&check->nodes, entry, PDF_Scope), scope);
}

static struct grid_cell read_cell(struct selfcheck *check, unsigned object) {
  struct grid_cell cell = {.object = object, .node = object < check->texts->count ? check->roots[object] : 0};
  uint32_t attributes = check_get(check, cell.node, PDF_A), class = nodes_get(&check->nodes, cell.node, PDF_C);
  bool of_table = !attributes || nodes_is_name(&check->nodes, nodes_get(&check->nodes, attributes, PDF_O), PDF_Table);
  cell.width = of_table ? span_of(check, attributes, PDF_ColSpan) : 0;
  cell.height = of_table ? span_of(check, attributes, PDF_RowSpan) : 0;
  cell.is_header = type_of(check, cell.node) == PDF_TH;
  cell.heads_column = nodes_is_name(&check->nodes, class, PDF_c) && class_heads(check, PDF_c, PDF_Column);
  cell.heads_row = nodes_is_name(&check->nodes, class, PDF_r) && class_heads(check, PDF_r, PDF_Row);
  check_need(check, !cell.is_header || cell.heads_column || cell.heads_row, RULE_TABLE_SCOPE, object);
  return cell;
}

/* Puts the cell at column x; false: it overlaps, hangs out or is malformed. */
static bool place(struct grid *grid, const struct grid_cell *cell, unsigned x) {
  if (!cell->width || !cell->height || x + (size_t)cell->width > COLUMNS_MAX) return false;
  unsigned end = x + (unsigned)cell->width;
  if (grid->reach < end) grid->reach = end;
  for (unsigned i = x; i < end; i++) {
    if (grid->down[i]) return false;
    grid->down[i] = cell->height;
    grid->row_header[i] = cell->is_header && cell->heads_row;
    grid->headed[i] |= cell->is_header && cell->heads_column;
  }
  return true;
}

static bool has_header(const struct grid *grid, unsigned x, unsigned width) {
  for (unsigned i = 0; i < x + width && i < COLUMNS_MAX; i++)
    if ((grid->row_header[i] && grid->down[i] && i < x) || (grid->headed[i] && i >= x)) return true;
  return false;
}

static void take_row(struct grid *grid, uint32_t row) {
  struct selfcheck *check = grid->check;
  uint32_t kids = nodes_get(&check->nodes, row, PDF_K);
  unsigned x = 0;
  bool good = true;
  for (uint32_t kid = nodes_first(&check->nodes, kids); kid && good; kid = nodes_after(&check->nodes, kids, kid)) {
    struct grid_cell cell = read_cell(check, nodes_reference(&check->nodes, kid));
    while (x < COLUMNS_MAX && grid->down[x])
      x++;
    if (!cell.is_header) check_need(check, has_header(grid, x, (unsigned)cell.width), RULE_TABLE_HEADER, cell.object);
    good = place(grid, &cell, x);
    x += (unsigned)cell.width;
  }
  while (x < COLUMNS_MAX && grid->down[x])
    x++;
  if (!grid->rows++) grid->columns = x;
  check_need(check, good && x == grid->columns && x > 0, RULE_TABLE_GRID, grid->table);
  for (unsigned i = 0; i < grid->reach; i++) {
    check_need(check, !grid->down[i] || i < grid->columns, RULE_TABLE_GRID, grid->table);
    grid->down[i] -= grid->down[i] > 0;
  }
}

static void take_rows(struct grid *grid, uint32_t part) {
  struct selfcheck *check = grid->check;
  uint32_t kids = nodes_get(&check->nodes, part, PDF_K);
  for (uint32_t kid = nodes_first(&check->nodes, kids); kid; kid = nodes_after(&check->nodes, kids, kid))
    take_row(grid, check_follow(check, kid));
}

/* Parts in order: caption first or last, at most one head, a body whenever there is a head (7.2). */
void selfcheck_table(struct selfcheck *check, unsigned table) {
  struct grid grid = {.check = check, .table = table};
  uint32_t kids = nodes_get(&check->nodes, check->roots[table], PDF_K);
  unsigned heads = 0, bodies = 0, captions = 0, index = 0, count = nodes_length(&check->nodes, kids);
  bool good = true;
  for (uint32_t kid = nodes_first(&check->nodes, kids); kid; kid = nodes_after(&check->nodes, kids, kid), index++) {
    uint32_t part = check_follow(check, kid);
    uint16_t type = type_of(check, part);
    good &= type != PDF_THead || !(bodies || heads);
    heads += type == PDF_THead;
    bodies += type == PDF_TBody;
    captions += type == PDF_Caption;
    good &= type != PDF_Caption || index == 0 || index + 1 == count;
    if (type == PDF_TR)
      take_row(&grid, part);
    else if (type == PDF_THead || type == PDF_TBody)
      take_rows(&grid, part);
  }
  check_need(check, good && captions <= 1 && (!heads || bodies), RULE_TABLE_PARTS, table);
  for (unsigned i = 0; i < grid.reach; i++)
    check_need(check, !grid.down[i], RULE_TABLE_GRID, table);
}

/* items_table.h - the table of all items, a part per function (M11). */
#ifndef TENKEN_COMPOSE_ITEMS_TABLE_H
#define TENKEN_COMPOSE_ITEMS_TABLE_H

struct compose;
void items_table(struct compose *);

#endif

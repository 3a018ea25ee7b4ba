/* fields.h - empty signature fields, one per role (inside paint/).
 *
 * They stand in the first revision of the file, tagged and with an empty appearance, so that signing later adds only a
 * value and an appearance: page, catalog and structure tree never change after the first signature, and the file stays
 * PDF/A and PDF/UA. Field names are SIG1_PREPARED, SIG2_..., in the order of the pages' fields. */
#ifndef TENKEN_PAINT_FIELDS_H
#define TENKEN_PAINT_FIELDS_H

#include "paint/navigation.h"

void fields_add(struct annotations *);

#endif

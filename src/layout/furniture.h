/* furniture.h - what stands on every page beside its content (LOOK 2, 10): header, footer, confidentiality and draft
 * marks, watermark. All of it is artifact. The watermark is drawn first, at page start; the rest when the number of
 * pages is known. */
#ifndef TENKEN_LAYOUT_FURNITURE_H
#define TENKEN_LAYOUT_FURNITURE_H

#include "layout/work.h"

void furniture_watermark(struct layout *); /* on the current page, still empty */
void furniture_pages(struct layout *);     /* on all pages */

#endif

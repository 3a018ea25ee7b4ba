/* metadata.h - what the file says about itself: information dictionary, the same facts as XMP, language, title
 * display, colour intent, and the conformance claim (inside paint/).
 *
 * Info and XMP are written from one table, so they can't differ (PDF/A-3 6.6.3). All dates are the document's date at
 * midnight Japan time: nothing reads a clock. */
#ifndef TENKEN_PAINT_METADATA_H
#define TENKEN_PAINT_METADATA_H

#include "paint/document.h"

struct object *metadata_add(struct document *, bool claim); /* gives back the stream of the XMP packet */
/* The same packet without the claim. */
void metadata_withdraw_claim(struct document *, struct object *packet);
void metadata_put_date(struct buf *, const char *iso_date); /* (D:20261110000000+09'00') */

#endif

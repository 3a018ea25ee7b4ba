/* attachments.h - files that travel inside the report, as PDF/A-3 wants them (inside paint/; 6.8 and ISO 32000-1
 * 7.11): name in both forms, MIME type, relationship, date, listed in the name tree and in the catalog's /AF. */
#ifndef TENKEN_PAINT_ATTACHMENTS_H
#define TENKEN_PAINT_ATTACHMENTS_H

#include "paint/document.h"

void attachments_add(struct document *);

#endif

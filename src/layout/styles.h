/* styles.h - type styles as data: one row per style of LOOK 3 (Japanese) and LOOK 13 (English), and the page of
 * LOOK 2. All lengths in points; colours come from the report's palette. */
#ifndef TENKEN_LAYOUT_STYLES_H
#define TENKEN_LAYOUT_STYLES_H

#include "model/content.h"
#include "model/palette.h"

struct type_style {
  float size, leading;
  enum font_role font;
  enum ink ink;
};

const struct type_style *style_of(enum style, enum language);
struct rgb style_ink(enum ink, const struct palette *);

/* The page of LOOK 2. */
#define PAGE_WIDTH 595.28f
#define PAGE_HEIGHT 841.89f
#define FRAME_LEFT 62.36f
#define FRAME_WIDTH 481.89f
#define FRAME_TOP 64.0f
#define FRAME_HEIGHT 704.0f
#define COVER_BOTTOM 806.0f /* where the cover's last line ends, as the footer does elsewhere */
#define GRID_GUTTER 11.34f
#define GRID_STEP 41.11f /* a column and a gutter: n columns are GRID_STEP * n - GRID_GUTTER wide */
#define GRID_UNIT 4.0f
#define KEEP_BELOW_HEADING 48.0f
#define EMPTY_MAX (FRAME_HEIGHT / 4) /* of a page, for the sake of what wants to stay whole */

/* Baseline in a line box (LOOK 2): all BIZ UD faces stand 0.88 em over it. */
static inline float style_baseline(float size, float leading) {
  return (leading - size) / 2 + 0.88f * size;
}

#endif

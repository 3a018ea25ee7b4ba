/* sample_pages.h - pages made by hand, for tests of paint: what layout would hand over, without layout.
 *
 * `sample_pages` has one of everything on two pages; `sample_report` is as large as a regulator report. Everything
 * lives in the sample's arena. */
#ifndef TENKEN_TESTS_SAMPLE_PAGES_H
#define TENKEN_TESTS_SAMPLE_PAGES_H

#include "model/pages.h"
#include "paint/paint.h"

/* What must come back from the file letter by letter: rare forms, non-BMP, a variation sequence, look-alikes, marks
 * that need an escape. */
#define SAMPLE_CHARACTERS "髙﨑𠮷①㈱〜～－葛\U000E0100城、𠮟る・㍿。(かっこ)\\A 1½"

struct sample {
  struct arena *arena;
  struct font_set fonts;
  struct content content;
  struct pages pages;
};

void sample_open(struct sample *);
void sample_close(struct sample *);
void sample_pages(struct sample *);
void sample_report(struct sample *, size_t pages, size_t rows_per_page);
struct paint_settings sample_settings(const struct sample *); /* with the sRGB profile; claims conformance */

struct page *sample_page(struct sample *);
struct element *sample_element(struct sample *, struct element *parent, enum role);
/* Splits the text by the faces that have its characters; returns x after it. */
float sample_text(struct sample *, struct page *, struct element *, enum font_role, float size, float x, float y,
                  const char *);

#endif

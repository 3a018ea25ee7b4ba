/* pango_report.c - the plain way to the same paper, to compare with: cairo's PDF surface and Pango, no tags, no links, no
 * attachments, no self-check. Reads one paragraph a line ("P size text") and one table row a line ("R cell<TAB>cell...")
 * and sets them on A4 pages, breaking pages between them. usage: pango_report TEXT COUNT OUT.pdf */
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double LEFT = 62.36, WIDTH = 481.89, TOP = 64, BOTTOM = 768, PADDING = 4;

struct report {
  cairo_t *cairo;
  double y;
};

static double height_of(PangoLayout *layout) {
  int height;
  pango_layout_get_size(layout, NULL, &height);
  return height / (double)PANGO_SCALE;
}

static PangoLayout *layout_of(struct report *report, const char *text, int length, double size, double width) {
  PangoLayout *layout = pango_cairo_create_layout(report->cairo);
  PangoFontDescription *font = pango_font_description_from_string("BIZ UDPGothic");
  pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text(layout, text, length);
  return layout;
}

static void make_room(struct report *report, double height) {
  if (report->y + height <= BOTTOM)
    return;
  cairo_show_page(report->cairo);
  report->y = TOP;
}

static void put(struct report *report, PangoLayout *layout, double x, double y) {
  cairo_move_to(report->cairo, x, y);
  pango_cairo_show_layout(report->cairo, layout);
  g_object_unref(layout);
}

static void paragraph(struct report *report, char *line) {
  char *text;
  double size = strtod(line, &text);
  PangoLayout *layout = layout_of(report, text + 1, -1, size, WIDTH);
  double height = height_of(layout);
  make_room(report, height);
  put(report, layout, LEFT, report->y);
  report->y += height + PADDING;
}

static void row(struct report *report, const char *line) {
  PangoLayout *cells[16];
  int count = 1, n = 0;
  double tallest = 0;
  for (const char *p = line; *p; p++)
    count += *p == '\t';
  double width = WIDTH / count;
  for (const char *p = line; n < count && n < 16; p += strcspn(p, "\t") + 1) {
    cells[n] = layout_of(report, p, (int)strcspn(p, "\t"), 8.5, width - 2 * PADDING);
    double height = height_of(cells[n++]);
    tallest = height > tallest ? height : tallest;
  }
  make_room(report, tallest + 2 * PADDING);
  for (int i = 0; i < n; i++)
    put(report, cells[i], LEFT + i * width + PADDING, report->y + PADDING);
  report->y += tallest + 2 * PADDING;
  cairo_set_line_width(report->cairo, 0.5);
  cairo_move_to(report->cairo, LEFT, report->y);
  cairo_line_to(report->cairo, LEFT + WIDTH, report->y);
  cairo_stroke(report->cairo);
}

static void make(const char *text, const char *path) {
  cairo_surface_t *surface = cairo_pdf_surface_create(path, 595.28, 841.89);
  struct report report = {cairo_create(surface), TOP};
  char *copy = strdup(text), *rest = copy;
  for (char *line = strtok_r(rest, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
    if (line[0] == 'P')
      paragraph(&report, line + 2);
    else
      row(&report, line + 2);
  }
  free(copy);
  cairo_show_page(report.cairo);
  cairo_destroy(report.cairo);
  cairo_surface_destroy(surface);
}

int main(int argc, char **argv) {
  gsize size;
  char *text;
  if (argc != 4 || !g_file_get_contents(argv[1], &text, &size, NULL))
    return 2;
  for (int i = 0; i < atoi(argv[2]); i++)
    make(text, argv[3]);
  g_free(text);
  return 0;
}

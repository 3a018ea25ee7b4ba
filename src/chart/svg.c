/* svg.c - a drawing as SVG 1.1. Texts become outlines: the file looks the same where the fonts are not installed, and
 * its meaning stands in <title> and <desc>. Same drawing, same bytes: numbers have at most two decimals, nothing
 * depends on locale or time. */
#include "chart/chart.h"
#include "chart/text.h"

static void put_number(struct buf *out, double v) {
  buf_put_decimal(out, v, 2);
}

static void put_point(struct buf *out, char verb, double x, double y) {
  if (verb) buf_putc(out, verb);
  put_number(out, x);
  buf_putc(out, ' ');
  put_number(out, y);
}

static void put_path(struct buf *out, const struct path *path) {
  for (size_t i = 0; i < path->count; i++) {
    const struct path_element *e = &path->elements[i];
    switch (e->verb) {
    case PATH_MOVE:
      put_point(out, 'M', e->x[0], e->y[0]);
      break;
    case PATH_LINE:
      put_point(out, 'L', e->x[0], e->y[0]);
      break;
    case PATH_CURVE:
      for (int k = 0; k < 3; k++)
        put_point(out, k == 0 ? 'C' : ' ', e->x[k], e->y[k]);
      break;
    case PATH_CLOSE:
      buf_putc(out, 'Z');
      break;
    }
  }
}

static void put_colour(struct buf *out, const char *attribute, struct rgb c) {
  buf_printf(out, " %s=\"#%02X%02X%02X\"", attribute, (unsigned)c.r, (unsigned)c.g, (unsigned)c.b);
}

static void put_attribute(struct buf *out, const char *attribute, double value) {
  buf_printf(out, " %s=\"", attribute);
  put_number(out, value);
  buf_putc(out, '"');
}

static void put_stroke(struct buf *out, const struct stroke *stroke) {
  if (stroke->width <= 0) return;
  put_colour(out, "stroke", stroke->colour);
  put_attribute(out, "stroke-width", stroke->width);
  if (stroke->dash[0] > 0) {
    buf_puts(out, " stroke-dasharray=\"");
    put_point(out, 0, stroke->dash[0], stroke->dash[1]);
    buf_putc(out, '"');
  }
  if (stroke->round_join) buf_puts(out, " stroke-linejoin=\"round\"");
  if (stroke->round_cap) buf_puts(out, " stroke-linecap=\"round\"");
}

static void put_path_mark(struct buf *out, const struct mark *mark) {
  buf_puts(out, "<path d=\"");
  put_path(out, &mark->path);
  buf_putc(out, '"');
  if (mark->filled)
    put_colour(out, "fill", mark->fill);
  else
    buf_puts(out, " fill=\"none\"");
  put_stroke(out, &mark->stroke);
  buf_puts(out, "/>\n");
}

/* Glyph outlines in em units, y up, to drawing units, y down. */
struct glyph_writer {
  struct buf *out;
  double x, y, size;
};

static void write_verb(const struct glyph_writer *w, char verb, double x, double y) {
  put_point(w->out, verb, w->x + x * w->size, w->y - y * w->size);
}

static void write_move(void *context, double x, double y) {
  write_verb(context, 'M', x, y);
}

static void write_line(void *context, double x, double y) {
  write_verb(context, 'L', x, y);
}

static void write_curve(void *context, double x1, double y1, double x2, double y2, double x3, double y3) {
  write_verb(context, 'C', x1, y1);
  write_verb(context, ' ', x2, y2);
  write_verb(context, ' ', x3, y3);
}

static void write_close(void *context) {
  buf_putc(((struct glyph_writer *)context)->out, 'Z');
}

struct text_writer {
  struct glyph_writer glyph;
  double start;
};

static void write_glyph(void *context, const struct text_glyph *glyph) {
  struct text_writer *w = context;
  w->glyph.x = w->start + glyph->x;
  struct outline_sink sink = {&w->glyph, write_move, write_line, write_curve, write_close};
  face_outline(glyph->face, glyph->glyph, &sink);
}

static void put_text_mark(struct buf *out, const struct font_set *fonts, const struct draw_text *text) {
  struct text_writer w = {{out, 0, text->baseline, text->size}, text_start(fonts, text)};
  for (int pass = text->halo > 0 ? 0 : 1; pass < 2; pass++) { /* the halo is the same outline, stroked white first */
    buf_puts(out, "<path d=\"");
    text_walk(fonts, text, write_glyph, &w);
    buf_putc(out, '"');
    put_colour(out, "fill", pass == 0 ? (struct rgb){255, 255, 255} : text->colour);
    if (pass == 0) {
      put_stroke(out, &(struct stroke){.width = text->halo, .colour = {255, 255, 255}, .round_join = true});
    }
    buf_puts(out, "/>\n");
  }
}

static void put_escaped(struct buf *out, const char *s) {
  for (; *s; s++) {
    switch (*s) {
    case '&':
      buf_puts(out, "&amp;");
      break;
    case '<':
      buf_puts(out, "&lt;");
      break;
    case '>':
      buf_puts(out, "&gt;");
      break;
    default:
      if ((unsigned char)*s >= 0x20 || *s == '\n' || *s == '\t') buf_putc(out, *s);
    }
  }
}

static void put_element(struct buf *out, const char *name, const char *text) {
  if (!text || !*text) return;
  buf_printf(out, "<%s id=\"%s\">", name, name);
  put_escaped(out, text);
  buf_printf(out, "</%s>\n", name);
}

void chart_svg(const struct drawing *drawing, const struct font_set *fonts, const char *title, const char *description,
               struct buf *out) {
  buf_puts(
      out,
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"");
  put_number(out, drawing->width);
  buf_puts(out, "pt\" height=\"");
  put_number(out, drawing->height);
  buf_puts(out, "pt\" viewBox=\"0 0 ");
  put_point(out, 0, drawing->width, drawing->height);
  buf_puts(out, "\" role=\"img\" aria-labelledby=\"title desc\">\n");
  put_element(out, "title", title);
  put_element(out, "desc", description);
  for (size_t i = 0; i < drawing->count; i++) {
    const struct mark *mark = &drawing->marks[i];
    if (mark->kind == MARK_TEXT)
      put_text_mark(out, fonts, &mark->text);
    else
      put_path_mark(out, mark);
  }
  buf_puts(out, "</svg>\n");
}

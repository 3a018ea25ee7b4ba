/* How: the page's bytes are built in one pass and one buffer, then handed to libharu's page stream once; libharu's own
 * operators cost a call and a copy each. The graphics state is followed here, so that equal neighbours write nothing. */
#include "paint/content_stream.h"

#include "paint/syntax.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const ARTIFACTS[] = {
    [ARTIFACT_LAYOUT] = "/Artifact BMC\n",
    [ARTIFACT_HEADER] = "/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC\n",
    [ARTIFACT_FOOTER] = "/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC\n",
    [ARTIFACT_WATERMARK] = "/Artifact<</Type/Pagination/Subtype/Watermark>>BDC\n",
};

/* Where a drawing's origin stands; y of a drawing goes down, y of the page goes up. */
struct origin {
  double x, y; /* points, added before rounding */
  long top;    /* hundredths */
};

static bool same_colour(struct rgb a, struct rgb b) {
  return a.r == b.r && a.g == b.g && a.b == b.b;
}

/* ---- marked sequences ---- */

static void end_sequence(struct content_stream *stream) {
  if (!stream->in_sequence)
    return;
  content_end_text(stream);
  buf_puts(&stream->out, "EMC\n");
  stream->in_sequence = false;
}

static void begin_sequence(struct content_stream *stream, const struct page_mark *mark) {
  if (stream->in_sequence && stream->owner == mark->element &&
      (mark->element || stream->artifact == mark->artifact))
    return;
  end_sequence(stream);
  if (mark->element) {
    buf_putc(&stream->out, '/');
    buf_puts(&stream->out, tags_name(mark->element->role));
    buf_puts(&stream->out, "<</MCID ");
    buf_put_int(&stream->out, (long)tags_content(stream->tags, mark->element, stream->page));
    buf_puts(&stream->out, ">>BDC\n");
  } else {
    buf_puts(&stream->out, ARTIFACTS[mark->artifact]);
  }
  stream->in_sequence = true;
  stream->owner = mark->element;
  stream->artifact = mark->artifact;
}

/* ---- graphics parameters ---- */

/* A channel in thousandths: enough to tell all 256 values apart. */
static void put_channel(struct buf *out, uint8_t value) {
  unsigned thousandths = (value * 1000U + 127) / 255;
  char text[5] = {'.', (char)('0' + thousandths / 100), (char)('0' + thousandths / 10 % 10),
                  (char)('0' + thousandths % 10), ' '};
  if (thousandths % 1000 == 0)
    buf_puts(out, thousandths ? "1 " : "0 ");
  else
    buf_put(out, text, sizeof text);
}

static void put_colour(struct buf *out, struct rgb colour, const char *operator) {
  put_channel(out, colour.r);
  put_channel(out, colour.g);
  put_channel(out, colour.b);
  buf_puts(out, operator);
}

static void set_fill(struct content_stream *stream, struct rgb colour) {
  struct graphics_state *state = &stream->state;
  if (state->has_fill && same_colour(state->fill, colour))
    return;
  put_colour(&stream->out, colour, "rg\n");
  state->fill = colour;
  state->has_fill = true;
}

static void set_dash(struct buf *out, const float dash[2]) {
  buf_putc(out, '[');
  if (dash[0] > 0 || dash[1] > 0) {
    syntax_put_hundredths_spaced(out, syntax_hundredths(dash[0]));
    syntax_put_hundredths(out, syntax_hundredths(dash[1]));
  }
  buf_puts(out, "]0 d\n");
}

static void set_stroke(struct content_stream *stream, const struct stroke *stroke) {
  static const struct stroke PAGE_START = {.width = 1}; /* 8.4.1: what a page begins with */
  struct graphics_state *state = &stream->state;
  const struct stroke *old = state->has_line ? &state->line : &PAGE_START;
  struct buf *out = &stream->out;
  if (!state->has_stroke || !same_colour(state->stroke, stroke->colour))
    put_colour(out, stroke->colour, "RG\n");
  if (syntax_hundredths(old->width) != syntax_hundredths(stroke->width)) {
    syntax_put_hundredths_spaced(out, syntax_hundredths(stroke->width));
    buf_puts(out, "w\n");
  }
  if (memcmp(old->dash, stroke->dash, sizeof old->dash) != 0)
    set_dash(out, stroke->dash);
  if (old->round_cap != stroke->round_cap)
    buf_puts(out, stroke->round_cap ? "1 J\n" : "0 J\n");
  if (old->round_join != stroke->round_join)
    buf_puts(out, stroke->round_join ? "1 j\n" : "0 j\n");
  state->stroke = stroke->colour;
  state->line = *stroke;
  state->has_stroke = state->has_line = true;
}

/* ---- paths ---- */

static void put_point(struct buf *out, const struct origin *origin, float x, float y) {
  syntax_put_hundredths_spaced(out, syntax_hundredths(origin->x + x));
  syntax_put_hundredths_spaced(out, origin->top - syntax_hundredths(origin->y + y));
}

/* Move, three lines, close, all parallel to the axes: most marks of a table are such, and `re` says it in one. */
static bool is_rectangle(const struct path *path) {
  const struct path_element *e = path->elements;
  if (path->count != 5 || e[0].verb != PATH_MOVE || e[4].verb != PATH_CLOSE)
    return false;
  for (int i = 1; i < 4; i++)
    if (e[i].verb != PATH_LINE)
      return false;
  bool across_first = e[0].y[0] == e[1].y[0] && e[1].x[0] == e[2].x[0] && e[2].y[0] == e[3].y[0] && e[3].x[0] == e[0].x[0];
  bool down_first = e[0].x[0] == e[1].x[0] && e[1].y[0] == e[2].y[0] && e[2].x[0] == e[3].x[0] && e[3].y[0] == e[0].y[0];
  return across_first || down_first;
}

static void put_rectangle(struct buf *out, const struct origin *origin, const struct path_element *e) {
  float left = fminf(e[0].x[0], e[2].x[0]), right = fmaxf(e[0].x[0], e[2].x[0]);
  float top = fminf(e[0].y[0], e[2].y[0]), bottom = fmaxf(e[0].y[0], e[2].y[0]);
  long x0 = syntax_hundredths(origin->x + left), y0 = syntax_hundredths(origin->y + bottom);
  syntax_put_hundredths_spaced(out, x0);
  syntax_put_hundredths_spaced(out, origin->top - y0);
  syntax_put_hundredths_spaced(out, syntax_hundredths(origin->x + right) - x0);
  syntax_put_hundredths_spaced(out, y0 - syntax_hundredths(origin->y + top));
  buf_puts(out, "re\n");
}

static void put_path(struct buf *out, const struct origin *origin, const struct path *path) {
  static const struct {
    int points;
    const char operator[3];
  } VERBS[] = {[PATH_MOVE] = {1, "m\n"}, [PATH_LINE] = {1, "l\n"}, [PATH_CURVE] = {3, "c\n"}, [PATH_CLOSE] = {0, "h\n"}};
  for (size_t i = 0; i < path->count; i++) {
    const struct path_element *element = &path->elements[i];
    for (int k = 0; k < VERBS[element->verb].points; k++)
      put_point(out, origin, element->x[k], element->y[k]);
    buf_put(out, VERBS[element->verb].operator, 2);
  }
}

static void paint_path(struct content_stream *stream, const struct page_mark *mark, const struct origin *origin) {
  bool stroked = mark->stroke.width > 0;
  content_end_text(stream);
  if (mark->filled)
    set_fill(stream, mark->fill);
  if (stroked)
    set_stroke(stream, &mark->stroke);
  if (is_rectangle(mark->path))
    put_rectangle(&stream->out, origin, mark->path->elements);
  else
    put_path(&stream->out, origin, mark->path);
  buf_puts(&stream->out, mark->filled && stroked ? "B\n" : mark->filled ? "f\n" : "S\n");
}

/* ---- marks ---- */

static void put_matrix_number(struct buf *out, double value) {
  buf_put_decimal(out, value, 4);
  buf_putc(out, ' ');
}

static void paint_text(struct content_stream *stream, const struct page_mark *mark, const struct origin *origin) {
  set_fill(stream, mark->text.colour);
  content_text(stream, &mark->text, syntax_hundredths(origin->x + mark->text.x),
               origin->top - syntax_hundredths(origin->y + mark->text.baseline));
}

/* The watermark's outline stands on every page: its operators go into a form, painted in the colour of the moment. A
 * form without tags may be used any number of times inside artifacts (PDF/UA-1 7.20). */
static void paint_form(struct content_stream *stream, const struct page_mark *mark) {
  struct object *form;
  bool is_new;
  size_t number = images_form(stream->images, mark->path, &form, &is_new);
  if (is_new) {
    put_path(&form->content, &(struct origin){0, 0, 0}, mark->path);
    buf_puts(&form->content, "f\n");
    buf_puts(&form->body, "/Type/XObject/Subtype/Form/Resources<<>>/BBox[-1100 -1100 1100 1100]");
  }
  set_fill(stream, mark->fill);
  buf_printf(&stream->out, "/W%zu Do\n", number);
}

static bool is_shared(const struct page_mark *mark) {
  return !mark->element && mark->artifact == ARTIFACT_WATERMARK && mark->filled && mark->stroke.width <= 0;
}

/* The mark turned about (dx, dy). A path has its origin there; a text keeps its place on the page. */
static void paint_rotated(struct content_stream *stream, const struct page_mark *mark) {
  struct graphics_state before = stream->state;
  double angle = mark->rotate * acos(-1.0) / 180;
  struct buf *out = &stream->out;
  content_end_text(stream);
  buf_puts(out, "q ");
  put_matrix_number(out, cos(angle));
  put_matrix_number(out, sin(angle));
  put_matrix_number(out, -sin(angle));
  put_matrix_number(out, cos(angle));
  syntax_put_hundredths_spaced(out, syntax_hundredths(mark->dx));
  syntax_put_hundredths_spaced(out, SYNTAX_PAGE_TOP - syntax_hundredths(mark->dy));
  buf_puts(out, "cm\n");
  if (mark->kind == PAGE_TEXT)
    paint_text(stream, mark, &(struct origin){-mark->dx, -mark->dy, 0});
  else if (is_shared(mark))
    paint_form(stream, mark);
  else
    paint_path(stream, mark, &(struct origin){0, 0, 0});
  content_end_text(stream);
  buf_puts(out, "Q\n");
  stream->state = before;
}

static void paint_image(struct content_stream *stream, const struct page_mark *mark, size_t number) {
  struct buf *out = &stream->out;
  content_end_text(stream);
  buf_puts(out, "q ");
  syntax_put_hundredths(out, syntax_hundredths(mark->w));
  buf_puts(out, " 0 0 ");
  syntax_put_hundredths_spaced(out, syntax_hundredths(mark->h));
  syntax_put_hundredths_spaced(out, syntax_hundredths(mark->dx));
  syntax_put_hundredths_spaced(out, SYNTAX_PAGE_TOP - syntax_hundredths(mark->dy + mark->h));
  buf_printf(out, "cm /I%zu Do Q\n", number);
}

static bool has_ink(const struct page_mark *mark) {
  if (mark->kind == PAGE_TEXT)
    return mark->text.size_bytes > 0;
  if (mark->kind == PAGE_IMAGE)
    return mark->picture && mark->w > 0 && mark->h > 0;
  return mark->path && mark->path->count && (mark->filled || mark->stroke.width > 0);
}

static void paint_mark(struct content_stream *stream, const struct page_mark *mark) {
  static const struct origin PAGE = {0, 0, SYNTAX_PAGE_TOP};
  if (!has_ink(mark))
    return;
  begin_sequence(stream, mark);
  if (mark->kind == PAGE_IMAGE)
    paint_image(stream, mark, images_use(stream->images, mark->picture));
  else if (mark->rotate != 0)
    paint_rotated(stream, mark);
  else if (mark->kind == PAGE_TEXT)
    paint_text(stream, mark, &PAGE);
  else
    paint_path(stream, mark, &(struct origin){mark->dx, mark->dy, SYNTAX_PAGE_TOP});
}

void content_page(struct content_stream *stream, size_t page) {
  const struct page *source = &stream->document->pages->pages[page];
  stream->page = page;
  stream->state = (struct graphics_state){0};
  buf_clear(&stream->out);
  for (size_t i = 0; i < source->count; i++)
    paint_mark(stream, &source->marks[i]);
  end_sequence(stream);
  document_page_content(stream->document, page, &stream->out);
}

void content_free(struct content_stream *stream) {
  buf_free(&stream->out);
  free(stream->scratch);
}

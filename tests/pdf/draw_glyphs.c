/* draw_glyphs.c - draws glyphs at given places with cairo and FreeType, straight from the font files: the reference
 * that test_pixels.py compares pages with. Nothing of tenken is used here.
 *
 * draw_glyphs WIDTH HEIGHT SCALE <list >image.pgm
 * Each line of the list: font file, size in points, x and baseline in points from the top left corner, code point
 * (hex), and the variation selector (hex, 0: none). Prints an 8-bit grey image, black on white. Exit 1 when a face has
 * no such glyph. */
#include <cairo-ft.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FACES_MAX = 16, PATH_MAX_BYTES = 512 };

struct face {
  char path[PATH_MAX_BYTES];
  FT_Face ft;
  cairo_font_face_t *cairo;
};
struct faces {
  FT_Library library;
  struct face face[FACES_MAX];
  size_t count;
};

static struct face *face_of(struct faces *faces, const char *path) {
  for (size_t i = 0; i < faces->count; i++)
    if (!strcmp(faces->face[i].path, path)) return &faces->face[i];
  struct face *face = &faces->face[faces->count];
  if (faces->count == FACES_MAX || FT_New_Face(faces->library, path, 0, &face->ft)) return NULL;
  faces->count++;
  snprintf(face->path, sizeof face->path, "%s", path);
  face->cairo = cairo_ft_font_face_create_for_ft_face(face->ft, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP);
  return face;
}

static int draw(cairo_t *cr, struct faces *faces) {
  char path[PATH_MAX_BYTES];
  double size, x, y;
  unsigned code_point, selector;
  int missing = 0;
  while (scanf("%511s %lf %lf %lf %x %x", path, &size, &x, &y, &code_point, &selector) == 6) {
    struct face *face = face_of(faces, path);
    if (!face) return 2;
    cairo_glyph_t glyph = {.x = x, .y = y};
    if (selector) glyph.index = FT_Face_GetCharVariantIndex(face->ft, code_point, selector);
    if (!glyph.index) glyph.index = FT_Get_Char_Index(face->ft, code_point);
    if (!glyph.index) {
      fprintf(stderr, "%s has no U+%04X\n", path, code_point);
      missing = 1;
    }
    cairo_set_font_face(cr, face->cairo);
    cairo_set_font_size(cr, size);
    cairo_glyph_path(cr, &glyph, 1); /* the outline, not a bitmap at whole pixels */
    cairo_fill(cr);
  }
  return missing;
}

static void write_image(cairo_surface_t *surface, int width, int height) {
  cairo_surface_flush(surface);
  const unsigned char *data = cairo_image_surface_get_data(surface);
  int stride = cairo_image_surface_get_stride(surface);
  printf("P5\n%d %d\n255\n", width, height);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      putchar(255 - data[y * stride + x]);
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  double scale = atof(argv[3]);
  int width = atoi(argv[1]), height = atoi(argv[2]);
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, width, height);
  cairo_t *cr = cairo_create(surface);
  struct faces faces = {.count = 0};
  if (FT_Init_FreeType(&faces.library) || cairo_status(cr)) return 2;
  cairo_scale(cr, scale, scale);
  int result = draw(cr, &faces);
  write_image(surface, width, height);
  cairo_destroy(cr);
  cairo_surface_destroy(surface);
  return result;
}

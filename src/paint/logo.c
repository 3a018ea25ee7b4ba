/* How: the file is read whole, its chunks are walked (lengths and checksums, IHDR's promises), and only then cairo
 * decodes it; a header that lies would otherwise cost gigabytes. cairo gives premultiplied words; PDF wants samples. */
#include "paint/logo.h"

#include "base/file.h"

#include <cairo.h>
#include <libdeflate.h>
#include <string.h>

static const uint8_t SIGNATURE[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
enum { CHUNK_FRAME = 12, IHDR_SIZE = 13 }; /* length, type, checksum around a chunk's data */

struct png_reader {
  const uint8_t *data;
  size_t size, at;
};

static uint32_t u32(const uint8_t *p) {
  return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* PNG 1.2, 11.2.2: the allowed bit depths of each colour type, as a set of bits. */
static bool depth_allowed(unsigned colour_type, unsigned depth) {
  static const unsigned ALLOWED[] = {
      [0] = 1U << 1 | 1U << 2 | 1U << 4 | 1U << 8 | 1U << 16, [2] = 1U << 8 | 1U << 16,
      [3] = 1U << 1 | 1U << 2 | 1U << 4 | 1U << 8,            [4] = 1U << 8 | 1U << 16,
      [6] = 1U << 8 | 1U << 16};
  return colour_type < sizeof ALLOWED / sizeof ALLOWED[0] && depth <= 16 && (ALLOWED[colour_type] >> depth & 1);
}

static const char *check_header(const uint8_t *header) {
  uint32_t width = u32(header), height = u32(header + 4);
  if (!width || !height)
    return "a PNG without pixels";
  if (width > LOGO_SIDE_MAX || height > LOGO_SIDE_MAX)
    return "larger than 4000 by 4000 pixels";
  if (!depth_allowed(header[9], header[8]) || header[10] || header[11] || header[12] > 1)
    return "a damaged PNG (impossible header)";
  return NULL;
}

/* Every chunk whole and with its checksum, IHDR first, a palette before the pixels that need it, IEND last. */
static const char *check_chunks(const uint8_t *data, size_t size) {
  bool has_palette = false, has_pixels = false;
  unsigned colour_type = 0;
  for (size_t at = sizeof SIGNATURE; size - at >= CHUNK_FRAME;) {
    const uint8_t *chunk = data + at;
    size_t length = u32(chunk);
    if (length > size - at - CHUNK_FRAME)
      return "a damaged PNG (cut off)";
    if (libdeflate_crc32(0, chunk + 4, length + 4) != u32(chunk + 8 + length))
      return "a damaged PNG (wrong checksum)";
    bool first = at == sizeof SIGNATURE;
    if (first != (memcmp(chunk + 4, "IHDR", 4) == 0) || (first && length != IHDR_SIZE))
      return "a damaged PNG (no header)";
    if (first) {
      const char *why = check_header(chunk + 8);
      if (why)
        return why;
      colour_type = chunk[8 + 9];
    }
    has_palette |= memcmp(chunk + 4, "PLTE", 4) == 0 && length >= 3;
    if (memcmp(chunk + 4, "IDAT", 4) == 0) {
      has_pixels = true;
      if (colour_type == 3 && !has_palette)
        return "a damaged PNG (no palette)";
    }
    if (memcmp(chunk + 4, "IEND", 4) == 0)
      return has_pixels ? NULL : "a damaged PNG (no pixels)";
    at += length + CHUNK_FRAME;
  }
  return "a damaged PNG (cut off)";
}

static cairo_status_t feed(void *context, unsigned char *out, unsigned size) {
  struct png_reader *reader = context;
  if (size > reader->size - reader->at)
    return CAIRO_STATUS_READ_ERROR;
  memcpy(out, reader->data + reader->at, size);
  reader->at += size;
  return CAIRO_STATUS_SUCCESS;
}

static uint8_t straight(uint32_t premultiplied, uint32_t alpha) {
  uint32_t value = alpha ? (premultiplied * 255 + alpha / 2) / alpha : 0;
  return (uint8_t)(value > 255 ? 255 : value);
}

static void take_pixels(cairo_surface_t *surface, struct arena *arena, struct logo *logo) {
  bool has_alpha = cairo_image_surface_get_format(surface) == CAIRO_FORMAT_ARGB32, opaque = true;
  size_t stride = (size_t)cairo_image_surface_get_stride(surface), count;
  const uint8_t *rows = cairo_image_surface_get_data(surface);
  logo->width = (unsigned)cairo_image_surface_get_width(surface);
  logo->height = (unsigned)cairo_image_surface_get_height(surface);
  count = (size_t)logo->width * logo->height;
  logo->rgb = arena_array(arena, count, 3);
  logo->alpha = arena_array(arena, count, 1);
  for (size_t i = 0; i < count; i++) {
    uint32_t word;
    memcpy(&word, rows + i / logo->width * stride + i % logo->width * 4, 4);
    uint32_t alpha = has_alpha ? word >> 24 : 255;
    for (int channel = 0; channel < 3; channel++)
      logo->rgb[3 * i + (size_t)channel] = straight(word >> (16 - 8 * channel) & 255, alpha);
    logo->alpha[i] = (uint8_t)alpha;
    opaque &= alpha == 255;
  }
  if (opaque)
    logo->alpha = NULL;
}

static bool decode(const uint8_t *data, size_t size, struct arena *arena, struct logo *logo) {
  struct png_reader reader = {data, size, 0};
  cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(feed, &reader);
  cairo_format_t format = cairo_image_surface_get_format(surface);
  bool good = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS &&
              (format == CAIRO_FORMAT_ARGB32 || format == CAIRO_FORMAT_RGB24);
  if (good) {
    cairo_surface_flush(surface);
    take_pixels(surface, arena, logo);
  }
  cairo_surface_destroy(surface);
  return good;
}

bool logo_read(const char *path, struct arena *arena, struct logo *logo, const char **why) {
  char *bytes;
  size_t size;
  *why = NULL;
  int error = file_read(arena, path, LOGO_FILE_MAX, &bytes, &size);
  const uint8_t *data = (const uint8_t *)bytes;
  if (error)
    *why = "it can't be read, or is larger than 8 MB";
  else if (size < sizeof SIGNATURE || memcmp(data, SIGNATURE, sizeof SIGNATURE) != 0)
    *why = "not a PNG file";
  else
    *why = check_chunks(data, size);
  if (!*why && !decode(data, size, arena, logo))
    *why = "a damaged PNG (its pixels can't be decoded)";
  return !*why;
}

bool paint_logo_check(const char *path, const char **why) {
  struct arena *arena = arena_new();
  struct logo logo;
  bool good = logo_read(path, arena, &logo, why);
  arena_free(arena);
  return good;
}

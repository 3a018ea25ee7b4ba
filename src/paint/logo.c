/* How: the file is read whole, its chunks are walked (lengths and checksums, IHDR's promises), and only then cairo
 * decodes it; a header that lies would otherwise cost gigabytes. cairo gives premultiplied words; PDF wants samples. */
#include "paint/logo.h"

#include "base/file.h"
#include "digest/digest.h"

#include <cairo.h>
#include <errno.h>
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

/* Chunks are walked with a place and a verdict; the first fault ends the walk. */
struct walk {
  const uint8_t *data;
  size_t size, at;
  struct logo_fault *fault;
  bool has_palette, has_pixels;
  unsigned colour_type;
};

static bool refuse(struct walk *w, enum logo_fault_kind kind) {
  w->fault->kind = kind;
  w->fault->at = w->at;
  return false;
}

static bool header_holds(struct walk *w, const uint8_t *header) {
  uint32_t width = u32(header), height = u32(header + 4);
  w->fault->width = width;
  w->fault->height = height;
  if (!width || !height)
    return refuse(w, LOGO_NO_PIXELS);
  if (width > LOGO_SIDE_MAX || height > LOGO_SIDE_MAX || width * height > LOGO_PIXELS_MAX)
    return refuse(w, LOGO_TOO_LARGE);
  if (!depth_allowed(header[9], header[8]) || header[10] || header[11] || header[12] > 1)
    return refuse(w, LOGO_DAMAGED);
  w->colour_type = header[9];
  return true;
}

/* One chunk: whole, with its checksum, IHDR first and once, a palette before the pixels that need it. */
static bool chunk_holds(struct walk *w, const uint8_t *chunk, size_t length) {
  bool first = w->at == sizeof SIGNATURE;
  if (libdeflate_crc32(0, chunk + 4, length + 4) != u32(chunk + 8 + length))
    return refuse(w, LOGO_DAMAGED);
  if (first != (memcmp(chunk + 4, "IHDR", 4) == 0) || (first && length != IHDR_SIZE))
    return refuse(w, LOGO_DAMAGED);
  if (first && !header_holds(w, chunk + 8))
    return false;
  w->has_palette |= memcmp(chunk + 4, "PLTE", 4) == 0 && length >= 3;
  bool pixels = memcmp(chunk + 4, "IDAT", 4) == 0;
  w->has_pixels |= pixels;
  return !pixels || w->colour_type != 3 || w->has_palette || refuse(w, LOGO_DAMAGED);
}

static bool chunks_hold(const uint8_t *data, size_t size, struct logo_fault *fault) {
  struct walk w = {.data = data, .size = size, .at = sizeof SIGNATURE, .fault = fault};
  while (size - w.at >= CHUNK_FRAME) {
    const uint8_t *chunk = data + w.at;
    size_t length = u32(chunk);
    if (length > size - w.at - CHUNK_FRAME)
      return refuse(&w, LOGO_DAMAGED);
    if (!chunk_holds(&w, chunk, length))
      return false;
    if (memcmp(chunk + 4, "IEND", 4) == 0)
      return w.has_pixels || refuse(&w, LOGO_DAMAGED);
    w.at += length + CHUNK_FRAME;
  }
  return refuse(&w, LOGO_DAMAGED); /* cut off: no IEND */
}

static cairo_status_t feed(void *context, unsigned char *out, unsigned size) {
  struct png_reader *reader = context;
  if (size > reader->size - reader->at)
    return CAIRO_STATUS_READ_ERROR;
  memcpy(out, reader->data + reader->at, size);
  reader->at += size;
  return CAIRO_STATUS_SUCCESS;
}

/* How many pixels each way become one sample: what 600 to the inch do not need where the logo is largest. */
static unsigned reduction(unsigned width, unsigned height) {
  const double high = 34, wide = 140, per_point = 600.0 / 72;
  double scale = high / height < wide / width ? high / height : wide / width;
  unsigned factor = (unsigned)(1 / (scale * per_point));
  return factor ? factor : 1;
}

/* The mean of a block. Words are premultiplied, so a mean of them is right; a sample is divided by its alpha again. */
static void take_sample(cairo_surface_t *surface, struct picture *picture, unsigned column, unsigned row, unsigned factor,
                        uint8_t *rgb, uint8_t *alpha) {
  const uint8_t *rows = cairo_image_surface_get_data(surface);
  size_t stride = (size_t)cairo_image_surface_get_stride(surface);
  bool has_alpha = cairo_image_surface_get_format(surface) == CAIRO_FORMAT_ARGB32;
  uint32_t sum[4] = {0}, count = 0;
  for (unsigned y = row * factor; y < (row + 1) * factor && y < picture->height; y++)
    for (unsigned x = column * factor; x < (column + 1) * factor && x < picture->width; x++, count++) {
      uint32_t word;
      memcpy(&word, rows + y * stride + x * 4, 4);
      for (int channel = 0; channel < 3; channel++)
        sum[channel] += word >> (16 - 8 * channel) & 255;
      sum[3] += has_alpha ? word >> 24 : 255;
    }
  *alpha = (uint8_t)((sum[3] + count / 2) / count);
  for (int channel = 0; channel < 3; channel++) {
    uint32_t value = sum[3] ? (sum[channel] * 255 + sum[3] / 2) / sum[3] : 0;
    rgb[channel] = (uint8_t)(value > 255 ? 255 : value);
  }
}

static struct picture *take_picture(cairo_surface_t *surface, struct arena *arena) {
  struct picture *picture = arena_alloc(arena, sizeof *picture);
  picture->width = (unsigned)cairo_image_surface_get_width(surface);
  picture->height = (unsigned)cairo_image_surface_get_height(surface);
  unsigned factor = reduction(picture->width, picture->height);
  picture->columns = (picture->width + factor - 1) / factor;
  picture->rows = (picture->height + factor - 1) / factor;
  size_t count = (size_t)picture->columns * picture->rows;
  uint8_t *rgb = arena_array(arena, count, 3), *alpha = arena_array(arena, count, 1);
  bool opaque = true;
  for (size_t i = 0; i < count; i++) {
    take_sample(surface, picture, (unsigned)(i % picture->columns), (unsigned)(i / picture->columns), factor,
                rgb + 3 * i, alpha + i);
    opaque &= alpha[i] == 255;
  }
  picture->rgb = rgb;
  picture->alpha = opaque ? NULL : alpha;
  return picture;
}

static struct picture *decode(const uint8_t *data, size_t size, struct arena *arena) {
  struct png_reader reader = {data, size, 0};
  struct picture *picture = NULL;
  cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(feed, &reader);
  cairo_format_t format = cairo_image_surface_get_format(surface);
  if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS &&
      (format == CAIRO_FORMAT_ARGB32 || format == CAIRO_FORMAT_RGB24)) {
    cairo_surface_flush(surface);
    picture = take_picture(surface, arena);
  }
  cairo_surface_destroy(surface);
  return picture;
}

/* What people rename to .png. */
static const char *other_format(const uint8_t *data, size_t size) {
  static const struct {
    const char *start, *format;
  } KNOWN[] = {{"\xFF\xD8\xFF", "JPEG"}, {"GIF8", "GIF"}, {"%PDF", "PDF"},  {"<svg", "SVG"},
               {"<?xml", "SVG"},         {"RIFF", "WebP"}, {"BM", "BMP"}, {"II*", "TIFF"}};
  for (size_t i = 0; i < sizeof KNOWN / sizeof KNOWN[0]; i++)
    if (size > strlen(KNOWN[i].start) && memcmp(data, KNOWN[i].start, strlen(KNOWN[i].start)) == 0)
      return KNOWN[i].format;
  return NULL;
}

static struct picture *read_bytes(const uint8_t *data, size_t size, struct arena *arena, struct logo_fault *fault) {
  if (size < sizeof SIGNATURE || memcmp(data, SIGNATURE, sizeof SIGNATURE) != 0) {
    fault->format = other_format(data, size);
    fault->kind = fault->format ? LOGO_OTHER_FORMAT : LOGO_NO_PNG;
    return NULL;
  }
  if (!chunks_hold(data, size, fault))
    return NULL;
  struct picture *picture = decode(data, size, arena);
  if (!picture)
    *fault = (struct logo_fault){.kind = LOGO_DAMAGED, .at = sizeof SIGNATURE + CHUNK_FRAME + IHDR_SIZE};
  return picture;
}

const struct picture *logo_read(const char *path, struct arena *arena, struct logo_fault *fault) {
  struct arena *file = arena_new();
  struct picture *picture = NULL;
  char *bytes;
  size_t size;
  *fault = (struct logo_fault){.kind = LOGO_UNREADABLE};
  fault->error = path_is_file(path) ? file_read(file, path, LOGO_FILE_MAX, &bytes, &size) : errno;
  if (!fault->error)
    picture = read_bytes((const uint8_t *)bytes, size, arena, fault);
  if (picture) {
    struct digest digest = digest_of(bytes, size);
    char *hex = arena_alloc(arena, 65);
    digest_hex(&digest, hex);
    picture->digest_hex = hex;
  }
  arena_free(file);
  return picture;
}

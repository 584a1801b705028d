/* natter-image-type.c: what the first bytes of an image say: of which kind it is and how large,
 * before anything is decoded. Only pixels are known here: a vector image is a program. Pure, any
 * thread.
 *
 * PNG: https://www.w3.org/TR/png-3/#11IHDR, JPEG: ITU T.81 B.2.2, GIF: the GIF89a specification 18,
 * WebP: RFC 9649 2.5 to 2.7.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-image-type.h"

#include <string.h>

static guint
get_be16 (const guchar *p)
{
  return (guint) p[0] << 8 | p[1];
}

static guint
get_be32 (const guchar *p)
{
  return get_be16 (p) << 16 | get_be16 (p + 2);
}

static guint
get_le16 (const guchar *p)
{
  return (guint) p[1] << 8 | p[0];
}

static guint
get_le24 (const guchar *p)
{
  return (guint) p[2] << 16 | get_le16 (p);
}

static gboolean
read_png (const guchar    *bytes,
          gsize            length,
          NatterImageType *type)
{
  if (length < 24 || memcmp (bytes, "\211PNG\r\n\032\n", 8) != 0 ||
      memcmp (bytes + 12, "IHDR", 4) != 0)
    return FALSE;

  *type = (NatterImageType) { "image/png", "png", get_be32 (bytes + 16), get_be32 (bytes + 20) };

  return TRUE;
}

static gboolean
read_gif (const guchar    *bytes,
          gsize            length,
          NatterImageType *type)
{
  if (length < 10 || (memcmp (bytes, "GIF87a", 6) != 0 && memcmp (bytes, "GIF89a", 6) != 0))
    return FALSE;

  *type = (NatterImageType) { "image/gif", "gif", get_le16 (bytes + 6), get_le16 (bytes + 8) };

  return TRUE;
}

/* All start-of-frame markers but those that are tables: DHT, JPG and DAC. */
static gboolean
is_frame (guchar marker)
{
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static gboolean
read_jpeg (const guchar    *bytes,
           gsize            length,
           NatterImageType *type)
{
  gsize at = 2;

  if (length < 4 || bytes[0] != 0xFF || bytes[1] != 0xD8)
    return FALSE;

  while (at + 9 <= length && bytes[at] == 0xFF)
    {
      if (bytes[at + 1] == 0xFF)
        {
          at++;
          continue;
        }
      if (is_frame (bytes[at + 1]))
        {
          *type = (NatterImageType) { "image/jpeg", "jpg", get_be16 (bytes + at + 7),
                                      get_be16 (bytes + at + 5) };
          return TRUE;
        }
      at += 2 + MAX (get_be16 (bytes + at + 2), 2);
    }

  return FALSE;
}

static gboolean
read_webp (const guchar    *bytes,
           gsize            length,
           NatterImageType *type)
{
  guint width, height;

  if (length < 30 || memcmp (bytes, "RIFF", 4) != 0 || memcmp (bytes + 8, "WEBPVP8", 7) != 0)
    return FALSE;

  switch (bytes[15])
    {
    case ' ':
      width = get_le16 (bytes + 26) & 0x3FFF;
      height = get_le16 (bytes + 28) & 0x3FFF;
      break;

    case 'L':
      width = (get_le16 (bytes + 21) & 0x3FFF) + 1;
      height = ((get_le24 (bytes + 22) >> 6) & 0x3FFF) + 1;
      break;

    case 'X':
      width = get_le24 (bytes + 24) + 1;
      height = get_le24 (bytes + 27) + 1;
      break;

    default:
      return FALSE;
    }
  *type = (NatterImageType) { "image/webp", "webp", width, height };

  return TRUE;
}

/**
 * natter_image_type_read:
 * @bytes: an image, or its beginning
 * @length: how many there are
 * @type: (out): what it is
 *
 * Returns: whether it is a PNG, JPEG, GIF or WebP image that has any pixels
 */
gboolean
natter_image_type_read (const guchar    *bytes,
                        gsize            length,
                        NatterImageType *type)
{
  return (read_png (bytes, length, type) || read_jpeg (bytes, length, type) ||
          read_gif (bytes, length, type) || read_webp (bytes, length, type)) &&
         type->width > 0 && type->height > 0;
}

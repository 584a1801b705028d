/* natter-stored-part.h: a piece of a message as it is stored. Immutable, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  NATTER_PART_TEXT,       /* text */
  NATTER_PART_REASONING,  /* text; number: of the train of thought */
  NATTER_PART_REFUSAL,    /* text */
  NATTER_PART_IMAGE,      /* mime_type, name, data or blob and size */
  NATTER_PART_FILE,       /* the same */
  NATTER_PART_TOOL_CALL,  /* number, id, name; text: the arguments */
  NATTER_PART_CITATION,   /* id: the source's address, name: its title */
  NATTER_PART_CARRY,      /* name: the dialect, text: JSON */
  NATTER_PART_NOTE,       /* text: a sentence for a person */
} NatterPartKind;

#define NATTER_TYPE_PART_KIND (natter_part_kind_get_type ())
GType       natter_part_kind_get_type    (void);
const char *natter_part_kind_to_string   (NatterPartKind  kind);
gboolean    natter_part_kind_from_string (const char     *nick,
                                          NatterPartKind *kind);

typedef struct
{
  NatterPartKind  kind;
  guint           number;
  const char     *id;
  const char     *name;
  const char     *mime_type;
  const char     *text;
  gsize           length;  /* of the text; 0 to have it counted */
  const char     *blob;    /* SHA-256 of the bytes, in hexadecimal; NULL when not stored yet */
  gint64          size;    /* of the bytes */
  GBytes         *data;    /* NULL when not loaded, or when the file is missing */
} NatterStoredPart;

#define NATTER_TYPE_STORED_PART (natter_stored_part_get_type ())
GType             natter_stored_part_get_type (void);
NatterStoredPart *natter_stored_part_new      (const NatterStoredPart *values);
NatterStoredPart *natter_stored_part_new_text (NatterPartKind          kind,
                                               const char             *text);
NatterStoredPart *natter_stored_part_ref      (NatterStoredPart       *self);
void              natter_stored_part_unref    (NatterStoredPart       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterStoredPart, natter_stored_part_unref)

G_END_DECLS

/* natter-provider-list-private.h: what the files of NatterProviderList share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "natter-provider-list.h"

G_BEGIN_DECLS

struct _NatterProviderList
{
  GObject     parent_instance;

  char       *path;
  GPtrArray  *providers;       /* of NatterProvider */
  NatterModelShelf *shelf;
  NatterModelCache *cache;     /* or NULL */

  gboolean    loaded;
  JsonObject *saved;           /* the file's root, members of other versions too; or NULL */
  GPtrArray  *unread;          /* of JsonNode: entries that can't be used, kept as they are */
  char       *blocked;         /* why the file must not be written, or NULL */

  char       *default_model;
  char       *lasting_model;   /* the default to save: not one of a transient provider */
  char       *system_prompt;
  NatterAnswerSettings *answer_settings;
};

G_END_DECLS

/* natter-store-private.h: what the files of NatterStore share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-store-journal.h"
#include "natter-store-reader.h"
#include "natter-store-writer.h"
#include "natter-store.h"

G_BEGIN_DECLS

struct _NatterStore
{
  GObject             parent_instance;

  char               *folder;
  NatterStoreState    state;
  guint               n_unsaved;
  gboolean            accepts;      /* opened, and not being closed */
  gboolean            readable;     /* the first opening is over, one way or the other */
  NatterStoreLink    *link;
  NatterStoreReader  *reader;       /* NULL while closed, as the writer */
  NatterStoreReader  *worker;       /* for what takes long */
  NatterStoreWriter  *writer;
  NatterStoreJournal *journal;
  guint               flush_id;
};

G_END_DECLS

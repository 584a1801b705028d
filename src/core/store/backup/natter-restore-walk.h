/* natter-restore-walk.h: what a backup has and the store does not, piece by piece. Used by the
 * store's worker thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-restore-source.h"
#include "natter-store-merge.h"

G_BEGIN_DECLS

typedef struct _NatterRestoreWalk NatterRestoreWalk;

NatterRestoreWalk *natter_restore_walk_new              (NatterRestoreSource  *source);
void               natter_restore_walk_free             (NatterRestoreWalk    *self);
NatterStoreMerge  *natter_restore_walk_next             (NatterRestoreWalk    *self,
                                                         NatterDb             *live,
                                                         NatterBlobs          *live_blobs,
                                                         GError              **error);
double             natter_restore_walk_get_progress     (NatterRestoreWalk    *self);
guint              natter_restore_walk_get_n_unreadable (NatterRestoreWalk    *self);
gboolean           natter_restore_walk_is_damaged       (NatterRestoreWalk    *self);
gboolean           natter_restore_walk_is_done          (NatterRestoreWalk    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterRestoreWalk, natter_restore_walk_free)

G_END_DECLS

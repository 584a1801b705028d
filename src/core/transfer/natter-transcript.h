/* natter-transcript.h: a conversation as it is exported: a copy of all that is kept of it, but for
 * what is in the trash. Made on the main thread, never changed once it is complete, read on any.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-conversation.h"
#include "natter-keeper.h"
#include "natter-stored-conversation.h"
#include "natter-stored-folder.h"
#include "natter-stored-message.h"

G_BEGIN_DECLS

typedef struct
{
  NatterMessage       *message;       /* as it is read; without the bytes of attachments */
  NatterStoredMessage *record;        /* as it is kept */
  GPtrArray           *attachments;   /* of NatterAttachment */
  GPtrArray           *edits;         /* of NatterStoredEdit, the oldest first; or NULL */
  const char          *parent_id;     /* NULL for a first message */
  gboolean             chosen;        /* of its siblings, the one that is shown */
  gboolean             is_streaming;
  char                *unreadable;    /* why it could not be read; or NULL */
  guint                version;       /* among its siblings, from 1 */
  guint                n_versions;
} NatterTranscriptEntry;

typedef struct
{
  NatterStoredConversation *facts;
  NatterStoredFolder       *folder;         /* or NULL */
  GPtrArray                *entries;        /* of NatterTranscriptEntry, parents first */
  GPtrArray                *path;           /* of them, borrowed */
  GHashTable               *ids;            /* id to entry, borrowed */
  gboolean                  lacks_edits;    /* they could not be read */
} NatterTranscript;

#define NATTER_TYPE_TRANSCRIPT (natter_transcript_get_type ())
GType                  natter_transcript_get_type    (void);
NatterTranscript      *natter_transcript_new         (NatterConversation   *conversation);
NatterTranscript      *natter_transcript_ref         (NatterTranscript     *self);
void                   natter_transcript_unref       (NatterTranscript     *self);
const char            *natter_transcript_get_title   (NatterTranscript     *self);
NatterTranscriptEntry *natter_transcript_find        (NatterTranscript     *self,
                                                      const char           *id);
GPtrArray             *natter_transcript_dup_strands (NatterTranscript     *self,
                                                      gboolean              branches);
char                  *natter_transcript_dup_strand_title (NatterTranscript *self,
                                                           GPtrArray        *strand,
                                                           guint             number);

/* natter-transcript-words.c: in the reader's language */
const char            *natter_transcript_get_author  (const NatterTranscriptEntry *entry);
char                  *natter_transcript_dup_time    (const NatterTranscriptEntry *entry);
char                  *natter_transcript_dup_version (const NatterTranscriptEntry *entry);
char                  *natter_transcript_dup_end     (const NatterTranscriptEntry *entry);
char                  *natter_transcript_dup_tool    (const NatterToolCall        *call);

/* natter-transcript-read.c: folder and former texts, which a conversation does not hold */
void                   natter_transcript_read_async  (NatterTranscript     *self,
                                                      NatterKeeper         *keeper,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
gboolean               natter_transcript_read_finish (GAsyncResult         *result,
                                                      GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterTranscript, natter_transcript_unref)

G_END_DECLS

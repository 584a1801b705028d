/* natter-import-chat.h: a conversation as a file of another program has it: nodes that name their
 * parents, in any order. Filled by one reader, made into records once. One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "natter-store-merge.h"

G_BEGIN_DECLS

typedef enum
{
  NATTER_IMPORT_USER,
  NATTER_IMPORT_ASSISTANT,  /* and tools: those that follow one another are one answer */
  NATTER_IMPORT_HIDDEN,     /* not shown: its children are those of its parent */
} NatterImportRole;

typedef struct _NatterImportNode NatterImportNode;

struct _NatterImportNode
{
  char             *id;
  char             *parent_id;    /* or NULL */
  NatterImportRole  role;
  gint64            time;         /* milliseconds since 1970, or 0 */
  int               order;        /* among its siblings, or G_MAXINT: by time */
  char             *model;
  char             *provider;
  char             *finish_reason;
  char             *request_id;
  NatterEnd         end;
  char             *error_category;
  char             *error;        /* the words of it, or NULL */
  NatterUsage       usage;
  gint64            reasoning_after;
  gint64            text_after;
  gint64            ended_after;
  GPtrArray        *parts;        /* of NatterStoredPart */
  GPtrArray        *originals;    /* of char*: JSON that has no other place */
  guint             n_unknown;    /* of them: what was not understood */

  /* of the tree that is made of them */
  guint             index;
  NatterImportNode *parent;
  NatterImportNode *group;        /* the node whose message it is a part of */
  NatterImportNode *chosen;       /* child */
  guint             n_children;
  guint             position;
  guint             state;
  gboolean          is_on_path;   /* to the current one */
  gboolean          is_chosen;    /* of the first ones */
};

typedef struct
{
  const char *source;        /* static: of the ids */
  char       *id;            /* or NULL */
  char       *title;         /* or NULL */
  gboolean    title_is_made; /* of the first message */
  gint64      created;       /* or 0 */
  gint64      updated;       /* or 0 */
  gboolean    pinned;
  gboolean    archived;
  char       *folder_id;     /* or NULL */
  char       *folder;        /* its name, or NULL */
  char       *current_id;    /* the node at the end of what is shown, or NULL */
  gboolean    is_own;        /* written by Natter: the ids and each node stay what they are */
  GPtrArray  *nodes;
  NatterStoreMerge *merge;   /* or NULL: all of it, made already */
} NatterImportChat;

NatterImportChat *natter_import_chat_new         (const char        *source);
void              natter_import_chat_free        (NatterImportChat  *self);
NatterImportNode *natter_import_chat_add         (NatterImportChat  *self,
                                                  const char        *id,
                                                  const char        *parent_id,
                                                  NatterImportRole   role);
void              natter_import_chat_add_in_line (NatterImportChat  *self,
                                                  NatterImportNode  *node);
char             *natter_import_chat_dup_name    (NatterImportChat  *self);

void              natter_import_node_add_text    (NatterImportNode  *self,
                                                  NatterPartKind     kind,
                                                  const char        *text);
void              natter_import_node_take_text   (NatterImportNode  *self,
                                                  NatterPartKind     kind,
                                                  char              *text);
void              natter_import_node_add_call    (NatterImportNode  *self,
                                                  const char        *id,
                                                  const char        *name,
                                                  const char        *arguments);
void              natter_import_node_add_result  (NatterImportNode  *self,
                                                  const char        *name,
                                                  const char        *text);
void              natter_import_node_add_source  (NatterImportNode  *self,
                                                  const char        *address,
                                                  const char        *title);
void              natter_import_node_add_data    (NatterImportNode  *self,
                                                  const char        *mime_type,
                                                  const char        *name,
                                                  GBytes            *data);
void              natter_import_node_fail        (NatterImportNode  *self,
                                                  const char        *words);
gboolean          natter_import_node_has_text    (NatterImportNode  *self,
                                                  NatterPartKind     kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterImportChat, natter_import_chat_free)

G_END_DECLS

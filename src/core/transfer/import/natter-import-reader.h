/* natter-import-reader.h: what a reader of one format is given, and what it gives back; and all
 * formats there are. One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-import-chat.h"
#include "natter-import-report.h"
#include "natter-import-source.h"

G_BEGIN_DECLS

typedef struct _NatterImportReader NatterImportReader;
typedef struct _NatterImportFormat NatterImportFormat;

struct _NatterImportFormat
{
  const char *source;     /* of the ids that are made: it never changes */
  const char *program;    /* its name */
  gboolean    gathers;    /* all records of a file are read at once, as the array "records" */
  gboolean  (*recognise) (JsonObject         *object);
  void      (*read)      (NatterImportReader *reader,
                          JsonObject         *object);
};

struct _NatterImportReader
{
  const NatterImportFormat *format;
  NatterImportReport       *report;   /* not owned, as the next two */
  NatterImportSource       *source;
  NatterImportEntry        *entry;
  GQueue                    chats;    /* of NatterImportChat */
  GHashTable               *folders;  /* char* id → char* name, or NULL: read once for a source */
};

const NatterImportFormat *natter_import_format_find      (JsonObject          *object);

NatterImportChat         *natter_import_reader_begin     (NatterImportReader  *self);
void                      natter_import_reader_take      (NatterImportReader  *self,
                                                          NatterImportChat    *chat);
void                      natter_import_reader_keep      (NatterImportReader  *self,
                                                          NatterImportNode    *node,
                                                          const char          *kind,
                                                          JsonNode            *original);
gboolean                  natter_import_reader_attach    (NatterImportReader  *self,
                                                          NatterImportNode    *node,
                                                          const char          *id,
                                                          const char          *name,
                                                          const char          *mime_type);
void                      natter_import_reader_attach_url (NatterImportReader *self,
                                                          NatterImportNode    *node,
                                                          const char          *url,
                                                          const char          *name);
JsonNode                 *natter_import_reader_load      (NatterImportReader  *self,
                                                          const char          *name);

extern const NatterImportFormat natter_import_natter;
extern const NatterImportFormat natter_import_chatgpt;
extern const NatterImportFormat natter_import_claude;
extern const NatterImportFormat natter_import_open_webui;
extern const NatterImportFormat natter_import_librechat;
extern const NatterImportFormat natter_import_llama_cpp;
extern const NatterImportFormat natter_import_jan;
extern const NatterImportFormat natter_import_chat_ui;
extern const NatterImportFormat natter_import_chatbox;
extern const NatterImportFormat natter_import_lobechat;
extern const NatterImportFormat natter_import_chatbot_ui;
extern const NatterImportFormat natter_import_gemini;
extern const NatterImportFormat natter_import_grok;

G_END_DECLS

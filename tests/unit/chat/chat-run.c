/* chat-run.c: a chat with one account on a scripted server, and a conversation in it. Main thread
 * only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chat-run.h"

#include <glib/gstdio.h>
#include <string.h>

#include "natter-secrets-memory.h"

void
chat_run_set_up_dialect (ChatRun    *self,
                         const char *dialect,
                         const char *base)
{
  g_autoptr(NatterHttp) http = natter_http_new ();
  g_autoptr(NatterSecrets) secrets = natter_secrets_memory_new ();
  g_autoptr(NatterProviderList) providers = NULL;
  g_autofree char *base_url = NULL;
  const char *url = NULL;

  self->folder = g_dir_make_tmp ("natter-chat-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "providers.json", NULL);
  providers = natter_provider_list_new (self->path);
  self->server = natter_test_server_new ();
  url = natter_test_server_get_url (self->server);
  base_url = g_strdup_printf ("%.*s%s", (int) (strlen (url) - strlen ("/v1")), url, base);
  self->provider = natter_provider_new ("Test", dialect, base_url);
  natter_provider_list_add (providers, self->provider);
  self->chat = natter_chat_new (http, secrets, providers);
  self->conversation = natter_conversation_new ();
}

void
chat_run_set_up (ChatRun       *self,
                 gconstpointer  data)
{
  chat_run_set_up_dialect (self, "openai-chat", "/v1");
  chat_run_choose (self, "echo");
}

void
chat_run_tear_down (ChatRun       *self,
                    gconstpointer  data)
{
  g_assert_cmpuint (natter_chat_get_n_running (self->chat), ==, 0);
  g_assert_finalize_object (self->chat);
  g_assert_finalize_object (self->conversation);
  g_object_unref (self->provider);
  g_object_unref (self->server);
  g_unlink (self->path);
  g_rmdir (self->folder);
  g_free (self->path);
  g_free (self->folder);
}

void
chat_run_choose (ChatRun    *self,
                 const char *model)
{
  g_autofree char *key = natter_provider_list_make_key (self->provider, model);

  natter_conversation_set_model_key (self->conversation, key);
}

/* natter-search-provider.c: what was said is found from the desktop's own search. It speaks the
 * interface org.gnome.Shell.SearchProvider2 (version 2, as GNOME Shell documents it) without a
 * window: the shell starts the program for it. A search that another one follows is given up; the
 * program stays for a moment after each call, as the next letter is another one. What is archived
 * or thrown away is not found. Owned by the application; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search-provider.h"

#include <glib/gi18n-lib.h>

#include "natter-search.h"

/* The shell shows about five, and asks for more in steps. */
#define MAX_RESULTS 20
/* Several messages of one conversation are one result. */
#define MAX_FOUND 200
#define STAY_SECONDS 20

static const char interface_xml[] =
  "<node>"
  "  <interface name='org.gnome.Shell.SearchProvider2'>"
  "    <method name='GetInitialResultSet'>"
  "      <arg type='as' name='terms' direction='in'/>"
  "      <arg type='as' name='results' direction='out'/>"
  "    </method>"
  "    <method name='GetSubsearchResultSet'>"
  "      <arg type='as' name='previous_results' direction='in'/>"
  "      <arg type='as' name='terms' direction='in'/>"
  "      <arg type='as' name='results' direction='out'/>"
  "    </method>"
  "    <method name='GetResultMetas'>"
  "      <arg type='as' name='identifiers' direction='in'/>"
  "      <arg type='aa{sv}' name='metas' direction='out'/>"
  "    </method>"
  "    <method name='ActivateResult'>"
  "      <arg type='s' name='identifier' direction='in'/>"
  "      <arg type='as' name='terms' direction='in'/>"
  "      <arg type='u' name='timestamp' direction='in'/>"
  "    </method>"
  "    <method name='LaunchSearch'>"
  "      <arg type='as' name='terms' direction='in'/>"
  "      <arg type='u' name='timestamp' direction='in'/>"
  "    </method>"
  "  </interface>"
  "</node>";

struct _NatterSearchProvider
{
  GObject                parent_instance;

  GApplication          *application;   /* not owned: it owns this */
  GDBusConnection       *connection;
  guint                  object_id;
  NatterKeeper          *keeper;        /* NULL: nothing is stored */
  NatterSearch          *search;
  GDBusMethodInvocation *waiting;       /* asked for before the conversations were here */
  GDBusMethodInvocation *running;       /* whose answer is being looked for */
  GHashTable            *results;       /* identifier: NatterSearchResult, of the last searches */
  guint                  stay_id;       /* the program is held until then */
};

G_DEFINE_FINAL_TYPE (NatterSearchProvider, natter_search_provider, G_TYPE_OBJECT)

enum
{
  SIGNAL_ACTIVATED,
  SIGNAL_LAUNCHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
stay_cb (gpointer data)
{
  NatterSearchProvider *self = data;

  self->stay_id = 0;
  g_application_release (self->application);

  return G_SOURCE_REMOVE;
}

/* Not the application's own timeout: that would keep it running after its last window as well. */
static void
stay (NatterSearchProvider *self)
{
  if (self->stay_id == 0)
    g_application_hold (self->application);
  else
    g_source_remove (self->stay_id);

  self->stay_id = g_timeout_add_seconds (STAY_SECONDS, stay_cb, self);
}

static char *
dup_words (GVariant *terms)
{
  g_autofree const char **words = g_variant_get_strv (terms, NULL);

  return g_strjoinv (" ", (char **) words);
}

/* The conversation's id, and the message's where it is a message that was found. */
static char *
dup_identifier (const NatterSearchResult *result)
{
  return result->message_id ? g_strconcat (result->conversation_id, "/", result->message_id, NULL)
                            : g_strdup (result->conversation_id);
}

static void
answer (GDBusMethodInvocation *invocation,
        GPtrArray             *identifiers)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("as"));
  for (guint i = 0; identifiers && i < identifiers->len; i++)
    g_variant_builder_add (&builder, "s", g_ptr_array_index (identifiers, i));

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(as)", &builder));
}

static void
answer_nothing (GDBusMethodInvocation **invocation)
{
  if (*invocation)
    answer (g_steal_pointer (invocation), NULL);
}

/* The best of each conversation, whose order they keep. */
static GPtrArray *
take_results (NatterSearchProvider *self,
              GPtrArray            *found)
{
  GPtrArray *identifiers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GHashTable) conversations = g_hash_table_new (g_str_hash, g_str_equal);

  if (g_hash_table_size (self->results) > MAX_FOUND)
    g_hash_table_remove_all (self->results);

  for (guint i = 0; i < found->len && identifiers->len < MAX_RESULTS; i++)
    {
      NatterSearchResult *result = g_ptr_array_index (found, i);

      if (!g_hash_table_add (conversations, (gpointer) result->conversation_id))
        continue;

      g_ptr_array_add (identifiers, dup_identifier (result));
      g_hash_table_replace (self->results, dup_identifier (result),
                            natter_search_result_ref (result));
    }

  return identifiers;
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(NatterSearchProvider) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = natter_search_run_finish (NATTER_SEARCH (source), result, &error);
  g_autoptr(GPtrArray) identifiers = NULL;

  /* Whoever gave it up has answered for it. */
  if (!self->running || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (found)
    identifiers = take_results (self, found);
  answer (g_steal_pointer (&self->running), identifiers);
}

static void
run (NatterSearchProvider *self)
{
  GVariant *parameters = g_dbus_method_invocation_get_parameters (self->waiting);
  g_autoptr(GVariant) terms = NULL;
  g_autofree char *words = NULL;
  g_autoptr(NatterSearchQuery) query = NULL;

  /* The last parameter of both methods. What was found for fewer letters is looked for anew. */
  terms = g_variant_get_child_value (parameters, g_variant_n_children (parameters) - 1);
  words = dup_words (terms);
  query = natter_search_query_new (words, NATTER_SEARCH_DEFAULT);
  if (natter_search_query_is_empty (query))
    {
      answer_nothing (&self->waiting);
      return;
    }

  self->running = g_steal_pointer (&self->waiting);
  natter_search_run_async (self->search, query, MAX_FOUND, NULL, found_cb, g_object_ref (self));
}

static void
find (NatterSearchProvider  *self,
      GDBusMethodInvocation *invocation)
{
  answer_nothing (&self->running);
  answer_nothing (&self->waiting);
  self->waiting = invocation;

  if (!self->keeper ||
      natter_store_get_state (natter_keeper_get_store (self->keeper)) == NATTER_STORE_FAILED)
    answer_nothing (&self->waiting);
  else if (natter_keeper_is_open (self->keeper))
    run (self);
}

static void
opened_cb (NatterSearchProvider *self)
{
  if (self->waiting)
    run (self);
}

static void
state_cb (NatterSearchProvider *self,
          GParamSpec           *pspec,
          NatterStore          *store)
{
  if (natter_store_get_state (store) == NATTER_STORE_FAILED)
    answer_nothing (&self->waiting);
}

static void
add_meta (GVariantBuilder          *metas,
          const char               *identifier,
          const NatterSearchResult *result)
{
  const char *title = *result->title ? result->title : _("New Chat");

  g_variant_builder_open (metas, G_VARIANT_TYPE ("a{sv}"));
  g_variant_builder_add (metas, "{sv}", "id", g_variant_new_string (identifier));
  g_variant_builder_add (metas, "{sv}", "name", g_variant_new_string (title));
  if (result->message_id)
    g_variant_builder_add (metas, "{sv}", "description", g_variant_new_string (result->snippet));
  g_variant_builder_close (metas);
}

static void
describe (NatterSearchProvider  *self,
          GDBusMethodInvocation *invocation,
          GVariant              *parameters)
{
  g_autofree const char **identifiers = NULL;
  GVariantBuilder metas;

  g_variant_get (parameters, "(^a&s)", &identifiers);
  g_variant_builder_init (&metas, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; identifiers[i]; i++)
    {
      const NatterSearchResult *result = g_hash_table_lookup (self->results, identifiers[i]);

      if (result)
        add_meta (&metas, identifiers[i], result);
    }

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aa{sv})", &metas));
}

static void
activate (NatterSearchProvider *self,
          GVariant             *parameters)
{
  const char *identifier = NULL;
  g_autoptr(GVariant) terms = NULL;
  g_autofree char *words = NULL;
  g_auto(GStrv) ids = NULL;

  g_variant_get (parameters, "(&s@asu)", &identifier, &terms, NULL);
  words = dup_words (terms);
  ids = g_strsplit (identifier, "/", 2);
  if (ids[0])
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, ids[0], ids[1], words);
}

static void
launch (NatterSearchProvider *self,
        GVariant             *parameters)
{
  g_autoptr(GVariant) terms = NULL;
  g_autofree char *words = NULL;

  g_variant_get (parameters, "(@asu)", &terms, NULL);
  words = dup_words (terms);
  g_signal_emit (self, signals[SIGNAL_LAUNCHED], 0, words);
}

static void
method_cb (GDBusConnection       *connection,
           const char            *sender,
           const char            *path,
           const char            *interface,
           const char            *method,
           GVariant              *parameters,
           GDBusMethodInvocation *invocation,
           gpointer               data)
{
  g_autoptr(NatterSearchProvider) self = g_object_ref (data);

  stay (self);
  if (g_str_equal (method, "GetInitialResultSet") || g_str_equal (method, "GetSubsearchResultSet"))
    {
      find (self, invocation);
      return;
    }

  if (g_str_equal (method, "GetResultMetas"))
    {
      describe (self, invocation, parameters);
      return;
    }

  if (g_str_equal (method, "ActivateResult"))
    activate (self, parameters);
  else
    launch (self, parameters);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
natter_search_provider_dispose (GObject *object)
{
  NatterSearchProvider *self = NATTER_SEARCH_PROVIDER (object);

  natter_search_provider_unexport (self);
  g_clear_object (&self->search);
  g_clear_object (&self->keeper);

  G_OBJECT_CLASS (natter_search_provider_parent_class)->dispose (object);
}

static void
natter_search_provider_finalize (GObject *object)
{
  NatterSearchProvider *self = NATTER_SEARCH_PROVIDER (object);

  g_hash_table_unref (self->results);

  G_OBJECT_CLASS (natter_search_provider_parent_class)->finalize (object);
}

static void
natter_search_provider_class_init (NatterSearchProviderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = natter_search_provider_dispose;
  object_class->finalize = natter_search_provider_finalize;

  /**
   * NatterSearchProvider::activated:
   * @self: the provider
   * @conversation_id: a conversation that was found
   * @message_id: (nullable): the message in it
   * @words: what was looked for
   */
  signals[SIGNAL_ACTIVATED] =
    g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);

  /**
   * NatterSearchProvider::launched:
   * @self: the provider
   * @words: what is to be looked for in Natter itself
   */
  signals[SIGNAL_LAUNCHED] =
    g_signal_new ("launched", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
natter_search_provider_init (NatterSearchProvider *self)
{
  self->results = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) natter_search_result_unref);
}

/**
 * natter_search_provider_new:
 * @application: what is held while somebody searches; it outlives the provider
 *
 * Returns: (transfer full): a provider that finds nothing yet
 */
NatterSearchProvider *
natter_search_provider_new (GApplication *application)
{
  NatterSearchProvider *self = g_object_new (NATTER_TYPE_SEARCH_PROVIDER, NULL);

  self->application = application;

  return self;
}

/**
 * natter_search_provider_set_keeper:
 * @keeper: whose store is looked through; set once
 */
void
natter_search_provider_set_keeper (NatterSearchProvider *self,
                                   NatterKeeper         *keeper)
{
  NatterStore *store = NULL;

  g_return_if_fail (NATTER_IS_SEARCH_PROVIDER (self));
  g_return_if_fail (NATTER_IS_KEEPER (keeper) && !self->keeper);

  store = natter_keeper_get_store (keeper);
  self->keeper = g_object_ref (keeper);
  self->search = natter_search_new (store);
  g_signal_connect_object (keeper, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
}

/**
 * natter_search_provider_export:
 * @connection: the session bus
 * @path: where the shell asks
 * @error: why it can't be had
 *
 * Answers there from now on.
 *
 * Returns: whether it does
 */
gboolean
natter_search_provider_export (NatterSearchProvider  *self,
                               GDBusConnection       *connection,
                               const char            *path,
                               GError               **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = method_cb };
  g_autoptr(GDBusNodeInfo) node = NULL;

  g_return_val_if_fail (NATTER_IS_SEARCH_PROVIDER (self), FALSE);

  node = g_dbus_node_info_new_for_xml (interface_xml, error);
  if (!node)
    return FALSE;

  self->object_id = g_dbus_connection_register_object (connection, path, node->interfaces[0],
                                                       &vtable, self, NULL, error);
  g_set_object (&self->connection, connection);

  return self->object_id != 0;
}

/**
 * natter_search_provider_unexport:
 *
 * Ends what is being answered, and answers no more.
 */
void
natter_search_provider_unexport (NatterSearchProvider *self)
{
  g_return_if_fail (NATTER_IS_SEARCH_PROVIDER (self));

  answer_nothing (&self->running);
  answer_nothing (&self->waiting);
  if (self->object_id != 0)
    g_dbus_connection_unregister_object (self->connection, g_steal_handle_id (&self->object_id));
  g_clear_object (&self->connection);
  if (self->stay_id != 0)
    {
      g_clear_handle_id (&self->stay_id, g_source_remove);
      g_application_release (self->application);
    }
}

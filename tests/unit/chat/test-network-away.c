/* test-network-away.c: an answer on its way when the network goes away, against the scripted server
 * over a real socket: it is waited for, asked again, gone on with, and by whom it is not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chat-run.h"
#include "natter-error.h"
#include "natter-test-network.h"

typedef struct
{
  ChatRun          run;
  GNetworkMonitor *monitor;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(NatterNetwork) network = NULL;
  g_autofree char *url = NULL;
  const char *port = NULL;

  chat_run_set_up (&fixture->run, NULL);
  fixture->monitor = natter_test_network_new ();
  network = natter_network_new (fixture->monitor);
  natter_chat_set_network (fixture->run.chat, network);

  /* This computer by a name that does not say so. */
  port = strrchr (natter_test_server_get_url (fixture->run.server), ':');
  url = g_strconcat ("http://0.0.0.0", port, NULL);
  natter_provider_set_base_url (fixture->run.provider, url);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  chat_run_tear_down (&fixture->run, NULL);
  g_assert_finalize_object (fixture->monitor);
}

static void
set_online (Fixture  *fixture,
            gboolean  is_online)
{
  natter_test_network_set_online (fixture->monitor, is_online);
}

static NatterMessage *
ask (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  gboolean sent = natter_chat_send (fixture->run.chat, fixture->run.conversation, "hello", &error);

  g_assert_no_error (error);
  g_assert_true (sent);

  return natter_conversation_get_last (fixture->run.conversation);
}

/* The connection ends after so much of an answer; NULL: before any. */
static void
cut_off (Fixture    *fixture,
         const char *words)
{
  NatterTestReply *reply = natter_test_reply_new_stream ();
  g_autofree char *event = g_strdup_printf (
    "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}\n\n", words);

  if (words)
    natter_test_reply_chunk (reply, event, -1);
  natter_test_reply_close (reply);
  natter_test_server_add_reply (fixture->run.server, reply);
}

static gboolean
is_idle (gpointer data)
{
  return !natter_conversation_is_busy (data);
}

static gboolean
is_busy (gpointer data)
{
  return natter_conversation_is_busy (data);
}

static gboolean
waits (gpointer data)
{
  NatterGeneration *generation = natter_conversation_get_generation (data);

  return generation && natter_generation_get_retry_time (generation) != 0;
}

static gint64
get_retry_time (Fixture *fixture)
{
  return natter_generation_get_retry_time (
    natter_conversation_get_generation (fixture->run.conversation));
}

static void
test_waits (Fixture       *fixture,
            gconstpointer  data)
{
  NatterMessage *answer = NULL;

  set_online (fixture, FALSE);
  cut_off (fixture, NULL);
  answer = ask (fixture);
  natter_test_run_until (waits, fixture->run.conversation);
  g_assert_cmpint (get_retry_time (fixture), ==, NATTER_GENERATION_WHEN_ONLINE);
  g_assert_true (natter_message_is_streaming (answer));
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->run.server), ==, 1);

  /* not at the very moment: names are not known yet */
  set_online (fixture, TRUE);
  g_assert_cmpint (get_retry_time (fixture), >, g_get_monotonic_time ());
  g_assert_cmpint (get_retry_time (fixture), <, g_get_monotonic_time () + 2 * G_USEC_PER_SEC);
  natter_test_run_until (is_idle, fixture->run.conversation);
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_COMPLETE);
  g_assert_cmpstr (natter_message_get_text (answer), ==, "hello");
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->run.server), ==, 2);
}

static void
test_retry_now (Fixture       *fixture,
                gconstpointer  data)
{
  NatterMessage *answer = NULL;

  set_online (fixture, FALSE);
  cut_off (fixture, NULL);
  answer = ask (fixture);
  natter_test_run_until (waits, fixture->run.conversation);

  /* a server that can be reached all the same */
  natter_generation_retry_now (natter_conversation_get_generation (fixture->run.conversation));
  natter_test_run_until (is_idle, fixture->run.conversation);
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_COMPLETE);
}

static void
test_stopped (Fixture       *fixture,
              gconstpointer  data)
{
  NatterMessage *answer = NULL;

  set_online (fixture, FALSE);
  cut_off (fixture, NULL);
  answer = ask (fixture);
  natter_test_run_until (waits, fixture->run.conversation);
  natter_chat_stop (fixture->run.chat, fixture->run.conversation);
  g_assert_false (natter_conversation_is_busy (fixture->run.conversation));
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_CONNECTION_LOST);

  set_online (fixture, TRUE);
  g_assert_false (natter_conversation_is_busy (fixture->run.conversation));
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->run.server), ==, 1);
}

static void
test_just_back (Fixture       *fixture,
                gconstpointer  data)
{
  NatterMessage *answer = NULL;

  set_online (fixture, FALSE);
  set_online (fixture, TRUE);
  cut_off (fixture, NULL);
  answer = ask (fixture);
  natter_test_run_until (is_idle, fixture->run.conversation);
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_COMPLETE);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->run.server), ==, 2);
}

static void
test_never_away (Fixture       *fixture,
                 gconstpointer  data)
{
  NatterMessage *answer = NULL;

  cut_off (fixture, NULL);
  answer = ask (fixture);
  natter_test_run_until (is_idle, fixture->run.conversation);
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_CONNECTION_LOST);
}

static void
test_this_computer (Fixture       *fixture,
                    gconstpointer  data)
{
  NatterMessage *answer = NULL;

  natter_provider_set_base_url (fixture->run.provider,
                                natter_test_server_get_url (fixture->run.server));
  set_online (fixture, FALSE);
  cut_off (fixture, NULL);
  answer = ask (fixture);
  natter_test_run_until (is_idle, fixture->run.conversation);
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_CONNECTION_LOST);
}

static void
test_goes_on (Fixture       *fixture,
              gconstpointer  data)
{
  NatterMessage *answer = NULL;

  cut_off (fixture, "It began ");
  answer = ask (fixture);
  set_online (fixture, FALSE);
  natter_test_run_until (is_idle, fixture->run.conversation);
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_CONNECTION_LOST);

  set_online (fixture, TRUE);
  natter_test_run_until (is_busy, fixture->run.conversation);
  natter_test_run_until (is_idle, fixture->run.conversation);
  g_assert_true (natter_conversation_get_last (fixture->run.conversation) == answer);
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_COMPLETE);
  g_assert_true (g_str_has_prefix (natter_message_get_text (answer), "It began "));
  g_assert_cmpuint (natter_message_get_length (answer), >, strlen ("It began "));
}

static void
test_goes_on_after_a_moment_away (Fixture       *fixture,
                                  gconstpointer  data)
{
  NatterMessage *answer = NULL;

  cut_off (fixture, "It began ");
  answer = ask (fixture);
  set_online (fixture, FALSE);
  set_online (fixture, TRUE);
  natter_test_run_until (is_idle, fixture->run.conversation);
  natter_test_run_until (is_busy, fixture->run.conversation);
  natter_test_run_until (is_idle, fixture->run.conversation);
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_COMPLETE);
}

/* Comes back, and waits until an answer of another conversation has gone on: whatever else would
 * have by then, has. */
static void
come_back (Fixture *fixture)
{
  NatterConversation *other = natter_conversation_new ();
  g_autoptr(GError) error = NULL;

  natter_conversation_set_model_key (other,
                                     natter_conversation_get_model_key (fixture->run.conversation));
  cut_off (fixture, "Another ");
  g_assert_true (natter_chat_send (fixture->run.chat, other, "hello", &error));
  g_assert_no_error (error);
  natter_test_run_until (is_idle, other);

  set_online (fixture, TRUE);
  natter_test_run_until (is_busy, other);
  natter_test_run_until (is_idle, other);
  g_assert_cmpint (natter_message_get_end (natter_conversation_get_last (other)), ==,
                   NATTER_END_COMPLETE);
  g_object_unref (other);
}

/* Whoever has asked for something else does not want the old answer any more. */
static void
test_not_behind_somebody (Fixture       *fixture,
                          gconstpointer  data)
{
  NatterMessage *answer = NULL;

  cut_off (fixture, "It began ");
  answer = ask (fixture);
  set_online (fixture, FALSE);
  natter_test_run_until (is_idle, fixture->run.conversation);
  ask (fixture);
  natter_test_run_until (is_idle, fixture->run.conversation);

  come_back (fixture);
  natter_test_run_until (is_idle, fixture->run.conversation);
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_CONNECTION_LOST);
  g_assert_cmpstr (natter_message_get_text (answer), ==, "It began ");
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->run.server), ==, 4);
}

/* Of a network that comes and goes, the person decides. */
static void
test_not_for_ever (Fixture       *fixture,
                   gconstpointer  data)
{
  NatterMessage *answer = NULL;

  cut_off (fixture, "It began ");
  answer = ask (fixture);
  set_online (fixture, FALSE);
  natter_test_run_until (is_idle, fixture->run.conversation);
  for (guint i = 0; i < 3; i++)
    {
      cut_off (fixture, "more ");
      set_online (fixture, TRUE);
      natter_test_run_until (is_busy, fixture->run.conversation);
      set_online (fixture, FALSE);
      natter_test_run_until (is_idle, fixture->run.conversation);
    }

  come_back (fixture);
  natter_test_run_until (is_idle, fixture->run.conversation);
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_CONNECTION_LOST);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->run.server), ==, 6);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_network (void)
{
  GNetworkMonitor *monitor = natter_test_network_new ();
  NatterNetwork *network = natter_network_new (monitor);
  gint64 before = g_get_monotonic_time ();
  guint online = 0, metered = 0;

  g_signal_connect_swapped (network, "notify::online", G_CALLBACK (count_cb), &online);
  g_signal_connect_swapped (network, "notify::metered", G_CALLBACK (count_cb), &metered);
  g_assert_true (natter_network_is_online (network));
  g_assert_false (natter_network_is_metered (network));
  g_assert_false (natter_network_was_away (network, 0));

  natter_test_network_set_online (monitor, TRUE);
  natter_test_network_set_online (monitor, FALSE);
  natter_test_network_set_metered (monitor, TRUE);
  g_assert_cmpuint (online, ==, 1);
  g_assert_cmpuint (metered, ==, 1);
  g_assert_false (natter_network_is_online (network));
  g_assert_true (natter_network_is_metered (network));
  g_assert_true (natter_network_was_away (network, G_MAXINT64));

  natter_test_network_set_online (monitor, TRUE);
  g_assert_true (natter_network_was_away (network, before));
  g_assert_false (natter_network_was_away (network, g_get_monotonic_time () + 1));

  g_assert_true (natter_network_is_needed ("https://example.org/v1"));
  g_assert_false (natter_network_is_needed ("http://127.0.0.1:8080/v1"));
  g_assert_false (natter_network_is_needed ("http://[::1]/"));
  g_assert_false (natter_network_is_needed (NULL));

  g_assert_finalize_object (network);
  g_assert_finalize_object (monitor);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/network-away/network", test_network);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/network-away/waits", test_waits);
  ADD ("/network-away/retry-now", test_retry_now);
  ADD ("/network-away/stopped", test_stopped);
  ADD ("/network-away/just-back", test_just_back);
  ADD ("/network-away/never-away", test_never_away);
  ADD ("/network-away/this-computer", test_this_computer);
  ADD ("/network-away/goes-on", test_goes_on);
  ADD ("/network-away/goes-on-after-a-moment-away", test_goes_on_after_a_moment_away);
  ADD ("/network-away/not-behind-somebody", test_not_behind_somebody);
  ADD ("/network-away/not-for-ever", test_not_for_ever);
#undef ADD

  return g_test_run ();
}

/* test-title.c: a title that a model makes: what is asked for it and when, what becomes of what it
 * says, and that nothing else is changed by it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chat-run.h"
#include "natter-title.h"

typedef ChatRun Fixture;

typedef struct
{
  const char *words;
  const char *title;   /* or NULL */
} CleanCase;

static const CleanCase clean_cases[] = {
  { "Cats on mats", "Cats on mats" },
  { "  Cats on mats.\n", "Cats on mats" },
  { "\"Cats on mats\"", "Cats on mats" },
  { "“Cats on mats.”", "Cats on mats" },
  { "„Katzen auf Matten“", "Katzen auf Matten" },
  { "«Chats sur tapis»", "Chats sur tapis" },
  { "**Cats on mats**", "Cats on mats" },
  { "# Cats on mats", "Cats on mats" },
  { "Title: Cats on mats", "Cats on mats" },
  { "**Title:** Cats on mats", "Cats on mats" },
  { "**Title: Cats on mats**", "Cats on mats" },
  { "# **“Cats on mats”.**", "Cats on mats" },
  { "<title>Cats on mats</title>", "Cats on mats" },
  { "```\nCats on mats\n```", "Cats on mats" },
  { "\n\nCats on mats\n\nThis title says what it is about.", "Cats on mats" },
  { "let me think\nabout it</think>\n\nCats on mats", "Cats on mats" },
  { "Cats\ton \u00a0 mats", "Cats on mats" },
  { "猫がマットに座る。", "猫がマットに座る" },
  { "「猫とマット」", "猫とマット" },
  { "Why do cats sit?", "Why do cats sit?" },
  { "And then...", "And then..." },
  { "Life in the U.S.", "Life in the U.S." },
  { "Version 2.0.", "Version 2.0." },
  { "\"Cats\" and \"mats\"", "Cats\" and \"mats" },
  { "A title with a great many words in it which go on and on for ever",
    "A title with a great many words in it which go on and on…" },
  { "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungsblatt",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenv…" },
  { "", NULL },
  { " \n\t\n", NULL },
  { "``` \n```", NULL },
  { "<think>no end", NULL },
  { "\"\"", "\"\"" },
};

static void
test_clean (void)
{
  g_autofree char *long_line = g_strnfill (201, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (clean_cases); i++)
    {
      g_autofree char *title = natter_title_dup_clean (clean_cases[i].words);

      g_assert_cmpstr (title, ==, clean_cases[i].title);
      g_assert_true (!title || g_utf8_strlen (title, -1) <= 60);
    }

  g_assert_null (natter_title_dup_clean (long_line));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  chat_run_set_up (fixture, data);
  natter_chat_set_makes_titles (fixture->chat, TRUE);
}

static gboolean
is_idle (gpointer data)
{
  return !natter_conversation_is_busy (data);
}

static gboolean
has_own_title (gpointer data)
{
  return natter_conversation_title_is_own (data);
}

/* Only the request for the title holds it as well. */
static gboolean
is_left_alone (gpointer data)
{
  return G_OBJECT (data)->ref_count == 1;
}

static void
answer_with (Fixture    *fixture,
             const char *words)
{
  g_autofree char *chunk = g_strdup_printf ("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":"
                                            "\"%s\"},\"finish_reason\":\"stop\"}]}\n\n"
                                            "data: [DONE]\n\n", words);
  NatterTestReply *reply = natter_test_reply_new_stream ();

  natter_test_reply_chunk (reply, chunk, -1);
  natter_test_reply_end_chunks (reply);
  natter_test_server_add_reply (fixture->server, reply);
}

static void
ask (Fixture    *fixture,
     const char *text)
{
  g_assert_true (natter_chat_send (fixture->chat, fixture->conversation, text, NULL));
  natter_test_run_until (is_idle, fixture->conversation);
}

static char *
dup_body (Fixture *fixture,
          guint    i)
{
  g_autoptr(GPtrArray) requests = natter_test_server_dup_requests (fixture->server);
  NatterTestRequest *request = NULL;
  gsize size = 0;
  const char *body = NULL;

  g_assert_cmpuint (i, <, requests->len);
  request = g_ptr_array_index (requests, i);
  body = g_bytes_get_data (request->body, &size);

  return g_strndup (body, size);
}

/* The list holds the conversation too. */
static void
wait_for_the_end (Fixture *fixture)
{
  natter_conversation_list_remove (natter_chat_get_conversations (fixture->chat),
                                   fixture->conversation);
  natter_test_run_until (is_left_alone, fixture->conversation);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_made (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *body = NULL;
  g_autoptr(GDateTime) updated = NULL;
  guint n_busy = 0;
  guint n_unread = 0;

  answer_with (fixture, "Cats sit on mats because they are warm.");
  answer_with (fixture, "**“Warm mats”.**");
  ask (fixture, "Why do cats sit on mats?");
  g_assert_cmpstr (natter_conversation_get_title (fixture->conversation), ==,
                   "Why do cats sit on mats?");

  /* nothing else is seen of it */
  natter_conversation_set_unread (fixture->conversation, FALSE);
  updated = g_date_time_ref (natter_conversation_get_updated (fixture->conversation));
  g_signal_connect_swapped (fixture->conversation, "notify::busy", G_CALLBACK (count_cb), &n_busy);
  g_signal_connect_swapped (fixture->conversation, "notify::unread", G_CALLBACK (count_cb),
                            &n_unread);
  g_assert_cmpuint (natter_chat_get_n_running (fixture->chat), ==, 0);
  natter_test_run_until (has_own_title, fixture->conversation);
  g_assert_cmpstr (natter_conversation_get_title (fixture->conversation), ==, "Warm mats");
  g_assert_cmpuint (n_busy + n_unread, ==, 0);
  g_assert_true (updated == natter_conversation_get_updated (fixture->conversation));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->conversation)), ==, 2);

  /* the same model, told what was said, and no more than that is paid for */
  body = dup_body (fixture, 1);
  g_assert_nonnull (strstr (body, "\"model\":\"echo\""));
  g_assert_nonnull (strstr (body, "Why do cats sit on mats?"));
  g_assert_nonnull (strstr (body, "because they are warm."));
  g_assert_nonnull (strstr (body, "\"max_tokens\":500"));
  g_assert_null (strstr (body, "temperature"));
  g_assert_null (strstr (body, "reasoning_effort"));

  /* once */
  ask (fixture, "and dogs?");
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 3);
}

static void
test_not_allowed (Fixture       *fixture,
                  gconstpointer  data)
{
  natter_chat_set_makes_titles (fixture->chat, FALSE);
  ask (fixture, "hello");
  wait_for_the_end (fixture);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 1);
  g_assert_cmpstr (natter_conversation_get_title (fixture->conversation), ==, "hello");
}

static void
test_not_wanted (Fixture       *fixture,
                 gconstpointer  data)
{
  /* a person's title, a chat of which nothing stays, an answer that is not whole */
  natter_conversation_set_title (fixture->conversation, "Mine");
  ask (fixture, "hello");
  wait_for_the_end (fixture);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 1);

  g_object_unref (fixture->conversation);
  fixture->conversation = natter_conversation_new ();
  natter_conversation_set_temporary (fixture->conversation, TRUE);
  chat_run_choose (fixture, "echo");
  ask (fixture, "hello");
  wait_for_the_end (fixture);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 2);

  g_object_unref (fixture->conversation);
  fixture->conversation = natter_conversation_new ();
  chat_run_choose (fixture, "drop-600");
  ask (fixture, "hello");
  wait_for_the_end (fixture);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 3);
}

/* A title that a person gives while it is made is the title. */
static void
test_renamed_meanwhile (Fixture       *fixture,
                        gconstpointer  data)
{
  answer_with (fixture, "Because.");
  answer_with (fixture, "Theirs");
  ask (fixture, "Why?");
  natter_conversation_set_title (fixture->conversation, "Mine");
  wait_for_the_end (fixture);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 2);
  g_assert_cmpstr (natter_conversation_get_title (fixture->conversation), ==, "Mine");
}

static gboolean
has_two_requests (gpointer data)
{
  return natter_test_server_get_n_requests (data) == 2;
}

static void
test_trashed_meanwhile (Fixture       *fixture,
                        gconstpointer  data)
{
  NatterTestReply *reply = natter_test_reply_new_stream ();

  answer_with (fixture, "Because.");
  natter_test_reply_hang (reply);
  natter_test_server_add_reply (fixture->server, reply);
  ask (fixture, "Why?");
  natter_test_run_until (has_two_requests, fixture->server);
  natter_conversation_set_trashed (fixture->conversation, TRUE);
  wait_for_the_end (fixture);
  g_assert_cmpstr (natter_conversation_get_title (fixture->conversation), ==, "Why?");
  g_assert_false (natter_conversation_title_is_own (fixture->conversation));
}

/* What goes wrong is not waited for, and nobody hears of it. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  static const guint statuses[] = { 400, 401, 429, 503 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_object_unref (fixture->conversation);
      fixture->conversation = natter_conversation_new ();
      chat_run_choose (fixture, "echo");
      answer_with (fixture, "Because.");
      natter_test_server_add_reply (fixture->server, natter_test_reply_new_whole (
        statuses[i], "Content-Type: application/json\r\nRetry-After: 20\r\n",
        "{\"error\":{\"message\":\"no\"}}"));
      ask (fixture, "Why?");
      wait_for_the_end (fixture);
      g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 2 * (i + 1));
      g_assert_cmpstr (natter_conversation_get_title (fixture->conversation), ==, "Why?");
      g_assert_cmpint (natter_message_get_end (
        natter_conversation_get_last (fixture->conversation)), ==, NATTER_END_COMPLETE);
    }
}

static void
test_says_nothing (Fixture       *fixture,
                   gconstpointer  data)
{
  answer_with (fixture, "Because.");
  answer_with (fixture, "<think>hm</think>");
  ask (fixture, "Why?");
  wait_for_the_end (fixture);
  g_assert_cmpstr (natter_conversation_get_title (fixture->conversation), ==, "Why?");
}

typedef struct
{
  const char *dialect;
  const char *base;
  const char *expected;  /* of the request */
} WayCase;

static const WayCase ways[] = {
  { "anthropic", "/v1", "\"max_tokens\":500" },
  { "gemini", "/v1beta", "\"maxOutputTokens\":500" },
  { "ollama", "", "\"think\":false" },
  { "cohere-v2", "/v2", "\"disabled\"" },
  { "openai-responses", "/v1", "\"max_output_tokens\":500" },
};

static void
test_way (gconstpointer data)
{
  const WayCase *way = data;
  Fixture fixture = { 0 };
  g_autofree char *body = NULL;

  chat_run_set_up_dialect (&fixture, way->dialect, way->base);
  chat_run_choose (&fixture, "echo");
  natter_chat_set_makes_titles (fixture.chat, TRUE);
  ask (&fixture, "one two");
  natter_test_run_until (has_own_title, fixture.conversation);
  body = dup_body (&fixture, 1);
  g_assert_nonnull (strstr (body, way->expected));
  /* the scripted model says again what it was asked */
  g_assert_true (g_str_has_prefix (natter_conversation_get_title (fixture.conversation), "Give"));
  wait_for_the_end (&fixture);
  chat_run_tear_down (&fixture, NULL);
}

static void
add (const char *name,
     void      (*func) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/title/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, func, chat_run_tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/title/clean", test_clean);
  add ("made", test_made);
  add ("not-allowed", test_not_allowed);
  add ("not-wanted", test_not_wanted);
  add ("renamed-meanwhile", test_renamed_meanwhile);
  add ("trashed-meanwhile", test_trashed_meanwhile);
  add ("refused", test_refused);
  add ("says-nothing", test_says_nothing);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *path = g_strconcat ("/title/way/", ways[i].dialect, NULL);

      g_test_add_data_func (path, &ways[i], test_way);
    }

  return g_test_run ();
}

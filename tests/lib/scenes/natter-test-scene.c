/* natter-test-scene.c: the scenes by name. Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-scene.h"

#define SHORT_TEXT \
  "This answer comes from a scripted server on this computer. It has a few sentences, so that " \
  "there is " \
  "something to read before the scene takes its turn. Nothing left the machine to make it."

#define WIDE_TEXT \
  "Zürich, naïve café, Ελληνικά, Привет, 你好世界, こんにちは, 🚀 and a family: 👩‍👩‍👧‍👦. " \
  "Every character of more than one byte is cut between two writes."

#define BYTES_PER_EVENT 100 /* less than any event has */

typedef struct
{
  const char  *name;
  guint        example;  /* a number for the list of names; 0: the scene takes none */
  void       (*fill)    (NatterTestScene *self,
                         const char      *prompt,
                         guint            number);
} SceneKind;

static void
fill_demo (NatterTestScene *self,
           const char      *prompt,
           guint            number)
{
  self->text = natter_test_text_new_demo (prompt);
  self->rate = 60;
}

static void
fill_echo (NatterTestScene *self,
           const char      *prompt,
           guint            number)
{
  self->text = g_strdup (prompt);
}

static void
fill_markdown (NatterTestScene *self,
               const char      *prompt,
               guint            number)
{
  self->text = natter_test_text_new_markdown ();
  self->rate = 200;
}

static void
fill_fast (NatterTestScene *self,
           const char      *prompt,
           guint            number)
{
  self->text = natter_test_text_new_mixed (4000);
  self->rate = 2000;
}

static void
fill_long (NatterTestScene *self,
           const char      *prompt,
           guint            number)
{
  self->text = natter_test_text_new_long (number);
  self->rate = 500;
}

static void
fill_mixed (NatterTestScene *self,
            const char      *prompt,
            guint            number)
{
  self->text = natter_test_text_new_mixed (number);
}

static void
fill_thinker (NatterTestScene *self,
              const char      *prompt,
              guint            number)
{
  self->reasoning = g_strdup ("The question arrived at a scripted server. First I look at what is "
                              "asked. "
                              "Then I weigh two answers: a short one and a long one.\n\n"
                              "The short one is enough.");
  self->text = g_strdup ("I thought about it, and the **short** answer is enough.");
  self->rate = 60;
}

static void
fill_slow_start (NatterTestScene *self,
                 const char      *prompt,
                 guint            number)
{
  self->delay = 4;
}

static void
fill_stall (NatterTestScene *self,
            const char      *prompt,
            guint            number)
{
  self->fault = NATTER_TEST_FAULT_STALL;
  self->fault_at = 10;
}

static void
fill_cut (NatterTestScene *self,
          NatterTestFault  fault,
          guint            number)
{
  self->text = natter_test_text_new_long (number / BYTES_PER_EVENT + 10);
  self->rate = 2000;
  self->fault = fault;
  self->fault_at = number;
}

static void
fill_drop (NatterTestScene *self,
           const char      *prompt,
           guint            number)
{
  fill_cut (self, NATTER_TEST_FAULT_DROP, number);
}

static void
fill_reset (NatterTestScene *self,
            const char      *prompt,
            guint            number)
{
  fill_cut (self, NATTER_TEST_FAULT_RESET, number);
}

static void
fill_no_done (NatterTestScene *self,
              const char      *prompt,
              guint            number)
{
  self->fault = NATTER_TEST_FAULT_NO_TERMINAL;
}

static void
fill_error (NatterTestScene *self,
            const char      *prompt,
            guint            number)
{
  self->status = number;
}

static void
fill_busy (NatterTestScene *self,
           const char      *prompt,
           guint            number)
{
  self->n_refusals = number;
  /* Short enough for a test, long enough to be seen. */
  self->wait = 1.5;
}

static void
fill_wait (NatterTestScene *self,
           const char      *prompt,
           guint            number)
{
  self->n_refusals = 1;
  self->wait = number;
}

static void
fill_picky (NatterTestScene *self,
            const char      *prompt,
            guint            number)
{
  self->is_picky = TRUE;
}

static void
fill_error_midstream (NatterTestScene *self,
                      const char      *prompt,
                      guint            number)
{
  self->fault = NATTER_TEST_FAULT_ERROR;
  self->fault_at = 10;
}

static void
fill_malformed_json (NatterTestScene *self,
                     const char      *prompt,
                     guint            number)
{
  self->fault = NATTER_TEST_FAULT_MALFORMED;
  self->fault_at = 10;
}

static void
fill_huge_line (NatterTestScene *self,
                const char      *prompt,
                guint            number)
{
  const gsize size = 2 * 1024 * 1024;
  GString *text = g_string_sized_new (size);

  for (guint i = 1; text->len < size; i++)
    g_string_append_printf (text, "%u. One line of an event that is two mebibytes long.\n", i);

  g_string_truncate (text, size);
  self->text = g_string_free_and_steal (text);
  self->is_single = TRUE;
}

static void
fill_split_utf8 (NatterTestScene *self,
                 const char      *prompt,
                 guint            number)
{
  self->text = g_strdup (WIDE_TEXT);
  self->cuts_characters = TRUE;
}

static void
fill_crlf (NatterTestScene *self,
           const char      *prompt,
           guint            number)
{
  self->has_crlf = TRUE;
}

static void
fill_bom (NatterTestScene *self,
          const char      *prompt,
          guint            number)
{
  self->has_bom = TRUE;
}

static void
fill_not_sse (NatterTestScene *self,
              const char      *prompt,
              guint            number)
{
  self->fault = NATTER_TEST_FAULT_NOT_STREAMED;
}

static void
fill_html (NatterTestScene *self,
           const char      *prompt,
           guint            number)
{
  self->fault = NATTER_TEST_FAULT_HTML;
}

static void
fill_empty (NatterTestScene *self,
            const char      *prompt,
            guint            number)
{
  self->text = g_strdup ("");
}

/* The first is what any other name gets. */
static const SceneKind kinds[] = {
  { "demo",            0,     fill_demo },
  { "echo",            0,     fill_echo },
  { "markdown",        0,     fill_markdown },
  { "thinker",         0,     fill_thinker },
  { "fast",            0,     fill_fast },
  { "mixed",           4000,  fill_mixed },
  { "long",            10000, fill_long },
  { "slow-start",      0,     fill_slow_start },
  { "stall",           0,     fill_stall },
  { "drop",            2000,  fill_drop },
  { "reset",           2000,  fill_reset },
  { "no-done",         0,     fill_no_done },
  { "error",           401,   fill_error },
  { "error",           403,   fill_error },
  { "error",           404,   fill_error },
  { "error",           429,   fill_error },
  { "error",           500,   fill_error },
  { "error",           503,   fill_error },
  { "error",           529,   fill_error },
  { "error-midstream", 0,     fill_error_midstream },
  { "busy",            1,     fill_busy },
  { "wait",            20,    fill_wait },
  { "picky",           0,     fill_picky },
  { "malformed-json",  0,     fill_malformed_json },
  { "huge-line",       0,     fill_huge_line },
  { "split-utf8",      0,     fill_split_utf8 },
  { "crlf",            0,     fill_crlf },
  { "bom",             0,     fill_bom },
  { "not-sse",         0,     fill_not_sse },
  { "html",            0,     fill_html },
  { "empty",           0,     fill_empty },
};

/* "long-500" is the kind "long" with the number 500. */
static gboolean
matches (const SceneKind *kind,
         const char      *name,
         guint           *number)
{
  guint64 value = 0;

  if (kind->example == 0)
    return g_str_equal (name, kind->name);

  if (!g_str_has_prefix (name, kind->name) || name[strlen (kind->name)] != '-' ||
      !g_ascii_string_to_unsigned (name + strlen (kind->name) + 1, 10, 1, 10000000, &value, NULL))
    return FALSE;

  /* Only the errors that have a body of their own. */
  if (kind->fill == fill_error && value != kind->example)
    return FALSE;

  *number = value;

  return TRUE;
}

/*
 * natter_test_scene_new:
 * @name: a model's name: a scene, "-N" where it takes a number, "@R" for R tokens a second
 * @prompt: the user's last words
 *
 * Returns: (transfer full): the scene; "demo" for a name that is none
 */
NatterTestScene *
natter_test_scene_new (const char *name,
                       const char *prompt)
{
  NatterTestScene *self = g_new0 (NatterTestScene, 1);
  const char *at = strrchr (name, '@');
  g_autofree char *base = at ? g_strndup (name, at - name) : g_strdup (name);
  const SceneKind *kind = &kinds[0];
  guint number = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (matches (&kinds[i], base, &number))
        {
          kind = &kinds[i];
          break;
        }
    }

  self->status = 200;
  self->rate = 100;
  kind->fill (self, prompt, number);

  if (!self->text)
    self->text = g_strdup (SHORT_TEXT);
  if (at && g_ascii_strtod (at + 1, NULL) > 0)
    self->rate = g_ascii_strtod (at + 1, NULL);

  return self;
}

void
natter_test_scene_free (NatterTestScene *self)
{
  g_free (self->reasoning);
  g_free (self->text);
  g_free (self);
}

GPtrArray *
natter_test_scene_list_names (void)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (kinds[i].example)
        g_ptr_array_add (names, g_strdup_printf ("%s-%u", kinds[i].name, kinds[i].example));
      else
        g_ptr_array_add (names, g_strdup (kinds[i].name));
    }

  return names;
}

/*
 * natter_test_token_length:
 *
 * A token is the blanks before a word and up to six of its characters, or one other character:
 * about what a model's tokens are.
 *
 * Returns: bytes, 0 at the end
 */
gsize
natter_test_token_length (const char *text)
{
  const char *p = text;

  while (g_ascii_isspace (*p))
    p++;

  if (*p == '\0')
    return p - text;

  if (!g_ascii_isalnum (*p) && (guchar) *p < 0x80)
    return p + 1 - text;

  for (guint i = 0; i < 6 && (g_ascii_isalnum (*p) || (guchar) *p >= 0x80); i++)
    p = g_utf8_next_char (p);

  return p - text;
}

guint
natter_test_token_count (const char *text)
{
  guint count = 0;
  gsize length = 0;

  while ((length = natter_test_token_length (text)) > 0)
    {
      text += length;
      count++;
    }

  return count;
}

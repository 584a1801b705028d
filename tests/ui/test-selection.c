/* test-selection.c: one selection across the rows of a transcript, by a real pointer and real keys:
 * what is selected, what is marked, and what is copied, to the byte.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-row-widget.h"
#include "natter-selection-text.h"
#include "natter-text-link.h"
#include "natter-surface-test.h"

#define FIRST "The first paragraph of it."
#define CODE "int a = 1;\nint b = 2;"
#define ANSWER                                    \
  "The first *paragraph* of it.\n\n"              \
  "- one **item**\n"                              \
  "- another\n\n"                                 \
  "```c\n" CODE "\n```\n\n"                       \
  "See [the page](https://a.example/x) at last."
#define LAST "See the page at last."

static void
finish (SurfaceTest *self,
        const char  *text)
{
  surface_append (self, text);
  natter_message_finish (self->answer, NATTER_END_COMPLETE, NULL);
  surface_settle (self);
}

#define assert_selected(self, expected)                                                       \
  G_STMT_START {                                                                              \
    g_autofree char *selected_ = natter_selection_dup_text ((self)->selection);              \
    g_assert_cmpstr (selected_, ==, expected);                                                \
  } G_STMT_END

/* What of a text is marked as selected, as it is painted. */
static char *
dup_marked (NatterMarkable *markable)
{
  guint n_marks = 0;
  const NatterMark *marks = natter_markable_get_marks (markable, &n_marks);
  const char *text = natter_markable_get_text (markable, NULL);

  for (guint i = 0; i < n_marks; i++)
    if (marks[i].kind == NATTER_MARK_SELECTION)
      return g_strndup (text + marks[i].start, marks[i].end - marks[i].start);

  return g_strdup ("");
}

#define assert_marked(markable, expected)                                                     \
  G_STMT_START {                                                                              \
    g_autofree char *marked_ = dup_marked (markable);                                         \
    g_assert_cmpstr (marked_, ==, expected);                                                  \
  } G_STMT_END

static void
test_drag_across_rows (SurfaceTest   *self,
                       gconstpointer  data)
{
  g_autofree char *primary = NULL;

  finish (self, ANSWER);
  surface_drag (self, surface_find (self, FIRST), 4, surface_find (self, LAST), 12);

  assert_selected (self, "first paragraph of it.\n\none item\nanother\n\n" CODE
                         "\n\nSee the page");
  assert_marked (surface_find (self, FIRST), "first paragraph of it.");
  assert_marked (surface_find (self, "another"), "another");
  assert_marked (surface_find (self, CODE), CODE);
  assert_marked (surface_find (self, LAST), "See the page");

  primary = surface_read (gtk_widget_get_primary_clipboard (self->window));
  g_assert_true (g_str_has_prefix (primary, "first paragraph of it.\n\none item"));

  surface_key (self, "ctrl+c");
  surface_assert_clipboard (self, "first paragraph of it.\n\none item\nanother\n\n" CODE
                            "\n\nSee the page");
}

static void
test_drag_upwards (SurfaceTest   *self,
                   gconstpointer  data)
{
  finish (self, ANSWER);
  surface_drag (self, surface_find (self, "another"), 3, surface_find (self, FIRST), 10);

  assert_selected (self, "paragraph of it.\n\none item\nano");
}

static void
test_question_and_answer (SurfaceTest   *self,
                          gconstpointer  data)
{
  finish (self, "Yes.");
  surface_drag (self, surface_find (self, "What is this?"), 5,
                surface_find (self, "Yes."), 3);

  assert_selected (self, "is this?\n\nYes");
}

static void
test_click_clears (SurfaceTest   *self,
                   gconstpointer  data)
{
  finish (self, ANSWER);
  surface_drag (self, surface_find (self, FIRST), 0, surface_find (self, "another"), 3);
  g_assert_false (natter_selection_is_empty (self->selection));
  surface_click (self, surface_find (self, FIRST), 6, "click 1");

  g_assert_true (natter_selection_is_empty (self->selection));
  assert_marked (surface_find (self, FIRST), "");
  assert_marked (surface_find (self, "another"), "");
}

static void
test_word (SurfaceTest   *self,
           gconstpointer  data)
{
  finish (self, ANSWER);
  surface_click (self, surface_find (self, FIRST), 6, "click --repeat 2 1");
  assert_selected (self, "first");
}

static void
test_block (SurfaceTest   *self,
            gconstpointer  data)
{
  finish (self, ANSWER);
  surface_click (self, surface_find (self, LAST), 14, "click --repeat 3 1");
  assert_selected (self, LAST);
}

/* A drag that begins with a word goes on by words, both ways. */
static void
test_drag_by_words (SurfaceTest   *self,
                    gconstpointer  data)
{
  NatterMarkable *first = NULL;
  g_autofree char *commands = NULL;
  int x = 0;
  int y = 0;
  int to_x = 0;

  finish (self, ANSWER);
  first = surface_find (self, FIRST);
  surface_get_place (self, first, 12, &x, &y);
  surface_get_place (self, first, 5, &to_x, &y);
  commands = g_strdup_printf ("mousemove --window %%1 %d %d click 1 mousedown 1 "
                              "mousemove --window %%1 %d %d mousemove --window %%1 %d %d mouseup 1",
                              x, y, x - 20, y, to_x, y);
  surface_do (commands);
  surface_settle (self);
  assert_selected (self, "first paragraph");
}

static void
test_shift_click (SurfaceTest   *self,
                  gconstpointer  data)
{
  finish (self, ANSWER);
  surface_click (self, surface_find (self, "one item"), 4, "click 1");
  surface_click (self, surface_find (self, CODE), 3, "keydown shift click 1 keyup shift");
  assert_selected (self, "item\nanother\n\nint");
  surface_click (self, surface_find (self, FIRST), 4, "keydown shift click 1 keyup shift");
  assert_selected (self, "first paragraph of it.\n\none ");
}

static gboolean
is_called (gpointer data)
{
  return *(guint *) data > 0;
}

static void
count_activation_cb (guint          *n_activated,
                     NatterTextLink *link)
{
  (*n_activated)++;
  g_signal_stop_emission_by_name (link, "activate");
}

static void
test_links_still_work (SurfaceTest   *self,
                       gconstpointer  data)
{
  GtkWidget *link = NULL;
  guint n_activated = 0;

  finish (self, ANSWER);
  link = ui_test_find (GTK_WIDGET (self->list), NATTER_TYPE_TEXT_LINK, NULL);
  g_assert_nonnull (link);
  g_signal_connect_swapped (link, "activate", G_CALLBACK (count_activation_cb), &n_activated);

  surface_drag (self, surface_find (self, LAST), 5, surface_find (self, LAST), 16);
  assert_selected (self, "he page at ");
  g_assert_cmpuint (n_activated, ==, 0);

  surface_click (self, surface_find (self, LAST), 6, "click 1");
  natter_test_run_until (is_called, &n_activated);
  g_assert_cmpuint (n_activated, ==, 1);
  surface_click (self, surface_find (self, LAST), 1, "click 1");
  surface_click (self, surface_find (self, LAST), 14, "click 1");
  g_assert_cmpuint (n_activated, ==, 1);

  gtk_widget_grab_focus (link);
  surface_key (self, "Return");
  g_assert_cmpuint (n_activated, ==, 2);
}

static void
test_keys (SurfaceTest   *self,
           gconstpointer  data)
{
  finish (self, "Grün e\xcc\x81t\xc3\xa9.\n\nSecond line here.");
  surface_click (self, surface_find (self, "Grün e\xcc\x81t\xc3\xa9."), 6, "click 1");
  surface_key (self, "shift+Right");
  assert_selected (self, "e\xcc\x81");
  surface_key (self, "shift+Left shift+Left");
  assert_selected (self, " ");
  surface_key (self, "ctrl+shift+Left");
  assert_selected (self, "Grün ");
  surface_key (self, "ctrl+shift+Right ctrl+shift+Right ctrl+shift+Right");
  assert_selected (self, "e\xcc\x81t\xc3\xa9.");
  surface_key (self, "shift+Right ctrl+shift+Right");
  assert_selected (self, "e\xcc\x81t\xc3\xa9.\n\nSecond");
  surface_key (self, "Escape");
  g_assert_true (natter_selection_is_empty (self->selection));
}

static void
test_lines_by_key (SurfaceTest   *self,
                   gconstpointer  data)
{
  finish (self, "One two three.\n\nFour five six.");
  surface_click (self, surface_find (self, "One two three."), 4, "click 1");
  surface_key (self, "shift+Down");
  g_assert_false (natter_selection_is_empty (self->selection));
  surface_key (self, "shift+End");
  assert_selected (self, "two three.\n\nFour five six.");
  surface_key (self, "shift+Up shift+Home");
  assert_selected (self, "One ");
  surface_key (self, "ctrl+shift+Home");
  assert_selected (self, "What is this?\n\nOne ");
}

static void
test_select_all (SurfaceTest   *self,
                 gconstpointer  data)
{
  finish (self, ANSWER);
  surface_click (self, surface_find (self, "another"), 3, "click 1");
  surface_key (self, "ctrl+a");
  assert_selected (self, FIRST "\n\none item\nanother\n\n" CODE "\n\n" LAST);
  surface_key (self, "ctrl+a");
  assert_selected (self, "What is this?\n\n" FIRST "\n\none item\nanother\n\n" CODE "\n\n" LAST);
}

static void
test_markdown (SurfaceTest   *self,
               gconstpointer  data)
{
  g_autofree char *whole = NULL;
  g_autofree char *part = NULL;

  finish (self, ANSWER);
  surface_click (self, surface_find (self, "another"), 3, "click 1");
  surface_key (self, "ctrl+a");
  whole = natter_selection_dup_markdown (self->selection);
  g_assert_cmpstr (whole, ==, ANSWER);

  surface_drag (self, surface_find (self, FIRST), 4, surface_find (self, LAST), 3);
  part = natter_selection_dup_markdown (self->selection);
  g_assert_cmpstr (part, ==, "first paragraph of it.\n\n- one **item**\n- another\n\n```c\n" CODE
                             "\n```\n\nSee");
}

static void
test_holds_while_streaming (SurfaceTest   *self,
                            gconstpointer  data)
{
  surface_append (self, "Some words of a text.\n\nMore **bol");
  surface_settle (self);
  surface_drag (self, surface_find (self, "Some words of a text."), 5,
                surface_find (self, "More **bol"), 7);
  assert_selected (self, "words of a text.\n\nMore **");

  surface_append (self, "d** words");
  surface_settle (self);
  assert_selected (self, "words of a text.\n\nMore bo");
  assert_marked (surface_find (self, "More bold words"), "More bo");
  for (guint i = 0; i < 60; i++)
    {
      surface_append (self, "\n\nAnother paragraph.");
      surface_settle (self);
    }
  natter_message_finish (self->answer, NATTER_END_COMPLETE, NULL);
  surface_settle (self);
  assert_selected (self, "words of a text.\n\nMore bo");
}

/* What became another kind of block has another row. */
static void
test_clamps_to_what_came (SurfaceTest   *self,
                          gconstpointer  data)
{
  surface_append (self, "Words.\n\nTitle of");
  surface_settle (self);
  surface_drag (self, surface_find (self, "Words."), 0, surface_find (self, "Title of"),
                8);
  surface_append (self, "\n===\n");
  surface_settle (self);

  assert_selected (self, "Words.\n\nTitle of");
  assert_marked (surface_find (self, "Title of"), "Title of");
}

static void
scroll_to (SurfaceTest *self,
           double       part)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  gtk_adjustment_set_value (adjustment, part * (gtk_adjustment_get_upper (adjustment) -
                                                gtk_adjustment_get_page_size (adjustment)));
  surface_settle (self);
}

static void
test_recycled_rows (SurfaceTest   *self,
                    gconstpointer  data)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GString) expected = g_string_new ("graph 0.");

  for (guint i = 0; i < 900; i++)
    {
      g_string_append_printf (text, "Paragraph %u.\n\n", i);
      if (i > 0 && i < 899)
        g_string_append_printf (expected, "\n\nParagraph %u.", i);
    }
  g_string_append (expected, "\n\nPara");
  finish (self, text->str);
  scroll_to (self, 0);
  surface_click (self, surface_find (self, "Paragraph 0."), 4, "click 1");
  scroll_to (self, 1);
  surface_click (self, surface_find (self, "Paragraph 899."), 4,
                 "keydown shift click 1 keyup shift");

  assert_selected (self, expected->str);
  scroll_to (self, 0);
  assert_marked (surface_find (self, "Paragraph 0."), "graph 0.");
  assert_marked (surface_find (self, "Paragraph 1."), "Paragraph 1.");
  scroll_to (self, 1);
  assert_marked (surface_find (self, "Paragraph 898."), "Paragraph 898.");
  assert_marked (surface_find (self, "Paragraph 899."), "Para");

  natter_selection_clear (self->selection);
  surface_settle (self);
  assert_marked (surface_find (self, "Paragraph 898."), "");
}

/* GTK 4.18 warns at the release when the widget that was pressed has left the sight since, which is
 * what this is about. */
static GLogWriterOutput
write_log (GLogLevelFlags   level,
           const GLogField *fields,
           gsize            n_fields,
           gpointer         data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") &&
        g_str_has_prefix (fields[i].value, "Broken accounting of active state"))
      return G_LOG_WRITER_HANDLED;

  return g_log_writer_default (level, fields, n_fields, NULL);
}

static gboolean
is_at_end (gpointer data)
{
  SurfaceTest *self = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  return gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) >=
         gtk_adjustment_get_upper (adjustment) - 1;
}

static void
test_scrolls_at_the_edge (SurfaceTest   *self,
                          gconstpointer  data)
{
  g_autofree char *commands = NULL;
  g_autofree char *selected = NULL;
  int x = 0;
  int y = 0;

  for (guint i = 0; i < 80; i++)
    {
      g_autofree char *text = g_strdup_printf ("Paragraph %u.\n\n", i);

      surface_append (self, text);
    }
  finish (self, "The end.");
  scroll_to (self, 0);
  surface_get_place (self, surface_find (self, "Paragraph 0."), 0, &x, &y);
  commands = g_strdup_printf ("mousemove --window %%1 %d %d mousedown 1 mousemove --window %%1 %d "
                              "400 mousemove --window %%1 %d %d", x, y, x, x + 60,
                              gtk_widget_get_height (self->window) + 60);
  surface_do (commands);
  natter_test_run_until (is_at_end, self);
  surface_do ("mouseup 1");
  surface_settle (self);

  selected = natter_selection_dup_text (self->selection);
  g_assert_true (g_str_has_prefix (selected, "Paragraph 0.\n\nParagraph 1."));
  g_assert_true (g_str_has_suffix (selected, "Paragraph 79.\n\nThe end."));
}

static void
test_deleted_message (SurfaceTest   *self,
                      gconstpointer  data)
{
  finish (self, ANSWER);
  surface_drag (self, surface_find (self, "What is this?"), 5,
                surface_find (self, FIRST), 3);
  assert_selected (self, "is this?\n\nThe");
  natter_conversation_trash (self->conversation, self->answer, TRUE);
  surface_settle (self);

  assert_selected (self, "is this?");
  assert_marked (surface_find (self, "What is this?"), "is this?");
}

static void
test_reasoning_is_passed_over (SurfaceTest   *self,
                               gconstpointer  data)
{
  NatterDelta thought = { .kind = NATTER_DELTA_REASONING, .text = "Hm.", .length = 3 };

  natter_message_append (self->answer, &thought);
  finish (self, "The answer.");
  surface_drag (self, surface_find (self, "What is this?"), 5,
                surface_find (self, "The answer."), 3);
  assert_selected (self, "is this?\n\nThe");
}

/* Left is where the text goes on. */
static void
test_right_to_left (SurfaceTest   *self,
                    gconstpointer  data)
{
  finish (self, "שלום עולם");
  surface_click (self, surface_find (self, "שלום עולם"), 8, "click 1");
  surface_key (self, "shift+Left");
  assert_selected (self, " ");
  surface_key (self, "ctrl+shift+Left");
  assert_selected (self, " עולם");
  surface_key (self, "shift+Right");
  assert_selected (self, " עול");
}

static void
test_view_goes_with_a_selection (SurfaceTest   *self,
                                 gconstpointer  data)
{
  g_autoptr(NatterConversation) other = natter_conversation_new ();

  finish (self, ANSWER);
  surface_drag (self, surface_find (self, FIRST), 4, surface_find (self, LAST), 12);
  natter_conversation_view_set_conversation (self->view, other);
  surface_settle (self);
  g_assert_true (natter_selection_is_empty (self->selection));
  surface_key (self, "ctrl+a");
  g_assert_true (natter_selection_is_empty (self->selection));
}

static void
add (const char *path,
     void      (*func) (SurfaceTest *, gconstpointer))
{
  g_test_add (path, SurfaceTest, NULL, surface_set_up, func, surface_tear_down);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);
  g_log_set_writer_func (write_log, NULL, NULL);
  /* A busy machine takes its time between two clicks. */
  g_object_set (gtk_settings_get_default (), "gtk-double-click-time", 5000, NULL);

  add ("/selection/drag-across-rows", test_drag_across_rows);
  add ("/selection/drag-upwards", test_drag_upwards);
  add ("/selection/question-and-answer", test_question_and_answer);
  add ("/selection/click-clears", test_click_clears);
  add ("/selection/word", test_word);
  add ("/selection/block", test_block);
  add ("/selection/drag-by-words", test_drag_by_words);
  add ("/selection/shift-click", test_shift_click);
  add ("/selection/links-still-work", test_links_still_work);
  add ("/selection/keys", test_keys);
  add ("/selection/lines-by-key", test_lines_by_key);
  add ("/selection/select-all", test_select_all);
  add ("/selection/markdown", test_markdown);
  add ("/selection/holds-while-streaming", test_holds_while_streaming);
  add ("/selection/clamps-to-what-came", test_clamps_to_what_came);
  add ("/selection/recycled-rows", test_recycled_rows);
  add ("/selection/scrolls-at-the-edge", test_scrolls_at_the_edge);
  add ("/selection/deleted-message", test_deleted_message);
  add ("/selection/reasoning-is-passed-over", test_reasoning_is_passed_over);
  add ("/selection/right-to-left", test_right_to_left);
  add ("/selection/view-goes-with-a-selection", test_view_goes_with_a_selection);

  return g_test_run ();
}

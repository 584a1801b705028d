/* natter-details.c: all that is known of a message but its words, in sections of names and values
 * for a person. What is not known is left out. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-details.h"

#include <glib/gi18n-lib.h>

#include "natter-end-text.h"
#include "natter-error.h"
#include "natter-http-response.h"
#include "natter-json-pretty.h"

static void
detail_free (NatterDetail *self)
{
  g_free (self->name);
  g_free (self->value);
  g_free (self);
}

static void
section_free (NatterDetailSection *self)
{
  g_free (self->title);
  g_ptr_array_unref (self->details);
  g_free (self);
}

static NatterDetailSection *
section_new (const char *title)
{
  NatterDetailSection *self = g_new0 (NatterDetailSection, 1);

  self->title = g_strdup (title);
  self->details = g_ptr_array_new_with_free_func ((GDestroyNotify) detail_free);

  return self;
}

/* An empty one is not shown. */
static void
add_section (GPtrArray           *sections,
             NatterDetailSection *section)
{
  if (section->details->len > 0)
    g_ptr_array_add (sections, section);
  else
    section_free (section);
}

/* Takes value, which is NULL or empty when it is not known. */
static void
add (NatterDetailSection *section,
     const char          *name,
     char                *value)
{
  NatterDetail *detail = NULL;

  if (!value || !*value)
    {
      g_free (value);
      return;
    }

  detail = g_new0 (NatterDetail, 1);
  detail->name = g_strdup (name);
  detail->value = value;
  g_ptr_array_add (section->details, detail);
}

static char *
dup_time (NatterMessage *message)
{
  g_autoptr(GDateTime) local = g_date_time_to_local (natter_message_get_time (message));

  return g_date_time_format (local, "%c");
}

static char *
dup_seconds (double seconds)
{
  if (seconds < 0)
    return NULL;

  return seconds < 10 ? g_strdup_printf (_("%.2f s"), seconds)
                      : g_strdup_printf (_("%.1f s"), seconds);
}

static char *
dup_speed (double per_second)
{
  return per_second < 0 ? NULL : g_strdup_printf ("%.1f", per_second);
}

static char *
dup_count (gint64 count)
{
  return count < 0 ? NULL : g_strdup_printf ("%'" G_GINT64_FORMAT, count);
}

static NatterDetailSection *
collect_question (NatterMessage *message)
{
  NatterDetailSection *section = section_new (NULL);
  glong n_characters = g_utf8_strlen (natter_message_get_text (message), -1);

  add (section, _("Written"), dup_time (message));
  add (section, _("Length"),
       g_strdup_printf (ngettext ("%'ld character", "%'ld characters", (gulong) n_characters),
                        n_characters));

  return section;
}

static NatterDetailSection *
collect_answer (NatterMessage *message)
{
  NatterDetailSection *section = section_new (NULL);
  const NatterTiming *timing = natter_message_get_timing (message);
  const NatterUsage *usage = natter_message_get_usage (message);

  add (section, _("Provider"), g_strdup (natter_message_get_provider (message)));
  add (section, _("Model"), g_strdup (natter_message_get_model (message)));
  add (section, _("Asked"), dup_time (message));
  add (section, _("Time to First Token"), dup_seconds (natter_timing_get_token_seconds (timing)));
  if (timing->ended != 0)
    add (section, _("Duration"), dup_seconds (natter_timing_get_seconds (timing)));
  add (section, _("Tokens per Second"),
       dup_speed (natter_timing_get_tokens_per_second (timing, usage->output)));

  return section;
}

static NatterDetailSection *
collect_usage (NatterMessage *message)
{
  NatterDetailSection *section = section_new (_("Tokens"));
  const NatterUsage *usage = natter_message_get_usage (message);

  add (section, C_("tokens", "Input"), dup_count (usage->input));
  add (section, C_("tokens", "Cached Input"), dup_count (usage->cached_input));
  add (section, C_("tokens", "Output"), dup_count (usage->output));
  add (section, C_("tokens", "Reasoning"), dup_count (usage->reasoning));
  add (section, C_("tokens", "Total"), dup_count (usage->total));

  return section;
}

static NatterDetailSection *
collect_end (NatterMessage *message)
{
  NatterDetailSection *section = section_new (_("End"));
  const char *title = natter_end_text_get_title (message);

  if (!title && natter_message_get_end (message) == NATTER_END_COMPLETE)
    title = _("The answer is complete");
  if (!natter_end_text_is_error (message))
    add (section, _("How It Ended"), g_strdup (title));
  add (section, _("Finish Reason"), g_strdup (natter_message_get_finish_reason (message)));
  add (section, _("Request ID"), g_strdup (natter_message_get_request_id (message)));

  return section;
}

static char *
dup_status (const GError *error)
{
  guint status = natter_error_get_http_status (error);

  if (status == 0)
    return NULL;

  return g_strdup_printf ("%u %s", status, natter_http_status_get_phrase (status));
}

static NatterDetailSection *
collect_error (NatterMessage *message)
{
  NatterDetailSection *section = section_new (_("Error"));
  const GError *error = natter_message_get_error (message);

  if (!error)
    return section;

  add (section, _("What Happened"), g_strdup (natter_end_text_get_error_title (error)));
  add (section, _("What to Do"), natter_end_text_dup_advice (message));
  add (section, _("HTTP Status"), dup_status (error));
  /* without an answer from the server the words are Natter's own */
  add (section, natter_error_get_http_status (error) != 0 || natter_error_get_http_body (error)
       ? _("The Provider’s Words") : _("Reason"), g_strdup (error->message));

  return section;
}

static NatterDetailSection *
collect_notes (NatterMessage *message)
{
  NatterDetailSection *section = section_new (_("Notes"));
  GPtrArray *notes = natter_message_get_notes (message);

  for (guint i = 0; i < notes->len; i++)
    add (section, NULL, g_strdup (g_ptr_array_index (notes, i)));

  return section;
}

/* As they stood in the file that was imported. */
static NatterDetailSection *
collect_originals (NatterMessage *message)
{
  /* Translators: a heading over what stood in an imported file and has no place in Natter */
  NatterDetailSection *section = section_new (_("Original of What Was Imported"));
  GPtrArray *carries = natter_message_get_carries (message);

  for (guint i = 0; i < carries->len; i++)
    {
      const NatterCarry *carry = g_ptr_array_index (carries, i);

      if (g_strcmp0 (carry->dialect, NATTER_CARRY_ORIGINAL) == 0)
        add (section, NULL, natter_json_dup_pretty (carry->json));
    }

  return section;
}

/**
 * natter_details_collect:
 * @message: a question or an answer
 *
 * Returns: (transfer full) (element-type NatterDetailSection): what is known of it
 */
GPtrArray *
natter_details_collect (NatterMessage *message)
{
  GPtrArray *sections = g_ptr_array_new_with_free_func ((GDestroyNotify) section_free);

  if (natter_message_get_role (message) == NATTER_ROLE_USER)
    {
      add_section (sections, collect_question (message));
      add_section (sections, collect_notes (message));
      add_section (sections, collect_originals (message));
      return sections;
    }

  add_section (sections, collect_error (message));
  add_section (sections, collect_answer (message));
  add_section (sections, collect_usage (message));
  add_section (sections, collect_end (message));
  add_section (sections, collect_notes (message));
  add_section (sections, collect_originals (message));

  return sections;
}

/**
 * natter_details_dup_body:
 * @message: a question or an answer
 *
 * Returns: (transfer full) (nullable): what the server answered instead of an answer
 */
char *
natter_details_dup_body (NatterMessage *message)
{
  const GError *error = natter_message_get_error (message);
  const char *body = error ? natter_error_get_http_body (error) : NULL;

  return body && *body ? natter_json_dup_pretty (body) : NULL;
}

/**
 * natter_details_dup_text:
 * @message: a question or an answer
 *
 * Returns: (transfer full): all of it as lines of "Name: value", without the message's words
 */
char *
natter_details_dup_text (NatterMessage *message)
{
  g_autoptr(GPtrArray) sections = natter_details_collect (message);
  g_autofree char *body = natter_details_dup_body (message);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < sections->len; i++)
    {
      NatterDetailSection *section = g_ptr_array_index (sections, i);

      if (text->len > 0)
        g_string_append_c (text, '\n');
      if (section->title)
        g_string_append_printf (text, "%s\n", section->title);

      for (guint j = 0; j < section->details->len; j++)
        {
          NatterDetail *detail = g_ptr_array_index (section->details, j);

          if (detail->name)
            /* Translators: a name and its value: "Model: gpt-5" */
            g_string_append_printf (text, _("%s: %s"), detail->name, detail->value);
          else
            g_string_append (text, detail->value);
          g_string_append_c (text, '\n');
        }
    }

  if (body)
    g_string_append_printf (text, "\n%s\n%s\n", _("Server’s Reply"), body);

  return g_string_free_and_steal (g_steal_pointer (&text));
}

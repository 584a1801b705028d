/* natter-export-pen.c: JSON, written member by member: a conversation with its attachments may be
 * larger than a tree of it could be. Any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-export-pen.h"

#include "natter-json.h"

static void
break_line (NatterExportPen *self)
{
  g_string_append_c (self->out, '\n');
  for (guint i = 0; i < self->depth; i++)
    g_string_append (self->out, "  ");
}

/**
 * natter_export_pen_begin:
 * @name: (nullable): of a member
 *
 * Writes what stands before a value, which the caller writes.
 */
void
natter_export_pen_begin (NatterExportPen *self,
                         const char      *name)
{
  if (self->has_before)
    g_string_append_c (self->out, ',');
  if (self->depth > 0)
    break_line (self);
  if (name)
    {
      natter_json_append_string (self->out, name);
      g_string_append (self->out, ": ");
    }
  self->has_before = TRUE;
}

void
natter_export_pen_open (NatterExportPen *self,
                        const char      *name,
                        char             bracket)
{
  natter_export_pen_begin (self, name);
  g_string_append_c (self->out, bracket);
  self->depth++;
  self->has_before = FALSE;
}

void
natter_export_pen_close (NatterExportPen *self,
                         char             bracket)
{
  self->depth--;
  if (self->has_before)
    break_line (self);
  g_string_append_c (self->out, bracket);
  self->has_before = TRUE;
}

/**
 * natter_export_pen_text:
 * @text: (nullable): what was not told is null
 */
void
natter_export_pen_text (NatterExportPen *self,
                        const char      *name,
                        const char      *text)
{
  if (!text)
    {
      natter_export_pen_null (self, name);
      return;
    }

  natter_export_pen_begin (self, name);
  natter_json_append_string (self->out, text);
}

void
natter_export_pen_number (NatterExportPen *self,
                          const char      *name,
                          gint64           number)
{
  natter_export_pen_begin (self, name);
  g_string_append_printf (self->out, "%" G_GINT64_FORMAT, number);
}

/**
 * natter_export_pen_count:
 * @count: a number, null when it is negative
 */
void
natter_export_pen_count (NatterExportPen *self,
                         const char      *name,
                         gint64           count)
{
  if (count >= 0)
    natter_export_pen_number (self, name, count);
  else
    natter_export_pen_null (self, name);
}

void
natter_export_pen_flag (NatterExportPen *self,
                        const char      *name,
                        gboolean         flag)
{
  natter_export_pen_begin (self, name);
  g_string_append (self->out, flag ? "true" : "false");
}

void
natter_export_pen_null (NatterExportPen *self,
                        const char      *name)
{
  natter_export_pen_begin (self, name);
  g_string_append (self->out, "null");
}

/* natter-announce.c: the one way in which Natter speaks to a screen reader of its own accord: when
 * an answer begins and ends, and when something goes wrong; never per token. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-announce.h"

static NatterAnnounceFunc recorder;
static gpointer recorder_data;

/**
 * natter_announce:
 * @from: the window
 * @text: a translated sentence
 */
void
natter_announce (GtkAccessible                     *from,
                 const char                        *text,
                 GtkAccessibleAnnouncementPriority  priority)
{
  if (recorder)
    recorder (text, priority, recorder_data);

  /* GTK 4.18: the "test" backend has no announce function, and calling it crashes. */
  if (g_strcmp0 (g_getenv ("GTK_A11Y"), "test") == 0)
    return;

  gtk_accessible_announce (from, text, priority);
}

/**
 * natter_announce_set_recorder:
 * @func: (nullable): called with all that is announced
 */
void
natter_announce_set_recorder (NatterAnnounceFunc func,
                              gpointer           data)
{
  recorder = func;
  recorder_data = data;
}

/* natter-shortcuts.c: the keys of the program's actions and of its windows'. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-shortcuts.h"

static const struct
{
  const char *action;
  const char *accels[4];
} shortcuts[] = {
  { "app.about", { "<Shift>F1" } },
  { "app.new-window", { "<Control><Shift>n" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.quit", { "<Control>q" } },
  { "win.add-provider", { "<Control><Shift>a" } },
  { "win.choose-model", { "<Control>m" } },
  { "win.copy", { "<Control><Shift>c" } },
  { "win.copy-markdown", { "<Control><Alt>c" } },
  { "win.details", { "<Control>i" } },
  { "win.export", { "<Control>e", "<Control>s" } },
  { "win.find", { "<Control>f" } },
  { "win.find-next", { "<Control>g" } },
  { "win.find-previous", { "<Control><Shift>g" } },
  { "win.focus-composer", { "<Control>l" } },
  { "win.new-chat", { "<Control>n" } },
  { "win.new-temporary-chat", { "<Control><Shift>t" } },
  { "win.next-answer", { "<Alt>Right" } },
  { "win.next-chat", { "<Control>Page_Down" } },
  { "win.print", { "<Control>p" } },
  { "win.previous-answer", { "<Alt>Left" } },
  { "win.previous-chat", { "<Control>Page_Up" } },
  { "win.retry", { "<Control>r" } },
  { "win.search", { "<Control><Shift>f" } },
  { "win.show-help-overlay", { "<Control>question", "F1" } },
  { "win.show-sidebar", { "F9" } },
  { "win.stop", { "Escape" } },
  { "win.zoom-in", { "<Control>plus", "<Control>equal", "<Control>KP_Add" } },
  { "win.zoom-out", { "<Control>minus", "<Control>KP_Subtract" } },
  { "win.zoom-reset", { "<Control>0", "<Control>KP_0" } },
  { "window.close", { "<Control>w" } },
};

/**
 * natter_shortcuts_install:
 * @application: whose actions they are, and whose windows'
 */
void
natter_shortcuts_install (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (application, shortcuts[i].action, shortcuts[i].accels);
}

/* natter-page-keys.c: the keys that move through a conversation: Page Up and Page Down by a page,
 * Home and End, with Ctrl or without, to its ends. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-page-keys.h"

/**
 * natter_page_keys_find:
 * @keyval: a key
 * @state: what is held with it
 * @scroll: (out): where it leads
 *
 * Ctrl+Page Up and Ctrl+Page Down are none of them: they lead to other conversations.
 *
 * Returns: whether it is one of them
 */
gboolean
natter_page_keys_find (guint            keyval,
                       GdkModifierType  state,
                       GtkScrollType   *scroll)
{
  GdkModifierType held = state & gtk_accelerator_get_default_mod_mask ();

  if (held != 0 && held != GDK_CONTROL_MASK)
    return FALSE;

  switch (keyval)
    {
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      *scroll = GTK_SCROLL_PAGE_BACKWARD;
      return held == 0;

    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      *scroll = GTK_SCROLL_PAGE_FORWARD;
      return held == 0;

    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      *scroll = GTK_SCROLL_START;
      return TRUE;

    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      *scroll = GTK_SCROLL_END;
      return TRUE;

    default:
      return FALSE;
    }
}

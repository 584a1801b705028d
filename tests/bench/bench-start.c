/* bench-start.c: Natter itself, up to its first frame and then idle.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>

#include "bench-idle.h"
#include "natter-application.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr(NatterApplication) application = natter_application_new ();

  bench_meter_on_first_frame (GTK_APPLICATION (application), bench_first_frame_cb);

  return g_application_run (G_APPLICATION (application), argc, argv);
}

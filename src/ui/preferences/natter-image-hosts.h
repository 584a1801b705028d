/* natter-image-hosts.h: the hosts whose images are loaded without asking. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define NATTER_TYPE_IMAGE_HOSTS (natter_image_hosts_get_type ())
G_DECLARE_FINAL_TYPE (NatterImageHosts, natter_image_hosts, NATTER, IMAGE_HOSTS,
                      AdwPreferencesGroup)

G_END_DECLS

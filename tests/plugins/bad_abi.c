/* SPDX-License-Identifier: Apache-2.0 */
/* Built, it says, against the plugin ABI after this one: refused. */
#include <stet/plugin.h>

STET_PLUGIN(bad_abi) = {
    .header = { STET_ABI + 1, sizeof(stet_plugin), sizeof(stet_check_type),
                sizeof(stet_param), sizeof(stet_message) },
    .name = "bad-abi",
    .version = "1.0",
    .summary = "A plugin of another time",
    .url = "",
};

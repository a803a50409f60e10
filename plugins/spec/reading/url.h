/* SPDX-License-Identifier: Apache-2.0 */
/**
 * url.h - web addresses in a text: http://, https:// and www.
 *
 * Found from left to right in linear time. An address ends at white space or at a mark
 * that no address holds; what closes the sentence around it does not belong to it.
 */
#ifndef STET_SPEC_URL_H
#define STET_SPEC_URL_H

#include <stet/plugin.h>

typedef struct spec_url {
    stet_span span;
    uint32_t prefix; /**< Bytes of scheme and www. */
} spec_url;

/** The next address at or behind `from`; false: there is none. */
bool spec_url_next(stet_str text, size_t from, spec_url *out);
/** Whether a text begins with http:// or https://, in any case. */
bool spec_url_has_scheme(stet_str text);
/** What is wrong with an address, as half a sentence; NULL: it is well-formed. */
const char *spec_url_fault(stet_str address);

#endif

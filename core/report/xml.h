/* SPDX-License-Identifier: Apache-2.0 */
/**
 * xml.h - text into XML 1.0.
 *
 * XML has no way at all to write most control characters, U+FFFE and U+FFFF: they are
 * made visible (base/visible.h) or replaced by U+FFFD; markup is escaped; tabs and line
 * ends are character references, since a parser would make blanks of them in an
 * attribute. The result may stand in an attribute and in an element. Pure, any thread.
 */
#ifndef STET_REPORT_XML_H
#define STET_REPORT_XML_H

#include "base/buffer.h"

void stet_xml_add(stet_buffer *out, stet_str text);
/** ` name="value"`, escaped. */
void stet_xml_attribute(stet_buffer *out, const char *name, stet_str value);
void stet_xml_number(stet_buffer *out, const char *name, uint64_t value);

#endif

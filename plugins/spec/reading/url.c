/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/url.h"

#include "reading/token.h"

static bool is_end(char c)
{
    return (unsigned char)c <= ' ' || strchr("<>\"`{}|\\^[]", c) != NULL;
}

static bool begins(stet_str text, size_t at, const char *with)
{
    size_t len = strlen(with);

    if (text.len - at < len)
        return false;
    for (size_t i = 0; i < len; i++)
        if (spec_lower((unsigned char)text.ptr[at + i]) != (unsigned char)with[i])
            return false;
    return true;
}

bool spec_url_has_scheme(stet_str text)
{
    return begins(text, 0, "http://") || begins(text, 0, "https://");
}

/* How much of an address at `at` is scheme and www; 0: there is no address. */
static size_t prefix_of(stet_str text, size_t at)
{
    size_t len = begins(text, at, "https://") ? 8 : begins(text, at, "http://") ? 7 : 0;
    return begins(text, at + len, "www.") ? len + 4 : len;
}

/* The end of an address, without the marks of the sentence around it. */
static size_t find_end(stet_str text, size_t at)
{
    size_t end = at;
    int depth = 0;

    for (; end < text.len && !is_end(text.ptr[end]); end++) {
        depth += text.ptr[end] == '(';
        if (text.ptr[end] == ')' && --depth < 0)
            break;
    }
    while (end > at && strchr(".,;:!?'*_~", text.ptr[end - 1]))
        end--;
    return end;
}

bool spec_url_next(stet_str text, size_t from, spec_url *out)
{
    for (size_t at = from; at < text.len; at++) {
        char c = text.ptr[at];
        if (c != 'h' && c != 'H' && c != 'w' && c != 'W')
            continue;
        size_t prefix = prefix_of(text, at);
        size_t end = prefix ? find_end(text, at + prefix) : at;
        if (end > at + prefix) {
            *out = (spec_url){ { (uint32_t)at, (uint32_t)end }, (uint32_t)prefix };
            return true;
        }
    }
    return false;
}

/* ---- Form ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return spec_lower((unsigned char)c) >= 'a' && spec_lower((unsigned char)c) <= 'z';
}

/* What is wrong with a part of a host between dots. */
static const char *fault_of_label(stet_str label)
{
    if (label.len == 0)
        return "its host has two dots in a row, or one at an end";
    if (label.len > 63)
        return "a part of its host is longer than 63 letters";
    if (label.ptr[0] == '-' || label.ptr[label.len - 1] == '-')
        return "a part of its host begins or ends with a hyphen";
    for (size_t i = 0; i < label.len; i++)
        if (!is_digit(label.ptr[i]) && !is_letter(label.ptr[i]) &&
            label.ptr[i] != '-' && label.ptr[i] != '_' &&
            (unsigned char)label.ptr[i] < 0x80)
            return "its host holds a character that no host may have";
    return NULL;
}

static const char *fault_of_host(stet_str host)
{
    static const char local[] = "localhost";
    size_t n_labels = 0, start = 0;

    if (host.len == 0)
        return "it has no host";
    if (host.len == sizeof local - 1 && begins(host, 0, local))
        return NULL;
    for (size_t i = 0; i <= host.len; i++) {
        if (i < host.len && host.ptr[i] != '.')
            continue;
        const char *fault = fault_of_label((stet_str){ host.ptr + start, i - start });
        if (fault)
            return fault;
        n_labels++;
        start = i + 1;
    }
    return n_labels < 2 ? "its host has no ending such as .org" : NULL;
}

static const char *fault_of_port(stet_str port)
{
    unsigned value = 0;

    for (size_t i = 0; i < port.len; i++) {
        value = value * 10 + (unsigned)(port.ptr[i] - '0');
        if (!is_digit(port.ptr[i]) || value > 65535)
            return "its port is no number up to 65535";
    }
    return port.len == 0 ? "its port is missing behind the colon" : NULL;
}

static bool is_hex(char c)
{
    return is_digit(c) || (is_letter(c) && spec_lower((unsigned char)c) <= 'f');
}

static const char *fault_of_path(stet_str path)
{
    for (size_t i = 0; i < path.len; i++)
        if (path.ptr[i] == '%' &&
            (i + 2 >= path.len || !is_hex(path.ptr[i + 1]) || !is_hex(path.ptr[i + 2])))
            return "a % in it is not followed by two hexadecimal digits";
    return NULL;
}

const char *spec_url_fault(stet_str address)
{
    size_t at = begins(address, 0, "https://")  ? 8
                : begins(address, 0, "http://") ? 7
                                                : 0;
    if (begins(address, at, "http://") || begins(address, at, "https://"))
        return at ? "its scheme stands there twice" : NULL;
    size_t end = at, colon = 0;
    for (; end < address.len && !strchr("/?#", address.ptr[end]); end++) {
        if (address.ptr[end] == '@')
            at = end + 1, colon = 0;
        if (address.ptr[end] == ':')
            colon = end;
    }
    size_t host_end = colon > at ? colon : end;
    const char *fault = fault_of_host((stet_str){ address.ptr + at, host_end - at });
    if (!fault && colon > at)
        fault = fault_of_port((stet_str){ address.ptr + colon + 1, end - colon - 1 });
    return fault ? fault
                 : fault_of_path((stet_str){ address.ptr + end, address.len - end });
}

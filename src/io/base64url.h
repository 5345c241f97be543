/* base64url.h - base64 for URLs (RFC 4648 section 5); nobody outside of io includes it. */
#ifndef KTOOL_IO_BASE64URL_H
#define KTOOL_IO_BASE64URL_H

#include <stddef.h>

/* Decodes exactly `n` characters, without padding, as JWTs are written (RFC 7515 section 2). The
 * result is NUL-terminated, *len says how long, and the caller frees it; NULL: it is none. */
char *kt_base64url_decode(const char *text, size_t n, size_t *len);

#endif

/* wrap.c - prose in 80 columns. */
#include <string.h>

#include "help.h"

enum { COLUMNS = 80 };

void kt_wrap(FILE *to, const char *text, size_t at, size_t indent)
{
    bool begun = false; /* a word stands on this line */

    while (*text != '\0') {
        const size_t word = strcspn(text, " \n");

        if (begun && at + 1 + word > COLUMNS) {
            (void)fprintf(to, "\n%*s", (int)indent, "");
            at = indent;
            begun = false;
        }
        if (word > 0) {
            (void)fprintf(to, "%s%.*s", begun ? " " : "", (int)word, text);
            at += word + begun;
            begun = true;
        }
        text += word;
        if (strncmp(text, "\n\n", 2) == 0) {
            (void)fprintf(to, "\n\n%*s", (int)indent, "");
            at = indent;
            begun = false;
        }
        text += strspn(text, " \n");
    }
    (void)fputc('\n', to);
}

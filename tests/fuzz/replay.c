/* replay.c - runs a fuzz target over the files that are named: corpora as ordinary tests. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INPUT_MAX = 1 << 20 };

static int replay(const char *path, uint8_t *buffer)
{
    FILE *from = fopen(path, "rb");
    size_t size;

    if (from == NULL) {
        perror(path);
        return 1;
    }
    size = fread(buffer, 1, INPUT_MAX, from);
    (void)fclose(from);
    (void)LLVMFuzzerTestOneInput(buffer, size);
    return 0;
}

int main(int argc, char **argv)
{
    uint8_t *buffer = malloc(INPUT_MAX);
    int status = buffer == NULL || argc < 2;

    for (int i = 1; i < argc && status == 0; i++)
        status = replay(argv[i], buffer);
    if (argc < 2)
        fputs("replay: no inputs: is the corpus there?\n", stderr);
    free(buffer);
    return status;
}

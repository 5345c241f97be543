/* topic_name.c - which names a topic may have. */
#include <string.h>

#include "ktool/topic_name.h"

static bool is_legal(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
}

const char *kt_topic_name_fault(const char *name)
{
    size_t len = 0;

    if (name[0] == '\0')
        return "is empty";
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return "means a folder, not a topic";
    while (is_legal(name[len]))
        len++;
    if (name[len] != '\0')
        return "may hold only letters, digits, '.', '_' and '-'";
    return len > KT_TOPIC_NAME_MAX ? "is longer than 249 characters" : NULL;
}

bool kt_topic_name_is_internal(const char *name)
{
    return name[0] == '_' && name[1] == '_';
}

bool kt_topic_name_collides(const char *a, const char *b)
{
    bool differ = false;

    for (; *a != '\0' && *b != '\0'; a++, b++) {
        if (*a == *b)
            continue;
        if ((*a != '.' && *a != '_') || (*b != '.' && *b != '_'))
            return false;
        differ = true;
    }
    return *a == *b && differ;
}

/// The files that travel inside the program: tables and presets.
#ifndef DESCENT_CRESOURCES_H
#define DESCENT_CRESOURCES_H

#include <stddef.h>

/// One file: its name without folder, and its bytes.
typedef struct {
    const char *name;
    const unsigned char *bytes;
    size_t size;
} cr_file;

#include "tables.h"

#include "presets.h"

#endif

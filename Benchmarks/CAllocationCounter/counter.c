#include "CAllocationCounter.h"

#define _GNU_SOURCE
#include <errno.h>
#include <link.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// glibc's own entry points; the functions below replace the public names in front of them.
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static atomic_size_t count;
static atomic_size_t apart;
// Where the library that is counted apart lies.
static atomic_uintptr_t lowest = UINTPTR_MAX;
static atomic_uintptr_t highest = 0;

size_t allocation_count(void) { return atomic_load(&count); }

size_t allocation_count_of_library(void) { return atomic_load(&apart); }

static int find(struct dl_phdr_info *object, size_t size, void *name) {
    (void)size;
    if (!object->dlpi_name || !strstr(object->dlpi_name, name)) return 0;
    uintptr_t low = UINTPTR_MAX, high = 0;
    for (int i = 0; i < object->dlpi_phnum; i++) {
        if (object->dlpi_phdr[i].p_type != PT_LOAD) continue;
        uintptr_t start = object->dlpi_addr + object->dlpi_phdr[i].p_vaddr;
        uintptr_t end = start + object->dlpi_phdr[i].p_memsz;
        if (start < low) low = start;
        if (end > high) high = end;
    }
    atomic_store(&lowest, low);
    atomic_store(&highest, high);
    return 1;
}

int allocation_count_apart(const char *name) { return dl_iterate_phdr(find, (void *)name); }

static void note(void *caller) {
    uintptr_t place = (uintptr_t)caller;
    int isApart = place >= atomic_load_explicit(&lowest, memory_order_relaxed)
        && place < atomic_load_explicit(&highest, memory_order_relaxed);
    atomic_fetch_add_explicit(isApart ? &apart : &count, 1, memory_order_relaxed);
}

void *malloc(size_t size) {
    note(__builtin_return_address(0));
    return __libc_malloc(size);
}

void *calloc(size_t items, size_t size) {
    note(__builtin_return_address(0));
    return __libc_calloc(items, size);
}

void *realloc(void *old, size_t size) {
    note(__builtin_return_address(0));
    return __libc_realloc(old, size);
}

void *memalign(size_t alignment, size_t size) {
    note(__builtin_return_address(0));
    return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    note(__builtin_return_address(0));
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **result, size_t alignment, size_t size) {
    note(__builtin_return_address(0));
    void *memory = __libc_memalign(alignment, size);
    if (!memory) return ENOMEM;
    *result = memory;
    return 0;
}

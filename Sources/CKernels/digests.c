#include "CKernels.h"
#include "versions.h"

#include <string.h>

CK_VERSIONED
void ck_digest_columns(uint64_t *restrict digests, const void *restrict words, size_t rows, size_t columns) {
    const unsigned char *next = words;
    for (size_t row = 0; row < rows; row++) {
        for (size_t column = 0; column < columns; column++) {
            uint32_t word;
            memcpy(&word, next, sizeof word);
            next += sizeof word;
            // Multiplication by an odd number and the shift's exclusive or can both be taken back.
            uint64_t mixed = (digests[column] ^ word) * 0x9E3779B97F4A7C15u;
            digests[column] = mixed ^ (mixed >> 29);
        }
    }
}

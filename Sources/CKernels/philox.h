/// Philox 4×32-10, sixteen blocks side by side (Salmon et al. 2011).
#ifndef DESCENT_CKERNELS_PHILOX_H
#define DESCENT_CKERNELS_PHILOX_H

#include <stdint.h>

#include "versions.h"

/// Blocks side by side, and the words they come to.
enum { CK_PHILOX_LANES = 16, CK_PHILOX_WORDS = 64 };

/// out[word · 16 + lane] of blocks firstBlock … firstBlock + 15.
CK_INLINE void ck_philox_words(uint32_t firstBlock, const uint32_t key[2], const uint32_t counter[3],
                               uint32_t *restrict out) {
    uint32_t c0[CK_PHILOX_LANES], c1[CK_PHILOX_LANES], c2[CK_PHILOX_LANES], c3[CK_PHILOX_LANES];
    for (int l = 0; l < CK_PHILOX_LANES; l++) {
        c0[l] = firstBlock + (uint32_t)l;
        c1[l] = counter[0];
        c2[l] = counter[1];
        c3[l] = counter[2];
    }
    uint32_t k0 = key[0], k1 = key[1];
    for (int round = 0; round < 10; round++) {
        for (int l = 0; l < CK_PHILOX_LANES; l++) {
            uint64_t p0 = (uint64_t)c0[l] * 0xD2511F53u;
            uint64_t p1 = (uint64_t)c2[l] * 0xCD9E8D57u;
            c0[l] = (uint32_t)(p1 >> 32) ^ c1[l] ^ k0;
            c1[l] = (uint32_t)p1;
            c2[l] = (uint32_t)(p0 >> 32) ^ c3[l] ^ k1;
            c3[l] = (uint32_t)p0;
        }
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    for (int l = 0; l < CK_PHILOX_LANES; l++) {
        out[l] = c0[l];
        out[CK_PHILOX_LANES + l] = c1[l];
        out[2 * CK_PHILOX_LANES + l] = c2[l];
        out[3 * CK_PHILOX_LANES + l] = c3[l];
    }
}

#endif

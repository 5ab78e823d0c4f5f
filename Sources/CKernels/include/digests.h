#ifndef DESCENT_CKERNELS_DIGESTS_H
#define DESCENT_CKERNELS_DIGESTS_H

#include <stddef.h>
#include <stdint.h>

/// Works rows × columns words of 32 bits into a digest a column, in the order of the rows.
///
/// Every step is one to one in the digest and in the word: of two tables that differ in one word of a column, that
/// column's digests always differ. They tell data that changed, not data that was forged.
void ck_digest_columns(uint64_t *digests, const void *words, size_t rows, size_t columns);

#endif

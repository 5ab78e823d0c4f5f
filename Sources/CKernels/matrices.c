#include "elementary.h"
#include "CKernels.h"

typedef float ck_eight __attribute__((vector_size(32)));

/// An 8 × 8 block by three rounds of shuffles: pairs, then quadruples, then halves.
CK_INLINE void ck_transpose_block(const float *a, float *b, size_t rows, size_t columns) {
    ck_eight x[8], y[8];
    for (int i = 0; i < 8; i++) memcpy(&x[i], a + (size_t)i * columns, sizeof x[i]);
    for (int i = 0; i < 4; i++) {
        y[2 * i] = __builtin_shufflevector(x[2 * i], x[2 * i + 1], 0, 8, 1, 9, 4, 12, 5, 13);
        y[2 * i + 1] = __builtin_shufflevector(x[2 * i], x[2 * i + 1], 2, 10, 3, 11, 6, 14, 7, 15);
    }
    for (int h = 0; h < 2; h++) {
        for (int i = 0; i < 2; i++) {
            ck_eight upper = y[4 * h + i], lower = y[4 * h + i + 2];
            x[4 * h + 2 * i] = __builtin_shufflevector(upper, lower, 0, 1, 8, 9, 4, 5, 12, 13);
            x[4 * h + 2 * i + 1] = __builtin_shufflevector(upper, lower, 2, 3, 10, 11, 6, 7, 14, 15);
        }
    }
    for (int i = 0; i < 4; i++) {
        ck_eight left = __builtin_shufflevector(x[i], x[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
        ck_eight right = __builtin_shufflevector(x[i], x[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
        memcpy(b + (size_t)i * rows, &left, sizeof left);
        memcpy(b + (size_t)(i + 4) * rows, &right, sizeof right);
    }
}

CK_VERSIONED
void ck_transpose(const float *restrict a, float *restrict b, size_t rows, size_t columns) {
    size_t wholeRows = rows & ~(size_t)7, wholeColumns = columns & ~(size_t)7;
    for (size_t r = 0; r < wholeRows; r += 8)
        for (size_t c = 0; c < wholeColumns; c += 8)
            ck_transpose_block(a + r * columns + c, b + c * rows + r, rows, columns);
    for (size_t r = 0; r < rows; r++)
        for (size_t c = r < wholeRows ? wholeColumns : 0; c < columns; c++) b[c * rows + r] = a[r * columns + c];
}

void ck_gather(const float *restrict table, float *restrict block, const int32_t *restrict order, size_t rows, size_t columns) {
    for (size_t r = 0; r < rows; r++)
        memcpy(block + r * columns, table + (size_t)order[r] * columns, columns * sizeof(float));
}

CK_VERSIONED
size_t ck_first_non_finite(const float *restrict x, size_t n) {
    for (size_t first = 0; first < n; first += 256) {
        size_t end = first + 256 < n ? first + 256 : n;
        int32_t found = 0;
        for (size_t i = first; i < end; i++) found |= (ck_bits(x[i]) & 0x7f800000) == 0x7f800000;
        if (!found) continue;
        for (size_t i = first; i < end; i++)
            if ((ck_bits(x[i]) & 0x7f800000) == 0x7f800000) return i;
    }
    return n;
}

CK_VERSIONED
void ck_scale(float *restrict x, size_t n, float factor) {
    for (size_t i = 0; i < n; i++) x[i] *= factor;
}

CK_VERSIONED
void ck_add(const float *a, const float *b, float *y, size_t n) {
    for (size_t i = 0; i < n; i++) y[i] = a[i] + b[i];
}

#include "CKernels.h"
#include "versions.h"

CK_VERSIONED
void ck_add_to_sums(double *restrict sums, const float *restrict x, size_t n) {
    for (size_t i = 0; i < n; i++) sums[i] += (double)x[i];
}

CK_VERSIONED
void ck_mean_of_sums(const double *restrict sums, float *restrict y, size_t n, double count) {
    for (size_t i = 0; i < n; i++) y[i] = (float)(sums[i] / count);
}

CK_VERSIONED
size_t ck_count_zeros(const float *restrict x, size_t n) {
    size_t zeros = 0;
    for (size_t i = 0; i < n; i++) zeros += x[i] == 0.0f;
    return zeros;
}

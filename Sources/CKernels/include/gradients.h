/// What happens to gradients between backward and optimizer, and to weights after it. Sums are of double.
#ifndef DESCENT_CKERNELS_GRADIENTS_H
#define DESCENT_CKERNELS_GRADIENTS_H

#include <stddef.h>
#include <stdint.h>

/// Σg²; NaN or infinity where g holds one.
double ck_squared_norm(const float *g, size_t n);

/// Σ|g|
double ck_absolute_sum(const float *g, size_t n);

/// max |g|; NaN where g holds one.
double ck_greatest_magnitude(const float *g, size_t n);

/// The gradient of λΣw² joins in: g += twice · w with twice = 2λ. Returns Σg² after it.
double ck_add_penalty(float *g, const float *w, size_t n, float twice);

/// g += sigma · z with z standard normal (Box–Muller on Philox 4×32-10, drawn as ck_random_words draws: element e of each 64
/// pairs words e mod 32 and 32 + e mod 32). |z| ≤ 5.8. Returns Σg² after it. `counter` holds words 1…3 of the counter.
double ck_add_noise(float *g, size_t n, float sigma, const uint32_t key[2], const uint32_t counter[3]);

/// Every element into −limit…limit; NaN stays. Returns Σg² after it.
double ck_clip_values(float *g, size_t n, float limit);

/// Adaptive clipping: a column of g longer than limit · max(‖column of w‖, epsilon) is shortened to that. Row-major
/// rows × columns. Returns Σg² after it.
double ck_clip_units(float *g, const float *w, size_t rows, size_t columns, float limit, float epsilon);

/// Columns of w longer than limit are shortened to it. Row-major rows × columns. Returns Σw² after it.
double ck_limit_units(float *w, size_t rows, size_t columns, float limit);

/// What a soft threshold leaves behind.
typedef struct {
    double absolute;
    double squared;
    /// How many elements are exactly zero.
    size_t zeros;
} ck_sparse_norms;

/// The proximal step of λΣ|w|: w ← sign(w) · max(|w| − threshold, 0).
ck_sparse_norms ck_soft_threshold(float *w, size_t n, float threshold);

#endif

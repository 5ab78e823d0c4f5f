#include <string.h>

#include "CKernels.h"
#include "elementary.h"
#include "philox.h"

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

int ck_flush_denormals(void) {
#if defined(__x86_64__)
    _mm_setcsr(_mm_getcsr() | 0x8040);
    return 1;
#else
    return 0;
#endif
}

CK_VERSIONED
void ck_random_words(uint32_t *restrict words, size_t n, const uint32_t key[2], const uint32_t counter[3]) {
    uint32_t draws[CK_PHILOX_WORDS];
    for (size_t first = 0; first < n; first += CK_PHILOX_WORDS) {
        ck_philox_words((uint32_t)(first / 4), key, counter, draws);
        size_t taken = n - first < CK_PHILOX_WORDS ? n - first : CK_PHILOX_WORDS;
        memcpy(words + first, draws, taken * sizeof(uint32_t));
    }
}

CK_VERSIONED
void ck_dropout(const float *restrict x, float *restrict y, uint8_t *restrict mask, size_t n, float rate,
                const uint32_t key[2], const uint32_t counter[3]) {
    double exact = (double)rate * 4294967296.0;
    uint32_t threshold = exact >= 4294967295.0 ? 4294967295u : (uint32_t)exact;
    float scale = 1.0f / (1.0f - rate);
    uint32_t draws[CK_PHILOX_WORDS];
    for (size_t first = 0; first < n; first += CK_PHILOX_WORDS) {
        ck_philox_words((uint32_t)(first / 4), key, counter, draws);
        size_t taken = n - first < CK_PHILOX_WORDS ? n - first : CK_PHILOX_WORDS;
        if (taken == CK_PHILOX_WORDS) {
            for (size_t i = 0; i < CK_PHILOX_WORDS; i++) {
                uint8_t kept = draws[i] >= threshold;
                mask[first + i] = kept;
                y[first + i] = kept ? x[first + i] * scale : 0.0f;
            }
        } else {
            for (size_t i = 0; i < taken; i++) {
                uint8_t kept = draws[i] >= threshold;
                mask[first + i] = kept;
                y[first + i] = kept ? x[first + i] * scale : 0.0f;
            }
        }
    }
}

CK_VERSIONED
void ck_dropout_backward(float *restrict d, const uint8_t *restrict mask, size_t n, float rate) {
    float scale = 1.0f / (1.0f - rate);
    for (size_t i = 0; i < n; i++) d[i] = mask[i] ? d[i] * scale : 0.0f;
}

/// Columns at a time whose sums stay in registers while the rows pass by, and rows that are summed in float before the
/// sum goes into a double.
enum { STRIPE = 32, ROWS = 64 };

typedef struct {
    const float *gain, *shift;
    float *inverse, *runningMean, *runningVariance;
    float momentum, epsilon;
} ck_batch_statistics;

/// One stripe; `width` is a constant where this is inlined for whole stripes, which is what vectorizes it.
CK_INLINE void ck_batch_norm_stripe(const float *restrict x, float *restrict y, float *restrict normalized,
                                    ck_batch_statistics s, size_t rows, size_t columns, size_t width) {
    double sums[STRIPE] = {0}, squares[STRIPE] = {0};
    float means[STRIPE], scales[STRIPE], gains[STRIPE], shifts[STRIPE];
    for (size_t block = 0; block < rows; block += ROWS) {
        size_t end = rows - block < ROWS ? rows : block + ROWS;
        float partial[STRIPE] = {0};
        for (size_t r = block; r < end; r++)
            for (size_t k = 0; k < width; k++) partial[k] += x[r * columns + k];
        for (size_t k = 0; k < width; k++) sums[k] += (double)partial[k];
    }
    for (size_t k = 0; k < width; k++) means[k] = (float)(sums[k] / (double)rows);
    for (size_t block = 0; block < rows; block += ROWS) {
        size_t end = rows - block < ROWS ? rows : block + ROWS;
        float partial[STRIPE] = {0};
        for (size_t r = block; r < end; r++)
            for (size_t k = 0; k < width; k++) {
                float deviation = x[r * columns + k] - means[k];
                partial[k] += deviation * deviation;
            }
        for (size_t k = 0; k < width; k++) squares[k] += (double)partial[k];
    }
    for (size_t k = 0; k < width; k++) {
        double variance = squares[k] / (double)rows;
        scales[k] = 1.0f / __builtin_sqrtf((float)variance + s.epsilon);
        s.inverse[k] = scales[k];
        gains[k] = s.gain[k];
        shifts[k] = s.shift[k];
        double unbiased = rows > 1 ? squares[k] / (double)(rows - 1) : variance;
        s.runningMean[k] = (1.0f - s.momentum) * s.runningMean[k] + s.momentum * means[k];
        s.runningVariance[k] = (1.0f - s.momentum) * s.runningVariance[k] + s.momentum * (float)unbiased;
    }
    for (size_t r = 0; r < rows; r++)
        for (size_t k = 0; k < width; k++) {
            size_t at = r * columns + k;
            float centered = (x[at] - means[k]) * scales[k];
            normalized[at] = centered;
            y[at] = gains[k] * centered + shifts[k];
        }
}

CK_VERSIONED
void ck_batch_norm(const float *x, float *y, float *normalized, float *inverse, const float *gain, const float *shift,
                   float *runningMean, float *runningVariance, size_t rows, size_t columns, float momentum, float epsilon) {
    for (size_t c = 0; c < columns; c += STRIPE) {
        ck_batch_statistics s = {gain + c, shift + c, inverse + c, runningMean + c, runningVariance + c, momentum, epsilon};
        if (columns - c >= STRIPE)
            ck_batch_norm_stripe(x + c, y + c, normalized + c, s, rows, columns, STRIPE);
        else
            ck_batch_norm_stripe(x + c, y + c, normalized + c, s, rows, columns, columns - c);
    }
}

CK_VERSIONED
void ck_batch_norm_evaluate(const float *restrict x, float *restrict y, const float *restrict gain,
                            const float *restrict shift, const float *restrict runningMean,
                            const float *restrict runningVariance, size_t rows, size_t columns, float epsilon) {
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < columns; c++) {
            float scale = gain[c] / __builtin_sqrtf(runningVariance[c] + epsilon);
            y[r * columns + c] = (x[r * columns + c] - runningMean[c]) * scale + shift[c];
        }
}

/// One stripe of the backward pass; d and dx may be the same buffer, element by element.
CK_INLINE void ck_batch_norm_backward_stripe(const float *d, float *dx, const float *restrict normalized,
                                             const float *restrict inverse, const float *restrict gain,
                                             float *restrict gainGradient, float *restrict shiftGradient,
                                             int accumulate, size_t rows, size_t columns, size_t width) {
    double shifts[STRIPE] = {0}, gains[STRIPE] = {0};
    float meanShift[STRIPE], meanGain[STRIPE], factor[STRIPE];
    for (size_t block = 0; block < rows; block += ROWS) {
        size_t end = rows - block < ROWS ? rows : block + ROWS;
        float partialShifts[STRIPE] = {0}, partialGains[STRIPE] = {0};
        for (size_t r = block; r < end; r++)
            for (size_t k = 0; k < width; k++) {
                float signal = d[r * columns + k];
                partialShifts[k] += signal;
                partialGains[k] += signal * normalized[r * columns + k];
            }
        for (size_t k = 0; k < width; k++) {
            shifts[k] += (double)partialShifts[k];
            gains[k] += (double)partialGains[k];
        }
    }
    for (size_t k = 0; k < width; k++) {
        meanShift[k] = (float)(shifts[k] / (double)rows);
        meanGain[k] = (float)(gains[k] / (double)rows);
        factor[k] = gain[k] * inverse[k];
        shiftGradient[k] = (float)shifts[k] + (accumulate ? shiftGradient[k] : 0.0f);
        gainGradient[k] = (float)gains[k] + (accumulate ? gainGradient[k] : 0.0f);
    }
    for (size_t r = 0; r < rows; r++) {
        float row[STRIPE];
        for (size_t k = 0; k < width; k++) {
            size_t at = r * columns + k;
            row[k] = factor[k] * (d[at] - meanShift[k] - normalized[at] * meanGain[k]);
        }
        for (size_t k = 0; k < width; k++) dx[r * columns + k] = row[k];
    }
}

CK_VERSIONED
void ck_batch_norm_backward(const float *d, float *dx, const float *normalized, const float *inverse, const float *gain,
                            float *gainGradient, float *shiftGradient, int accumulate, size_t rows, size_t columns) {
    for (size_t c = 0; c < columns; c += STRIPE) {
        if (columns - c >= STRIPE)
            ck_batch_norm_backward_stripe(d + c, dx + c, normalized + c, inverse + c, gain + c, gainGradient + c,
                                          shiftGradient + c, accumulate, rows, columns, STRIPE);
        else
            ck_batch_norm_backward_stripe(d + c, dx + c, normalized + c, inverse + c, gain + c, gainGradient + c,
                                          shiftGradient + c, accumulate, rows, columns, columns - c);
    }
}

#include <math.h>

#include "CKernels.h"
#include "elementary.h"
#include "philox.h"
#include "sums.h"
#include "versions.h"

/// Columns at a time whose sums stay in registers while the rows pass by.
enum { STRIPE = 32 };

CK_VERSIONED
double ck_squared_norm(const float *restrict g, size_t n) {
    return ck_sum_of_squares(g, n);
}

CK_VERSIONED
double ck_absolute_sum(const float *restrict g, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) ck_add_to(&sum, ck_absolute(g[i]));
    return sum;
}

/// Magnitudes compare as whole numbers in the order of the numbers; NaN stands above infinity.
CK_VERSIONED
double ck_greatest_magnitude(const float *restrict g, size_t n) {
    int32_t greatest = 0;
    for (size_t i = 0; i < n; i++) {
        int32_t magnitude = ck_bits(g[i]) & 0x7fffffff;
        greatest = magnitude > greatest ? magnitude : greatest;
    }
    return ck_from_bits(greatest);
}

CK_VERSIONED
double ck_add_penalty(float *restrict g, const float *restrict w, size_t n, float twice) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        g[i] = g[i] + twice * w[i];
        ck_add_square(&sum, g[i]);
    }
    return sum;
}

/// Sine and cosine of a full turn's fraction `word` / 2³²: reduced to an eighth of a turn, then Cephes' polynomials.
CK_INLINE void ck_sine_cosine(uint32_t word, float *sine, float *cosine) {
    // The nearest quarter, and the signed rest in units of 2⁻³² turns.
    uint32_t quarter = (word + 0x20000000u) >> 30;
    int32_t rest = (int32_t)(word - (quarter << 30));
    float x = (float)rest * 1.46291807926715968105e-9f;  // 2π / 2³²
    float z = x * x;
    float s = -1.9515295891e-4f * z + 8.3321608736e-3f;
    s = s * z - 1.6666654611e-1f;
    s = s * z * x + x;
    float c = 2.443315711809948e-5f * z - 1.388731625493765e-3f;
    c = c * z + 4.166664568298827e-2f;
    c = c * z * z - 0.5f * z + 1.0f;
    int odd = (int)(quarter & 1u);
    float first = odd ? c : s;
    float second = odd ? s : c;
    *sine = quarter == 2u || quarter == 3u ? -first : first;
    *cosine = quarter == 1u || quarter == 2u ? -second : second;
}

/// Sixty-four standard normal numbers out of as many words: words l and 32 + l make numbers l and 32 + l.
CK_INLINE void ck_normals(const uint32_t *restrict words, float *restrict normals) {
    for (int l = 0; l < CK_PHILOX_WORDS / 2; l++) {
        // In (0, 1]: never the logarithm of zero.
        float uniform = (float)((words[l] >> 8) + 1u) * 0x1p-24f;
        float radius = __builtin_sqrtf(-2.0f * ck_log1(uniform));
        float sine, cosine;
        ck_sine_cosine(words[CK_PHILOX_WORDS / 2 + l], &sine, &cosine);
        normals[l] = radius * cosine;
        normals[CK_PHILOX_WORDS / 2 + l] = radius * sine;
    }
}

CK_VERSIONED
double ck_add_noise(float *restrict g, size_t n, float sigma, const uint32_t key[2], const uint32_t counter[3]) {
    double sum = 0;
    uint32_t words[CK_PHILOX_WORDS];
    float normals[CK_PHILOX_WORDS];
    for (size_t first = 0; first < n; first += CK_PHILOX_WORDS) {
        ck_philox_words((uint32_t)(first / 4), key, counter, words);
        ck_normals(words, normals);
        size_t taken = n - first < CK_PHILOX_WORDS ? n - first : CK_PHILOX_WORDS;
        for (size_t i = 0; i < taken; i++) {
            g[first + i] = g[first + i] + sigma * normals[i];
            ck_add_square(&sum, g[first + i]);
        }
    }
    return sum;
}

CK_VERSIONED
double ck_clip_values(float *restrict g, size_t n, float limit) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        g[i] = ck_at_least(ck_at_most(g[i], limit), -limit);
        ck_add_square(&sum, g[i]);
    }
    return sum;
}

/// Adds the squares of `width` neighboring columns to their sums.
CK_INLINE void ck_column_squares(const float *restrict x, size_t rows, size_t columns, size_t width,
                                 double *restrict sums) {
    for (size_t c = 0; c < width; c++) sums[c] = 0;
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < width; c++) ck_add_square(&sums[c], x[r * columns + c]);
}

/// Multiplies `width` neighboring columns by a factor each.
CK_INLINE void ck_scale_columns(float *restrict x, size_t rows, size_t columns, size_t width,
                                const float *restrict factors) {
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < width; c++) x[r * columns + c] *= factors[c];
}

CK_VERSIONED
double ck_clip_units(float *restrict g, const float *restrict w, size_t rows, size_t columns, float limit,
                     float epsilon) {
    double sum = 0;
    double gradients[STRIPE], weights[STRIPE];
    float factors[STRIPE];
    for (size_t first = 0; first < columns; first += STRIPE) {
        size_t width = columns - first < STRIPE ? columns - first : STRIPE;
        ck_column_squares(g + first, rows, columns, width, gradients);
        ck_column_squares(w + first, rows, columns, width, weights);
        int clips = 0;
        for (size_t c = 0; c < width; c++) {
            double norm = sqrt(gradients[c]);
            double weight = sqrt(weights[c]);
            double allowed = (double)limit * (weight > (double)epsilon ? weight : (double)epsilon);
            double factor = norm > allowed && norm < HUGE_VAL ? allowed / norm : 1.0;
            clips |= factor < 1.0;
            factors[c] = (float)factor;
            sum += gradients[c] * factor * factor;
        }
        if (clips) ck_scale_columns(g + first, rows, columns, width, factors);
    }
    return sum;
}

CK_VERSIONED
double ck_limit_units(float *restrict w, size_t rows, size_t columns, float limit) {
    double sum = 0;
    double squares[STRIPE];
    float factors[STRIPE];
    for (size_t first = 0; first < columns; first += STRIPE) {
        size_t width = columns - first < STRIPE ? columns - first : STRIPE;
        ck_column_squares(w + first, rows, columns, width, squares);
        int clips = 0;
        for (size_t c = 0; c < width; c++) {
            double norm = sqrt(squares[c]);
            double factor = norm > (double)limit ? (double)limit / norm : 1.0;
            clips |= factor < 1.0;
            factors[c] = (float)factor;
            sum += squares[c] * factor * factor;
        }
        if (clips) ck_scale_columns(w + first, rows, columns, width, factors);
    }
    return sum;
}

CK_VERSIONED
ck_sparse_norms ck_soft_threshold(float *restrict w, size_t n, float threshold) {
    double absolute = 0, squared = 0;
    size_t zeros = 0;
    for (size_t i = 0; i < n; i++) {
        float magnitude = ck_absolute(w[i]) - threshold;
        // A NaN comes through: it compares false.
        float left = magnitude <= 0.0f ? 0.0f : ck_with_sign(magnitude, w[i]);
        w[i] = left;
        ck_add_to(&absolute, ck_absolute(left));
        ck_add_square(&squared, left);
        zeros += left == 0.0f;
    }
    ck_sparse_norms norms = {absolute, squared, zeros};
    return norms;
}

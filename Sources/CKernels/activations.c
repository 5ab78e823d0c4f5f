#include "CKernels.h"
#include "elementary.h"

CK_VERSIONED void ck_exp(float *x, size_t n) {
    for (size_t i = 0; i < n; i++) x[i] = ck_exp1(x[i]);
}

CK_VERSIONED void ck_tanh(float *x, size_t n) {
    for (size_t i = 0; i < n; i++) x[i] = ck_tanh1(x[i]);
}

CK_VERSIONED void ck_log(float *x, size_t n) {
    for (size_t i = 0; i < n; i++) x[i] = ck_log1(x[i]);
}

int ck_activation_needs_input(ck_activation kind) {
    return kind == CK_GELU || kind == CK_GELU_TANH || kind == CK_SILU;
}

CK_INLINE float ck_gelu_inner(float x) { return 0.79788456080286536f * (x + 0.044715f * x * x * x); }

/// Adds the bias (row by row) and applies f in one pass; written as a macro so that each f has a loop of its own.
#define FORWARD(expression)                                       \
    for (size_t r = 0; r < rows; r++) {                           \
        float *restrict row = y + r * columns;                    \
        float *restrict input = z ? z + r * columns : NULL;       \
        for (size_t c = 0; c < columns; c++) {                    \
            float x = row[c] + (bias ? bias[c] : 0.0f);           \
            if (input) input[c] = x;                              \
            row[c] = (expression);                                \
        }                                                         \
    }                                                             \
    break;

CK_VERSIONED
void ck_activate(ck_activation kind, float *restrict y, float *restrict z, const float *restrict bias, size_t rows,
                 size_t columns, float a, float b) {
    CK_REORDER
    switch (kind) {
        case CK_IDENTITY:
            if (!bias) break;
            FORWARD(x)
        case CK_STEP: FORWARD(x > 0 ? 1.0f : 0.0f)
        case CK_SIGMOID: FORWARD(ck_sigmoid1(a * x))
        case CK_TANH: FORWARD(ck_tanh1(x))
        case CK_RELU: FORWARD(ck_max(x, 0.0f))
        case CK_LEAKY_RELU: FORWARD(x > 0 ? x : a * x)
        case CK_ELU: FORWARD(x > 0 ? x : a * (ck_exp1(ck_min(x, 0.0f)) - 1.0f))
        case CK_GELU: FORWARD(x * ck_normal_cdf1(x))
        case CK_GELU_TANH: FORWARD(0.5f * x * (1.0f + ck_tanh1(ck_gelu_inner(x))))
        case CK_SILU: FORWARD(x * ck_sigmoid1(x))
        case CK_SOFTPLUS: FORWARD(ck_softplus1(x))
        case CK_EXPONENTIAL: FORWARD(ck_exp1(ck_min(x, 80.0f)))
        case CK_SCALED_SIGMOID: FORWARD(a + (b - a) * ck_sigmoid1(x))
        case CK_SOFTMAX:
            for (size_t r = 0; r < rows; r++) {
                float *row = y + r * columns;
                float most = -3.4e38f;
                for (size_t c = 0; c < columns; c++) {
                    row[c] += bias ? bias[c] : 0.0f;
                    most = row[c] > most ? row[c] : most;
                }
                float sum = 0;
                for (size_t c = 0; c < columns; c++) sum += row[c] = ck_exp1(row[c] - most);
                for (size_t c = 0; c < columns; c++) row[c] /= sum;
            }
            break;
    }
}

/// d ← d · f'(y or z), one loop a function.
#define BACKWARD(expression)                                      \
    for (size_t i = 0; i < n; i++) {                              \
        float out = y[i];                                         \
        (void)out;                                                \
        d[i] *= (expression);                                     \
    }                                                             \
    break;

/// The columns' sums, in blocks that stay in registers while the rows pass by.
CK_INLINE void ck_column_sums(const float *restrict d, float *restrict sums, int accumulate, size_t rows, size_t columns) {
    size_t c = 0;
    for (; c + 64 <= columns; c += 64) {
        float block[64] = {0};
        for (size_t r = 0; r < rows; r++)
            for (size_t k = 0; k < 64; k++) block[k] += d[r * columns + c + k];
        for (size_t k = 0; k < 64; k++) sums[c + k] = block[k] + (accumulate ? sums[c + k] : 0.0f);
    }
    for (; c + 16 <= columns; c += 16) {
        float block[16] = {0};
        for (size_t r = 0; r < rows; r++)
            for (size_t k = 0; k < 16; k++) block[k] += d[r * columns + c + k];
        for (size_t k = 0; k < 16; k++) sums[c + k] = block[k] + (accumulate ? sums[c + k] : 0.0f);
    }
    size_t left = columns - c;
    if (left == 0) return;
    float block[16] = {0};
    for (size_t r = 0; r < rows; r++)
        for (size_t k = 0; k < left; k++) block[k] += d[r * columns + c + k];
    for (size_t k = 0; k < left; k++) sums[c + k] = block[k] + (accumulate ? sums[c + k] : 0.0f);
}

CK_VERSIONED
void ck_activate_backward(ck_activation kind, float *restrict d, const float *restrict y, const float *restrict z,
                          float *restrict bias, int accumulate, size_t rows, size_t columns, float a, float b) {
    CK_REORDER
    size_t n = rows * columns;
    switch (kind) {
        case CK_IDENTITY: break;
        case CK_STEP: BACKWARD(0.0f)
        case CK_SIGMOID: BACKWARD(a * out * (1.0f - out))
        case CK_TANH: BACKWARD(1.0f - out * out)
        case CK_RELU:
            for (size_t i = 0; i < n; i++) d[i] = y[i] > 0 ? d[i] : 0.0f;
            break;
        case CK_LEAKY_RELU: BACKWARD(out > 0 ? 1.0f : a)
        case CK_ELU: BACKWARD(out > 0 ? 1.0f : out + a)
        case CK_GELU:
            for (size_t i = 0; i < n; i++) {
                float x = ck_max(ck_min(z[i], 13.0f), -13.0f);
                d[i] *= ck_normal_cdf1(x) + x * 0.39894228040143268f * ck_exp1(-0.5f * x * x);
            }
            break;
        case CK_GELU_TANH:
            for (size_t i = 0; i < n; i++) {
                float x = ck_max(ck_min(z[i], 13.0f), -13.0f);
                float t = ck_tanh1(ck_gelu_inner(x));
                float slope = 0.79788456080286536f * (1.0f + 3.0f * 0.044715f * x * x);
                d[i] *= 0.5f * (1.0f + t) + 0.5f * x * (1.0f - t * t) * slope;
            }
            break;
        case CK_SILU:
            for (size_t i = 0; i < n; i++) {
                float x = ck_max(ck_min(z[i], 90.0f), -90.0f);
                float s = ck_sigmoid1(x);
                d[i] *= s * (1.0f + x * (1.0f - s));
            }
            break;
        case CK_SOFTPLUS: BACKWARD(out < 1e-3f ? out : 1.0f - ck_exp1(-out))
        case CK_EXPONENTIAL: BACKWARD(out < 5.54e34f ? out : 0.0f)
        case CK_SCALED_SIGMOID: BACKWARD((out - a) * (b - out) / (b - a))
        case CK_SOFTMAX:
            for (size_t r = 0; r < rows; r++) {
                float dot = 0;
                for (size_t c = 0; c < columns; c++) dot += d[r * columns + c] * y[r * columns + c];
                for (size_t c = 0; c < columns; c++) d[r * columns + c] = y[r * columns + c] * (d[r * columns + c] - dot);
            }
            break;
    }
    if (bias) ck_column_sums(d, bias, accumulate, rows, columns);
}

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

/// f(x) for every activation but softmax, which looks at a whole row. `kind` is a constant where this is inlined.
CK_INLINE float ck_function(ck_activation kind, float x, float a, float b) {
    switch (kind) {
        case CK_STEP: return x > 0 ? 1.0f : x == x ? 0.0f : x;
        case CK_SIGMOID: return ck_sigmoid1(a * x);
        case CK_TANH: return ck_tanh1(x);
        case CK_RELU: return ck_at_least(x, 0.0f);
        case CK_LEAKY_RELU: return x < 0 ? a * x : x;
        case CK_ELU: return x < 0 ? a * (ck_exp1_negative(ck_at_most(x, 0.0f)) - 1.0f) : x;
        case CK_GELU: return x * ck_normal_cdf1(x);
        case CK_GELU_TANH: return 0.5f * x * (1.0f + ck_tanh1(ck_gelu_inner(ck_at_least(ck_at_most(x, 1e4f), -1e4f))));
        case CK_SILU: return x * ck_sigmoid1(x);
        case CK_SOFTPLUS: return ck_softplus1(x);
        case CK_EXPONENTIAL: return ck_exp1(ck_at_most(x, 80.0f));
        case CK_SCALED_SIGMOID: return a + (b - a) * ck_sigmoid1(x);
        default: return x;
    }
}

/// f' from the output y, or from the input z where the output does not tell.
CK_INLINE float ck_slope(ck_activation kind, float y, float z, float a, float b) {
    switch (kind) {
        case CK_STEP: return 0.0f;
        case CK_SIGMOID: return a * y * (1.0f - y);
        case CK_TANH: return 1.0f - y * y;
        case CK_RELU: return y > 0 ? 1.0f : 0.0f;
        case CK_LEAKY_RELU: return y > 0 ? 1.0f : a;
        case CK_ELU: return y > 0 ? 1.0f : y + a;
        case CK_GELU: {
            float x = ck_at_least(ck_at_most(z, 13.0f), -13.0f);
            return ck_normal_cdf1(x) + x * 0.39894228040143268f * ck_exp1_negative(-0.5f * x * x);
        }
        case CK_GELU_TANH: {
            float x = ck_at_least(ck_at_most(z, 13.0f), -13.0f);
            float t = ck_tanh1(ck_gelu_inner(x));
            float inner = 0.79788456080286536f * (1.0f + 3.0f * 0.044715f * x * x);
            return 0.5f * (1.0f + t) + 0.5f * x * (1.0f - t * t) * inner;
        }
        case CK_SILU: {
            float x = ck_at_least(ck_at_most(z, 80.0f), -80.0f);
            float s = ck_sigmoid1(x);
            return s * (1.0f + x * (1.0f - s));
        }
        case CK_SOFTPLUS: return y < 1e-3f ? y : 1.0f - ck_exp1_negative(-y);
        // e^80: where the input was clamped, the output no longer moves.
        case CK_EXPONENTIAL: return y < 5.54e34f ? y : 0.0f;
        case CK_SCALED_SIGMOID: return (y - a) * (b - y) * (1.0f / (b - a));
        default: return 1.0f;
    }
}

/// One row: sum and bias, the function, and its input kept where wanted.
CK_INLINE void ck_forward_run(ck_activation kind, float *restrict y, float *restrict z, const float *restrict bias,
                              size_t n, float a, float b) {
    if (z) {
        for (size_t i = 0; i < n; i++) {
            float x = y[i] + (bias ? bias[i] : 0.0f);
            z[i] = x;
            y[i] = ck_function(kind, x, a, b);
        }
    } else if (bias) {
        for (size_t i = 0; i < n; i++) y[i] = ck_function(kind, y[i] + bias[i], a, b);
    } else {
        for (size_t i = 0; i < n; i++) y[i] = ck_function(kind, y[i], a, b);
    }
}

CK_INLINE void ck_forward(ck_activation kind, float *y, float *z, const float *bias, size_t rows, size_t columns,
                          float a, float b) {
    if (!bias) {
        ck_forward_run(kind, y, z, NULL, rows * columns, a, b);
        return;
    }
    for (size_t r = 0; r < rows; r++)
        ck_forward_run(kind, y + r * columns, z ? z + r * columns : NULL, bias, columns, a, b);
}

CK_INLINE void ck_softmax_rows(float *restrict y, const float *restrict bias, size_t rows, size_t columns) {
    for (size_t r = 0; r < rows; r++) {
        float *row = y + r * columns;
        float most = row[0] + (bias ? bias[0] : 0.0f);
        for (size_t c = 0; c < columns; c++) {
            row[c] += bias ? bias[c] : 0.0f;
            most = row[c] > most ? row[c] : most;
        }
        for (size_t c = 0; c < columns; c++) row[c] -= most;
        for (size_t c = 0; c < columns; c++) row[c] = ck_exp1_negative(row[c]);
        double sum = 0;
        for (size_t c = 0; c < columns; c++) sum += row[c];
        float scale = (float)(1.0 / sum);
        for (size_t c = 0; c < columns; c++) row[c] *= scale;
    }
}

CK_VERSIONED
void ck_activate(ck_activation kind, float *y, float *z, const float *bias, size_t rows, size_t columns, float a, float b) {
    // One case a kind, so that each gets a loop with its function inlined.
#define CASE(kind) \
    case kind: ck_forward(kind, y, z, bias, rows, columns, a, b); break;
    switch (kind) {
        case CK_IDENTITY:
            if (bias || z) ck_forward(CK_IDENTITY, y, z, bias, rows, columns, a, b);
            break;
        CASE(CK_STEP) CASE(CK_SIGMOID) CASE(CK_TANH) CASE(CK_RELU) CASE(CK_LEAKY_RELU) CASE(CK_ELU) CASE(CK_GELU)
        CASE(CK_GELU_TANH) CASE(CK_SILU) CASE(CK_SOFTPLUS) CASE(CK_EXPONENTIAL) CASE(CK_SCALED_SIGMOID)
        case CK_SOFTMAX: ck_softmax_rows(y, bias, rows, columns); break;
    }
#undef CASE
}

/// A stripe of columns: d ← d · f' and the sums over the rows, which stay in registers while the rows pass by.
CK_INLINE void ck_backward_stripe(ck_activation kind, float *restrict d, const float *restrict y,
                                  const float *restrict z, float *restrict bias, int accumulate, size_t rows,
                                  size_t stride, size_t width, float a, float b) {
    float sums[64];
    for (size_t k = 0; k < width; k++) sums[k] = accumulate ? bias[k] : 0.0f;
    for (size_t r = 0; r < rows; r++) {
        for (size_t k = 0; k < width; k++) {
            size_t at = r * stride + k;
            float g = d[at];
            if (kind != CK_IDENTITY) {
                g *= ck_slope(kind, y[at], z ? z[at] : 0.0f, a, b);
                d[at] = g;
            }
            sums[k] += g;
        }
    }
    for (size_t k = 0; k < width; k++) bias[k] = sums[k];
}

CK_INLINE void ck_backward(ck_activation kind, float *restrict d, const float *restrict y, const float *restrict z,
                           float *restrict bias, int accumulate, size_t rows, size_t columns, float a, float b) {
    if (!bias) {
        if (kind == CK_IDENTITY) return;
        for (size_t i = 0; i < rows * columns; i++) d[i] *= ck_slope(kind, y[i], z ? z[i] : 0.0f, a, b);
        return;
    }
    // Constant widths, so that the sums become registers.
    size_t c = 0;
    for (; c + 64 <= columns; c += 64)
        ck_backward_stripe(kind, d + c, y + c, z ? z + c : NULL, bias + c, accumulate, rows, columns, 64, a, b);
    for (; c + 16 <= columns; c += 16)
        ck_backward_stripe(kind, d + c, y + c, z ? z + c : NULL, bias + c, accumulate, rows, columns, 16, a, b);
    if (c < columns)
        ck_backward_stripe(kind, d + c, y + c, z ? z + c : NULL, bias + c, accumulate, rows, columns, columns - c, a, b);
}

CK_INLINE void ck_softmax_backward(float *restrict d, const float *restrict y, size_t rows, size_t columns) {
    for (size_t r = 0; r < rows; r++) {
        double dot = 0;
        for (size_t c = 0; c < columns; c++) dot += (double)d[r * columns + c] * (double)y[r * columns + c];
        for (size_t c = 0; c < columns; c++) d[r * columns + c] = y[r * columns + c] * (d[r * columns + c] - (float)dot);
    }
}

CK_VERSIONED
void ck_activate_backward(ck_activation kind, float *d, const float *y, const float *z, float *bias, int accumulate,
                          size_t rows, size_t columns, float a, float b) {
#define CASE(kind) \
    case kind: ck_backward(kind, d, y, z, bias, accumulate, rows, columns, a, b); break;
    switch (kind) {
        CASE(CK_IDENTITY) CASE(CK_STEP) CASE(CK_SIGMOID) CASE(CK_TANH) CASE(CK_RELU) CASE(CK_LEAKY_RELU) CASE(CK_ELU)
        CASE(CK_GELU) CASE(CK_GELU_TANH) CASE(CK_SILU) CASE(CK_SOFTPLUS) CASE(CK_EXPONENTIAL) CASE(CK_SCALED_SIGMOID)
        case CK_SOFTMAX:
            ck_softmax_backward(d, y, rows, columns);
            ck_backward(CK_IDENTITY, d, y, z, bias, accumulate, rows, columns, a, b);
            break;
    }
#undef CASE
}

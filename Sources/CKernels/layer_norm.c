#include "CKernels.h"
#include "versions.h"

CK_VERSIONED
void ck_layer_norm(const float *restrict x, float *restrict y, float *restrict normalized, float *restrict inverse,
                   const float *restrict gain, const float *restrict shift, size_t rows, size_t columns, float epsilon) {
    CK_REORDER
    for (size_t r = 0; r < rows; r++) {
        const float *in = x + r * columns;
        double sum = 0, squares = 0;
        for (size_t c = 0; c < columns; c++) sum += in[c];
        float mean = (float)(sum / (double)columns);
        for (size_t c = 0; c < columns; c++) {
            float deviation = in[c] - mean;
            squares += (double)deviation * (double)deviation;
        }
        float scale = 1.0f / __builtin_sqrtf((float)(squares / (double)columns) + epsilon);
        inverse[r] = scale;
        for (size_t c = 0; c < columns; c++) {
            float centered = (in[c] - mean) * scale;
            normalized[r * columns + c] = centered;
            y[r * columns + c] = gain[c] * centered + shift[c];
        }
    }
}

/// Columns at a time whose sums stay in registers while the rows pass by.
enum { STRIPE = 32 };

/// Gradients of gain and shift; `width` is a constant where this is inlined for whole stripes, which vectorizes it.
CK_INLINE void ck_layer_norm_parameters(const float *restrict d, const float *restrict normalized,
                                        float *restrict gainGradient, float *restrict shiftGradient, int accumulate,
                                        size_t rows, size_t columns, size_t width) {
    CK_REORDER
    double gains[STRIPE] = {0}, shifts[STRIPE] = {0};
    for (size_t r = 0; r < rows; r++)
        for (size_t k = 0; k < width; k++) {
            float signal = d[r * columns + k];
            shifts[k] += (double)signal;
            gains[k] += (double)(signal * normalized[r * columns + k]);
        }
    for (size_t k = 0; k < width; k++) {
        gainGradient[k] = (float)gains[k] + (accumulate ? gainGradient[k] : 0.0f);
        shiftGradient[k] = (float)shifts[k] + (accumulate ? shiftGradient[k] : 0.0f);
    }
}

CK_VERSIONED
void ck_layer_norm_backward(float *restrict d, const float *restrict normalized, const float *restrict inverse,
                            const float *restrict gain, float *restrict gainGradient, float *restrict shiftGradient,
                            int accumulate, size_t rows, size_t columns) {
    CK_REORDER
    for (size_t c = 0; c < columns; c += STRIPE) {
        if (columns - c >= STRIPE)
            ck_layer_norm_parameters(d + c, normalized + c, gainGradient + c, shiftGradient + c, accumulate, rows,
                                     columns, STRIPE);
        else
            ck_layer_norm_parameters(d + c, normalized + c, gainGradient + c, shiftGradient + c, accumulate, rows,
                                     columns, columns - c);
    }
    for (size_t r = 0; r < rows; r++) {
        float *signal = d + r * columns;
        const float *centered = normalized + r * columns;
        double sum = 0, along = 0;
        for (size_t c = 0; c < columns; c++) {
            float scaled = signal[c] * gain[c];
            sum += (double)scaled;
            along += (double)(scaled * centered[c]);
        }
        float mean = (float)(sum / (double)columns), slope = (float)(along / (double)columns);
        for (size_t c = 0; c < columns; c++)
            signal[c] = inverse[r] * (signal[c] * gain[c] - mean - centered[c] * slope);
    }
}

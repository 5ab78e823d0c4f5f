#include "CKernels.h"
#include "lanes.h"

/// How many lanes of a block carry samples.
CK_INLINE size_t ck_filled(size_t rows, size_t block) {
    size_t left = rows - block * CK_LANES;
    return left < CK_LANES ? left : CK_LANES;
}

CK_INLINE double ck_sum_filled(const double *lanes, size_t filled) {
    double sum = 0;
    for (size_t l = 0; l < filled; l++) sum += lanes[l];
    return sum;
}

CK_VERSIONED
void ck_image_norm(const float *restrict x, float *restrict y, float *restrict normalized, float *restrict inverse,
                   const float *restrict gain, const float *restrict shift, float *restrict runningMean,
                   float *restrict runningVariance, size_t rows, size_t channels, size_t places, float momentum,
                   float epsilon) {
    size_t blocks = (rows + CK_LANES - 1) / CK_LANES, plane = places * CK_LANES;
    double count = (double)rows * (double)places;
    for (size_t c = 0; c < channels; c++) {
        double total = 0, squares = 0;
        for (size_t block = 0; block < blocks; block++) {
            const float *values = x + (block * channels + c) * plane;
            double sums[CK_LANES] = {0};
            for (size_t p = 0; p < places; p++)
                for (size_t l = 0; l < CK_LANES; l++) sums[l] += values[p * CK_LANES + l];
            total += ck_sum_filled(sums, ck_filled(rows, block));
        }
        float mean = (float)(total / count);
        for (size_t block = 0; block < blocks; block++) {
            const float *values = x + (block * channels + c) * plane;
            double sums[CK_LANES] = {0};
            for (size_t p = 0; p < places; p++)
                for (size_t l = 0; l < CK_LANES; l++) {
                    float deviation = values[p * CK_LANES + l] - mean;
                    sums[l] += (double)deviation * (double)deviation;
                }
            squares += ck_sum_filled(sums, ck_filled(rows, block));
        }
        float scale = 1.0f / __builtin_sqrtf((float)(squares / count) + epsilon);
        inverse[c] = scale;
        double unbiased = squares / (count > 1 ? count - 1 : 1);
        runningMean[c] = (1.0f - momentum) * runningMean[c] + momentum * mean;
        runningVariance[c] = (1.0f - momentum) * runningVariance[c] + momentum * (float)unbiased;
        for (size_t block = 0; block < blocks; block++) {
            size_t first = (block * channels + c) * plane;
            for (size_t i = first; i < first + plane; i++) {
                float centered = (x[i] - mean) * scale;
                normalized[i] = centered;
                y[i] = gain[c] * centered + shift[c];
            }
        }
    }
}

CK_VERSIONED
void ck_image_norm_evaluate(const float *restrict x, float *restrict y, const float *restrict gain,
                            const float *restrict shift, const float *restrict runningMean,
                            const float *restrict runningVariance, size_t rows, size_t channels, size_t places,
                            float epsilon) {
    size_t blocks = (rows + CK_LANES - 1) / CK_LANES, plane = places * CK_LANES;
    for (size_t at = 0; at < blocks * channels; at++) {
        size_t c = at % channels;
        float mean = runningMean[c], scale = gain[c] / __builtin_sqrtf(runningVariance[c] + epsilon), end = shift[c];
        for (size_t i = at * plane; i < (at + 1) * plane; i++) y[i] = (x[i] - mean) * scale + end;
    }
}

CK_VERSIONED
void ck_image_norm_backward(const float *d, float *dx, const float *restrict normalized, const float *restrict inverse,
                            const float *restrict gain, float *restrict gainGradient, float *restrict shiftGradient,
                            int accumulate, size_t rows, size_t channels, size_t places) {
    size_t blocks = (rows + CK_LANES - 1) / CK_LANES, plane = places * CK_LANES;
    double count = (double)rows * (double)places;
    for (size_t c = 0; c < channels; c++) {
        double shifts = 0, gains = 0;
        for (size_t block = 0; block < blocks; block++) {
            const float *signal = d + (block * channels + c) * plane, *values = normalized + (block * channels + c) * plane;
            double shiftLanes[CK_LANES] = {0}, gainLanes[CK_LANES] = {0};
            for (size_t p = 0; p < places; p++)
                for (size_t l = 0; l < CK_LANES; l++) {
                    float g = signal[p * CK_LANES + l];
                    shiftLanes[l] += (double)g;
                    gainLanes[l] += (double)(g * values[p * CK_LANES + l]);
                }
            shifts += ck_sum_filled(shiftLanes, ck_filled(rows, block));
            gains += ck_sum_filled(gainLanes, ck_filled(rows, block));
        }
        shiftGradient[c] = (float)shifts + (accumulate ? shiftGradient[c] : 0.0f);
        gainGradient[c] = (float)gains + (accumulate ? gainGradient[c] : 0.0f);
        float meanShift = (float)(shifts / count), meanGain = (float)(gains / count), factor = gain[c] * inverse[c];
        for (size_t block = 0; block < blocks; block++) {
            float *target = dx + (block * channels + c) * plane;
            const float *signal = d + (block * channels + c) * plane, *values = normalized + (block * channels + c) * plane;
            size_t filled = ck_filled(rows, block);
            for (size_t p = 0; p < plane; p += CK_LANES) {
                // Read whole before it is written: both may be the same buffer.
                float place[CK_LANES];
                for (size_t l = 0; l < CK_LANES; l++)
                    place[l] = factor * (signal[p + l] - meanShift - values[p + l] * meanGain);
                // Lanes without a sample send nothing back.
                for (size_t l = 0; l < CK_LANES; l++) target[p + l] = l < filled ? place[l] : 0.0f;
            }
        }
    }
}

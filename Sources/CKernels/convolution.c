#include "CKernels.h"
#include "lanes.h"

/// Filters (or inputs) and places whose sums are in registers at a time: 4 × 6 of the 32 vectors there are.
enum { QUAD = 4, RUN = 6 };

CK_INLINE size_t ck_quads(size_t n) { return (n + QUAD - 1) / QUAD; }
CK_INLINE size_t ck_inputs(const ck_convolution *s) { return s->channels * s->kernel * s->kernel; }
/// Where input k (channel, line and column of the kernel) of the first window stands.
CK_INLINE size_t ck_input_offset(const ck_convolution *s, size_t k) {
    size_t column = k % s->kernel, line = k / s->kernel % s->kernel, channel = k / (s->kernel * s->kernel);
    return ((channel * s->height + line) * s->width + column) * CK_LANES;
}
/// The next of `total` places to take at once, so that the runs come out alike: 28 as 6 + 6 + 6 + 5 + 5.
CK_INLINE size_t ck_run(size_t done, size_t total) {
    size_t left = total - done, runs = (left + RUN - 1) / RUN;
    return (left + runs - 1) / runs;
}

size_t ck_convolution_packed(const ck_convolution *s) {
    size_t forward = ck_quads(s->filters) * QUAD * ck_inputs(s), backward = ck_quads(ck_inputs(s)) * QUAD * s->filters;
    return forward > backward ? forward : backward;
}

size_t ck_convolution_room(const ck_convolution *s) { return ck_inputs(s) * QUAD * CK_LANES; }

void ck_convolution_pack(const float *restrict weights, float *restrict packed, const ck_convolution *s) {
    size_t inputs = ck_inputs(s);
    for (size_t q = 0; q < ck_quads(s->filters); q++)
        for (size_t k = 0; k < inputs; k++)
            for (size_t i = 0; i < QUAD; i++) {
                size_t filter = q * QUAD + i;
                packed[(q * inputs + k) * QUAD + i] = filter < s->filters ? weights[k * s->filters + filter] : 0.0f;
            }
}

void ck_convolution_pack_inputs(const float *restrict weights, float *restrict packed, const ck_convolution *s) {
    size_t inputs = ck_inputs(s);
    for (size_t q = 0; q < ck_quads(inputs); q++)
        for (size_t f = 0; f < s->filters; f++)
            for (size_t i = 0; i < QUAD; i++) {
                size_t k = q * QUAD + i;
                packed[(q * s->filters + f) * QUAD + i] = k < inputs ? weights[k * s->filters + f] : 0.0f;
            }
}

/// Four filters at `run` places of a line. `run` is a constant where this is inlined.
CK_INLINE void ck_convolve_run(const float *restrict x, const float *restrict packed, const float *restrict bias,
                               float *restrict y, const ck_convolution *s, size_t wanted, size_t run) {
    ck_lanes sums[QUAD][RUN];
    for (size_t i = 0; i < QUAD; i++)
        for (size_t p = 0; p < run; p++) sums[i][p] = (ck_lanes){0} + bias[i];
    size_t step = s->stride * CK_LANES;
    for (size_t c = 0; c < s->channels; c++)
        for (size_t line = 0; line < s->kernel; line++) {
            const float *source = x + (c * s->height + line) * s->width * CK_LANES;
            for (size_t column = 0; column < s->kernel; column++, source += CK_LANES, packed += QUAD) {
                ck_lanes values[RUN];
                for (size_t p = 0; p < run; p++) values[p] = CK_READ(source + p * step);
                for (size_t i = 0; i < QUAD; i++)
                    for (size_t p = 0; p < run; p++) sums[i][p] += values[p] * packed[i];
            }
        }
    size_t plane = s->outHeight * s->outWidth * CK_LANES;
    for (size_t i = 0; i < QUAD; i++)
        if (i < wanted)
            for (size_t p = 0; p < run; p++) CK_AT(y + i * plane + p * CK_LANES) = sums[i][p];
}

#define FOR_EACH_RUN(run, CALL) \
    switch (run) { \
        case 1: CALL(1); break; \
        case 2: CALL(2); break; \
        case 3: CALL(3); break; \
        case 4: CALL(4); break; \
        case 5: CALL(5); break; \
        default: CALL(6); break; \
    }

CK_VERSIONED
void ck_convolve(const float *x, const float *packed, const float *bias, float *y, float *z, const ck_convolution *shape,
                 size_t blocks, ck_activation kind, float a, float b) {
    const ck_convolution s = *shape;
    size_t inputs = ck_inputs(&s), line = s.outWidth * CK_LANES, plane = s.outHeight * line;
    for (size_t block = 0; block < blocks; block++)
        for (size_t row = 0; row < s.outHeight; row++)
            for (size_t q = 0; q < ck_quads(s.filters); q++) {
                size_t first = q * QUAD, wanted = s.filters - first < QUAD ? s.filters - first : QUAD;
                float shifts[QUAD] = {0};
                for (size_t i = 0; bias && i < wanted; i++) shifts[i] = bias[first + i];
                size_t at = ((block * s.filters + first) * s.outHeight + row) * line;
                const float *source =
                    x + (block * s.channels * s.height + row * s.stride) * s.width * CK_LANES;
                const float *weights = packed + first * inputs;
                for (size_t p = 0, run; p < s.outWidth; p += run) {
                    run = ck_run(p, s.outWidth);
#define CALL(n) ck_convolve_run(source + p * s.stride * CK_LANES, weights, shifts, y + at + p * CK_LANES, &s, wanted, n)
                    FOR_EACH_RUN(run, CALL)
#undef CALL
                }
                if (kind == CK_IDENTITY) continue;
                for (size_t i = 0; i < wanted; i++)
                    ck_activate(kind, y + at + i * plane, z ? z + at + i * plane : NULL, NULL, 1, line, a, b);
            }
}

/// Adds to the gradients of `run` weights of four filters what a band of lines gives.
CK_INLINE void ck_weight_gradient_run(const float *restrict x, const size_t *restrict offsets, const float *restrict d,
                                      const size_t *restrict planes, float *restrict room, const ck_convolution *s, size_t lines,
                                      size_t run) {
    ck_lanes sums[RUN][QUAD];
    for (size_t k = 0; k < run; k++)
        for (size_t i = 0; i < QUAD; i++) sums[k][i] = CK_READ(room + (k * QUAD + i) * CK_LANES);
    size_t step = s->stride * CK_LANES;
    for (size_t line = 0; line < lines; line++) {
        const float *source = x + line * s->stride * s->width * CK_LANES;
        const float *signal = d + line * s->outWidth * CK_LANES;
        for (size_t p = 0; p < s->outWidth; p++, source += step, signal += CK_LANES) {
            ck_lanes signals[QUAD];
            for (size_t i = 0; i < QUAD; i++) signals[i] = CK_READ(signal + planes[i]);
            for (size_t k = 0; k < run; k++) {
                ck_lanes value = CK_READ(source + offsets[k]);
                for (size_t i = 0; i < QUAD; i++) sums[k][i] += value * signals[i];
            }
        }
    }
    for (size_t k = 0; k < run; k++)
        for (size_t i = 0; i < QUAD; i++) CK_AT(room + (k * QUAD + i) * CK_LANES) = sums[k][i];
}

CK_INLINE float ck_lane_sum(const float *lanes) {
    CK_REORDER
    float sum = 0;
    for (size_t l = 0; l < CK_LANES; l++) sum += lanes[l];
    return sum;
}

/// d · f' over a band of one filter's plane, and the sum of it.
CK_INLINE float ck_band_backward(float *d, const float *y, const float *z, size_t count, ck_activation kind, float a,
                                 float b) {
    ck_activate_backward(kind, d, y, z, NULL, 0, 1, count, a, b);
    ck_lanes even = {0}, odd = {0};
    size_t i = 0;
    for (; i + 2 * CK_LANES <= count; i += 2 * CK_LANES) {
        even += CK_READ(d + i);
        odd += CK_READ(d + i + CK_LANES);
    }
    if (i < count) even += CK_READ(d + i);
    float sums[CK_LANES];
    CK_AT(sums) = even + odd;
    return ck_lane_sum(sums);
}

/// Places of a band: four filters' lines of that many stay in the first cache while all their weights pass by.
enum { BAND = 96 };

CK_VERSIONED
void ck_convolve_weight_gradient(const float *x, float *d, const float *y, const float *z, float *weightGradient,
                                 float *biasGradient, float *room, int accumulate, const ck_convolution *shape,
                                 size_t blocks, ck_activation kind, float a, float b) {
    const ck_convolution s = *shape;
    size_t inputs = ck_inputs(&s), line = s.outWidth * CK_LANES, plane = s.outHeight * line;
    size_t most = BAND / s.outWidth > 0 ? BAND / s.outWidth : 1;
    for (size_t first = 0; first < s.filters; first += QUAD) {
        size_t wanted = s.filters - first < QUAD ? s.filters - first : QUAD;
        memset(room, 0, inputs * QUAD * CK_LANES * sizeof(float));
        float biases[QUAD] = {0};
        // Where fewer than four filters are left, others repeat the first; their sums are not read.
        size_t planes[QUAD] = {0};
        for (size_t i = 0; i < wanted; i++) planes[i] = i * plane;
        for (size_t block = 0; block < blocks; block++)
            for (size_t row = 0; row < s.outHeight; row += most) {
                size_t lines = s.outHeight - row < most ? s.outHeight - row : most;
                size_t at = ((block * s.filters + first) * s.outHeight + row) * line;
                for (size_t i = 0; i < wanted; i++)
                    biases[i] += ck_band_backward(d + at + i * plane, y + at + i * plane, z ? z + at + i * plane : NULL,
                                                  lines * line, kind, a, b);
                const float *source = x + (block * s.channels * s.height + row * s.stride) * s.width * CK_LANES;
                for (size_t k = 0, run; k < inputs; k += run) {
                    run = ck_run(k, inputs);
                    size_t offsets[RUN];
                    for (size_t i = 0; i < run; i++) offsets[i] = ck_input_offset(&s, k + i);
#define CALL(n) ck_weight_gradient_run(source, offsets, d + at, planes, room + k * QUAD * CK_LANES, &s, lines, n)
                    FOR_EACH_RUN(run, CALL)
#undef CALL
                }
            }
        for (size_t k = 0; k < inputs; k++)
            for (size_t i = 0; i < wanted; i++) {
                float *gradient = weightGradient + k * s.filters + first + i;
                *gradient = ck_lane_sum(room + (k * QUAD + i) * CK_LANES) + (accumulate ? *gradient : 0.0f);
            }
        for (size_t i = 0; biasGradient && i < wanted; i++)
            biasGradient[first + i] = biases[i] + (accumulate ? biasGradient[first + i] : 0.0f);
    }
}

/// What `run` places of a line send back to four inputs.
CK_INLINE void ck_input_gradient_run(const float *restrict d, const float *restrict packed, float *dx,
                                     const size_t *offsets, size_t wanted, const ck_convolution *s, size_t run) {
    ck_lanes sums[QUAD][RUN];
    for (size_t i = 0; i < QUAD; i++)
        for (size_t p = 0; p < run; p++) sums[i][p] = (ck_lanes){0};
    size_t plane = s->outHeight * s->outWidth * CK_LANES, step = s->stride * CK_LANES;
    for (size_t f = 0; f < s->filters; f++, d += plane, packed += QUAD) {
        ck_lanes signals[RUN];
        for (size_t p = 0; p < run; p++) signals[p] = CK_READ(d + p * CK_LANES);
        for (size_t i = 0; i < QUAD; i++)
            for (size_t p = 0; p < run; p++) sums[i][p] += signals[p] * packed[i];
    }
    for (size_t i = 0; i < QUAD; i++)
        if (i < wanted)
            for (size_t p = 0; p < run; p++) CK_AT(dx + offsets[i] + p * step) += sums[i][p];
}

CK_VERSIONED
void ck_convolve_input_gradient(const float *d, const float *packed, float *dx, const ck_convolution *shape,
                                size_t blocks) {
    const ck_convolution s = *shape;
    size_t inputs = ck_inputs(&s), line = s.outWidth * CK_LANES, size = s.channels * s.height * s.width * CK_LANES;
    for (size_t block = 0; block < blocks; block++) {
        float *image = dx + block * size;
        memset(image, 0, size * sizeof(float));
        for (size_t row = 0; row < s.outHeight; row++)
            for (size_t first = 0; first < inputs; first += QUAD) {
                size_t wanted = inputs - first < QUAD ? inputs - first : QUAD;
                size_t offsets[QUAD] = {0};
                for (size_t i = 0; i < wanted; i++) offsets[i] = ck_input_offset(&s, first + i);
                const float *signal = d + (block * s.filters * s.outHeight + row) * line;
                float *target = image + row * s.stride * s.width * CK_LANES;
                for (size_t p = 0, run; p < s.outWidth; p += run) {
                    run = ck_run(p, s.outWidth);
#define CALL(n) \
    ck_input_gradient_run(signal + p * CK_LANES, packed + first * s.filters, target + p * s.stride * CK_LANES, offsets, \
                          wanted, &s, n)
                    FOR_EACH_RUN(run, CALL)
#undef CALL
                }
            }
    }
}

#include "CKernels.h"
#include "lanes.h"

/// The part of a window that lies inside: first line or column of the input, and how many.
typedef struct {
    size_t first, count, skipped;
} ck_span;

CK_INLINE ck_span ck_window(size_t out, size_t stride, size_t padding, size_t size, size_t limit) {
    size_t start = out * stride, end = start + size;
    size_t low = start < padding ? padding : start, high = end < limit + padding ? end : limit + padding;
    return (ck_span){low - padding, high > low ? high - low : 0, low - start};
}

/// Looks at each window in turn: `lines`, `columns`, where it starts, and the place of the result.
#define FOR_EACH_WINDOW(s, planes, ...) \
    for (size_t plane = 0; plane < planes; plane++) \
        for (size_t row = 0; row < s.outHeight; row++) { \
            ck_span lines = ck_window(row, s.stride, s.padding, s.size, s.height); \
            for (size_t column = 0; column < s.outWidth; column++) { \
                ck_span columns = ck_window(column, s.stride, s.padding, s.size, s.width); \
                size_t start = ((plane * s.height + lines.first) * s.width + columns.first) * CK_LANES; \
                size_t result = ((plane * s.outHeight + row) * s.outWidth + column) * CK_LANES; \
                __VA_ARGS__ \
            } \
        }

typedef int32_t ck_marks __attribute__((vector_size(CK_LANES * sizeof(int32_t))));
typedef uint8_t ck_bytes __attribute__((vector_size(CK_LANES), aligned(1), may_alias));

CK_VERSIONED
void ck_max_pool(const float *restrict x, float *restrict y, uint8_t *restrict places, const ck_pooling *shape,
                 size_t planes) {
    const ck_pooling s = *shape;
    FOR_EACH_WINDOW(s, planes, {
        ck_lanes best = CK_READ(x + start);
        int32_t corner = (int32_t)(lines.skipped * s.size + columns.skipped);
        ck_marks where = (ck_marks){0} + corner;
        for (size_t i = 0; i < lines.count; i++)
            for (size_t j = 0; j < columns.count; j++) {
                ck_lanes value = CK_READ(x + start + (i * s.width + j) * CK_LANES);
                ck_marks place = (ck_marks){0} + (corner + (int32_t)(i * s.size + j));
                // A NaN is to come through, as the largest.
                ck_marks wins = (value > best) | (value != value);
                best = (ck_lanes)((wins & (ck_marks)value) | (~wins & (ck_marks)best));
                where = (wins & place) | (~wins & where);
            }
        CK_AT(y + result) = best;
        *(ck_bytes *)(places + result) = __builtin_convertvector(where, ck_bytes);
    })
}

/// `overlaps` is a constant where this is inlined: where no place belongs to two windows, it is written once and not read.
CK_INLINE void ck_scatter(const float *restrict d, const uint8_t *restrict places, float *restrict dx, ck_pooling s,
                          size_t planes, int overlaps) {
    FOR_EACH_WINDOW(s, planes, {
        ck_marks signal = (ck_marks)CK_READ(d + result);
        ck_marks where = __builtin_convertvector(*(const ck_bytes *)(places + result), ck_marks);
        int32_t corner = (int32_t)(lines.skipped * s.size + columns.skipped);
        for (size_t i = 0; i < lines.count; i++)
            for (size_t j = 0; j < columns.count; j++) {
                float *target = dx + start + (i * s.width + j) * CK_LANES;
                ck_marks place = (ck_marks){0} + (corner + (int32_t)(i * s.size + j));
                ck_lanes share = (ck_lanes)((where == place) & signal);
                if (overlaps)
                    CK_AT(target) += share;
                else
                    CK_AT(target) = share;
            }
    })
}

CK_VERSIONED
void ck_max_pool_backward(const float *d, const uint8_t *places, float *dx, const ck_pooling *shape, size_t planes) {
    const ck_pooling s = *shape;
    // Windows start before the image, in its border: side by side they reach as far as they are long, less the border.
    int isTiling = s.stride == s.size && s.outHeight * s.stride >= s.height + s.padding &&
                   s.outWidth * s.stride >= s.width + s.padding;
    if (!isTiling) memset(dx, 0, planes * s.height * s.width * CK_LANES * sizeof(float));
    if (isTiling)
        ck_scatter(d, places, dx, s, planes, 0);
    else
        ck_scatter(d, places, dx, s, planes, 1);
}

CK_VERSIONED
void ck_average_pool(const float *restrict x, float *restrict y, const ck_pooling *shape, size_t planes) {
    const ck_pooling s = *shape;
    float share = 1.0f / (float)(s.size * s.size);
    FOR_EACH_WINDOW(s, planes, {
        ck_lanes sum = {0};
        for (size_t i = 0; i < lines.count; i++)
            for (size_t j = 0; j < columns.count; j++) sum += CK_READ(x + start + (i * s.width + j) * CK_LANES);
        CK_AT(y + result) = sum * share;
    })
}

CK_VERSIONED
void ck_average_pool_backward(const float *restrict d, float *restrict dx, const ck_pooling *shape, size_t planes) {
    const ck_pooling s = *shape;
    float share = 1.0f / (float)(s.size * s.size);
    memset(dx, 0, planes * s.height * s.width * CK_LANES * sizeof(float));
    FOR_EACH_WINDOW(s, planes, {
        ck_lanes signal = CK_READ(d + result) * share;
        for (size_t i = 0; i < lines.count; i++)
            for (size_t j = 0; j < columns.count; j++) CK_AT(dx + start + (i * s.width + j) * CK_LANES) += signal;
    })
}

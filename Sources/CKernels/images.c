#include "CKernels.h"
#include "lanes.h"

void ck_interleave(const float *restrict rows, float *restrict blocks, size_t count, size_t width) {
    size_t row = 0;
    for (; row + CK_LANES <= count; row += CK_LANES, blocks += CK_LANES * width)
        ck_transpose(rows + row * width, blocks, CK_LANES, width);
    if (row == count) return;
    for (size_t i = 0; i < width; i++)
        for (size_t l = 0; l < CK_LANES; l++)
            blocks[i * CK_LANES + l] = row + l < count ? rows[(row + l) * width + i] : 0.0f;
}

void ck_deinterleave(const float *restrict blocks, float *restrict rows, size_t count, size_t width) {
    size_t row = 0;
    for (; row + CK_LANES <= count; row += CK_LANES, blocks += CK_LANES * width)
        ck_transpose(blocks, rows + row * width, width, CK_LANES);
    for (size_t l = 0; row + l < count; l++)
        for (size_t i = 0; i < width; i++) rows[(row + l) * width + i] = blocks[i * CK_LANES + l];
}

void ck_pad(const float *restrict x, float *restrict padded, size_t planes, size_t height, size_t width,
            size_t padding) {
    size_t line = (width + 2 * padding) * CK_LANES;
    for (size_t plane = 0; plane < planes; plane++, padded += (height + 2 * padding) * line)
        for (size_t row = 0; row < height; row++, x += width * CK_LANES)
            memcpy(padded + (row + padding) * line + padding * CK_LANES, x, width * CK_LANES * sizeof(float));
}

void ck_unpad(const float *restrict padded, float *restrict x, size_t planes, size_t height, size_t width,
              size_t padding) {
    size_t line = (width + 2 * padding) * CK_LANES;
    for (size_t plane = 0; plane < planes; plane++, padded += (height + 2 * padding) * line)
        for (size_t row = 0; row < height; row++, x += width * CK_LANES)
            memcpy(x, padded + (row + padding) * line + padding * CK_LANES, width * CK_LANES * sizeof(float));
}

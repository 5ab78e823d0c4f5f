#ifndef DESCENT_CKERNELS_IMAGES_H
#define DESCENT_CKERNELS_IMAGES_H

#include <stddef.h>
#include <stdint.h>

#include "activations.h"

/// Images are interleaved: blocks of sixteen samples; within a block channel after channel, line by line, and at each place
/// the sixteen samples' values side by side. So every loop over places works on whole vectors, whatever the size of an
/// image, the kernel or the stride. A last block that is not full carries zeros in and gradients of zero back.
enum { CK_LANES = 16 };

/// rows × width, row-major, to blocks; the lanes after the last row become 0.
void ck_interleave(const float *rows, float *blocks, size_t count, size_t width);
/// The way back; the lanes after the last row are left out.
void ck_deinterleave(const float *blocks, float *rows, size_t count, size_t width);

/// Planes (blocks × channels) of height × width with a border of zeros on all sides. The border of `padded` must be 0
/// already; only the inside is written.
void ck_pad(const float *x, float *padded, size_t planes, size_t height, size_t width, size_t padding);
/// The inside of padded planes.
void ck_unpad(const float *padded, float *x, size_t planes, size_t height, size_t width, size_t padding);

/// A convolution's sizes; height and width are those of the input, border included.
typedef struct {
    size_t channels, height, width;
    size_t filters, kernel, stride;
    size_t outHeight, outWidth;
} ck_convolution;

/// Numbers in a packed copy of the weights, for either direction.
size_t ck_convolution_packed(const ck_convolution *shape);
/// Numbers of room that the weights' gradient is summed up in.
size_t ck_convolution_room(const ck_convolution *shape);

/// Weights (channels · kernel · kernel) × filters as `ck_convolve` reads them: four filters side by side.
void ck_convolution_pack(const float *weights, float *packed, const ck_convolution *shape);
/// The same as `ck_convolve_input_gradient` reads them: four inputs side by side.
void ck_convolution_pack_inputs(const float *weights, float *packed, const ck_convolution *shape);

/// y = f(x ∗ w + bias), the activation while a line is at hand. `z` keeps f's input (where given).
void ck_convolve(const float *x, const float *packed, const float *bias, float *y, float *z, const ck_convolution *shape,
                 size_t blocks, ck_activation kind, float a, float b);

/// d (dL/dy on entry, dL/dz on return) times f', and from it the gradients of weights and bias (where given).
void ck_convolve_weight_gradient(const float *x, float *d, const float *y, const float *z, float *weightGradient,
                                 float *biasGradient, float *room, int accumulate, const ck_convolution *shape,
                                 size_t blocks, ck_activation kind, float a, float b);

/// From d = dL/dz to dx, border included; `packed` by `ck_convolution_pack_inputs`.
void ck_convolve_input_gradient(const float *d, const float *packed, float *dx, const ck_convolution *shape, size_t blocks);

/// A pooling's sizes: windows of size × size every `stride`, over planes with a border of `padding`.
typedef struct {
    size_t height, width;
    size_t size, stride, padding;
    size_t outHeight, outWidth;
} ck_pooling;

/// The largest value of each window and its place in the window, line by line; of equals the first. The border never wins.
/// At most 256 places a window.
void ck_max_pool(const float *x, float *y, uint8_t *places, const ck_pooling *shape, size_t planes);
void ck_max_pool_backward(const float *d, const uint8_t *places, float *dx, const ck_pooling *shape, size_t planes);

/// The mean of each window, its border counted as zeros.
void ck_average_pool(const float *x, float *y, const ck_pooling *shape, size_t planes);
void ck_average_pool_backward(const float *d, float *dx, const ck_pooling *shape, size_t planes);

/// Batch normalization of each channel over samples and places; else as `ck_batch_norm`.
void ck_image_norm(const float *x, float *y, float *normalized, float *inverse, const float *gain, const float *shift,
                   float *runningMean, float *runningVariance, size_t rows, size_t channels, size_t places,
                   float momentum, float epsilon);
void ck_image_norm_evaluate(const float *x, float *y, const float *gain, const float *shift, const float *runningMean,
                            const float *runningVariance, size_t rows, size_t channels, size_t places, float epsilon);
void ck_image_norm_backward(const float *d, float *dx, const float *normalized, const float *inverse, const float *gain,
                            float *gainGradient, float *shiftGradient, int accumulate, size_t rows, size_t channels,
                            size_t places);

#endif

/// exp, log, tanh, sigmoid and erf as straight-line polynomials, so that loops around them vectorize.
#ifndef DESCENT_CKERNELS_ELEMENTARY_H
#define DESCENT_CKERNELS_ELEMENTARY_H

#include <stdint.h>
#include <string.h>

#include "versions.h"

CK_INLINE float ck_bits_to_float(int32_t bits) {
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

CK_INLINE int32_t ck_float_to_bits(float value) {
    int32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/// The smaller and the larger with NaN passed through from x: `x < y ? …` alone would swallow it.
CK_INLINE float ck_min(float x, float y) { return x > y ? y : x; }
CK_INLINE float ck_max(float x, float y) { return x < y ? y : x; }

/// e^x = 2^n · e^r with |r| ≤ ln2/2, e^r by a polynomial of degree 6 (minimax coefficients as in Cephes' expf).
/// Below −87.3 the result is the smallest normal number, above 88.7 infinity; NaN stays NaN.
CK_INLINE float ck_exp1(float x) {
    float clamped = ck_max(ck_min(x, 88.72f), -87.33f);
    const float magic = 12582912.0f;  // 1.5 · 2^23: adding it rounds to an integer
    float shifted = clamped * 1.44269504088896341f + magic;
    float n = shifted - magic;
    float r = clamped - n * 0.693359375f;
    r = r + n * 2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * (r * r) + r + 1.0f;
    // 2^n in two factors, so that n = 128 does not overflow the exponent field.
    int32_t whole = ck_float_to_bits(shifted) - ck_float_to_bits(magic);
    int32_t half = whole >> 1;
    float scaled = p * ck_bits_to_float((half + 127) << 23) * ck_bits_to_float((whole - half + 127) << 23);
    return x > 88.72f ? ck_bits_to_float(0x7f800000) : scaled;
}

/// ln x = e·ln2 + ln m with m in [√½, √2) (coefficients as in Cephes' logf). For positive normal x; +∞ and NaN pass.
CK_INLINE float ck_log1(float x) {
    int32_t bits = ck_float_to_bits(x);
    int32_t exponent = ((bits - 0x3f3504f3) >> 23);
    float m = ck_bits_to_float(bits - (exponent << 23)) - 1.0f;
    float e = (float)exponent;
    float z = m * m;
    float p = 7.0376836292e-2f;
    p = p * m - 1.1514610310e-1f;
    p = p * m + 1.1676998740e-1f;
    p = p * m - 1.2420140846e-1f;
    p = p * m + 1.4249322787e-1f;
    p = p * m - 1.6668057665e-1f;
    p = p * m + 2.0000714765e-1f;
    p = p * m - 2.4999993993e-1f;
    p = p * m + 3.3333331174e-1f;
    float y = p * m * z - 2.12194440e-4f * e - 0.5f * z;
    float result = m + y + 0.693359375f * e;
    return x <= 3.4028235e38f ? result : x;
}

CK_INLINE float ck_sigmoid1(float x) {
    float e = ck_exp1(-(x < 0 ? -x : x));
    float positive = 1.0f / (1.0f + e);
    float negative = e * positive;
    return x != x ? x : (x < 0 ? negative : positive);
}

/// tanh: an odd polynomial below 0.625 (Cephes' tanhf), 1 − 2/(e^2x + 1) above.
CK_INLINE float ck_tanh1(float x) {
    float magnitude = x < 0 ? -x : x;
    float z = x * x;
    float p = -5.70498872745e-3f;
    p = p * z + 2.06390887954e-2f;
    p = p * z - 5.37397155531e-2f;
    p = p * z + 1.33314422036e-1f;
    p = p * z - 3.33332819422e-1f;
    float small = p * z * x + x;
    float large = 1.0f - 2.0f / (ck_exp1(2.0f * ck_min(magnitude, 40.0f)) + 1.0f);
    float signedLarge = x < 0 ? -large : large;
    return x != x ? x : (magnitude < 0.625f ? small : signedLarge);
}

/// Φ(x), the normal distribution function, by Abramowitz & Stegun 7.1.26's form with e^(−x²/2); absolute error < 1e-7.
CK_INLINE float ck_normal_cdf1(float x) {
    float magnitude = ck_min(x < 0 ? -x : x, 13.0f) * 0.70710678118654752f;
    float t = 1.0f / (1.0f + 0.3275911f * magnitude);
    float p = 1.061405429f;
    p = p * t - 1.453152027f;
    p = p * t + 1.421413741f;
    p = p * t - 0.284496736f;
    p = p * t + 0.254829592f;
    float tail = 0.5f * p * t * ck_exp1(-magnitude * magnitude);
    return x != x ? x : (x < 0 ? tail : 1.0f - tail);
}

CK_INLINE float ck_softplus1(float x) {
    float e = ck_exp1(-(x < 0 ? -x : x));
    // ln(1 + e) by its series where e is small: ln would lose the digits.
    float tail = e < 1e-4f ? e - 0.5f * e * e : ck_log1(1.0f + e);
    return x != x ? x : tail + ck_max(x, 0.0f);
}

#endif

/// The elementwise loops of the engine, one pass over memory each.
///
/// Every function exists in three versions (AVX-512, AVX2 + FMA, portable), chosen once when the program is loaded.
/// Sums are kept in double: squares below 1e-38 vanish in float, and vanishing gradients live there.
#ifndef DESCENT_CKERNELS_H
#define DESCENT_CKERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "activations.h"
#include "averaging.h"
#include "digests.h"
#include "gradients.h"
#include "images.h"
#include "layer_norm.h"
#include "layers.h"
#include "losses.h"
#include "matrices.h"
#include "optimizers.h"
#include "processor.h"
#include "recurrent.h"

#endif

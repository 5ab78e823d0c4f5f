#include "CResources.h"

// Standard since C23; the compiler has it in every mode and only remarks on it.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char digits[] = {
#embed "../../presets/digits.yaml"
};
static const unsigned char spirals[] = {
#embed "../../presets/spirals.yaml"
};
static const unsigned char moons[] = {
#embed "../../presets/moons.yaml"
};
static const unsigned char xor[] = {
#embed "../../presets/xor.yaml"
};
static const unsigned char breast_cancer[] = {
#embed "../../presets/breast-cancer.yaml"
};
static const unsigned char iris[] = {
#embed "../../presets/iris.yaml"
};
static const unsigned char wine[] = {
#embed "../../presets/wine.yaml"
};
static const unsigned char sine_regression[] = {
#embed "../../presets/sine-regression.yaml"
};
static const unsigned char vanishing_sigmoid[] = {
#embed "../../presets/vanishing-sigmoid.yaml"
};
static const unsigned char vanishing_sigmoid_healed[] = {
#embed "../../presets/vanishing-sigmoid-healed.yaml"
};
static const unsigned char batch_norm_rescue[] = {
#embed "../../presets/batch-norm-rescue.yaml"
};
static const unsigned char batch_norm[] = {
#embed "../../presets/batch-norm.yaml"
};
static const unsigned char plain_deep[] = {
#embed "../../presets/plain-deep.yaml"
};
static const unsigned char residual_deep[] = {
#embed "../../presets/residual-deep.yaml"
};
static const unsigned char vanishing_small_init[] = {
#embed "../../presets/vanishing-small-init.yaml"
};
static const unsigned char zero_init[] = {
#embed "../../presets/zero-init.yaml"
};
static const unsigned char step_activation[] = {
#embed "../../presets/step-activation.yaml"
};
static const unsigned char dying_relu[] = {
#embed "../../presets/dying-relu.yaml"
};
static const unsigned char exploding_init[] = {
#embed "../../presets/exploding-init.yaml"
};
static const unsigned char exploding_lr[] = {
#embed "../../presets/exploding-lr.yaml"
};
static const unsigned char overfitting[] = {
#embed "../../presets/overfitting.yaml"
};
static const unsigned char label_noise[] = {
#embed "../../presets/label-noise.yaml"
};
static const unsigned char l1_sparse[] = {
#embed "../../presets/l1-sparse.yaml"
};
static const unsigned char plateau[] = {
#embed "../../presets/plateau.yaml"
};
static const unsigned char warm_restarts[] = {
#embed "../../presets/warm-restarts.yaml"
};
static const unsigned char swa[] = {
#embed "../../presets/swa.yaml"
};
static const unsigned char large_batch_lars[] = {
#embed "../../presets/large-batch-lars.yaml"
};
static const unsigned char adam_then_sgd[] = {
#embed "../../presets/adam-then-sgd.yaml"
};
static const unsigned char lenet[] = {
#embed "../../presets/lenet.yaml"
};
static const unsigned char lenet_mnist[] = {
#embed "../../presets/lenet-mnist.yaml"
};
static const unsigned char augmented_digits[] = {
#embed "../../presets/augmented-digits.yaml"
};
static const unsigned char vanishing_rnn[] = {
#embed "../../presets/vanishing-rnn.yaml"
};
static const unsigned char lstm[] = {
#embed "../../presets/lstm.yaml"
};
static const unsigned char exploding_rnn[] = {
#embed "../../presets/exploding-rnn.yaml"
};
static const unsigned char text[] = {
#embed "../../presets/text.yaml"
};
static const unsigned char time_series[] = {
#embed "../../presets/time-series.yaml"
};
static const unsigned char csv_template[] = {
#embed "../../presets/csv-template.yaml"
};

#define PRESET(name, bytes) {name ".yaml", bytes, sizeof bytes}

const cr_file cr_presets[] = {
    PRESET("digits", digits),
    PRESET("lenet", lenet),
    PRESET("spirals", spirals),
    PRESET("moons", moons),
    PRESET("xor", xor),
    PRESET("breast-cancer", breast_cancer),
    PRESET("iris", iris),
    PRESET("wine", wine),
    PRESET("sine-regression", sine_regression),
    PRESET("vanishing-sigmoid", vanishing_sigmoid),
    PRESET("vanishing-sigmoid-healed", vanishing_sigmoid_healed),
    PRESET("batch-norm-rescue", batch_norm_rescue),
    PRESET("batch-norm", batch_norm),
    PRESET("plain-deep", plain_deep),
    PRESET("residual-deep", residual_deep),
    PRESET("vanishing-small-init", vanishing_small_init),
    PRESET("zero-init", zero_init),
    PRESET("step-activation", step_activation),
    PRESET("dying-relu", dying_relu),
    PRESET("exploding-init", exploding_init),
    PRESET("exploding-lr", exploding_lr),
    PRESET("overfitting", overfitting),
    PRESET("label-noise", label_noise),
    PRESET("l1-sparse", l1_sparse),
    PRESET("augmented-digits", augmented_digits),
    PRESET("plateau", plateau),
    PRESET("warm-restarts", warm_restarts),
    PRESET("swa", swa),
    PRESET("large-batch-lars", large_batch_lars),
    PRESET("adam-then-sgd", adam_then_sgd),
    PRESET("lenet-mnist", lenet_mnist),
    PRESET("vanishing-rnn", vanishing_rnn),
    PRESET("lstm", lstm),
    PRESET("exploding-rnn", exploding_rnn),
    PRESET("text", text),
    PRESET("time-series", time_series),
    PRESET("csv-template", csv_template),
};
const size_t cr_preset_count = sizeof cr_presets / sizeof cr_presets[0];

static const unsigned char plants[] = {
#embed "../../presets/data/plants.csv"
};

const cr_file cr_preset_tables[] = {{"plants.csv", plants, sizeof plants}};
const size_t cr_preset_table_count = sizeof cr_preset_tables / sizeof cr_preset_tables[0];

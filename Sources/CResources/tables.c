#include "CResources.h"

// Standard since C23; the compiler has it in every mode and only remarks on it.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char digits[] = {
#embed "tables/digits.csv"
};
static const unsigned char breast_cancer[] = {
#embed "tables/breast_cancer.csv"
};
static const unsigned char iris[] = {
#embed "tables/iris.csv"
};
static const unsigned char wine[] = {
#embed "tables/wine.csv"
};

const cr_file cr_tables[] = {
    {"digits.csv", digits, sizeof digits},
    {"breast_cancer.csv", breast_cancer, sizeof breast_cancer},
    {"iris.csv", iris, sizeof iris},
    {"wine.csv", wine, sizeof wine},
};
const size_t cr_table_count = sizeof cr_tables / sizeof cr_tables[0];

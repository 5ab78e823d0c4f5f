#include "CResources.h"

static const unsigned char iris[] = {
#embed "tables/iris.csv"
};

const cr_file cr_tables[] = {{"iris.csv", iris, sizeof iris}};
const size_t cr_table_count = sizeof cr_tables / sizeof cr_tables[0];

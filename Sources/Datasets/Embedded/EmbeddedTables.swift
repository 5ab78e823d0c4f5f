import Tunables

/// 1797 handwritten digits of 8×8 pixels from 0 to 16, ten classes.
enum Digits: DatasetSource {
    static let descriptor = Descriptor(
        "digits", summary: "1797 handwritten digits, 8×8 pixels, ten classes",
        reference: "UCI Optical Recognition of Handwritten Digits: Alpaydin & Kaynak 1998, CC BY 4.0",
        tunables: EmbeddedTable.tunables)

    static func load(_ values: Values, directory: String) throws(DatasetError) -> Dataset {
        var dataset = try EmbeddedTable.load("digits.csv", as: descriptor.name)
        dataset.imageShape = Dataset.ImageShape(channels: 1, height: 8, width: 8)
        return dataset
    }
}

/// 569 tumors by 30 measures of their cell nuclei, two classes.
enum BreastCancer: DatasetSource {
    static let descriptor = Descriptor(
        "breast_cancer", summary: "569 tumors, 30 measures of cell nuclei, benign or malignant",
        reference: "UCI Breast Cancer Wisconsin (Diagnostic): Wolberg, Street & Mangasarian 1995, CC BY 4.0",
        tunables: EmbeddedTable.tunables)

    static func load(_ values: Values, directory: String) throws(DatasetError) -> Dataset {
        try EmbeddedTable.load("breast_cancer.csv", as: descriptor.name)
    }
}

/// 150 irises by 4 lengths, three species.
enum Iris: DatasetSource {
    static let descriptor = Descriptor(
        "iris", summary: "150 irises, 4 measures of sepals and petals, three species",
        reference: "UCI Iris: Fisher 1936, CC BY 4.0", tunables: EmbeddedTable.tunables)

    static func load(_ values: Values, directory: String) throws(DatasetError) -> Dataset {
        try EmbeddedTable.load("iris.csv", as: descriptor.name)
    }
}

/// 178 wines by a chemical analysis, three cultivars.
enum Wine: DatasetSource {
    static let descriptor = Descriptor(
        "wine", summary: "178 wines, 13 chemical measures, three cultivars",
        reference: "UCI Wine: Aeberhard & Forina 1992, CC BY 4.0", tunables: EmbeddedTable.tunables)

    static func load(_ values: Values, directory: String) throws(DatasetError) -> Dataset {
        try EmbeddedTable.load("wine.csv", as: descriptor.name)
    }
}

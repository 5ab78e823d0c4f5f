// swift-tools-version: 6.1
import PackageDescription

/// The kernels are compiled optimized even in debug builds: tests train real networks.
let optimizedC: [CSetting] = [.unsafeFlags(["-O3", "-fno-math-errno", "-fno-trapping-math"])]

let package = Package(
    name: "descent",
    products: [.executable(name: "descent", targets: ["descent"])],
    dependencies: [
        // The command line: parsing, usage texts, completions.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // YAML with line and column of every node, for presets.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        // An independent CSV reader, against which ours is held in the tests.
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
        // SHA-256 of the weights: the fingerprint by which two runs are compared.
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        // SQLite, for the run database.
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        // C: system libraries with a shim header each, the kernels, the files that travel inside the program.
        .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
        .systemLibrary(name: "COpenBLAS", providers: [.apt(["libopenblas-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CKernels", cSettings: optimizedC),
        .target(name: "CResources", exclude: ["tables"]),
        .target(name: "CSignals"),

        // Rooms, lowest first: a room imports only rooms above it in this list.
        .target(name: "Tunables"),
        .target(name: "Tensors", dependencies: ["Tunables", "COpenBLAS", "CKernels"]),
        .target(name: "Networks", dependencies: ["Tensors", "Tunables"]),
        .target(name: "Optimization", dependencies: ["Networks", "Tensors", "Tunables"]),
        .target(name: "Datasets", dependencies: ["Tensors", "Tunables", "CResources", "CZlib"]),
        .target(name: "Evaluation", dependencies: ["Tensors", "Tunables"]),
        .target(
            name: "Training",
            dependencies: [
                "Evaluation", "Datasets", "Optimization", "Networks", "Tensors", "Tunables",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(
            name: "Presets",
            dependencies: [
                "Training", "Datasets", "Optimization", "Networks", "Tunables", "CResources",
                .product(name: "Yams", package: "Yams"),
            ]),
        .target(name: "Diagnosis", dependencies: ["Training", "Tunables"]),
        .target(
            name: "Runs",
            dependencies: [
                "Presets", "Training", "Datasets", "Optimization", "Networks", "Tensors", "Tunables",
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .target(name: "Terminal"),
        .target(name: "Dashboard", dependencies: ["Terminal", "Diagnosis", "Training", "Tunables"]),
        .target(name: "NcursesTerminal", dependencies: ["Terminal", "CNcurses", "CSignals"]),
        .executableTarget(
            name: "descent",
            dependencies: [
                "NcursesTerminal", "Dashboard", "Terminal", "Runs", "Diagnosis", "Presets", "Training", "Evaluation",
                "Datasets",
                "Optimization", "Networks", "Tensors", "Tunables",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // `make bench`: figures as ratios measured in one run.
        .target(name: "CAllocationCounter", path: "Benchmarks/CAllocationCounter"),
        .executableTarget(
            name: "descent-bench",
            dependencies: [
                "Runs", "Training", "Networks", "Tensors", "Tunables", "PseudoTerminal", "Terminal",
                "CAllocationCounter", "COpenBLAS",
            ],
            path: "Benchmarks/Figures"),

        // Tests mirror the rooms.
        .target(name: "GoldenValues", path: "Tests/GoldenValues", exclude: ["golden.json"]),
        .target(name: "Rounding", path: "Tests/Rounding"),
        .testTarget(name: "HouseTests"),
        .target(name: "CPseudoTerminal", path: "Tests/CPseudoTerminal"),
        .target(name: "PseudoTerminal", dependencies: ["Terminal", "CPseudoTerminal"], path: "Tests/PseudoTerminal"),
        .testTarget(name: "TunablesTests", dependencies: ["Tunables"]),
        .testTarget(name: "TensorsTests", dependencies: ["Tensors", "Rounding"]),
        .testTarget(
            name: "NetworksTests", dependencies: ["Networks", "Tensors", "Tunables", "GoldenValues", "Rounding"]),
        .testTarget(
            name: "OptimizationTests",
            dependencies: ["Optimization", "Networks", "Tensors", "Tunables", "GoldenValues", "Rounding"]),
        .testTarget(
            name: "DatasetsTests",
            dependencies: [
                "Datasets", "Tensors", "Tunables", "CZlib", .product(name: "SwiftCSV", package: "SwiftCSV"),
            ]),
        .testTarget(name: "EvaluationTests", dependencies: ["Evaluation", "Tensors"]),
        .testTarget(
            name: "TrainingTests",
            dependencies: [
                "Training", "Presets", "Datasets", "Optimization", "Networks", "Tensors", "Tunables", "GoldenValues",
                "Rounding",
            ]),
        .testTarget(
            name: "PresetsTests",
            dependencies: ["Presets", "Training", "Datasets", "Optimization", "Networks", "Tunables"],
            exclude: ["Fixtures"]),
        .testTarget(name: "DiagnosisTests", dependencies: ["Diagnosis", "Training", "Tunables"]),
        .testTarget(
            name: "RunsTests",
            dependencies: [
                "Runs", "Presets", "Training", "Datasets", "Optimization", "Networks", "Tensors", "Tunables",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .testTarget(name: "TerminalTests", dependencies: ["Terminal"]),
        .testTarget(
            name: "DashboardTests", dependencies: ["Dashboard", "Terminal", "Training", "Tunables"],
            exclude: ["Golden"]),
        .testTarget(
            name: "NcursesTerminalTests", dependencies: ["NcursesTerminal", "Terminal", "CPseudoTerminal"]),
        .testTarget(
            name: "DescentTests",
            dependencies: [
                "descent", "Dashboard", "Presets", "Runs", "Tensors", "Terminal", "Training", "Tunables",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["descent", "PseudoTerminal", "Runs", "Terminal", "Training", "Tunables"]),
    ],
    swiftLanguageModes: [.v6]
)

import ArgumentParser
import Datasets

/// `descent data`
struct DataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data", abstract: "List the data there is to train on, and how to bring your own.")

    func run() {
        StandardOutput.print(CatalogueText.overview(DatasetCatalogue.self))
        StandardOutput.print(
            """

            Choose one in a preset,

              data:
                dataset: moons

            or on the command line with --set data.dataset=moons. 'descent list datasets' shows what can be set of each;
            'descent run csv-template' shows how to train on a table of your own.
            """)
    }
}

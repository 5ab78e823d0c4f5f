import ArgumentParser
import Datasets

/// `descent data`
struct DataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data", abstract: "List the data there is to train on, and how to bring your own.")

    func run() {
        CatalogueText.family(DatasetCatalogue.self).forEach(StandardOutput.print)
        StandardOutput.print("")
        StandardOutput.print(
            "Choose one in a preset with 'data:' newline '  dataset: NAME', or with --set data.dataset=NAME.")
        StandardOutput.print("'descent run csv-template' shows how to train on a table of your own.")
    }
}

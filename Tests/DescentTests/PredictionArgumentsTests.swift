import ArgumentParser
import Testing

@testable import descent

@Suite("Arguments of the commands that use a trained run")
struct PredictionArgumentsTests {
    @Test("a run, its weights and the folder of runs are taken by all of them")
    func shared() throws {
        let arguments = ["--weights", "last", "--runs", "/r"]
        let evaluate = try #require(
            try Descent.parseAsRoot(["evaluate", "last", "--data", "a.csv", "--target", "y"] + arguments)
                as? EvaluateCommand)
        let predict = try #require(
            try Descent.parseAsRoot(["predict", "7f3a", "--data", "a.csv", "--out", "b.csv"] + arguments)
                as? PredictCommand)
        let compare = try #require(try Descent.parseAsRoot(["compare", "a", "b"] + arguments) as? CompareCommand)
        for options in [evaluate.weights, predict.weights, compare.weights] {
            #expect(options.weights == .last && options.runs.folder.path == "/r")
        }
        #expect(evaluate.target == "y" && predict.out == "b.csv" && compare.second == "b")
    }

    @Test(
        "what is missing or makes no sense is a usage error",
        arguments: [["evaluate"], ["evaluate", "a", "--target", "y"], ["predict", "a"], ["compare", "a"]])
    func usage(_ arguments: [String]) {
        #expect(throws: (any Error).self) { try Descent.parseAsRoot(arguments) }
    }

    @Test("a table's columns are as wide as their widest cell, empty ends left out")
    func textTable() {
        var table = TextTable()
        table.add(["name", "x", "long"])
        table.add(["a", "12", ""])
        table.add(["b", "", "3"])
        #expect(table.lines == ["name   x  long", "a     12", "b            3"])
    }
}

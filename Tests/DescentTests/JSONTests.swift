import Foundation
import Testing
import Training
import Tunables

@testable import descent

@Suite("JSON Lines")
struct JSONTests {
    @Test("members keep their order, numbers read back, what is not finite is null")
    func writing() {
        let value = JSON.object([
            ("b", .integer(1)), ("a", .number(0.1)), ("n", .number(.nan)), ("i", .number(.infinity)),
            ("t", .boolean(true)), ("l", .array([.null, .text("x")])),
        ])
        #expect("\(value)" == #"{"b":1,"a":0.1,"n":null,"i":null,"t":true,"l":[null,"x"]}"#)
    }

    @Test(
        "any text survives",
        arguments: ["", "plain", "quote \" and \\", "line\nand\ttab\r", "\u{1}\u{1f}", "é漢🎉", "</script>"])
    func texts(_ text: String) throws {
        let line = "\(JSON.array([.text(text)]))"
        #expect(!line.contains("\n"))
        let back = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String])
        #expect(back == [text])
    }

    @Test("settings keep their types")
    func settings() {
        let values: [Value?] = [0.5, 3, true, "adam", [1, 2.5], nil]
        #expect("\(JSON.array(values.map { JSON($0) }))" == #"[0.5,3,true,"adam",[1,2.5],null]"#)
    }

    @Test("the summary has the fields it promises, in order, also where there is nothing to say")
    func summary() {
        let summary = RunSummary(
            preset: "p", seed: 7, state: .earlyStopped, epochs: 3, steps: 9, seconds: 1.5, stepsPerSecond: 6,
            parameters: 11, bestEpoch: 2, bestValidationLoss: 0.25, test: SplitMetrics(loss: 1, r2: 0.5, mae: 2),
            interventions: 0, weightsSHA256: "ab")
        #expect(
            "\(JSONLines.summary(summary))" == """
                {"event":"summary","preset":"p","seed":7,"state":"early_stopped","epochs":3,"steps":9,"seconds":1.5,\
                "steps_per_second":6.0,"parameters":11,"best":{"epoch":2,"validation_loss":0.25},\
                "test":{"loss":1.0,"r2":0.5,"mae":2.0},"weights_sha256":"ab"}
                """)
        var bare = summary
        bare.bestEpoch = nil
        bare.test = nil
        #expect("\(JSONLines.summary(bare))".contains(#""best":null,"test":null"#))
        var named = summary
        named.testedWeights = ChosenWeights(.best, epoch: 2, step: 6)
        named.bestMetric = BestMetric(.validationScore, 0.9)
        let line = "\(JSONLines.summary(named))"
        #expect(line.contains(#""best":{"epoch":2,"validation_score":0.9,"validation_loss":0.25}"#))
        #expect(line.contains(#""tested_weights":{"kind":"best","epoch":2,"step":6}"#))
    }

    @Test("an intervention tells what was set and what was there before")
    func intervention() {
        let entry = JournalEntry(
            id: 2, parent: 1, step: 640, epoch: 3,
            assignments: [Assignment("optimizer.name", "sgd"), Assignment("optimizer.lr", 0.1)],
            previous: ["adam", nil], source: .script, commandID: 0)
        #expect(
            "\(JSONLines.intervention(entry))" == """
                {"event":"intervention","id":2,"parent":1,"step":640,"epoch":3,"source":"script",\
                "set":{"optimizer.name":"sgd","optimizer.lr":0.1},"previous":{"optimizer.name":"adam","optimizer.lr":null}}
                """)
    }
}

import Datasets
import Testing
import Tunables

@Suite("Sentences from the grammar of reviews")
struct ReviewsTests {
    private let set: Dataset
    private let sentences: [[String]]

    init() throws {
        set = try DatasetCatalogue.load(Settings(["data.dataset": "reviews"]), directory: ".")
        let shape = try #require(set.sequenceShape)
        let vocabulary = shape.vocabulary
        let steps = shape.steps
        let features = set.features
        sentences = (0..<set.count).map { row in
            features[row * steps..<(row + 1) * steps].map { vocabulary[Int($0)] }.filter { !$0.isEmpty }
        }
    }

    /// An independent reader: the clause that counts, its judging word, and whether it is turned over.
    private func opinion(_ sentence: [String]) -> Bool {
        var clause = sentence[...]
        if let but = sentence.firstIndex(of: "but") {
            clause = sentence[(but + 1)...]
        } else if let although = sentence.lastIndex(of: "although"), although > 0 {
            clause = sentence[..<although]
        } else if sentence.first == "although" {
            // The second clause begins at the second "the … was" or "i did".
            let starts = sentence.indices.dropFirst().filter { index in
                let next = sentence.indices.contains(index + 1) ? sentence[index + 1] : ""
                let afterNext = sentence.indices.contains(index + 2) ? sentence[index + 2] : ""
                return sentence[index] == "i" && next == "did" || sentence[index] == "the" && afterNext == "was"
            }
            clause = sentence[(starts.last ?? 1)...]
        }
        let praise: Set = [
            "good", "great", "lovely", "delightful", "brilliant", "charming", "excellent", "wonderful", "like", "love",
            "enjoy", "praise",
        ]
        return clause.contains { praise.contains($0) } != clause.contains("not")
    }

    @Test("an independent reader finds the opinion that the label says")
    func labels() throws {
        let classes = try #require(set.classes)
        for (sentence, label) in zip(sentences, classes) {
            #expect(opinion(sentence) == (label == 1), "\(sentence.joined(separator: " "))")
        }
    }

    @Test("words are tokens of one vocabulary without doubles, sentences are all different, padded in front")
    func form() throws {
        let shape = try #require(set.sequenceShape)
        #expect(Set(shape.vocabulary).count == shape.vocabulary.count)
        #expect(shape.vocabulary[0].isEmpty && shape.channels == 1)
        #expect(Set(sentences).count == sentences.count)
        for row in 0..<set.count {
            let tokens = set.features[row * shape.steps..<(row + 1) * shape.steps]
            #expect(tokens.drop { $0 == 0 }.allSatisfy { $0 >= 2 })
        }
        #expect(sentences.contains { $0.count == 13 } || sentences.contains { $0.count == 12 })
    }

    @Test("single words do not decide: every judging word occurs on both sides")
    func ambiguity() throws {
        let classes = try #require(set.classes)
        for word in ["good", "awful", "love", "hate", "not", "but"] {
            let sides = Set(zip(sentences, classes).filter { $0.0.contains(word) }.map(\.1))
            #expect(sides == [0, 1], "\(word)")
        }
    }

    @Test("tokens are never scaled")
    func unscaled() throws {
        let data = try PreparedData.load(
            Settings(["data.dataset": "reviews", "data.normalize": "standard", "data.scale": 3]), directory: ".")
        #expect(data.training.features.allSatisfy { $0 == $0.rounded() && $0 >= 0 })
        #expect(data.notes.isEmpty)
    }
}

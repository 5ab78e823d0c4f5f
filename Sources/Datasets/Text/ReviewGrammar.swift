import Tensors

/// A small grammar of opinions. Words alone do not decide: negation turns an opinion over, and of two opinions the one
/// after "but", or not after "although", counts.
enum ReviewGrammar {
    static let things = [
        "soup", "bread", "film", "book", "song", "hotel", "train", "garden", "lecture", "play", "coffee", "game",
    ]
    static let good = ["good", "great", "lovely", "delightful", "brilliant", "charming", "excellent", "wonderful"]
    static let bad = ["bad", "poor", "awful", "dreadful", "boring", "tedious", "terrible", "horrible"]
    static let likes = ["like", "love", "enjoy", "praise"]
    static let dislikes = ["hate", "dislike", "regret", "loathe"]
    static let degrees = ["very", "really", "quite"]
    private static let glue = ["the", "was", "not", "i", "did", "but", "although"]

    /// The marks for an empty place and for a word that is hidden.
    static let padding = ""
    static let unknown = "?"

    /// Every word; a token is a word's place in this list.
    static let vocabulary = [padding, unknown] + glue + things + good + bad + likes + dislikes + degrees

    /// The most words a sentence has.
    static let longest = 13

    /// A sentence of the opinion asked for.
    static func sentence(isPositive: Bool, _ random: inout RandomSource) -> [String] {
        let main = clause(isPositive: isPositive, &random)
        switch random.below(5) {
        case 0: return clause(isPositive: random.below(2) == 0, &random) + ["but"] + main
        case 1: return ["although"] + clause(isPositive: random.below(2) == 0, &random) + main
        case 2: return main + ["although"] + clause(isPositive: random.below(2) == 0, &random)
        default: return main
        }
    }

    /// One opinion: `the soup was not very good`, `i did enjoy the film`.
    private static func clause(isPositive: Bool, _ random: inout RandomSource) -> [String] {
        let isNegated = random.below(3) == 0
        let isGoodWord = isPositive != isNegated
        let thing = pick(things, &random)
        if random.below(3) == 0 {
            let verb = pick(isGoodWord ? likes : dislikes, &random)
            return ["i", "did"] + (isNegated ? ["not"] : []) + [verb, "the", thing]
        }
        let degree = random.below(3) == 0 ? [pick(degrees, &random)] : []
        let word = pick(isGoodWord ? good : bad, &random)
        // "Not bad" with a degree would leave the opinion open; negation goes without one.
        return ["the", thing, "was"] + (isNegated ? ["not"] : degree) + [word]
    }

    private static func pick(_ words: [String], _ random: inout RandomSource) -> String {
        words[random.below(words.count)]
    }
}

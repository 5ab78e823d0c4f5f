import Foundation
import Training

/// A line chart as inline SVG: lines over steps with the range each point stands for, numbered marks where somebody
/// intervened. Colors come from the page's style, so that it follows light and dark.
struct ReportChart {
    /// One line.
    struct Line {
        let name: String
        /// The class that colors it.
        let style: String
        let buckets: [Bucket]
        /// Whether the range between minimum and maximum is shaded.
        var hasBand = false
        /// How far along the ramp of layers it is colored, 0…1; `nil` for a color of its own.
        var ramp: Double?
        /// Whether its points are held until the next one, as stairs.
        var isStairs = false
    }

    /// A numbered mark on the steps' axis.
    struct Mark {
        let number: Int
        let step: Int
        let words: String
    }

    let title: String
    let detail: String
    let lines: [Line]
    let steps: ClosedRange<Int>
    var marks: [Mark] = []
    /// The best point, drawn as a star.
    var star: (step: Int, value: Double)?
    var isLogarithmic = false
    var fromZero = false
    var width = 1040.0
    var height = 290.0

    private var left: Double { 62 }
    private var right: Double { 18 }
    private var top: Double { marks.isEmpty ? 14 : 30 }
    private var bottom: Double { 30 }

    func svg() -> String {
        let across = ReportAxis(steps: steps)
        let up = ReportAxis(
            lines.flatMap { line in
                line.buckets.filter(\.hasFiniteValues).flatMap { bucket in
                    line.hasBand ? [Double(bucket.minimum), Double(bucket.maximum)] : [Double(bucket.mean)]
                }
            }, logarithmic: isLogarithmic, fromZero: fromZero)
        let parts =
            [grid(across, up)] + lines.filter(\.hasBand).map { band($0, across, up) }
            + lines.map { path($0, across, up) } + [markers(across), crosses(across), best(across, up)]
        return """
            <figure class="chart"><figcaption><h3>\(ReportWords.escaped(title))</h3>\
            <span class="detail">\(ReportWords.escaped(detail))</span>\(legend())</figcaption>
            <svg viewBox="0 0 \(text(width)) \(text(height))" role="img" aria-label="\(ReportWords.escaped(title))">
            \(parts.filter { !$0.isEmpty }.joined(separator: "\n"))
            </svg></figure>
            """
    }

    // MARK: Places

    private func x(_ place: Double) -> Double { left + place * (width - left - right) }
    private func y(_ place: Double) -> Double { height - bottom - place * (height - top - bottom) }
    private func text(_ number: Double) -> String { String(format: "%g", (number * 10).rounded() / 10) }

    private func point(_ step: Double, _ value: Double, _ across: ReportAxis, _ up: ReportAxis) -> (Double, Double)? {
        guard let along = across.place(step), let above = up.place(value) else { return nil }
        return (x(along), y(above))
    }

    /// The steps at which a bucket is drawn: its middle, or both ends where it is wide enough to be seen as a stretch.
    private func ends(_ bucket: Bucket, _ across: ReportAxis) -> [Double] {
        let (first, last) = (Double(bucket.firstStep), Double(bucket.lastStep))
        guard let start = across.place(first), let end = across.place(last), x(end) - x(start) > 8 else {
            return [bucket.center]
        }
        return [first, last]
    }

    // MARK: Parts

    private func grid(_ across: ReportAxis, _ up: ReportAxis) -> String {
        var parts: [String] = []
        for tick in up.ticks(5) {
            let at = text(y(tick.place))
            parts.append(
                #"<line class="grid" x1="\#(text(left))" x2="\#(text(width - right))" y1="\#(at)" y2="\#(at)"/>"#)
            parts.append(
                #"<text class="tick" x="\#(text(left - 8))" y="\#(text(y(tick.place) + 4))" text-anchor="end">"#
                    + (up.isLogarithmic ? decade(tick.value) : ReportWords.number(tick.value)) + "</text>")
        }
        for tick in across.ticks(width > 700 ? 8 : 5) {
            parts.append(
                #"<text class="tick" x="\#(text(x(tick.place)))" y="\#(text(height - 9))" text-anchor="middle">"#
                    + ReportWords.number(tick.value) + "</text>")
        }
        let floor = text(height - bottom)
        parts.append(
            #"<line class="axis" x1="\#(text(left))" x2="\#(text(width - right))" y1="\#(floor)" y2="\#(floor)"/>"#)
        return parts.joined()
    }

    private func decade(_ value: Double) -> String {
        value >= 0.01 && value < 10_000
            ? ReportWords.number(value) : String(format: "1e%d", Int(log10(value).rounded()))
    }

    private func band(_ line: Line, _ across: ReportAxis, _ up: ReportAxis) -> String {
        var upper: [String] = []
        var lower: [String] = []
        for bucket in line.buckets where bucket.hasFiniteValues {
            for step in ends(bucket, across) {
                guard let high = point(step, Double(bucket.maximum), across, up),
                    let low = point(step, Double(bucket.minimum), across, up)
                else { continue }
                upper.append("\(text(high.0)) \(text(high.1))")
                lower.append("\(text(low.0)) \(text(low.1))")
            }
        }
        guard upper.count > 1 else { return "" }
        return #"<path class="band \#(line.style)" d="M\#((upper + lower.reversed()).joined(separator: "L"))Z"/>"#
    }

    private func path(_ line: Line, _ across: ReportAxis, _ up: ReportAxis) -> String {
        var path = ""
        var isDrawing = false
        for bucket in line.buckets {
            // What was not finite interrupts the line.
            isDrawing = isDrawing && bucket.hasFiniteValues
            guard bucket.hasFiniteValues else { continue }
            for step in line.isStairs ? [Double(bucket.firstStep)] : ends(bucket, across) {
                guard let point = point(step, Double(bucket.mean), across, up) else {
                    isDrawing = false
                    continue
                }
                let place = "\(text(point.0)) \(text(point.1))"
                path += !isDrawing ? "M\(place)" : line.isStairs ? "H\(text(point.0))V\(text(point.1))" : "L\(place)"
                isDrawing = true
            }
        }
        if line.isStairs, isDrawing { path += "H\(text(width - right))" }
        guard !path.isEmpty else { return "" }
        let ramp = line.ramp.map { #" style="--share:\#(Int(100 * $0))%""# } ?? ""
        return
            #"<path class="line \#(line.style)"\#(ramp) d="\#(path)"><title>\#(ReportWords.escaped(line.name))</title></path>"#
    }

    private func markers(_ across: ReportAxis) -> String {
        var parts: [String] = []
        var busyUntil = -Double.infinity
        for mark in marks {
            guard let place = across.place(Double(mark.step)) else { continue }
            let at = x(place)
            parts.append(
                #"<line class="mark" x1="\#(text(at))" x2="\#(text(at))" y1="\#(text(top - 4))" y2="\#(text(height - bottom))"/>"#
            )
            // Numbers that would lie on one another are left to the journal.
            guard at - busyUntil >= 17 else { continue }
            busyUntil = at
            parts.append(
                #"<g class="number"><title>\#(ReportWords.escaped(mark.words))</title>"#
                    + #"<circle cx="\#(text(at))" cy="\#(text(top - 14))" r="9"/>"#
                    + #"<text x="\#(text(at))" y="\#(text(top - 10.2))" text-anchor="middle">\#(mark.number)</text></g>"#
            )
        }
        return parts.joined()
    }

    /// A cross at the top where a value was not finite.
    private func crosses(_ across: ReportAxis) -> String {
        let bad = lines.flatMap { line in line.buckets.filter { !$0.nonFinite.isEmpty } }
        return Set(bad.compactMap { across.place($0.center) }.map { Int(x($0)) }).sorted().prefix(200).map {
            #"<text class="cross" x="\#($0)" y="\#(text(top + 10))" text-anchor="middle">✕<title>not finite</title></text>"#
        }.joined()
    }

    private func best(_ across: ReportAxis, _ up: ReportAxis) -> String {
        guard let star, let point = point(Double(star.step), star.value, across, up) else { return "" }
        return #"<text class="star" x="\#(text(point.0))" y="\#(text(point.1 + 6))" text-anchor="middle">★"#
            + "<title>best: \(ReportWords.number(star.value)) at step \(ReportWords.count(star.step))</title></text>"
    }

    private func legend() -> String {
        guard lines.count > 1 else { return "" }
        let items: [String]
        if lines.allSatisfy({ $0.ramp != nil }), lines.count > 4, let first = lines.first, let last = lines.last {
            items = [
                #"<span class="key">\#(ReportWords.escaped(first.name))</span><span class="ramp"></span>"#
                    + #"<span class="key">\#(ReportWords.escaped(last.name))</span>"#
            ]
        } else {
            items = lines.map { line in
                let ramp = line.ramp.map { #" style="--share:\#(Int(100 * $0))%""# } ?? ""
                return
                    #"<span class="key"><i class="\#(line.style)"\#(ramp)></i>\#(ReportWords.escaped(line.name))</span>"#
            }
        }
        return #"<span class="legend">\#(items.joined())</span>"#
    }
}

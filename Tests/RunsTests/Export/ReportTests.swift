import Foundation
import Testing
import Tunables

@testable import Runs
@testable import Training

@Suite("The HTML report")
struct ReportTests {
    private func report(_ temporary: TemporaryFolder) throws -> String {
        let store = try temporary.store()
        let experiment = Fixture.experiment()
        var id = ""
        _ = try TrainedRun.train(experiment, TrainedRun.tinkering) { description in
            let recorder = try RunRecorder(
                store,
                NewRun(
                    description: description, experiment: experiment, presetText: "name: <moons> & more\n",
                    machine: "2 cores", program: "descent 1"))
            recorder.record(
                RecordedFinding(
                    step: 12, kind: "vanishing", severity: "alarm", message: "Layer 1 gets <nothing> & \"less\"",
                    advice: ["init he_normal"]))
            id = recorder.id
            return recorder
        }
        return RunExport(try store.open(id)).htmlReport()
    }

    @Test("it needs no other file, and texts cannot break out of their places")
    func selfContained() throws {
        let html = try report(try TemporaryFolder())
        for outside in ["http://", "https://", "src=", "@import", "url(", "<script"] {
            #expect(!html.contains(outside), "\(outside)")
        }
        #expect(html.contains("Layer 1 gets &lt;nothing&gt; &amp; &quot;less&quot;"))
        #expect(html.contains("name: &lt;moons&gt; &amp; more"))
        #expect(!html.contains("nan ") && !html.contains("NaN\""))
    }

    @Test("Chromium draws every chart with its marks, at any width, light and dark", arguments: [1280, 480])
    func chromium(width: Int) throws {
        let temporary = try TemporaryFolder()
        let path = temporary.path + "/report.html"
        // What the browser made of the page is written into it, to be read from the dumped document.
        let probe = """
            <script>
            const charts = [...document.querySelectorAll('svg')];
            const seen = charts.map(chart => [...chart.querySelectorAll('path.line')]
                .filter(line => line.getTotalLength() > 100 && getComputedStyle(line).stroke.startsWith('rgb')
                    || getComputedStyle(line).stroke.includes('oklab')).length);
            const outside = [...document.querySelectorAll('main *')].filter(element =>
                element.closest('.panel, svg') === null && element.getBoundingClientRect().right > innerWidth + 1).length;
            document.body.setAttribute('data-probe', [charts.length, seen.join(' '),
                document.querySelectorAll('.number').length, document.querySelectorAll('.undone').length, outside,
                document.querySelectorAll('.star').length].join(';'));
            </script>
            """
        let html = try report(temporary).replacing("</body>", with: probe + "</body>")
        try RunExport.write(html, to: path)
        let document = try RealReaders.chromium("--window-size=\(width),1200", "--dump-dom", "file://" + path)
        let found = try #require(document.firstMatch(of: /data-probe="([^"]*)"/)).1
        // Loss with validation, accuracy likewise, rate, three layers with weights and one normalization, gradient.
        #expect(found == "5;2 2 1 3 1;10;1;0;1")
    }
}

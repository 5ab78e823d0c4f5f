import Testing

@testable import Terminal

@Suite("Themes")
struct ThemeTests {
    @Test("every theme says how every role looks", arguments: Theme.all)
    func completeness(_ theme: Theme) {
        for role in Role.allCases { #expect(theme.paints(role), "\(theme.name) forgets \(role)") }
    }

    @Test("names are unique, and the default stands first")
    func names() {
        #expect(Set(Theme.all.map(\.name)).count == Theme.all.count)
        #expect(Theme.all.first?.name == "default")
        for theme in Theme.all { #expect(Theme.named(theme.name) == theme) }
        #expect(Theme.named("nonsense") == nil)
    }

    @Test("the key for themes goes through all of them and comes back")
    func circle() {
        var seen: [String] = []
        var theme = Theme.standard
        repeat {
            seen.append(theme.name)
            theme = theme.next
        } while theme != .standard && seen.count <= Theme.all.count
        #expect(seen == Theme.all.map(\.name))
    }

    @Test("the background stays the terminal's own", arguments: Theme.all)
    func background(_ theme: Theme) {
        for depth in ColorDepth.allCases {
            for role in Role.allCases { #expect(theme.appearance(of: role, depth: depth).background == nil) }
        }
    }

    @Test("colors stay within what the terminal has", arguments: ColorDepth.allCases)
    func range(_ depth: ColorDepth) {
        for theme in Theme.all {
            for role in Role.allCases {
                let color = theme.appearance(of: role, depth: depth).foreground
                #expect(Int(color ?? 0) < max(1, depth.rawValue), "\(theme.name), \(role)")
            }
        }
    }

    @Test("without color every theme is the monochrome one", arguments: Theme.all)
    func withoutColor(_ theme: Theme) {
        for role in Role.allCases {
            #expect(theme.appearance(of: role, depth: .mono) == Theme.mono.appearance(of: role, depth: .mono))
        }
    }

    @Test("roles that meet in one pane differ at every depth", arguments: Theme.all)
    func distinction(_ theme: Theme) {
        let meetings: [[Role]] = [
            [.text, .dim, .title, .selection, .focus], [.train, .trainBand, .validation], [.good, .warning, .bad],
            [.running, .paused, .stopped], [.learningRate, .comingRate], [.train, .ghost], [.key, .disabled],
            [.heat0, .heat4, .heat8], [.heat1, .heat4, .heat7], [.mark, .best, .cursor],
        ]
        for depth in ColorDepth.allCases {
            for roles in meetings {
                let looks = roles.map { theme.appearance(of: $0, depth: depth) }
                #expect(Set(looks).count == roles.count, "\(theme.name) at \(depth): \(roles)")
            }
        }
    }

    @Test("the monochrome scheme tells all nine heat levels apart")
    func monochromeHeat() {
        let looks = (0...8).map { Theme.mono.appearance(of: .heat($0), depth: .mono) }
        #expect(Set(looks).count == 9)
    }

    @Test("a style's own emphasis is added to its role's")
    func emphasis() {
        let dim = Appearance(foreground: 3, dim: true)
        let result = dim.emphasized(by: Style(.dim, bold: true, underline: true))
        #expect(result == Appearance(foreground: 3, bold: true, underline: true))
    }

    @Test("bright black, invisible on many consoles, is not used with eight colors", arguments: Theme.all)
    func brightBlack(_ theme: Theme) {
        for role in Role.allCases where theme.name != "light" {
            let look = theme.appearance(of: role, depth: .eight)
            #expect(look.foreground != 0, "\(theme.name), \(role)")
        }
    }

    @Test(
        "terminals are given the scheme their colors allow",
        arguments: [
            (-1, ColorDepth.mono), (0, .mono), (2, .mono), (8, .eight), (16, .sixteen), (88, .sixteen), (256, .indexed),
            (32767, .eight), (16_777_216, .eight),
        ])
    func depth(_ colors: Int, _ expected: ColorDepth) { #expect(ColorDepth(colors: colors) == expected) }
}

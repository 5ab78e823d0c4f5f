extension Theme {
    /// Every theme, in the order key `t` goes through them.
    public static let all: [Theme] = [.standard, .light, .contrast, .calm, .mono]

    /// The theme of that name.
    public static func named(_ name: String) -> Theme? { all.first { $0.name == name } }

    /// The theme after this one, around the circle.
    public var next: Theme {
        guard let index = Theme.all.firstIndex(where: { $0.name == name }) else { return .standard }
        return Theme.all[(index + 1) % Theme.all.count]
    }

    /// For dark backgrounds; told apart by every kind of color blindness: the hues are those of Okabe & Ito 2008
    /// ("Color Universal Design"), the diverging scale goes from blue to orange.
    public static let standard = Theme(
        "default", summary: "for dark backgrounds, safe for color blindness",
        [
            .text: Paint(), .dim: Paint(245, 7, dim: true), .title: Paint(bold: true), .border: Paint(240, 8),
            .focus: Paint(81, 14, bold: true), .selection: Paint(reverse: true), .key: Paint(221, 11),
            .disabled: Paint(241, 8, dim: true),
            .train: Paint(75, 12), .trainBand: Paint(25, 4), .validation: Paint(214, 11),
            .learningRate: Paint(79, 10), .comingRate: Paint(65, 2), .ghost: Paint(239, 8),
            .mark: Paint(212, 13, bold: true), .best: Paint(229, 15, bold: true), .cursor: Paint(reverse: true),
            .good: Paint(79, 10), .warning: Paint(220, 11, bold: true), .bad: Paint(202, 9, bold: true),
            .heat0: Paint(27, 4, bold: true), .heat1: Paint(33, 12), .heat2: Paint(75, 6), .heat3: Paint(117, 14),
            .heat4: Paint(151, 7), .heat5: Paint(229, 15), .heat6: Paint(221, 11), .heat7: Paint(208, 3),
            .heat8: Paint(196, 9, bold: true),
            .healthyBand: Paint(59, 8),
            .running: Paint(79, 10, bold: true), .paused: Paint(220, 11, bold: true),
            .stopped: Paint(248, 7, bold: true),
        ])

    /// The same hues, darkened for light backgrounds.
    public static let light = Theme(
        "light", summary: "for light backgrounds, safe for color blindness",
        [
            .text: Paint(), .dim: Paint(242, 8), .title: Paint(bold: true), .border: Paint(247, 8),
            .focus: Paint(25, 4, bold: true), .selection: Paint(reverse: true), .key: Paint(90, 5),
            .disabled: Paint(248, 8, dim: true),
            .train: Paint(25, 4), .trainBand: Paint(152, 6), .validation: Paint(166, 1),
            .learningRate: Paint(29, 2), .comingRate: Paint(108, 2, dim: true), .ghost: Paint(251, 8),
            .mark: Paint(127, 5, bold: true), .best: Paint(94, 0, bold: true), .cursor: Paint(reverse: true),
            .good: Paint(29, 2), .warning: Paint(130, 3, bold: true), .bad: Paint(160, 1, bold: true),
            .heat0: Paint(18, 4, bold: true), .heat1: Paint(25, 4), .heat2: Paint(32, 6), .heat3: Paint(73, 6),
            .heat4: Paint(65, 8), .heat5: Paint(137, 3), .heat6: Paint(172, 3), .heat7: Paint(166, 1),
            .heat8: Paint(124, 1, bold: true),
            .healthyBand: Paint(151, 7),
            .running: Paint(29, 2, bold: true), .paused: Paint(130, 3, bold: true), .stopped: Paint(242, 8, bold: true),
        ])

    /// Bright colors, nothing faint: for projectors and tired eyes.
    public static let contrast = Theme(
        "contrast", summary: "bright and bold, nothing faint",
        [
            .text: Paint(231, 15), .dim: Paint(252, 7), .title: Paint(231, 15, bold: true, underline: true),
            .border: Paint(250, 7),
            .focus: Paint(51, 14, bold: true), .selection: Paint(231, 15, bold: true, reverse: true),
            .key: Paint(226, 11, bold: true), .disabled: Paint(247, 7, dim: true),
            .train: Paint(51, 14, bold: true), .trainBand: Paint(31, 6), .validation: Paint(226, 11, bold: true),
            .learningRate: Paint(120, 10, bold: true), .comingRate: Paint(71, 2), .ghost: Paint(246, 7, dim: true),
            .mark: Paint(213, 13, bold: true), .best: Paint(231, 15, bold: true, underline: true),
            .cursor: Paint(231, 15, bold: true, reverse: true),
            .good: Paint(120, 10, bold: true), .warning: Paint(226, 11, bold: true),
            .bad: Paint(203, 9, bold: true, underline: true),
            .heat0: Paint(39, 12, bold: true), .heat1: Paint(45, 12), .heat2: Paint(51, 14), .heat3: Paint(159, 14),
            .heat4: Paint(231, 15), .heat5: Paint(229, 15), .heat6: Paint(226, 11), .heat7: Paint(214, 3, bold: true),
            .heat8: Paint(203, 9, bold: true),
            .healthyBand: Paint(245, 7),
            .running: Paint(120, 10, bold: true), .paused: Paint(226, 11, bold: true),
            .stopped: Paint(231, 15, bold: true),
        ])

    /// Soft colors with little saturation, for hours of watching.
    public static let calm = Theme(
        "calm", summary: "soft colors for long runs on dark backgrounds",
        [
            .text: Paint(252, 7), .dim: Paint(243, 8), .title: Paint(254, 15, bold: true), .border: Paint(238, 8),
            .focus: Paint(110, 6, bold: true), .selection: Paint(110, 6, reverse: true), .key: Paint(180, 3),
            .disabled: Paint(240, 8, dim: true),
            .train: Paint(110, 6), .trainBand: Paint(60, 4), .validation: Paint(180, 3),
            .learningRate: Paint(108, 2), .comingRate: Paint(65, 2, dim: true), .ghost: Paint(238, 8),
            .mark: Paint(175, 5, bold: true), .best: Paint(223, 15, bold: true), .cursor: Paint(252, 7, reverse: true),
            .good: Paint(108, 2), .warning: Paint(179, 3, bold: true), .bad: Paint(173, 1, bold: true),
            .heat0: Paint(61, 4, bold: true), .heat1: Paint(67, 4), .heat2: Paint(74, 6), .heat3: Paint(110, 14),
            .heat4: Paint(145, 7), .heat5: Paint(187, 15), .heat6: Paint(180, 11), .heat7: Paint(173, 3),
            .heat8: Paint(167, 1, bold: true),
            .healthyBand: Paint(239, 8),
            .running: Paint(108, 2, bold: true), .paused: Paint(179, 3, bold: true),
            .stopped: Paint(246, 7, bold: true),
        ])

    /// Without color: emphasis and the panes' distinct glyphs carry everything. Taken for `NO_COLOR` and for terminals
    /// without color, whatever theme was asked for.
    public static let mono = Theme(
        "mono", summary: "no color: bold, reverse, underline",
        [
            .text: Paint(), .dim: Paint(dim: true), .title: Paint(bold: true), .border: Paint(dim: true),
            .focus: Paint(bold: true, underline: true), .selection: Paint(reverse: true), .key: Paint(bold: true),
            .disabled: Paint(dim: true),
            .train: Paint(bold: true), .trainBand: Paint(dim: true), .validation: Paint(),
            .learningRate: Paint(bold: true), .comingRate: Paint(dim: true), .ghost: Paint(dim: true),
            .mark: Paint(bold: true, underline: true), .best: Paint(bold: true, reverse: true),
            .cursor: Paint(reverse: true),
            .good: Paint(), .warning: Paint(bold: true, underline: true), .bad: Paint(bold: true, reverse: true),
            .heat0: Paint(bold: true, reverse: true, underline: true), .heat1: Paint(reverse: true, underline: true),
            .heat2: Paint(underline: true), .heat3: Paint(dim: true), .heat4: Paint(), .heat5: Paint(bold: true),
            .heat6: Paint(bold: true, underline: true), .heat7: Paint(reverse: true),
            .heat8: Paint(bold: true, reverse: true),
            .healthyBand: Paint(dim: true),
            .running: Paint(bold: true), .paused: Paint(bold: true, underline: true), .stopped: Paint(reverse: true),
        ])
}

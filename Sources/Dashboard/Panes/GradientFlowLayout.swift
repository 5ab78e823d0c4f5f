import Terminal

/// How the bars and the heatmap share the gradient pane.
struct GradientFlowLayout: Sendable, Hashable {
    enum Arrangement: Sendable, Hashable {
        /// Bars above, heatmap below.
        case stacked
        /// Bars on the left, heatmap on the right, a row a layer.
        case beside
        /// Two layers a row, heatmap below.
        case grid
        /// Only some of the layers.
        case scrolled
    }

    let inner: Rect
    let arrangement: Arrangement
    let hasAxisRow: Bool
    /// How many layers the heatmap shows, and the rows of each.
    let heatLayers: Int
    let heatHeight: Int
    /// Whether the heatmap has a row of labels below.
    let hasTimeRow: Bool
    /// Columns of the heatmap where it is beside the bars.
    let heatWidth: Int

    init(inner: Rect, layerCount: Int, labelWidth: Int) {
        self.inner = inner
        let rows = inner.rows
        // What a row of a layer needs beside its bar and its stretch of the heatmap.
        let fixed = labelWidth + 1 + LayerBars.Columns.textWidth
        let free = inner.columns - fixed - 1
        heatWidth = max(0, (free - 1) * 3 / 5)
        let below = rows - layerCount - 1
        let isBesidePossible = rows >= layerCount && free >= 18
        if below >= layerCount || below >= 2 && (layerCount <= 4 || !isBesidePossible) {
            arrangement = .stacked
            hasAxisRow = true
            heatLayers = min(layerCount, below)
            hasTimeRow = below > heatLayers
            heatHeight = min(4, max(1, (below - (hasTimeRow ? 1 : 0)) / max(1, heatLayers)))
        } else if isBesidePossible {
            arrangement = .beside
            hasAxisRow = rows > layerCount
            heatLayers = layerCount
            heatHeight = 1
            hasTimeRow = rows >= layerCount + 2
        } else if rows >= layerCount {
            arrangement = .stacked
            hasAxisRow = rows > layerCount
            heatLayers = max(0, below)
            heatHeight = 1
            hasTimeRow = false
        } else if 2 * rows >= layerCount, inner.columns >= 2 * (fixed - 1) + 1 {
            arrangement = .grid
            hasAxisRow = false
            heatLayers = min(layerCount, rows - (layerCount + 1) / 2)
            heatHeight = 1
            hasTimeRow = false
        } else {
            arrangement = .scrolled
            hasAxisRow = false
            heatLayers = 0
            heatHeight = 0
            hasTimeRow = false
        }
    }
}

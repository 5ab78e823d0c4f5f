/// The report's style sheet: one set of roles, a value each for light and for dark.
enum ReportStyle {
    static let sheet = """
        :root { color-scheme: light dark; --page: #f7f7f5; --card: #ffffff; --ink: #16181d; --soft: #565b66; --faint: #8a8f99;
          --rule: #e4e4e0; --grid: #ececea; --blue: #2a6fd6; --orange: #d9591c; --green: #12835f; --ramp-low: #9cc2f0;
          --ramp-high: #0c2f63; --good: #12835f; --warning: #9a6700; --alarm: #c62f2f; --good-wash: #e3f4ec;
          --warning-wash: #fbf0d6; --alarm-wash: #fbe6e4; --neutral-wash: #eeeeec; }
        @media (prefers-color-scheme: dark) { :root { --page: #121316; --card: #1b1d21; --ink: #eceef2; --soft: #a9aeb9;
          --faint: #7d838f; --rule: #2d3037; --grid: #272a30; --blue: #6aa5f7; --orange: #f08a52; --green: #45bd92;
          --ramp-low: #2f5f9f; --ramp-high: #d3e5ff; --good: #52c79b; --warning: #e3b341; --alarm: #ff7b72;
          --good-wash: #14342a; --warning-wash: #3a2f12; --alarm-wash: #431c1c; --neutral-wash: #2a2d33; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI",
          Roboto, "Helvetica Neue", "Liberation Sans", sans-serif; font-variant-numeric: tabular-nums; }
        main { max-width: 1120px; margin: 0 auto; padding: 40px 24px 64px; }
        header { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: flex-end; justify-content: space-between; }
        .eyebrow { color: var(--soft); font-size: 13px; margin: 0 0 2px; }
        h1 { font-size: 30px; line-height: 1.2; letter-spacing: -0.015em; margin: 0; }
        h2 { font-size: 19px; letter-spacing: -0.01em; margin: 40px 0 12px; }
        h3 { font-size: 15px; margin: 0; display: inline; }
        .about { color: var(--soft); margin: 6px 0 0; }
        .badge { display: inline-block; padding: 3px 11px; border-radius: 99px; font-size: 13px; font-weight: 600;
          background: var(--neutral-wash); color: var(--ink); white-space: nowrap; }
        .badge.good { background: var(--good-wash); color: var(--good); }
        .badge.warning { background: var(--warning-wash); color: var(--warning); }
        .badge.alarm { background: var(--alarm-wash); color: var(--alarm); }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(158px, 1fr)); gap: 12px; margin: 24px 0 0; }
        .tile, .chart, .panel { background: var(--card); border: 1px solid var(--rule); border-radius: 10px; }
        .tile { padding: 14px 16px 12px; }
        .tile b { display: block; font-size: 25px; line-height: 1.25; letter-spacing: -0.02em; font-weight: 650; }
        .tile span { color: var(--soft); font-size: 13px; display: block; }
        .charts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 12px; }
        .charts .wide { grid-column: 1 / -1; }
        @media (max-width: 760px) { .charts { grid-template-columns: minmax(0, 1fr); } }
        .chart { margin: 0; padding: 14px 14px 8px; height: 100%; }
        figcaption { display: flex; flex-wrap: wrap; gap: 2px 14px; align-items: baseline; padding: 0 4px 6px; }
        .detail { color: var(--faint); font-size: 13px; }
        .legend { margin-left: auto; display: flex; flex-wrap: wrap; gap: 2px 14px; font-size: 13px; color: var(--soft);
          align-items: center; }
        .key { display: inline-flex; align-items: center; gap: 6px; }
        .key i { width: 16px; height: 3px; border-radius: 2px; background: currentColor; }
        .ramp { width: 96px; height: 6px; border-radius: 3px;
          background: linear-gradient(90deg in oklab, var(--ramp-low), var(--ramp-high)); }
        svg { display: block; width: 100%; height: auto; overflow: visible; }
        svg text { font-family: inherit; }
        .grid { stroke: var(--grid); stroke-width: 1; }
        .axis { stroke: var(--rule); stroke-width: 1; }
        .tick { fill: var(--faint); font-size: 12px; }
        .line { fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
        .band { fill: currentColor; opacity: 0.16; }
        .train { color: var(--blue); } .validation { color: var(--orange); } .rate { color: var(--green); }
        .layer { color: color-mix(in oklab, var(--ramp-high) var(--share), var(--ramp-low)); }
        .mark { stroke: var(--faint); stroke-width: 1; stroke-dasharray: 3 3; }
        .number circle { fill: var(--ink); } .number text { fill: var(--card); font-size: 11px; font-weight: 700; }
        .cross { fill: var(--alarm); font-size: 13px; font-weight: 700; }
        .star { fill: var(--orange); stroke: var(--card); stroke-width: 3px; paint-order: stroke; font-size: 18px; }
        .panel { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; }
        th { text-align: left; font-size: 13px; font-weight: 600; color: var(--soft); }
        th, td { padding: 8px 16px; border-bottom: 1px solid var(--rule); vertical-align: top; }
        tr:last-child td { border-bottom: 0; }
        td.right, th.right { text-align: right; }
        code { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
        .circled { display: inline-grid; place-items: center; min-width: 20px; height: 20px; padding: 0 5px; border-radius: 99px;
          background: var(--ink); color: var(--card); font-size: 11px; font-weight: 700; }
        tr.undone td { color: var(--faint); } tr.undone code { text-decoration: line-through; }
        tr.undone .circled { background: var(--faint); }
        .finding { display: grid; grid-template-columns: auto 1fr; gap: 2px 12px; padding: 12px 16px;
          border-bottom: 1px solid var(--rule); }
        .finding:last-child { border-bottom: 0; }
        .finding p { margin: 0; } .finding ul { margin: 4px 0 0; padding-left: 18px; color: var(--soft); grid-column: 2; }
        .settings { columns: 2 380px; column-gap: 32px; padding: 12px 16px; }
        .group { break-inside: avoid; padding: 4px 0 10px; }
        .group h4 { margin: 0 0 2px; font-size: 13px; color: var(--soft); font-weight: 600; }
        .pair { display: flex; justify-content: space-between; gap: 16px; padding: 1px 0; }
        .pair code:last-child { text-align: right; } .pair .changed { color: var(--orange); font-weight: 700; }
        .empty { color: var(--soft); padding: 14px 16px; margin: 0; }
        details { padding: 12px 16px; } summary { cursor: pointer; color: var(--soft); }
        pre { overflow-x: auto; margin: 12px 0 4px; }
        footer { color: var(--faint); font-size: 13px; margin-top: 32px; }
        @media print { body { background: none; } .tile, .chart, .panel { break-inside: avoid; } }
        """
}

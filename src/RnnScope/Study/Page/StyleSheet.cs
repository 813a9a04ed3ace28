using RnnScope.Figures;

namespace RnnScope.Study.Page;

/// <summary>How a report looks: one narrow column, the reader's own fonts, light and dark, on screen and on paper.</summary>
internal static class StyleSheet
{
    /// <summary>All rules.</summary>
    public static string Text { get; } = Palette.Style() + """
        :root{color-scheme:light dark;--page:#faf9f6;--accent:#8a5a00;--wash:#8a5a0017}
        @media (prefers-color-scheme:dark){:root{--page:#161719;--accent:#e2b25a;--wash:#e2b25a1c}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,'Segoe UI','Noto Sans','DejaVu Sans',sans-serif;-webkit-text-size-adjust:100%;text-size-adjust:100%}
        main,header,footer{max-width:46rem;margin:0 auto;padding:0 1rem}
        header{padding-top:2.5rem}
        h1{font-size:1.75rem;line-height:1.2;margin:0 0 .5rem;text-wrap:balance}
        h2{font-size:1.3rem;line-height:1.25;margin:0 0 .6rem;text-wrap:balance}
        h3{font-size:1rem;margin:1.8rem 0 .4rem}
        p{margin:0 0 .8rem}
        a{color:var(--accent);text-underline-offset:.15em}
        :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
        section{margin:3.2rem 0 0;padding-top:1.4rem;border-top:1px solid var(--grid)}
        nav ol{margin:.4rem 0 0;padding-left:1.6rem}
        nav li{margin:.15rem 0}
        nav span,.name{color:var(--quiet)}
        .name{font-size:.8rem;letter-spacing:.04em;margin:0 0 .2rem}
        figure{margin:1.2rem 0 1.6rem}
        figcaption{font-size:.9rem;line-height:1.5;color:var(--quiet);margin-top:.3rem}
        figcaption b{color:var(--ink);font-weight:600}
        svg{display:block;max-width:100%;height:auto}
        .single svg{width:100%;max-width:38rem}
        .single .panel+.panel{margin-top:1.4rem}
        .sheet{fill:none}
        .panels{display:flex;flex-wrap:wrap;gap:1rem 1.2rem}
        .files{font-size:.75rem;color:var(--quiet);margin:.1rem 0 0;overflow-wrap:anywhere}
        .scroll{overflow-x:auto;margin:.3rem 0 1.4rem;scrollbar-width:thin}
        table{border-collapse:collapse;font-size:.85rem;line-height:1.4;font-variant-numeric:tabular-nums;min-width:100%}
        .caption{color:var(--quiet);margin:1rem 0 0;font-size:.85rem}
        th,td{padding:.22rem .55rem;text-align:right;white-space:nowrap;border-bottom:1px solid var(--grid)}
        th:first-child,td:first-child{padding-left:0}
        th:last-child,td:last-child{padding-right:0}
        thead th{vertical-align:bottom;white-space:normal;font-weight:600;border-bottom:1px solid var(--quiet)}
        .words{text-align:left;font-weight:400}
        td.words:last-child{white-space:normal;min-width:15rem}
        tbody th.words{white-space:normal;min-width:8rem}
        thead .words{font-weight:600}
        .sum td,.sum th{border-top:1px solid var(--quiet);font-weight:600}
        .skipped{border-left:3px solid var(--quiet);padding-left:.8rem;color:var(--quiet)}
        .about{font-size:.85rem;line-height:1.5;color:var(--quiet);margin-top:1.4rem}
        .about p,.about ul{margin:0 0 .5rem}
        .about ul{padding-left:1.2rem}
        code,.text{font-family:ui-monospace,'SF Mono','Cascadia Mono','DejaVu Sans Mono',Menlo,Consolas,monospace;font-size:.85em}
        details{margin:.8rem 0}
        summary{cursor:pointer;color:var(--accent);font-size:.9rem}
        .examples{list-style:none;margin:.3rem 0 1rem;padding:0}
        .examples li{margin:0 0 .55rem}
        .text{white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.5}
        .wrong{background:#0072b2;color:#fff;border-radius:2px;padding:0 .1em}
        .evidence{outline:1.5px solid var(--series0);border-radius:2px}
        .note{color:var(--quiet);font-size:.8rem}
        footer{margin-top:3rem;padding-bottom:3rem;font-size:.8rem;color:var(--quiet)}
        @media (min-width:64rem){.panels{width:60rem;margin-left:calc((44rem - 60rem)/2)}}
        @media print{body{background:#fff;font-size:10.5pt}section{break-before:auto}figure,tr,h2,h3{break-inside:avoid}h2,h3{break-after:avoid}.files{display:none}.scroll{overflow:visible}th,td{white-space:normal}}

        """;
}

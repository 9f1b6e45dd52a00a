/** The sheet of the page; where each box stands is added to it. Colors have a contrast of 4.5 to what is behind them. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--paper:#fff;--card:#f6f7f9;--ink:#1b1f24;--soft:#57606a;--rule:#d0d7de;--link:#0550ae;
--good:#116329;--bad:#a40e26;--look:#7d4e00;--off:#57606a;--calm:#24292f;--lit:#fff3c4}
@media (prefers-color-scheme:dark){:root{--paper:#0d1117;--card:#161b22;--ink:#e6edf3;--soft:#9aa4ae;--rule:#3d444d;--link:#79b8ff;
--good:#56d364;--bad:#ff8a84;--look:#e3b341;--off:#9aa4ae;--calm:#c9d1d9;--lit:#3b3110}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.45 system-ui,sans-serif}
header,main,footer{max-width:1600px;margin:0 auto;padding:0 16px}
h1{font-size:22px;margin:16px 0 4px}h2{font-size:18px;margin:28px 0 8px}h3{font-size:16px;margin:0 0 8px}h4{font-size:14px;margin:12px 0 4px}
p{margin:4px 0 8px}a{color:var(--link)}
.skip{position:absolute;left:-9999px}.skip:focus{left:8px;top:8px;background:var(--paper);padding:4px 8px;z-index:9}
.said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.verdict{font-size:17px;font-weight:600;border-left:5px solid;padding:6px 12px;background:var(--card);overflow-wrap:anywhere}
.v-good{border-color:var(--good)}.v-bad{border-color:var(--bad)}.v-look{border-color:var(--look)}
.note,.facts{color:var(--soft);overflow-wrap:anywhere}
.tools{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center}
.tools label{white-space:nowrap}
input,select,button{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:5px;padding:3px 8px;max-width:100%}
:focus-visible{outline:3px solid var(--link);outline-offset:1px}
.frame{overflow:auto;border:1px solid var(--rule);border-radius:8px;max-height:85vh;background:var(--paper)}
.drawing{position:relative}
.drawing svg{position:absolute;left:0;top:0}
.boxes{list-style:none;margin:0;padding:0}
.below{position:absolute;left:12px;margin:0;color:var(--soft)}
.box{position:absolute;border:1px solid var(--soft);border-left-width:5px;border-radius:6px;background:var(--card);overflow:hidden}
.box>*{display:block;height:100%;padding:6px 8px 4px;color:inherit;text-decoration:none;line-height:17px;font-size:13px}
.box b{font-size:14px;display:block;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;line-height:20px}
.box .sign{float:right;font-weight:700;margin-left:6px}
.box .l{display:block;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;color:var(--soft)}
.box a:hover b{text-decoration:underline}
.k-route{border-radius:14px}.k-source,.k-bus{border-width:2px}
.h-good .sign,.state.h-good{color:var(--good)}.h-bad .sign,.h-bad .says,.state.h-bad{color:var(--bad)!important;font-weight:600}
.h-look .sign,.h-look .says,.state.h-look{color:var(--look)!important;font-weight:600}
.h-off .sign,.h-unknown .sign,.h-quiet .sign{color:var(--off)}
.box.h-good{border-left-color:var(--good)}.box.h-bad{border-color:var(--bad)}.box.h-look{border-left-color:var(--look)}
.box.h-off,.box.h-unknown{border-style:dashed}
.line path{fill:none;stroke:var(--calm);opacity:.55}
.line text{fill:var(--ink);font:12px system-ui,sans-serif;text-anchor:middle;dominant-baseline:middle;paint-order:stroke;stroke:var(--paper);stroke-width:4px}
.line.h-good path{stroke:var(--good)}.line.h-bad path{stroke:var(--bad);opacity:.9}.line.h-look path{stroke:var(--look);opacity:.9}
.line.h-off path,.line.h-unknown path{stroke:var(--off);stroke-dasharray:5 4}.line.h-quiet path{stroke:var(--off)}
.faint{opacity:.22}.line.faint path{opacity:.12}.line.faint text{opacity:.15}
.lit{background:var(--lit);outline:2px solid var(--link)}
.wide{overflow-x:auto;border:1px solid var(--rule);border-radius:8px}.short{max-height:420px;overflow-y:auto}
table{border-collapse:collapse;width:100%}
caption{text-align:left;color:var(--soft);padding:6px 8px}
th,td{padding:4px 8px;border-top:1px solid var(--rule);text-align:left;vertical-align:top}
td{max-width:420px;min-width:70px;overflow-wrap:break-word}th[scope=row]{font-weight:600;min-width:130px;max-width:320px;overflow-wrap:anywhere}
td.n{text-align:right;font-variant-numeric:tabular-nums}
thead button{border:0;background:none;padding:2px 0;font-weight:600;cursor:pointer;white-space:nowrap}
thead [aria-sort=ascending] button::after{content:" ▲"}thead [aria-sort=descending] button::after{content:" ▼"}
[hidden]{display:none!important}
.detail{display:none}
.detail:target{display:block;position:fixed;right:0;bottom:0;z-index:5;width:min(480px,100%);max-height:75vh;overflow:auto;background:var(--card);border:2px solid var(--link);border-radius:8px 0 0 0;padding:12px 16px}
.close{float:right}
dl{margin:0;display:grid;grid-template-columns:minmax(90px,150px) minmax(0,1fr);gap:2px 12px}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}
pre{background:var(--paper);border:1px solid var(--rule);border-radius:5px;padding:8px;overflow:auto;font-size:13px}
ul.plain{padding-left:20px}li{overflow-wrap:anywhere}
footer{color:var(--soft);padding-bottom:32px;margin-top:32px}
@media print{.tools,.skip,.detail,.close,#find-queue{display:none!important}.frame,.wide,.short{max-height:none;overflow:visible;border:0}.box,.verdict{break-inside:avoid}}
@media (prefers-reduced-motion:no-preference){.box,.line{transition:opacity .12s}}
`;

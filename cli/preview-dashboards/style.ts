/** Legible in light and dark mode: text has a contrast ratio of at least 4.5, lines of 3 (WCAG 2.2, AA). */
export const STYLE = `
:root{color-scheme:light dark;--page:#f3f5f7;--card:#fff;--text:#1b1f24;--muted:#47525d;--rule:#d5dbe1;--limit:#c4191f;--ok:#17682f;--alarm:#b3131b;--unknown:#595f00;--link:#0a55ad;
--l0:#0b62c4;--l1:#b3470a;--l2:#1c7a3e;--l3:#7a2bd0;--l4:#a5114c;--l5:#006d77}
@media(prefers-color-scheme:dark){:root{--page:#0f1317;--card:#181d23;--text:#e8ecf0;--muted:#b5c0cb;--rule:#37414b;--limit:#ff7b7f;--ok:#6fd694;--alarm:#ff8f93;--unknown:#d9d56a;--link:#8cc1ff;
--l0:#6cb2ff;--l1:#ffa45c;--l2:#5fd38a;--l3:#c9a3ff;--l4:#ff8fb3;--l5:#5cd6e0}}
*{box-sizing:border-box}
body{margin:0;padding:12px;background:var(--page);color:var(--text);font:14px/1.35 system-ui,sans-serif}
h1,h2,h3,p,ul{margin:0;padding:0}
h1{font-size:20px}h2{font-size:18px}h3{font-size:14px}
header{padding:0 4px 10px}header p,.about{color:var(--muted)}
a{color:var(--link)}
main{display:grid;grid-template-columns:repeat(24,minmax(0,1fr));grid-auto-rows:48px;gap:8px}
.widget{min-width:0;min-height:0;overflow:hidden;display:flex;flex-direction:column;padding:8px 10px;background:var(--card);border:1px solid var(--rule);border-radius:6px;overflow-wrap:anywhere}
.widget.text{background:transparent;border-color:transparent;justify-content:center}
.about{font-size:12px}
.plot{position:relative;flex:1 1 0;min-height:60px;margin:6px 0;padding-left:44px}
.plot svg{width:100%;height:100%;display:block}
.axis{position:absolute;left:0;width:40px;text-align:right;font-size:11px;color:var(--muted)}
.axis.top{top:0}.axis.bottom{bottom:0}
path{fill:none;vector-effect:non-scaling-stroke}
.grid{stroke:var(--rule)}.line{stroke-width:1.8}.limit{stroke:var(--limit);stroke-width:1.4;stroke-dasharray:6 4}
${[0, 1, 2, 3, 4, 5].map((index) => `.l${index}{stroke:var(--l${index})}`).join("")}
ul{list-style:none}
.legend{display:flex;flex-wrap:wrap;gap:1px 12px;font-size:12px}
.swatch{width:24px;height:4px;margin-right:5px;vertical-align:middle}
.states{display:grid;grid-template-columns:repeat(auto-fill,minmax(220px,1fr));gap:5px;margin-top:6px;overflow-y:auto;font-size:12px}
.states li{padding:2px 8px;border:1px solid var(--rule);border-left:5px solid}
.ok{border-left-color:var(--ok)!important}li.alarm strong{color:var(--alarm)}li.alarm{border-left-color:var(--alarm)!important}.unknown{border-left-color:var(--unknown)!important}
.ok strong{color:var(--ok)}.unknown strong{color:var(--unknown)}.widget.alarm strong{font-weight:600}
@media(max-width:900px){main{display:block}.widget{margin-bottom:8px}.widget.metric{height:300px}}
`;

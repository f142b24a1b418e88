/** The style sheet of the page: light and dark, and the filter that needs no script. */

export const PAGE_STYLE = `
:root { --text: #1c1f23; --dim: #5a6370; --back: #fff; --panel: #f4f5f7; --line: #d9dde3; --good: #1a7f37; --bad: #c62828; --warn: #8a6100; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e8eb; --dim: #9aa4b1; --back: #14171a; --panel: #1e2227; --line: #343a42; --good: #57c878; --bad: #ff8379; --warn: #e0b34c; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 72rem; color: var(--text); background: var(--back); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.3rem; margin: 0; }
h2 { font-size: 1.05rem; margin: 1.5rem 0 .4rem; }
small, .facts, footer { color: var(--dim); font-weight: normal; }
header p { margin: .2rem 0; }
.totals { font-size: 1.2rem; }
.totals strong { margin-right: .6rem; }
strong.passed, li.passed .status { color: var(--good); }
strong.failed, li.failed .status { color: var(--bad); }
strong.skipped, li.skipped .status, .interrupted, .note { color: var(--warn); }
input[name=show] { position: absolute; opacity: 0; }
label { display: inline-block; margin: .8rem .3rem 0 0; padding: .15rem .7rem; border: 1px solid var(--line); border-radius: 1rem; cursor: pointer; }
input:checked + label { background: var(--text); color: var(--back); }
input:focus-visible + label { outline: 2px solid var(--dim); outline-offset: 2px; }
#show-failed:checked ~ main :is(.suite:not(.has-failed), .suite li:not(.failed)),
#show-passed:checked ~ main :is(.suite:not(.has-passed), .suite li:not(.passed)),
#show-skipped:checked ~ main :is(.suite:not(.has-skipped), .suite li:not(.skipped)) { display: none; }
ul { list-style: none; margin: 0; padding: 0; }
.suite li { border-top: 1px solid var(--line); padding: .25rem 0; }
summary { cursor: pointer; overflow-wrap: anywhere; }
.status { display: inline-block; min-width: 4.2rem; font-weight: 600; }
details > p { margin: .2rem 0 .2rem 1.2rem; }
.failures { margin: .4rem 0 .4rem 1.2rem; padding: .6rem .8rem; background: var(--panel); border-radius: .4rem; font: 13px/1.5 ui-monospace, monospace; }
.failures div { white-space: pre-wrap; overflow-wrap: anywhere; }
.answered + .place, .curl + .place, .detail + .place { margin-top: .6rem; }
code { font-size: .9em; }
.depth-1 { padding-left: 2ch; }
.depth-2 { padding-left: 4ch; }
.place, .answered, .curl, .more { color: var(--dim); }
.message { font-weight: 600; }
.expected { color: var(--good); }
.received { color: var(--bad); }
table { border-collapse: collapse; margin-bottom: .6rem; }
th, td { padding: .15rem 1rem .15rem 0; text-align: right; font-weight: normal; }
th[scope=row] { text-align: left; }
footer { margin-top: 2rem; }
`;

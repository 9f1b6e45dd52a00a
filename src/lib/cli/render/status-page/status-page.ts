import { createHash } from 'node:crypto';
import { targetKinds } from '../../../engine/targets/list.js';
import type { VerdictKind } from '../../../features/status/verdict.js';
import { readText, verdictText, windowText } from '../status-words.js';
import { detailsOf } from './details.js';
import { drawPicture } from './drawing.js';
import { findingsSection } from './findings.js';
import { layOut } from './layout.js';
import { html, type Markup } from './markup.js';
import { maskedText } from './masked-text.js';
import type { PageFacts } from './model.js';
import { PAGE_SCRIPT } from './page-script.js';
import { PAGE_STYLE } from './page-style.js';
import { pictureOf } from './picture.js';
import { queueFinder } from './queue-finder.js';
import { routesTable, targetsTable } from './tables.js';

const LOOKS: Readonly<Record<VerdictKind, 'good' | 'bad' | 'look'>> = {
  'not-applied': 'bad',
  stopped: 'bad',
  failing: 'bad',
  broken: 'bad',
  unknown: 'look',
  look: 'look',
  quiet: 'look',
  flowing: 'good',
};

/**
 * The pipe as one page in one file: it loads nothing, and its Content-Security-Policy lets it run only the script and the
 * styles that it was made with.
 */
export function statusPage(facts: PageFacts): string {
  const drawn = drawPicture(layOut(pictureOf(facts)));
  const style = `${PAGE_STYLE}${drawn.styles}\n`;
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${digestOf(PAGE_SCRIPT)}'`,
    `style-src 'sha256-${digestOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const { project, environment } = facts.status;
  const title = `${project}${environment === 'default' ? '' : `, ${environment}`}: the pipe`;
  // What stands in the two elements is gcx's own: no text of a file is in it.
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${{ html: style }}</style>
</head>
<body>
<a class="skip" href="#picture">To the picture</a>
${head(facts, title)}
<main>
${pictureSection(drawn.markup)}
<section id="find-queue" aria-labelledby="h-queue"><h2 id="h-queue">Which route takes queue …?</h2>
${queueFinder(facts)}</section>
<section aria-labelledby="h-routes"><h2 id="h-routes">Routes</h2>${routesTable(facts)}</section>
<section aria-labelledby="h-targets"><h2 id="h-targets">Targets</h2>${targetsTable(facts)}</section>
${findingsSection(facts)}
${detailsOf(facts)}
</main>
${foot(facts)}
<script>${{ html: PAGE_SCRIPT }}</script>
</body>
</html>
`.html;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

function head({ status, verdict, time, withIds }: PageFacts, title: string): Markup {
  const reader = { readAt: status.readAt, time };
  const { genesys, aws, sandbox } = status;
  const from = genesys.organization.name ?? genesys.organization.id;
  return html`<header>
<h1>${title}</h1>
<p class="verdict v-${LOOKS[verdict.kind]}">${maskedText(verdictText(status, verdict, reader))}</p>
<p class="facts">${from} (${genesys.environment}) → ${sandbox ? 'the sandbox of gcx, as ' : ''}AWS account ${aws.account}, ${aws.region}. Read on ${readText(reader)}; numbers of the ${windowText(status.window.asked)}.</p>
<p class="note">This page holds names, numbers and parts of the file ${status.file}. It holds no event bodies${withIds ? ', but the ids of conversations that have dead letters' : ' and no conversation ids'}; e-mail addresses are shortened.</p>
</header>`;
}

function pictureSection(drawing: Markup): Markup {
  const offered = [
    ['', 'everything'],
    ['route', 'routes'],
    ...targetKinds().flatMap(({ kind, drawing: { all } }) =>
      all === undefined ? [] : [[kind, all] as const],
    ),
    ['subscriber', 'subscribers'],
  ] as const;
  return html`<section id="picture" aria-labelledby="h-picture"><h2 id="h-picture">The pipe</h2>
<div class="tools">
<label>Find <input id="search" type="search" placeholder="route, target, queue" autocomplete="off"></label>
<label>Show <select id="kind">${offered.map(([value, word]) => html`<option value="${value}">${word}</option>`)}</select></label>
<label><input id="trouble" type="checkbox"> only what asks for a look</label>
<span id="told" role="status"></span>
</div>
<p class="note">✓ events went through, • there, – no event seen, ! look at it, ✕ trouble, ○ disabled, ? not known. Wider lines carry more events. EventBridge counts by rule: for all targets of a route together.</p>
<div class="frame" id="frame" role="region" aria-label="Picture of the pipe" tabindex="0">${drawing}</div>
</section>`;
}

function foot({ gcxVersion }: PageFacts): Markup {
  return html`<footer><p>Made by gcx ${gcxVersion}: a picture of one moment. It loads nothing and sends nothing.</p></footer>`;
}

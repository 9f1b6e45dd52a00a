import { gcxCommand, plainCommands } from '../../../base/hints/gcx-command.js';
import type { Notice } from '../../../base/notice.js';
import type { ChangeGroup } from '../../../engine/change/model.js';
import type { Diagnosis, Finding } from '../../../features/doctor/index.js';
import type { DriftedThing } from '../../../features/plans/drift.js';
import { reachWords } from '../doctor-text.js';
import { driftedThingText, driftSumText } from '../drift-text.js';
import { groupLabel } from '../labels.js';
import { troubleText, unseenText } from '../status-words.js';
import { html, type Markup } from './markup.js';
import { maskedText } from './masked-text.js';
import type { Examination, PageFacts } from './model.js';

/** What the numbers ask for, what is left to people, what doctor finds, and what drifted. */
export function findingsSection(facts: PageFacts): Markup {
  const { examination } = facts;
  const [doctor, drift] = [gcxCommand('doctor'), gcxCommand('drift')].map(plainCommands);
  return html`<section id="left" aria-labelledby="h-left"><h2 id="h-left">What asks for a look</h2>
${said(facts)}
${
  examination === undefined
    ? html`<p class="note">What stops events, what drifted and what is left to people was not looked for: <code>${doctor}</code> and <code>${drift}</code> do.</p>`
    : html`${leftToPeople(examination)}${doctorFinds(examination)}${drifted(examination)}`
}
</section>`;
}

/** What doctor finds of a route or target, and what of it was changed outside gcx; for where the page tells of it. */
export function findingsOf(facts: PageFacts, group: ChangeGroup): Markup {
  const { examination } = facts;
  if (examination === undefined) return html``;
  const { drift } = examination;
  const hits = hitsOf(facts, group);
  const things = [...drift.changed, ...drift.unclear].filter((each) => isOf(each, group));
  return html`${hits.length === 0 ? undefined : html`<h4>What doctor finds</h4><ul class="plain">${hits.map((each) => html`<li>${maskedText(each.what)} ${cureOf(each)}</li>`)}</ul>`}${
    things.length === 0
      ? undefined
      : html`<h4>Drift: from what it is to what gcx asks for</h4>${things.map(thingText)}`
  }`;
}

/** Whether something of a route or target was changed outside gcx. */
export function isDrifted({ examination }: PageFacts, group: ChangeGroup): boolean {
  return examination?.drift.changed.some((each) => isOf(each, group)) === true;
}

/** Findings of doctor that hit a route or target. */
export function hitsOf(
  { examination }: Pick<PageFacts, 'examination'>,
  { kind, name }: ChangeGroup,
): readonly Finding[] {
  const findings = examination?.diagnosis.findings ?? [];
  return findings.filter(({ stops }) => (kind === 'route' ? stops.routes : stops.targets).includes(name));
}

function isOf({ group }: DriftedThing, { kind, name }: ChangeGroup): boolean {
  return group.kind === kind && group.name === name;
}

/** What is left to people stands below, where it was looked for. */
function said({ status, verdict, time, examination }: PageFacts): Markup {
  const reader = { readAt: status.readAt, time };
  const troubles = verdict.troubles.filter(({ kind }) => kind !== 'unconfirmed' || examination === undefined);
  const all = new Set([
    ...troubles.map((trouble) => maskedText(troubleText(trouble, reader))),
    ...status.unseen.map((unseen) => `Not read: ${unseenText(unseen)}.`),
  ]);
  return all.size === 0
    ? html`<p>The numbers ask for nothing, as far as they were read.</p>`
    : html`<ul class="plain">${[...all].map((text) => html`<li>${text}</li>`)}</ul>`;
}

/** Doctor says of the same things what becomes of events, and the cure. */
function leftToPeople({ pending, diagnosis }: Examination): Markup {
  if (pending.length === 0) return html``;
  const item = ({ message }: Notice) => {
    const found = diagnosis.findings.find(({ what }) => what === message);
    return found === undefined ? html`<li>${maskedText(message)}</li>` : findingItem(found, diagnosis);
  };
  return html`<h3>Left to people</h3><ul class="plain">${pending.map(item)}</ul>
`;
}

function doctorFinds({ diagnosis, pending }: Examination): Markup {
  const { findings, unseen } = diagnosis;
  const rest = findings.filter(({ what }) => !pending.some(({ message }) => message === what));
  const nothing = `Nothing${rest.length < findings.length ? ' else' : ''} was found${unseen.length === 0 ? '' : ' in what was looked at'}.`;
  return html`<h3>What stops events (doctor)</h3>
${rest.length === 0 ? html`<p>${nothing}</p>` : html`<ul class="plain">${rest.map((each) => findingItem(each, diagnosis))}</ul>`}
${unseen.length === 0 ? undefined : html`<p>Not checked:</p><ul class="plain">${unseen.map(({ of, why }) => html`<li>${of}: ${maskedText(why)}</li>`)}</ul>`}`;
}

function findingItem(finding: Finding, { looked }: Diagnosis): Markup {
  const { what, why, stops, unsure } = finding;
  return html`<li><strong>${maskedText(what)}</strong>${unsure === true ? ' (gcx cannot tell whether it does)' : ''}<br>Hits ${reachWords(stops, looked)}. ${maskedText(why)}<br>${cureOf(finding)}</li>
`;
}

function cureOf({ cure }: Finding): Markup {
  return html`Cure: ${maskedText(plainCommands(cure))}`;
}

function drifted({ drift, diagnosis }: Examination): Markup {
  const isBlind = diagnosis.unseen.some(({ denied }) => denied === true);
  const things = [...drift.changed, ...drift.unclear.filter(({ action }) => action !== 'create')];
  const sum = plainCommands(driftSumText(drift));
  return html`<h3>Drift</h3>
${things.map((each) => html`<h4>${groupLabel(each.group)}</h4>${thingText(each)}`)}
<p>${isBlind && drift.changed.length === 0 ? 'No drift was found, but not all could be looked at.' : sum}</p>`;
}

function thingText(thing: DriftedThing): Markup {
  return html`<pre tabindex="0">${maskedText(driftedThingText(thing))}</pre>`;
}

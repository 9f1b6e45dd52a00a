import type { Case, Diagnosis } from './diagnosis.js';
import type { EventScalar } from './event-text.js';
import type { ReasonKind } from './explanation.js';
import { fitsTemplate, partnerSourceOf, templateOf } from './genesys-values.js';
import { quoted } from './words.js';

/** Says why an exact text fails on the fields that every event has: source, detail-type and the topic's name. */
export function diagnoseEnvelope(given: Case, wanted: string, scalar: EventScalar): Diagnosis | undefined {
  if (scalar.kind !== 'string') return undefined;
  switch (given.condition.path) {
    case 'source':
      return formatDiagnosis(given, wanted, scalar.text) ?? sourceDiagnosis(wanted, scalar.text);
    case 'detail-type':
      return detailTypeDiagnosis(given, wanted, scalar.text);
    case 'detail.topicName':
      return topicNameDiagnosis(wanted, scalar.text);
    default:
      return undefined;
  }
}

/** A source that is that of another event format than the pattern's. */
function formatDiagnosis(given: Case, wanted: string, has: string): Diagnosis | undefined {
  const meant = given.knowledge.formatOfSource?.(wanted);
  const format = given.knowledge.formatOfSource?.(has);
  if (meant === undefined || meant === format) return undefined;
  const whose = format === undefined ? ', that of no known format' : `, that of the format ${format}`;
  return diagnosis(
    'other-source',
    'source',
    `The event's source is ${quoted(has)}${whose}; wanted are events of the format ${meant}, from ${quoted(wanted)}.`,
  );
}

function sourceDiagnosis(wanted: string, has: string): Diagnosis | undefined {
  const event = partnerSourceOf(has);
  if (wanted.toLowerCase() === has.toLowerCase() || wanted.includes('*') || wanted.trim() === has.trim())
    return undefined;
  const pattern = partnerSourceOf(wanted);
  if (event === undefined) {
    if (pattern === undefined) return undefined;
    return diagnosis(
      'other-source',
      'source',
      `The event's source is ${quoted(has)}: it did not come from Genesys Cloud's partner event source.`,
    );
  }
  if (pattern === undefined) {
    const part = has.startsWith(wanted) ? ', of which the pattern has only the beginning' : '';
    return diagnosis(
      'source-format',
      'source',
      `Genesys Cloud's events have the source ${quoted(has)}${part}; they never have ${quoted(wanted)}.`,
      `Write ${quoted(has)}, or {"prefix": "aws.partner/genesys.com/"} for all of them.`,
    );
  }
  const what =
    pattern.organizationId === event.organizationId
      ? `event source suffix ${quoted(event.suffix)}, not ${quoted(pattern.suffix)}`
      : `organization ${event.organizationId}, not ${pattern.organizationId}`;
  return diagnosis(
    'other-source',
    'source',
    `The event comes from ${what}.`,
    `Write ${quoted(has)}, if that is the one meant.`,
  );
}

function detailTypeDiagnosis(given: Case, wanted: string, has: string): Diagnosis | undefined {
  const path = 'detail-type';
  if (wanted.includes('*')) return undefined;
  if (wanted.toLowerCase() === has.toLowerCase() || wanted.trim() === has.trim()) return undefined;
  if (wanted !== templateOf(wanted) || fitsTemplate(wanted, has)) {
    if (templateOf(wanted) === has || fitsTemplate(wanted, has)) {
      return diagnosis(
        'detail-type-real-id',
        path,
        `detail-type holds the template with a literal {id}, not the real id that ${quoted(wanted)} has.`,
        `Write ${quoted(has)}; the real id is in detail.topicName.`,
      );
    }
  }
  if (has !== wanted && fitsTemplate(has, wanted)) {
    return diagnosis(
      'detail-type-real-id',
      path,
      `The event's detail-type holds a real id; on EventBridge it is the template ${quoted(wanted)}, so this event is not as Genesys Cloud sends it.`,
      `Put ${quoted(wanted)} into the event.`,
    );
  }
  const meant = given.knowledge.detailTypeOf?.(wanted);
  const isEnd = wanted.length >= 3 && has.endsWith(`.${wanted}`);
  if (meant === has || isEnd) {
    return diagnosis(
      'detail-type-name',
      path,
      `The event's detail-type is ${quoted(has)}; ${quoted(wanted)} is only a short name for it.`,
      `Write ${quoted(has)}.`,
    );
  }
  if (meant !== undefined && meant !== wanted) {
    return diagnosis(
      'detail-type-name',
      path,
      `No event has the detail-type ${quoted(wanted)}.`,
      `Write ${quoted(meant)}.`,
    );
  }
  if (has.startsWith(wanted) && wanted.endsWith('.')) return undefined;
  return diagnosis('other-event-type', path, `The event is of another type: ${quoted(has)}.`);
}

function topicNameDiagnosis(wanted: string, has: string): Diagnosis | undefined {
  if (!wanted.includes('{id}') || !fitsTemplate(has, wanted)) return undefined;
  return diagnosis(
    'detail-type-real-id',
    'detail.topicName',
    'detail.topicName holds real ids; the template with {id} stands in detail-type.',
    `Ask about detail-type, or use {"wildcard": ${quoted(wanted.replaceAll('{id}', '*'))}}.`,
  );
}

function diagnosis(kind: ReasonKind, at: string, message: string, cure?: string): Diagnosis {
  return { kind, message, at, ...(cure === undefined ? {} : { cure }) };
}

import { z } from 'zod';
import { readHours } from '../../names/hours.js';
import { duration, filled, type IssueDetails, wholeNumber } from './schema-parts.js';

/** Characters of an owner or runbook: an alarm's text has room for 1,024 in all (CloudWatch API, PutMetricAlarm). */
const WORDS = 200;

function words(description: string, what: string) {
  return filled(description, what).max(WORDS, { error: `${what} has at most ${WORDS} characters.` });
}

/** Alarms of the pipe as a whole. */
export const alarmsSchema = z
  .strictObject({
    to: filled(
      'Name of a target, a separate SNS topic whose subscribers are notified; no route may send there.',
      'to',
    ),
    owner: words('The owner of the pipe; shown in each alarm.', 'owner').optional(),
    runbook: words('Where people find what to do; shown in each alarm.', 'runbook').optional(),
    oldest: duration(
      { min: 60, max: 'alarmPeriodSeconds' },
      'How long a message may wait in an SQS queue of the file before that is alarming (left out: 15m)',
    ).optional(),
  })
  .meta({
    description:
      'Alarms of CloudWatch on failed and dead-lettered deliveries, dead-letter queues that are not empty, old messages, and routes that are silent. Left out: none, but those of processors.',
  });

const hours = z
  .string()
  .check((context) => {
    const read = readHours(context.value);
    if (!('problem' in read)) return;
    const details: IssueDetails = {
      code: 'form',
      fix: 'Write it like  "Mon-Fri 08:00-18:00 Europe/Berlin", "Mon,Wed,Sat-Sun 09:00-12:30 UTC" or "daily 06:00-22:00 Asia/Tokyo".',
    };
    context.issues.push({
      code: 'custom',
      input: context.value,
      message: read.problem,
      params: { ...details },
    });
  })
  .meta({
    description:
      'When events are expected: days, times and time zone. Left out: always, so that nights page, too.',
  });

/** What a route is to see, else it is silent. */
export const expectSchema = z
  .strictObject({
    atLeast: wholeNumber(1, 1_000_000, 'Events of the route that there are at least.').optional(),
    within: duration({ min: 'alarmPeriodSecondsMin', max: 'alarmPeriodSeconds' }, 'Within how long'),
    hours: hours.optional(),
  })
  .meta({
    description:
      'Events that are expected on the route; an alarm is raised if there are fewer. Needs alarms.',
  });

import { test } from 'vitest';
import { cacheSubject } from './fuzz/cache-subject.js';
import { expectAnswers } from './fuzz/cases.js';
import { eventSubject, patternSubject } from './fuzz/event-subject.js';
import { planSubject } from './fuzz/plan-subject.js';
import { seedSubject, stateSubject } from './fuzz/world-subjects.js';

test('events', () => expectAnswers(eventSubject));
test('patterns on events', () => expectAnswers(patternSubject));
test('saved plans', () => expectAnswers(planSubject));
test('kept queues', () => expectAnswers(cacheSubject()));
test('seed files of the sandbox', () => expectAnswers(seedSubject()));
test('saved states of the sandbox', () => expectAnswers(stateSubject()));

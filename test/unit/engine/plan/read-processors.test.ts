import { describe, expect, it } from 'vitest';
import { createGenesys } from '../../../../src/lib/clients/genesys/index.js';
import { alarmsReading } from '../../../../src/lib/engine/kinds/alarm/alarms-reading.js';
import { eventSourceMappingsReading } from '../../../../src/lib/engine/kinds/event-source-mapping/event-source-mappings-reading.js';
import { processorFunctionsReading } from '../../../../src/lib/engine/kinds/function/processor-functions-reading.js';
import { markOf, markTags } from '../../../../src/lib/engine/kinds/index.js';
import { logGroupsReading } from '../../../../src/lib/engine/kinds/log-group/log-groups-reading.js';
import { processorBasesReading } from '../../../../src/lib/engine/kinds/processor/processor-bases-reading.js';
import { rolesReading } from '../../../../src/lib/engine/kinds/role/roles-reading.js';
import { tablesReading } from '../../../../src/lib/engine/kinds/table/tables-reading.js';
import { awsSetup } from '../../clients/aws/aws-server.js';
import { project, readScopeOf, route, sqs } from './project.js';

/** Nobody answers there. */
const noGenesys = createGenesys({
  environment: 'mypurecloud.ie',
  gateway: { protocol: 'http', host: '127.0.0.1', port: 9 },
  credentials: { kind: 'client', clientId: 'a-client', clientSecret: 'a-secret' },
});

describe('reading processors', () => {
  it('calls nothing where neither the file nor tags know one', async () => {
    const config = project(
      [route('calls', { targets: ['inbox-dead-letters'] })],
      [sqs('inbox-dead-letters')],
    );
    const { aws, calls } = await awsSetup(() => ({ status: 500 }));
    const arn = 'arn:aws:sqs:eu-west-1:111122223333:inbox-dead-letters';
    const queue = {
      name: 'inbox-dead-letters',
      arn,
      url: '',
      attributes: {},
      tags: markTags(markOf(config)),
    };
    const bases = await processorBasesReading.read(
      readScopeOf(config),
      { marked: new Map([[arn, queue.tags]]), otherEnvironments: new Map(), queues: new Map([[arn, queue]]) },
      { genesys: noGenesys, aws },
    );
    expect(bases.processorBases).toEqual([]);
    const needs = { ...bases, processorFunctions: new Map() };
    for (const { read } of [
      tablesReading,
      logGroupsReading,
      processorFunctionsReading,
      eventSourceMappingsReading,
      alarmsReading,
      rolesReading,
    ])
      await read(readScopeOf(config), needs, { genesys: noGenesys, aws });
    expect(calls()).toEqual([]);
  });
});

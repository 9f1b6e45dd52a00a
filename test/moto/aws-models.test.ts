import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readRequest } from '../harness/aws-models/read-request.js';
import { tourOfCommands } from '../harness/aws-models/tour.js';

const boto3 = spawnSync('python3', ['-c', 'import botocore']);

// test/e2e/aws-models.test.ts does the same by a copy of the models, without Python.
test.skipIf(boto3.status !== 0)(
  'botocore accepts every request of gcx, and parses every answer',
  async () => {
    const { exchanges } = await tourOfCommands();
    const lines = exchanges.map((exchange) => {
      const request = readRequest(exchange);
      if (typeof request === 'string') throw new Error(request);
      const { service, action, protocol, input } = request;
      const { status, headers, body } = exchange.answer;
      return JSON.stringify({ service, action, protocol, input, status, headers, body });
    });
    expect(lines.length).toBeGreaterThan(300);
    const script = fileURLToPath(new URL('botocore_judge.py', import.meta.url));
    const { stdout, stderr } = spawnSync('python3', [script], { input: lines.join('\n'), encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual([]);
  },
);

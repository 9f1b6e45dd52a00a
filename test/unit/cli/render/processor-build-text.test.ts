import { expect, it } from 'vitest';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { processorBuildText } from '../../../../src/lib/cli/render/processor-build-text.js';

it('names the runtime of the file, and none where the function keeps its own', () => {
  const document = {
    processor: 'sales',
    codeSha256: 'q83v',
    zipBytes: 2_000,
    handler: 'index.handler',
    modules: [],
    file: 'sales.zip',
  };
  const text = (runtime?: 'nodejs24.x') =>
    processorBuildText(
      document as never,
      { architecture: 'arm64', ...(runtime === undefined ? {} : { runtime }) },
      plainStyle,
    );
  expect(text()).toContain('index.handler (arm64)');
  expect(text('nodejs24.x')).toContain('index.handler (nodejs24.x, arm64)');
});

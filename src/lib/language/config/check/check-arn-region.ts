import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';

/** EventBridge sends to its own region only. */
export function checkArnRegion({ problems, region }: CheckContext, path: ConfigPath, ofArn: string): void {
  if (region === undefined || ofArn === region) return;
  problems.atPart(path, ofArn, {
    code: 'other-region',
    message: `This is in ${ofArn}, but the events are in ${region}; EventBridge sends only to targets in its own region.`,
    fix: `Use one in ${region}, or send to an event bus in ${ofArn} (bus: { existing: ARN }) and on from there.`,
  });
}

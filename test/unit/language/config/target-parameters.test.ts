import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { TARGET_PARAMETERS } from '../../../../src/lib/clients/aws/target-parameters.js';

interface Shape {
  readonly type: string;
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly member?: { readonly shape: string };
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
}

/** A part of the file's JSON schema. */
interface Part {
  readonly properties?: Readonly<Record<string, Part>>;
  readonly required?: readonly string[];
  readonly items?: Part;
  readonly enum?: readonly string[];
}

const { shapes } = JSON.parse(readFileSync('test/fixtures/aws-models.json', 'utf8')).services.events as {
  readonly shapes: Readonly<Record<string, Shape>>;
};
const schema = JSON.parse(readFileSync('config/genesysrc.schema.json', 'utf8'));

/** Where a part of the schema is not what AWS's own model says: members, those that have to be there, and words. */
function differences(where: string, part: Part | undefined, name: string): readonly string[] {
  const { type, members = {}, member, required = [], enum: words } = shapes[name] ?? { type: '?' };
  if (type === 'list') return differences(`${where}[]`, part?.items, member?.shape ?? '');
  if (type !== 'structure')
    return words === undefined || [...words].sort().join() === [...(part?.enum ?? [])].sort().join()
      ? []
      : [`${where}: ${part?.enum} instead of ${words}`];
  const said = Object.keys(part?.properties ?? {}).sort();
  const known = Object.keys(members).sort();
  return [
    ...(said.join() === known.join() ? [] : [`${where}: ${said} instead of ${known}`]),
    ...([...(part?.required ?? [])].sort().join() === [...required].sort().join()
      ? []
      : [`${where}: needs ${part?.required} instead of ${required}`]),
    ...Object.entries(members).flatMap(([key, { shape }]) =>
      differences(`${where}.${key}`, part?.properties?.[key], shape),
    ),
  ];
}

it('the parameters that the file can say are those of AWS’s own model', () => {
  const { parameters } = schema.properties.targets.additionalProperties.properties;
  const names = [...TARGET_PARAMETERS, 'HttpParameters'];
  expect(Object.keys(parameters.properties).sort()).toEqual([...names].sort());
  expect(names.flatMap((name) => differences(name, parameters.properties[name], name))).toEqual([]);
});

it('with those that the file has keys of its own for, they are all that a target of AWS has', () => {
  const own = [
    ...['Id', 'Arn', 'RoleArn', 'Input', 'InputPath', 'InputTransformer', 'DeadLetterConfig', 'RetryPolicy'],
    ...['SqsParameters', 'KinesisParameters', 'HttpParameters'],
  ];
  expect([...own, ...TARGET_PARAMETERS].sort()).toEqual(Object.keys(shapes['Target']?.members ?? {}).sort());
});

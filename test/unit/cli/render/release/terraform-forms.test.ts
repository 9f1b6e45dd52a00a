import { describe, expect, test } from 'vitest';
import type { Form, Forms } from '../../../../../src/lib/cli/render/release/terraform-form.js';
import { TERRAFORM_FORMS } from '../../../../../src/lib/cli/render/release/terraform-forms.js';
import { CLOUDFORMATION, type Known, knownIn, TERRAFORM } from '../../../../harness/infrastructure.js';

/** Names of a form that one of the two does not know, and what Terraform has an argument for although a form says that it has none. */
function unknownIn(
  where: string,
  forms: Forms,
  properties: Known | undefined,
  block: Known | undefined,
): readonly string[] {
  return Object.entries(forms).flatMap(([name, form]: readonly [string, Form]): readonly string[] => {
    const property = knownIn(properties, name);
    const of = `${where}.${name}`;
    const unknown = property === undefined ? [`CloudFormation has no ${of}`] : [];
    if (typeof form === 'string' || 'json' in form) {
      const argument = typeof form === 'string' ? form : form.json;
      const known = knownIn(block, argument);
      return [...unknown, ...(typeof known === 'string' ? [] : [`Terraform has no ${argument} for ${of}`])];
    }
    if ('block' in form) {
      const inside = knownIn(block, form.block);
      return inside === undefined || typeof inside === 'string'
        ? [...unknown, `Terraform has no block ${form.block} for ${of}`]
        : [...unknown, ...unknownIn(of, form.of, property, inside)];
    }
    return unknown;
  });
}

/** Properties that only Terraform writes, or that a part carries from what it is a part of. */
const BESIDE = ['AWS::SNS::Topic.DeliveryPolicy', 'AWS::SNS::Topic.Policy', 'AWS::SQS::Queue.Policy'];

describe('what a release writes in Terraform', () => {
  test.each(Object.entries(TERRAFORM_FORMS))(
    '%s has names that both know',
    (type, { type: resource, forms }) => {
      const unknown = unknownIn(type, forms, CLOUDFORMATION[type]?.properties, TERRAFORM[resource]);
      expect(
        unknown.filter((each) => !BESIDE.some((one) => each === `CloudFormation has no ${one}`)),
      ).toEqual([]);
    },
  );

  test('each property of CloudFormation that a target can have has a form', () => {
    const rule = TERRAFORM_FORMS['AWS::Events::Rule'];
    const [part] =
      rule?.parts?.({
        of: '',
        type: 'AWS::Events::Rule',
        name: '',
        identifier: {},
        properties: { Name: 'one', EventBusName: 'bus', Targets: [{ Id: 'it' }] },
      }) ?? [];
    const target = knownIn(CLOUDFORMATION['AWS::Events::Rule']?.properties, 'Targets');
    const { Rule: _rule, EventBusName: _bus, ...forms } = part?.forms ?? {};
    expect(unknownIn('target', forms, target, TERRAFORM['aws_cloudwatch_event_target'])).toEqual([]);
    expect(unformed('target', forms, target)).toEqual([]);
  });
});

/** Properties of CloudFormation that no form speaks of. */
function unformed(where: string, forms: Forms, properties: Known | undefined): readonly string[] {
  const parts = Array.isArray(properties) ? properties[0] : properties;
  return Object.keys(typeof parts === 'object' ? parts : {}).flatMap((key): readonly string[] => {
    const name = key.replace(/!$/, '');
    const form = forms[name];
    if (form === undefined) return [`${where}.${name}`];
    return typeof form === 'object' && 'block' in form
      ? unformed(`${where}.${name}`, form.of, knownIn(parts, name))
      : [];
  });
}

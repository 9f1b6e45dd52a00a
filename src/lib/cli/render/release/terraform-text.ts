import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { printable } from '../../../base/terminal/printable.js';
import type { Integration } from '../../../clients/genesys/model.js';
import { findRecord, markOf, writeRecord } from '../../../engine/kinds/index.js';
import { type Described, describedResources, type Release } from '../../../features/release/index.js';
import {
  type HclBody,
  HclExpression,
  HclJson,
  type HclValue,
  hclBlock,
  hclBody,
} from '../permissions/hcl.js';
import { type Body, type Forms, Json } from './terraform-form.js';
import { TERRAFORM_FORMS } from './terraform-forms.js';
import { gapsIn } from './terraform-gaps.js';

/** A resource of Terraform, with the block that imports it. */
interface Resource {
  readonly type: string;
  readonly label: string;
  readonly importId: string;
  readonly body: Body;
  readonly ignores: readonly string[];
  /** What stands above it as comments. */
  readonly gaps: readonly string[];
}

/** What was released as Terraform: a resource with an import block for each. */
export function releaseTerraform(release: Release): string {
  const described = describedResources(release);
  const labels = new Set<string>();
  const resources = [
    ...integrations(release).map((each) => integrationResource(each, release, labels)),
    ...described.flatMap((each) => resourcesOf(each, labels)),
  ];
  const parameters = described.flatMap(({ type, parameters: given = [] }) =>
    // The code and the variables of functions are left as they are.
    type === 'AWS::Lambda::Function' ? [] : given,
  );
  return `${[
    headOf(release, resources),
    ...parameters.map(({ name, description, secret }) =>
      hclBlock(`variable "${labelOf(name)}"`, {
        type: new HclExpression('string'),
        description,
        sensitive: secret,
        default: 'not compared',
      }),
    ),
    ...resources.map(blocksOf),
  ].join('\n\n')}\n`;
}

function headOf({ config }: Release, resources: readonly Resource[]): string {
  const genesys = resources.some(({ type }) => type.startsWith('genesyscloud_'));
  return [
    `# Written by gcx (release): what project ${config.project} (${config.environment}) of ${printable(config.file)} owned.`,
    '# Move it to a Terraform configuration. "terraform plan" must say that it imports all of this and destroys nothing.',
    '',
    'terraform {',
    '  required_version = ">= 1.5.0"',
    '  required_providers {',
    '    aws = {',
    '      source  = "hashicorp/aws"',
    '      version = ">= 6.25"',
    '    }',
    ...(genesys ? ['    genesyscloud = {', '      source = "mypurecloud/genesyscloud"', '    }'] : []),
    '  }',
    '}',
    '',
    hclBlock('provider "aws"', { region: config.aws.region, allowed_account_ids: [config.aws.account] }),
  ].join('\n');
}

function blocksOf({ type, label, importId, body, ignores, gaps }: Resource): string {
  const { attributes, blocks } = hclOf(body);
  const ignored = { ignore_changes: new HclExpression(`[${ignores.join(', ')}]`) };
  const lifecycle: HclBody['blocks'] =
    ignores.length === 0 ? [] : [['lifecycle', { attributes: ignored, blocks: [] }]];
  const resource = hclBody(`resource "${type}" "${label}"`, {
    attributes,
    blocks: [...blocks, ...lifecycle],
  });
  const comments = gaps.map((gap) => `# ${printable(gap)}\n`).join('');
  return `${comments}${hclBlock('import', { to: new HclExpression(`${type}.${label}`), id: importId })}\n\n${resource}`;
}

function resourcesOf(described: Described, labels: Set<string>): readonly Resource[] {
  const form = TERRAFORM_FORMS[described.type];
  if (form === undefined) return [];
  const { type, name } = described;
  const properties = { ...described.properties, ...described.beside };
  const { attributes, blocks } = bodyOf(properties, form.forms);
  return [
    {
      type: form.type,
      label: unused(form.type, name, labels),
      importId: form.importId(described),
      body: { attributes: { ...attributes, ...form.always?.(described) }, blocks },
      ignores: form.ignores ?? [],
      gaps: gapsIn(properties, form.forms, `${type} ${name}`),
    },
    ...(form.parts?.(described) ?? []).map((part) => ({
      type: part.type,
      label: unused(part.type, part.name, labels),
      importId: part.importId,
      body: bodyOf(part.properties, part.forms),
      ignores: [],
      gaps: gapsIn(part.properties, part.forms, part.called),
    })),
  ];
}

/** The properties of an object in the forms of Terraform. What has no form is left out. */
function bodyOf(properties: JsonObject, forms: Forms): Body {
  const attributes: Record<string, JsonValue | Json> = {};
  const blocks: (readonly [string, Body])[] = [];
  for (const [name, value] of Object.entries(properties)) {
    const form = forms[name];
    if (form === undefined) continue;
    if (typeof form === 'string') attributes[form] = value;
    else if ('json' in form) attributes[form.json] = typeof value === 'string' ? value : new Json(value);
    else if ('into' in form) {
      const body = form.into(value);
      Object.assign(attributes, body.attributes);
      blocks.push(...body.blocks);
    } else if ('block' in form) {
      const items = Array.isArray(value) ? value : [value];
      for (const item of items)
        if (isJsonObject(item)) blocks.push([form.block, withRequired(bodyOf(item, form.of), form.requires)]);
    }
  }
  return { attributes, blocks };
}

/** A body with the blocks that the provider requires, where there is nothing to write in them. */
function withRequired({ attributes, blocks }: Body, required: Body['blocks'] = []): Body {
  const lacking = required.filter(([name]) => !blocks.some(([written]) => written === name));
  return { attributes, blocks: [...blocks, ...lacking] };
}

/** A body as HCL: a reference to a parameter is a variable. */
function hclOf({ attributes, blocks }: Body): HclBody {
  return {
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]): [string, HclValue | HclJson] => [
        name,
        value instanceof Json ? new HclJson(value.value) : termOf(value),
      ]),
    ),
    blocks: blocks.map(([name, body]) => [name, hclOf(body)]),
  };
}

function termOf(value: JsonValue): HclValue {
  return isJsonObject(value) && typeof value['Ref'] === 'string'
    ? new HclExpression(`var.${labelOf(value['Ref'])}`)
    : value;
}

/** The integrations from which the project's record is removed. */
function integrations({ config, live, plan }: Release): readonly Integration[] {
  const released = new Set(plan.changes.flatMap(({ kind, name }) => (kind === 'integration' ? [name] : [])));
  return live.integrations.filter(
    ({ config: found }) =>
      found !== undefined &&
      released.has(found.eventSourceSuffix) &&
      findRecord(found.notes, markOf(config)) !== undefined,
  );
}

function integrationResource(
  { id, config: found }: Integration,
  release: Release,
  labels: Set<string>,
): Resource {
  const properties = {
    ...found?.other?.properties,
    awsAccountId: found?.awsAccountId ?? '',
    awsAccountRegion: found?.awsAccountRegion ?? '',
    eventSourceSuffix: found?.eventSourceSuffix ?? '',
    eventFilter: [...(found?.eventFilter ?? [])],
  };
  const notes = writeRecord(found?.notes ?? '', markOf(release.config), null);
  const type = 'genesyscloud_integration';
  return {
    type,
    label: unused(type, found?.eventSourceSuffix ?? id, labels),
    importId: id,
    body: {
      attributes: { intended_state: 'ENABLED', integration_type: 'amazon-eventbridge-source' },
      blocks: [
        [
          'config',
          {
            attributes: {
              name: found?.name ?? '',
              ...(notes === '' ? {} : { notes }),
              properties: new Json({ ...properties } as JsonObject),
              advanced: new Json({ ...found?.other?.advanced } as JsonObject),
            },
            blocks: [],
          },
        ],
      ],
    },
    ignores: [],
    gaps: [],
  };
}

/** A label that no resource of the type has yet. */
function unused(type: string, name: string, labels: Set<string>): string {
  const base = labelOf(name);
  for (let number = 1; ; number += 1) {
    const label = number === 1 ? base : `${base}_${number}`;
    if (labels.has(`${type}.${label}`)) continue;
    labels.add(`${type}.${label}`);
    return label;
  }
}

/** A label of Terraform: letters, digits and `_`; it begins with a letter. */
function labelOf(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]/g, '_').replace(/^(?![A-Za-z])/, 'gcx_');
}

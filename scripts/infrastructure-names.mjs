/**
 * Writes test/fixtures/infrastructure-names.json: what CloudFormation and Terraform's AWS provider know of the resources that
 * gcx release describes, without 400 MB of packages. Run by hand:
 *
 *   npm pack @aws-cdk/aws-service-spec@VERSION @cdktf/provider-aws@VERSION   (in a folder; unpack to cfn/ and tf/)
 *   node scripts/infrastructure-names.mjs FOLDER
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const [folder = ''] = process.argv.slice(2);
const fixture = 'test/fixtures/infrastructure-names.json';
const old = JSON.parse(readFileSync(fixture, 'utf8'));
const versionOf = (name) =>
  JSON.parse(readFileSync(join(folder, name, 'package/package.json'), 'utf8')).version;

const { schema } = JSON.parse(gunzipSync(readFileSync(join(folder, 'cfn/package/db.json.gz'))));
const definitions = new Map(schema.typeDefinition.entities.map((each) => [each.$id, each]));

/** A property as the fixture has it. */
function formOf(type, inside = []) {
  switch (type.type) {
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
      return type.allowedValues === undefined ? 'string' : `string=${type.allowedValues.join('|')}`;
    case 'boolean':
    case 'json':
    case 'map':
      return type.type;
    case 'tag':
      return { 'Key!': 'string', 'Value!': 'string' };
    case 'array': {
      const element = formOf(type.element, inside);
      return typeof element === 'string' ? 'list' : [element];
    }
    case 'ref': {
      const definition = definitions.get(type.reference.$ref);
      // A type that holds itself is not followed.
      if (inside.includes(definition.$id)) return 'json';
      return propertiesOf(definition.properties, [...inside, definition.$id]);
    }
    // One of several: the test takes any of them.
    default:
      return 'json';
  }
}

function propertiesOf(properties, inside = []) {
  return sorted(
    Object.entries(properties).map(([name, { type, required }]) => [
      required === true ? `${name}!` : name,
      formOf(type, inside),
    ]),
  );
}

function cloudFormation(type) {
  const found = schema.resource.entities.find((each) => each.cloudFormationType === type);
  return { id: found.primaryIdentifier, properties: propertiesOf(found.properties) };
}

function terraform(type) {
  const name = type.replace(/^aws_/, '').replaceAll('_', '-');
  const text = readFileSync(join(folder, `tf/package/lib/${name}/index.d.ts`), 'utf8');
  const blocks = new Map(
    [...text.matchAll(/^export interface (\w+)(?: extends [\w.]+)? \{\n(.*?)^\}/gms)].map(
      ([, each, body]) => [each, body],
    ),
  );
  const config = /^export interface (\w+Config) extends cdktf/m.exec(text)[1];
  const argumentsOf = (block) =>
    sorted(
      [
        ...blocks.get(block).matchAll(/\/\*\*(.*?)\*\/\s*readonly \w+(\?)?: ([^;]*(?:\{[^}]*\}[^;]*)?);/gs),
      ].flatMap(([, comment, optional, written]) => {
        const argument = /#([a-z]\w*) /.exec(comment)?.[1];
        if (block === config && LEFT_OUT.has(argument)) return [];
        return [
          [optional === undefined ? `${argument}!` : argument, argumentForm(comment, argument, written)],
        ];
      }),
    );
  const argumentForm = (comment, argument, written) => {
    const plain = written.replace(' | cdktf.IResolvable', '');
    const of = plain.replace('[]', '');
    if (blocks.has(of)) {
      // A nested attribute is written otherwise; gcx writes none.
      if (!comment.includes(`* ${argument} block`)) return 'nested attribute';
      return plain.endsWith('[]') ? [argumentsOf(of)] : argumentsOf(of);
    }
    if (plain.startsWith('{')) return 'map';
    return plain.endsWith('[]') ? 'list' : plain;
  };
  return argumentsOf(config);
}

/** Of every resource, and never written. */
const LEFT_OUT = new Set(['id', 'region', 'tags_all', 'timeouts']);

function sorted(entries) {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

if (!existsSync(join(folder, 'cfn')) || !existsSync(join(folder, 'tf')))
  throw new Error(`no cfn/ and tf/ in ${folder}`);
const written = {
  note: `What CloudFormation (@aws-cdk/aws-service-spec ${versionOf('cfn')}) and the Terraform AWS provider (@cdktf/provider-aws ${versionOf('tf')}) know, as scripts/infrastructure-names.mjs writes it. ! : required. string=A|B: one of these. An object: what is in it; in a list: several of these.`,
  cloudFormation: sorted(Object.keys(old.cloudFormation).map((type) => [type, cloudFormation(type)])),
  terraform: sorted(Object.keys(old.terraform).map((type) => [type, terraform(type)])),
};
writeFileSync(fixture, `${JSON.stringify(written, null, 1)}\n`);

import { readFileSync } from 'node:fs';

/** Where a member of a REST call stands; in the body where absent. */
export type Location = 'uri' | 'querystring' | 'header' | 'headers' | 'statusCode';

/** A member of a structure, or what a list or map is made of. */
export interface MemberModel {
  readonly shape: string;
  readonly location?: Location;
  readonly locationName?: string;
  readonly flattened?: boolean;
  readonly timestampFormat?: string;
}

/** A shape of botocore's, without its documentation. */
export interface ShapeModel {
  readonly type:
    | 'structure'
    | 'list'
    | 'map'
    | 'string'
    | 'integer'
    | 'long'
    | 'float'
    | 'double'
    | 'boolean'
    | 'blob'
    | 'timestamp';
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, MemberModel>>;
  readonly member?: MemberModel;
  readonly key?: MemberModel;
  readonly value?: MemberModel;
  readonly flattened?: boolean;
  readonly payload?: string;
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly error?: { readonly code?: string; readonly httpStatusCode?: number };
}

/** A call of a service. */
export interface OperationModel {
  readonly method: string;
  readonly uri: string;
  readonly status?: number;
  readonly input?: string;
  readonly output?: string;
  readonly resultWrapper?: string;
  readonly errors: readonly string[];
}

/** A service, as far as gcx calls it. */
export interface ServiceModel {
  readonly apiVersion: string;
  readonly targetPrefix?: string;
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, ShapeModel>>;
}

/** The models that botocore has of what gcx calls: see test/fixtures/aws-models.py. */
export const MODELS: Readonly<Record<string, ServiceModel>> = JSON.parse(
  readFileSync(new URL('../../fixtures/aws-models.json', import.meta.url), 'utf8'),
).services;

/** @throws Error where the model lacks it, which is a hole in the fixture */
export function shapeNamed({ shapes }: ServiceModel, name: string): ShapeModel {
  const shape = shapes[name];
  if (shape === undefined) throw new Error(`aws-models.json has no shape ${name}.`);
  return shape;
}

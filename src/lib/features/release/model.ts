import type { JsonObject } from '../../base/json.js';
import type { Plan } from '../../engine/change/model.js';
import type { Live, MarkedThing } from '../../engine/kinds/index.js';
import type { Config } from '../../language/config/model.js';

/** A thing from which the project's marks are taken away. */
export interface ReleasedThing {
  /** The kind of resource. */
  readonly kind: string;
  readonly thing: MarkedThing;
}

/** What `gcx release` takes the marks from, and what it was read from. */
export interface Release {
  readonly plan: Plan;
  /** Those that the project owns: each is described for the program that looks after it from now on. */
  readonly owned: readonly ReleasedThing[];
  readonly config: Config;
  readonly live: Live;
  /** Routes of the file that are released. Absent: all that the project owns. */
  readonly routes?: readonly string[];
  /** Targets of the file that only these routes use. Absent as above. */
  readonly targets?: readonly string[];
}

/** A resource as AWS CloudFormation names it and its properties: what every format is written from. */
export interface Described {
  /** `AWS::SERVICE::TYPE`. */
  readonly type: string;
  /** Its name, as people know it. */
  readonly name: string;
  /** By which CloudFormation imports it. */
  readonly identifier: Readonly<Record<string, string>>;
  readonly properties: JsonObject;
  /** What only Terraform writes with it: CloudFormation has a resource of its own for it, which cannot be imported. */
  readonly beside?: JsonObject;
  /** Values that are not written, as they are secret or only AWS has them: each is a `{ Ref: NAME }` in the properties. */
  readonly parameters?: readonly Parameter[];
  /** The change that releases it, or the thing that it is a part of. */
  readonly of: string;
}

/** A value that whoever uses the description gives. */
export interface Parameter {
  readonly name: string;
  readonly description: string;
  readonly secret: boolean;
}

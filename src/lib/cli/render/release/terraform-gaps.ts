import { isJsonObject, type JsonObject } from '../../../base/json.js';
import type { Notice } from '../../../base/notice.js';
import { describedResources, type Release } from '../../../features/release/index.js';
import type { Forms } from './terraform-form.js';
import { TERRAFORM_FORMS } from './terraform-forms.js';

/** What AWS holds of released resources and Terraform has no argument for: a notice for each. Pure. */
export function terraformGaps(release: Release): readonly Notice[] {
  return describedResources(release).flatMap((described) => {
    const { type, name, properties, beside } = described;
    const form = TERRAFORM_FORMS[type];
    if (form === undefined) return [];
    return [
      ...gapsIn({ ...properties, ...beside }, form.forms, `${type} ${name}`),
      ...(form.parts?.(described) ?? []).flatMap((part) => gapsIn(part.properties, part.forms, part.called)),
    ].map((message) => ({ code: 'terraform-no-argument', message }));
  });
}

/** The settings of a resource that no argument of Terraform says, a sentence or two for each. Pure. */
export function gapsIn(properties: JsonObject, forms: Forms, called: string): readonly string[] {
  return missing(properties, forms, '').map(
    ({ setting, follows }) =>
      `Terraform has no argument for ${setting} of ${called}. terraform plan shows no difference, but ${follows}.`,
  );
}

interface Missing {
  /** Its path, such as `RedshiftDataParameters.Sqls`. */
  readonly setting: string;
  /** What Terraform does with it, as the end of a sentence. */
  readonly follows: string;
}

const MAY_GO = 'whenever Terraform changes the resource, it may remove this setting';

function missing(properties: JsonObject, forms: Forms, before: string): readonly Missing[] {
  return Object.entries(properties).flatMap(([name, value]): readonly Missing[] => {
    const form = forms[name];
    const setting = before + name;
    if (form === undefined) return [{ setting, follows: MAY_GO }];
    if (typeof form === 'string') return [];
    if ('missing' in form) return [{ setting, follows: form.missing }];
    if (!('block' in form)) return [];
    const items = Array.isArray(value) ? value : [value];
    return items.flatMap((item) => (isJsonObject(item) ? missing(item, form.of, `${setting}.`) : []));
  });
}

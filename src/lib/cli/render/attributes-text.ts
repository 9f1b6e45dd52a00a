import type { Plan } from '../../engine/change/model.js';

/**
 * What GENESYS_GCX_DEBUG shows of a plan: every attribute that the services answered with, whose it is, and when and how
 * it can harm delivery. Values that can be secret are not in it.
 */
export function attributesText({ attributes = [] }: Plan): string {
  return attributes
    .map(({ of, name, value, whose, harm }) => {
      const note = harm === undefined || whose === 'none' ? '' : `  # ${harm}`;
      return `${whose.padEnd(7)} ${of}: ${name} = ${JSON.stringify(value)}${note}\n`;
    })
    .join('');
}

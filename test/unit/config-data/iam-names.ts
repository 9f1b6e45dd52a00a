/** Whether an ARN, or a policy's pattern of ARNs, can be of a type of resource (`arn:${Partition}:sns:${Region}:…`). */
export function fits(resource: string, template: string): boolean {
  const wanted = new RegExp(
    `^${template
      .split(/\$\{\w+\}/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.+')}$`,
  );
  // A wildcard of a pattern can stand for one part of an ARN's path, or for several.
  return ['x', 'x/x', 'x:x', 'x:log-stream:x'].some((text) => wanted.test(resource.replaceAll('*', text)));
}

/** Whether a condition key is one that the public data knows (`aws:RequestTag/${TagKey}`). */
export function keyFits(key: string, known: string): boolean {
  const [before = '', after] = known.split('${TagKey}');
  return after === undefined ? key === known : key.startsWith(before) && key.length > before.length;
}

/** The expression for a glob, in which `*` stands for any text. */
export function globExpression(glob: string): RegExp {
  const escaped = glob.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`, 's');
}

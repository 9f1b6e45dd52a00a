import { printable } from '../../../base/terminal/printable.js';

/** HTML that is safe to put into a page: its texts are escaped. */
export interface Markup {
  readonly html: string;
}

/** What a place in {@link html} takes: texts are escaped, markup is not. */
type Piece = string | number | Markup | readonly Piece[] | undefined;

/**
 * HTML with texts in it. Whatever a text is, it stays a text: in an attribute, too, which stands in double quotes.
 * @example html`<td title="${name}">${name}</td>`
 */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return { html: parts.map((part, index) => part + written(pieces[index])).join('') };
}

function written(piece: Piece): string {
  if (piece === undefined) return '';
  if (typeof piece === 'string') return escaped(piece);
  if (typeof piece === 'number') return String(piece);
  return 'html' in piece ? piece.html : piece.map(written).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Control and bidirectional characters become visible, as on a terminal; lines stay. */
function escaped(text: string): string {
  return text
    .split('\n')
    .map(printable)
    .join('\n')
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

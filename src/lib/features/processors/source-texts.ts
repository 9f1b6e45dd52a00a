import { MASKED } from '../../language/events/index.js';

/** A text of a program, split where the program fills something in: `['No customer ', '.']`. */
type Literal = readonly string[];

/** Texts in quotes, and templates; one that is not closed on its line is none. */
const QUOTED = /'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\[\s\S])*)`/g;

/** What a template fills in. */
const FILLED = /\$\{[^}]*\}/;

/** Letters that the parts of a template have at least: of `${name}: ${text}` almost every text is one. */
const FEWEST_LETTERS = 3;

/**
 * What programs say whatever the events are: the texts in their sources. What somebody wrote into a program beforehand is of
 * none of the people whom its events are about.
 */
export class SourceTexts {
  private readonly whole = new Set<string>();
  private readonly templates: Literal[] = [];
  private readonly words = new Set<string>();

  constructor(sources: readonly string[]) {
    for (const source of sources) {
      for (const [word] of source.matchAll(/[A-Za-z_$][\w$]*/g)) this.words.add(word);
      for (const [, single, double, template] of source.matchAll(QUOTED)) {
        const parts = (template ?? '').split(FILLED).map(unescaped);
        if (template === undefined) this.whole.add(unescaped(single ?? double ?? ''));
        else if (parts.length === 1) this.whole.add(parts.join(''));
        else if (parts.join('').replaceAll(/[^A-Za-z]/g, '').length >= FEWEST_LETTERS)
          this.templates.push(parts);
      }
    }
  }

  /** Whether a program has a name, such as that of a field that it logs. */
  has(name: string): boolean {
    return this.words.has(name) || this.whole.has(name);
  }

  /** A text as far as a program says it: what was filled into it, or a text that is not the program's, is masked. */
  masked(text: string): string {
    if (this.whole.has(text)) return text;
    const template = this.templates.find((each) => isFilled(each, text));
    return template === undefined ? MASKED : template.join(MASKED);
  }
}

/** Whether a text is a template with anything filled in. */
function isFilled(parts: Literal, text: string): boolean {
  const [first = '', ...others] = parts;
  const last = others.pop() ?? '';
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of others) {
    const found = text.indexOf(part, from);
    if (found === -1) return false;
    from = found + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}

function unescaped(text: string): string {
  return text.replaceAll(/\\([\s\S])/g, (_, letter: string) => ({ n: '\n', t: '\t' })[letter] ?? letter);
}

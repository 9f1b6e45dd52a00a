/** An e-mail address; the text before `@` may be anything that a file takes. */
const ADDRESS = /([^\s@"'<>,;:[\]{}()])[^\s@"'<>,;:[\]{}()]*@([^\s@"'<>,;[\]{}()]+)/g;

/** A URL; what stands behind its host may be a key, but in that of an SQS queue, which commands take. */
const WEB =
  /(https?:\/\/)(?!sqs\.[a-z0-9-]+\.amazonaws\.com\/\d+\/[\w.-]+(?![\w.?#/-]))(?:[^\s/@"'<>]*@)?([^\s/"'<>?#,;(){}]+)[^\s"'<>,;(){}]*/g;

/** A text with its e-mail addresses and URLs shortened: `w…@example.com`, `https://example.com/…`. A page is passed on. */
export function maskedText(text: string): string {
  return text.replaceAll(WEB, '$1$2/…').replaceAll(ADDRESS, '$1…@$2');
}

#!/usr/bin/env node
// Shortens the output of jsii-docgen, so that a reviewer can read it and GitHub can render it: no tables that only list what follows, no declarations of
// properties next to their types, and members that several types share only once, in the smallest of them, with a link from the others.
// Usage: shorten-api.cjs <file>. Rewrites the file.
const { readFileSync, writeFileSync } = require('node:fs');

const [file] = process.argv.slice(2);
const text = readFileSync(file, 'utf8')
  .replace(/\n\| \*\*Name\*\* \|.*\n\| ---.*\n(?:\| <code>.*\n)+/g, '\n')
  .replace(/<a name="[^"]*" id="([^"]*)"><\/a>/g, '<a id="$1"></a>')
  .replace(/\n```typescript\npublic readonly [^\n]*\n```\n/g, '\n');

/** The text of a member without its type: without anchors and the call of a static function, which contain the type's name. */
const withoutType = (body) => body.replace(/ <a id="[^"]*"><\/a>/g, '').replace(/import \{ (\w+) \} from [^\n]*\n\n\1(?=\.)/, '');

/** One member, up to the heading of the next kind of members. */
function member(part) {
  const name = /^##### ~*`(\w+)`/.exec(part)?.[1];
  if (name === undefined) {
    return { rest: part };
  }
  const end = part.search(/\n#### /);
  const body = (end < 0 ? part : part.slice(0, end)).replace(/(\s|---)+$/, '');
  return { name, body, says: withoutType(body), rest: end < 0 ? '' : part.slice(end).trim() };
}

/** The sections of the types, each split into its members. */
const pages = text.split(/\n(?=#{2,3} )/).map((section) => ({
  type: /^### (\w+)/.exec(section)?.[1],
  parts: section.split(/\n(?=##### )/).map(member),
}));

/** The smallest type that has a member with the same text. */
const owners = new Map();
for (const page of [...pages].sort((left, right) => left.parts.length - right.parts.length)) {
  page.parts.filter(({ says }) => says !== undefined && !owners.has(says)).forEach(({ says }) => owners.set(says, page.type));
}

const shortened = pages.map(({ type, parts }) => {
  const shared = new Map();
  const kept = parts.flatMap(({ name, body, says, rest }) => {
    const owner = says === undefined ? type : owners.get(says);
    if (owner === type) {
      return body === undefined ? [rest] : [`${body}\n\n---\n`, rest];
    }
    shared.set(owner, [...shared.get(owner) ?? [], `\`${name}\``]);
    return [rest];
  });
  const links = [...shared].map(([owner, members]) => `As in [${owner}](#cdk-sagemaker-lmi.${owner}): ${members.join(', ')}.\n`);
  return [...kept, ...links].filter((part) => part !== '').join('\n');
});
const page = shortened.join('\n')
  .replace(/\n#### [^\n]*\n+---\n(?=\n*(?:#{2,4} |As in \[))/g, '\n')
  .replace(/\n---\n(?=#####)/g, '\n---\n\n')
  .replace(/\n{3,}/g, '\n\n').trimEnd();
writeFileSync(file, `${page}\n`);

#!/usr/bin/env node
// Shortens what jsii-docgen writes, so that a reviewer can read it and GitHub can show it: no tables that list what follows them anyway, no declarations of
// properties next to their types, and members that several types share once, in the smallest of them, with a link from the others.
// Usage: shorten-api.cjs <file>, which it writes again.
const { readFileSync, writeFileSync } = require('node:fs');

const [file] = process.argv.slice(2);
const text = readFileSync(file, 'utf8')
  .replace(/\n\| \*\*Name\*\* \|.*\n\| ---.*\n(?:\| <code>.*\n)+/g, '\n')
  .replace(/<a name="[^"]*" id="([^"]*)"><\/a>/g, '<a id="$1"></a>')
  .replace(/\n```typescript\npublic readonly [^\n]*\n```\n/g, '\n');

/** The pages of the types, each cut before its members. */
const pages = text.split(/\n(?=### )/).map((section) => ({
  type: /^### (\w+)/.exec(section)?.[1],
  parts: section.split(/\n(?=##### )/).map((part) => {
    const member = /^##### ~*`(\w+)`/.exec(part)?.[1];
    const end = part.indexOf('\n---\n');
    return member === undefined || end < 0 ? { rest: part } : {
      member, body: part.slice(0, end), says: part.slice(0, end).replace(/<a id="[^"]*"><\/a>/, ''), rest: part.slice(end + '\n---\n'.length).trim(),
    };
  }),
}));

/** The smallest type with a member that says the same. */
const owners = new Map();
for (const page of [...pages].sort((left, right) => left.parts.length - right.parts.length)) {
  page.parts.filter(({ says }) => says !== undefined && !owners.has(says)).forEach(({ says }) => owners.set(says, page.type));
}

const shortened = pages.map(({ type, parts }) => {
  const shared = new Map();
  const kept = parts.flatMap(({ member, body, says, rest }) => {
    const owner = says === undefined ? type : owners.get(says);
    if (owner === type) {
      return body === undefined ? [rest] : [`${body}\n---\n`, rest];
    }
    shared.set(owner, [...shared.get(owner) ?? [], `\`${member}\``]);
    return [rest];
  });
  const links = [...shared].map(([owner, members]) => `As in [${owner}](#cdk-sagemaker-lmi.${owner}): ${members.join(', ')}.\n`);
  return [...kept, ...links].filter((part) => part !== '').join('\n');
});
writeFileSync(file, `${shortened.join('\n').replace(/\n{3,}/g, '\n\n').trimEnd()}\n`);

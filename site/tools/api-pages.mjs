// One page for each public type, from the jsii assembly: names in TypeScript and Python, docs, defaults.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { join } from 'node:path';
import { ROOT } from './pages.mjs';

const PAGES = join(ROOT, 'site', 'api');

/** Groups of the sidebar: a type belongs to the first group whose pattern matches. */
const GROUPS = [
  ['Endpoints', /^I?Lmi(Endpoint|Variant|HostingProps|InstancesProps|InstancePool|CapacityReservation|Routing|PrefixAware|VpcEndpoints|Observability)/],
  ['Fleets', /^(I?Lmi(Component(Endpoint|Specification|EndpointProps)|InferenceComponent|AdapterComponent|Placement|ScaleIn|CopyResources)|LoraAdapter)/],
  ['Backends', /Backend|VllmMode|Quantization/],
  ['Models', /^LmiModel|^LmiHuggingFace|^LmiStaged|^ModelA|^ModelConfig/],
  ['Sizing', /Sizing|MemoryFit|SmallestInstance|WeightFormat|Accelerator|InstanceType/],
  ['Images and versions', /Image|Version|Release/],
  ['Scaling', /Scal/],
  ['Updates', /Deployment|Canary|Linear|Rolling|AllAtOnce|BlueGreen|Update/],
  ['Async and capture', /Async|Capture/],
  ['Monitoring', /Alarm|Metric|Dashboard|Benchmark/],
  ['Other', /./],
];

function assembly() {
  const path = join(ROOT, '.jsii');
  if (!existsSync(path)) {
    throw new Error('The API pages need the compiled library: run npx projen compile');
  }
  const found = JSON.parse(readFileSync(path, 'utf8'));
  return found.schema === 'jsii/file-redirect' ? JSON.parse(gunzipSync(readFileSync(join(ROOT, found.filename)))) : found;
}

const snake = (name) => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/([A-Z])([A-Z][a-z])/g, '$1_$2').toLowerCase();
const python = (name) => snake(name) + (['type', 'from', 'import', 'global', 'lambda'].includes(snake(name)) ? '_' : '');
const cell = (text) => text.replace(/\|/g, '\\|').replace(/\n+/g, ' ');

export function createPages() {
  const { types, name: module } = assembly();
  const byName = Object.fromEntries(Object.values(types).map((type) => [type.name, type]));
  rmSync(PAGES, { recursive: true, force: true });
  mkdirSync(PAGES, { recursive: true });

  const named = (reference) => {
    if (reference === undefined) {
      return 'void';
    }
    if (reference.collection) {
      const inner = named(reference.collection.elementtype);
      return reference.collection.kind === 'array' ? `${inner}[]` : `{ [name]: ${inner} }`;
    }
    if (reference.union) {
      return reference.union.types.map(named).join(' | ');
    }
    return reference.primitive ?? reference.fqn.split('.').pop();
  };
  const linked = (reference) => {
    const text = named(reference);
    const plain = text.replace(/\[\]$|^\{ \[name\]: | \}$/g, '');
    return plain in byName ? `[\`${text}\`](./${plain}.md)` : `\`${text}\``;
  };
  const prose = ({ summary = '', remarks = '', ...docs } = {}) => [
    ...(docs.deprecated ? [`Deprecated: ${docs.deprecated}`] : []), summary, remarks,
  ].filter((each) => each !== '').join('\n\n');
  const defaultOf = ({ docs: { default: value } = {} }) => (value === undefined ? '' : /^-/.test(value) ? value.replace(/^- */, '') : `\`${value}\``);

  const inherited = (type) => [...(type.interfaces ?? []), ...(type.base ? [type.base] : [])].map((fqn) => types[fqn]).filter(Boolean);
  const everyProperty = (type) => {
    const own = type.properties ?? [];
    const rest = inherited(type).flatMap(everyProperty).filter((each) => !own.some(({ name }) => name === each.name));
    return [...own, ...rest];
  };

  const parameters = (list = [], title = '####') => (list.length === 0 ? [] : [
    '| parameter | type | |', '| --- | --- | --- |',
    ...list.map(({ name, type, optional, docs }) => `| \`${name}\`${optional ? '?' : ''} | ${linked(type)} | ${cell(docs?.summary ?? '')} |`), '',
  ]);
  const signature = ({ name, parameters: list = [], returns, static: isStatic }, owner) => {
    const args = list.map(({ name: each, type, optional }) => `${each}${optional ? '?' : ''}: ${named(type)}`).join(', ');
    return `${isStatic ? `${owner}.` : ''}${name}(${args}): ${named(returns?.type)}`;
  };

  const method = (each, owner) => [
    `### ${each.name} {#${each.name.toLowerCase()}}`, '', `Python: \`${python(each.name)}\``, '', '```ts', signature(each, owner), '```', '', prose(each.docs), '',
    ...parameters(each.parameters),
  ];
  const property = (each) => [
    `### ${each.name}${each.optional ? '?' : ''} {#${each.name.toLowerCase()}}`, '', `${linked(each.type)} · Python: \`${each.const ? each.name : python(each.name)}\``, '', prose(each.docs), '',
    ...(defaultOf(each) === '' ? [] : [`Default: ${defaultOf(each)}`, '']),
  ];

  for (const type of Object.values(types)) {
    const kind = { class: 'class', interface: type.datatype ? 'struct' : 'interface', enum: 'enum' }[type.kind];
    const properties = (type.datatype ? everyProperty(type) : type.properties ?? []).filter((each) => !each.name.startsWith('_'));
    const constants = properties.filter((each) => each.static);
    const methods = (type.methods ?? []).filter((each) => !each.name.startsWith('_'));
    const initializer = type.initializer;
    const section = (title, lines) => (lines.length === 0 ? [] : [`## ${title}`, '', ...lines]);
    const lines = [
      '---', `title: ${type.name}`, 'editLink: false', '---', '', `# ${type.name}`, '', `*${kind}* of \`${module}\`${type.base ? `, extends \`${type.base.split('.').pop()}\`` : ''}`, '',
      prose(type.docs), '',
      ...(initializer ? section('Initializer', ['```ts', `new ${type.name}(${(initializer.parameters ?? []).map(({ name, type: each, optional }) => `${name}${optional ? '?' : ''}: ${named(each)}`).join(', ')})`, '```', '',
        ...parameters(initializer.parameters)]) : []),
      ...section('Members', (type.members ?? []).flatMap(({ name, docs }) => [`### ${name}`, '', prose(docs), ''])),
      ...section('Static methods', methods.filter((each) => each.static).flatMap((each) => method(each, type.name))),
      ...section('Methods', methods.filter((each) => !each.static).flatMap((each) => method(each, type.name))),
      ...section('Properties', properties.filter((each) => !each.static).sort((left, right) => Number(Boolean(left.optional)) - Number(Boolean(right.optional))
        || left.name.localeCompare(right.name)).flatMap(property)),
      ...section('Constants', constants.length === 0 ? [] : ['| constant | |', '| --- | --- |', ...constants.map(({ name, docs }) => `| \`${name}\` | ${cell(docs?.summary ?? '')} |`), '']),
    ];
    writeFileSync(join(PAGES, `${type.name}.md`), lines.join('\n'));
  }
  const index = grouped(types).flatMap(([title, list]) => [`## ${title}`, '', '| | |', '| --- | --- |',
    ...list.map(({ name, docs }) => `| [\`${name}\`](./${name}.md) | ${cell(docs?.summary ?? '')} |`), '']);
  writeFileSync(join(PAGES, 'index.md'), ['---', 'title: API', 'outline: 2', '---', '', '# API', '', `Every public name of \`${module}\`, in TypeScript and Python.`, '', ...index].join('\n'));
  return Object.keys(types).length;
}

function grouped(types) {
  const rest = Object.values(types).sort((left, right) => left.name.localeCompare(right.name));
  return GROUPS.map(([title, pattern]) => {
    const list = rest.filter(({ name }) => pattern.test(name));
    list.forEach((each) => rest.splice(rest.indexOf(each), 1));
    return [title, list];
  }).filter(([, list]) => list.length > 0);
}

export function apiSidebar() {
  return [{ text: 'API', link: '/api/' }, ...grouped(assembly().types).map(([text, list]) => ({
    text, collapsed: text !== 'Endpoints', items: list.map(({ name }) => ({ text: name, link: `/api/${name}` })),
  }))];
}

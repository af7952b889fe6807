/// <reference lib="dom" />
// Tests the built site in a real browser; started by test/site/run.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { createRequire } from 'node:module';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, extname, join, normalize } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import * as ts from 'typescript';
import { chartData } from '../../projenrc/instance-chart';
import { AcceleratorKind, LmiInstanceType, LmiVersion, MemoryFit, ModelArchitecture } from '../../src';
import { MODELS } from '../../src/facts/models';

const ROOT = join(__dirname, '..', '..');
const DIST = join(ROOT, 'site', 'dist');
/** Its path on GitHub Pages: under the name of the repository. */
const BASE = process.env.SITE_BASE ?? '/';
const load = createRequire(join(__dirname, 'package.json'));
const { chromium } = load('playwright-core');
const AXE = readFileSync(load.resolve('axe-core/axe.min.js'), 'utf8');
const TYPES: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json', '.woff2': 'font/woff2', '.txt': 'text/plain',
};

let server: Server;
let browser: any;
let url: string;
/** Compressed bytes of all responses. */
let loaded = 0;

before(async () => {
  server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url!, 'http://localhost').pathname);
    const file = join(DIST, normalize(`/${path.slice(BASE.length)}${path.endsWith('/') ? 'index.html' : ''}`));
    // A request for a file outside the base path would be a broken link on GitHub Pages.
    const found = !path.startsWith(BASE) ? undefined : existsSync(file) && statSync(file).isFile() ? file : existsSync(`${file}.html`) ? `${file}.html` : undefined;
    if (found === undefined) {
      response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
      return;
    }
    const content = readFileSync(found);
    loaded += extname(found) === '.woff2' ? content.length : gzipSync(content).length;
    response.writeHead(200, { 'Content-Type': TYPES[extname(found)] ?? 'application/octet-stream' }).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE.replace(/\/$/, '')}`;
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ] });
});

after(async () => {
  await browser?.close();
  server.close();
});

interface Opened {
  readonly page: any;
  readonly errors: string[];
  readonly done: () => Promise<void>;
}

async function open(path: string, options: object = {}): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message: any) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error: Error) => errors.push(String(error)));
  await page.goto(`${url}${path}`, { waitUntil: 'networkidle' });
  return { page, errors, done: () => context.close() };
}

const PAGES = ['/', '/overview.html', '/explore.html', '/explorer.html', '/explorer.html#version=14&model=QWEN3_8B', '/options/vllm.html', '/api/LmiEndpointProps.html', '/cookbook/openai-clients.html', '/choosing-an-instance.html'];

describe('each page', () => {
  for (const path of PAGES) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`${path} in ${colorScheme} mode has no error and no serious accessibility problem`, async () => {
        const { page, errors, done } = await open(path, { colorScheme });
        await page.evaluate(AXE);
        const { violations } = await page.evaluate(async () => (window as any).axe.run(document, { resultTypes: ['violations'] }));
        const serious = violations.filter(({ impact }: any) => ['serious', 'critical'].includes(impact))
          .map(({ id, nodes }: any) => `${id}: ${nodes.slice(0, 3).map((node: any) => node.html).join(' ')}`);
        assert.deepEqual({ errors, serious }, { errors: [], serious: [] });
        await done();
      });
    }

    test(`${path} fits on a phone`, async () => {
      const { page, done } = await open(path, { viewport: { width: 390, height: 844 } });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 390, `${width} px wide`);
      await done();
    });
  }
});

test('the first load is below 400 kB compressed', async () => {
  for (const path of ['/', '/explore.html', '/explorer.html']) {
    loaded = 0;
    const { done } = await open(path);
    assert.ok(loaded < 400_000, `${path}: ${loaded} bytes`);
    await done();
  }
});

test('every internal link leads to a page, and every anchor to a heading', () => {
  const files = (readdirSync(DIST, { recursive: true }) as string[]).filter((name) => name.endsWith('.html') && name !== 'explorer.html');
  const ids = new Map(files.map((name) => [name, new Set([...readFileSync(join(DIST, name), 'utf8').matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))]));
  const dead = files.flatMap((name) => [...readFileSync(join(DIST, name), 'utf8').matchAll(/<a [^>]*href="([^"]+)"/g)].flatMap(([, href]) => {
    if (/^[a-z]+:/.test(href)) {
      return [];
    }
    const [path, anchor] = href.split('#');
    const target = path === '' ? name : path.startsWith(BASE) ? path.slice(BASE.length) : path.startsWith('/') ? `no page of the site: ${path}` : normalize(join(dirname(name), path));
    const page = [target, `${target}.html`, join(target, 'index.html')].find((each) => existsSync(join(DIST, each)) && statSync(join(DIST, each)).isFile());
    return page === undefined || (anchor && ids.has(page) && !ids.get(page)!.has(decodeURIComponent(anchor))) ? [`${name}: ${href}`] : [];
  }));
  assert.deepEqual([...new Set(dead)], []);
});

test('search finds an option', async () => {
  const { page, done } = await open('/');
  await page.keyboard.press('Control+k');
  await page.locator('.VPLocalSearchBox input').fill('maxModelLen');
  await page.locator('.VPLocalSearchBox .result').first().waitFor({ timeout: 15_000 });
  const links: string[] = await page.locator('.VPLocalSearchBox .result').evaluateAll((results: any[]) => results.map((result) => result.getAttribute('href')));
  assert.ok(links.some((link) => link.includes('/options/vllm')), links.join(' '));
  await done();
});

describe('the explorer', () => {
  test('agrees with MemoryFit for every model and instance type of the chart', async () => {
    const { page, errors, done } = await open('/explorer.html');
    const { models, instanceTypes } = chartData();
    const constants = Object.fromEntries(Object.entries(MODELS as any).map(([constant, { modelId }]: any) => [modelId, constant]));
    for (const modelId of models) {
      const constant = constants[modelId];
      const { rows } = await page.evaluate((model: string) => {
        const { estimate, defaults } = (window as any).lmiExplorer;
        return estimate({ ...defaults, model, context: '', concurrency: '', region: 'us-east-1' });
      }, constant);
      for (const { name } of instanceTypes) {
        const row = rows.find(({ instanceType }: any) => instanceType === name);
        const fit = MemoryFit.estimate({ architecture: (ModelArchitecture as any)[constant], instanceType: LmiInstanceType.of(name), version: LmiVersion.LATEST });
        assert.deepEqual(
          row && { fits: row.fits, weightsGib: row.weightsGib, kvCacheGib: row.kvCacheGib, reservedGib: row.reservedGib, tokens: row.kvCacheTokens, longest: row.maxModelLen },
          { fits: fit.fits, weightsGib: fit.weightsGib, kvCacheGib: fit.kvCacheGib, reservedGib: fit.reservedGib, tokens: fit.kvCacheTokens, longest: fit.maxModelLen },
          `${modelId} on ${name}`,
        );
      }
    }
    assert.deepEqual(errors, []);
    await done();
  });

  // vLLM has Qwen3 from 0.8.5 on, which came with LMI V15.
  for (const [version, isDoubtful] of [['14', true], ['15', false]] as const) {
    test(`lists the types of a model that LMI V${version} ${isDoubtful ? 'is not known to serve apart' : 'serves'}, as fit does`, async () => {
      const { page, errors, done } = await open(`/explorer.html#version=${version}&model=QWEN3_8B&context=8192&concurrency=8&region=us-east-1`);
      const argv = ['fit', 'Qwen/Qwen3-8B', '--version', `V${version}`, '--context', '8192', '--concurrency', '8', '--region', 'us-east-1', '--json'];
      const { stdout } = spawnSync(process.execPath, [join(ROOT, 'bin', 'cdk-sagemaker-lmi.js'), ...argv], { encoding: 'utf8' });
      const types = JSON.parse(stdout).types.filter(({ instanceType }: any) => LmiInstanceType.of(instanceType).accelerator?.kind === AcceleratorKind.GPU);
      const namesOf = (selector: string): Promise<string[]> => page.locator(`${selector} tbody th code`).allInnerTexts();
      const fitting = types.filter(({ fits }: any) => fits).map(({ instanceType }: any) => instanceType);
      assert.ok(fitting.length > 10);
      assert.deepEqual(await namesOf('.doubtful'), isDoubtful ? fitting : []);
      assert.deepEqual(await namesOf('.results > .scroll'), isDoubtful ? [] : fitting);
      assert.match(await page.locator('.summary').innerText(), new RegExp(`^${isDoubtful ? 0 : fitting.length} of ${types.length} GPU instance types`));
      if (isDoubtful) {
        assert.match(await page.locator('.doubtful').innerText(), new RegExp(`^${fitting.length} types have enough memory, but the backend is not known to serve the model\\.[^]*V15`));
        assert.equal(await page.locator('#code').count(), 0);
        await page.locator('.doubtful input[name=type]').first().check();
        assert.ok((await page.locator('#code').innerText()).includes('LmiVersion.V14'));
      }
      assert.deepEqual(errors, []);
      await done();
    });
  }

  test('shows code that compiles, for the selected version, context, and type', async () => {
    const { page, done } = await open('/explorer.html');
    await page.locator('#version').selectOption('25');
    await page.locator('#context').fill('4096');
    await page.locator('#format').selectOption('fp8');
    const code = await page.locator('#code').innerText();
    ['LmiVersion.V25', 'maxModelLen: 4096', 'LmiQuantization.FP8'].forEach((part) => assert.ok(code.includes(part), code));
    const folder = mkdtempSync(join(ROOT, 'test', 'site', 'snippet-'));
    try {
      const file = join(folder, 'app.ts');
      writeFileSync(file, code);
      const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(ROOT, 'tsconfig.dev.json'), ts.sys.readFile).config, ts.sys, ROOT);
      const problems = ts.getPreEmitDiagnostics(ts.createProgram([file], { ...options, noEmit: true, isolatedModules: false, skipLibCheck: true }));
      assert.deepEqual(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')), []);
    } finally {
      rmSync(folder, { recursive: true });
    }
    await page.getByRole('button', { name: 'Python' }).click();
    assert.match(await page.locator('#code').innerText(), /LmiInstanceType\.of\("ml\./);
    await done();
  });

  test('keeps the selection in the address', async () => {
    const { page, done } = await open('/explorer.html');
    await page.locator('#context').fill('16384');
    await page.locator('#region').selectOption('eu-west-1');
    const address = page.url();
    const again = await browser.newPage();
    await again.goto(address, { waitUntil: 'networkidle' });
    assert.equal(await again.locator('#context').inputValue(), '16384');
    assert.equal(await again.locator('#region').inputValue(), 'eu-west-1');
    assert.equal(await again.locator('.summary').innerText(), await page.locator('.summary').innerText());
    await again.close();
    await done();
  });

  const CONFIG = JSON.stringify({
    architectures: ['Qwen3ForCausalLM'], model_type: 'qwen3', hidden_size: 4096, num_hidden_layers: 36, num_attention_heads: 32, num_key_value_heads: 8, head_dim: 128,
    intermediate_size: 12288, vocab_size: 151936, max_position_embeddings: 40960, tie_word_embeddings: false, torch_dtype: 'bfloat16',
  });

  test('reads a pasted config.json as the library does', async () => {
    const { page, done } = await open('/explorer.html');
    await page.locator('summary', { hasText: 'paste' }).click();
    await page.locator('#config').fill(CONFIG);
    const folder = mkdtempSync(join(tmpdir(), 'site-'));
    writeFileSync(join(folder, 'config.json'), CONFIG);
    const fit = MemoryFit.estimate({ architecture: ModelArchitecture.fromConfigFile(join(folder, 'config.json')), instanceType: LmiInstanceType.G6E_2XLARGE, maxModelLen: 8192 });
    rmSync(folder, { recursive: true });
    const shown = await page.locator('tr', { hasText: 'ml.g6e.2xlarge' }).locator('.bar').getAttribute('aria-label');
    assert.ok(shown.startsWith(`weights ${fit.weightsGib.toFixed(1)} GiB`), shown);
    assert.ok(shown.includes(`KV cache ${fit.kvCacheGib.toFixed(1)} GiB`), shown);
    await done();
  });

  for (const [what, text, words] of [
    ['is not JSON', '{ not json', /not (valid )?JSON/], ['is too large', `{"a": "${'x'.repeat(1_100_000)}"}`, /characters/], ['lacks fields', '{"model_type": "qwen3"}', /num_hidden_layers/],
  ] as const) {
    test(`reports when a config.json ${what}, and keeps the selection`, async () => {
      const { page, errors, done } = await open('/explorer.html#context=2048');
      await page.locator('summary', { hasText: 'paste' }).click();
      await page.locator('#config').fill(text);
      assert.match((await page.locator('.problem').allInnerTexts()).join(' '), words);
      assert.equal(await page.locator('#context').inputValue(), '2048');
      assert.deepEqual(errors, []);
      await done();
    });
  }

  test('works with only the keyboard', async () => {
    const { page, done } = await open('/explorer.html');
    await page.locator('#model').focus();
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'version');
    await page.locator('input[name=type]:checked').focus();
    await page.keyboard.press('ArrowDown');
    const type = await page.locator('tr.chosen code').innerText();
    assert.ok((await page.locator('#code').innerText()).includes(type.replace(/^ml\./, '').replace('.', '_').toUpperCase()), type);
    await done();
  });
});

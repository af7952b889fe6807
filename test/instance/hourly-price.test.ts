import { App, Stack } from 'aws-cdk-lib';
import { LmiEndpoint, LmiInstanceType, LmiModel } from '../../src';
import { INSTANCES } from '../../src/facts/instances';
import { PRICES } from '../../src/facts/prices';

const model = LmiModel.fromHuggingFace('TheBloke/Llama-2-7B-fp16');

function stackIn(region?: string): Stack {
  return new Stack(new App(), 'Stack', region === undefined ? {} : { env: { region, account: '123456789012' } });
}

// AWS price lists: us-east-1 of 2026-10-05 (USE1-Host), eu-west-3 of 2026-10-04, us-east-2 of 2026-10-03 (USE2-Host).
test.each([
  [LmiInstanceType.G5_2XLARGE, 'us-east-1', 1.515],
  [LmiInstanceType.G6_16XLARGE, 'us-east-1', 4.246],
  [LmiInstanceType.G4DN_XLARGE, 'eu-west-3', 0.861],
  [LmiInstanceType.P5EN_48XLARGE, 'us-east-2', 72.795],
])('%s in %s costs %d an hour', (type, region, price) => {
  expect(type.hourlyPrice(region)).toBe(price);
});

test.each(['eu-north-1', 'nowhere', '', 'toString', '__proto__'])('has no price in %j, for which no source lists one', (region) => {
  expect(LmiInstanceType.G5_2XLARGE.hourlyPrice(region)).toBeUndefined();
});

test('an unlisted type has no price', () => {
  expect(LmiInstanceType.of('ml.g99.xlarge').hourlyPrice('us-east-1')).toBeUndefined();
});

test('every price is for an existing type, above zero, and higher for a larger type of a family with as many accelerators or more', () => {
  const facts = Object.values(INSTANCES);
  for (const rows of Object.values(PRICES)) {
    for (const [name, [price]] of Object.entries(rows)) {
      const fact = facts.find((each) => each.name === name)!;
      expect(fact).toBeDefined();
      expect(price).toBeGreaterThan(0);
      const family = name.split('.')[1];
      const larger = facts.filter((each) => each.name.split('.')[1] === family && each.vcpus > fact.vcpus && each.count >= fact.count && rows[each.name] !== undefined);
      larger.forEach((each) => expect(rows[each.name][0]).toBeGreaterThan(price));
    }
  }
});

describe('the price of an endpoint', () => {
  test('is that of its initial instances', () => {
    const endpoint = new LmiEndpoint(stackIn('us-east-1'), 'Endpoint', { model, instanceType: LmiInstanceType.G5_2XLARGE, initialInstanceCount: 3 });
    expect(endpoint.hourlyPrice).toBeCloseTo(4.545, 6);
  });

  test('counts every variant', () => {
    const endpoint = new LmiEndpoint(stackIn('us-east-1'), 'Endpoint', { model, instanceType: LmiInstanceType.G5_2XLARGE });
    endpoint.addShadowVariant('Next', { model, instanceType: LmiInstanceType.G6_16XLARGE });
    expect(endpoint.hourlyPrice).toBeCloseTo(1.515 + 4.246, 6);
  });

  test.each([undefined, 'eu-north-1'])('is unknown in a stack for %s', (region) => {
    const endpoint = new LmiEndpoint(stackIn(region), 'Endpoint', { model, instanceType: LmiInstanceType.G5_2XLARGE });
    expect(endpoint.hourlyPrice).toBeUndefined();
  });
});

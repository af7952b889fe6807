import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
// The validator that aws-cdk-lib bundles and runs at synth.
import { CompositeEngine, TemplateContent } from 'aws-cdk-lib/node_modules/@aws/cloudformation-validate';
import { exampleNames, exampleTemplates } from '../example-templates';

const INTEG = join(__dirname, '..', '..', 'integ');
const engine = new CompositeEngine();

/** Findings that prevent a template from being deployed. */
function findings(name: string, template: string): string[] {
  return engine.validateTemplate(new TemplateContent(template, name)).diagnostics
    .filter((finding) => finding.severity === 'FATAL' || finding.severity === 'ERROR')
    .map((finding) => `${finding.ruleId} ${finding.message}`);
}

test.each(exampleNames())('the example %s has no finding under strict validation', (name) => {
  const templates = exampleTemplates(name, { '@aws-cdk/core:strictCfnValidateErrors': true });
  for (const [stack, template] of Object.entries(templates)) {
    expect({ stack, findings: findings(stack, JSON.stringify(template)) }).toEqual({ stack, findings: [] });
  }
});

const SNAPSHOTS = readdirSync(INTEG, { recursive: true, encoding: 'utf8' }).filter((path) => /LmiInteg[^/]*\.template\.json$/.test(path));

test.each(SNAPSHOTS)('the integration snapshot %s has no finding under strict validation', (path) => {
  expect(findings(path, readFileSync(join(INTEG, path), 'utf8'))).toEqual([]);
});

test('the validator finds problems', () => {
  const template = { Resources: { Model: { Type: 'AWS::SageMaker::Model', Properties: { ExecutionRole: 'typo' } } } };
  expect(findings('wrong', JSON.stringify(template))).not.toEqual([]);
});

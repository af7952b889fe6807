import { exampleTemplates } from '../example-templates';

/** The facts that the SageMaker controls of Security Hub check, read from a template. */
function facts(template: any) {
  const resources = Object.values<any>(template.Resources);
  const of = (type: string): any[] => resources.filter((resource) => resource.Type === type).map((resource) => resource.Properties);
  const [config] = of('AWS::SageMaker::EndpointConfig');
  const [model] = of('AWS::SageMaker::Model');
  return {
    'SageMaker.4: more than one instance': config.ProductionVariants.every((variant: any) => variant.InitialInstanceCount > 1),
    'SageMaker.5: network isolation': model.EnableNetworkIsolation === true,
    'a VPC with two subnets': model.VpcConfig?.Subnets.length >= 2 && model.VpcConfig.SecurityGroupIds.length >= 1,
    'a key for the volumes': config.KmsKeyId !== undefined,
  };
}

test('the hardened example meets the controls', () => {
  const [template] = Object.values(exampleTemplates('hardened'));
  expect(facts(template)).toEqual({
    'SageMaker.4: more than one instance': true,
    'SageMaker.5: network isolation': true,
    'a VPC with two subnets': true,
    'a key for the volumes': true,
  });
});

test('the quick start does not, so the facts distinguish the two', () => {
  const [template] = Object.values(exampleTemplates('quickstart'));
  expect(Object.values(facts(template))).toEqual([false, false, false, false]);
});

import { exampleNames, exampleTemplates } from './example-templates';

test.each(exampleNames())('the example %s synthesizes to its snapshot', (name) => {
  expect(exampleTemplates(name)).toMatchSnapshot();
});

/** What we use of the validator that the newest aws-cdk-lib bundles; the lowest one has none. */
declare module 'aws-cdk-lib/node_modules/@aws/cloudformation-validate' {
  export class TemplateContent {
    public constructor(content: string, name: string);
  }

  export class CompositeEngine {
    public validateTemplate(template: TemplateContent): {
      readonly diagnostics: readonly { readonly severity: string; readonly ruleId: string; readonly message: string }[];
    };
  }
}

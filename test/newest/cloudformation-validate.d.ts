/** The part that we use of the validator in the newest aws-cdk-lib; the lowest version has none. */
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

// The mutants that mutation.cjs excludes, because no test could or should detect them: changes to documentation text, and changes that do not compile.
const { resolve } = require('node:path');
const ts = require('typescript');

/** Fields of the tables that are only documentation. */
const DOCUMENTED = ['summary', 'default', 'source', 'deprecated'];

const isDocumented = ({ parentPath, node }) => parentPath?.isObjectProperty() && parentPath.node.value === node
  && DOCUMENTED.includes(parentPath.node.key.name ?? parentPath.node.key.value);

/** A StrykerJS ignorer for the values of such fields, and for constants used only in them. */
exports.documentation = {
  shouldIgnore(path) {
    if (isDocumented(path)) {
      return 'documentation';
    }
    if (path.isVariableDeclarator() && path.node.id.type === 'Identifier') {
      const { name } = path.node.id;
      const uses = path.scope.getBinding(name)?.referencePaths.filter((use) => !use.isExportNamedDeclaration()) ?? [];
      return name.endsWith('SOURCE') || (uses.length > 0 && uses.every(isDocumented)) ? 'documentation' : undefined;
    }
    return undefined;
  },
};

/** Checks the types of a file with a mutant in it. Other files that the mutant would break are not checked. */
exports.TypeCheck = class {
  constructor(sources) {
    const { config } = ts.readConfigFile('tsconfig.dev.json', ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
    this.files = new Map(sources.map(({ name, content }) => [resolve(name), { content, version: 0 }]));
    const contentOf = (path) => this.files.get(resolve(path))?.content ?? ts.sys.readFile(path);
    this.service = ts.createLanguageService({
      ...ts.sys,
      useCaseSensitiveFileNames: () => true,
      getCompilationSettings: () => ({ ...options, noUnusedLocals: false, noUnusedParameters: false, allowUnreachableCode: true, incremental: false }),
      getScriptFileNames: () => [...this.files.keys()],
      getScriptVersion: (path) => String(this.files.get(resolve(path))?.version ?? 0),
      getScriptSnapshot: (path) => ts.sys.fileExists(path) ? ts.ScriptSnapshot.fromString(contentOf(path)) : undefined,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
    });
  }

  accepts(name, content) {
    const file = resolve(name);
    const entry = this.files.get(file);
    const original = entry.content;
    Object.assign(entry, { content, version: entry.version + 1 });
    const problems = [...this.service.getSyntacticDiagnostics(file), ...this.service.getSemanticDiagnostics(file)];
    Object.assign(entry, { content: original, version: entry.version + 1 });
    return problems.length === 0;
  }
};

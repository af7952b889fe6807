import { github, Project } from 'projen';

const { JobPermission } = github.workflows;

/** Actions that projen does not pin. */
const UPLOAD_PAGES_ARTIFACT = 'actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9'; // v5.0.0
const DEPLOY_PAGES = 'actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128'; // v5.0.0

/** The versions of Node.js that the library supports. */
export const NODE_VERSIONS = ['20', '22', '24'];

const setupNode = (version = '22') => ({
  name: 'Setup Node.js', uses: github.ActionRefs.ACTIONS_SETUP_NODE, with: { 'node-version': version, 'package-manager-cache': false },
});

/** The workflows that projen does not provide. */
export function writeWorkflows(project: Project): void {
  const hub = github.GitHub.of(project)!;
  writeChecks(hub.addWorkflow('checks'));
  writeRandomInputs(hub.addWorkflow('random-inputs'));
  writeRefresh(hub.addWorkflow('refresh-facts'));
  writeSite(new github.GithubWorkflow(hub, 'site', { limitConcurrency: true, concurrencyOptions: { group: 'pages', cancelInProgress: false } }));
}

/** Pull requests run the same script that contributors can run, .ci/run, on every supported version of Node.js. */
function writeChecks(workflow: github.GithubWorkflow): void {
  workflow.on({ pullRequest: {}, workflowDispatch: {} });
  workflow.addJob('checks', {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: JobPermission.READ },
    timeoutMinutes: 90,
    strategy: { failFast: false, matrix: { domain: { node: NODE_VERSIONS } } },
    steps: [
      // The comparison with the last release needs its tag.
      github.WorkflowSteps.checkout({ with: { fetchDepth: 0 } }),
      setupNode('${{ matrix.node }}'),
      { name: 'Everything that has to hold', run: '.ci/run' },
    ],
  });
}

/** The checks before a merge are deterministic; the search for new failing cases with random inputs runs on its own schedule. */
function writeRandomInputs(workflow: github.GithubWorkflow): void {
  workflow.on({ schedule: [{ cron: '0 3 * * 0' }], workflowDispatch: {} });
  workflow.addJob('random-inputs', {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: JobPermission.READ },
    timeoutMinutes: 90,
    steps: [
      github.WorkflowSteps.checkout(),
      setupNode(),
      { name: 'Look for cases', run: 'node projenrc/ensure-installed.cjs && npm run test:random' },
    ],
  });
}

/** Refreshes the facts once a week, as a pull request for a person to review. */
function writeRefresh(workflow: github.GithubWorkflow): void {
  const title = 'chore(facts): refresh';
  workflow.on({ schedule: [{ cron: '0 5 * * 1' }], workflowDispatch: {} });
  workflow.addJob('refresh', {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: JobPermission.READ },
    timeoutMinutes: 30,
    steps: [
      github.WorkflowSteps.checkout(),
      setupNode(),
      { name: 'Install', run: 'npm ci' },
      { name: 'Refresh', run: 'npx projen facts:refresh > "$RUNNER_TEMP/changes.md"' },
      { name: 'Write what follows from the facts', run: 'npx projen default' },
      {
        name: 'Open a pull request',
        uses: github.ActionRefs.PETER_EVANS_CREATE_PULL_REQUEST,
        // With the workflow's own token, the checks would not run on the pull request.
        with: {
          'token': '${{ secrets.PROJEN_GITHUB_TOKEN }}', 'branch': 'github-actions/refresh-facts', title, 'commit-message': title, 'signoff': true,
          'body-path': '${{ runner.temp }}/changes.md', 'add-paths': 'README.md\ndocs\nsrc\ntest/golden',
        },
      },
    ],
  });
}

/** Publishes the site on GitHub Pages. */
function writeSite(workflow: github.GithubWorkflow): void {
  workflow.on({ push: { branches: ['main'] }, workflowDispatch: {} });
  workflow.addJob('build', {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: JobPermission.READ },
    timeoutMinutes: 15,
    steps: [
      github.WorkflowSteps.checkout(),
      setupNode(),
      { name: 'Install', run: 'npm ci' },
      { name: 'Build', run: 'npx projen site', env: { SITE_BASE: '/${{ github.event.repository.name }}/' } },
      { name: 'Upload', uses: UPLOAD_PAGES_ARTIFACT, with: { path: 'site/dist' } },
    ],
  });
  workflow.addJob('deploy', {
    runsOn: ['ubuntu-latest'],
    needs: ['build'],
    permissions: { pages: JobPermission.WRITE, idToken: JobPermission.WRITE },
    environment: { name: 'github-pages', url: '${{ steps.deployment.outputs.page_url }}' },
    timeoutMinutes: 10,
    steps: [{ id: 'deployment', name: 'Deploy', uses: DEPLOY_PAGES }],
  });
}

// One invocation of the copier in its own process, which can be measured, and killed the way Lambda does. Reads the event from standard input, and ends its output with a
// line of JSON.
const { copier } = require('../../src/staging/copier/index.js');

let input = '';
process.stdin.on('data', (chunk) => (input += chunk));
process.stdin.on('end', async () => {
  const { event, remainingMs } = JSON.parse(input);
  const deadline = Date.now() + remainingMs;
  const outcome = {};
  try {
    outcome.result = await copier(event, { getRemainingTimeInMillis: () => deadline - Date.now() });
  } catch (error) {
    outcome.error = { name: error.name, message: error.message };
  }
  // In kilobytes (getrusage).
  process.stdout.write(`\n${JSON.stringify({ ...outcome, peakBytes: process.resourceUsage().maxRSS * 1024 })}\n`, () => process.exit());
});

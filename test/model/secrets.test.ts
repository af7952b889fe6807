import { holdsHubToken, isSecret, isSecretPlaceholder } from '../../src/model/secrets';

test.each<[string, string]>([
  ['HF_TOKEN', 'abcdef'],
  ['MY_PASSWORD', 'x'],
  ['DB_SECRET', '12a'],
  ['OPENAI_API_KEY', 'sk-1'],
  ['AWS_SECRET_ACCESS_KEY', 'AKIA'],
  ['option.my_token', 'abc'],
  ['token', 'abc'],
  ['hf_token', '-1'],
  ['ANYTHING', 'hf_abcd'],
  ['ANYTHING', 'Bearer hf_abcdEF123'],
])('%s=%s is a secret', (name, value) => {
  expect(isSecret(name, value)).toBe(true);
});

test.each<[string, string]>([
  // Numbers and Booleans, as in a token limit.
  ['OPTION_MAX_TOKEN', '4096'],
  ['OPTION_SMOOTHQUANT_PER_TOKEN', 'true'],
  ['OPTION_SMOOTHQUANT_PER_TOKEN', 'FALSE'],
  ['HF_TOKEN', ''],
  // Names that only look similar.
  ['TOKENIZER', 'abc'],
  ['MAX_TOKENS', 'abc'],
  ['KEY', 'abc'],
  ['MYTOKEN', 'abc'],
  // The prefix of a Hub token alone, or within a word.
  ['ANYTHING', 'hf_abc'],
  ['ANYTHING', 'shelf_abcdef'],
  // Placeholders from documentation.
  ['HF_TOKEN', '<your token>'],
  ['HF_TOKEN', '${HF_TOKEN}'],
  ['HF_TOKEN', ' {{token}} '],
])('%s=%s is not', (name, value) => {
  expect(isSecret(name, value)).toBe(false);
});

test.each<[string, string, boolean]>([
  ['HF_TOKEN', '<your token>', true], ['HF_TOKEN', '(token)', true], ['HF_TOKEN', '[token]', true], ['HF_TOKEN', '${T}', true], ['HF_TOKEN', '{{T}}', true],
  ['HF_TOKEN', '<a><b>', false], ['HF_TOKEN', 'abc', false], ['MODEL', '<id>', false],
])('%s=%s is a placeholder: %p', (name, value, expected) => {
  expect(isSecretPlaceholder(name, value)).toBe(expected);
});

test('a Hub token is found anywhere in a string', () => {
  expect([holdsHubToken('hf_abcd'), holdsHubToken('x=hf_abcd'), holdsHubToken('xhf_abcd'), holdsHubToken('hf_ab-cd')]).toEqual([true, true, false, false]);
});

/** A Hugging Face access token anywhere in a string. */
const HUB_TOKEN = /(^|[^A-Za-z0-9_])hf_[A-Za-z0-9]{4,}/;
/** Names of variables and properties that hold secrets. */
const SECRET_NAME = /(^|[_.])(token|password|secret|api_key|access_key)$/i;
/** Numbers and booleans, as in `max_token` or `smoothquant_per_token`. */
const NOT_SECRET = /^(\d*|true|false)$/i;
/** Placeholders for secrets in documentation and notebooks. */
const PLACEHOLDER = /^(<[^<>]*>|\([^()]*\)|\{\{[^{}]*\}\}|\$\{[^{}]*\}|\[[^[\]]*\])$/;

/** A password in a URL, and keys issued by GitHub and AWS, by their prefixes. */
const KNOWN_SECRET = /:\/\/[^\s/@:]*:(?![<({$[])[^\s/@]+@|\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_\w{20,}|\bAKIA[0-9A-Z]{16}\b/;

/** Whether a string contains an access token of the Hugging Face Hub. */
export function holdsHubToken(text: string): boolean {
  return HUB_TOKEN.test(text);
}

/** Whether a setting is a secret, judging by its name or value. */
export function isSecret(name: string, value: string): boolean {
  return holdsHubToken(value) || KNOWN_SECRET.test(value) || (SECRET_NAME.test(name) && !NOT_SECRET.test(value) && !PLACEHOLDER.test(value.trim()));
}

/** Whether a variable should hold a secret, judging by its name. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Whether a setting that should be a secret is a placeholder for one. */
export function isSecretPlaceholder(name: string, value: string): boolean {
  return SECRET_NAME.test(name) && PLACEHOLDER.test(value.trim());
}

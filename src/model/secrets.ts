/** A Hugging Face access token, wherever it stands in a text. */
const HUB_TOKEN = /(^|[^A-Za-z0-9_])hf_[A-Za-z0-9]{4,}/;
/** Names that hold secrets, of variables and of properties. */
const SECRET_NAME = /(^|[_.])(token|password|secret|api_key|access_key)$/i;

/** Whether a text contains an access token of the Hugging Face Hub. */
export function holdsHubToken(text: string): boolean {
  return HUB_TOKEN.test(text);
}

/** Whether a setting is a secret by its name or its value. */
export function isSecret(name: string, value: string): boolean {
  return holdsHubToken(value) || (SECRET_NAME.test(name) && value !== '' && !/^\d+$/.test(value));
}

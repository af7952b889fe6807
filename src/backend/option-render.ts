import { Fn, Stack, Token, Tokenization } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { inUnit } from './option-check';
import { asText, isUnresolved } from '../checks/tokens';
import { atVersion, OptionRow, Ordinal, Spelling } from '../options/option';

/** Renders an option as the text of its variable; undefined if the container must not see it. */
export function renderOption(scope: IConstruct, row: OptionRow, value: any, version: Ordinal): string | undefined {
  if (row.omitFalse && value === false) {
    return undefined;
  }
  switch (row.kind) {
    case 'integer':
    case 'number':
      return typeof value === 'number' ? Tokenization.stringifyNumber(value) : asText(value);
    case 'duration':
      return Tokenization.stringifyNumber(inUnit(value, row));
    case 'list':
      return renderList(scope, value, atVersion(row.spelling, version) ?? 'comma');
    case 'object':
      return renderObject(scope, value, atVersion(row.spelling, version) ?? 'json');
    case 'quantization':
      return asText(value.value ?? value);
    default:
      return asText(value);
  }
}

function renderList(scope: IConstruct, value: any, spelling: Spelling): string {
  if (spelling === 'json') {
    return Stack.of(scope).toJsonString(value);
  }
  // A list that is a single token cannot be joined before deployment.
  return Token.isUnresolved(value) ? Fn.join(',', value) : value.map(scalar).join(',');
}

function renderObject(scope: IConstruct, value: any, spelling: Spelling): string {
  if (spelling === 'pairs' && !Token.isUnresolved(value)) {
    return Object.entries(value).map(([name, element]) => `${name}=${scalar(element)}`).join(',');
  }
  // JSON.stringify keeps the order in which the user wrote the keys; toJsonString is for tokens.
  return isUnresolved(value) ? Stack.of(scope).toJsonString(value) : JSON.stringify(value);
}

function scalar(value: any): string {
  return typeof value === 'number' ? Tokenization.stringifyNumber(value) : String(value);
}

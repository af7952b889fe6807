#!/usr/bin/env bash
# Writes API.md. The generator reads every assembly below its working directory, and the newer aws-cdk-lib of test/newest or benchmark/peer would
# end up in the signatures; so it runs in a directory with only our assembly and those that it was compiled with.
set -euo pipefail
cd "$(dirname "$0")/.."
alone=$(mktemp -d)
trap 'rm -rf "$alone"' EXIT
cp .jsii package.json "$alone"
ln -s "$PWD/node_modules" "$alone/node_modules"
(cd "$alone" && "$OLDPWD/node_modules/.bin/jsii-docgen" -o API.md)
node projenrc/shorten-api.cjs "$alone/API.md"
cat "$alone/API.md" > API.md

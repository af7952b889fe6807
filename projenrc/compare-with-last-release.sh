#!/usr/bin/env bash
# Compares the public API with that of the last release, a tag such as v1.2.3. A change that breaks somebody fails, unless
# its key stands in .compatignore; the key is printed beside each change.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! tag=$(git describe --tags --abbrev=0 --match 'v[0-9]*' 2> /dev/null); then
  echo 'No tag v* in the history: nothing is released that could break.'
  exit 0
fi
[ -f .jsii ] || npx projen compile

release=$(mktemp -d)
trap 'git worktree remove --force "$release"' EXIT
git worktree add --quiet --detach "$release" "$tag"
if cmp --silent package-lock.json "$release/package-lock.json"; then
  ln -s "$PWD/node_modules" "$release/node_modules"
else
  (cd "$release" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
fi
(cd "$release" && npx jsii)

# Everything here is experimental still; a release breaks people all the same.
npx jsii-diff "$release" . --keys --error-on all --ignore-file .compatignore
echo "Nothing that $tag has is broken."

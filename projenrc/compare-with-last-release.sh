#!/usr/bin/env bash
# Compares the public API with that of the last release, a tag such as v1.2.3. A breaking change fails, unless
# its key is in .compatignore; the key is printed next to each change.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! tag=$(git describe --tags --abbrev=0 --match 'v[0-9]*' 2> /dev/null); then
  echo 'No tag v* in the history: there is no release to compare with.'
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

# Everything is still marked experimental, which jsii-diff ignores by default; a breaking change breaks users anyway.
npx jsii-diff "$release" . --keys --error-on all --ignore-file .compatignore
echo "Nothing that $tag has is broken."

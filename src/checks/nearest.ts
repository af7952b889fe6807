/**
 * How many letters a misspelled name may differ by: a quarter of them, at least two, but only one if the name has fewer than five. This is the rule wherever a
 * misspelled name is looked up; what is stricter, because names of its kind resemble each other or may be the user's own, passes its own limit.
 */
export function similarity({ length }: string): number {
  return length < 5 ? 1 : Math.max(2, Math.floor(length / 4));
}

/** The candidate that a misspelled name most likely means; undefined if none is within the limit. */
export function nearest(name: string, candidates: readonly string[], limit: number = similarity(name)): string | undefined {
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) < bestDistance) {
      const distance = editDistance(name, candidate);
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
  }
  return best;
}

/** The most names that a suggestion consists of. */
const MOST_MEANT = 3;

/** The names that an unknown name most likely means: the closest one, or the few that contain each of its words, such as `minCapacity` for `min`. */
export function meantBy(name: string, known: readonly string[]): readonly string[] {
  const close = nearest(name, known);
  if (close !== undefined) {
    return [close];
  }
  const words = wordsOf(name);
  const containing = known.filter((candidate) => words.every((word) => nearest(word, wordsOf(candidate), Math.floor(word.length / 4)) !== undefined));
  return containing.length <= MOST_MEANT && words.length > 0 ? containing : [];
}

/** The words of a name, in lowercase. */
function wordsOf(name: string): readonly string[] {
  return name.split(/(?<=[a-z0-9])(?=[A-Z])|[\W_]+/).filter((word) => word !== '').map((word) => word.toLowerCase());
}

/** Levenshtein distance in two rows. */
function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const current = [i];
    for (let j = 1; j <= right.length; j++) {
      const substitution = previous[j - 1] + (left[i - 1] === right[j - 1] ? 0 : 1);
      current.push(Math.min(previous[j] + 1, current[j - 1] + 1, substitution));
    }
    previous = current;
  }
  return previous[right.length];
}

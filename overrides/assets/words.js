// What the search knows of words: how they are taken apart, their stems, and how far a misspelt one is from a right one.

// A text as it is compared: what looks alike is alike (full-width letters, ligatures, accents), what can't be seen is not
// there (soft hyphens, zero-width blanks), and C.O.P.D. is COPD.
export const plain = (text) =>
  text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .replace(/[\u2019\u02bc`]/g, "'")
    .replace(/\b(?:[a-z]\.)+[a-z]\b/gi, (dotted) => dotted.replace(/\./g, ""));

// Its words, in small letters but for these `names`.
export const words = (text, names) =>
  (plain(text).match(/[a-z0-9']+/gi) || []).map((word) =>
    names?.has(word) ? word : word.toLowerCase(),
  );

// A word's stem, so that "smoking" finds "smoke". It need not be a word, but must be the same in index and question.
export function stem(word) {
  word = word.replace(/'s?$/, "").replace(/'/g, "");
  if (word.length > 3) word = word.replace(/ies$/, "y").replace(/([^isu])s$/, "$1");
  if (word.length > 3) word = word.replace(/(.{4})(ing|ed)$/, "$1").replace(/([^aeiou])\1$/, "$1");
  return word.length > 4 ? word.replace(/e$/, "") : word;
}

// Letters that are taken for each other, since they sound alike.
const ALIKE = ["aeiouy", "cksxz", "fv", "gj"];

// How far a typed word is from a right one: a letter too few, two that changed places, or another one of the same sound
// are small slips; a letter too many is a whole one, or a vowel half; any other letter makes it another word, almost.
export function slips(typed, right) {
  let before = [];
  let row = [...Array(right.length + 1).keys()].map((n) => n / 2);
  for (const [at, letter] of [...typed].entries()) {
    const next = [row[0] + 1];
    for (const [n, other] of [...right].entries()) {
      const instead =
        letter === other
          ? 0
          : ALIKE.some((same) => same.includes(letter) && same.includes(other))
            ? 0.5
            : 1.5;
      const many = /[aeiouy]/.test(letter) ? 0.5 : 1;
      next.push(
        Math.min(row[n] + instead, row[n + 1] + many, next[n] + (other === "h" ? 0.25 : 0.5)),
      );
      if (letter === right[n - 1] && typed[at - 1] === other)
        next[n + 1] = Math.min(next[n + 1], before[n - 1] + 0.5);
    }
    [before, row] = [row, next];
  }
  return row[right.length];
}

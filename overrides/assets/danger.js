// Whether a question means danger, by the phrases of data/danger.yml, so that help comes before anything else. It needs
// neither the index nor the library of the search, and takes a question as people in distress type one.

import { slips, stem, words } from "./words.js";

const MOST = 1000; // letters of a question that are read: nobody types more, and a phone must not stand still
const GAP = 2; // other words that may stand between two words of a phrase
// Words that a phrase may have or lack, as they are compared.
const SMALL = new Set(
  "a all am an and are as at be been being feel feeling feels get getting going gonna got had has have having his her i id ill im in into is it its ive just keep keeps like literally mine my now of off on our really so some still that thats the their theyre this to today tonight too up very was well were with".split(
    " ",
  ),
);
const ANY = [...SMALL].join("|");

// A word as it is compared: its stem, no letter twice in a row.
export const bare = (word) => stem(word).replace(/(.)\1+/g, "$1");

// A text as the words that are compared. "My self" is one word, and an apostrophe makes no difference.
function parts(text) {
  const joined = words(text.slice(0, MOST).replace(/['\u2019\u02bc`]/g, "")).join(" ");
  return joined
    .replace(/\b(my|your|him|her|them) ?sel(f|ves)\b/g, "$1self")
    .replace(/\b(can|do|wo) ?no?t\b/g, "$1nt")
    .split(" ");
}

// A phrase, as one list of alternatives for each of its words: "kill/hang myself" has two for its first. A small word that
// stands by itself may be missing. `run` finds the phrase in a word that was typed without blanks.
const lists = new Map();
function phrase(text) {
  if (!lists.has(text)) {
    const each = text.split(" ").map((part) => part.split("/").map((word) => parts(word).join("")));
    const firm = each.filter(([word, ...others]) => others.length || !SMALL.has(word));
    const needed = firm.length ? firm : each;
    const run =
      needed.length > 1 &&
      new RegExp(
        `^(want|wanna|${ANY})*${needed.map((alternatives) => `(${alternatives.join("|")})`).join(`(${ANY})*`)}`,
      );
    const compared = (some) => some.map((alternatives) => alternatives.map(bare));
    lists.set(text, { each: compared(each), needed: compared(needed), run });
  }
  return lists.get(text);
}

// Whether someone who typed a word meant another: one small slip in a long word, or letters out of order in one of four.
// A word that is a phrase by itself has to be longer, since nothing else shows what is meant.
const sorted = (word) => [...word].sort().join("");
function same(typed, word, itself) {
  if (typed === word || typed[0] !== word[0] || Math.abs(typed.length - word.length) > 1)
    return typed === word;
  return word.length > (itself ? 5 : 4)
    ? slips(typed, word) <= 0.5
    : word.length === 4 && !itself && sorted(typed) === sorted(word);
}

// Where a phrase stands among the words of a question, as its first place and the one behind its last, or nothing. Small
// words may stand anywhere in between, and `gap` others between two of its words.
function place({ needed }, asked, gap) {
  const from = (at, n, skips) => {
    if (n === needed.length) return at;
    if (at >= asked.length) return undefined;
    const two = asked[at] + (asked[at + 1] ?? ""); // "over dose"
    const end =
      (needed[n].some((word) => same(asked[at], word, needed.length === 1)) &&
        from(at + 1, n + 1, gap)) ||
      (needed[n].includes(bare(two)) && from(at + 2, n + 1, gap));
    if (end || !n) return end || undefined;
    return SMALL.has(asked[at])
      ? from(at + 1, n, skips)
      : skips
        ? from(at + 1, n, skips - 1)
        : undefined;
  };
  for (let at = 0; at < asked.length; at += 1) {
    const end = from(at, 0, gap);
    if (end) return [at, end];
  }
  return undefined;
}

// The question with nothing in the places of everyday phrases such as "killing time". They have to stand there word for
// word, small words too, side by side: "end of life" is not "end my life".
export function without(phrases, asked) {
  let left = asked;
  for (const text of phrases) {
    const { each } = phrase(text);
    for (let at = 0; at + each.length <= left.length; at += 1) {
      if (!each.every((alternatives, n) => alternatives.includes(left[at + n]))) continue;
      left = left.map((word, n) => (n < at || n >= at + each.length ? word : ""));
    }
  }
  return left;
}

// Whether a phrase is all that is asked.
function whole(text, asked) {
  const at = place(phrase(text), asked, 0);
  return at && asked.every((word, n) => (n >= at[0] && n < at[1]) || SMALL.has(word));
}

// The kinds of danger that a question means, in their order. `kinds` are the entries of data/danger.yml.
export function dangers(question, kinds) {
  const typed = parts(question);
  const compared = typed.map(bare);
  const glued = typed.filter((word) => word.length > 6);
  return kinds.filter((kind) => {
    const asked = without(kind.but, compared);
    return (
      kind.phrases.some(
        (text) =>
          place(phrase(text), asked, GAP) ||
          (phrase(text).run && glued.some((word) => phrase(text).run.test(word))),
      ) || kind.alone.some((text) => whole(text, asked))
    );
  });
}

// The kinds of danger whose bare name a question is, such as that of an illness.
export function bareNames(question, kinds) {
  const compared = parts(question).map(bare);
  return kinds.filter((kind) => kind.below.some((text) => whole(text, compared)));
}

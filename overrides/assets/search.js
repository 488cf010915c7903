// The search page: reads the question from the address, looks it up, and lists plain links. Where the question means
// danger, help comes first, before anything is loaded, and the question is kept nowhere.
// Nothing is sent anywhere. Whatever fails, the page offers the A to Z below, as it does without this script.

import { bare, bareNames, dangers, without } from "./danger.js";
import { plain, slips, stem, words } from "./words.js";

const page = document.documentElement;
const main = document.querySelector("[data-search]");
// What the page hands over: `places`, `dangers`, the ids of its lines of help (`lines`), and those of chapters (`helps`).
const known = JSON.parse(main.dataset.known);

const MOST = 30; // results
const FEW = 3; // results, below which those that fit fewer words follow
const STEP = 4; // milliseconds of work at a time
const HANDED = "asked: "; // before a question that the tab's name holds
const SOON = 1000; // milliseconds, after which the page says that it is at work
const LATE = 3000; // after which nobody is left waiting
// Words that say nothing of the subject, without apostrophes. They are left out of the index and passed over in a question.
const QUIET = new Set(
  "a about after am an and any are as at be been being but by can cannot can't come coming cos could did didn't do does doesn't doing don't for from get gets getting go goes going gone gonna got had has have having he her here him his how how's i if im in into is isn't it its ive just many me mean means much my no not now of off on or our please s she should so some someone something still t tell that that's the their them there there's these they this to too u up us wanna want wants was wasn't we were what what's when where where's which while who who's whose why will with won't would ya yet you your"
    .replace(/'/g, "")
    .split(" "),
);
// Those of them that are names in capitals. The index knows IT from it, and so does whoever asks for nothing else.
const NAMES = new Set(["IT", "ME", "WHO"]);
// Words that most questions may have. They are looked up, but the question is answered by what fits the others.
const SOFT = new Set(
  "advice clinic find help helping info information local near nearby need needing needs service services support supporting".split(
    " ",
  ),
);

// Words that mean something else than their stem, as a cancer screening is no screen.
const WHOLE = ["feeding", "forced", "hearing", "pooled", "screening", "sectioned"];

// What the index holds for a word: its stem, or nothing. Kept, since the same few thousand words come again and again.
const stems = new Map(WHOLE.map((word) => [word, word]));
function term(word) {
  if (!stems.has(word)) stems.set(word, QUIET.has(word.replace(/'/g, "")) ? null : stem(word));
  return stems.get(word);
}

// The words of what the index holds. What a hyphen joins stands there in its parts and run together: long-term is longterm.
const tokens = (text) => [
  ...words(text, NAMES),
  ...(plain(text).match(/[a-z0-9]+([-\u2010][a-z0-9]+)+/gi) || []).map((parts) =>
    words(parts).join(""),
  ),
];

// How much a find counts, by the first word of its kind: a form and what is for partners repeat a chapter's name, and a
// paper says in its own words what a page says in plain ones.
const weights = { Chapter: 2, Word: 0.7, Form: 0.3, For: 0.3, Paper: 0.3 };

const settings = {
  idField: "u",
  fields: ["t", "n", "m", "k", "x"],
  storeFields: ["t", "n", "k", "x", "l", "d"],
  extractField: (entry, field) =>
    Array.isArray(entry[field]) ? entry[field].join(" . ") : entry[field],
  tokenize: tokens,
  processTerm: term,
  searchOptions: {
    boost: { t: 6, n: 5, m: 3, k: 2 },
    prefix: (term) => term.length > 4,
    weights: { prefix: 0.5, fuzzy: 0 },
    boostDocument: (_, __, entry) => weights[entry.k.split(/[ ,]/)[0]] ?? 1,
  },
};

// The known word that someone most likely meant: one slip for every five letters; a short word's last letter must be
// right. Of two that are as near, the one of the same length.
function meant(typed, known) {
  const alike = (word) =>
    word[0] === typed[0] && (typed.length > 5 || word.slice(-1) === typed.slice(-1));
  const near = known
    .filter(alike)
    .map((word) => [slips(typed, word), Math.abs(word.length - typed.length), word]);
  const [far, , word] = near.sort((a, b) => a[0] - b[0] || a[1] - b[1])[0] || [Infinity];
  return typed.length > 3 && far <= typed.length / 5 ? word : undefined;
}

// Settles when the page has been painted, or in three seconds where no browser tells or nobody looks.
const painted = new Promise((seen) => {
  setTimeout(seen, 3000);
  if ("PerformanceObserver" in globalThis)
    new PerformanceObserver(seen).observe({ type: "paint", buffered: true });
});

// The index. Its entries are asked for at once. It is made when the page stands, in steps of some milliseconds, so that
// a slow phone shows the page first and still answers its user.
async function load(address) {
  const library = painted.then(() => import("./vendor/minisearch-7.2.0.js"));
  const [{ default: MiniSearch }, answer] = await Promise.all([library, fetch(address)]);
  if (!answer.ok) throw new Error(answer.statusText);
  const entries = await answer.json();
  const index = new MiniSearch(settings);
  let step = performance.now();
  for (const entry of entries) {
    index.add(entry);
    if (performance.now() - step < STEP) continue;
    await (globalThis.scheduler?.yield?.() ?? new Promise((next) => setTimeout(next)));
    step = performance.now();
  }
  const held = (word, how) => term(word) && index.search(word, how).length > 0;
  return { index, held, ...spellings(entries) };
}

// How names are spelt: the words of all titles and names, among which the right one for a misspelt word is looked for, and
// those that stand side by side, by what they are when run together.
function spellings(entries) {
  const right = new Set();
  const pairs = new Map();
  let before = "";
  for (const name of entries.flatMap(({ t, n, m }) => [t, ...n, ...m])) {
    for (const [at, word] of words(name).entries()) {
      if (word.length > 3) right.add(word);
      if (at) pairs.set(term(before + word), [before, word]);
      before = word;
    }
  }
  return { right: [...right], pairs };
}

// The words of a question as the index spells them, and the pairs of them that it also holds as one word.
function spelt({ held, right, pairs }, question) {
  const typed = [];
  const joined = [];
  // Who writes all in capitals names nothing.
  const loud = /\s/.test(question) && question === question.toUpperCase();
  for (const word of words(loud ? question.toLowerCase() : question, NAMES)) {
    // What was run together, and stands apart in a name: longcovid.
    for (const part of (!right.includes(word) && pairs.get(term(word))) || [word]) {
      const before = typed[typed.length - 1];
      const whole = before + part;
      const sure = before && (term(before) || part.length > 3); // "who led" is nothing whole
      if (!sure || !held(whole, { prefix: false })) typed.push(part);
      else if (held(before) && held(part)) {
        typed.push(part);
        joined.push({ whole, parts: [before, part] });
      } else typed.splice(-1, 1, whole); // "well being": nothing else is meant by "being"
    }
  }
  return { typed, joined };
}

// What is found, what of it bears the question as its name, the words that it was found for, and the words for which
// there was nothing. Each result knows the words that it `lacks`.
function find({ index, held, right, pairs }, question) {
  const { typed, joined } = spelt({ held, right, pairs }, question);
  const left = without(known.places, typed.map(bare));
  const rest = typed.filter((_, n) => left[n]);
  const firmly = [...new Set(rest.some(term) ? rest : typed)].filter(term);
  const names = typed.map((word) => word.toUpperCase()).filter((word) => NAMES.has(word));
  const asked = firmly.length || typed.length > 1 ? firmly : names;
  const missed = asked.filter((word) => !held(word));
  const used = asked
    .map((word) => (missed.includes(word) ? meant(word, right) : word))
    .filter(Boolean);
  const firm = used.filter((word) => !SOFT.has(word));
  const telling = firm.length ? firm : used;
  const all = index.search([...used, ...joined.map(({ whole }) => whole)].join(" "));
  for (const result of all) {
    const has = (word) => result.queryTerms.includes(term(word));
    const whole = joined.filter((one) => has(one.whole)).flatMap(({ parts }) => parts);
    result.lacks = telling.filter((word) => !has(word) && !whole.includes(word));
  }
  // What is asked for by a name of its own, word for word, comes first, with or without the place and "help with".
  const key = (text) => text.map(term).filter(Boolean).sort().join(" ");
  const parts = joined.flatMap((one) => one.parts);
  const run = [...used.filter((word) => !parts.includes(word)), ...joined.map((one) => one.whole)];
  const wholes = new Set([typed, used, telling, run].map(key));
  const named = all.filter((result) =>
    [result.t, ...result.n.split(" . ")].some((name) => wholes.has(key(words(name, NAMES)))),
  );
  // Then what fits most of the words. Where that is next to nothing, and nothing is named so, what fits fewer follows.
  const found = [...named];
  for (
    let lacking = 0;
    lacking < telling.length && (lacking === 0 || (!named.length && found.length < FEW));
    lacking += 1
  ) {
    found.push(
      ...all.filter((result) => result.lacks.length === lacking && !named.includes(result)),
    );
  }
  return { found, named, used, missed };
}

// The sentences of a text around the first word that was found, with the found words marked. It reads no further.
function passage(text, terms) {
  const hits = function* (part) {
    for (const word of part.matchAll(/[\p{L}\p{N}'\u2019]+/gu))
      if (words(word[0]).some((of) => terms.has(term(of)))) yield word;
  };
  const at = hits(text).next().value?.index ?? 0;
  let start = text.lastIndexOf(". ", at) + 1;
  if (at - start > 120) start = text.lastIndexOf(" ", at - 100);
  while (text[start] === " ") start += 1;
  const end = text.length - start > 220 ? text.lastIndexOf(" ", start + 220) : text.length;
  const shown = text.slice(start, end);
  const p = document.createElement("p");
  let done = 0;
  for (const hit of hits(shown)) {
    const word = document.createElement("b"); // a <mark> is "highlight start" to the ear
    word.textContent = hit[0];
    p.append(shown.slice(done, hit.index), word);
    done = hit.index + hit[0].length;
  }
  p.append(shown.slice(done) + (end < text.length && !shown.endsWith(".") ? "\u00a0..." : ""));
  return p;
}

const quoted = (texts) => texts.map((text) => `\u201c${text}\u201d`).join(" or ");

// A paragraph of one class, with a text.
function line(name, text) {
  const p = document.createElement("p");
  p.className = name;
  p.textContent = text;
  return p;
}

// What is in another language says so.
const spoken = (element, { l, d }) => (l ? Object.assign(element, { lang: l, dir: d }) : element);

function entry(result) {
  const li = document.createElement("li");
  const heading = document.createElement("h3");
  const link = document.createElement("a");
  link.href = main.dataset.root + result.id;
  link.textContent = result.t;
  heading.append(spoken(link, result));
  li.append(heading, line("kind", result.k));
  if (result.lacks.length) li.append(line("kind", `Without ${quoted(result.lacks)}`));
  li.append(spoken(passage(result.x, new Set(result.terms)), result));
  return li;
}

const title = document.title;
const say = document.getElementById("count");
const list = document.getElementById("results");
const help = document.getElementById("help-now");
const lines = new Map(
  [...(help?.querySelectorAll("li") || [])].map((line, n) => [known.lines[n], line]),
);
const form = document.getElementById("question").form;
// Only heard: the results' own headings are of the third level.
const above = Object.assign(document.createElement("h2"), {
  className: "visually-hidden",
  textContent: "Results",
});
// Said where nothing is found. It stands in the page only then: text browsers show what is merely hidden.
const none = Object.assign(document.createElement("p"), {
  id: "none",
  textContent: main.dataset.none,
});
let loaded;

// Shows these lines of help, by their ids, after these sentences.
function assist(ids, sentences) {
  for (const line of lines.values()) line.hidden = true;
  for (const id of new Set(ids)) {
    const line = lines.get(id);
    line.hidden = false;
    line.parentNode.append(line);
  }
  document.getElementById("help-for").textContent = sentences.join(" ");
  help.hidden = false;
}

// Help before anything else. The question stands neither in the address nor in a field or a title.
function rescue(kinds) {
  if (location.search) history.replaceState(null, "", location.pathname);
  for (const field of document.querySelectorAll("input[name=q]")) field.value = "";
  assist(
    kinds.flatMap((kind) => kind.help),
    kinds.map((kind) => kind.plain),
  );
  form.before(help);
  const heading = help.querySelector("h2");
  heading.tabIndex = -1;
  heading.focus();
}

// The quick way off the site, for those who ask about abuse, with all that it can do.
const exit = document.querySelector(".exit");
function wayOff() {
  exit.hidden = false;
  const style = Object.assign(document.createElement("link"), {
    rel: "stylesheet",
    href: new URL("./exit.css", import.meta.url),
  });
  document.head.append(style);
  import("./exit.js");
}

// The A to Z in place of results, with a sentence that says why.
function offer(sentence) {
  page.classList.remove("asked");
  list.hidden = true;
  say.textContent = sentence;
}

// Lists what is found for a question, and says how many there are. A question that is kept nowhere is not repeated.
function answer({ found: all, named, used, missed }, question, secret) {
  const found = secret && missed.length ? [] : all; // nothing that is about other things is put before someone in danger
  const number = found.length === 1 ? "1 result" : `${found.length || "No"} results`;
  const count = secret
    ? number
    : `${number} for ${quoted([found.length && missed.length ? used.join(" ") : question])}`;
  const said = [`${count}.`];
  if (found.length > MOST) said.push(`The first ${MOST} are shown.`);
  if (found.length && missed.length && !secret)
    said.push(`Nothing was found for ${quoted(missed)}.`);
  if (found.length && found[0].lacks.length && !named.length && !secret)
    said.push("Nothing has all of the words.");
  say.textContent = said.join(" ");
  document.title = secret ? title : `${count}: ${title}`;
  if (secret || found.length) none.remove();
  else list.after(none);
  page.classList.toggle("asked", found.length > 0);
  list.hidden = !found.length;
  if (found.length) list.before(above);
  else above.remove();
  list.textContent = "";
  list.append(...found.slice(0, MOST).map(entry));
}

// The question in the address, or nothing.
const inAddress = () => (new URLSearchParams(location.search).get("q") || "").trim();

// Answers a question: the one in the address, if none is given. Called again, it does not load the index again.
export async function show(question = inAddress()) {
  for (const field of document.querySelectorAll("input[name=q]")) field.value = question;
  if (!question) return;
  const soon = setTimeout(() => (say.textContent = "Looking \u2026"), SOON);
  const late = setTimeout(offer, LATE, "Still looking. Meanwhile, you can use the A to Z below.");
  try {
    // Room for the results, so that nothing jumps when they come. They stand instead of the A to Z, whose layout would
    // take a slow phone half a second.
    page.classList.add("asked");
    const kinds = dangers(question, known.dangers);
    if (help) help.hidden = !kinds.length;
    if (kinds.some((kind) => kind.exit)) wayOff();
    if (kinds.length) rescue(kinds);
    loaded = loaded ?? load(new URL(main.dataset.search, location.href));
    const answers = find(await loaded, question);
    answer(answers, question, kinds.length > 0);
    if (kinds.length) return;
    // For the bare name of an illness or a service, its chapter comes first, and help stands below.
    const below = [
      ...bareNames(question, known.dangers).flatMap((kind) => kind.help),
      ...answers.named.flatMap((result) => known.helps[result.id] ?? []),
    ];
    if (!below.length) return;
    assist(below, []);
    list.after(help);
  } catch (error) {
    console.error(error);
    loaded = undefined;
    offer("The search does not work at the moment. Use the A to Z below.");
  } finally {
    clearTimeout(soon);
    clearTimeout(late);
  }
}

const means = (question) => dangers(question, known.dangers).length > 0;

// What means danger does not leave this page, so that it stands in no log.
document.addEventListener("submit", (event) => {
  const question = event.target.elements.q?.value.trim();
  if (!question || !means(question)) return;
  event.preventDefault();
  show(question);
});

// What came here in the address goes on to this page without it, as a redirect that browsers leave out of their lists of
// pages visited. The tab's name hands it over, and is emptied at once.
const asked = inAddress();
if (means(asked)) {
  window.name = HANDED + asked;
  location.replace(location.pathname);
} else {
  const handed = window.name.startsWith(HANDED) ? window.name.slice(HANDED.length) : undefined;
  if (handed) window.name = "";
  document.getElementById("unanswered").hidden = true;
  if (exit) exit.hidden = true;
  show(handed);
}

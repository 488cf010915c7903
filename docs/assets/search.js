// The search page: reads the question from the address, looks it up, and lists plain links.
// Nothing is sent anywhere, and nothing is kept. Without this script the page offers the A to Z below.

// Before the first paint: room for the results, so that nothing jumps when they come. They stand instead of the A to Z,
// whose layout would take a slow phone half a second.
if (new URLSearchParams(location.search).get("q")?.trim()) document.documentElement.classList.add("asked");

const MOST = 30; // results
const STEP = 4; // milliseconds of work at a time
// Words that say nothing of the subject. They are left out of the index and passed over in a question.
const QUIET = new Set("a about after am an and are as at be by can can't do does for from get getting got had has have having how i i'm if in into is it its me mean means my of on or our s she so someone t that the their there they this to up us want was we what when where which while who whose why will with you your".split(" "));

// The words of a text, in small letters and without accents.
const words = (text) => text.toLowerCase().replace(/\u2019/g, "'").normalize("NFD").replace(/[\u0300-\u036f]/g, "").match(/[a-z0-9']+/g) || [];

// A word's stem, so that "smoking" finds "smoke". It need not be a word, but must be the same in index and question.
function stem(word) {
  word = word.replace(/'s?$/, "").replace(/'/g, "");
  if (word.length > 3) word = word.replace(/ies$/, "y").replace(/([^isu])s$/, "$1");
  if (word.length > 3) word = word.replace(/(.{4})(ing|ed)$/, "$1").replace(/([^aeiou])\1$/, "$1");
  return word.length > 4 ? word.replace(/e$/, "") : word;
}

// Words that mean something else than their stem, as a cancer screening is no screen.
const WHOLE = ["feeding", "forced", "hearing", "screening", "sectioned"];

// What the index holds for a word: its stem, or nothing. Kept, since the same few thousand words come again and again.
const stems = new Map([...[...QUIET].map((word) => [word, null]), ...WHOLE.map((word) => [word, word])]);
function term(word) {
  if (!stems.has(word)) stems.set(word, stem(word));
  return stems.get(word);
}

const settings = {
  idField: "u",
  fields: ["t", "n", "m", "k", "x"],
  storeFields: ["t", "n", "k", "x"],
  extractField: (entry, field) => (Array.isArray(entry[field]) ? entry[field].join(" . ") : entry[field]),
  tokenize: words,
  processTerm: term,
  searchOptions: {
    boost: { t: 6, n: 5, m: 3, k: 2 },
    prefix: (term) => term.length > 4,
    weights: { prefix: 0.5, fuzzy: 0 },
    boostDocument: (_, __, entry) => (entry.k.startsWith("Chapter") ? 2 : entry.k.startsWith("Word") ? 0.7 : 1),
  },
};

// Letters that are taken for each other, since they sound alike.
const ALIKE = ["aeiouy", "cksxz", "fv", "gj"];

// How far a typed word is from a right one: a letter too few, two that changed places, or another one of the same sound
// are small slips; a letter too many is a whole one, or a vowel half; any other letter makes it another word, almost.
function slips(typed, right) {
  const rows = [[...Array(right.length + 1).keys()].map((n) => n / 2)];
  for (const [at, letter] of [...typed].entries()) {
    const row = rows[at];
    const next = [row[0] + 1];
    for (const [n, other] of [...right].entries()) {
      const instead = letter === other ? 0 : ALIKE.some((same) => same.includes(letter) && same.includes(other)) ? 0.5 : 1.5;
      const many = /[aeiouy]/.test(letter) ? 0.5 : 1;
      next.push(Math.min(row[n] + instead, row[n + 1] + many, next[n] + (other === "h" ? 0.25 : 0.5)));
      if (letter === right[n - 1] && typed[at - 1] === other) next[n + 1] = Math.min(next[n + 1], rows[at - 1][n - 1] + 0.5);
    }
    rows.push(next);
  }
  return rows.at(-1).at(-1);
}

// The known word that someone most likely meant: one slip for every five letters; a short word's last letter must be
// right. Of two that are as near, the one of the same length.
function meant(typed, known) {
  const alike = (word) => word[0] === typed[0] && (typed.length > 5 || word.at(-1) === typed.at(-1));
  const near = known.filter(alike).map((word) => [slips(typed, word), Math.abs(word.length - typed.length), word]);
  const [far, , word] = near.sort((a, b) => a[0] - b[0] || a[1] - b[1])[0] || [Infinity];
  return typed.length > 3 && far <= typed.length / 5 ? word : undefined;
}

// Settles when the page has been painted, or in three seconds where no browser tells or nobody looks.
const painted = new Promise((seen) => {
  new PerformanceObserver(seen).observe({ type: "paint", buffered: true });
  setTimeout(seen, 3000);
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
  return { index, entries };
}

// What is found, the words that it was found for, and the words for which there was nothing.
function find({ index, entries }, question) {
  const asked = [...new Set(words(question))].filter(term);
  const missed = asked.filter((word) => !index.search(word).length);
  // The words of all titles and names, among which the right one for a misspelt word is looked for.
  const names = missed.length ? words(entries.flatMap((entry) => [entry.t, ...entry.n, ...entry.m]).join(" ")) : [];
  const known = [...new Set(names)].filter((word) => word.length > 3);
  const used = asked.map((word) => (missed.includes(word) ? meant(word, known) : word)).filter(Boolean);
  const all = index.search(used.join(" "), { combineWith: "AND" });
  // What is asked for by a name of its own, word for word, comes first.
  const key = (text) => words(text).map(term).filter(Boolean).sort().join(" ");
  const whole = key(used.join(" "));
  const named = all.filter((result) => [result.t, ...result.n.split(" . ")].some((name) => key(name) === whole));
  // Where next to nothing has all the words, and nothing has them as its name, what has some of them follows.
  const rest = named.length || all.length > 2 ? [] : index.search(used.join(" "));
  return { found: [...new Map([...named, ...all, ...rest].map((result) => [result.id, result])).values()], used, missed };
}

// The sentences of a text around the first word that was found, with the found words marked. It reads no further.
function passage(text, terms) {
  const hits = function* (part) {
    for (const word of part.matchAll(/[\p{L}\p{N}'\u2019]+/gu)) if (words(word[0]).some((of) => terms.has(term(of)))) yield word;
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
    const mark = document.createElement("mark");
    mark.textContent = hit[0];
    p.append(shown.slice(done, hit.index), mark);
    done = hit.index + hit[0].length;
  }
  p.append(shown.slice(done) + (end < text.length && !shown.endsWith(".") ? "\u00a0..." : ""));
  return p;
}

function entry(result, root) {
  const li = document.createElement("li");
  const heading = document.createElement("h3");
  const link = document.createElement("a");
  link.href = root + result.id;
  link.textContent = result.t;
  heading.append(link);
  const kind = document.createElement("p");
  kind.className = "kind";
  kind.textContent = result.k;
  li.append(heading, kind, passage(result.x, new Set(result.terms)));
  return li;
}

const title = document.title;
// Only heard: the results' own headings are of the third level.
const above = Object.assign(document.createElement("h2"), { className: "vh", textContent: "Results" });
let loaded;

// Answers the question in the address. Called again, it does not load the index again.
export async function show() {
  const question = (new URLSearchParams(location.search).get("q") || "").trim();
  for (const field of document.querySelectorAll("input[name=q]")) field.value = question;
  if (!question) return;
  const main = document.querySelector("[data-search]");
  const say = document.getElementById("count");
  try {
    loaded ??= load(new URL(main.dataset.search, location.href));
    await loaded;
  } catch {
    document.documentElement.classList.remove("asked");
    say.textContent = "The search could not be loaded. Use the A to Z below.";
    return;
  }
  const { found, used, missed } = find(await loaded, question);
  const quoted = (texts) => texts.map((text) => `\u201c${text}\u201d`).join(" or ");
  const number = found.length === 1 ? "1 result" : `${found.length || "No"} results`;
  const count = `${number} for ${quoted([found.length && missed.length ? used.join(" ") : question])}`;
  say.textContent = `${count}.`;
  if (found.length > MOST) say.textContent += ` The first ${MOST} are shown.`;
  if (found.length && missed.length) say.textContent += ` Nothing was found for ${quoted(missed)}.`;
  document.title = `${count}: ${title}`;
  document.getElementById("none").hidden = found.length > 0;
  document.documentElement.classList.toggle("asked", found.length > 0);
  const list = document.getElementById("results");
  list.hidden = !found.length;
  if (found.length) list.before(above);
  else above.remove();
  list.replaceChildren(...found.slice(0, MOST).map((result) => entry(result, main.dataset.root)));
}

show();

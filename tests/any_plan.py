"""Plans that nobody wrote: valid ones of any shape, and the ways to break one of them at one place.

A plan is data by file, such as {"chapters/play": {...}}. What the sample plan holds beside chapters, groups, boards,
people and words is taken from there, with other texts. So a new kind of file is in it from the day that the sample has it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin

import yaml
from hypothesis import strategies as st

from macros.plan.base import as_typed
from macros.plan.entry import Entry, entry_in
from macros.plan.files import file_of
from macros.plan.marks import markdown_in
from macros.plan.references import Origin, Own, OwnPassage
from macros.plan.style import ways_to_people
from macros.plan.values import Many, Phrase, Text
from macros.plan.words import Passage

SAMPLE = Path(__file__).parent / "small-plan" / "data"
# No q, so that no text uses a word that it explains by chance: each of those has one.
LETTERS = "abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ0123456789éàüñçøß–“”‘’£½ .,;:!?'\"#&*-%@|>()[]_=+/\\~`^"


def _validator(kind: Any) -> Any:
    """What a value of a kind has to pass."""
    return get_args(kind)[1].func


FREE = {
    _validator(Text),
    _validator(Own),
    _validator(OwnPassage),
}  # the validators of texts that may say anything
WORDS = {_validator(Phrase)}  # of texts that may say anything in words, without signs
PLAIN = {_validator(Origin)}
PASSAGES = {_validator(Passage), _validator(OwnPassage)}  # a text, or a list of paragraphs

Way = tuple[Any, ...]
Data = dict[str, Any]


@dataclass(frozen=True)
class Leaf:
    """A value in a file, and the field of the model that it fills."""

    file: str
    way: Way
    kinds: tuple[Any, ...]


def sample() -> Data:
    """The sample plan as it is typed."""
    return deepcopy(_sample())


@cache
def _sample() -> Data:
    return {
        path.relative_to(SAMPLE).with_suffix("").as_posix(): as_typed(
            path.read_text(encoding="utf-8")
        )
        for path in sorted(SAMPLE.rglob("*.yml"))
    }


def text(chance: random.Random, most: int = 60) -> str:
    """Any text that an editor could type, with the signs that YAML is particular about."""
    while True:
        said = "".join(chance.choice(LETTERS) for _ in range(chance.randint(1, most))).strip()
        if said and not markdown_in(said) and not [*ways_to_people(said, frozenset())]:
            return said


# What may stand where


def entries(file: str, data: Any) -> Iterator[tuple[Way, type[Entry]]]:
    """Every mapping of a file that a model describes, with the way to it."""
    kind = file_of(file)
    for way, entry in kind.entries(data):
        yield from _within(way, kind.model, entry)


def _within(way: Way, model: type[Entry], data: Any) -> Iterator[tuple[Way, type[Entry]]]:
    yield way, model
    for name, held in data.items():
        annotation = model.model_fields[name].annotation
        inner = entry_in(annotation)
        if inner and get_origin(annotation) is dict:  # entries under names of their own
            for id_, part in held.items():
                yield from _within((*way, name, id_), inner, part)
            continue
        for step, part in (
            [(name, held)]
            if isinstance(held, dict)
            else [((name, n), part) for n, part in enumerate(held)]
            if isinstance(held, list)
            else []
        ):
            if inner and isinstance(part, dict):
                yield from _within(
                    (*way, *(step if isinstance(step, tuple) else (step,))), inner, part
                )


def leaves(plan: Data) -> Iterator[Leaf]:
    """Every scalar of a plan that a field describes, with the validators that it has to pass."""
    for file, data in plan.items():
        for way, model in entries(file, data):
            for name, held in at(data, way).items():
                field = model.model_fields[name]
                for inner, value in (
                    [((), held)]
                    if isinstance(held, str)
                    else [((n,), part) for n, part in enumerate(held)]
                    if isinstance(held, list)
                    else []
                ):
                    if isinstance(value, str):
                        yield Leaf(
                            file,
                            (*way, name, *inner),
                            tuple(_validators(field.annotation))
                            + tuple(getattr(part, "func", part) for part in field.metadata),
                        )


def _validators(annotation: Any) -> Iterator[Any]:
    for part in get_args(annotation):
        if hasattr(part, "func"):
            yield part.func
        else:
            yield from _validators(part)


def at(data: Any, way: Way) -> Any:
    for step in way:
        data = data[step]
    return data


def put(data: Any, way: Way, value: Any) -> None:
    at(data, way[:-1])[way[-1]] = value


# Valid plans


def made(shape: list[int], chance: random.Random) -> Data:
    """A valid plan. `shape` has the number of priorities of each chapter; `chance` chooses everything else."""
    plan = sample()
    # No paper holds the facts of a plan that nobody wrote, but one holds what is quoted.
    del plan["plan"]["sources"]
    plan["papers/any"] = {
        "title": text(chance),
        "short": f"Q{text(chance, 9)}",
        "kind": chance.choice(["plan", "report", "article"]),
        "publisher": text(chance),
        "date": chance.choice(["no date", "2030", "2030-02", "2030-02-28"]),
        "parts": {"part": {"paragraphs": {"1": "One."}}},
    }
    _other_texts(plan, chance)
    for n in range(chance.randint(0, 3)):
        plan["people"][f"person-n{n}"] = {"name": f"Person N{n}"}
    for n in range(chance.randint(0, 4)):
        plan["terms"][f"word-{n}"] = {
            "term": f"Q{n}q {text(chance, 8)}",
            "plain": text(chance),
            **chance.choice(
                [
                    {"source": ["General knowledge"]},
                    {"source": ["https://a.test/b"], "read": "2030-01-02", "checked": "not yet"},
                ]
            ),
            "also": [text(chance, 9)],
        }
    for n, count in enumerate(shape, 4):
        plan[f"chapters/any-{n}"] = _chapter(n, count, chance, plan)
    return plan


def _chapter(number: int, count: int, chance: random.Random, plan: Data) -> Data:
    """A chapter with `count` priorities, in a plan that has its group, its board, its leads and its words."""
    status = (
        chance.choice(["current", "on-hold", "retired"])
        if count
        else chance.choice(["on-hold", "retired"])
    )
    chapter: Data = {
        "number": str(number),
        "title": text(chance, 20),
        "stage": chance.choice(list(plan["stages"])),
        "leads": chance.sample(list(plan["people"]), chance.randint(1, 2)),
        "board": chance.choice(list(plan["boards"])),
        "status": status,
    }
    if status != "current":
        chapter["reason"] = {"plain": text(chance), "date": "2030-02-28"}
        if chance.random() < 0.5:
            chapter["reason"] |= _quotation(plan, chance, 1)
    chapter["summary"] = text(chance)
    chapter["priorities"] = [_priority(n, chance, plan) for n in range(1, count + 1)]
    if count and chance.random() < 0.5:
        of = chance.randint(1, count)
        words = chapter["priorities"][of - 1]["words"][0]
        chapter["notes"] = [
            {
                "title": text(chance, 20),
                "date": "2030-01-02",
                "priority": str(of),
                "words": [words[: words.find(" ")] if " " in words else words],
                "source": chapter["priorities"][of - 1]["source"],
                "doubt": text(chance),
            }
        ]
    if chance.random() < 0.5:
        chapter["keywords"] = [text(chance, 12) for _ in range(chance.randint(0, 3))]
    if chance.random() < 0.5:
        chapter["related"] = [
            {"chapter": "walking", "why": text(chance), "source": "Report, " + text(chance, 9)}
        ]
    if chance.random() < 0.5:
        chapter["documents"] = [
            {
                "title": text(chance, 20),
                "address": f"https://www.example.org/{chance.randint(0, 99)}?a=b&c=d#e",
                "date": "2030-01-31",
            }
        ]
    return chapter


def _priority(number: int, chance: random.Random, plan: Data) -> Data:
    terms = list(plan["terms"])
    priority: Data = {
        "number": str(number),
        "heading": text(chance, 20),
        "plain": text(chance),
    }
    priority |= _quotation(plan, chance, chance.randint(1, 3))
    if chance.random() < 0.5:
        priority["terms"] = chance.sample(terms, min(len(terms), chance.randint(0, 8)))
    if chance.random() < 0.2:
        priority["stage"] = chance.choice(list(plan["stages"]))
    return priority


def _quotation(plan: Data, chance: random.Random, count: int) -> Data:
    """Words of a paper, with their source: `count` paragraphs that stand in it from now on."""
    words = [text(chance).replace("@", "") or "a" for _ in range(count)]
    held = plan["papers/any"]["parts"]["part"]["paragraphs"]
    held[id_ := f"p-{len(held)}"] = words
    return {"words": words, "source": f"any {id_}"}


def _other_texts(plan: Data, chance: random.Random) -> None:
    """Another text wherever a field of a few files takes any."""
    some = chance.sample(
        sorted(set(plan) - {"outcomes", "themes"}), 3
    )  # in these, texts hang on one another
    for leaf in list(leaves({file: plan[file] for file in some})):
        bound = leaf.way[-1] in ("name", "date") or {"words", "term", "as_written"} & set(
            leaf.way
        )  # an id, a quotation, a paper or an explanation hangs on it
        if (
            leaf.kinds
            and set(leaf.kinds) <= FREE | {Many.func}
            and not bound
            and leaf.way[-1] not in ("chapter", "privacy_contact", "kept")
            and "privacy" not in leaf.way  # whole sentences
            and chance.random() < 0.3
        ):
            put(plan[leaf.file], leaf.way, text(chance))


CHANCE = st.randoms(use_true_random=True)  # each with a seed that can be told
PLANS = st.builds(made, st.lists(st.integers(0, 5), max_size=4), CHANCE)


def write(plan: Data, root: Path, chance: random.Random, wide: int = 10_000) -> dict[str, str]:
    """Write a plan's files into `root`/data, in a style that is left to chance. Returns their texts."""
    texts = {}
    for file, data in plan.items():
        path = root / "data" / f"{file}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        texts[file] = yaml.dump(
            data,
            Dumper=_Typed,
            allow_unicode=chance.random() < 0.9,
            sort_keys=False,
            width=wide,
            indent=chance.choice([2, 4]),
            default_style=None,
        )
        path.write_text(texts[file], encoding="utf-8")
    return texts


class _Typed(yaml.CSafeDumper):
    """Writes every value as the text that it is, with quotation marks only where YAML wants them."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def place(text_: str, way: Way, *, of_key: bool = False) -> int:
    """The line of a value (or of its name), as PyYAML's own composer finds it: not as the project reads it."""
    node: Any = yaml.compose(text_, Loader=yaml.CSafeLoader)
    key = node
    for step in way:
        if isinstance(node, yaml.MappingNode):
            key, node = next((k, v) for k, v in node.value if k.value == step)
        else:
            key = node = node.value[step]
    line: int = (key if of_key else node).start_mark.line
    return line + 1


# Breaking


@dataclass
class Broken:
    """Where the break is: the file and the line. `text` is the file's text if it is broken beyond YAML."""

    file: str
    line: int


Break = Callable[[Data, random.Random, Path], Broken | None]
BREAKS: list[Break] = []


def breaks(function: Break) -> Break:
    BREAKS.append(function)
    return function


def _written(plan: Data, file: str, way: Way, root: Path, chance: random.Random) -> Broken:
    texts = write({file: plan[file]}, root, chance)
    return Broken(file, place(texts[file], way))


def _some_entry(plan: Data, chance: random.Random) -> tuple[str, Way, type[Entry]]:
    file = chance.choice(list(plan))
    return (file, *chance.choice(list(entries(file, plan[file]))))


def _some_leaf(
    plan: Data, chance: random.Random, wanted: Callable[[Leaf], bool] = lambda _: True
) -> Leaf:
    return chance.choice([leaf for leaf in leaves(plan) if wanted(leaf)])


@breaks
def a_misspelt_line(plan: Data, chance: random.Random, root: Path) -> Broken:
    file, way, _ = _some_entry(plan, chance)
    held = at(plan[file], way)
    name = chance.choice(list(held))
    renamed = {(f"{name}x" if key == name else key): value for key, value in held.items()}
    held.clear()
    held.update(renamed)
    texts = write({file: plan[file]}, root, chance)
    return Broken(file, place(texts[file], (*way, f"{name}x"), of_key=True))


@breaks
def a_missing_line(plan: Data, chance: random.Random, root: Path) -> Broken | None:
    file, way, model = _some_entry(plan, chance)
    held = at(plan[file], way)
    names = [
        name for name, field in model.model_fields.items() if field.is_required() and name in held
    ]
    if not names or len(held) < 2:
        return None
    del held[chance.choice(names)]
    return _written(plan, file, way, root, chance)


@breaks
def an_empty_value(plan: Data, chance: random.Random, root: Path) -> Broken:
    leaf = _some_leaf(plan, chance)
    put(plan[leaf.file], leaf.way, chance.choice(["", "   "]))
    return _written(plan, leaf.file, leaf.way, root, chance)


@breaks
def a_list_where_a_text_belongs(plan: Data, chance: random.Random, root: Path) -> Broken:
    leaf = _some_leaf(plan, chance, lambda leaf: not set(leaf.kinds) & PASSAGES)
    put(plan[leaf.file], leaf.way, ["one", "two"])
    return _written(plan, leaf.file, leaf.way, root, chance)


@breaks
def a_mapping_where_a_text_belongs(plan: Data, chance: random.Random, root: Path) -> Broken:
    leaf = _some_leaf(plan, chance)
    put(plan[leaf.file], leaf.way, {"one": "two"})
    return _written(plan, leaf.file, leaf.way, root, chance)


@breaks
def a_text_where_a_list_belongs(plan: Data, chance: random.Random, root: Path) -> Broken | None:
    file, way, _ = _some_entry(plan, chance)
    names = [name for name, held in at(plan[file], way).items() if isinstance(held, list)]
    if not names:
        return None
    name = chance.choice(names)
    at(plan[file], way)[name] = "a text"
    return _written(plan, file, (*way, name), root, chance)


@breaks
def nonsense_where_only_some_values_are_right(
    plan: Data, chance: random.Random, root: Path
) -> Broken:
    leaf = _some_leaf(
        plan,
        chance,
        lambda leaf: (
            bool(leaf.kinds)
            and not set(leaf.kinds) & (FREE | PLAIN | WORDS)
            and "words" not in leaf.way
        ),
    )
    put(
        plan[leaf.file],
        leaf.way,
        chance.choice(
            ["no such thing", "-1", "2030-13-45", "javascript:alert(1)", "½", "../x", "true!"]
        ),
    )
    return _written(plan, leaf.file, leaf.way, root, chance)


@breaks
def a_mark_that_nobody_sees(plan: Data, chance: random.Random, root: Path) -> Broken:
    leaf = _some_leaf(plan, chance)
    value = at(plan[leaf.file], leaf.way)
    where = chance.randint(0, len(value))
    put(
        plan[leaf.file],
        leaf.way,
        value[:where] + chance.choice("\u200b\u202e\u00ad\ufeff\u2060") + value[where:],
    )
    return _written(plan, leaf.file, leaf.way, root, chance)


@breaks
def a_command_of_the_templates(plan: Data, chance: random.Random, root: Path) -> Broken:
    leaf = _some_leaf(plan, chance)
    put(
        plan[leaf.file],
        leaf.way,
        at(plan[leaf.file], leaf.way) + chance.choice([" {{ config }}", "{% x %}", "{##"]),
    )
    return _written(plan, leaf.file, leaf.way, root, chance)


@breaks
def a_number_out_of_the_run(plan: Data, chance: random.Random, root: Path) -> Broken:
    file = chance.choice([file for file in plan if file.startswith("chapters/")])
    way: Way = ("number",)
    if plan[file]["priorities"] and chance.random() < 0.5:
        way = ("priorities", chance.randrange(len(plan[file]["priorities"])), "number")
    put(plan[file], way, str(int(at(plan[file], way)) + 100))
    return _written(plan, file, way, root, chance)


@breaks
def a_word_quoted_wrongly(plan: Data, chance: random.Random, root: Path) -> Broken | None:
    files = [
        file
        for file in plan
        if file.startswith("chapters/")
        and any("priority" in note for note in plan[file].get("notes", ()))
    ]
    if not files:
        return None
    file = chance.choice(files)
    put(plan[file], ("notes", 0, "words", 0), "Nobody ever wrote this.")
    return _written(plan, file, ("notes", 0, "words", 0), root, chance)


@breaks
def an_entry_that_is_nothing(plan: Data, chance: random.Random, root: Path) -> Broken:
    file = chance.choice([file for file in plan if file_of(file).shape == "table" and plan[file]])
    id_ = chance.choice(list(plan[file]))
    plan[file][id_] = ""
    return _written(plan, file, (id_,), root, chance)


# Breaks of the text itself


def _lines(plan: Data, root: Path, chance: random.Random) -> tuple[str, list[str]]:
    file = chance.choice(list(plan))
    return file, write({file: plan[file]}, root, chance)[file].split("\n")


def _save(root: Path, file: str, lines: list[str], line: int) -> Broken:
    (root / "data" / f"{file}.yml").write_text("\n".join(lines), encoding="utf-8")
    return Broken(file, line)


@breaks
def a_control_character(plan: Data, chance: random.Random, root: Path) -> Broken:
    file, lines = _lines(plan, root, chance)
    n = chance.randrange(len(lines))
    where = chance.randint(0, len(lines[n]))
    lines[n] = lines[n][:where] + chance.choice("\t\x00\x07\x1b\x85\u2028") + lines[n][where:]
    return _save(root, file, lines, n + 1)


@breaks
def a_line_twice(plan: Data, chance: random.Random, root: Path) -> Broken | None:
    file, lines = _lines(plan, root, chance)
    names = (
        [line for line in lines if line and line[0].isalpha() and line.split(":")[0] in plan[file]]
        if isinstance(plan[file], dict)
        else []
    )
    if not names:
        return None
    lines = [*lines[:-1], f"{chance.choice(names).split(':')[0]}: again", ""]
    return _save(root, file, lines, len(lines) - 1)


@breaks
def a_quotation_mark_that_stays_open(plan: Data, chance: random.Random, root: Path) -> Broken:
    file, lines = _lines(plan, root, chance)
    lines = [
        *lines[:-1],
        chance.choice(["another: 'one", 'another: "one', "another: [one"])
        if isinstance(plan[file], dict)
        else "- 'one",
        "",
    ]
    return _save(root, file, lines, len(lines) - 1)


@breaks
def a_sign_that_yaml_takes_for_its_own(plan: Data, chance: random.Random, root: Path) -> Broken:
    file, lines = _lines(plan, root, chance)
    value = chance.choice(
        [
            "&one two",
            "*one",
            "!one two",
            "@one",
            "`one`",
            "%one",
            "{one",
            "two # three",
            "one: two: three",
        ]
    )
    lines = [*lines[:-1], f"another: {value}" if isinstance(plan[file], dict) else f"- {value}", ""]
    return _save(root, file, lines, len(lines) - 1)


@breaks
def a_byte_that_is_no_letter(plan: Data, chance: random.Random, root: Path) -> Broken:
    file, lines = _lines(plan, root, chance)
    n = chance.randrange(len(lines))
    raw = [line.encode() for line in lines]
    raw[n] += b"\xff"
    (root / "data" / f"{file}.yml").write_bytes(b"\n".join(raw))
    return Broken(file, n + 1)


@breaks
def a_file_that_is_gone(plan: Data, chance: random.Random, root: Path) -> Broken:
    file = chance.choice([file for file in plan if "/" not in file])
    (root / "data" / f"{file}.yml").unlink()
    return Broken(file, 1)


@breaks
def a_file_that_nothing_reads(_plan: Data, chance: random.Random, root: Path) -> Broken:
    name = chance.choice(["chapter", "Stages", "notes-2", "x"])
    (root / "data" / f"{name}.yml").write_text("a: b\n", encoding="utf-8")
    return Broken(name, 1)

"""Packs: folders of YAML → rules and knowledge, strictly checked."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plainspeak.checks import CHECKS, check_named
from plainspeak.errors import PackError, Problem
from plainspeak.finding import Severity
from plainspeak.knowledge import Audience, Concept, Cue, GlossaryEntry, Kind, Knowledge, Unit, Vocabulary
from plainspeak.language.phrase_forms import expand
from plainspeak.pack_models import (
    AudienceModel,
    ConceptModel,
    ConceptsModel,
    ExampleModel,
    GlossaryEntryModel,
    GlossaryModel,
    KindModel,
    RuleModel,
    UnitsModel,
    VocabularyModel,
)
from plainspeak.rule import Example, Rule
from plainspeak.source import shown_path
from plainspeak.strict_yaml import Parsed, parse, unknown, validate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from plainspeak.checks.base import Check

ENTRY_POINTS = "plainspeak.packs"
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Library:
    """All rules and all knowledge of the loaded packs.

    Attributes:
        rules: By id, sorted.
        knowledge: Glossary, audiences, kinds, vocabulary.
    """

    rules: Mapping[str, Rule]
    knowledge: Knowledge


def builtin_folder() -> Path:
    """Give the folder of plainspeak's own packs: inside the wheel, or at the top of a checkout."""
    package = Path(__file__).parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parents[1] / "rules"


def load_library(extra: Iterable[Path] = (), *, builtin: bool = True) -> Library:
    """Load plainspeak's own packs and those in the folders `extra`; later ones win over earlier ones.

    Raises:
        PackError: Files that break their schema, all of them named.
    """
    loader = _PackLoader()
    for folder in ([builtin_folder()] if builtin else []) + list(extra):
        loader.load(folder)
    return loader.library()


def load_glossary(file: Path, library: Library) -> Library:
    """Add a team's own acronyms from a YAML file, or a CSV file with acronym, expansion and plain words.

    Raises:
        PackError: The file can't be read or breaks its schema.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(Problem(f"can't be read: {error}", shown_path(file))) from None
    parsed = (
        _parse_csv(text, shown_path(file)) if file.suffix.lower() == ".csv" else parse(text, shown_path(file))
    )
    model = None if parsed.problems else validate(GlossaryModel, parsed)
    if model is None:
        raise PackError(*parsed.problems)
    own = {acronym: _entry(acronym, entry) for acronym, entry in model.root.items()}
    knowledge = replace(library.knowledge, glossary={**library.knowledge.glossary, **own})
    return replace(library, knowledge=knowledge)


def _parse_csv(text: str, path: str) -> Parsed:
    parsed = Parsed(path, {})
    rows = csv.reader(text.splitlines())
    for number, row in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and cells[0].casefold() in {"acronym", "abbreviation", "term"}):
            continue
        if len(cells) < 2 or not cells[0] or not cells[1]:
            parsed.problems.append(Problem("needs an acronym and its expansion", path, number, 1))
        elif cells[0] in parsed.data:
            parsed.problems.append(Problem(f"`{cells[0]}` stands here twice; keep one", path, number, 1))
        else:
            parsed.values[(cells[0],)] = (number, 1)
            parsed.data[cells[0]] = {"expansion": cells[1], "plain": cells[2] if len(cells) > 2 else ""}
    return parsed


def _entry(acronym: str, model: GlossaryEntryModel) -> GlossaryEntry:
    return GlossaryEntry(acronym, model.expansion, model.plain, tuple(model.also), model.ambiguous)


def _concept(name: str, model: ConceptModel) -> Concept:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in model}
    return Concept(id=name, **values)


def _kind(name: str, model: KindModel) -> Kind:
    cues = (
        Cue(
            cue.points,
            (cue.where,) if isinstance(cue.where, str) else tuple(cue.where),
            tuple(text for one in cue.any for text in expand(one)),
            cue.times,
        )
        for cue in model.cues
    )
    return Kind(name, model.title, model.threshold, model.margin, tuple(cues))


def installed_pack(name: str) -> Path | None:
    """Give the folder of a pack that an installed package offers under `plainspeak.packs`, or None."""
    from importlib.metadata import entry_points
    from importlib.resources import files

    for point in entry_points(group=ENTRY_POINTS, name=name):
        # Only the module's place is asked for: a pack is data and is never run.
        return Path(str(files(point.module.partition(".")[0]))).joinpath(*point.module.split(".")[1:])
    return None


@dataclass
class _PackLoader:
    rules: dict[str, Rule] = field(default_factory=dict)
    glossary: dict[str, GlossaryEntry] = field(default_factory=dict)
    vocabulary: dict[str, frozenset[str]] = field(default_factory=dict)
    units: dict[tuple[str, str], Unit] = field(default_factory=dict)
    concepts: dict[str, Concept] = field(default_factory=dict)
    audiences: dict[str, tuple[AudienceModel, Parsed]] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _checks: dict[str, Check] = field(default_factory=dict)
    _glossary_files: dict[str, str] = field(default_factory=dict)

    def load(self, folder: Path) -> None:
        if not folder.is_dir():
            self.problems.append(Problem("no such pack folder", shown_path(folder)))
            return
        readers: dict[str, Callable[[Path, Parsed], None]] = {
            "concepts": self._read_concepts,
            "glossary": self._read_glossary,
            "vocabulary": self._read_vocabulary,
            "units": self._read_units,
            "audiences": self._read_audience,
            "kinds": self._read_kind,
        }
        own_rules = list(_yaml_files(folder))
        for file in own_rules:
            self._read(file, self._read_rule)
        subfolders = sorted(
            entry for entry in folder.iterdir() if entry.is_dir() and entry.name[0] not in "._"
        )
        for subfolder in subfolders:
            for file in _yaml_files(subfolder):
                self._read(file, readers.get(subfolder.name, self._read_rule))
        if not own_rules and not any(True for sub in subfolders for _ in _yaml_files(sub)):
            self.problems.append(Problem("this pack folder holds no .yml files", shown_path(folder)))

    def _read(self, file: Path, reader: Callable[[Path, Parsed], None]) -> None:
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            self.problems.append(Problem(f"can't be read: {error}", shown_path(file)))
            return
        parsed = parse(text, shown_path(file))
        if not parsed.problems:
            reader(file, parsed)
        self.problems.extend(parsed.problems)

    def _read_glossary(self, file: Path, parsed: Parsed) -> None:
        model = validate(GlossaryModel, parsed)
        for acronym, entry in (model.root if model else {}).items():
            if (
                self._glossary_files.setdefault(acronym, str(file.parent)) == str(file.parent)
                and acronym in self.glossary
            ):
                parsed.problems.append(
                    parsed.problem((acronym,), f"`{acronym}` is in this glossary twice", at_key=True)
                )
            self.glossary[acronym] = _entry(acronym, entry)

    def _read_concepts(self, _file: Path, parsed: Parsed) -> None:
        model = validate(ConceptsModel, parsed)
        for name, one in (model.root if model else {}).items():
            if not _NAME.fullmatch(name):
                parsed.problems.append(
                    parsed.problem((name,), f"`{name}` must be in a-z, 0-9 and -", at_key=True)
                )
            elif not (one.forms or one.verbs or one.short):
                parsed.problems.append(
                    parsed.problem(
                        (name,), "needs `forms`, `verbs` or `short` to be recognised by", at_key=True
                    )
                )
            else:
                self.concepts[name] = _concept(name, one)

    def _read_vocabulary(self, file: Path, parsed: Parsed) -> None:
        model = validate(VocabularyModel, parsed)
        if model:
            self.vocabulary[file.stem] = self.vocabulary.get(file.stem, frozenset()) | frozenset(model.words)

    def _read_units(self, file: Path, parsed: Parsed) -> None:
        model = validate(UnitsModel, parsed)
        for name, one in (model.units if model else {}).items():
            unit = Unit(name, file.stem, Fraction(one.size), tuple(one.forms), tuple(one.exact))
            self.units[file.stem, name] = unit

    def _read_audience(self, file: Path, parsed: Parsed) -> None:
        model = validate(AudienceModel, parsed)
        if model:
            self.audiences[file.stem] = (model, parsed)

    def _read_kind(self, file: Path, parsed: Parsed) -> None:
        model = validate(KindModel, parsed)
        if model:
            self.kinds[file.stem] = _kind(file.stem, model)

    def _read_rule(self, file: Path, parsed: Parsed) -> None:
        for name in (file.parent.name, file.stem):
            if not _NAME.fullmatch(name):
                self.problems.append(
                    Problem(f"`{name}` can't be part of a rule's name; use a-z, 0-9 and -", shown_path(file))
                )
                return
        model = validate(RuleModel, parsed)
        if not model:
            return
        if model.check not in CHECKS:
            parsed.problems.append(parsed.problem(("check",), unknown("check", model.check, list(CHECKS))))
            return
        check = self._checks.setdefault(model.check, check_named(model.check))
        self._check_message(model, check, parsed)
        options = validate(check.options, parsed, ("data",), model.data)
        if options is not None:
            rule = _rule(file, model, options, parsed)
            self.rules[rule.id] = rule

    @staticmethod
    def _check_message(model: RuleModel, check: Check, parsed: Parsed) -> None:
        for name in _PLACEHOLDER.findall(model.message):
            if name not in check.values | {"text"}:
                allowed = [*check.values, "text"]
                parsed.problems.append(parsed.problem(("message",), unknown("value", name, allowed)))

    def library(self) -> Library:
        audiences = dict(self._resolved_audiences())
        for rule in self.rules.values():
            for what, given, allowed in (
                ("kind", rule.kinds, self.kinds),
                ("audience", rule.audiences, audiences),
            ):
                self.problems.extend(
                    Problem(unknown(what, name, list(allowed)), rule.path)
                    for name in given
                    if name not in allowed
                )
        if self.problems:
            raise PackError(*self.problems)
        knowledge = Knowledge(
            glossary=self.glossary,
            concepts=dict(sorted(self.concepts.items())),
            audiences=audiences,
            kinds={"generic": Kind("generic", "a document"), **dict(sorted(self.kinds.items()))},
            vocabulary=Vocabulary(self.vocabulary, tuple(self.units.values())),
        )
        return Library(dict(sorted(self.rules.items())), knowledge)

    def _resolved_audiences(self) -> Iterator[tuple[str, Audience]]:
        for name in self.audiences:
            chain: list[str] = []
            current = name
            while current and current not in chain:
                if current not in self.audiences:
                    parsed = self.audiences[chain[-1]][1]
                    self.problems.append(
                        parsed.problem(("extends",), unknown("audience", current, list(self.audiences)))
                    )
                    break
                chain.append(current)
                current = self.audiences[current][0].extends or ""
            else:
                if current:
                    parsed = self.audiences[name][1]
                    self.problems.append(
                        parsed.problem(("extends",), "audiences extend each other in a circle")
                    )
            yield name, self._merged(name, [self.audiences[step][0] for step in reversed(chain)])

    @staticmethod
    def _merged(name: str, models: list[AudienceModel]) -> Audience:
        known: set[str] = set()
        limits: dict[str, float] = {}
        rules: dict[str, str] = {}
        for model in models:
            known.update(model.known)
            limits.update(model.limits)
            rules.update(model.rules)
        return Audience(name, models[-1].title, frozenset(known), limits, rules)


def _yaml_files(folder: Path) -> Iterator[Path]:
    yield from sorted(
        entry for entry in folder.iterdir() if entry.suffix in {".yml", ".yaml"} and entry.is_file()
    )


def _rule(file: Path, model: RuleModel, options: object, parsed: Parsed) -> Rule:
    return Rule(
        id=f"{file.parent.name}/{file.stem}",
        check=model.check,
        message=model.message,
        why=model.why,
        source=model.source,
        severity=Severity(model.severity),
        options=options,
        kinds=tuple(model.kinds),
        audiences=tuple(model.audiences),
        default=model.default,
        bad=tuple(_examples(model.bad, "bad", parsed)),
        good=tuple(_examples(model.good, "good", parsed)),
        path=shown_path(file),
    )


def _examples(models: list[str | ExampleModel], key: str, parsed: Parsed) -> Iterator[Example]:
    for number, model in enumerate(models):
        line = parsed.values.get((key, number), (0, 0))[0]
        if isinstance(model, str):
            yield Example(model, line=line)
        else:
            yield Example(
                model.text,
                tuple(model.finds),
                tuple(model.suggests),
                model.format,
                model.audience,
                model.kind,
                line,
            )

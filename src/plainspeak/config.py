"""Configuration: which rules speak, how loudly, for whom.

The order in which settings win:

1. options on the command line,
2. front matter of the document (`kind`, `audience`, `ignore`),
3. `overrides` whose `files` match, later ones over earlier ones,
4. the nearest `.plainspeak.yml` or `[tool.plainspeak]` in `pyproject.toml`,
5. the audience's own file,
6. the rule's own default.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from wcmatch import glob

from plainspeak.errors import ConfigError, Problem
from plainspeak.source import Limits, shown_path
from plainspeak.strict_yaml import Parsed, parse, unknown, unknown_name, validate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

FILE_NAMES = (".plainspeak.yml", ".plainspeak.yaml", "pyproject.toml")
SeverityOrOff = Literal["error", "warning", "suggestion", "off"]
FailOn = Literal["error", "warning", "suggestion", "never"]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, populate_by_name=True)


class RuleSettings(_Strict):
    """What may be said of rules, for all files or for some."""

    audience: str | None = Field(default=None, description="Who reads: board, executive, business-unit, it.")
    kind: str | None = Field(
        default=None,
        description="What it is: proposal, status-report, deck, generic. Recognised where absent.",
    )
    select: list[str] | None = Field(
        default=None,
        description="Only these rules: `pack/rule`, `pack/*` or `all`. Absent: all that are on by default.",
    )
    ignore: list[str] = Field(default=[], description="Not these rules.")
    severity: dict[str, SeverityOrOff] = Field(default={}, description="Rule or `pack/*` → how loudly.")
    limits: dict[str, Annotated[int | float, Field(gt=0)]] = Field(
        default={}, description="Numbers that rules measure against, such as `sentence_words: 25`."
    )


class OverrideModel(RuleSettings):
    """Settings for the files that a glob names."""

    files: list[str] = Field(min_length=1, description="Globs, relative to this file: `boards/**/*.md`.")


class ReadLimits(_Strict):
    """How much one file may cost."""

    text_bytes: Annotated[int, Field(gt=0)] | None = None
    line_characters: Annotated[int, Field(gt=0)] | None = None
    archive_bytes: Annotated[int, Field(gt=0)] | None = None
    unpacked_bytes: Annotated[int, Field(gt=0)] | None = None
    part_bytes: Annotated[int, Field(gt=0)] | None = None
    compression_ratio: Annotated[int, Field(gt=0)] | None = None
    archive_parts: Annotated[int, Field(gt=0)] | None = None
    nesting: Annotated[int, Field(gt=0)] | None = None
    table_columns: Annotated[int, Field(gt=0)] | None = None


class ConfigModel(RuleSettings):
    """A configuration file of plainspeak."""

    fail_on: FailOn = Field(default="error", alias="fail-on", description="What makes the exit code 1.")
    min_score: Annotated[int, Field(ge=0, le=100)] | None = Field(
        default=None, alias="min-score", description="Exit code 1 where an overall score is lower."
    )
    exclude: list[str] = Field(default=[], description="Globs of files that are never read.")
    packs: list[str] = Field(
        default=[], description="More packs: folders relative to this file, or names of installed packs."
    )
    glossaries: list[str] = Field(
        default=[], description="Your own acronyms: YAML or CSV files, relative to this file."
    )
    known: list[str] = Field(default=[], description="Acronyms that your readers know.")
    reading: ReadLimits = Field(default=ReadLimits(), description="How much one file may cost.")
    overrides: list[OverrideModel] = Field(default=[], description="Other settings for some files.")


@dataclass(frozen=True)
class Settings:
    """What holds for one file, and which layer said so.

    Attributes:
        audience: Who reads.
        kind: As what it is read, or None to recognise it.
        select: Rules to run, or None for those on by default.
        ignore: Rules not to run.
        severity: Rule or `pack/*` → severity name or `off`; later entries win.
        limits: Overridden limits.
        origins: Name of a setting → the layer that decided it.
    """

    audience: str = "executive"
    kind: str | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    limits: Mapping[str, float] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)

    def with_layer(self, layer: RuleSettings, origin: str) -> Settings:
        """Put another layer on top."""
        origins = dict(self.origins)
        origins.update({name: origin for name in layer.model_fields_set if name != "files"})
        return replace(
            self,
            audience=layer.audience or self.audience,
            kind=layer.kind or self.kind,
            select=self.select if layer.select is None else tuple(layer.select),
            ignore=(*self.ignore, *layer.ignore),
            severity=(*self.severity, *layer.severity.items()),
            limits={**self.limits, **layer.limits},
            origins=origins,
        )


@dataclass(frozen=True)
class Config:
    """A loaded configuration.

    Attributes:
        model: What the file says.
        path: The file, or None where there is none.
        folder: What globs and paths in it are relative to.
    """

    model: ConfigModel = field(default_factory=ConfigModel)
    path: Path | None = None
    folder: Path = field(default_factory=Path.cwd)

    def settings_for(self, path: str, options: RuleSettings | None = None) -> Settings:
        """Give what holds for a file, without its front matter and its audience's own file."""
        origin = shown_path(self.path) if self.path else "default"
        settings = Settings().with_layer(self.model, origin)
        relative = self.relative(path)
        for number, override in enumerate(self.model.overrides, start=1):
            if any(glob_matches(pattern, relative) for pattern in override.files):
                settings = settings.with_layer(override, f"{origin}, override {number}")
        return settings.with_layer(options, "command line") if options else settings

    def relative(self, path: str) -> str:
        """Give a path relative to the configuration's folder, with forward slashes."""
        try:
            return Path(path).absolute().relative_to(self.folder.absolute()).as_posix()
        except ValueError:
            return PurePosixPath(path).as_posix()

    def excludes(self, path: str) -> bool:
        """Tell whether a file is never to be read."""
        relative = self.relative(path)
        return any(glob_matches(pattern, relative) for pattern in self.model.exclude)

    @property
    def read_limits(self) -> Limits:
        """What one file may cost."""
        given = self.model.reading
        chosen = {
            item.name: value for item in fields(Limits) if (value := getattr(given, item.name)) is not None
        }
        return Limits(**chosen)


def find_config(start: Path) -> Path | None:
    """Give the nearest configuration file in `start` or a folder above it, or None."""
    start = start.absolute()
    for folder in (start, *start.parents):
        for name in FILE_NAMES:
            candidate = folder / name
            if candidate.is_file() and (name != "pyproject.toml" or _has_section(candidate)):
                return candidate
    return None


def _has_section(path: Path) -> bool:
    try:
        return "[tool.plainspeak" in path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def load_config(path: Path) -> Config:
    """Load a configuration file.

    Raises:
        ConfigError: It can't be read or breaks the schema; every mistake is named.
    """
    shown = shown_path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(Problem(f"can't be read: {error}", shown)) from None
    parsed = _parse_toml(text, shown) if path.suffix == ".toml" else parse(text, shown)
    model = None if parsed.problems else validate(ConfigModel, parsed)
    if model is None or parsed.problems:
        raise ConfigError(*sorted(parsed.problems, key=lambda problem: (problem.line, problem.column)))
    return Config(model, path, path.absolute().parent)


def _parse_toml(text: str, path: str) -> Parsed:
    parsed = Parsed(path)
    try:
        parsed.data = tomllib.loads(text).get("tool", {}).get("plainspeak", {})
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (0, 0)
        parsed.problems.append(Problem(f"not valid TOML: {error}", path, line, column))
        return parsed
    # tomllib keeps no places, so a key is pointed at where its line begins.
    for number, line_text in enumerate(text.splitlines(), start=1):
        stripped = line_text.strip()
        if stripped.startswith("[tool.plainspeak"):
            parsed.values.setdefault((), (number, 1))
        key = stripped.partition("=")[0].strip().strip("\"'")
        if parsed.values and key:
            place_of_key = (number, line_text.index(stripped) + 1)
            parsed.keys.setdefault((key,), place_of_key)
            parsed.values.setdefault((key,), place_of_key)
    return parsed


def check_names(
    config: Config,
    rules: Collection[str],
    audiences: Collection[str],
    kinds: Collection[str],
    limits: Collection[str],
) -> None:
    """Refuse rules, audiences, kinds and limits that do not exist.

    Raises:
        ConfigError: Unknown names, all of them.
    """
    problems: list[Problem] = []
    for layer in (config.model, *config.model.overrides):
        problems.extend(
            name_problems(
                layer, rules, audiences, kinds, limits, path=shown_path(config.path) if config.path else ""
            )
        )
    if problems:
        raise ConfigError(*problems)


def name_problems(
    layer: RuleSettings,
    rules: Collection[str],
    audiences: Collection[str],
    kinds: Collection[str],
    limits: Collection[str],
    *,
    path: str = "",
) -> list[Problem]:
    """List the names in a layer of settings that do not exist."""
    packs = {rule.partition("/")[0] for rule in rules}
    selectable = {*rules, *packs, *(f"{pack}/*" for pack in packs), "all"}
    checks: list[tuple[str, Iterable[str], Collection[str]]] = [
        ("rule", [*(layer.select or []), *layer.ignore, *layer.severity], selectable),
        ("audience", [layer.audience] if layer.audience else [], audiences),
        ("kind", [layer.kind] if layer.kind else [], kinds),
        ("limit", layer.limits, limits),
    ]
    return [
        Problem(_unknown_name(what, name, allowed, packs), path)
        for what, names, allowed in checks
        for name in names
        if name not in allowed
    ]


def _unknown_name(what: str, name: str, allowed: Collection[str], packs: Collection[str]) -> str:
    if what != "rule":
        return unknown(what, name, sorted(allowed))
    hint = unknown_name(what, name, sorted(allowed))
    return f"{hint} `plainspeak rules` lists them; packs: {', '.join(sorted(packs))}"


def glob_matches(pattern: str, path: str) -> bool:
    """Tell whether a glob means a path: `*` within a folder, `**` over folders, `{a,b}` either.

    A glob without a slash means a file name anywhere; one that ends in a slash a whole folder.
    """
    pattern = pattern.removeprefix("./")
    if pattern.endswith("/"):
        pattern += "**"
    flags = glob.GLOBSTAR | glob.DOTGLOB | glob.BRACE | glob.MATCHBASE | glob.FORCEUNIX
    return bool(glob.globmatch(path, pattern, flags=flags))


def layer_from(
    *,
    audience: str | None = None,
    kind: str | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> RuleSettings:
    """Make a layer of settings from command-line options."""
    given: dict[str, object] = {"audience": audience, "kind": kind}
    given = {name: value for name, value in given.items() if value is not None}
    if select:
        given["select"] = list(select)
    if ignore:
        given["ignore"] = list(ignore)
    return RuleSettings.model_validate(given)

"""YAML and plain data, read strictly: every mistake with its line, its column and what was allowed."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError

from plainspeak.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic_core import ErrorDetails

Path = tuple[str | int, ...]
Position = tuple[int, int]
_Model = TypeVar("_Model", bound=BaseModel)

MAX_BYTES = 4 * 1024 * 1024
# libyaml's parser recurses in C, so depth is bounded before it sees the text.
MAX_LINE = 20_000
MAX_DEPTH = 60
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXT_TAG = "tag:yaml.org,2002:str"


@dataclass
class Parsed:
    """Plain data with the place of every key and value, and the mistakes seen on the way.

    Attributes:
        data: Nested dicts, lists and scalars.
        keys: Path → line and column of the key, from 1.
        values: Path → line and column of the value, from 1.
        problems: Mistakes of form: syntax, duplicate keys, aliases.
    """

    path: str
    data: Any = None
    keys: dict[Path, Position] = field(default_factory=dict)
    values: dict[Path, Position] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, where: Path, message: str, *, at_key: bool = False) -> Problem:
        """Say `message` at the nearest known place of `where`."""
        while where and where not in self.values:
            where = where[:-1]
        places = self.keys if at_key and where in self.keys else self.values
        line, column = places.get(where, (0, 0))
        return Problem(message, self.path, line, column)


def parse(text: str, path: str) -> Parsed:
    """Parse YAML into plain data. Mistakes of form are in the result's `problems`."""
    parsed = Parsed(path)
    trouble = _too_costly(text)
    if trouble:
        parsed.problems.append(Problem(trouble, path))
        return parsed
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            if node is not None:
                parsed.data = _Converter(parsed, loader).convert(node, ())
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        parsed.problems.append(Problem(f"not valid YAML: {error.problem}", path, line, column))
    except yaml.YAMLError as error:
        parsed.problems.append(Problem(f"not valid YAML: {error}".splitlines()[0], path))
    return parsed


def _too_costly(text: str) -> str | None:
    if len(text) > MAX_BYTES:
        return f"larger than {MAX_BYTES // 1024 // 1024} MiB; split it into several files"
    depth = deepest = 0
    for line in text.splitlines():
        if len(line) > MAX_LINE:
            return f"a line of {len(line):,} characters; the limit is {MAX_LINE:,}"
        for character in line:
            if character in "[{":
                depth += 1
                deepest = max(deepest, depth)
            elif character in "]}":
                depth = max(0, depth - 1)
        if line.count("- ") > MAX_DEPTH and not line.strip("- "):
            return f"nested deeper than {MAX_DEPTH} levels"
    return f"nested deeper than {MAX_DEPTH} levels" if deepest > MAX_DEPTH else None


class _Converter:
    """Turns YAML nodes into plain data, keeping their places."""

    def __init__(self, parsed: Parsed, loader: Any) -> None:
        self._parsed = parsed
        self._loader = loader
        self._seen: set[int] = set()

    def convert(self, node: yaml.Node, path: Path) -> Any:
        self._parsed.values[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if id(node) in self._seen:
            self._complain(node, "aliases (`*name`) are not allowed; write the value out")
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.convert(item, (*path, number)) for number, item in enumerate(node.value)]
        assert isinstance(node, yaml.MappingNode)  # noqa: S101 - the three kinds of YAML node
        return self._mapping(node, path)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if key is None or key_node.tag != _TEXT_TAG:
                shown = getattr(key_node, "value", "") if key is not None else "a list"
                self._complain(
                    key_node, f"a key must be text, but YAML reads {shown} as something else; quote it"
                )
                continue
            if key in result:
                self._complain(key_node, f"`{key}` stands here twice; keep one")
                continue
            where = (*path, key)
            self._parsed.keys[where] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            result[key] = self.convert(value_node, where)
        return result

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        if node.tag == _TEXT_TAG:
            return node.value
        try:
            return self._loader.construct_object(node)
        except (yaml.YAMLError, ValueError):
            self._complain(node, f"`{node.value}` is no value that plainspeak understands; quote it")
            return None

    def _complain(self, node: yaml.Node, message: str) -> None:
        mark = node.start_mark
        self._parsed.problems.append(Problem(message, self._parsed.path, mark.line + 1, mark.column + 1))


def validate(model: type[_Model], parsed: Parsed, prefix: Path = (), data: Any = None) -> _Model | None:
    """Check data against a model; mistakes are added to `parsed.problems`.

    Args:
        model: A pydantic model.
        parsed: The file that the data comes from.
        prefix: Where in the file the data stands.
        data: The data, or None for the whole file.
    """
    value = parsed.data if data is None and not prefix else data
    if value is None:
        value = {}
    try:
        return model.model_validate(value)
    except ValidationError as error:
        details = error.errors(include_url=False)
        steps = [tuple(_data_steps(detail, parsed, prefix)) for detail in details]
        for detail, place in zip(details, steps, strict=True):
            # Where a value may be one of several types, the mistake deepest inside is the telling one.
            if not any(other[: len(place)] == place and len(other) > len(place) for other in steps):
                parsed.problems.append(_explain(model, detail, parsed, prefix, place))
        return None


def _explain(
    model: type[BaseModel], detail: ErrorDetails, parsed: Parsed, prefix: Path, steps: Path
) -> Problem:
    where = prefix + steps
    name = f"`{steps[-1]}`" if steps and isinstance(steps[-1], str) else "this"
    kind, given = detail["type"], detail["input"]
    if kind == "missing":
        return parsed.problem(where[:-1], f"{name} is missing")
    if kind == "extra_forbidden":
        allowed = _fields_at(model, steps[:-1])
        return parsed.problem(where, unknown("key", str(steps[-1]), allowed), at_key=True)
    if kind in {"literal_error", "enum"}:
        return parsed.problem(where, f"{name} can't be {_shown(given)}; allowed: {detail['ctx']['expected']}")
    if (kind == "string_type" and isinstance(given, bool | int | float)) or type(given).__name__ == "date":
        return parsed.problem(
            where, f"{name} must be text, but YAML reads it as {_shown(given)}; put it in quotes"
        )
    message = detail["msg"].removeprefix("Value error, ").removeprefix("Assertion failed, ")
    if message.startswith("Input should be "):
        message = f"{name} should be {message.removeprefix('Input should be ')}, not {_shown(given)}"
    return parsed.problem(where, message)


def _data_steps(detail: ErrorDetails, parsed: Parsed, prefix: Path) -> Iterator[str | int]:
    """Drop the steps that pydantic adds for unions: those that the file has stay, and a key it lacks."""
    where, loc = prefix, detail["loc"]
    for position, step in enumerate(loc):
        absent = detail["type"] == "missing" and position == len(loc) - 1
        if (*where, step) in parsed.values or absent:
            where = (*where, step)
            yield step


def _fields_at(model: type[BaseModel], steps: Sequence[str | int]) -> list[str]:
    annotation: Any = model
    for step in steps:
        if isinstance(step, str) and _models(annotation):
            fields = _models(annotation)[0].model_fields
            annotation = next(
                (info.annotation for name, info in fields.items() if (info.alias or name) == step), None
            )
        elif get_args(annotation):
            annotation = get_args(annotation)[-1]
    return [info.alias or name for each in _models(annotation) for name, info in each.model_fields.items()]


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for argument in get_args(annotation) for found in _models(argument)]


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return "nothing" if value is None else f"“{str(value)[:60]}”"


def unknown(what: str, given: str, allowed: Sequence[str]) -> str:
    """Say that a name is unknown, which one may be meant, and which ones there are."""
    return f"{unknown_name(what, given, allowed)} Allowed: {', '.join(sorted(allowed))}"


def unknown_name(what: str, given: str, allowed: Sequence[str]) -> str:
    """Say that a name is unknown and which one may be meant, as a whole sentence."""
    close = get_close_matches(given, allowed, n=1, cutoff=0.6)
    return f"unknown {what} `{given}`" + (f"; did you mean `{close[0]}`?" if close else ".")

"""The settings at the top of a text file: YAML between `---`, TOML between `+++`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from plainspeak.document import NO_META
from plainspeak.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_CHARACTERS = 64 * 1024
_OPENING = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n?|\n)")
_YAML_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)", re.MULTILINE)
_TOML_END = re.compile(r"^\+\+\+[ \t]*(?:\r\n?|\n|\Z)", re.MULTILINE)
# What tells settings from prose between two rules: the first line names a key.
_KEY = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n))*+[\"']?[\w$.-][\w $./-]{0,60}[\"']?[ \t]*:(?:\s|\Z)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Front matter as plain data, and the offset at which the document proper starts."""

    meta: Mapping[str, object]
    end: int


class _Loader(yaml.SafeLoader):
    """Plain data only: dates stay text, and no alias may repeat a list or mapping.

    Aliases let a few lines stand for gigabytes; the pure Python loader, unlike libyaml's,
    answers deep nesting with an error rather than a crash.
    """

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        is_alias = self.check_event(yaml.AliasEvent)
        node = super().compose_node(parent, index)
        if is_alias and node and not isinstance(node, yaml.ScalarNode):
            raise yaml.MarkedYAMLError(
                problem="`*name` may stand for plain text only; write lists and mappings out",
                problem_mark=node.start_mark,
            )
        return node


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":merge"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_front_matter(text: str, path: str) -> FrontMatter:
    """Read the front matter that `text` starts with; without any, the end is 0.

    Raises:
        UnreadableFileError: It is broken, with the line that breaks it.
    """
    none = FrontMatter(NO_META, 0)
    opening = _OPENING.match(text)
    if not opening:
        return none
    is_yaml = opening[1] == "---"
    ending = (_YAML_END if is_yaml else _TOML_END).search(text, opening.end())
    if not ending:
        return none
    body = text[opening.end() : ending.start()]
    if is_yaml and not _KEY.match(body):
        return none
    if len(body) > MAX_CHARACTERS:
        raise UnreadableFileError(
            path, f"front matter of {len(body):,} characters; the limit is {MAX_CHARACTERS:,}", 1
        )
    data = _read_yaml(body, path) if is_yaml else _read_toml(body, path)
    if not isinstance(data, dict):
        return none
    return FrontMatter({str(key): value for key, value in data.items()}, ending.end())


def _read_yaml(body: str, path: str) -> object:
    try:
        return yaml.load(body, Loader=_Loader)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, 0)
        raise UnreadableFileError(
            path, f"the front matter is not valid YAML: {error.problem or error.context}", line, column
        ) from None
    except yaml.reader.ReaderError as error:
        line = body.count("\n", 0, error.position) + 2
        raise UnreadableFileError(
            path, "the front matter holds a control character that YAML forbids", line
        ) from None
    except (yaml.YAMLError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise UnreadableFileError(path, f"the front matter is not valid YAML: {reason}", 1) from None
    except RecursionError:
        raise UnreadableFileError(path, "the front matter is nested too deeply", 1) from None


def _read_toml(body: str, path: str) -> object:
    try:
        return tomllib.loads(body.replace("\r\n", "\n").replace("\r", "\n"))
    except (tomllib.TOMLDecodeError, ValueError) as error:
        raise UnreadableFileError(path, f"the front matter is not valid TOML: {error}", 1) from None
    except RecursionError:
        raise UnreadableFileError(path, "the front matter is nested too deeply", 1) from None

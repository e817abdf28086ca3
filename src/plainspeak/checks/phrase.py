"""The check `phrase`: fixed words that have plainer ones, in every form and spelling."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field, field_validator, model_validator

from plainspeak.checks.base import Hit, Options
from plainspeak.checks.phrase_replace import suggestions
from plainspeak.document import BlockKind
from plainspeak.finding import Suggestion
from plainspeak.language.inflections import VERB_TAGS, forms
from plainspeak.language.phrase_forms import expand, spellings
from plainspeak.language.phrase_match import PhraseTable, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from plainspeak.checks.base import Context
    from plainspeak.knowledge import Knowledge
    from plainspeak.language.analysis import Analysis, Passage
    from plainspeak.language.phrase_forms import Spelling
    from plainspeak.rule import Rule

EDGE = "^"
_PAGE = 250  # words
_QUOTES = frozenset("\"'“”„‘’«»")
_RUNNING_TEXT = frozenset(
    {
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.SPEAKER_NOTE,
        BlockKind.FOOTNOTE,
        BlockKind.DEFINITION,
    }
)


class Phrase(Options):
    """One entry: what to find, what to say instead, and where to keep silent."""

    find: str = Field(min_length=1, description="Base form; (a|b) is either, [a|b] may be left out.")
    say: str | list[str] = Field(default=[], description="Plainer words, the best first.")
    advice: str = Field(default="", description="What to do where no fixed words will do.")
    inflect: Literal["verb", "noun"] | None = Field(
        default=None, description="verb: the first word changes its form; noun: the last word does."
    )
    safe: bool = Field(default=False, description="The first `say` may be put in place without a person.")
    habit: int = Field(
        default=1,
        ge=1,
        description="Uses in one document from which it is worth naming; one a page will do in a short one.",
    )
    unless: list[str] = Field(default=[], description="Longer phrases in which this one is meant literally.")
    only_after: list[str] = Field(default=[], description="Words before it, one of which must stand there.")
    not_after: list[str] = Field(default=[], description="Words before it that keep the rule silent.")
    only_before: list[str] = Field(default=[], description="Words after it, one of which must stand there.")
    not_before: list[str] = Field(default=[], description="Words after it that keep the rule silent.")

    @property
    def says(self) -> tuple[str, ...]:
        """The replacements, the best first."""
        return (self.say,) if isinstance(self.say, str) else tuple(self.say)

    @field_validator("find")
    @classmethod
    def _readable(cls, find: str) -> str:
        expand(find)
        return find

    @field_validator("unless")
    @classmethod
    def _all_readable(cls, phrases: list[str]) -> list[str]:
        for phrase in phrases:
            expand(phrase)
        return phrases

    @field_validator("only_after", "not_after", "only_before", "not_before")
    @classmethod
    def _single_words(cls, words: list[str]) -> list[str]:
        for word in words:
            if word != EDGE and (len(Words(word).keys) != 1 or word != word.lower().strip()):
                raise ValueError(
                    f"`{word}` must be one word in lower case, or `{EDGE}` for the edge of a sentence or a "
                    "punctuation mark; longer surroundings go under `unless`"
                )
        return words

    @model_validator(mode="after")
    def _complete(self) -> Phrase:
        if not self.says and not self.advice:
            raise ValueError(f"`{self.find}` needs `say` (plainer words) or `advice` (what to do)")
        if not all(say.strip() for say in self.says):
            raise ValueError(f"`{self.find}` has an empty `say`; leave the key out and give `advice`")
        if self.safe and not self.says:
            raise ValueError(f"`{self.find}` is called safe but has no `say` to put in its place")
        return self


class PhraseOptions(Options):
    """The data of a rule that looks for phrases."""

    phrases: list[Phrase] = Field(min_length=1, description="What to find and what to say instead.")

    @model_validator(mode="after")
    def _no_repeats(self) -> PhraseOptions:
        seen: set[str] = set()
        for phrase in self.phrases:
            if phrase.find in seen:
                raise ValueError(f"`{phrase.find}` stands here twice; keep one entry")
            seen.add(phrase.find)
        return self


_JOINTS = frozenset({"and", "or"})


@dataclass(frozen=True, slots=True)
class _Entry:
    number: int
    rule: Rule
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a found phrase stands for: a spelling of an entry, or (no spelling) one of its `unless`."""

    entry: _Entry
    spelling: Spelling | None


@dataclass(frozen=True, slots=True)
class _Match:
    first: int
    last: int
    entry: _Entry
    spelling: Spelling


class PhraseCheck:
    """Runs all phrase rules in one pass over the words of each block."""

    options: ClassVar[type[Options]] = PhraseOptions
    values: ClassVar[frozenset[str]] = frozenset({"suggestion", "advice"})
    needs: ClassVar[frozenset[str]] = frozenset({"sentences"})

    def prepare(
        self, rules: Sequence[Rule], knowledge: Knowledge
    ) -> Callable[[Analysis, Context], Iterator[Hit]]:
        """Write out every phrase of every rule into one table."""
        table: PhraseTable[_Meaning] = PhraseTable()
        number = 0
        for rule in rules:
            for phrase in rule.options.phrases:
                number += 1
                _add_entry(table, _Entry(number, rule, phrase))
        return _Runner(table, knowledge.vocabulary.words("binding-words")).run


def _add_entry(table: PhraseTable[_Meaning], entry: _Entry) -> None:
    phrase = entry.phrase
    for spelling in spellings(phrase.find, phrase.says, phrase.inflect):
        table.add(spelling.text, _Meaning(entry, spelling))
    for guard in phrase.unless:
        for text in expand(guard):
            table.add(text, _Meaning(entry, None))


class _Runner:
    def __init__(self, table: PhraseTable[_Meaning], binding: AbstractSet[str]) -> None:
        self._table = table
        self._binding = binding
        self._auxiliaries = frozenset(
            form for verb in ("be", "have") for tag in VERB_TAGS for form in forms(verb, tag)
        )

    def run(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        del context
        found: dict[int, list[tuple[_Entry, Hit]]] = {}
        for passage in analysis.passages:
            for entry, hit in self._passage(passage):
                found.setdefault(entry.number, []).append((entry, hit))
        for uses in found.values():
            phrase = uses[0][0].phrase
            if len(uses) >= min(phrase.habit, 1 + analysis.words // _PAGE):
                yield from (replace(hit, same=phrase.find) for _, hit in uses)

    def _passage(self, passage: Passage) -> Iterator[tuple[_Entry, Hit]]:
        words = passage.words_in_order
        matches: list[_Match] = []
        guards: dict[int, list[tuple[int, int]]] = {}
        for first, last, meaning in self._table.find(words):
            if meaning.spelling is None:
                guards.setdefault(meaning.entry.number, []).append((first, last))
            else:
                matches.append(_Match(first, last, meaning.entry, meaning.spelling))
        if matches:
            scene = _Scene(passage, words)
            kept = [match for match in matches if _allowed(match, scene, guards.get(match.entry.number, ()))]
            kept = _longest(kept)
            if _is_label(kept, scene):
                return
            for match in kept:
                if not (passage.block.is_aside(*scene.span(match)) or self._is_binding(match, scene)):
                    yield match.entry, self._hit(match, scene)

    def _is_binding(self, match: _Match, scene: _Scene) -> bool:
        """Tell whether the sentence is the wording of a law or contract, which its reader may not change."""
        span = scene.sentence(match)
        if span not in scene.binding:
            words = scene.passage.block.text[slice(*span)].split()
            scene.binding[span] = any(word.strip(".,;:()") in self._binding for word in words)
        return scene.binding[span]

    def _hit(self, match: _Match, scene: _Scene) -> Hit:
        start, end = scene.span(match)
        phrase, spelling = match.entry.phrase, match.spelling
        says = spelling.says
        if spelling.participle_says and self._after_auxiliary(match, scene):
            says = spelling.participle_says
        safe = phrase.safe and spelling.participle_says is None
        made = suggestions(scene.passage.block.text[start:end], says, scene.before(match), safe=safe)
        advice = phrase.advice or "say " + " or ".join(f"“{suggestion.text}”" for suggestion in made)
        values = {"suggestion": made[0].text if made else "", "advice": advice}
        if phrase.advice:
            made += (Suggestion(phrase.advice),)
        return Hit(match.entry.rule, scene.passage.index, start, end, values, made)

    def _after_auxiliary(self, match: _Match, scene: _Scene) -> bool:
        """Tell whether a form of be or have stands among the three words before, with no mark between."""
        sentence_start = scene.sentence(match)[0]
        for word in range(match.first - 1, match.first - 4, -1):
            if word < 0 or scene.words.start(word) < sentence_start:
                return False
            key = scene.words.keys[word]
            if not key[0].isalnum():
                return False
            if key.removesuffix("n't") in self._auxiliaries or key.endswith(("'ve", "'re", "'s")):
                return True
        return False


class _Scene:
    """A passage's words around a match."""

    def __init__(self, passage: Passage, words: Words) -> None:
        self.passage = passage
        self.words = words
        self.binding: dict[tuple[int, int], bool] = {}  # sentence → whether it binds, looked up once
        self._sentence_starts = [sentence.start for sentence in passage.sentences]

    def span(self, match: _Match) -> tuple[int, int]:
        return self.words.start(match.first), self.words.end(match.last - 1)

    def sentence(self, match: _Match) -> tuple[int, int]:
        start = self.words.start(match.first)
        number = bisect_right(self._sentence_starts, start) - 1
        if number < 0:
            return 0, len(self.passage.block.text)
        sentence = self.passage.sentences[number]
        return sentence.start, sentence.end

    def before(self, match: _Match) -> str:
        """The word before in lower case, or `^` where a sentence starts or a mark stands."""
        start, _ = self.sentence(match)
        word = match.first - 1
        return self._neighbour(word, inside=word >= 0 and self.words.start(word) >= start)

    def after(self, match: _Match) -> str:
        """The word after in lower case, or `^` where the sentence ends or a mark stands."""
        _, end = self.sentence(match)
        word = match.last
        return self._neighbour(word, inside=word < len(self.words.keys) and self.words.start(word) < end)

    def _neighbour(self, word: int, *, inside: bool) -> str:
        return self.words.keys[word] if inside and self.words.keys[word][0].isalnum() else EDGE

    def is_doublet(self, match: _Match) -> bool:
        """Tell whether its replacement stands beside it already, as in "begin and commence"."""
        keys, says = self.words.keys, match.spelling.says
        if match.first >= 2 and keys[match.first - 1] in _JOINTS and keys[match.first - 2] in says:
            return True
        after = keys[match.last : match.last + 2]
        return len(after) == 2 and after[0] in _JOINTS and after[1] in says

    def is_word_in_quotes(self, match: _Match) -> bool:
        """Tell whether it is spoken of, as in: we avoid “leverage,” which says little."""
        start, end = self.span(match)
        text = self.passage.block.text
        return text[start - 1 : start] in _QUOTES and text[end : end + 2].lstrip(".,;")[:1] in _QUOTES

    def is_name(self, match: _Match) -> bool:
        """Tell whether capitals in running text make a match look like part of a name."""
        block = self.passage.block
        start, end = self.span(match)
        found = block.text[start:end]
        if block.kind not in _RUNNING_TEXT or not found[0].isupper() or found.isupper():
            return False
        if self.before(match) == EDGE and block.text[start - 1 : start] != "/":
            return False
        sentence_start, sentence_end = self.sentence(match)
        heads = [word[0] for word in block.text[sentence_start:sentence_end].split() if word[0].isalpha()]
        return sum(head.isupper() for head in heads) * 2 <= len(heads)


def _allowed(match: _Match, scene: _Scene, guards: Iterable[tuple[int, int]]) -> bool:
    if any(first < match.last and match.first < last for first, last in guards):
        return False
    phrase = match.entry.phrase
    if phrase.only_after or phrase.not_after:
        before = scene.before(match)
        if before in phrase.not_after or (phrase.only_after and before not in phrase.only_after):
            return False
    if phrase.only_before or phrase.not_before:
        after = scene.after(match)
        if after in phrase.not_before or (phrase.only_before and after not in phrase.only_before):
            return False
    return not (scene.is_name(match) or scene.is_doublet(match) or scene.is_word_in_quotes(match))


def _is_label(matches: Sequence[_Match], scene: _Scene) -> bool:
    """Tell whether a block is nothing but one phrase: a label, or an entry in a list of words."""
    if len(matches) != 1:
        return False
    words = sum(key[0].isalnum() for key in scene.words.keys)
    return matches[0].last - matches[0].first == words


def _longest(matches: Iterable[_Match]) -> list[_Match]:
    """Keep the longest of overlapping matches of each rule, in reading order."""
    taken: dict[str, set[int]] = {}
    kept = []
    for match in sorted(
        matches, key=lambda match: (match.first - match.last, match.first, match.entry.number)
    ):
        words = taken.setdefault(match.entry.rule.id, set())
        if words.isdisjoint(range(match.first, match.last)):
            words.update(range(match.first, match.last))
            kept.append(match)
    return sorted(kept, key=lambda match: (match.first, match.entry.number))

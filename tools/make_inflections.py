"""Write the table of inflected forms for every word that changes its form in rules/.

Usage: python tools/make_inflections.py [--check]

With --check nothing is written; the exit code is 1 where the table is stale.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import yaml

from plainspeak.language.inflections import DATA, computed_forms
from plainspeak.language.phrase_forms import inflecting_words

RULES = Path(__file__).resolve().parents[1] / "rules"
TABLE = DATA / "inflections.json"
CHANGING_VERB_TAGS = ("VBZ", "VBG", "VBD", "VBN")


def words_in_rules() -> dict[str, set[str]]:
    """Give the base words that the rules inflect, verbs and nouns apart."""
    words: dict[str, set[str]] = {"verb": {"be", "have"}, "noun": set()}
    for file in sorted(RULES.rglob("*.yml")):
        rule = yaml.safe_load(file.read_text(encoding="utf-8"))
        if file.parent.name == "concepts":
            for concept in rule.values():
                for key, inflect in (("forms", "noun"), ("needs", "noun"), ("verbs", "verb")):
                    for form in concept.get(key, []):
                        words[inflect] |= inflecting_words(form, (), inflect)
        if not isinstance(rule, dict) or rule.get("check") != "phrase":
            continue
        for phrase in rule["data"]["phrases"]:
            inflect = phrase.get("inflect")
            if inflect:
                say = phrase.get("say", [])
                says = [say] if isinstance(say, str) else say
                words[inflect] |= inflecting_words(phrase["find"], says, inflect)
    return words


def table() -> str:
    """Give the table as text: sorted, one line a word."""
    words = words_in_rules()
    forms: dict[str, dict[str, tuple[str, ...]]] = {}
    for word in words["verb"]:
        forms.setdefault(word, {}).update((tag, computed_forms(word, tag)) for tag in CHANGING_VERB_TAGS)
    for word in words["noun"]:
        forms.setdefault(word, {})["NNS"] = computed_forms(word, "NNS")
    lines = (f"{json.dumps(word)}: {json.dumps(forms[word], ensure_ascii=False)}" for word in sorted(forms))
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    made = table()
    if arguments:
        fresh = TABLE.exists() and TABLE.read_text(encoding="utf-8") == made
        if not fresh:
            print(f"{TABLE.name} is stale; run python tools/make_inflections.py", file=sys.stderr)
        return 0 if fresh else 1
    TABLE.write_text(made, encoding="utf-8")
    print(f"{TABLE.name}: {made.count(chr(10)) - 2} words")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""How hard a text is to read, by Flesch and Kincaid: the school grade in which one reads it. English only.

A first check and no more: whether people understand a text, only people can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][A-Za-z]+)?|\d[\d,.:]*\d|\d")
END_OF_SENTENCE = re.compile(r"(?:(?<=[.?!:…])|(?<=[.?!:…][”\"’)]))(?<!\bSt\.)\s+(?=[A-Z“\"(¿0-9]|$)")
VOWELS = re.compile(r"[aeiouyà-ÿ]+")
# Endings whose two vowels are one sound: na-tion, spe-cial, an-xious, re-gion.
ONE_SOUND = re.compile(r"(?:(?<=[tscgx])i|(?<=g)e)(?=on|ous|al|an|ent|ence)")
HIATUS = re.compile(r"i(?=[aou])|e(?=o(?!u))|(?<![gq])u(?=a)")
SILENT_E = re.compile(r"(?<=[^aeiouy])(?:e|es|ed)$")
SOUNDED_E = re.compile(r"(?:(?:[sxzcg]|ch|sh)es|[td]ed|[^aeiourlw]le)$")
# What the rules get wrong, of the words that stand in our texts.
SYLLABLES = {
    "whole": 1,
    **dict.fromkeys(("being", "doing", "going", "seeing", "quiet", "diet", "people", "safety", "every", "evening"), 2),
    **dict.fromkeys(("sometimes", "someone", "something", "science"), 2),
    **dict.fromkeys(("area", "idea", "suicide", "anyone", "everyone", "reaction", "reactions", "created"), 3),
    **dict.fromkeys(("anxiety", "experience", "diabetes"), 4),
}


def syllables(word: str) -> int:
    """How many syllables an English word has; a number counts as two, letters read one by one as one."""
    word = word.lower().replace("’", "'")
    if word[0].isdigit():
        return 2
    if word in SYLLABLES:
        return SYLLABLES[word]
    stem, _apostrophe, tail = word.partition("'")
    if tail:
        return syllables(stem) + (tail == "t" and stem[-2] != "o" and stem[-1] == "n" and stem[-2] not in "aeiou")
    count = len(VOWELS.findall(word)) + len(HIATUS.findall(ONE_SOUND.sub("", word)))
    if SILENT_E.search(word) and not SOUNDED_E.search(word):
        count -= 1
    return max(count, 1)


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [part for part in END_OF_SENTENCE.split(" ".join(text.split())) if WORD.search(part)]


def grade(texts: Iterable[str]) -> float:
    """The grade of texts that are read together; each ends its last sentence."""
    parts = [sentence for text in texts for sentence in sentences(text)]
    words = [word for part in parts for word in WORD.findall(part)]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(parts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59

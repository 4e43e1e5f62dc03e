"""How easy a Spanish text is to read, by Fernández Huerta (1959): 80 and more is easy, for about grade 6.

Counted with the syllables per word, as the formula was meant (some copies of it multiply by the wrong number).
"""

from __future__ import annotations

import re

STRONG, WEAK_BUT_STRESSED, VOWELS = "aeoáéó", "íú", "aeiouáéíóúü"
WORD = re.compile(r"[a-záéíóúüñ]+")
SENTENCE = re.compile(r"[.:;?!…\n]+")
TAG = re.compile(r"<[^>]+>")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


def syllables(word: str) -> int:
    """One a group of vowels, and one more where two of them do not glide into one another."""
    groups = re.findall(f"[{VOWELS}]+", re.sub(r"qu(?=[eiéí])|gu(?=[eiéí])", "k", word.lower()))
    return max(1, sum(1 + sum(map(_apart, group, group[1:])) for group in groups))


def _apart(first: str, second: str) -> bool:
    if first in WEAK_BUT_STRESSED or second in WEAK_BUT_STRESSED:
        return True
    return first in STRONG and second in STRONG


def words_of(text: str) -> list[str]:
    """The words of a text, without tags; what is filled in counts as one short word."""
    return WORD.findall(_plain(text))


def ease(text: str) -> float:
    """206.84 - 60 syllables per word - 1.02 words per sentence: the higher, the easier."""
    words = words_of(text)
    sentences = [part for part in SENTENCE.split(_plain(text)) if WORD.search(part)]
    return 206.84 - 60 * sum(map(syllables, words)) / len(words) - 1.02 * len(words) / len(sentences)


def _plain(text: str) -> str:
    return PLACEHOLDER.sub("uno", TAG.sub("", text)).lower()

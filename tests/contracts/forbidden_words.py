"""The words that nothing shown may use, and the exact strings that may. Where they are looked for: test_words.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from intake.instruments import ASQ, AUDITC, GAD7, PCPTSD5, PEG, PHQ9

CONDITION = (
    r"(?:depress(?:ion|ed)|anxiety|ptsd|trauma|fibromyalgia|crps|bipolar|mania|psychosis|schizophrenia|addiction"
    r"|dissociation|diabetes|glaucoma|epilepsy|asthma|dementia|cancer|(?:\w+ )?(?:disease|disorder|syndrome))"
)
A_WORD_OR_TWO = r"(?:[\w'-]+ ){0,2}"

FORBIDDEN = (
    rf"you(?:'ve| (?:may |might |could |probably )?have) {A_WORD_OR_TWO}{CONDITION}",
    r"diagnos\w*",
    r"meets? (?:the )?criteria",
    r"criteria (?:are |were )?met",
    r"positive for",
    r"screen(?:ed|s|ing)? positive",
    r"positive screen\w*",
    r"test results?",
    r"(?:in)?eligib\w+",
    r"qualif(?:y|ies|ied)",
    r"candidates?",
    r"contraindicat\w*",
    r"cleared",
    r"approved for treatment",
    r"safe to treat",
    r"safe for",
    r"unsafe patients?",
    r"should (?:not )?receive",
    r"must (?:not )?be treated",
    r"recommend(?:ed)? treatments?",
    r"(?:low|medium|moderate|high)[ -]risk",
    r"risk (?:levels?|scores?)",
    r"no concerns",
    r"all clear",
    r"(?:ab)?normal",
    rf"(?:severe|moderate|mild|minimal|extreme) {A_WORD_OR_TWO}(?:pain|{CONDITION})",
    r"treatment[ -]resistant",
    r"fail(?:ed|ures?)",
    r"non-?complian(?:t|ce)",
    r"drug[ -]seek(?:er|ers|ing)",
    r"addict\w*",
    r"abus\w+",
    r"suffer(?:s|ed|ing)? from",
    r"denies",
    r"claims",
    r"admits",
    r"suicidal patients?",
    r"commit(?:s|ted|ting)? suicide",
    r"manic",
    r"psychotic",
    r"bipolar patients?",
    rf"(?:probabl[ey]|likely|consistent with|suggestive of|indicates?) {A_WORD_OR_TWO}{CONDITION}",
)

WORD = re.compile(r"\b(?:" + "|".join(FORBIDDEN).replace(" ", r"\s+") + r")(?!\w)", re.IGNORECASE)

PUBLISHED_ITEMS = tuple(
    item
    for instrument in (PHQ9, ASQ, GAD7, PCPTSD5, PEG, AUDITC)
    for item in (instrument.stem, *instrument.items)
    if item
)
FOOTER = "They are not a diagnosis and do not say whether treatment is right."
ALLOWED = (*PUBLISHED_ITEMS, FOOTER, "Heart failure or a heart valve problem")


@dataclass(frozen=True)
class Fault:
    """A forbidden word in a file or text: where it is called so, on which line (from 1), and the word."""

    where: str
    line: int
    word: str

    def __str__(self) -> str:
        return f"{self.where}:{self.line}: “{self.word}”"


def faults(text: str, *, where: str) -> Iterator[Fault]:
    """Every forbidden word in a text, the allowed strings aside."""
    for allowed in ALLOWED:
        text = re.sub(_in_any_lines(allowed), lambda match: "\n" * match[0].count("\n"), text)
    for match in WORD.finditer(text):
        yield Fault(where, text.count("\n", 0, match.start()) + 1, match[0])


def _in_any_lines(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split())

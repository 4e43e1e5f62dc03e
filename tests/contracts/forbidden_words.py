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

CONDITION_IN_SPANISH = (
    r"(?:depresi[óo]n|deprimid[oa]s?|ansiedad|estr[ée]s postraum[áa]tico|tept|ptsd|traumas?|fibromialgia|sdrc|crps"
    r"|bipolar|man[íi]a|psicosis|esquizofrenia|disociaci[óo]n|diabetes|glaucoma|epilepsia|asma|demencia|c[áa]ncer"
    r"|(?:trastorno|s[íi]ndrome)s?)"
)
GRADE_IN_SPANISH = r"(?:grave|sever[oa]|moderad[oa]|leve|m[íi]nim[oa]|extrem[oa])s?"

# The sense of the English list, in the words that Spanish has for it.
FORBIDDEN_IN_SPANISH = (
    rf"(?:usted (?:tiene|padece|presenta)|(?:podr[íi]a|puede|debe|parece) (?:que )?(?:tener|tiene|tenga)) "
    rf"{A_WORD_OR_TWO}{CONDITION_IN_SPANISH}",
    r"diagn[óo]s\w*",
    r"(?:cumple|re[úu]ne|satisface)n? (?:con )?(?:los )?(?:criterios|requisitos)",
    r"positiv[oa]s? (?:para|en|a)",
    r"(?:prueba|examen|tamizaje|cribado|detecci[óo]n)(?:es|s)? positiv[oa]s?",
    r"resultados? de(?: la|l| su| sus)? (?:pruebas?|ex[áa]men(?:es)?|an[áa]lisis|test)",
    r"(?:in)?elegib\w+",
    r"aptas?|aptos?|aptitud",
    r"califica\w*",
    r"candidat[oa]s?",
    r"contraindica\w*",
    r"aprobad[oa]s? para (?:el |su |recibir )?(?:tratamientos?|infusi[óo]n)",
    r"usted (?:est[áa]|fue|ha sido|qued[óo]) aprobad[oa]",
    r"autorizad[oa]s? para (?:el |su |recibir )?(?:tratamientos?|infusi[óo]n)",
    r"(?:es|son|est[áa]n?|resulta) segur[oa]s?",
    r"segur[oa]s? (?:para|tratar)",
    r"paciente (?:in)?segur[oa]",
    r"(?:debe|deber[íi]a|tiene que) (?:no )?(?:recibir|ser tratad[oa])",
    r"tratamientos? recomendad[oa]s?",
    r"recomend\w+ (?:el |este )?tratamiento",
    r"(?:bajo|mediano|moderado|alto) riesgo",
    r"riesgo (?:bajo|medio|mediano|moderado|alto)",
    r"(?:nivel|niveles|puntaje|puntuaci[óo]n|grado) de riesgo",
    r"(?:sin|ning[úu]n|ninguna) (?:motivos? de )?(?:preocupaci[óo]n(?:es)?|inquietud(?:es)?)",
    r"todo (?:est[áa] )?(?:bien|en orden|despejado)",
    r"(?:a)?normal(?:es)?",
    rf"(?:dolor|{CONDITION_IN_SPANISH}) (?:muy )?{GRADE_IN_SPANISH}",
    r"resistentes? al tratamiento",
    r"fracas\w+",
    r"fallid[oa]s?|fall[óo]|fallaron|fallas?",
    r"incumpl\w+|no cumpl\w+|falta de (?:cumplimiento|adherencia)",
    r"buscador(?:a|es|as)? de drogas|busca drogas",
    r"adict\w*|adicci\w*",
    r"abus\w+",
    r"sufr(?:e|en|i[óo]|ir) de|padece(?:n|r)?(?: de)?",
    r"niega|alega|admite|asegura que",
    r"pacientes? suicidas?",
    r"comet\w+ suicidio",
    r"man[íi]ac[oa]s?|psic[óo]tic[oa]s?|paciente bipolar",
    rf"(?:probable|posible|compatible con|consistente con|sugiere|indica) {A_WORD_OR_TWO}{CONDITION_IN_SPANISH}",
)


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(words).replace(" ", r"\s+") + r")(?!\w)", re.IGNORECASE)


WORD = _any_of(FORBIDDEN)
WORD_IN_SPANISH = _any_of((*FORBIDDEN, *FORBIDDEN_IN_SPANISH))

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


def faults(text: str, *, where: str, word: re.Pattern[str] = WORD) -> Iterator[Fault]:
    """Every forbidden word in a text, the allowed strings aside."""
    for allowed in ALLOWED:
        text = re.sub(_in_any_lines(allowed), lambda match: "\n" * match[0].count("\n"), text)
    for match in word.finditer(text):
        yield Fault(where, text.count("\n", 0, match.start()) + 1, match[0])


def _in_any_lines(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split())

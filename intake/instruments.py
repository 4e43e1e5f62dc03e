"""The published instruments, word for word. Wording, order, options and time frame are never changed or translated.

Sources and permissions stand in each attribution line. "Prefer not to answer" is our form's own choice: an item
answered so leaves the instrument unscored. Where no official Spanish text is at hand there is none here either, and
the instrument is shown in English (decision 0015).
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from intake.instrument import Instrument, Wording
from intake.questions import PREFER_NOT

PFIZER = (
    "Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational grant "
    "from Pfizer Inc. No permission required to reproduce, translate, display or distribute."
)
PFIZER_IN_SPANISH = (
    "Elaborado por los doctores Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke y colegas, mediante una "
    "subvención educativa otorgada por Pfizer Inc. No se requiere permiso para reproducir, traducir, presentar o "
    "distribuir."
)
LOINC_NOTICE = "This material contains content from LOINC (http://loinc.org). © Regenstrief Institute, Inc."

HOW_OFTEN = (
    ("0", "Not at all"),
    ("1", "Several days"),
    ("2", "More than half the days"),
    ("3", "Nearly every day"),
    PREFER_NOT,
)
YES_NO = (("yes", "Yes"), ("no", "No"), PREFER_NOT)
FROM_0_TO_10 = tuple((str(n), str(n)) for n in range(11))

CHOOSE_HOW_OFTEN = _("Choose how often, or “Prefer not to answer”")
CHOOSE_YES_OR_NO = _("Choose “Yes”, “No” or “Prefer not to answer”")


PHQ9 = Instrument(
    name="phq9",
    title="PHQ-9",
    stem="Over the last 2 weeks, how often have you been bothered by any of the following problems?",
    attribution=PFIZER,
    options=HOW_OFTEN,
    to_do=CHOOSE_HOW_OFTEN,
    loinc="44249-1",
    codes=("44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2", "44252-5", "44253-3", "44260-8"),
    items=(
        "Little interest or pleasure in doing things",
        "Feeling down, depressed, or hopeless",
        "Trouble falling or staying asleep, or sleeping too much",
        "Feeling tired or having little energy",
        "Poor appetite or overeating",
        "Feeling bad about yourself – or that you are a failure or have let yourself or your family down",
        "Trouble concentrating on things, such as reading the newspaper or watching television",
        "Moving or speaking so slowly that other people could have noticed? Or the opposite – being so fidgety or "
        "restless that you have been moving around a lot more than usual",
        "Thoughts that you would be better off dead or of hurting yourself in some way",
    ),
    spanish=Wording(
        stem="Durante las últimas 2 semanas, ¿qué tan seguido ha tenido molestias debido a los siguientes problemas?",
        options=("Ningún día", "Varios días", "Más de la mitad de los días", "Casi todos los días"),
        attribution=PFIZER_IN_SPANISH,
        items=(
            "Poco interés o placer en hacer cosas",
            "Se ha sentido decaído(a), deprimido(a) o sin esperanzas",
            "Ha tenido dificultad para quedarse o permanecer dormido(a), o ha dormido demasiado",
            "Se ha sentido cansado(a) o con poca energía",
            "Sin apetito o ha comido en exceso",
            "Se ha sentido mal con usted mismo(a) – o que es un fracaso o que ha quedado mal con usted mismo(a) o con "
            "su familia",
            "Ha tenido dificultad para concentrarse en ciertas actividades, tales como leer el periódico o ver la "
            "televisión",
            "¿Se ha movido o hablado tan lento que otras personas podrían haberlo notado? o lo contrario – muy "
            "inquieto(a) o agitado(a) que ha estado moviéndose mucho más de lo normal",
            "Pensamientos de que estaría mejor muerto(a) o de lastimarse de alguna manera",
        ),
    ),
)

PHQ9_DIFFICULTY = Instrument(
    name="phq9_difficulty",
    title="PHQ-9",
    attribution=PFIZER,
    options=(
        ("not_difficult", "Not difficult at all"),
        ("somewhat", "Somewhat difficult"),
        ("very", "Very difficult"),
        ("extremely", "Extremely difficult"),
        PREFER_NOT,
    ),
    to_do=_("Choose how difficult, or “Prefer not to answer”"),
    codes=("69722-7",),
    items=(
        "If you checked off any problems, how difficult have these problems made it for you to do your work, take "
        "care of things at home, or get along with other people?",
    ),
    spanish=Wording(
        options=("No ha sido difícil", "Un poco difícil", "Muy difícil", "Extremadamente difícil"),
        attribution=PFIZER_IN_SPANISH,
        items=(
            "Si marcó cualquiera de los problemas, ¿qué tanta dificultad le han dado estos problemas para hacer su "
            "trabajo, encargarse de las tareas del hogar, o llevarse bien con otras personas?",
        ),
    ),
)

ASQ = Instrument(
    name="asq",
    title="ASQ",
    attribution="Ask Suicide-Screening Questions (ASQ), National Institute of Mental Health.",
    options=YES_NO,
    to_do=CHOOSE_YES_OR_NO,
    items=(
        "In the past few weeks, have you wished you were dead?",
        "In the past few weeks, have you felt that you or your family would be better off if you were dead?",
        "In the past week, have you been having thoughts about killing yourself?",
        "Have you ever tried to kill yourself?",
        "Are you having thoughts of killing yourself right now?",
    ),
)

GAD7 = Instrument(
    name="gad7",
    title="GAD-7",
    stem="Over the last 2 weeks, how often have you been bothered by the following problems?",
    attribution=PFIZER,
    options=HOW_OFTEN,
    to_do=CHOOSE_HOW_OFTEN,
    loinc="69737-5",
    codes=("69725-0", "68509-9", "69733-4", "69734-2", "69735-9", "69689-8", "69736-7"),
    items=(
        "Feeling nervous, anxious, or on edge",
        "Not being able to stop or control worrying",
        "Worrying too much about different things",
        "Trouble relaxing",
        "Being so restless that it is hard to sit still",
        "Becoming easily annoyed or irritable",
        "Feeling afraid, as if something awful might happen",
    ),
    spanish=Wording(
        stem="Durante las últimas 2 semanas, ¿con qué frecuencia ha sentido molestias por los siguientes problemas?",
        options=("Nunca", "Varios días", "Más de la mitad de los días", "Casi todos los días"),
        attribution=PFIZER_IN_SPANISH,
        items=(
            "Sentirse nervioso/a, intranquilo/a o con los nervios de punta",
            "No poder dejar de preocuparse o no poder controlar la preocupación",
            "Preocuparse demasiado por diferentes cosas",
            "Dificultad para relajarse",
            "Estar tan inquieto/a que es difícil permanecer sentado/a tranquilamente",
            "Molestarse o ponerse irritable fácilmente",
            "Sentir miedo como si algo terrible pudiera pasar",
        ),
    ),
)

PCPTSD5 = Instrument(
    name="pcptsd5",
    title="PC-PTSD-5",
    stem="In the past month, have you…",
    attribution=(
        "PC-PTSD-5: Prins, Bovin, Kimerling, Kaloupek, Marx, Pless Kaiser, Schnurr (2015), "
        "US Department of Veterans Affairs, National Center for PTSD. Public domain."
    ),
    options=YES_NO,
    to_do=CHOOSE_YES_OR_NO,
    items=(
        "Had nightmares about the event(s) or thought about the event(s) when you did not want to?",
        "Tried hard not to think about the event(s) or went out of your way to avoid situations that reminded you of "
        "the event(s)?",
        "Been constantly on guard, watchful, or easily startled?",
        "Felt numb or detached from people, activities, or your surroundings?",
        "Felt guilty or unable to stop blaming yourself or others for the event(s) or any problems the event(s) may "
        "have caused?",
    ),
)

# Its own words stand above the gate; the stem of the five items would be wrong there.
PCPTSD5_GATE = replace(
    PCPTSD5,
    name="pcptsd5_event",
    stem=(
        "Sometimes things happen to people that are unusually or especially frightening, horrible, or traumatic. "
        "For example: a serious accident or fire; a physical or sexual assault or abuse; an earthquake or flood; "
        "a war; seeing someone be killed or seriously injured; having a loved one die through homicide or suicide."
    ),
    items=("Have you ever experienced this kind of event?",),
)

PEG = Instrument(
    name="peg",
    title="PEG",
    attribution="PEG: Krebs, Lorenz, Bair, Damush, Wu, Sutherland, Asch, Kroenke (2009).",
    options=FROM_0_TO_10,
    to_do=_("Choose a number from 0 to 10"),
    loinc="91148-7",
    codes=("75893-8", "91145-3", "91146-1"),
    items=(
        "What number best describes your pain on average in the past week? "
        "0 = No pain, 10 = Pain as bad as you can imagine",
        "What number best describes how, during the past week, pain has interfered with your enjoyment of life? "
        "0 = Does not interfere, 10 = Completely interferes",
        "What number best describes how, during the past week, pain has interfered with your general activity? "
        "0 = Does not interfere, 10 = Completely interferes",
    ),
)

AUDITC = Instrument(
    name="auditc",
    title="AUDIT-C",
    attribution=("AUDIT-C: Bush, Kivlahan, McDonell, Fihn, Bradley (1998), from the AUDIT, World Health Organization."),
    options=(
        (
            ("0", "Never"),
            ("1", "Monthly or less"),
            ("2", "2 to 4 times a month"),
            ("3", "2 to 3 times a week"),
            ("4", "4 or more times a week"),
            PREFER_NOT,
        ),
        (
            ("0", "1 or 2"),
            ("1", "3 or 4"),
            ("2", "5 or 6"),
            ("3", "7 to 9"),
            ("4", "10 or more"),
            PREFER_NOT,
        ),
        (
            ("0", "Never"),
            ("1", "Less than monthly"),
            ("2", "Monthly"),
            ("3", "Weekly"),
            ("4", "Daily or almost daily"),
            PREFER_NOT,
        ),
    ),
    to_do=_("Choose the answer that fits, or “Prefer not to answer”"),
    loinc="72109-2",
    codes=("68518-0", "68519-8", "68520-6"),
    items=(
        "How often do you have a drink containing alcohol?",
        "How many standard drinks containing alcohol do you have on a typical day when drinking?",
        "How often do you have six or more drinks on one occasion?",
    ),
    spanish=Wording(
        options=(
            (
                "Nunca",
                "Una o menos veces al mes",
                "De 2 a 4 veces al mes",
                "De 2 a 3 veces a la semana",
                "4 o más veces a la semana",
            ),
            ("1 o 2", "3 o 4", "5 o 6", "7, 8 o 9", "10 o más"),
            ("Nunca", "Menos de una vez al mes", "Mensualmente", "Semanalmente", "A diario o casi a diario"),
        ),
        items=(
            "¿Con qué frecuencia consume alguna bebida alcohólica?",
            "¿Cuántas consumiciones de bebidas alcohólicas suele realizar en un día de consumo normal?",
            "¿Con qué frecuencia toma 6 o más bebidas alcohólicas en un solo día?",
        ),
    ),
)

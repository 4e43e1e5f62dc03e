"""Section I: heart, head, eyes, breathing, organs, bladder, pregnancy, and anesthesia before."""

from crispy_forms.layout import Layout
from django.utils.translation import gettext_lazy as _

from intake.conditions import answer
from intake.questions import NO, NONE_OF_THESE, NOT_SURE, PREFER_NOT, YES, Details, ManyChoices, OneChoice
from intake.sections.section import Section

ANY_HEART = answer("heart_vessel").includes(
    "high_bp",
    "heart_attack",
    "heart_failure_valve",
    "irregular_beat",
    "chest_pain",
    "aneurysm",
    "avm",
    "stroke_tia",
    "brain_bleed",
    "procedure",
    "device",
    "not_sure",
)


class BodyHealth(Section):
    slug = "body-health"
    letter = "I"
    title = _("Body health")
    intro = _("We ask because ketamine can raise blood pressure and change how you breathe for a short time.")
    notice = _("If you have chest pain or trouble breathing now, call 911.")
    since_then = _("Did a doctor or other health worker tell you something new since then?")
    # The others speak of the last months or of now, or a visit may have changed them.
    lasting = ("brain_head", "breathing", "organs")

    heart_vessel = ManyChoices(
        _("Have you ever had any of these?"),
        ("high_bp", _("High blood pressure")),
        ("heart_attack", _("Heart attack")),
        ("heart_failure_valve", _("Heart failure or a heart valve problem")),
        ("irregular_beat", _("Fast or uneven heartbeat, or long QT")),
        ("chest_pain", _("Chest pain in the past month")),
        ("aneurysm", _("Aneurysm (a bulge in a blood vessel)")),
        ("avm", _("AVM (a tangle of blood vessels)")),
        ("stroke_tia", _("Stroke or mini-stroke")),
        ("brain_bleed", _("Bleeding in the brain")),
        ("procedure", _("Heart stent, bypass or other heart procedure")),
        ("device", _("Pacemaker or implanted defibrillator")),
        NONE_OF_THESE,
        NOT_SURE,
        missing=_("Choose each heart or blood vessel problem you have had, or “None of these”, or “Not sure”."),
    )
    bp_status = OneChoice(
        _("Last time it was checked, what was your blood pressure like?"),
        ("below", _("Below 140 (top number) and below 90 (bottom number)")),
        ("above", _("140 or more (top), or 90 or more (bottom)")),
        NOT_SURE,
        ("not_checked", _("Not checked in the past year")),
        show_if=answer("heart_vessel").includes("high_bp"),
        missing=_("Choose what your blood pressure was, or “Not sure”."),
    )
    heart_recent = OneChoice(
        _("In the past 12 months, did you have a heart attack, a stroke, or a heart procedure?"),
        YES,
        NO,
        NOT_SURE,
        show_if=ANY_HEART,
        missing=_("Choose whether you had one of these in the past 12 months, or “Not sure”."),
    )
    brain_head = ManyChoices(
        _("Have you ever had any of these?"),
        ("seizure", _("Seizures or epilepsy")),
        ("head_injury", _("A serious head injury")),
        ("high_pressure", _("High pressure in the brain, a brain tumor, or a shunt")),
        NONE_OF_THESE,
        NOT_SURE,
        missing=_("Choose each brain or head problem you have had, or “None of these”, or “Not sure”."),
    )
    eyes = ManyChoices(
        _("Do you have any of these eye problems?"),
        ("glaucoma", _("Glaucoma or high eye pressure")),
        ("eye_injury", _("Eye injury or eye surgery in the past 3 months")),
        NONE_OF_THESE,
        NOT_SURE,
        missing=_("Choose each eye problem you have, or “None of these”, or “Not sure”."),
    )
    breathing = ManyChoices(
        _("Do you have any of these breathing problems?"),
        ("sleep_apnea", _("Sleep apnea")),
        ("copd_asthma", _("COPD or bad asthma")),
        ("home_oxygen", _("I use oxygen at home")),
        NONE_OF_THESE,
        NOT_SURE,
        missing=_("Choose each breathing problem you have, or “None of these”, or “Not sure”."),
    )
    organs = ManyChoices(
        _("Do you have any of these?"),
        ("liver", _("Liver disease")),
        ("kidney", _("Kidney disease")),
        ("overactive_thyroid", _("Overactive thyroid")),
        ("diabetes", _("Diabetes")),
        ("slow_stomach", _("Slow stomach (gastroparesis) or bad reflux")),
        NONE_OF_THESE,
        NOT_SURE,
        missing=_("Choose each illness on this list that you have, or “None of these”, or “Not sure”."),
    )
    bladder = OneChoice(
        _("Do you have burning or pain when you pee, blood in your pee, or a need to go much more often?"),
        NO,
        ("sometimes", _("Sometimes")),
        ("often", _("Often")),
        NOT_SURE,
        why=_("We ask because using a lot of ketamine for a long time can harm the bladder."),
        missing=_("Choose how often you have bladder trouble, or “No”, or “Not sure”."),
    )
    pregnancy = ManyChoices(
        _("Do any of these fit you? We ask everyone."),
        ("does_not_apply", _("Does not apply to me")),
        NO,
        ("pregnant", _("I am pregnant")),
        ("might_be", _("I might be pregnant")),
        ("trying", _("I am trying to get pregnant")),
        ("breastfeeding", _("I am breastfeeding")),
        PREFER_NOT,
        why=_("We ask because it can change how your care team plans."),
        missing=_("Choose what fits you, or “Does not apply to me”, or “Prefer not to answer”."),
    )
    anesthesia_problem = OneChoice(
        _("Have you ever had a bad reaction to anesthesia or sedation? If yes, tell us what happened."),
        NO,
        YES,
        ("never_had", _("I have never had it")),
        NOT_SURE,
        missing=_("Choose whether you had a bad reaction, or “I have never had it”, or “Not sure”."),
    )
    anesthesia_problem_details = Details(
        _("What happened?"),
        details_of="anesthesia_problem",
        show_if=answer("anesthesia_problem").is_("yes"),
    )

    layout = Layout(
        "heart_vessel",
        "bp_status",
        "heart_recent",
        "brain_head",
        "eyes",
        "breathing",
        "organs",
        "bladder",
        "pregnancy",
        "anesthesia_problem",
        "anesthesia_problem_details",
    )

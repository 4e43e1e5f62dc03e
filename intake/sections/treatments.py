"""Section G: what was tried before, for mood and for pain, and ketamine before."""

from crispy_forms.layout import Layout
from django.utils.translation import gettext_lazy as _

from intake.conditions import answer
from intake.questions import NO, NONE_OF_THESE, NOT_SURE, YES, Details, ManyChoices, OneChoice
from intake.repeating import Rows
from intake.sections.medicine_row import MedicineRow
from intake.sections.section import Section
from intake.sections.why_you_are_here import MOOD_REASON, PAIN_REASON

TALKED = answer("talk_therapy").includes("cbt", "trauma_focused", "other_talk", "group_skills", "not_sure")
PAIN_TREATED = answer("pain_treatments").includes(
    "physical_therapy",
    "exercise",
    "nerve_pain_meds",
    "other_pain_meds",
    "opioids",
    "injections",
    "stimulator",
    "pain_psych",
)
KETAMINE_BEFORE = answer("ketamine_before").includes(
    "surgery_er",
    "clinic_infusion",
    "nasal_esketamine",
    "at_home",
    "not_prescribed",
    "not_sure",
)
KETAMINE_AS_TREATMENT = answer("ketamine_before").includes("clinic_infusion", "nasal_esketamine", "at_home")

WHAT_KETAMINE_IS = _(
    "Ketamine is a medicine. Doctors use it to help people sleep through surgery. Some clinics give smaller doses for "
    "low mood or pain. Spravato is a nose spray. The medicine in it, esketamine, is close to ketamine but is not the "
    "same."
)


class TreatmentsTried(Section):
    slug = "treatments"
    letter = "G"
    title = _("Treatments you have tried")
    intro = _("We ask because what helped you, and what did not, helps your care team plan. A best guess is fine.")
    since_then = _("Did you try something new since then, or stop something?")
    # Ketamine before is asked anew: the clinic itself may have given it since.
    lasting = (
        "mood_meds_any",
        "mood_meds",
        "talk_therapy",
        "talk_therapy_result",
        "brain_treatments",
        "pain_treatments",
        "pain_treatments_result",
        "tx_stopped_side_effects",
        "tx_stopped_side_effects_details",
    )

    mood_meds_any = OneChoice(
        _("Have you taken medicine for mood, worry or trauma?"),
        YES,
        NO,
        NOT_SURE,
        show_if=MOOD_REASON,
        missing=_("Choose whether you have taken such a medicine, or “Not sure”."),
    )
    mood_meds = Rows(
        _("List each medicine (up to 6)."),
        row=MedicineRow,
        most=6,
        show_if=answer("mood_meds_any").is_("yes"),
        optional=True,
    )
    talk_therapy = ManyChoices(
        _("What kinds of talk therapy have you tried?"),
        ("cbt", _("CBT (learning to change thoughts and habits)")),
        ("trauma_focused", _("Therapy about the trauma (such as PE, CPT or EMDR)")),
        ("other_talk", _("Other talk therapy or counseling")),
        ("group_skills", _("Group or skills class")),
        ("none", _("None")),
        ("not_sure", _("Not sure what kind")),
        show_if=MOOD_REASON,
        missing=_("Choose each kind of talk therapy you have tried, or “None”, or “Not sure what kind”."),
    )
    talk_therapy_result = OneChoice(
        _("How did talk therapy go?"),
        ("helped", _("It helped")),
        ("little", _("It helped a little or not at all")),
        ("stopped_early", _("I stopped early")),
        ("in_it_now", _("I am doing it now")),
        NOT_SURE,
        show_if=TALKED,
        optional=True,
    )
    brain_treatments = ManyChoices(
        _("Have you had any of these?"),
        ("ect", _("ECT (electric treatment done while asleep)")),
        ("tms", _("TMS (magnet treatment)")),
        ("vns", _("A nerve or brain stimulator")),
        NONE_OF_THESE,
        NOT_SURE,
        show_if=MOOD_REASON,
        optional=True,
    )
    pain_treatments = ManyChoices(
        _("What have you tried for pain?"),
        ("physical_therapy", _("Physical or occupational therapy")),
        ("exercise", _("An exercise program")),
        ("nerve_pain_meds", _("Nerve pain medicine (such as gabapentin or duloxetine)")),
        ("other_pain_meds", _("Other pain medicine (such as ibuprofen)")),
        ("opioids", _("Opioid pain medicine")),
        ("injections", _("Shots or nerve blocks")),
        ("stimulator", _("A stimulator or pump")),
        ("pain_psych", _("Talk therapy for pain")),
        ("none", _("None")),
        NOT_SURE,
        show_if=PAIN_REASON,
        missing=_("Choose each thing you have tried for pain, or “None”, or “Not sure”."),
    )
    pain_treatments_result = OneChoice(
        _("Over all, how much did these help your pain?"),
        ("none", _("Not at all")),
        ("little", _("A little")),
        ("some", _("Some")),
        ("lot", _("A lot")),
        NOT_SURE,
        show_if=PAIN_TREATED,
        missing=_("Choose how much these helped your pain, or “Not sure”."),
    )
    tx_stopped_side_effects = OneChoice(
        _("Did you ever stop a treatment because of side effects? If yes, tell us which one."),
        YES,
        NO,
        NOT_SURE,
        optional=True,
    )
    tx_stopped_side_effects_details = Details(
        _("Which treatment, and what happened?"),
        details_of="tx_stopped_side_effects",
        show_if=answer("tx_stopped_side_effects").is_("yes"),
    )
    ketamine_before = ManyChoices(
        _("Have you ever been given, or used, ketamine or Spravato (esketamine)?"),
        ("never", _("Never")),
        ("surgery_er", _("For surgery or in an emergency room")),
        ("clinic_infusion", _("As a treatment at a clinic")),
        ("nasal_esketamine", _("As a nose spray (Spravato)")),
        ("at_home", _("Prescribed for use at home")),
        ("not_prescribed", _("Not from a doctor")),
        NOT_SURE,
        why=_("We ask to plan with you, not to judge you."),
        explain=WHAT_KETAMINE_IS,
        missing=_("Choose each way you have had it, or “Never”, or “Not sure”."),
    )
    ketamine_before_went = OneChoice(
        _("How did it go?"),
        ("fine", _("Fine")),
        ("mixed", _("Some good, some bad")),
        ("bad", _("Bad or scary")),
        ("dont_remember", _("I do not remember")),
        show_if=KETAMINE_BEFORE,
        optional=True,
    )
    ketamine_last = OneChoice(
        _("When did you last have it?"),
        ("month", _("In the past month")),
        ("m1_12", _("1 to 12 months ago")),
        ("over_1y", _("More than a year ago")),
        NOT_SURE,
        show_if=KETAMINE_BEFORE,
        optional=True,
    )
    ketamine_helped = OneChoice(
        _("Did it help what you took it for?"),
        ("none", _("Not at all")),
        ("little", _("A little")),
        ("lot", _("A lot")),
        NOT_SURE,
        show_if=KETAMINE_AS_TREATMENT,
        optional=True,
    )

    layout = Layout(
        "mood_meds_any",
        "mood_meds",
        "talk_therapy",
        "talk_therapy_result",
        "brain_treatments",
        "pain_treatments",
        "pain_treatments_result",
        "tx_stopped_side_effects",
        "tx_stopped_side_effects_details",
        "ketamine_before",
        "ketamine_before_went",
        "ketamine_last",
        "ketamine_helped",
    )

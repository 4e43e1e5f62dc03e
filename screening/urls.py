"""Addresses of the clinician's pages."""

from django.urls import path

from screening.views import (
    finding,
    holding,
    in_the_room,
    keeping,
    listing,
    notices,
    papers,
    review,
    rule_statistics,
    rulebook,
    several,
    try_answers,
    useful,
    worklist,
)

urlpatterns = [
    path("reviews/", worklist.worklist, name="worklist"),
    path("reviews/find/", finding.find_patient, name="find"),
    path("reviews/safety/", worklist.safety_items, name="safety-items"),
    path("reviews/list.csv", listing.worklist_csv, name="worklist-csv"),
    path("reviews/<uuid:response_id>/", review.review, name="review"),
    path("reviews/<uuid:response_id>/take/", review.take_response, name="take"),
    path("reviews/<uuid:response_id>/hand-over/", holding.hand_over_response, name="hand-over"),
    path("reviews/<uuid:response_id>/open/", keeping.still_open, name="still-open"),
    path("reviews/<uuid:response_id>/typed/", keeping.keep_typed, name="keep-typed"),
    path("reviews/<uuid:response_id>/answers/<int:place>/", in_the_room.confirm_answer, name="confirm"),
    path("reviews/<uuid:response_id>/acknowledge/", notices.acknowledge_notice, name="acknowledge"),
    path("reviews/<uuid:response_id>/cards/", several.dispose_chosen, name="dispose-chosen"),
    path("reviews/<uuid:response_id>/cards/<int:place>/", review.dispose_card, name="dispose"),
    path("reviews/<uuid:response_id>/notes/", review.notes_seen, name="notes-seen"),
    path("reviews/<uuid:response_id>/sign/", review.sign, name="sign"),
    path("reviews/<uuid:response_id>/useful/", useful.was_useful, name="useful"),
    path("reviews/<uuid:response_id>/out/<slug:paper>/", papers.paper, name="paper"),
    path("reviews/<uuid:response_id>/out/<slug:paper>/pdf/", papers.paper_pdf, name="paper-pdf"),
    path("reviews/<uuid:response_id>/out/<slug:paper>/text/", papers.paper_text, name="paper-text"),
    path("rules/", rulebook.rulebook, name="rulebook"),
    path("rules/approve/", rulebook.approve, name="approve-rules"),
    path("rules/numbers/", rulebook.numbers, name="rule-numbers"),
    path("rules/figures/", rule_statistics.rule_statistics, name="rule-statistics"),
    path("rules/try/", try_answers.try_page, name="try-answers"),
    path("rules/urgent/", rulebook.make_urgent, name="make-urgent"),
]

"""Addresses of the clinician's pages."""

from django.urls import path

from screening.views import review, rulebook, worklist

urlpatterns = [
    path("reviews/", worklist.worklist, name="worklist"),
    path("reviews/<uuid:response_id>/", review.review, name="review"),
    path("reviews/<uuid:response_id>/take/", review.take_response, name="take"),
    path("reviews/<uuid:response_id>/cards/<int:place>/", review.dispose_card, name="dispose"),
    path("reviews/<uuid:response_id>/notes/", review.notes_seen, name="notes-seen"),
    path("reviews/<uuid:response_id>/sign/", review.sign, name="sign"),
    path("rules/", rulebook.rulebook, name="rulebook"),
    path("rules/approve/", rulebook.approve, name="approve-rules"),
    path("rules/numbers/", rulebook.numbers, name="rule-numbers"),
    path("rules/urgent/", rulebook.make_urgent, name="make-urgent"),
]

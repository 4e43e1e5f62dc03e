"""The clinician's side. It listens to what the patient's side announces."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "screening"

    def ready(self) -> None:
        from intake.signals import answers_saved, consult_settled, response_submitted
        from screening import flags, reviews

        answers_saved.connect(flags.on_answers_saved, dispatch_uid="safety rules")
        response_submitted.connect(flags.on_response_submitted, dispatch_uid="all rules")
        consult_settled.connect(reviews.on_consult_settled, dispatch_uid="signed reviews")

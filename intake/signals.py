"""The two things that the patient's side announces, each inside the transaction that made it true."""

from django.dispatch import Signal

# sender=Response, response, section (the Section class), on_purpose (bool), now (datetime)
answers_saved = Signal()
# sender=Response, response, frozen (FrozenDocument), now (datetime)
response_submitted = Signal()

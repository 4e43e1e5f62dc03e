"""The two things that the patient's side announces, each inside the transaction that made it true."""

from django.dispatch import Signal

# answers_saved: sender=Response class, response=Response, on_purpose=bool, now=datetime
answers_saved = Signal()
# response_submitted: sender=Response class, response=Response, record=Record (the frozen document's row), now=datetime
response_submitted = Signal()

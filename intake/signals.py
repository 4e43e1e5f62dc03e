"""What the patient's side announces, each inside the transaction that made it true, and the one thing that it asks."""

from django.dispatch import Signal

# sender=Response, response, section (the Section class), on_purpose (bool), now (datetime)
answers_saved = Signal()
# sender=Response, response, frozen (FrozenDocument), now (datetime)
response_submitted = Signal()
# Asked before a consult is moved: whoever answers True has settled it. sender=Response, response
consult_settled = Signal()

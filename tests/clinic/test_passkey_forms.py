"""Whatever is sent in place of a passkey is a mistake to put right. Real ones are in journeys/test_passkeys.py."""

from __future__ import annotations

import base64
import json

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.people import PASSWORD, signed_in, with_app

LOGIN, STEP, ADD = "/staff/sign-in/passkey/", "/staff/sign-in/code/", "/staff/account/passkeys/add/"
WORDS = st.one_of(st.text(max_size=20), st.binary(max_size=60).map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
CLIENT_DATA = st.fixed_dictionaries({"type": WORDS, "challenge": WORDS, "origin": WORDS}).map(
    lambda data: base64.urlsafe_b64encode(json.dumps(data).encode()).decode()
)
# Like what a browser sends, with anything in each place.
ANSWER = st.fixed_dictionaries(
    {"id": WORDS, "rawId": WORDS, "type": st.sampled_from(["public-key", "other"])},
    optional={
        "response": st.dictionaries(
            st.sampled_from(["clientDataJSON", "authenticatorData", "signature", "userHandle", "attestationObject"]),
            st.one_of(WORDS, CLIENT_DATA),
        )
    },
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)
ANYTHING = st.one_of(ANSWER.map(json.dumps), JSON.map(json.dumps), st.text(max_size=40), st.just('{"a":' * 5000))


@pytest.fixture
def asked(clinician, lead):
    """Each page that takes a passkey, in a browser that was asked for one."""
    stranger, half_way = Client(), Client()
    half_way.post("/staff/sign-in/", {"login": with_app(clinician).email, "password": PASSWORD})
    return {LOGIN: stranger, STEP: half_way, ADD: signed_in(lead)}


@pytest.mark.slow
@given(credential=ANYTHING)
@example(credential="0")
@example(credential="false")
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_anything_in_place_of_a_passkey_is_refused(asked, credential):
    cache.clear()  # so that each is looked at, and not only counted as one try too many
    for page, browser in asked.items():
        browser.get(page, headers={"Accept": "application/json"})
        answer = browser.post(page, {"credential": credential, "name": "x"})

        assert answer.status_code in (302, 422, 429)
        assert answer.headers.get("Location", LOGIN) != "/staff/"
        assert "_auth_user_id" not in asked[LOGIN].session
        assert not Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).exists()

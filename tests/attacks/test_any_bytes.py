"""Any bytes to any form, any address and any file of answers: a refusal or a saved answer, never a server error."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from clinic.models import Staff
from intake.check import check
from intake.consult_lists import NotAList, decoded
from intake.consult_lists import read as read_list
from intake.questionnaire import BY_SLUG
from screening.answers_file import NotAnswers, read_answers
from screening.rule import Topic
from tests.addresses import every_address
from tests.people import Patient, signed_in
from tests.reviewing import card_of, on_card

pytestmark = pytest.mark.slow

any_bytes = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])

ODD = [
    "",
    "\x00",
    "\r\n",
    "x" * 5000,
    "é\u202e",
    "9" * 400,
    "-1",
    "0001-01-01",
    "9999-12-31",
    "9999-12-31T23:59",
    "{{1}}",
]
ODD += ["null", "[]", "00000000-0000-0000-0000-000000000000", "a@b.c\nBcc: d@e.f", "%", "../../etc/passwd", "1e999"]
values = st.lists(st.sampled_from(ODD) | st.text(max_size=40), max_size=3)
KINDS = [
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=b",
    "application/json",
    "text/plain",
    "",
    "\xff",
]


def fields(*names: str) -> st.SearchStrategy[dict[str, list[str]]]:
    """Any of these fields, and now and then another one, with odd values."""
    return st.dictionaries(st.sampled_from(names) | st.text(max_size=12), values, max_size=len(names) + 1)


@pytest.fixture
def inside(patient: Patient) -> Patient:
    patient.enters()
    return patient


@any_bytes
@given(posted=fields("username", "password", "next", "login", "email"))
def test_the_sign_in_page_answers_whatever_is_typed(db: None, posted: dict[str, list[str]]) -> None:
    assert Client().post("/staff/sign-in/", posted).status_code < 500


@any_bytes
@given(posted=fields("month", "day", "year"))
def test_the_date_of_birth_answers_whatever_is_typed(patient: Patient, posted: dict[str, list[str]]) -> None:
    assert patient.client.post(f"/q/{patient.token}/", posted).status_code in (302, 410, 422)


INVITE = ("name", "date_of_birth", "record_number", "email", "phone", "consult_at", "clinician", "form_id")


@any_bytes
@given(posted=fields(*INVITE))
def test_an_invitation_answers_whatever_is_typed(front_desk: Staff, posted: dict[str, list[str]]) -> None:
    complete = {"name": "A", "date_of_birth": "1990-01-01", "form_id": "8d8ac610-566d-4ef0-9c22-186b2a5ed793"}
    assert signed_in(front_desk).post("/desk/invite/", complete | posted).status_code in (200, 302, 422)


@pytest.mark.parametrize("consult", ["9999-12-31T23:59", "9999-12-31 23:59", "0001-01-01T00:00", "2027-03-14T02:30"])
def test_a_consult_at_the_ends_of_time_is_answered(front_desk: Staff, consult: str) -> None:
    complete = {"name": "A", "date_of_birth": "1990-01-01", "form_id": "8d8ac610-566d-4ef0-9c22-186b2a5ed793"}
    answer = signed_in(front_desk).post("/desk/invite/", complete | {"consult_at": consult})

    assert answer.status_code in (200, 422)


@any_bytes
@given(posted=fields("kind", "who", "when", "note", "agreed", "seen_flags", "seen_last"))
def test_a_disposition_answers_whatever_is_written(
    patient: Patient, clinician: Staff, posted: dict[str, list[str]]
) -> None:
    patient.saves(phq9_9="1")
    card = card_of(patient.response, Topic.SAFETY)
    seen = {"seen_flags": " ".join(str(flag.pk) for flag in card.flags), "kind": "not_reached", "note": "Called."}

    answer = signed_in(clinician).post(
        f"/reviews/{patient.response.pk}/cards/{Topic.SAFETY.place}/", on_card(Topic.SAFETY, **seen | posted)
    )
    assert answer.status_code in (302, 409, 422)


@any_bytes
@given(posted=fields("seen_flags", "over_from"), act=st.sampled_from(["take", "notes", "sign"]))
def test_the_other_acts_on_a_response_answer_whatever_is_sent(
    patient: Patient, clinician: Staff, posted: dict[str, list[str]], act: str
) -> None:
    assert signed_in(clinician).post(f"/reviews/{patient.response.pk}/{act}/", posted).status_code in (302, 409, 422)


@any_bytes
@given(asked=fields("by", "action", "about", "since", "until", "page"))
def test_the_audit_trail_answers_whatever_is_asked(administrator: Staff, asked: dict[str, list[str]]) -> None:
    assert signed_in(administrator).get("/staff/audit/", asked).status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1582-10-05"])
def test_the_audit_trail_of_the_ends_of_time_is_shown(administrator: Staff, day: str) -> None:
    client = signed_in(administrator)

    assert client.get("/staff/audit/", {"since": day}).status_code == 200
    assert client.get("/staff/audit/", {"until": day}).status_code == 200


@any_bytes
@given(asked=fields("page", "tab", "consult", "from", "q"))
def test_lists_answer_whatever_is_asked(clinician: Staff, asked: dict[str, list[str]]) -> None:
    client = signed_in(clinician)

    assert {client.get(path, asked).status_code for path in ("/desk/", "/reviews/")} == {200}


@settings(any_bytes, max_examples=15)  # each is sent to every address
@given(body=st.binary(max_size=400), kind=st.sampled_from(KINDS))
@pytest.mark.parametrize("who", ["patient", "clinician", "nobody"])
def test_no_address_breaks_on_any_body(inside: Patient, clinician: Staff, who: str, body: bytes, kind: str) -> None:
    client = {"patient": lambda: inside.client, "clinician": lambda: signed_in(clinician), "nobody": Client}[who]()
    known = {"response_id": inside.response.pk, "token": inside.token, "slug": "mood", "place": Topic.SAFETY.place}
    for name, path in every_address(**known).items():
        if name not in ("readyz", "later", "sign-out", "start-here"):
            assert client.post(path, body, content_type=kind).status_code < 500, name


def multipart(*parts: bytes, end: bytes = b"--b--\r\n") -> bytes:
    return b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + end


BODIES: dict[str, tuple[str, bytes]] = {
    "a form in parts that was cut off": (
        KINDS[1],
        multipart(b'Content-Disposition: form-data; name="main_goal"\r\n\r\nx', end=b""),
    ),
    "a part without a name": (KINDS[1], multipart(b"Content-Disposition: form-data\r\n\r\nx")),
    "a part without a header": (KINDS[1], multipart(b"x")),
    "a file": (KINDS[1], multipart(b'Content-Disposition: form-data; name="f"; filename="a.sh"\r\n\r\nx')),
    "a part in base64 that is none": (
        KINDS[1],
        multipart(b'Content-Disposition: form-data; name="main_goal"\r\nContent-Transfer-Encoding: base64\r\n\r\n!'),
    ),
    "no boundary": ("multipart/form-data", b"x"),
    "a boundary beyond ASCII": ("multipart/form-data; boundary=\xe9", b"x"),
    "bytes that are not UTF-8": (KINDS[0], b"main_goal=%ff%fe%00"),
    "raw bytes that are not UTF-8": (KINDS[0], b"main_goal=\xff\xfe\x00"),
    "a charset that does not exist": (KINDS[0] + "; charset=klingon", b"main_goal=x"),
    "a charset that changes the meaning": (KINDS[0] + "; charset=utf-7", b"main_goal=+ADw-script"),
    "thousands of fields": (KINDS[0], urlencode({f"k{number}": "1" for number in range(5000)}).encode()),
    "one field thousands of times": (KINDS[0], b"reasons=crps&" * 5000),
    "far too much": (KINDS[0], b"main_goal=" + b"x" * 300_000),
    "JSON instead of a form": ("application/json", b'{"main_goal": ["x"]}'),
}


@pytest.mark.parametrize("what", BODIES)
@pytest.mark.parametrize("page", ["/form/s/why-you-are-here/", "/form/s/why-you-are-here/keep/", "/form/check/"])
def test_a_malformed_body_is_refused_or_saved(inside: Patient, what: str, page: str) -> None:
    kind, body = BODIES[what]

    assert inside.client.generic("POST", page, body, kind).status_code in (200, 302, 400, 403, 413, 422)


@pytest.mark.parametrize("length", ["-1", "abc", "9" * 30, "", "1.5"])
def test_a_length_that_is_no_length_is_answered(inside: Patient, length: str) -> None:
    answer = inside.client.generic("POST", "/form/s/mood/", b"phq9_9=1", KINDS[0], CONTENT_LENGTH=length)

    assert answer.status_code in (302, 400, 403, 413, 422)


HEADERS = ["HTTP_ACCEPT_LANGUAGE", "HTTP_COOKIE", "HTTP_REFERER", "HTTP_ORIGIN", "HTTP_X_REQUESTED_WITH", "HTTP_RANGE"]
HEADERS += ["HTTP_IF_MODIFIED_SINCE", "HTTP_IF_NONE_MATCH", "HTTP_X_FORWARDED_FOR", "HTTP_USER_AGENT", "HTTP_ACCEPT"]


@any_bytes
@given(name=st.sampled_from(HEADERS), value=st.binary(max_size=120).map(lambda raw: raw.decode("latin-1")))
def test_any_header_is_answered(db: None, name: str, value: str) -> None:
    client = Client()

    assert {client.get(path, **{name: value}).status_code for path in ("/", "/form/", "/desk/")} <= {200, 302, 400, 403}


@any_bytes
@given(path=st.text(max_size=60), asked=st.text(max_size=40))
def test_any_address_is_answered(db: None, path: str, asked: str) -> None:
    assert Client().get("/" + path.lstrip("/"), QUERY_STRING=asked).status_code in (200, 301, 302, 400, 403, 404, 405)


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["peg_1", "reasons", "mood_meds"]) | st.text(), inner)
    ),
    max_leaves=12,
).map(json.dumps)


@any_bytes
@given(data=st.binary(max_size=300) | ANY_JSON.map(str.encode))
def test_any_file_of_answers_is_judged(data: bytes) -> None:
    try:
        answers, faults = read_answers(data)
    except NotAnswers:
        return
    counting, more = check(answers)
    assert isinstance(counting, dict)
    assert all(isinstance(fault, str) for fault in faults + more)


@any_bytes
@given(written=st.text(max_size=60) | ANY_JSON)
@example(written="[" * 50_000)
@example(written='{"peg_1": ' + "1" * 5000 + "}")
@example(written='{"main_goal": "\\ud800"}')
def test_the_page_that_tries_answers_judges_any_json(clinician: Staff, written: str) -> None:
    answer = signed_in(clinician).post("/rules/try/", {"use": "json", "json": written, "rest_is_plain": "on"})

    assert answer.status_code in (200, 422)


CELLS = st.sampled_from(
    ["Name", "DOB", "Consult date", "Consult time", '"', '""', ",", ";", "\t", "\r", "\n", "\ufeff", "é"]
)


@any_bytes
@given(
    data=st.binary(max_size=300)
    | st.lists(CELLS | st.text(max_size=5), max_size=40).map(lambda cells: "".join(cells).encode("utf-8", "replace"))
)
def test_any_file_is_a_list_of_consults_or_is_refused(data: bytes) -> None:
    try:
        held = read_list(decoded(data)[0])
    except NotAList:
        return
    assert all(isinstance(cell, str) for row in held.rows for cell in row.cells.values())


@any_bytes
@given(
    slug=st.sampled_from(sorted(BY_SLUG)) | st.text(max_size=20), posted=fields("phq9_9", "reasons", "go", "add_row")
)
def test_an_autosave_to_any_section_is_answered(inside: Patient, slug: str, posted: dict[str, list[str]]) -> None:
    answer = inside.client.post(f"/form/s/{slug or 'x'}/keep/", posted)

    assert answer.status_code in (200, 301, 404, 405)

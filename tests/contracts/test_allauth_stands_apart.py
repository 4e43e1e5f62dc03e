"""What signs people in is spoken to in one place: nothing outside clinic/sign_in imports django-allauth."""

from __future__ import annotations

from tests.contracts.test_imports import FILES, ROOT, imports_of


def test_only_the_sign_in_package_imports_allauth() -> None:
    speaks = {
        file.relative_to(ROOT).parent.as_posix()
        for file in FILES
        if "allauth" in {name.split(".")[0] for name in imports_of(file)}
    }

    assert speaks == {"clinic/sign_in"}

import pytest

pytest.register_assert_rewrite("tests.journeys.claims")  # tests that two files share

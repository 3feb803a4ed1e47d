# SPDX-License-Identifier: Apache-2.0
"""Fixtures of the client tests; ``server``, the live server, is in tests/conftest.py."""

from pathlib import Path

import pytest

pytest.register_assert_rewrite(f"{__package__}.story")


@pytest.fixture(scope="session")
def build_cache(pytestconfig: pytest.Config) -> Path:
    """Where compiled clients are kept between runs, in pytest's cache."""
    return Path(pytestconfig.cache.mkdir("ngnprov-clients"))

"""What all tests share: this folder is on the import path, so they can import `programs`."""

from __future__ import annotations

import os
import signal

import pytest


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Say what the compiled programs are compiled with."""
    options = os.environ.get("WHIPSNAKE_TEST_OPTIONS")
    return [f"programs of tests/run: compiled with {options}"] if options else []


def pytest_configure(config: pytest.Config) -> None:
    """Programs under test see signals as on a terminal, even where pytest itself runs in the background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)

"""A call that does not come to its end is given up."""

import subprocess
import sys
import time

import pytest

from sagsgang.reading.limits import TookTooLongError, within


def test_a_call_that_ends_in_time_gives_its_result() -> None:
    assert within(60, lambda: 7) == 7


def test_an_error_of_the_call_is_the_callers() -> None:
    with pytest.raises(ZeroDivisionError):
        within(60, lambda: 1 / 0)


def test_a_call_that_does_not_end_is_given_up() -> None:
    with pytest.raises(TookTooLongError):
        within(0.05, lambda: time.sleep(60))


def test_a_call_that_catches_every_exception_is_given_up_all_the_same() -> None:
    def stubborn() -> None:
        while True:
            try:
                time.sleep(60)
            except Exception:  # noqa: BLE001, S112
                continue

    with pytest.raises(TookTooLongError):
        within(0.05, stubborn)


def test_the_time_of_one_call_is_not_taken_from_the_next() -> None:
    with pytest.raises(TookTooLongError):
        within(0.05, lambda: time.sleep(60))
    assert within(60, lambda: time.sleep(0.2)) is None  # type: ignore[func-returns-value]


def test_a_process_that_hears_no_signal_is_ended_without_a_word() -> None:
    deaf = (
        "import signal, time\n"
        "from sagsgang.reading.limits import within\n"
        "def deaf():\n"
        "    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})\n"
        "    time.sleep(60)\n"
        "within(0.05, deaf, grace=0.05)\n"
    )
    ended = subprocess.run([sys.executable, "-c", deaf], capture_output=True, text=True, timeout=50, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", "")

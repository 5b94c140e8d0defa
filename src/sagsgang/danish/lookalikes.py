"""Words that differ in æ, ø and å only: how minutes use them, as opposed to everyday Danish.

General word lists come from films and newspapers, where `ærlig` and `årlig` are about as common. `WEIGHTS` corrects
such frequencies. `NEIGHBOURS` says which words typically stand before and after a word, `word: before … | after …`; a
word beside such a neighbour is then preferred to its lookalikes. Both are knowledge of the language that we wrote
down, and only needed for words of which two readings are common. `fære` stands for `færre`, which is often
misspelt so: it is no word, but it keeps the reader from being sure of `føre`.
"""

from __future__ import annotations

from functools import cache

from sagsgang.danish.folding import fold

WEIGHTS = {
    "møde": 6.0, "møder": 2.5, "mødes": 2.0, "årlig": 8.0, "årligt": 8.0, "årlige": 8.0, "årene": 5.0,
    "løsning": 2.0, "løsninger": 2.0, "råd": 2.0, "afgør": 2.0, "udgør": 2.0, "område": 3.0, "områder": 3.0,
    "både": 2.0, "følge": 2.0, "ærlig": 0.1, "ærligt": 0.1, "ærlige": 0.1, "øret": 0.1, "ørene": 0.1, "øren": 0.1,
    "øre": 0.3, "æret": 0.1, "ære": 0.2, "hør": 0.1, "hær": 0.1, "hære": 0.1, "hår": 0.3, "kære": 0.2, "kær": 0.3,
    "mørke": 0.3, "mørk": 0.3, "mørket": 0.2, "bær": 0.3, "bøde": 0.3, "næ": 0.01, "øh": 0.01, "øhh": 0.01,
    "åh": 0.01, "åhh": 0.01, "sød": 0.2, "søde": 0.2, "rød": 0.4, "røde": 0.5, "begær": 0.1, "afgår": 0.3,
    "læber": 0.05, "nær": 0.6, "flåde": 0.3, "ræv": 0.2, "røv": 0.05, "søs": 0.1, "ør": 0.1, "læbe": 0.1,
    "skør": 0.1, "skøre": 0.1, "tæve": 0.05, "dræber": 0.1, "fåre": 0.2, "får": 1.5, "dåre": 0.1, "læn": 0.1,
    "fælge": 0.1, "såre": 0.3, "måde": 0.6,
    "fære": 400.0, "pågår": 20.0,
}  # fmt: skip
"""By how much more often a word stands in minutes than in the general list; a word that is not here: 1."""

GIVEN_NAMES = frozenset({
    "asbjørn", "bjørg", "bjørk", "bjørn", "børge", "esbjørn", "gøran", "gøsta", "håkon", "håvard", "jørgen", "jørn",
    "kåre", "lærke", "mårten", "pål", "rønnaug", "sigbjørn", "sølve", "sølvi", "søren", "thorbjørn", "torbjørn",
    "åge", "ågot", "åsa", "åse", "åshild", "åsmund", "åste", "øistein", "øivind", "øjvind", "ørnulf", "øyvind",
})  # fmt: skip
"""Given names with one of the letters that are lookalikes of other words, or of each other."""

NEIGHBOURS = """
får: der de vi man han hun barnet borgeren eleverne børnene familien kommunen også ikke udvalget forældrene som de
    unge | ikke en et den det de mulighed tilbudt brug behov hjælp støtte lov adgang at mere færre flere besked
    betydning lyst ro
før: , året dag dagen hverdage time uge lige allerede ikke end som kort længe år dage uger måneder senest sidst
    aldrig timer både inden | og at mødet den jul sommerferien skolestart eller der januar februar marts april maj
    juni juli august september oktober november december
går: det der | ind ud fra til over videre tilbage ned igen efter forud på i skole godt tabt
gør: hvad ikke aftalen loven | at sig det opmærksom brug gældende en op man vi kommunen noget indsigelse mulig rede
møde: i på til et dette næste udvalgets ordinært ekstraordinært holdt afholdt sit sidste | den med om kl i
    forvaltningen udvalget fra
måde: samme en anden denne hvilken god den bedste hvilken nogen ny tilsvarende | at som på hvorpå med der
møder: to tre fire fem seks udvalgets ordinære årlige kommende holder afholder afholdes faste | i med om den med op
måder: andre flere forskellige mange nye på to | at som på
løses: skal kan opgaven opgaverne problemet problemerne udfordringerne bør | af i inden ved
læses: kan skal | op sammen på
løse: at kan skal kunne | opgaven opgaverne problemet problemerne udfordringen udfordringerne konflikter den
læse: at lærer kan | og højt bøger op mere
løst: blevet er har opgaven bliver | af ved inden
læst: blevet har er | og højt op
løsning: en anden fælles mulig teknisk midlertidig varig god alternativ samlet permanent ny bedre | på af for med
    som der
læsning: i dansk elevernes børnenes og | og i matematik
løn: til og deres højere lavere samt | og til under for pension mv samt
lån: et optage til af optagelse om på garanti | til på i hos af over
når: også først | der det de vi man en et barnet eleverne kommunen borgeren den udvalget børn forældre han hun
nær: i meget tæt alle på | ved på fremtid
udgør: #  samlet udgiften udgifterne merforbruget mindreforbruget beløbet andelen | i en ca kr det de den under
    omkring
udgår: punktet sagen punkt det | af fra som og .
afgør: udvalget byrådet kommunen loven | om sagen hvilke hvordan
afgår: formanden medlemmet | ved fra
råd: kommunens byens gode ældre de har og | og til om der for at med
bør: der det vi man kommunen indsatsen ikke | være have der ikke kunne også overvejes ske indgå
kør: at | selv
køre: at kan skal kunne må | i med på til over bil
kære: | alle
både: | børn og i de for den forældre ansatte fysisk når på at med
bøde: en | på til for
årene: i de for alle | frem fremover og
øre: | kr og
høre: at ske til | om til fra ind forældrene børnene
høring: i til | hos i frem
mærke: at lagt kan lægge lagt | til de og
mørke: i det den de | tid måneder
nå: at kan | frem at i målene
sår: | tvivl og
sær: i | for
træde: at skal | i til ud
årlig: en to den | rapport opfølgning redegørelse status
åen: i langs ved over ad | går løber og
øen: på til fra af | og har
fære: hvor langt | børn elever sager end
åben: | for sag dør
øge: at kan skal | antallet indsatsen kvaliteten trivslen trivsel kapaciteten
læser: der | bøger og
løser: der vi kommunen | opgaver opgaven opgaverne
søger: der og | om at efter
"""


@cache
def neighbours() -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    """The pairs (folded word before, word) and (word, folded word after) of `NEIGHBOURS`."""
    before: set[tuple[str, str]] = set()
    after: set[tuple[str, str]] = set()
    for entry in NEIGHBOURS.replace("\n    ", " ").strip().splitlines():
        word, _, sides = entry.partition(":")
        left, _, right = sides.partition("|")
        before |= {(fold(one), word) for one in left.split()}
        after |= {(word, fold(one)) for one in right.split()}
    return frozenset(before), frozenset(after)

"""Marks of openness, and headings of groups of items."""

from __future__ import annotations

import re

CLOSED = re.compile(
    r"\blukket\b(?: (?:punkt|sag|dagsorden|møde))?|\blukkede? (?:punkt|sag|døre)|for lukkede døre|\bfortroligt?\b|"
    r"\bikke offentlig|\bLUKKET\b",
    re.IGNORECASE,
)

OPEN = re.compile(r"^\W*(?:åben|åbent|åben sag|åbent punkt|offentlig(?:t punkt)?|åben dagsorden)\b", re.IGNORECASE)

OPENNESS_LINE = re.compile(
    r"^\W*(?:(?:åben|åbent|lukket|offentligt?|fortroligt?)(?: (?:sag|punkt|dagsordenspunkt|dagsorden))?|for (?:åbne|"
    r"lukkede) døre)\W*(?:[-–]?\s*(?:(?=\S*\d)[\d./A-ZÆØÅ-]*)?)$",
    re.IGNORECASE,
)

GROUP = re.compile(
    r"(?!.*\.$)(?:^[A-ZÆØÅ]\.\s+\w+sager\b.{0,40}$|^(?:(?:sager|punkter) )?for (?:lukkede|åbne) døre$|"
    r"^(?:[A-ZÆØÅ]\.\s+)?(?:(?:åben|åbent|"
    r"åbne|lukket|lukkede|offentlige?|fortrolige?)\s+(?:sager|punkter|dagsordenspunkter|møde|dagsorden|"
    r"del)\b(?!.*godkendelse).{0,30}|(?:sager|punkter|til)\s+(?:til|for|efter)?\s*"
    r"(?:afgørelse|efterretning|behandling|orientering|beslutning|drøftelse|indstilling|godkendelse)\b.*|"
    r"til (?:behandling|efterretning|orientering) [-–] for (?:åbne|lukkede) døre)$)",
    re.IGNORECASE,
)

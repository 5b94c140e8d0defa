"""The language: dates, names, case numbers, outcomes, votes and references as Danish minutes write them."""

"""Honest edits of what is declared: rows typed, values changed, tables sorted, words pasted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.engine.dossier import Dossier
from cpts_xl.workbook.inks import serie
from tests.sabotage.base import avec_fiche, avec_identite, avec_ligne, dossier, jour, ou
from tests.sabotage.gestes import Geste, ensemble, saisie
from tests.sabotage.modele import Honnete
from tests.sabotage.paquet import Paquet, position


def _brute(valeur: Any) -> str | float | None:
    """Return a declared value as a cell stores it."""
    if isinstance(valeur, date):
        return float(serie(valeur))
    return float(valeur) if isinstance(valeur, Fraction | int) else valeur


def tapee(declare: Callable[[], Dossier]) -> Geste:
    """Type what changes between the untouched dossier and this one, in its own cells."""

    def applique(p: Paquet) -> None:
        avant, apres = dossier().saisies(), declare().saisies()
        for ident in {*avant, *apres}:
            if avant.get(ident) != apres.get(ident):
                p.poser(*ou(ident), _brute(apres.get(ident)))

    return Geste(applique, lambda avant, apres: avant.parties != apres.parties)


def _lignes_de_plus() -> Dossier:
    """Return the dossier with one more row in each of ten free tables."""
    listes = dossier().listes
    indicateur, professionnel = listes["indicateur"][0]["id"], listes["professionnel"][0]
    neuves: dict[str, dict[str, Any]] = {
        "versement": {"date": jour("2026-02-02"), "ligne": "acces_fixe", "nature": "régularisation",
                      "montant": Fraction(1200), "reference": "BDX 2026-0102"},
        "depense": {"date": jour("2025-11-03"), "piece": "F25-900", "fournisseur": "Imprimeur", "libelle": "Affiches",
                    "nature": "62", "compte": "623000", "poste": "prevention", "montant": Fraction("312.4"),
                    "paye_le": jour("2025-11-20")},
        "indicateur": {"id": "Z1", "mission": "acces", "libelle": "Délai de rendez-vous", "mode": "linéaire",
                       "sens": "baisse", "montant_en_jeu": Fraction(1000), "depart": Fraction(20),
                        "cible": Fraction(10),
                       "constate": Fraction(12), "definition": "Jours, médiane"},
        "piece": {"numero": "PJ90", "date": jour("2026-03-01"), "type": "document signé", "intitule": "Protocole",
                  "signee": "Oui", "indicateur": indicateur},
        "professionnel": {"id": "P90", "profession": professionnel["profession"], "adhesion_debut": jour("2025-04-01")},
        "participation": {"professionnel": professionnel["id"], "date": jour("2025-10-10"), "duree": Fraction(2),
                          "nature": "indemnité", "poste": "acces", "valide_par": "trésorerie",
                          "paye_le": jour("2025-10-31")},
        "reunion": {"id": "R90", "date": jour("2025-10-10"), "type": listes["reunion"][0]["type"], "poste": "acces",
                    "objet": "Point d'étape", "duree": Fraction(2)},
        "action": {"id": "AC90", "mission": "prevention", "titre": "Stand au marché"},
        "compte": {"compte": "618500", "libelle": "Colloques", "nature": "61", "montant": Fraction(240),
                   "precedent": Fraction(0)},
        "texte": {"rubrique": "conclusion", "texte": "= une année pleine, sans formule"},
    }  # fmt: skip
    avec = {
        table: (*lignes, {**dict.fromkeys(lignes[0]), **neuves[table]})
        for table, lignes in listes.items()
        if table in neuves
    }
    return Dossier(dossier().identite, dossier().fiches, {**listes, **avec})


def tapees() -> Iterator[Honnete]:
    """Yield the rows filled and the values changed, everything recalculated by a real engine."""
    dossiers: dict[str, Callable[[], Dossier]] = {
        "une ligne de plus dans chaque tableau libre": _lignes_de_plus,
        "identité : une population, une date et un pourcentage changés": lambda: avec_identite(
            population=Fraction(99_120), dialogue=jour("2026-05-12"), alerte_plafond=Fraction(85, 100)),
        "un constaté changé": lambda: avec_ligne("indicateur", 2, constate=Fraction(71, 100)),
        "une mission engagée": lambda: avec_fiche("mission", "qualite", engagee="Oui", demarrage=jour("2025-11-01")),
        "un montant de l'annexe saisi": lambda: avec_fiche("ligne", "prevention_fixe", annexe=Fraction(18_000)),
        "une saisie effacée": lambda: avec_ligne("versement", 1, reference=None),
    }  # fmt: skip
    for nom, declare in dossiers.items():
        yield Honnete(nom, tapee(declare), declare, recalcule=True)
    yield from _triees()


def _triees() -> Iterator[Honnete]:
    """Yield the tables sorted: rows change places, nothing else."""

    def trie(table: str, cle: Callable[[Any], Any]) -> Callable[[], Dossier]:
        def declare() -> Dossier:
            lignes = tuple(sorted(dossier().liste(table), key=cle))
            return Dossier(dossier().identite, dossier().fiches, {**dossier().listes, table: lignes})

        return declare

    tris = {
        "dépenses triées par montant": trie("depense", lambda ligne: -ligne["montant"]),
        "versements triés par ligne": trie("versement", lambda ligne: (ligne["ligne"], ligne["montant"])),
        "pièces triées de la dernière à la première": trie(
            "piece", lambda ligne: -int(re.sub(r"\D", "", ligne["numero"]))
        ),
        "indicateurs triés par montant": trie("indicateur", lambda ligne: -(ligne["montant_en_jeu"] or 0)),
        "professionnels triés à rebours": trie("professionnel", lambda ligne: -int(re.sub(r"\D", "", ligne["id"]))),
    }
    for nom, declare in tris.items():
        yield Honnete(nom, tapee(declare), declare, recalcule=True)


def mots() -> Iterator[Honnete]:
    """Yield the words typed or pasted a little otherwise."""
    montant = ou("versement.1.montant")
    titre = f"{montant[1].rstrip('0123456789')}4"
    yield Honnete("titre d'une colonne sans accents, en majuscules", saisie("Versements", titre, "MONTANT RECU"))
    population = f"A{position(ou('identite.population')[1])[0]}"
    yield Honnete("rubrique de l'identité en majuscules", saisie("Identité", population, "POPULATION DU TERRITOIRE"))
    yield Honnete("intitulé d'un titre avec des espaces en trop", saisie("Dépenses", "C4", "  Fournisseur\u00a0 "))
    libelle = ou("depense.1.libelle")
    yield Honnete(
        "texte collé avec des espaces insécables", saisie(*libelle, "\u00a0Loyer,\u00a01er trimestre 2025 "),
        lambda: avec_ligne("depense", 1, libelle="Loyer,\u00a01er trimestre 2025"),
    )  # fmt: skip
    nature = ou("versement.1.nature")
    yield Honnete("mot d'une liste en majuscules", saisie(*nature, "ACOMPTE"), recalcule=True)
    codes = (
        "versement.1.ligne",
        "indicateur.1.mission",
        "action.1.mission",
        "participation.1.poste",
        "reunion.1.poste",
    )
    ecrits = dossier().saisies()
    yield Honnete(
        "codes du texte tapés avec une majuscule",
        ensemble(*(saisie(*ou(ident), str(ecrits[ident]).capitalize()) for ident in codes)),
        recalcule=True,
    )
    yield Honnete(
        "codes du texte tapés en majuscules, sans recalcul",
        ensemble(*(saisie(*ou(ident), str(ecrits[ident]).upper()) for ident in codes)),
    )

"""The tables of a filled review as they are found: sheets by name, columns by header, rows wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.errors import SaisieInvalide
from cpts_xl.formats import jour
from cpts_xl.revue.plume import Colonne, Onglet
from cpts_xl.workbook.layout import LIGNE_ENTETE
from cpts_xl.workbook.recu.locate import entete_de, feuilles_par_nom, normaliser
from cpts_xl.workbook.xlsx.lu import lettres, position
from cpts_xl.workbook.xlsx.types import Cellule, ClasseurLu, ErreurCellule, FeuilleLue

NATURE = "cpts_xl_nature"
ECRITURE = "La récrire par « cpts-xl revue CLASSEUR --vers REVUE.xlsx »."


@dataclass(frozen=True, slots=True)
class Rangee:
    """A row of a table: its sheet, its number, its value in each column (by code), and the address of each."""

    onglet: Onglet
    numero: int
    valeurs: dict[str, Any]
    adresses: dict[str, str]

    def __getitem__(self, code: str) -> Any:
        return self.valeurs[code]


class Tables:
    """One reading of a review.

    Raises:
        SaisieInvalide: the workbook is not a review.
    """

    def __init__(self, classeur: ClasseurLu) -> None:
        self.classeur = classeur
        self.nom = classeur.chemin.name
        self._feuilles = feuilles_par_nom(classeur)
        if classeur.proprietes.get(NATURE, "revue") != "revue" or normaliser(Onglet.ECARTS) not in self._feuilles:
            raise SaisieInvalide(
                f"« {self.nom} » n'est pas une revue écrite par cpts_xl (la feuille « {Onglet.ECARTS} » manque, ou "
                f"le fichier se dit autre chose). Feuilles présentes : {', '.join(classeur.feuilles)}. {ECRITURE}"
            )

    def feuille(self, onglet: Onglet) -> FeuilleLue:
        """Return a sheet of the review; raises ``SaisieInvalide`` when it is not there."""
        feuille = self._feuilles.get(normaliser(onglet))
        if feuille is None:
            raise SaisieInvalide(f"{self.nom} : la feuille « {onglet} » manque. {ECRITURE}")
        return feuille

    def rangees(
        self, onglet: Onglet, colonnes: tuple[tuple[str, Colonne], ...], calculees: tuple[str, ...] = ()
    ) -> Iterator[Rangee]:
        """Yield every row under the header, blank ones included: a row put in hides none of those that follow.

        Raises:
            SaisieInvalide: a column is missing, or a formula of the columns ``calculees`` has no stored result.
        """
        feuille = self.feuille(onglet)
        titres = {colonne.titre: code for code, colonne in colonnes}
        entete, trouvees = entete_de(feuille, tuple(titres))
        places = {titres[titre]: place for titre, place in trouvees.items()}
        manquantes = [titre for titre, code in titres.items() if code not in places]
        if manquantes:
            raise SaisieInvalide(
                f"{self.nom}, feuille « {onglet} », ligne {entete or LIGNE_ENTETE} : la colonne "
                f"« {manquantes[0]} » est introuvable. Lui rendre son titre, ou récrire la revue. {ECRITURE}"
            )
        for numero in range(entete + 1, feuille.dimensions[0] + 1):
            ligne = feuille.ligne(numero)
            for code in calculees:
                self.exiger_resultat(onglet, ligne.get(places[code]))
            yield Rangee(
                onglet, numero,
                {code: valeur(ligne[place].valeur) if place in ligne else None for code, place in places.items()},
                {code: f"{lettres(place)}{numero}" for code, place in places.items()},
            )  # fmt: skip

    def exiger_resultat(self, onglet: Onglet, cellule: Cellule | None) -> None:
        """Raise ``SaisieInvalide`` when a cell holds a formula that no spreadsheet has computed."""
        if cellule is None or cellule.formule is None or cellule.valeur is not None:
            return
        raise SaisieInvalide(
            f"{self.nom}, feuille « {onglet} », ligne {position(cellule.adresse)[0]} (cellule {cellule.adresse}) : la "
            "formule n'a pas de résultat, le programme qui a enregistré la revue ne l'ayant pas calculée. L'ouvrir "
            "dans Excel ou LibreOffice, l'enregistrer, puis recommencer."
        )

    def refus(self, onglet: Onglet, adresse: str, lu: Any, attendu: str, remede: str) -> SaisieInvalide:
        """Return the error that says which cell is not understood, and what to type there."""
        return SaisieInvalide(
            f"{self.nom}, feuille « {onglet} », cellule {adresse} : « {texte(lu)} » n'est pas {attendu}. {remede}"
        )


def valeur(lue: Any) -> Any:
    """Return a cell as the rules may meet it: an error is a word, an empty text is nothing."""
    if isinstance(lue, ErreurCellule):
        return lue.code
    if isinstance(lue, bool):
        return "Oui" if lue else "Non"
    return None if lue == "" else lue


def texte(lue: Any) -> str:
    """Return a value as the text of a record: "" for nothing, no decimals for a whole number."""
    if isinstance(lue, Fraction):
        return str(lue.numerator) if lue.denominator == 1 else f"{float(lue):.15g}".replace(".", ",")
    if isinstance(lue, date):
        return jour(lue)
    return "" if lue is None else str(lue).strip()


def cle(lue: Any) -> str:
    """Return a code as it is compared."""
    return texte(lue).casefold()

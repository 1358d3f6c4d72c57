"""One table of a text, with its place, so that every refusal names the file, the key and the remedy."""

from __future__ import annotations

from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from cpts_xl.errors import TexteInvalide
from cpts_xl.law.model import UNITES, Statut

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

STATUTS = tuple(statut.value for statut in Statut)
_STATUTS_EN_CLAIR = ", ".join(f'"{statut}"' for statut in STATUTS)


class Bloc:
    """A table of a TOML file, read key by key; an unknown key is refused at once, with its nearest."""

    def __init__(self, fichier: str, lieu: str, table: Any, admises: Collection[str]) -> None:
        self.fichier = fichier
        self.lieu = lieu
        if not isinstance(table, dict):
            raise TexteInvalide(
                f"{fichier}, {lieu} : une table est attendue. L'ouvrir par {lieu.split(' ', maxsplit=1)[0]}."
            )
        self.table: dict[str, Any] = table
        for cle in table:
            if cle not in admises:
                proche = get_close_matches(cle, admises, n=1)
                remede = f"Écrire « {proche[0]} » ?" if proche else f"Clés admises : {', '.join(admises)}."
                raise self.refus(cle, "clé inconnue", remede)

    def refus(self, cle: str, quoi: str, remede: str) -> TexteInvalide:
        """Return, to be raised, the refusal of a key: what is wrong, where, what to do."""
        return TexteInvalide(f"{self.fichier}, {self.lieu}, clé « {cle} » : {quoi}. {remede}")

    def a(self, cle: str) -> bool:
        """Return whether the key is written."""
        return cle in self.table

    def brut(self, cle: str) -> Any:
        """Return the value as TOML gives it; refuse its absence."""
        if cle not in self.table:
            raise self.refus(cle, "manquante", f"Ajouter « {cle} = … » à ce bloc.")
        return self.table[cle]

    def chaine(self, cle: str) -> str:
        """Return a text that must be there and not be blank."""
        valeur = self.brut(cle)
        if not isinstance(valeur, str) or not valeur.strip():
            raise self.refus(cle, "un texte non vide est attendu", "L'écrire entre guillemets.")
        return valeur.strip()

    def chaine_ou_vide(self, cle: str) -> str:
        """Return a text, or the empty string when the key is not written."""
        return self.chaine(cle) if self.table.get(cle, "") != "" else ""

    def chaines(self, cle: str) -> tuple[str, ...]:
        """Return a non-empty list of texts, none written twice."""
        valeurs = self.brut(cle)
        if not isinstance(valeurs, list) or not valeurs or not all(isinstance(v, str) and v for v in valeurs):
            raise self.refus(cle, "une liste de textes est attendue", 'Écrire par exemple ["a", "b"].')
        if len(set(valeurs)) != len(valeurs):
            raise self.refus(cle, "un même mot y est écrit deux fois", "N'en garder qu'un.")
        return tuple(valeurs)

    def noms(self, cle: str, membres: Collection[str]) -> dict[str, str]:
        """Return the French names of some members of a row of values; a name for nothing is refused."""
        table = self.brut(cle)
        if not isinstance(table, dict) or not all(isinstance(nom, str) and nom for nom in table.values()):
            raise self.refus(cle, "une table de noms est attendue", 'Écrire par exemple { acces = "Accès" }.')
        for membre in table:
            if membre not in membres:
                raise self.refus(cle, f"« {membre} » n'a pas de valeur", "Retirer ce nom, ou ajouter sa valeur.")
        return dict(table)

    def booleen(self, cle: str) -> bool:
        """Return true or false, written without quotes."""
        valeur = self.brut(cle)
        if not isinstance(valeur, bool):
            raise self.refus(cle, "true ou false est attendu", "L'écrire sans guillemets.")
        return valeur

    def entier(self, cle: str) -> int:
        """Return a whole number, zero or more; TOML's booleans are not numbers here."""
        valeur = self.brut(cle)
        if isinstance(valeur, bool) or not isinstance(valeur, int) or valeur < 0:
            raise self.refus(cle, "un nombre entier, positif ou nul, est attendu", "Écrire par exemple 40_000.")
        return valeur

    def jour(self, cle: str) -> date:
        """Return a day; a time of day is refused, since the law changes at midnight."""
        valeur = self.brut(cle)
        if isinstance(valeur, datetime) or not isinstance(valeur, date):
            raise self.refus(cle, "une date est attendue", "L'écrire 2021-12-20, sans guillemets ni heure.")
        return valeur

    def unite(self) -> str:
        """Return the unit of the values of this block; an unknown one would be shown as a bare number."""
        unite = self.chaine("unite")
        if unite not in UNITES:
            raise self.refus("unite", f"« {unite} » n'est pas une unité", f"Choisir entre {', '.join(UNITES)}.")
        return unite

    def origine(self) -> tuple[str, str]:
        """Return article and source, of which one at least must be written."""
        article, source = self.chaine_ou_vide("article"), self.chaine_ou_vide("source")
        if not article and not source:
            raise self.refus(
                "article",
                "ni article ni source",
                "Écrire l'article s'il a été lu dans le texte, sinon la source ; n'en deviner aucun.",
            )
        return article, source

    def statut(self, cle: str = "statut") -> Statut:
        """Return the one status of this block."""
        return self._statut(self.brut(cle), cle)

    def statuts(self, membres: Sequence[str]) -> tuple[Statut, ...]:
        """Return one status per member: one word for all, a row in the same order, or a table by member."""
        brut = self.brut("statut")
        if isinstance(brut, dict):
            if set(brut) != set(membres):
                raise self.refus("statut", "ses clés ne sont pas celles des valeurs", "Un statut par valeur.")
            brut = [brut[membre] for membre in membres]
        if not isinstance(brut, list):
            return (self._statut(brut, "statut"),) * len(membres)
        if len(brut) != len(membres):
            raise self.refus(
                "statut",
                f"{len(brut)} statuts pour {len(membres)} valeurs",
                "Écrire un statut par valeur, ou un seul.",
            )
        return tuple(self._statut(un, "statut") for un in brut)

    def _statut(self, brut: Any, cle: str) -> Statut:
        if not isinstance(brut, str) or brut not in STATUTS:
            raise self.refus(cle, f"statut « {brut} » inconnu", f"Choisir entre {_STATUTS_EN_CLAIR}.")
        return Statut(brut)

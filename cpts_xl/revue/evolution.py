"""The sheet of what changed since last year, by cause: size, rule, definition, value; and each change in euros."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Cause
from cpts_xl.engine.reprise import (
    ABROGEE,
    NOUVEL,
    NOUVELLE,
    TERMINE,
    code_precedent,
    derniers_connus,
    lignes_abrogees,
    termines,
)
from cpts_xl.engine.resultat import Resultat
from cpts_xl.formats import nombre
from cpts_xl.law import en_vigueur
from cpts_xl.revue.plume import Colonne, Onglet, Plume
from cpts_xl.rules import CATALOGUE
from cpts_xl.rules.genres import ENTIER, MONTANT, NOMBRE, TEXTE, Genre
from cpts_xl.rules.symbol import Symbole
from cpts_xl.workbook.inks import Encre, cache
from cpts_xl.workbook.layout import LIGNE_ENTETE, Case
from cpts_xl.workbook.verification.annees import Evolution

COLONNES = (
    Colonne("Cause", 20), Colonne("N°", 7), Colonne("Objet", 44), Colonne("Année précédente", 16),
    Colonne("Cette année", 16), Colonne("Écart", 12, NOMBRE), Colonne("Euros, année précédente", 15, MONTANT),
    Colonne("Euros, cette année", 15, MONTANT), Colonne("Écart en euros", 15, MONTANT), Colonne("Ce qui l'explique",
    52),
)  # fmt: skip
INCHANGEE = "inchangé"
HISTORIQUE_VIDE = "historique vide"
PREMIERE = (
    "Première année connue du contrat : rien ne la précède. Donner le classeur de l'an passé par --annee-precedente."
)


@dataclass(frozen=True, slots=True)
class Changement:
    """One thing that is not what it was: its cause, its subject, before and after, in its unit and in euros."""

    cause: str
    code: str
    objet: str
    avant: Any = None
    apres: Any = None
    euros_avant: Any = None
    euros_apres: Any = None
    explication: str = ""
    genre: Genre = NOMBRE


def changements(resultat: Resultat) -> list[Changement]:
    """Return what changed, from the workbook's own sheets Historique and Financement par année; the contract first."""
    rang = _precedente(resultat)
    du_contrat = list(_contrat(resultat, rang)) if rang else []
    return [*du_contrat, *_indicateurs(resultat)]


def entre_annees(resultat: Resultat, evolutions: Sequence[Evolution]) -> list[Changement]:
    """Return what changed between two workbooks read in a row, each with both its cells; what did not is kept too."""
    acquis = {str(f["id"]): resultat.valeurs[f"indicateur.{n}.acquis"]
              for n, f in enumerate(resultat.dossier.liste("indicateur"), 1) if f.get("id")}  # fmt: skip
    changes = []
    for e in evolutions:
        if e.genre is MONTANT and e.avant == e.apres == 0:  # une ligne que le contrat n'ouvre aucune des deux années
            continue
        avant, apres = (None, None) if e.genre is MONTANT else (e.avant, e.apres)
        if e.genre is MONTANT:
            euros = (e.avant, e.apres)
        else:  # le numéro d'un indicateur terminé peut être celui d'un autre, cette année
            euros = _euros(Fraction(0) if e.cause == TERMINE else acquis.get(e.code), e.euros)
        code = e.code if e.nature == "indicateur" else ""
        changes.append(Changement(e.cause or INCHANGEE, code, e.libelle, avant, apres, *euros, _places(e), e.genre))
    return changes


def _euros(apres: Any, difference: Fraction | None) -> tuple[Any, Any]:
    return (apres - difference if isinstance(apres, Fraction) and difference is not None else None), apres


def _places(e: Evolution) -> str:
    manques = ("n'existe plus" if e.cause in {ABROGEE, TERMINE} else "introuvable",
               "n'existait pas" if e.cause in {NOUVELLE, NOUVEL} else "introuvable")  # fmt: skip
    places = zip((e.place, e.place_avant), manques, strict=True)
    cette, autre = (f"{place[0]}!{place[1]}" if place else manque for place, manque in places)
    return f"Cette année : {cette} ; l'an passé : {autre}."


def _precedente(resultat: Resultat) -> str:
    """Return the rank of the contract year that ends when this one starts, or ""."""
    v = resultat.valeurs
    debut = v.get("identite.debut")
    rangs = (i.split(".")[1] for i in v if i.startswith("annee.") and i.endswith(".fin"))
    return next((r for r in rangs if v[f"annee.{r}.fin"] == debut and debut is not None), "")


def _contrat(resultat: Resultat, rang: str) -> Iterator[Changement]:
    v = resultat.valeurs
    for objet, avant, apres, genre in (
        ("Population du territoire", v.get(f"annee.{rang}.population"), v.get("identite.population"), NOMBRE),
        ("Taille retenue", v.get(f"annee.{rang}.taille_annee"), v.get("identite.taille"), ENTIER),
    ):
        if avant is not None:
            cause = INCHANGEE if avant == apres else str(Cause.TAILLE if genre is ENTIER else Cause.VALEUR)
            yield Changement(cause, "", objet, avant, apres, genre=genre)
    yield _textes(resultat, rang)
    yield from _abrogees(resultat, rang)
    euros = v.get(f"annee.{rang}.droit_annee")
    yield Changement(str(Cause.VALEUR) if euros != v.get("perimetre.tout.droit") else INCHANGEE, "",
                     "Droit ouvert, toutes lignes", euros_avant=euros, euros_apres=v.get("perimetre.tout.droit"),
                     explication="Toutes causes réunies.")  # fmt: skip


def _textes(resultat: Resultat, rang: str) -> Changement:
    jour = resultat.valeurs.get(f"annee.{rang}.debut")
    actuels = {t.court for t in resultat.droit.textes}
    anciens = {t.court for t in en_vigueur(jour).textes} if isinstance(jour, date) else set()
    nouveaux = sorted(actuels - anciens)
    mots = f"Nouveaux textes : {', '.join(nouveaux)}." if nouveaux else "Mêmes textes les deux années."
    return Changement(str(Cause.REGLE) if nouveaux else INCHANGEE, "", "Textes en vigueur au premier jour",
                      f"{nombre(len(anciens))} textes", f"{nombre(len(actuels))} textes", explication=mots,
                      genre=TEXTE)  # fmt: skip


def _abrogees(resultat: Resultat, rang: str) -> Iterator[Changement]:
    """Yield the lines that the texts no longer open; the workbook does not follow what each was worth last year."""
    jour = resultat.valeurs.get(f"annee.{rang}.debut")
    for ligne in lignes_abrogees(en_vigueur(jour), resultat.droit) if isinstance(jour, date) else ():
        yield Changement(ABROGEE, "", ligne.libelle, "prévue par les textes", "abrogée", genre=TEXTE,
                         explication="Ses euros de l'an passé sont dans le droit ouvert, toutes lignes.")  # fmt: skip


def _indicateurs(resultat: Resultat) -> Iterator[Changement]:
    """Yield one line per indicator: its last known year, this one, and why it moved; then those that ended."""
    anciens = derniers_connus(resultat.dossier)
    v, fiches = resultat.valeurs, resultat.dossier.liste("indicateur")
    for n, fiche in enumerate(fiches, 1):
        if not fiche.get("id"):
            continue
        code, repris = str(fiche["id"]), str(fiche.get("reporte_de") or "")
        ancien = anciens.get(code_precedent(fiche, fiches).casefold())
        apres = v[f"indicateur.{n}.statut" if fiche.get("mode") == "réalisé" else f"indicateur.{n}.valeur"]
        avant = None if ancien is None else ancien.get("valeur")
        if ancien is not None and avant is None:
            avant, apres = ancien.get("statut"), v[f"indicateur.{n}.statut"]
        euros = (None if ancien is None else ancien.get("acquis"), v[f"indicateur.{n}.acquis"])
        pareil = avant == apres and (euros[0] is None or euros[0] == euros[1])  # une valeur peut ne plus payer autant
        cause, mots = _cause(fiche, ancien, repris, pareil=pareil)
        if cause == NOUVEL and not anciens and v.get("identite.annee") != 1:
            cause, mots = HISTORIQUE_VIDE, "La feuille Historique est vide : rien ne dit si cet indicateur est nouveau."
        yield Changement(cause, code, str(fiche.get("libelle") or ""), avant, apres, *euros, mots)
    for ancien in termines(resultat.dossier):
        avant = ancien.get("statut") if ancien.get("valeur") is None else ancien.get("valeur")
        yield Changement(TERMINE, str(ancien["indicateur"]), str(ancien.get("libelle") or ""), avant, None,
                         ancien.get("acquis"), Fraction(0),
                         f"Plus aucun indicateur ne le continue ({_source(ancien)}).")  # fmt: skip


def _source(ancien: Mapping[str, Any]) -> str:
    return str(ancien.get("source") or "feuille Historique")


def _cause(fiche: Mapping[str, Any], ancien: Mapping[str, Any] | None, repris: str, *, pareil: bool) -> tuple[str, str]:
    if ancien is None and repris:
        return str(Cause.VALEUR), f"Repris de l'indicateur {repris}, dont la feuille Historique ne dit rien."
    if ancien is None:
        return NOUVEL, "Aucune valeur antérieure dans la feuille Historique."
    source = _source(ancien)
    if fiche.get("definition_changee") == "Oui":
        return str(Cause.DEFINITION), f"Déclarée changée : les deux valeurs ne se comparent pas ({source})."
    anciennes, actuelle = ancien.get("definition"), fiche.get("definition")
    if anciennes and actuelle and str(anciennes).strip().casefold() != str(actuelle).strip().casefold():
        return str(
            Cause.DEFINITION
        ), f"Le texte de la définition n'est plus le même, sans être déclaré changé ({source})."
    if repris:
        return INCHANGEE if pareil else str(Cause.VALEUR), f"Repris de l'indicateur {repris} ({source})."
    return (INCHANGEE if pareil else str(Cause.VALEUR)), f"{source}."


def evolution(p: Plume, lignes: list[Changement], source: str) -> None:
    """Write the changes, grouped by cause, their differences as native formulas."""
    nom = Onglet.EVOLUTION
    aide = f"Ce qui a changé, par cause : taille, règle, définition, valeur. Source : {source}."
    p.page(nom, "Évolution depuis l'an dernier", aide, COLONNES)
    for rang, c in enumerate(sorted(lignes, key=lambda c: c.cause == INCHANGEE)):  # ce qui a changé d'abord
        ligne = LIGNE_ENTETE + 1 + rang
        for place, (valeur, genre) in enumerate(
            ((c.cause, TEXTE), (c.code, TEXTE), (c.objet, TEXTE), (c.avant, c.genre), (c.apres, c.genre)), 1
        ):
            p.montrer(Case(nom, ligne, place), valeur, genre)
        _ecart(p, Case(nom, ligne, 6), "D", "E", (c.avant, c.apres), NOMBRE)
        p.montrer(Case(nom, ligne, 7), c.euros_avant, MONTANT)
        p.montrer(Case(nom, ligne, 8), c.euros_apres, MONTANT)
        _ecart(p, Case(nom, ligne, 9), "G", "H", (c.euros_avant, c.euros_apres), MONTANT)
        p.montrer(Case(nom, ligne, 10), c.explication)
        p.hauteur(nom, ligne, [(c.objet, 42), (c.explication, 50), (c.cause, 18)])
    if not lignes:
        p.montrer(Case(nom, LIGNE_ENTETE + 1, 3), PREMIERE)
        p.hauteur(nom, LIGNE_ENTETE + 1, [(PREMIERE, 42)])
    p.lister(nom, "tblEvolution", COLONNES, len(lignes))
    p.impression(nom, LIGNE_ENTETE + max(len(lignes), 1), len(COLONNES), entete=LIGNE_ENTETE, repete="A:C")


def _ecart(  # noqa: PLR0917  (une case et ses deux termes)
    p: Plume, case: Case, avant: str, apres: str, valeurs: tuple[Any, Any], genre: Genre
) -> None:
    """Write a difference by the rule of the house, or nothing where one side is no number: missing is never zero."""
    if not all(isinstance(v, Fraction | int) for v in valeurs):
        p.montrer(case, "", genre)
        return
    regle = CATALOGUE["ecart_cpam"]
    noms = {"valeur_cpam": apres, "valeur_mesuree": avant}
    texte = regle.formule({nom: Symbole(f"${lettre}{case.ligne}") for nom, lettre in noms.items()})
    valeur = regle.evaluer({"valeur_cpam": valeurs[1], "valeur_mesuree": valeurs[0]})
    p.formule(case, texte, cache(valeur, Encre.NATIVE), genre)

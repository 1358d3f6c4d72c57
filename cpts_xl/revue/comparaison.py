"""The sheet that sets this CPTS beside others: per 1 000 inhabitants and per member, never raw euros alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from cpts_xl.engine.resultat import Resultat
from cpts_xl.revue.plume import Colonne, Onglet, Plume
from cpts_xl.rules.genres import ENTIER, MONTANT, NOMBRE, TAUX
from cpts_xl.rules.symbol import Symbole
from cpts_xl.rules.verbs import est_nombre, manque, rapport, si_nombres
from cpts_xl.workbook.inks import Encre, cache
from cpts_xl.workbook.layout import LIGNE_ENTETE, Case

SANS = (
    "Aucune autre CPTS n'a été donnée. Pour comparer : « cpts-xl campagne DOSSIER --vers SORTIE » sur les "
    "classeurs reçus, "
    "puis « cpts-xl revue … --comparaison SORTIE »."
)
BRUTS = (
    ("nom", Colonne("CPTS", 40)), ("taille", Colonne("Taille", 8, ENTIER)), ("annee", Colonne("Année du contrat", 9,
    ENTIER)),
    ("population", Colonne("Habitants", 12, NOMBRE)), ("adherents", Colonne("Adhérents", 10, ENTIER)),
    ("droit", Colonne("Droit ouvert", 14, MONTANT)), ("verse", Colonne("Versé", 14, MONTANT)),
    ("depense", Colonne("Dépensé", 14, MONTANT)), ("taux_euros", Colonne("Acquis sur en jeu", 11, TAUX)),
    ("part_prouvee", Colonne("Indicateurs prouvés", 11, TAUX)), ("force", Colonne("Force moyenne", 9, NOMBRE)),
)  # fmt: skip
PLACES = {code: place for place, (code, _) in enumerate(BRUTS, 1)}
MILLE = Fraction(1000)
BASE = Case(Onglet.COMPARAISON, 3, 4)
"""The cell that says for how many inhabitants a ratio is given: a number is not hidden in a formula."""
RATIOS = (
    (Colonne("Droit pour 1 000 habitants", 14, MONTANT), "droit", "population", True),
    (Colonne("Dépensé pour 1 000 habitants", 14, MONTANT), "depense", "population", True),
    (Colonne("Dépensé par adhérent", 14, MONTANT), "depense", "adherents", False),
    (Colonne("Adhérents pour 1 000 habitants", 12, NOMBRE), "adherents", "population", True),
    (Colonne("Dépensé sur droit", 11, TAUX), "depense", "droit", False),
)  # fmt: skip


def de_ce_dossier(resultat: Resultat) -> dict[str, Any]:
    """Return this CPTS as a line of the comparison; what the workbook does not say is None."""
    v = resultat.valeurs
    rangs = [n for n, fiche in enumerate(resultat.dossier.liste("indicateur"), 1) if fiche.get("id")]
    euros = [
        (acquis, enjeu)
        for n in rangs
        if isinstance(acquis := v[f"indicateur.{n}.acquis"], Fraction)
        and isinstance(enjeu := v[f"indicateur.{n}.enjeu"], Fraction)
    ]
    en_jeu = sum((enjeu for _, enjeu in euros), Fraction(0))
    forces = [f for n in rangs if isinstance(f := v[f"indicateur.{n}.force"], Fraction)]
    return {
        "nom": resultat.dossier.nom, "taille": v.get("identite.taille"), "annee": v.get("identite.annee"),
        "population": v.get("identite.population"), "adherents": v.get("vie.adherents.nombre"),
        "droit": v.get("perimetre.tout.droit"), "verse": v.get("perimetre.tout.verse"),
        "depense": v.get("poste.total.depense"),
        "taux_euros": sum((a for a, _ in euros), Fraction(0)) / en_jeu if en_jeu else None,
        "part_prouvee": v.get("couverture.total.part"), "force": moyenne(forces),
        "debut": resultat.dossier.debut, "numeros": numeros(resultat),
    }  # fmt: skip


def numeros(resultat: Resultat) -> frozenset[str]:
    """Return the public numbers of the association: by them, it is known in another list."""
    return frozenset(str(n) for code in ("finess", "rna", "siret") if (n := resultat.dossier.identite.get(code)))


def moyenne(nombres: Sequence[Fraction]) -> Fraction | None:
    """Return a mean to two decimals, or nothing when there is nothing to average."""
    return Fraction(round(sum(nombres, Fraction(0)) / len(nombres) * 100), 100) if nombres else None


def comparaison(p: Plume, resultat: Resultat, autres: Sequence[Mapping[str, Any]]) -> None:
    """Write this CPTS, then the others by size and year; the ratios are native formulas."""
    nom = Onglet.COMPARAISON
    colonnes = [*(c for _, c in BRUTS), *(c for c, _, _, _ in RATIOS)]
    p.page(
        nom,
        "Comparaison avec d'autres CPTS",
        "Une CPTS se compare à celles de même taille et de même année : pour 1 000 habitants et par adhérent, "
        "jamais en "
        "euros seuls. Ce dossier est en gras.",
        colonnes,
    )
    p.montrer_note(nom, 3, 3, "Rapporté à", align="right", italic=True)
    p.montrer(BASE, MILLE, NOMBRE, num_format='[$-40C]0\\ "habitants"')
    ici = de_ce_dossier(resultat)
    lignes = [ici, *sorted(autres, key=lambda f: (f.get("taille") != ici["taille"], f.get("annee") != ici["annee"],
                                                 str(f.get("nom") or "")))]  # fmt: skip
    for rang, fiche in enumerate(lignes):
        ligne = LIGNE_ENTETE + 1 + rang
        style: dict[str, Any] = {"bold": True} if rang == 0 else {}
        for code, colonne in BRUTS:
            p.montrer(Case(nom, ligne, PLACES[code]), fiche.get(code), colonne.genre, **style)
        for place, (colonne, haut, sous, rapporte) in enumerate(RATIOS, len(BRUTS) + 1):
            _ratio(p, Case(nom, ligne, place), colonne, (haut, sous, rapporte), fiche, style)
        p.hauteur(nom, ligne, [(str(fiche.get("nom") or ""), 38)])
    p.lister(nom, "tblComparaison", colonnes, len(lignes))
    bas = LIGNE_ENTETE + len(lignes)
    if not autres:
        bas += 2
        p.montrer_note(nom, bas, 1, SANS)
    p.impression(nom, bas, len(colonnes), entete=LIGNE_ENTETE, repete="A:A")


def _ratio(  # noqa: PLR0917  (une case, sa colonne, ses deux termes, sa ligne)
    p: Plume, case: Case, colonne: Colonne, termes: tuple[str, str, bool], fiche: Mapping[str, Any], style: Any
) -> None:
    """Write a ratio with the verbs of the house: « À compléter » unless both terms are numbers, never 0."""
    haut, bas, rapporte = termes
    a, b = (Symbole(Case(case.feuille, case.ligne, PLACES[t]).vue_de(case)) for t in (haut, bas))
    symbole = _calcul(a, b, Symbole(BASE.vue_de(case)) if rapporte else None)
    x, y = fiche.get(haut), fiche.get(bas)
    valeur = _calcul(x, y, MILLE if rapporte else None) if est_nombre(x) and est_nombre(y) else manque()
    deux = {"num_format": "[$-40C]0.00"} if colonne.genre is NOMBRE else {}
    p.formule(case, symbole.formule, cache(valeur, Encre.NATIVE), colonne.genre, **deux, **style)


def _calcul(haut: Any, bas: Any, base: Any) -> Any:
    numerateur = haut if base is None else haut * base
    return si_nombres((haut, bas), rapport(numerateur, bas, si_nul=manque()), manque())

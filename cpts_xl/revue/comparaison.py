"""The sheet that sets this CPTS beside others: per 1 000 inhabitants and per member, never raw euros alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from cpts_xl import formats
from cpts_xl.engine.resultat import Resultat
from cpts_xl.revue.plume import Colonne, Onglet, Plume
from cpts_xl.revue.quartiles import MEDIANE, RANGS, TROP_PEU, Groupe, choisir, formule, groupes, quartile
from cpts_xl.rules.choix import manque, si_nombres
from cpts_xl.rules.genres import ENTIER, MONTANT, NOMBRE, TAUX
from cpts_xl.rules.symbol import Symbole
from cpts_xl.rules.verbs import est_nombre, rapport
from cpts_xl.workbook.inks import Encre, cache
from cpts_xl.workbook.layout import LIGNE_ENTETE, Case
from cpts_xl.workbook.styles import FOND_TOTAL, MILLIERS
from cpts_xl.workbook.xlsx.types import lettres

SANS = (
    "Aucune autre CPTS n'a été donnée. Pour comparer : « cpts-xl campagne DOSSIER --vers SORTIE » sur les "
    "classeurs reçus, puis « cpts-xl revue … --comparaison SORTIE »."
)
SEULE = "Les lignes données sont toutes de cette CPTS : il n'y a pas d'autre CPTS à comparer."
HORS = "En italique : d'autres années de ces CPTS ou de celle-ci, montrées sans être comptées dans les quartiles."
BRUTS = (
    ("nom", Colonne("CPTS", 40)), ("taille", Colonne("Taille", 8, ENTIER)), ("annee", Colonne("Année du contrat", 9,
    ENTIER)),
    ("population", Colonne("Habitants", 12, NOMBRE)), ("adherents", Colonne("Adhérents", 10, ENTIER)),
    ("droit", Colonne("Droit ouvert", 14, MONTANT)), ("verse", Colonne("Versé", 14, MONTANT)),
    ("depense", Colonne("Dépensé", 14, MONTANT)), ("taux_euros", Colonne("Acquis sur en jeu", 11, TAUX)),
    ("part_prouvee", Colonne("Indicateurs prouvés", 11, TAUX)), ("force", Colonne("Force moyenne", 9, NOMBRE)),
)  # fmt: skip
PLACES = {code: place for place, (code, _) in enumerate(BRUTS, 1)}
DEJA_RAPPORTES = ("taux_euros", "part_prouvee", "force")
"""Those of the open data that are compared as they are: rates, and a mean."""
NUMEROS = ("finess", "rna", "siret")
MILLE = Fraction(1000)
BASE = Case(Onglet.COMPARAISON, 3, 4)
"""The cell that says for how many inhabitants a ratio is given: a number is not hidden in a formula."""
RATIOS = (
    (Colonne("Droit pour 1\u00a0000 habitants", 14, MONTANT), "droit", "population", True),
    (Colonne("Dépensé pour 1\u00a0000 habitants", 14, MONTANT), "depense", "population", True),
    (Colonne("Dépensé par adhérent", 14, MONTANT), "depense", "adherents", False),
    (Colonne("Adhérents pour 1\u00a0000 habitants", 12, NOMBRE), "adherents", "population", True),
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
    return frozenset(str(n) for code in NUMEROS if (n := resultat.dossier.identite.get(code)))


def moyenne(nombres: Sequence[Fraction]) -> Fraction | None:
    """Return a mean to two decimals, or nothing when there is nothing to average."""
    return Fraction(round(sum(nombres, Fraction(0)) / len(nombres) * 100), 100) if nombres else None


def comparaison(p: Plume, resultat: Resultat, autres: Sequence[Mapping[str, Any]]) -> None:
    """Write this CPTS, then the others by size and year, then their quartiles; every ratio is a native formula."""
    nom = Onglet.COMPARAISON
    colonnes = [*(c for _, c in BRUTS), *(c for c, _, _, _ in RATIOS)]
    p.page(
        nom,
        "Comparaison avec d'autres CPTS",
        "Une CPTS se compare à celles de même taille et de même année : pour 1\u00a0000 habitants et par adhérent, "
        "jamais en euros seuls. Ce dossier est en gras.\nSous la liste : la médiane et les quartiles des autres CPTS, "
        "chacune comptée une fois. Ce qui manque n'y compte pas.",
        colonnes,
        replie=PLACES["force"],
    )
    p.montrer_note(nom, 3, 3, "Rapporté à", align="right", italic=True)
    p.montrer(BASE, MILLE, NOMBRE, num_format=f'{MILLIERS}\\ "habitants"')
    ici = de_ce_dossier(resultat)
    comptees, hors = choisir(ici, autres)
    lignes = [ici, *comptees, *hors]
    nombres: dict[int, list[Any]] = {place: [] for place in _places()}
    for rang, fiche in enumerate(lignes):
        ligne = LIGNE_ENTETE + 1 + rang
        style: dict[str, Any] = {"bold": True} if rang == 0 else {"italic": True} if rang > len(comptees) else {}
        for code, colonne in BRUTS:
            vu = style | (_deux(colonne) if code in DEJA_RAPPORTES else {})
            p.montrer(Case(nom, ligne, PLACES[code]), fiche.get(code), colonne.genre, **vu)
            nombres.get(PLACES[code], []).append(fiche.get(code))
        for place, (colonne, haut, sous, rapporte) in enumerate(RATIOS, len(BRUTS) + 1):
            valeur = _ratio(p, Case(nom, ligne, place), colonne, (haut, sous, rapporte), fiche, style)
            nombres[place].append(valeur)
        p.hauteur(nom, ligne, [(str(fiche.get("nom") or ""), 38)])
    p.lister(nom, "tblComparaison", colonnes, len(lignes))
    bas = LIGNE_ENTETE + len(lignes)
    if hors:
        bas += 1
        p.montrer_note(nom, bas, 1, HORS)
    if comptees:
        p.lien(Case(nom, 3, PLACES["droit"]), nom, f"A{bas + 2}", "Voir la médiane et les quartiles", cadre=False)
    for groupe in groupes(ici, comptees, LIGNE_ENTETE + 2):
        bas = _quartiles(p, bas + 2, groupe, nombres)
    if not comptees:
        bas += 2
        p.montrer_note(nom, bas, 1, SANS if not autres else SEULE)
    p.impression(nom, bas, len(colonnes), entete=LIGNE_ENTETE, repete="A:A")


def _places() -> dict[int, Colonne]:
    """Return the columns whose quartiles are given: the ratios already in the open data, then those computed here."""
    dits = {PLACES[code]: colonne for code, colonne in BRUTS if code in DEJA_RAPPORTES}
    return dits | {place: colonne for place, (colonne, *_) in enumerate(RATIOS, len(BRUTS) + 1)}


def _quartiles(p: Plume, ligne: int, groupe: Groupe, nombres: Mapping[int, Sequence[Any]]) -> int:
    """Write how many numbers a group has of each ratio, then its quartiles; return the last row written."""
    nom, combien = Onglet.COMPARAISON, groupe.derniere - groupe.premiere + 1
    titres = [f"{groupe.nom}, {formats.nombre(combien)} CPTS : valeurs connues", *(titre for _, titre in RANGS)]
    for rang, titre in enumerate(titres):
        style: dict[str, Any] = {"bold": True, "bg_color": FOND_TOTAL} if RANGS[rang - 1][0] == MEDIANE and rang else {}
        p.montrer(Case(nom, ligne + rang, 1), titre, **style)
        for place, colonne in _places().items():
            lettre = lettres(place)
            zone = f"${lettre}${groupe.premiere}:${lettre}${groupe.derniere}"
            connus = nombres[place][groupe.premiere - LIGNE_ENTETE - 1 : groupe.derniere - LIGNE_ENTETE]
            connus = [valeur for valeur in connus if isinstance(valeur, Fraction)]
            case = Case(nom, ligne + rang, place)
            if not rang:
                p.formule(case, f"COUNT({zone})", len(connus), ENTIER, **style)
                continue
            quel = RANGS[rang - 1][0]
            texte = formule(zone, f"{lettre}${ligne}", quel)
            p.formule(
                case, texte, cache(quartile(connus, quel), Encre.NATIVE), colonne.genre, **_deux(colonne), **style
            )
        p.hauteur(nom, ligne + rang, [(titre, 38), *([(TROP_PEU, 9)] if rang else [])])
    return ligne + len(RANGS)


def _ratio(  # noqa: PLR0917  (une case, sa colonne, ses deux termes, sa ligne)
    p: Plume, case: Case, colonne: Colonne, termes: tuple[str, str, bool], fiche: Mapping[str, Any], style: Any
) -> Any:
    """Write and return a ratio with the verbs of the house: « À compléter » unless both terms are numbers, never 0."""
    haut, bas, rapporte = termes
    a, b = (Symbole(Case(case.feuille, case.ligne, PLACES[t]).vue_de(case)) for t in (haut, bas))
    symbole = _calcul(a, b, Symbole(BASE.vue_de(case)) if rapporte else None)
    x, y = fiche.get(haut), fiche.get(bas)
    valeur = _calcul(x, y, MILLE if rapporte else None) if est_nombre(x) and est_nombre(y) else manque()
    p.formule(case, symbole.formule, cache(valeur, Encre.NATIVE), colonne.genre, **_deux(colonne), **style)
    return valeur


def _deux(colonne: Colonne) -> dict[str, Any]:
    return {"num_format": "[$-40C]0.00"} if colonne.genre is NOMBRE else {}


def _calcul(haut: Any, bas: Any, base: Any) -> Any:
    numerateur = haut if base is None else haut * base
    return si_nombres((haut, bas), rapport(numerateur, bas, si_nul=manque()), manque())

"""The sheet of the evidence: what each indicator rests on, how strong it is, and the euros that rest on nothing."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from cpts_xl.absence import Absent
from cpts_xl.engine.schema.preuves import CITATIONS, FORCE_MAX
from cpts_xl.revue.graphiques import Graphique, inserer
from cpts_xl.revue.plan import CONVENU, Revue
from cpts_xl.revue.plume import Colonne, Onglet, Plume
from cpts_xl.revue.sources import lieu
from cpts_xl.rules.colonnes import Plage
from cpts_xl.rules.genres import CHOIX, CODE, ENTIER, JOUR, MONTANT, TEXTE
from cpts_xl.rules.plages import compte_si, cumul, si_complet
from cpts_xl.rules.symbol import Symbole
from cpts_xl.rules.verbs import arrondi
from cpts_xl.workbook.inks import Encre, cache
from cpts_xl.workbook.layout import LIGNE_ENTETE, Case
from cpts_xl.workbook.verification.modele import Verification

FORCES = ("aucune pièce valable", "simple mention", "document interne", "document daté et signé", "donnée d'un tiers")
FRAGILE = 1
"""Up to this strength, an indicator rests on nothing that a reviewer could open."""
COLONNES = (
    Colonne("N°", 7, CODE), Colonne("Mission", 18, CODE), Colonne("Indicateur", 40), Colonne("Statut", 13, CHOIX),
    Colonne("Acquis, valeur convenue", 14, MONTANT), Colonne("Force de preuve", 9, ENTIER),
    Colonne("En mots", 24), Colonne("Pièces", 8, ENTIER), Colonne("Meilleure pièce", 46),
    Colonne("Pièces expirées", 30), Colonne("À retenir", 34),
)  # fmt: skip
PIECES = (
    Colonne("N°", 7, CODE), Colonne("Type", 18), Colonne("Intitulé", 40), Colonne("Date", 13, JOUR),
    Colonne("Valable jusqu'au", 14, JOUR), Colonne("Force", 9, ENTIER), Colonne("Validité", 24), Colonne("Signée", 8),
    Colonne("Fichier", 46), Colonne("Indicateurs prouvés", 30), Colonne("Cellule du fichier reçu", 34),
)  # fmt: skip
TITRE = "Euros acquis selon la force de la preuve"


def preuves(p: Plume, verification: Verification, revue: Revue) -> None:
    """Write the evidence by indicator, its strength in euros with a chart, then the register of pieces."""
    nom = Onglet.PREUVES
    p.page(
        nom,
        "Pièces et force de preuve",
        "Force : 0 rien, 1 simple mention, 2 document interne, 3 document daté et signé, 4 donnée d'un tiers. "
        "Convention de l'outil, qui ne change aucun montant.",
        COLONNES,
    )
    for rang, indicateur in enumerate(revue.indicateurs):
        _indicateur(p, verification, indicateur.rang, indicateur.ident, LIGNE_ENTETE + 1 + rang)
    bas = LIGNE_ENTETE + len(revue.indicateurs)
    p.lister(nom, "tblPreuves", COLONNES, len(revue.indicateurs))
    p.alerter(nom, Case(nom, LIGNE_ENTETE + 1, 11), Case(nom, bas, 11), "À ")
    suite = _forces(p, revue, bas + 2)
    fin = _pieces(p, verification, suite + 1)
    p.impression(nom, fin, len(COLONNES), entete=LIGNE_ENTETE, repete="A:C")


def pieces_par_indicateur(verification: Verification) -> Mapping[str, list[int]]:
    """Return the ranks of the pieces that cite each indicator, the strongest first, by code in lower case."""
    v, citees = verification.resultat.valeurs, {}  # type: ignore[var-annotated]
    for n, piece in enumerate(verification.resultat.dossier.liste("piece"), 1):
        for code in dict.fromkeys(str(piece.get(champ) or "").casefold() for champ in CITATIONS):
            if code and piece.get("numero"):
                citees.setdefault(code, []).append(n)
    for rangs in citees.values():
        rangs.sort(key=lambda n: (-_force(v[f"piece.{n}.force"]), n))
    return citees


def _force(valeur: Any) -> Fraction:
    return valeur if isinstance(valeur, Fraction) else Fraction(-1)


def _indicateur(p: Plume, verification: Verification, rang: int, ident: str, ligne: int) -> None:
    nom, v, dossier = Onglet.PREUVES, verification.resultat.valeurs, verification.resultat.dossier
    code = str(v.get(f"indicateur.{rang}.id") or "")
    pieces = dossier.liste("piece")
    citees = pieces_par_indicateur(verification).get(code.casefold(), [])
    valables = [n for n in citees if v[f"piece.{n}.validite"] != "Expirée"]
    expirees = [str(pieces[n - 1]["numero"]) for n in citees if n not in valables]
    force = v.get(f"indicateur.{rang}.force")
    for place, champ in ((1, "code"), (2, "mission"), (3, "libelle")):
        p.redite(Case(nom, ligne, place), f"{ident}.{champ}", COLONNES[place - 1].genre)
    p.montrer(Case(nom, ligne, 4), v.get(f"indicateur.{rang}.statut"), CHOIX)
    p.redite(Case(nom, ligne, 5), f"{ident}.acquis_{CONVENU}", MONTANT)
    p.montrer(Case(nom, ligne, 6), force, ENTIER, align="center")
    p.montrer(Case(nom, ligne, 7), FORCES[int(force)] if isinstance(force, Fraction) else "")
    p.montrer(Case(nom, ligne, 8), v.get(f"indicateur.{rang}.nb_pieces"), ENTIER, align="center")
    meilleure = pieces[valables[0] - 1] if valables else {}
    titre = f"{meilleure['numero']} : {meilleure.get('intitule') or ''}" if meilleure else ""
    p.montrer(Case(nom, ligne, 9), titre)
    p.montrer(Case(nom, ligne, 10), ", ".join(expirees))
    p.montrer(Case(nom, ligne, 11), a_retenir(force, v.get(f"indicateur.{rang}.acquis"), expirees))
    p.hauteur(nom, ligne, [(titre, 44), (str(v.get(f"indicateur.{rang}.libelle") or ""), 38)])


def a_retenir(force: Any, acquis: Any, expirees: list[str]) -> str:
    """Return what a reviewer should note of the proof of an indicator; "" when there is nothing to say."""
    paie = isinstance(acquis, Fraction) and acquis > 0
    if isinstance(force, Absent) or force is None:
        return "À compléter"
    if paie and force == 0:
        return "À justifier : payé sans pièce valable" if not expirees else "À renouveler : ses pièces ont expiré"
    if paie and force <= FRAGILE:
        return "À étayer : payé sur une simple mention"
    return "Une pièce a expiré" if expirees else ""


def _forces(p: Plume, revue: Revue, ligne: int) -> int:
    """Write, by strength, how many indicators and how many euros; return the row under the table and its chart."""
    nom = Onglet.PREUVES
    p.montrer_note(nom, ligne, 1, "Selon la force de la preuve", bold=True)
    titres = {3: "Force", 4: "Indicateurs", 5: "Euros acquis"}
    for place, titre in titres.items():
        p.feuille(nom).write_string(ligne, place - 1, titre, p.styles.entete)
    haut, bas = LIGNE_ENTETE + 1, LIGNE_ENTETE + len(revue.indicateurs)
    forces, montants = Plage(f"$F${haut}:$F${bas}"), Plage(f"$E${haut}:$E${bas}")
    v = p.valeurs
    lues = [p.resultat.valeurs.get(f"indicateur.{i.rang}.force") for i in revue.indicateurs]
    acquis = [v[f"{i.ident}.acquis_{CONVENU}"] for i in revue.indicateurs]
    for force in range(FORCE_MAX + 1):
        ici = ligne + 2 + force
        p.montrer(Case(nom, ici, 3), f"{force} : {FORCES[force]}")
        combien, combien_vu = compte_si((force, forces)), compte_si((Fraction(force), lues))
        euros = _somme(montants, force, forces)
        euros_vus = _somme(acquis, Fraction(force), lues)
        _symbole(p, Case(nom, ici, 4), combien, combien_vu, ENTIER)
        _symbole(p, Case(nom, ici, 5), euros, euros_vus, MONTANT)
    premiere, derniere = ligne + 2, ligne + 2 + FORCE_MAX
    inserer(p, nom, Graphique(
        TITRE, f"Barres horizontales. {TITRE} : {', '.join(FORCES)}. Les mêmes nombres sont dans le tableau à gauche.",
        (nom, 2, premiere - 1, derniere - 1), ((nom, 4, premiere - 1, derniere - 1, "Euros acquis"),),
    ), ligne - 1, 6)  # fmt: skip
    return max(derniere, ligne + 16)


def _somme(montants: Any, force: Any, forces: Any) -> Any:
    return si_complet(montants, arrondi(cumul(montants, (force, forces))), (force, forces))


def _symbole(p: Plume, case: Case, symbole: Symbole, valeur: Any, genre: Any) -> None:
    """Write what the verbs of the house leave as a formula, with its value."""
    p.formule(case, symbole.formule, cache(valeur, Encre.NATIVE), genre)


def _pieces(p: Plume, verification: Verification, entete: int) -> int:
    """Write the register of pieces as received, with the strength that the tool finds; return its last row."""
    nom, v = Onglet.PREUVES, verification.resultat.valeurs
    p.entetes(nom, entete, PIECES)
    rang = 0
    for n, piece in enumerate(verification.resultat.dossier.liste("piece"), 1):
        if not piece.get("numero"):
            continue
        rang += 1
        cites = ", ".join(str(piece[c]) for c in CITATIONS if piece.get(c))
        ligne = entete + rang
        valeurs = (piece["numero"], piece.get("type"), piece.get("intitule"), piece.get("date"),
                   piece.get("valable_jusqu_au"), v[f"piece.{n}.force"], v[f"piece.{n}.validite"], piece.get("signee"),
                   piece.get("fichier"), cites, lieu(verification.lecture, f"piece.{n}.numero"))  # fmt: skip
        for place, valeur in enumerate(valeurs, 1):
            p.montrer(Case(nom, ligne, place), valeur, PIECES[place - 1].genre)
        p.hauteur(nom, ligne, [(str(x or ""), PIECES[k].largeur) for k, x in enumerate(valeurs) if k in {1, 2, 8}])
    if not rang:
        p.montrer(Case(nom, entete + 1, 3), "Aucune pièce n'est inscrite dans le classeur.", TEXTE)
    p.lister(nom, "tblPiecesRecues", PIECES, rang, entete=entete)
    return entete + max(rang, 1)

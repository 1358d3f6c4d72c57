"""What becomes of the money lists when the next contract year opens: payments, spendings, products."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from cpts_xl import formats
from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Enregistrement
from cpts_xl.engine.suite.passage import Lignes, Passage, sans_action_finie
from cpts_xl.formats import euros, pluriel


def versements(p: Passage) -> Lignes:
    """Return the payments received since the new first day, or paying a later year, each with the year that it pays."""
    lignes = p.dossier.liste("versement")
    if lignes:
        quoi = "versements reçus depuis, ou payant une année suivante"
        p.reprendre("Versements", len(p.versements_reportes), len(lignes), quoi)
        _sans_place(p)
        _encaisses_de_l_exercice(p)
    return tuple({**ligne, "annee": annee} for ligne, annee in p.versements_reportes)


def _sans_place(p: Passage) -> None:
    """Tell the payments of a line that the texts of the new year do not have: no row could hold them."""
    for ligne in p.versements_sans_place:
        montant, jour = ligne.get("montant"), ligne.get("date")
        combien = euros(montant) if isinstance(montant, Fraction) else "d'un montant inconnu"
        quand = f" du {formats.jour(jour)}" if isinstance(jour, date) else ""
        p.dire(
            "Versements",
            f"{Gravite.A_REGARDER} : le versement{quand}, {combien}, paie une ligne que les textes de la nouvelle "
            f"année n'ont plus ({ligne.get('ligne')}) : il reste dans l'ancien classeur",
        )


def _encaisses_de_l_exercice(p: Passage) -> None:
    """Tell the money that the accounting year to come counts, and that stays in the workbook just ended."""
    repris = [ligne for ligne, _ in p.versements_reportes]
    restes = [v for v in p.dossier.liste("versement") if p.de_l_exercice("date")(v) and v not in repris]
    montants = [v["montant"] for v in restes if isinstance(v.get("montant"), Fraction)]
    if montants:
        n, somme = len(restes), euros(sum(montants))
        p.dire(
            "Versements",
            f"{Gravite.A_REGARDER} : {n} versement{pluriel(n)} de l'exercice comptable à venir, {somme}, "
            f"{pluriel(n, 'restent', 'reste')} dans l'ancien classeur : l'argent reçu dans l'exercice "
            f"ne {pluriel(n, 'les', 'le')} comptera pas. Ne pas {pluriel(n, 'les', 'le')} saisir dans le nouveau "
            f"classeur : le solde n-1 et le versé repris {pluriel(n, 'les', 'le')} déduisent déjà. Pour le seuil du "
            f"commissaire aux comptes, ajouter {somme} à la main au total « Dont argent public » de la feuille "
            "Financeurs",
        )


def depenses(p: Passage) -> Lignes:
    """Return the spending that a calendar of the new workbook counts: contract year, accounting year, month of pay."""

    def encore(ligne: Enregistrement) -> bool:
        return p.apres("date")(ligne) or p.apres("paye_le")(ligne) or p.de_l_exercice("date")(ligne)

    _dire_impayees(p, [ligne for ligne in p.dossier.liste("depense") if not encore(ligne)])
    quoi = "dépenses de la nouvelle année ou de son exercice, ou payées depuis"
    return sans_action_finie(p, "Dépenses", p.garder("depense", "Dépenses", encore, quoi))


def _dire_impayees(p: Passage, restees: list[Enregistrement]) -> None:
    """Tell the spending left behind without its day of payment: paid from now on, it would go out of no account."""
    impayees = [ligne for ligne in restees if ligne.get("paye_le") is None]
    if not impayees:
        return
    n, s, la = len(impayees), pluriel(len(impayees)), pluriel(len(impayees), "les", "la")
    somme = sum((m for ligne in impayees if isinstance(m := ligne.get("montant"), Fraction)), Fraction(0))
    laquelle = pluriel(n, "Celles qui se paient", "Si elle se paie")
    p.dire(
        "Dépenses",
        f"{Gravite.A_REGARDER} : {n} dépense{s} sans « Payée le », {euros(somme)}, {pluriel(n, 'restent', 'reste')} "
        f"dans l'ancien classeur, qui {la} compte en trésorerie à la date de la pièce. {laquelle} à partir du "
        f"{formats.jour(p.debut)} : y saisir « Payée le » dans l'ancien classeur et ouvrir de nouveau, elle{s} "
        f"{pluriel(n, 'suivront', 'suivra')}. Plus tard, {la} recopier dans Dépenses du nouveau avec la date de la "
        "pièce et « Payée le », le solde d'ouverture étant celui du relevé bancaire. Le dépensé de l'année "
        "conventionnelle suit la date de la pièce et n'y change pas",
    )


def produits(p: Passage) -> Lignes:
    """Return the products not yet paid in full."""

    def ouverte(ligne: Enregistrement) -> bool:
        recu = p.apres("verse_le")(ligne) or p.de_l_exercice("verse_le")(ligne) or p.de_l_exercice("date")(ligne)
        return ligne.get("verse") != ligne.get("attribue") or recu

    return p.garder("produit", "Produits", ouverte, "produits restant à percevoir, ou du nouvel exercice")


def dire_anterieurs(p: Passage) -> None:
    """Tell what the year before the one just ended still owes: the new schedule has no place for it."""
    dus: list[tuple[str, Fraction]] = []
    for ligne in p.resultat.droit.lignes:
        attendu, recu = (p.lu(f"echeance.{ligne.code}_n1.{champ}") for champ in ("attendu", "recu"))
        if attendu is not None and recu is not None and attendu > recu:
            dus.append((ligne.libelle, attendu - recu))
    if dus:
        lignes = ", ".join(f"{libelle} : {euros(du)}" for libelle, du in dus)
        p.dire(
            "Versements",
            f"{Gravite.A_REGARDER} : l'année {p.annee - 1} doit encore {euros(sum((du for _, du in dus), Fraction()))} "
            f"({lignes}) ; l'Échéancier de la nouvelle année ne le réclamera plus. Le noter dans la feuille Dialogue "
            "et le suivre avec la CPAM",
        )

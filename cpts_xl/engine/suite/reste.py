"""The money that stays with a former contract: what it still owes, what was not spent, what paid it."""

from __future__ import annotations

from fractions import Fraction

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Enregistrement
from cpts_xl.engine.schema import TOTAL, postes
from cpts_xl.engine.suite.argent import dire_anterieurs
from cpts_xl.engine.suite.passage import Lignes, Passage
from cpts_xl.formats import euros, pluriel

_EN_PRODUITS = "dans Produits (financeur « autre », nature 74, subvention publique)"
"""Where money that pays no line of this contract is counted in cash and as public money, and in no total of the ACI."""


def annexe(p: Passage) -> None:
    """Tell that the annex is to be copied, then what the former contract owes and what it paid in excess."""
    p.dire(
        "Financement",
        "montants de l'annexe à recopier du nouveau contrat ; solde n-1 vide, la première année, où le fonctionnement "
        "est attendu en entier à la signature : à confirmer avec la CPAM",
    )
    if inconnues := sum(1 for ligne in p.resultat.droit.lignes if p.lu(f"ligne.{ligne.code}.reste") is None):
        s = pluriel(inconnues)
        p.dire(
            "Financement",
            f"{Gravite.A_REGARDER} : ce que l'ancien contrat doit encore n'est pas connu sur {inconnues} ligne{s} : "
            "compléter l'ancien classeur",
        )
    if (du := _par_ligne(p, "reste"))[0]:
        p.dire(
            "Financement",
            f"{Gravite.A_REGARDER} : l'ancien contrat doit encore {euros(du[0])} pour son année {p.annee} ({du[1]}). "
            "Le suivre dans l'ancien classeur, et y saisir son versement ; dans le nouveau, le saisir aussi, une fois "
            f"reçu, {_EN_PRODUITS} : la trésorerie et le seuil du commissaire aux comptes le comptent, les totaux de "
            "l'ACI non",
        )
    if (trop := _par_ligne(p, "trop_percu"))[0]:
        p.dire(
            "Financement",
            f"{Gravite.A_REGARDER} : l'ancien contrat a versé {euros(trop[0])} de trop pour son année {p.annee} "
            f"({trop[1]}) : à voir avec la CPAM, aucune case du nouveau classeur ne le porte",
        )
    dire_anterieurs(p)


def _par_ligne(p: Passage, mesure: str) -> tuple[Fraction, str]:
    """Return the total of a measure of the lines, and each line that has some."""
    lues = [(ligne.libelle, p.lu(f"ligne.{ligne.code}.{mesure}")) for ligne in p.resultat.droit.lignes]
    dites = [(libelle, montant) for libelle, montant in lues if montant]
    somme = sum((montant for _, montant in dites), Fraction(0))
    return somme, ", ".join(f"{libelle} : {euros(montant)}" for libelle, montant in dites)


def enveloppes(p: Passage) -> None:
    """Tell what the envelopes of the former contract closed with: no text read says whether it may be kept."""
    lues = [(nom, p.lu(f"poste.{code}.cloture")) for code, nom in postes(p.resultat.droit).items()]
    detail = ", ".join(f"{nom} : {euros(montant)}" for nom, montant in lues if montant)
    total = p.lu(f"poste.{TOTAL}.cloture")
    if total is not None and not detail:
        p.dire("Enveloppes", "l'ancien contrat se clôt sans non-dépensé ; saisir 0 à l'ouverture de chacune")
        return
    combien = "n'est pas entièrement connu" if total is None else f"est de {euros(total)}"
    p.dire(
        "Enveloppes",
        f"{Gravite.A_REGARDER} : le non-dépensé de l'ancien contrat {combien}"
        f"{f' ({detail})' if detail else ''} et n'est reporté nulle part. Saisir à l'ouverture ce que la CPAM accepte "
        "de reporter, 0 sinon",
    )


def versements(p: Passage) -> Lignes:
    """Return no payment: what paid the former contract stays with it, and is told where it counts elsewhere."""
    lignes = p.dossier.liste("versement")
    if lignes:
        n = len(lignes)
        ont_paye = pluriel(n, "ils ont payé l'ancien contrat et restent", "il a payé l'ancien contrat et reste")
        p.dire("Versements", f"aucun repris sur {n} : {ont_paye} dans son classeur")
    payes = list(zip(lignes, p.annees_payees, strict=True))
    _dire_d_avance(p, [ligne for ligne, payee in payes if payee > p.annee])
    _dire_recus(p, [ligne for ligne, payee in payes if payee <= p.annee])
    return ()


def _dire_d_avance(p: Passage, lignes: list[Enregistrement]) -> None:
    """Tell the money paid ahead for a year of the former contract that will not be."""
    if lignes:
        n = len(lignes)
        p.dire(
            "Versements",
            f"{Gravite.A_REGARDER} : {n} versement{pluriel(n)}, {euros(_somme(lignes))}, "
            f"{pluriel(n, 'paient', 'paie')} une année de l'ancien contrat qui n'aura pas lieu. Ce qui paie en fait le "
            "nouveau contrat se saisit dans son classeur, année payée vide",
        )


def _dire_recus(p: Passage, lignes: list[Enregistrement]) -> None:
    """Tell the money that the accounting year to come, or the cash of the new year, will not count."""
    dans_l_exercice, depuis = p.de_l_exercice("date"), p.apres("date")
    if restes := [ligne for ligne in lignes if dans_l_exercice(ligne) or depuis(ligne)]:
        n, les = len(restes), pluriel(len(restes), "les", "le")
        p.dire(
            "Versements",
            f"{Gravite.A_REGARDER} : {n} de ces versements, {euros(_somme(restes))}, "
            f"{pluriel(n, 'ont été reçus', 'a été reçu')} dans l'exercice comptable à venir ou depuis la signature. Ne "
            f"pas {les} saisir dans les Versements du nouveau classeur, où "
            f"{pluriel(n, 'ils paieraient', 'il paierait')} le nouveau contrat, mais {_EN_PRODUITS}",
        )


def _somme(lignes: list[Enregistrement]) -> Fraction:
    return sum((ligne["montant"] for ligne in lignes if isinstance(ligne.get("montant"), Fraction)), Fraction(0))

"""Chapitre : dépenses d'une période, clés de répartition, enveloppes.

Trois calendriers ne se mélangent jamais : chaque somme nomme sa période par son premier jour et le premier jour qui
n'y est plus. Une ligne sans date ou sans montant rend la somme « à compléter » : elle n'en sort pas en silence.
"""

from __future__ import annotations

from cpts_xl.rules.catalogue import regle
from cpts_xl.rules.choix import egal, exige_taux, manque, sans_objet, si, si_nombre, si_renseigne
from cpts_xl.rules.genres import (
    Choix,
    Code,
    Codes,
    Jour,
    Jours,
    Montant,
    Montants,
    Parts,
    Taux,
    TauxFacultatif,
)
from cpts_xl.rules.plages import (
    a_partir_de,
    avant,
    compte_nombres,
    compte_remplis,
    compte_si,
    cumul,
    si_complet,
    si_dates,
)
from cpts_xl.rules.verbs import arrondi, rapport

SUIVI = "suivi de l'argent"
CONTROLE = "contrôle de cohérence"


@regle(libelle="Cumul d'un code sur une période", texte=SUIVI, article="", statut="convention")
def cumul_periode(  # noqa: PLR0917  (une colonne par critère)
    code: Code, debut: Jour, fin: Jour, codes: Codes, jours: Jours, montants: Montants
) -> Montant:
    """Additionne les montants d'un code (poste, clé, nature, ligne) datés d'une période.

    Une ligne de ce code sans date, ou datée de la période sans montant, laisse la somme à compléter.

    Args:
        code: Code cherché.
        debut: Premier jour de la période.
        fin: Premier jour qui n'est plus dans la période.
        codes: Colonne des codes.
        jours: Colonne des dates.
        montants: Colonne des montants.
    """
    cles = ((code, codes), (a_partir_de(debut), jours), (avant(fin), jours))
    somme = si_complet(montants, arrondi(cumul(montants, *cles)), *cles)
    return si_dates(jours, somme, (code, codes))


@regle(libelle="Total d'une période", texte=SUIVI, article="", statut="convention")
def total_periode(debut: Jour, fin: Jour, jours: Jours, montants: Montants) -> Montant:
    """Additionne tous les montants datés d'une période ; à compléter si un montant n'a pas de date, ou l'inverse.

    Args:
        debut: Premier jour de la période.
        fin: Premier jour qui n'est plus dans la période.
        jours: Colonne des dates.
        montants: Colonne des montants.
    """
    periode = ((a_partir_de(debut), jours), (avant(fin), jours))
    somme = si_complet(montants, arrondi(cumul(montants, *periode)), *periode)
    return si_dates(jours, si_dates(jours, somme, (avant(0), montants)), (a_partir_de(0), montants))


@regle(libelle="Report d'un montant", texte=SUIVI, article="", statut="convention")
def report(montant: Montant) -> Montant:
    """Reprend un montant calculé ailleurs, au centime ; à compléter tant qu'il manque.

    Args:
        montant: Montant à reprendre, en euros.
    """
    return arrondi(montant)


@regle(libelle="Reprise d'un code", texte=SUIVI, article="", statut="convention")
def reprise_code(code: Code) -> Code:
    """Reprend un code saisi dans une autre feuille.

    Args:
        code: Code à reprendre.
    """
    return si_renseigne(code, code, manque())


@regle(libelle="Différence", texte=SUIVI, article="", statut="convention")
def difference(montant: Montant, retranche: Montant) -> Montant:
    """Donne un montant moins un autre, au centime ; négatif si le second est le plus grand.

    Args:
        montant: Montant, en euros.
        retranche: Montant à retrancher, en euros.
    """
    return arrondi(montant - retranche)


@regle(libelle="Somme de deux montants", texte=SUIVI, article="", statut="convention")
def somme_montants(premier: Montant, second: Montant) -> Montant:
    """Donne la somme de deux montants, au centime : direct et réparti, payé et présumé payé.

    Args:
        premier: Premier montant, en euros.
        second: Second montant, en euros.
    """
    return arrondi(premier + second)


# ------------------------------------------------------------------------------------------ les clés


@regle(libelle="Somme d'une clé", texte=SUIVI, article="", statut="convention")
def somme_cle(parts: Parts) -> Taux:
    """Additionne les parts d'une clé de répartition, au milliardième ; une part vide ne sert pas son poste.

    Args:
        parts: Parts des postes, de 0 à 1.
    """
    return si(egal(compte_nombres(parts), compte_remplis(parts)), arrondi(cumul(parts), 9), manque())


@regle(libelle="Clé entière", texte=CONTROLE, article="", statut="convention")
def controle_cle(somme: Taux) -> Choix:
    """Dit si les parts d'une clé font exactement 100 %.

    Args:
        somme: Somme des parts.
    """
    return si(egal(somme, 1), "Conforme", "À regarder")


@regle(libelle="Clés entières", texte=CONTROLE, article="", statut="convention")
def controle_cles(cles: Codes, verdicts: Codes) -> Choix:
    """Dit si toutes les clés font 100 % ; sans objet s'il n'y a pas de clé.

    Args:
        cles: Colonne des codes de clé.
        verdicts: Colonne des contrôles de clé.
    """
    entieres = si(egal(compte_si(("Conforme", verdicts)), compte_remplis(cles)), "Conforme", "À regarder")
    return si(compte_remplis(cles) > 0, entieres, sans_objet())


@regle(libelle="Quote-part d'un poste", texte=SUIVI, article="", statut="convention")
def quote_part(a_repartir: Montant, somme: Taux, part: TauxFacultatif, parts: Parts) -> Montant:
    """Donne ce qu'une clé met à la charge d'un poste, sans perdre ni créer un centime.

    La quote-part est la différence de deux arrondis : ce que portent les postes jusqu'à celui-ci, moins ce que portent
    ceux d'avant. Les quotes-parts d'une clé font donc exactement la base. Une clé sous 100 % laisse tout à compléter.

    Args:
        a_repartir: Dépense à répartir, en euros.
        somme: Somme des parts de la clé.
        part: Part du poste, vide si la clé ne le sert pas.
        parts: Parts des postes, du premier à celui-ci.
    """
    jusque, avant_lui = arrondi(cumul(parts), 9), arrondi(cumul(parts) - part, 9)
    servi = arrondi(arrondi(a_repartir * jusque) - arrondi(a_repartir * avant_lui))
    connue = si_nombre(part, exige_taux(part, servi), manque())
    entiere = si(egal(somme, 1), si_renseigne(part, connue, 0), manque())
    return si(egal(a_repartir, 0), 0, entiere)


@regle(libelle="Réparti par les clés", texte=SUIVI, article="", statut="convention")
def cumul_reparti(cles: Codes, quotes: Montants) -> Montant:
    """Additionne ce que les clés mettent à la charge d'un poste ; à compléter si une clé n'a pas pu être répartie.

    Args:
        cles: Colonne des codes de clé.
        quotes: Colonne des quotes-parts du poste.
    """
    return si(compte_remplis(cles) > compte_nombres(quotes), manque(), arrondi(cumul(quotes)))


# ------------------------------------------------------------------------------------------ les enveloppes


@regle(libelle="Total réparti", texte=SUIVI, article="", statut="convention")
def total_affecte(affectes: Montants, ensemble: Montant) -> Montant:
    """Additionne ce qui est réparti ; à compléter tant que la somme n'est pas celle de toutes les lignes saisies.

    Une ligne sans poste, ou d'une clé inconnue, ne disparaît donc pas du total sans être vue.

    Args:
        affectes: Colonne des montants répartis.
        ensemble: Montant de toutes les lignes, réparties ou non.
    """
    somme = arrondi(cumul(affectes))
    return si_complet(affectes, si(egal(somme, arrondi(ensemble)), somme, manque()))


@regle(libelle="Tout est réparti", texte=CONTROLE, article="", statut="convention")
def controle_affectation(affectes: Montants, ensemble: Montant) -> Choix:
    """Dit si ce qui est réparti fait le montant de toutes les lignes saisies, au centime.

    Args:
        affectes: Colonne des montants répartis.
        ensemble: Montant de toutes les lignes, réparties ou non.
    """
    verdict = si(egal(arrondi(cumul(affectes)), arrondi(ensemble)), "Conforme", "À regarder")
    return si_complet(affectes, verdict)


@regle(libelle="Part du droit consommée", texte=SUIVI, article="", statut="convention")
def consommation(depense: Montant, droit_ouvert: Montant) -> Taux:
    """Donne la dépense rapportée au droit ouvert, 1 valant le droit entier ; sans objet si aucun droit n'est ouvert.

    Args:
        depense: Dépense de l'année conventionnelle, en euros.
        droit_ouvert: Droit ouvert, en euros.
    """
    return rapport(depense, droit_ouvert, si_nul=sans_objet())


@regle(libelle="Non dépensé à la clôture", texte=SUIVI, article="", statut="convention")
def cloture_enveloppe(ouverture: Montant, encaisse: Montant, depense: Montant) -> Montant:
    """Donne ce qui reste d'une enveloppe : le non-dépensé à l'ouverture, plus l'encaissé, moins la dépense.

    Aucune règle nationale de report n'a été lue : l'outil suit ce montant sans dire s'il peut être gardé.

    Args:
        ouverture: Non dépensé à l'ouverture de l'année conventionnelle, en euros.
        encaisse: Reçu pendant l'année conventionnelle, en euros.
        depense: Dépense de l'année conventionnelle, en euros.
    """
    return arrondi(ouverture + encaisse - depense)

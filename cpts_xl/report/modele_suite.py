"""The end of the report: what changed, next year's programme, the dialogue de gestion, other free texts."""

from __future__ import annotations

from cpts_xl.report.modele_pieces import Colonne, Ecrivain, chiffre, montant


def evolutions(e: Ecrivain) -> None:
    """Write what changed since last year, by cause."""
    e.titre("Évolutions depuis l'an dernier")
    e.balise("if evolutions.sans_objet")
    e.paragraphe("{{ evolutions.sans_objet }}")
    e.balise("else")
    e.tableau("18", "Ce qui pèse sur tous les montants\u00a0: taille, règles, droits", "x in evolutions.contrat", [
        Colonne("Cause", 1.6, "{{ x.cause }}"),
        Colonne("Objet", 4.6, "{{ x.objet }}"),
        montant("Année précédente", 3.8, "x.avant"),
        montant("Cette année", 3.8, "x.apres"),
        Colonne("Constat", 3.2, "{{ x.constat }}"),
    ])  # fmt: skip
    e.balise("endif")
    e.balise("if evolutions.indicateurs")
    e.tableau("18 bis", "Indicateurs\u00a0: valeurs et définitions", "x in evolutions.indicateurs", [
        Colonne("N°", 0.9, "{{ x.id }}"),
        Colonne("Indicateur", 5.8, "{{ x.indicateur }}"),
        montant("n-1", 1.7, "x.avant"),
        montant("n", 1.7, "x.apres"),
        montant("Acquis n-1", 1.9, "x.acquis_avant"),
        montant("Acquis n", 1.9, "x.acquis"),
        Colonne("Cause", 3.1, "{{ x.cause }}"),
    ], taille="Petite")  # fmt: skip
    e.paragraphe("Feuilles Historique et Indicateurs. Une définition changée interdit de comparer deux valeurs.",
                 "Source")  # fmt: skip
    e.balise("endif")
    e.textes("textes.evolutions")


def programme(e: Ecrivain, *, detail: bool = True) -> None:
    """Write next year's programme and its money in three scenarios."""
    e.titre("Programme et budget de l'année suivante")
    e.balise("if actions_prevues")
    e.tableau("19", "Actions poursuivies et suites prévues", "a in actions_prevues", [
        Colonne("N°", 1.0, "{{ a.numero }}"),
        Colonne("Mission", 4.8, "{{ a.mission }}"),
        Colonne("Action", 4.7, "{{ a.titre }}"),
        Colonne("État", 1.5, "{{ a.etat }}"),
        Colonne("Suite prévue", 5.0, "{{ a.suites }}"),
    ], taille="Petite")  # fmt: skip
    e.balise("else")
    e.paragraphe("Aucune suite d'action n'est saisie.")
    e.balise("endif")
    e.tableau("20", "Droits ACI de l'année dans trois scénarios", "s in scenarios", [
        Colonne("Scénario", 5.0, "{{ s.libelle }}"),
        montant("Part fixe", 3.2, "s.fixe"),
        montant("Part variable", 3.2, "s.variable"),
        chiffre("Droit", 3.2, "s.droit"),
        montant("Solde attendu", 2.4, "s.solde"),
    ])  # fmt: skip
    e.paragraphe("Feuille Scénarios. La part variable s'ajoute à la part fixe\u00a0; le solde est le droit moins les "
                 "acomptes.", "Source")  # fmt: skip
    e.tableau("20 bis", "Budget de l'exercice dans trois scénarios", "b in equilibres", [
        Colonne("Ligne", 6.2, "{{ b.libelle }}"),
        chiffre("Prudent", 3.6, "b.prudent"),
        chiffre("Central", 3.6, "b.central"),
        chiffre("Complet", 3.6, "b.complet"),
    ])  # fmt: skip
    e.paragraphe("Feuille Équilibre. Solde = droits ACI + autres produits − charges. Scénario retenu\u00a0: "
                 "{{ scenario_retenu }}.", "Source")  # fmt: skip
    if detail:
        _suivante(e)
    e.balise("if indicateurs_proposes")
    e.tableau("21", "Indicateurs sur lesquels porter l'effort, par montant à gagner", "i in indicateurs_proposes", [
        Colonne("N°", 0.9, "{{ i.id }}"),
        Colonne("Indicateur", 6.3, "{{ i.libelle }}"),
        Colonne("Statut", 1.8, "{{ i.statut }}"),
        montant("Résultat", 1.5, "i.resultat"),
        montant("Cible", 1.5, "i.cible"),
        montant("Reste à gagner", 2.5, "i.reste"),
        Colonne("Cible proposée", 2.5, "{{ i.proposition }}"),
    ], taille="Petite")  # fmt: skip
    e.paragraphe("Feuille Priorités. Les cibles de l'année suivante se fixent au dialogue de gestion.", "Source")
    e.balise("endif")
    e.textes("textes.programme")


def _suivante(e: Ecrivain) -> None:
    e.balise("if suivante")
    e.tableau("20 ter", "Parts fixes de l'année suivante, à taille et textes constants", "s in suivante", [
        Colonne("Ligne", 8.0, "{{ s.libelle }}"),
        montant("Montant", 3.0, "s.montant_suivant"),
        montant("Acompte", 3.0, "s.acompte_suivant"),
        montant("Solde", 3.0, "s.solde_suivant"),
    ], total=["{{ suivante_total.libelle }}", "=suivante_total.montant_suivant", "=suivante_total.acompte_suivant",
              "=suivante_total.solde_suivant"], taille="Petite")  # fmt: skip
    e.paragraphe("Feuille Prévisions. La part variable, qui dépend des indicateurs, n'y est pas.", "Source")
    e.balise("endif")


def dialogue(e: Ecrivain) -> None:
    """Write the follow-up of the dialogue de gestion."""
    e.titre("Suites du dialogue de gestion")
    e.balise("if dialogue")
    e.tableau("22", "Points convenus, faits ou ouverts", "d in dialogue", [
        Colonne("Date", 1.7, "{{ d.date }}"),
        Colonne("Ind.", 0.9, "{{ d.indicateur }}"),
        montant("CPTS", 1.1, "d.valeur_cpts"),
        montant("CPAM", 1.1, "d.valeur_cpam"),
        montant("Convenu", 1.4, "d.valeur_retenue"),
        Colonne("Motif, réserve", 4.0, "{{ d.motif }}", mention="d.reserve"),
        Colonne("Suite à donner", 3.9, "{{ d.suite }}"),
        Colonne("Échéance", 1.7, "{{ d.echeance }}"),
        Colonne("État", 1.2, "{{ d.etat }}"),
    ], taille="Petite")  # fmt: skip
    e.paragraphe("Feuille Dialogue\u00a0; les points ouverts viennent en tête.", "Source")
    e.balise("else")
    e.paragraphe("Aucun point du dialogue de gestion n'est saisi.")
    e.balise("endif")
    e.textes("textes.dialogue")


def conclusion(e: Ecrivain) -> None:
    """Write the conclusion and the free texts whose heading is not foreseen."""
    e.balise("if textes.conclusion")
    e.titre("Conclusion")
    e.boucle("textes.conclusion", "Normal")
    e.balise("endif")
    e.balise("if complements")
    e.titre("Autres éléments")
    e.balise("for x in complements")
    e.titre("{{ x.titre }}", "Heading2")
    e.boucle("x.paragraphes", "Normal")
    e.balise("endfor")
    e.balise("endif")

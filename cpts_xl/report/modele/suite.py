"""The end of the report: what changed, next year's programme, the dialogue de gestion, other free texts."""

from __future__ import annotations

from cpts_xl.report.modele.pieces import Colonne, Ecrivain, chiffre, montant


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
    e.tableau("19", "Actions prévues, poursuivies et suites", "a in actions_prevues", [
        Colonne("N°", 1.1, "{{ a.numero }}"),
        Colonne("Mission", 3.9, "{{ a.mission }}"),
        Colonne("Action", 4.6, "{{ a.titre }}"),
        Colonne("État", 1.4, "{{ a.etat }}"),
        Colonne("Début", 1.7, "{{ a.debut }}"),
        Colonne("Suite prévue", 4.3, "{{ a.suites }}"),
    ], taille="Petite")  # fmt: skip
    e.paragraphe("Feuille Actions\u00a0; les actions prévues viennent en tête.", "Source")
    e.balise("else")
    e.paragraphe("Actions de l'année suivante\u00a0: non renseigné (feuille Actions).")
    e.balise("endif")
    _budget_suivant(e, detail=detail)
    _suivante(e, detail=detail)
    e.balise("if indicateurs_proposes")
    e.tableau("21", "Indicateurs et cibles proposées, par montant à gagner", "i in indicateurs_proposes", [
        Colonne("N°", 0.9, "{{ i.id }}"),
        Colonne("Indicateur", 6.3, "{{ i.libelle }}"),
        Colonne("Statut", 1.8, "{{ i.statut }}"),
        montant("Résultat", 1.5, "i.resultat"),
        montant("Cible", 1.5, "i.cible"),
        montant("Reste à gagner", 2.5, "i.reste"),
        montant("Cible proposée", 2.5, "i.proposition"),
    ], taille="Petite")  # fmt: skip
    e.paragraphe("Feuilles Indicateurs et Priorités. Le reste à gagner est avant prorata. La cible proposée est celle "
                 "de la CPTS\u00a0; celle de l'année suivante se fixe au dialogue de gestion.", "Source")  # fmt: skip
    e.balise("endif")
    e.textes("textes.programme")


def _trois(titre: str, largeur: float, ligne: str, *, renvoi: bool) -> list[Colonne]:
    """Return a column of labels, then one per scenario."""
    colonne = chiffre if renvoi else montant
    return [
        Colonne(titre, largeur, f"{{{{ {ligne}.libelle }}}}"),
        *(colonne(mot, 3.6, f"{ligne}.{mot.lower()}") for mot in ("Prudent", "Central", "Complet")),
    ]


def _budget_suivant(e: Ecrivain, *, detail: bool) -> None:
    e.balise("if budget_suivant")
    if detail:
        e.tableau("20", "Budget de l'année suivante dans trois scénarios, ligne à ligne", "b in budget_suivant", [
            Colonne("Sens, nature", 2.5, "{{ b.sens }}, {{ b.nature }}"),
            Colonne("Intitulé", 5.2, "{{ b.libelle }}"),
            Colonne("Poste", 4.2, "{{ b.poste }}"),
            montant("Prudent", 1.7, "b.prudent"),
            montant("Central", 1.7, "b.central"),
            montant("Complet", 1.7, "b.complet"),
        ], taille="Menue")  # fmt: skip
        e.paragraphe("Feuille Budget n+1. Les charges se totalisent au tableau suivant, tout le reste au tableau "
                     "20\u00a0ter.", "Source")  # fmt: skip
        e.tableau("20 bis", "Charges de l'année suivante, par poste", "k in cadres_suivants",
                  _trois("Poste", 6.2, "k", renvoi=False),
                  total=["Total des charges", *(f"=cadres_suivants_total.{m}" for m in
                                                ("prudent", "central", "complet"))])  # fmt: skip
        e.paragraphe("Feuille Budget par poste.", "Source")
    e.tableau("20 ter", "Équilibre du budget de l'année suivante", "q in equilibres_suivants",
              _trois("Ligne", 6.2, "q", renvoi=True))  # fmt: skip
    e.paragraphe("Feuille Équilibre. Résultat = parts fixes + part variable attendue + autres produits − charges. La "
                 "part variable dépend des indicateurs\u00a0: elle n'est pas acquise d'avance.", "Source")  # fmt: skip
    e.balise("else")
    e.paragraphe("Budget de l'année suivante\u00a0: non renseigné (feuille Budget n+1).")
    e.balise("endif")


def _suivante(e: Ecrivain, *, detail: bool) -> None:
    e.balise("if suivante_sans_objet")
    e.paragraphe("{{ suivante_sans_objet }}")
    if not detail:
        e.balise("endif")
        return
    e.balise("elif suivante")
    e.tableau("20 quater", "Parts fixes de l'année suivante, à taille et textes constants", "s in suivante", [
        Colonne("Ligne", 8.0, "{{ s.libelle }}"),
        montant("Montant", 3.0, "s.montant_suivant"),
        montant("Acompte", 3.0, "s.acompte_suivant"),
        montant("Solde", 3.0, "s.solde_suivant"),
    ], total=["{{ suivante_total.libelle }}", "=suivante_total.montant_suivant", "=suivante_total.acompte_suivant",
              "=suivante_total.solde_suivant"], taille="Petite")  # fmt: skip
    e.paragraphe("Feuille Prévisions. La part variable, qui dépend des indicateurs, n'y est pas.", "Source")
    e.balise("if suivante_non_comptees")
    e.paragraphe("Comptées pour zéro, leur mission ne démarrant pas avant la fin de l'année\u00a0: "
                 "{{ suivante_non_comptees }}.", "Source")  # fmt: skip
    e.balise("endif")
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

"""The sheets of the money spent: three calendars, spending, keys, envelopes, other funders."""

from __future__ import annotations

from cpts_xl.engine.schema.argent import NOMS_POSTES_CLE, POSTES_CLE
from cpts_xl.rules.genres import ENTIER, JOUR, MONTANT, TAUX, TEXTE
from cpts_xl.workbook.feuilles.modele import FeuilleTableau, Groupe, calcul, fixe, saisie

CALENDRIERS_FEUILLE = FeuilleTableau(
    "Calendriers", "Trois calendriers, jamais mêlés",
    "Chaque ligne compte dans sa propre période. Droit ouvert, reçu et dépensé se lisent côte à côte.",
    "calendrier", "tblCalendriers", (
        fixe("code", "Code", 11),
        fixe("libelle", "Calendrier", 46),
        fixe("sert", "Ce qu'il mesure", 46),
        fixe("decalage", "Décalage (ans)", 10, ENTIER),
        calcul("debut", "Premier jour", JOUR, 12),
        calcul("fin", "Fin (non comprise)", JOUR, 12),
        calcul("droit", "Droit ouvert", MONTANT, 16),
        calcul("encaisse", "Reçu de l'ACI", MONTANT, 16),
        calcul("depense", "Dépensé", MONTANT, 16),
    ), Groupe.ARGENT, "code",
)  # fmt: skip

DEPENSES_FEUILLE = FeuilleTableau(
    "Dépenses", "Dépenses, pièce par pièce",
    "Un poste ou une clé, jamais les deux. La date dit l'année.",
    "depense", "tblDepenses", (
        saisie("depense", "date", 12),
        saisie("depense", "piece", 13),
        saisie("depense", "fournisseur", 22),
        saisie("depense", "libelle", 44),
        saisie("depense", "nature", 8),
        saisie("depense", "poste", 16),
        saisie("depense", "cle", 11),
        saisie("depense", "montant", 14),
        saisie("depense", "paye_le", 12),
        saisie("depense", "action", 10),
        saisie("depense", "compte", 11),
        saisie("depense", "justificatif", 13),
        saisie("depense", "reference", 22),
    ), Groupe.ARGENT, "date", pages_de_large=2, repete="D", simple=True,
)  # fmt: skip

CLES_FEUILLE = FeuilleTableau(
    "Clés", "Clés de répartition",
    "Les parts d'une clé font 100 %. Une part vide : le poste n'est pas servi.",
    "cle", "tblCles", (
        saisie("cle", "id", 12),
        saisie("cle", "libelle", 34),
        saisie("cle", "motif", 34),
        saisie("cle", "validee_le", 12),
        *(saisie("cle", f"part_{poste}", 14) for poste in POSTES_CLE),
        calcul("somme", "Somme", TAUX, 10),
        calcul("controle", "Contrôle", TEXTE, 13),
    ), Groupe.ARGENT, "id",
)  # fmt: skip

REPARTITION_FEUILLE = FeuilleTableau(
    "Répartition", "Ce que les clés répartissent",
    "Au centime, sans en perdre un : la somme des postes est la base.",
    "repartition", "tblRepartition", (
        calcul("cle", "Clé", TEXTE, 12),
        calcul("base", "À répartir, année", MONTANT, 14),
        *(calcul(poste, f"Année, {nom}", MONTANT, 14) for poste, nom in NOMS_POSTES_CLE.items()),
        calcul("base_exercice", "À répartir, exercice", MONTANT, 14),
        *(calcul(f"{poste}_exercice", f"Exercice, {nom}", MONTANT, 14) for poste, nom in NOMS_POSTES_CLE.items()),
    ), Groupe.ARGENT, "cle",
)  # fmt: skip

ENVELOPPES_FEUILLE = FeuilleTableau(
    "Enveloppes", "Enveloppes, poste par poste",
    "Droit ouvert, versé et dépensé : côte à côte, sans s'additionner.",
    "poste", "tblEnveloppes", (
        fixe("code", "Poste", 16),
        fixe("libelle", "Intitulé", 40),
        calcul("plafond", "Plafond", MONTANT, 15),
        calcul("droit", "Droit ouvert", MONTANT, 15),
        calcul("verse", "Versé", MONTANT, 15),
        calcul("reste", "Reste à percevoir", MONTANT, 15),
        calcul("directe", "Dépensé en direct", MONTANT, 15),
        calcul("repartie", "Réparti par les clés", MONTANT, 15),
        calcul("depense", "Dépensé", MONTANT, 15),
        calcul("consommation", "Part du droit dépensée", TAUX, 11),
        saisie("poste", "ouverture", 15),
        calcul("reporte", "Reporté à l'ouverture", MONTANT, 15),
        calcul("encaisse", "Encaissé dans l'année", MONTANT, 15),
        calcul("cloture", "Non dépensé à la clôture", MONTANT, 15),
        saisie("poste", "usage", 34),
        calcul("directe_exercice", "Exercice, en direct", MONTANT, 15),
        calcul("repartie_exercice", "Exercice, par les clés", MONTANT, 15),
        calcul("depense_exercice", "Dépensé dans l'exercice", MONTANT, 15),
    ), Groupe.ARGENT, "code", pages_de_large=2, repete="B",
)  # fmt: skip

PRODUITS_FEUILLE = FeuilleTableau(
    "Produits", "Produits des autres financeurs",
    "Hors ACI, et hors de ses totaux. Une ligne par encaissement.",
    "produit", "tblProduits", (
        saisie("produit", "date", 12),
        saisie("produit", "financeur", 14),
        saisie("produit", "nature", 8),
        saisie("produit", "poste", 16),
        saisie("produit", "objet", 36),
        saisie("produit", "attribue", 14),
        saisie("produit", "verse", 14),
        saisie("produit", "verse_le", 12),
        calcul("reste", "Reste à recevoir", MONTANT, 14),
        saisie("produit", "public", 12),
        saisie("produit", "convention", 24),
        calcul("exercice", "Reçu dans l'exercice", MONTANT, 14),
        calcul("public_exercice", "Dont argent public", MONTANT, 14),
    ), Groupe.ARGENT, "financeur",
)  # fmt: skip

FINANCEURS_FEUILLE = FeuilleTableau(
    "Financeurs", "Qui finance la CPTS",
    "ACI : droit et versé de l'année conventionnelle. Autres : lignes saisies dans Produits.",
    "financeur", "tblFinanceurs", (
        fixe("code", "Code", 16),
        fixe("libelle", "Financeur", 24),
        calcul("attribue", "Attribué", MONTANT, 18),
        calcul("verse", "Reçu", MONTANT, 18),
        calcul("reste", "Reste à recevoir", MONTANT, 18),
        calcul("recu_exercice", "Reçu dans l'exercice", MONTANT, 18),
        calcul("public_exercice", "Dont argent public", MONTANT, 18),
    ), Groupe.ARGENT, "code",
)  # fmt: skip

FEUILLES_ARGENT = (
    CALENDRIERS_FEUILLE, DEPENSES_FEUILLE, CLES_FEUILLE, REPARTITION_FEUILLE, ENVELOPPES_FEUILLE, PRODUITS_FEUILLE,
    FINANCEURS_FEUILLE,
)  # fmt: skip

"""What a CPTS declares, field by field: the one list that the sheets, the reader and the checks share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cpts_xl.rules.genres import CHOIX, CODE, ENTIER, JOUR, MONTANT, NOMBRE, TAUX, TEXTE, Genre

OUI_NON = ("Oui", "Non")
NB_PALIERS = 4

_G = {genre.code: genre for genre in (TEXTE, CODE, CHOIX, JOUR, ENTIER, NOMBRE, MONTANT, TAUX)}


@dataclass(frozen=True, slots=True)
class Champ:
    """One field: code, label, kind, what to type and where to find it, closed list if any."""

    code: str
    libelle: str
    genre: Genre
    aide: str
    choix: tuple[str, ...] = ()
    obligatoire: bool = False


@dataclass(frozen=True, slots=True)
class Tableau:
    """A table of declared rows. ``cle`` is the field whose emptiness means an empty row."""

    code: str
    libelle: str
    champs: tuple[Champ, ...]
    cle: str
    capacite: int

    def champ(self, code: str) -> Champ:
        """Return the field of this code; KeyError if there is none."""
        return _trouver(self.champs, code)

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of the fields, in order."""
        return tuple(champ.code for champ in self.champs)


def _trouver(champs: tuple[Champ, ...], code: str) -> Champ:
    return {champ.code: champ for champ in champs}[code]


def _c(code: str, libelle: str, genre: str, aide: str, **reste: Any) -> Champ:
    return Champ(code, libelle, _G[genre], aide, **reste)


IDENTITE: tuple[Champ, ...] = (
    _c("nom", "Nom de la CPTS", "texte", "Nom inscrit au contrat.", obligatoire=True),
    _c("finess", "N° FINESS", "texte", "Neuf chiffres, sur le contrat."),
    _c("rna", "N° RNA", "texte", "W suivi de neuf chiffres, sur le récépissé de la préfecture."),
    _c("adresse", "Adresse", "texte", "Siège de l'association."),
    _c("presidence", "Présidence", "texte", "Prénom et nom, si vous souhaitez les faire figurer au rapport."),
    _c("coordination", "Coordination", "texte", "Prénom et nom, si vous souhaitez les faire figurer au rapport."),
    _c("cpam", "CPAM", "texte", "Caisse signataire du contrat."),
    _c("ars", "ARS", "texte", "Agence régionale de santé signataire."),
    _c("signature", "Date de signature du contrat", "jour", "Date portée au contrat tripartite.", obligatoire=True),
    _c("debut", "Début de l'année conventionnelle", "jour", "Jour anniversaire de la signature.", obligatoire=True),
    _c("arrete", "État arrêté au", "jour", "Date à laquelle l'état est dressé ; elle mesure les retards.",
       obligatoire=True),
    _c("population", "Population du territoire", "entier", "Total des communes du projet de santé.",
       obligatoire=True),
    _c("population_source", "Source de la population", "texte", "Par exemple : INSEE, population municipale."),
    _c("population_annee", "Année de référence de la population", "entier", "Millésime de la source."),
    _c("taille_contrat", "Taille inscrite au contrat", "entier",
       "De 1 à 4. Laisser vide si le contrat n'en dit rien."),
    _c("supplement_snp", "Supplément soins non programmés", "choix",
       "Oui si le contrat prévoit le financement spécifique (grille de 2019 seulement).", choix=OUI_NON),
    _c("plan_crise", "Plan de crise, cette année", "choix",
       "Année de rédaction ou de mise à jour du plan, d'après l'annexe du contrat.",
       choix=("rédaction", "mise à jour")),
    _c("crise_reconnue", "Crise reconnue par l'ARS", "choix", "Oui seulement si l'ARS a reconnu une crise.",
       choix=OUI_NON),
    _c("unite_prorata", "Unité du prorata", "choix",
       "Jours ou mois entiers, d'après le contrat. Vide : jours (convention de l'outil).", choix=("jours", "mois")),
    _c("prorata_variable", "Proratiser la part variable", "choix",
       "Utile si une mission démarre dans l'année ; le contrat le dit.", choix=OUI_NON),
    _c("taux_acompte_variable", "Taux d'acompte de la part variable", "taux",
       "Vide : aucun acompte (convention de l'outil)."),
    _c("taux_acompte_snp", "Taux d'acompte des lignes SNP", "taux",
       "Aucun texte lu ne le donne : à reprendre du contrat (grille de 2019 seulement)."),
)  # fmt: skip

MISSIONS = Tableau("mission", "Missions", (
    _c("engagee", "Engagée", "choix", "Oui si la mission figure au contrat.", choix=OUI_NON, obligatoire=True),
    _c("depart_declare", "Départ du délai", "jour", "Vide si le délai court de la signature."),
    _c("demarrage", "Démarrage", "jour", "Date de démarrage retenue avec la CPAM."),
    _c("deploiement", "Déploiement", "jour", "Date de déploiement complet, vide si ce n'est pas fait."),
), "engagee", 0)  # fmt: skip

LIGNES = Tableau("ligne", "Lignes de financement", (
    _c("annexe", "Montant de l'annexe", "montant",
       "Montant inscrit à l'annexe financière de votre contrat ; vide si c'est celui de la grille nationale."),
), "annexe", 0)  # fmt: skip

INDICATEURS = Tableau("indicateur", "Indicateurs", (
    _c("id", "N°", "code", "Identifiant court, commençant par une lettre : A1, P2…", obligatoire=True),
    _c("mission", "Mission", "code", "Code de la mission.", obligatoire=True),
    _c("libelle", "Indicateur", "texte", "Intitulé du contrat.", obligatoire=True),
    _c("axe", "Axe", "choix", "Moyens ou résultats ; aucun poids n'y est attaché.", choix=("moyens", "résultats")),
    _c("unite", "Unité", "texte", "patients, %, réunions…"),
    _c("mode", "Mode", "choix", "Réalisé (oui ou non), paliers qui se remplacent, ou linéaire (convention).",
       choix=("réalisé", "paliers", "linéaire"), obligatoire=True),
    _c("sens", "Sens", "choix", "Hausse ou baisse attendue.", choix=("hausse", "baisse")),
    _c("montant_en_jeu", "Montant en jeu", "montant", "Euros inscrits au contrat pour cet indicateur.",
       obligatoire=True),
    _c("depart", "Valeur de départ", "nombre", "Valeur mesurée avant l'année."),
    _c("cible", "Cible", "nombre", "Cible imprimée au contrat."),
    _c("constate", "Constaté", "nombre", "Valeur mesurée à la fin de l'année."),
    _c("realise", "Réalisé", "choix", "Pour le mode réalisé : Oui ou Non.", choix=OUI_NON),
    *(_c(f"seuil_{n}", f"Seuil {n}", "nombre", "Seuils du plus facile au plus exigeant.")
      for n in range(1, NB_PALIERS + 1)),
    *(_c(f"montant_{n}", f"Montant {n}", "montant", "Montant payé quand ce palier est le plus haut atteint.")
      for n in range(1, NB_PALIERS + 1)),
    _c("preuve", "Pièce justificative", "texte", "Intitulé de la pièce qui prouve le résultat."),
    _c("force", "Force de preuve", "entier",
       "0 rien, 1 mention, 2 document interne, 3 document daté et signé, 4 donnée d'un tiers."),
), "id", 40)  # fmt: skip

VERSEMENTS = Tableau("versement", "Versements", (
    _c("date", "Date", "jour", "Date du relevé bancaire.", obligatoire=True),
    _c("ligne", "Ligne", "code", "Ligne de la grille que ce versement paie.", obligatoire=True),
    _c("nature", "Nature", "choix", "Nature du versement.", choix=("acompte", "solde", "variable", "régularisation")),
    _c("montant", "Montant reçu", "montant", "Négatif pour une reprise.", obligatoire=True),
    _c("reference", "Référence", "texte", "Référence du bordereau de la CPAM."),
), "ligne", 30)  # fmt: skip

DEPENSES = Tableau("depense", "Dépenses", (
    _c("date", "Date", "jour", "Date de la pièce.", obligatoire=True),
    _c("poste", "Poste", "code", "fonctionnement, ou le code de la mission.", obligatoire=True),
    _c("libelle", "Libellé", "texte", "Objet de la dépense."),
    _c("montant", "Montant", "montant", "Montant TTC.", obligatoire=True),
), "poste", 40)  # fmt: skip

INDEMNITES = Tableau("indemnite", "Indemnités", (
    _c("professionnel", "Professionnel", "code", "Identifiant sans nom : P01, P02…", obligatoire=True),
    _c("profession", "Profession", "texte", "Profession exercée."),
    _c("date", "Versée le", "jour", "Date du versement : elle fixe l'année civile du plafond.", obligatoire=True),
    _c("nature", "Nature", "choix", "Indemnité (perte de ressources) ou rémunération (participation).",
       choix=("indemnité", "rémunération"), obligatoire=True),
    _c("poste", "Poste", "code", "fonctionnement, ou le code de la mission."),
    _c("montant", "Montant", "montant", "Montant versé.", obligatoire=True),
), "professionnel", 40)  # fmt: skip

TEXTES = Tableau("texte", "Textes", (
    _c("rubrique", "Rubrique", "code", "Où le texte paraît dans le rapport.", obligatoire=True),
    _c("texte", "Texte", "texte", "Votre texte, repris tel quel."),
), "rubrique", 30)  # fmt: skip

TABLEAUX: Mapping[str, Tableau] = {
    t.code: t for t in (MISSIONS, LIGNES, INDICATEURS, VERSEMENTS, DEPENSES, INDEMNITES, TEXTES)
}
LISTES_LIBRES = ("indicateur", "versement", "depense", "indemnite", "texte")


def champ_identite(code: str) -> Champ:
    """Return the identity field of this code; KeyError if there is none."""
    return _trouver(IDENTITE, code)

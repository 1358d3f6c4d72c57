"""The open data of a campaign: every table, every column, its kind, its unit, what it means and over which perimeter.

One description makes the records, the CSV and Parquet files, their published schema and the page that explains them.
No column can hold a person: words come from closed lists, codes have a shape, and the names are those of associations.
"""

from __future__ import annotations

from cpts_xl.campaign.colonnes import Colonne, Table
from cpts_xl.constats import Cause, Gravite

VERSION = "1.2"
"""Version of this schema: it changes when a column is added, or changes its meaning, its unit or its name."""

TOUT = "toutes lignes, avec fonctionnement, supplément SNP et part variable de crise"
"""The perimeter of the totals: that of the step « perimetre.tout »."""

AUTRE = "autre"
"""The cause of a finding that says none."""


def _montant(code: str, titre: str, source: str, sens: str, perimetre: str = "") -> Colonne:
    return Colonne(code, titre, "montant", sens, source, "€", perimetre)


_CLE = (
    # la clé : « annee » peut manquer, et une clé de la norme n'a pas de case vide
    Colonne("fiche", "Fiche", "texte", "Nom de la fiche JSON, sans « .json » : l'identifiant, le rang de l'année "
            "dans le contrat, puis son premier jour.", obligatoire=True),
    Colonne("identifiant", "Identifiant", "texte", "Numéro FINESS ; à défaut RNA, SIRET, ou un code tiré du nom et de "
            "la date de signature.", obligatoire=True),
    Colonne("annee", "Année du contrat", "entier", "Rang de l'année conventionnelle : 1 à 5 pour un contrat. Vide "
            "quand la signature manque, ou que le début n'en est pas un anniversaire.", "identite.annee"),
)  # fmt: skip
_MANQUANTS = Colonne("manquants", "Valeurs absentes et raison", "texte", "Pour chaque colonne vide de la ligne : son "
                     "code et pourquoi la valeur manque. Une valeur absente n'est jamais zéro.")  # fmt: skip

_IDENTITE = (
    Colonne("finess", "FINESS", "texte", "Neuf chiffres.", "identite.finess"),
    Colonne("rna", "RNA", "texte", "W suivi de neuf chiffres.", "identite.rna"),
    Colonne("siret", "SIRET", "texte", "Quatorze chiffres.", "identite.siret"),
    Colonne("nom", "Association", "texte", "Nom de l'association, personne morale.", "identite.nom"),
    Colonne("cpam", "CPAM", "texte", "Caisse signataire.", "identite.cpam"),
    Colonne("ars", "ARS", "texte", "Agence signataire.", "identite.ars"),
    Colonne("signature", "Signature du contrat", "jour", "Date portée au contrat.", "identite.signature"),
    Colonne("debut", "Début de l'année", "jour", "Premier jour de l'année conventionnelle.", "identite.debut"),
    Colonne("fin", "Fin de l'année", "jour", "Premier jour de l'année suivante (borne non comprise).", "identite.fin"),
    Colonne("arrete", "État arrêté au", "jour", "Jour auquel l'état est dressé.", "identite.arrete"),
    Colonne("population", "Population", "entier", "Population du territoire.", "identite.population", "habitants"),
    Colonne("population_annee", "Millésime de la population", "entier", "Année de la source.",
            "identite.population_annee"),
    Colonne("taille", "Taille", "entier", "Taille retenue, de 1 à 4.", "identite.taille"),
    Colonne("taille_contrat", "Taille du contrat", "entier", "Taille inscrite au contrat, si elle y est.",
            "identite.taille_contrat"),
    Colonne("missions", "Missions engagées", "entier", "Nombre de missions déclarées au contrat."),
)  # fmt: skip

_ARGENT = (
    _montant("plafond", "Plafond", "perimetre.tout.plafond", "Ce que le contrat ouvre si tout est atteint.", TOUT),
    _montant("droit", "Droit ouvert", "perimetre.tout.droit", "Ce qui est acquis pour l'année.", TOUT),
    _montant("acompte", "Acomptes attendus", "total.acompte", "Avances dues pour l'année.", TOUT),
    _montant("verse", "Versé", "perimetre.tout.verse", "Reçu au titre de l'année, quel qu'en soit le jour.", TOUT),
    _montant("reste", "Reste à percevoir", "total.reste", "Droit ouvert moins versé, ligne par ligne.", TOUT),
    _montant("trop_percu", "Trop-perçu", "total.trop_percu", "Versé au-delà du droit, ligne par ligne.", TOUT),
    _montant("depense", "Dépensé", "poste.total.depense", "Dépensé dans l'année conventionnelle, tous postes, clés de "
             "répartition comprises.", "tous postes, année conventionnelle"),
    _montant("encaisse", "Encaissé", "poste.total.encaisse", "Reçu de l'ACI dans l'année conventionnelle, quelle que "
             "soit l'année payée.", "tous postes, année conventionnelle"),
    _montant("non_depense", "Non dépensé", "poste.total.cloture", "Reporté à l'ouverture, plus encaissé, moins "
             "dépensé.", "tous postes, à la clôture"),
    Colonne("consommation", "Part du droit dépensée", "taux", "Dépensé ÷ droit ouvert.", "poste.total.consommation"),
    _montant("hors_snp", "Droit sans supplément SNP", "perimetre.sans_snp.droit", "Le même droit ouvert, autre "
             "périmètre.", "avec fonctionnement et crise variable, sans SNP"),
    _montant("hors_fonctionnement", "Droit des missions", "perimetre.missions.droit", "Le même droit ouvert, autre "
             "périmètre.", "sans fonctionnement, avec SNP et crise variable"),
)  # fmt: skip

_VIE = (
    Colonne("adherents", "Adhérents", "entier", "Professionnels et structures adhérents.", "vie.adherents.nombre"),
    Colonne("professionnels", "Professionnels du territoire", "entier", "Ceux des professions déclarées.",
            "vie.adherents.territoire"),
    Colonne("taux_adhesion", "Taux d'adhésion", "taux", "Adhérents ÷ professionnels du territoire.",
            "vie.adherents.taux"),
)  # fmt: skip

_RATIOS = (
    Colonne("droit_1000", "Droit ouvert pour 1 000 habitants", "nombre", "Droit ouvert ÷ population × 1 000.",
            unite="€ pour 1 000 hab.", perimetre=TOUT),
    Colonne("verse_1000", "Versé pour 1 000 habitants", "nombre", "Versé ÷ population × 1 000.",
            unite="€ pour 1 000 hab.", perimetre=TOUT),
    Colonne("depense_1000", "Dépensé pour 1 000 habitants", "nombre", "Dépensé ÷ population × 1 000.",
            unite="€ pour 1 000 hab.", perimetre="tous postes, année conventionnelle"),
    Colonne("droit_adherent", "Droit ouvert par adhérent", "nombre", "Droit ouvert ÷ adhérents.",
            unite="€ par adhérent", perimetre=TOUT),
    Colonne("depense_adherent", "Dépensé par adhérent", "nombre", "Dépensé ÷ adhérents.", unite="€ par adhérent",
            perimetre="tous postes, année conventionnelle"),
    Colonne("adherents_1000", "Adhérents pour 1 000 habitants", "nombre", "Adhérents ÷ population × 1 000.",
            unite="pour 1 000 hab."),
)  # fmt: skip

_INDICATEURS = (
    Colonne("indicateurs", "Indicateurs", "entier", "Nombre d'indicateurs déclarés."),
    Colonne("evalues", "Indicateurs évalués", "entier", "Ceux dont le taux d'atteinte est connu."),
    Colonne("taux_moyen", "Taux d'atteinte moyen", "taux", "Moyenne simple des taux connus : chaque indicateur compte "
            "autant."),
    Colonne("taux_euros", "Taux d'atteinte en euros", "taux", "Montants acquis ÷ montants en jeu, sur les indicateurs "
            "dont les deux sont connus."),
    Colonne("force", "Force de preuve moyenne", "nombre", "Moyenne des forces (0 à 4) des indicateurs.",
            unite="de 0 à 4"),
    Colonne("part_prouvee", "Indicateurs prouvés", "taux", "Part des indicateurs qui ont une pièce valable.",
            "couverture.total.part"),
)  # fmt: skip

_ETAT = (
    Colonne("complet", "Partie financière complète", "texte", "Oui quand plafond, droit et versé sont tous connus.",
            choix=("Oui", "Non"), obligatoire=True),
    Colonne("a_completer", "Saisies obligatoires vides", "entier", "Nombre de rubriques obligatoires de l'identité qui "
            "sont vides.", obligatoire=True),
    Colonne("bloquants", "Constats bloquants", "entier", "Constats qui empêchent un résultat sûr.", obligatoire=True),
    Colonne("a_regarder", "Constats à regarder", "entier", "Constats à examiner.", obligatoire=True),
    Colonne("valeurs", "Valeurs comparées", "entier", "Cellules calculées du classeur, comparées à l'outil."),
    Colonne("identiques", "Valeurs identiques", "entier", "Parmi elles, celles que l'outil retrouve."),
    _montant("enjeu", "Plus grand enjeu", "", "Ce que l'écart le plus lourd change à l'argent de l'année."),
    Colonne("version_classeur", "Version du classeur", "texte", "Version de l'outil qui l'a écrit."),
    Colonne("version_outil", "Version de l'outil", "texte", "Version qui a vérifié.", obligatoire=True),
    Colonne("textes", "Textes appliqués", "texte", "Textes en vigueur le premier jour de l'année.", obligatoire=True),
    Colonne("empreinte_textes", "Empreinte des textes", "texte", "sha256 du dossier des textes.", obligatoire=True),
    Colonne("empreinte_fichier", "Empreinte du fichier", "texte", "sha256 du fichier reçu.", obligatoire=True),
    Colonne("empreinte_saisies", "Empreinte des saisies", "texte", "sha256 des valeurs déclarées, noms des "
            "professionnels exclus.", obligatoire=True),
    _MANQUANTS,
)  # fmt: skip

CPTS_ANNEES = Table(
    "cpts_annees", "CPTS et années", "Une ligne par CPTS et par année conventionnelle.", ("fiche",),
    (*_CLE, *_IDENTITE, *_ARGENT, *_VIE, *_RATIOS, *_INDICATEURS, *_ETAT),
)  # fmt: skip

LIGNES = Table(
    "lignes", "Lignes de financement", "Une ligne par CPTS, année et ligne de la grille.",
    ("fiche", "code"), (
        *_CLE,
        Colonne("code", "Ligne", "texte", "Code de la ligne de la grille.", obligatoire=True),
        Colonne("poste", "Poste", "texte", "Mission, ou fonctionnement.", "ligne.{}.poste", obligatoire=True),
        Colonne("volet", "Volet", "texte", "fixe, variable ou snp.", "ligne.{}.volet"),
        Colonne("due", "Due cette année", "texte", "Oui si le contrat l'ouvre cette année.", "ligne.{}.due",
                choix=("Oui", "Non")),
        _montant("retenu", "Montant retenu", "ligne.{}.retenu", "De la grille, ou de l'annexe du contrat."),
        _montant("plafond", "Plafond", "ligne.{}.plafond", "Montant de l'année si la ligne est due."),
        _montant("droit", "Droit ouvert", "ligne.{}.droit", "Ce qui est acquis, prorata compris."),
        _montant("acompte", "Acompte attendu", "ligne.{}.acompte", "Avance due pour l'année."),
        _montant("verse", "Versé", "ligne.{}.verse", "Reçu au titre de l'année."),
        _montant("reste", "Reste à percevoir", "ligne.{}.reste", "Droit ouvert moins versé."),
        _montant("trop_percu", "Trop-perçu", "ligne.{}.trop_percu", "Versé au-delà du droit."),
        _MANQUANTS,
    ),
)  # fmt: skip

POSTES = Table(
    "postes", "Postes", "Une ligne par CPTS, année et poste (fonctionnement, puis chaque mission).",
    ("fiche", "code"), (
        *_CLE,
        Colonne("code", "Poste", "texte", "Code de la mission, ou fonctionnement.", obligatoire=True),
        Colonne("engagee", "Mission engagée", "texte", "Oui si elle figure au contrat ; vide pour le fonctionnement.",
                "mission.{}.engagee", choix=("Oui", "Non")),
        _montant("plafond", "Plafond", "poste.{}.plafond", "Somme des lignes du poste."),
        _montant("droit", "Droit ouvert", "poste.{}.droit", "Somme des lignes du poste."),
        _montant("verse", "Versé", "poste.{}.verse", "Reçu au titre de l'année."),
        _montant("depense", "Dépensé", "poste.{}.depense", "Dépensé dans l'année conventionnelle, clés comprises."),
        _montant("cloture", "Non dépensé", "poste.{}.cloture", "Reporté, plus encaissé, moins dépensé."),
        Colonne("consommation", "Part du droit dépensée", "taux", "Dépensé ÷ droit ouvert.", "poste.{}.consommation"),
        _MANQUANTS,
    ),
)  # fmt: skip

INDICATEURS = Table(
    "indicateurs", "Indicateurs", "Une ligne par CPTS, année et indicateur du contrat.",
    ("fiche", "rang"), (
        *_CLE,
        Colonne("rang", "Rang", "entier", "Rang dans la feuille Indicateurs.", obligatoire=True),
        Colonne("code", "Code", "texte", "N° de l'indicateur, s'il a la forme d'un code.", "indicateur.{}.id"),
        Colonne("mission", "Mission", "texte", "Code de la mission.", "indicateur.{}.mission"),
        Colonne("mode", "Mode", "texte", "Façon de juger.", "indicateur.{}.mode",
                choix=("réalisé", "paliers", "linéaire")),
        Colonne("sens", "Sens", "texte", "Sens de l'amélioration.", "indicateur.{}.sens", choix=("hausse", "baisse")),
        Colonne("axe", "Axe", "texte", "Moyens ou résultats.", "indicateur.{}.axe", choix=("moyens", "résultats")),
        Colonne("producteur", "Producteur", "texte", "Qui fournit la valeur.", "indicateur.{}.producteur",
                choix=("CPTS", "CPAM", "ARS", "donnée publique")),
        Colonne("depart", "Départ", "nombre", "Valeur mesurée avant l'année.", "indicateur.{}.depart"),
        Colonne("cible", "Cible", "nombre", "Cible du contrat.", "indicateur.{}.cible"),
        Colonne("valeur", "Résultat", "nombre", "Valeur retenue : convenue au dialogue, sinon mesurée.",
                "indicateur.{}.valeur"),
        Colonne("realise", "Réalisé", "texte", "Pour le mode « réalisé ».", "indicateur.{}.realise",
                choix=("Oui", "Non")),
        Colonne("taux", "Taux d'atteinte", "taux", "Taux retenu, neutralisation comprise.", "indicateur.{}.taux"),
        Colonne("statut", "Statut", "texte", "Ce que vaut le taux.", "indicateur.{}.statut",
                choix=("atteint", "partiel", "non atteint", "neutralisé", "non évalué")),
        _montant("enjeu", "Montant en jeu", "indicateur.{}.enjeu", "Euros du contrat pour cet indicateur."),
        _montant("acquis", "Montant acquis", "indicateur.{}.acquis", "Part acquise de ces euros."),
        Colonne("force", "Force de preuve", "entier", "De 0 (rien) à 4 (donnée d'un tiers).", "indicateur.{}.force"),
        Colonne("pieces", "Pièces", "entier", "Pièces justificatives de l'indicateur.", "indicateur.{}.nb_pieces"),
        _MANQUANTS,
    ),
)  # fmt: skip

CONSTATS = Table(
    "constats", "Constats", "Une ligne par CPTS, année, gravité et cause.",
    ("fiche", "gravite", "cause"), (
        *_CLE,
        Colonne("gravite", "Gravité", "texte", "Ce que le constat empêche.",
                choix=tuple(map(str, Gravite)), obligatoire=True),
        Colonne("cause", "Cause", "texte", "Pourquoi le nombre reçu n'est pas celui de l'outil, ou ce que la saisie a "
                "d'inacceptable.", choix=(*(str(cause) for cause in Cause if cause), AUTRE), obligatoire=True),
        Colonne("nombre", "Nombre", "entier", "Constats de cette cause.", obligatoire=True),
        Colonne("chiffres", "Dont chiffrés", "entier", "Ceux dont l'enjeu est connu.", obligatoire=True),
        _montant("enjeu_cumule", "Enjeu cumulé", "", "Somme des enjeux ; un même euro peut y être compté plusieurs "
                 "fois (une cellule fausse en fausse d'autres)."),
        _montant("enjeu_maximal", "Plus grand enjeu", "", "L'écart le plus lourd de cette cause."),
        _MANQUANTS,
    ),
)  # fmt: skip

TABLES = (CPTS_ANNEES, LIGNES, POSTES, INDICATEURS, CONSTATS)

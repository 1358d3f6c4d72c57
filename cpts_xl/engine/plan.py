"""The rules over their places, in order: one step is one cell. The plan wires the rules; rules never call rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.etapes import FONCTIONNEMENT, MESURES, PERIMETRES, Const, Entree, Etape, capacite
from cpts_xl.engine.schema import NB_PALIERS
from cpts_xl.rules import CATALOGUE


def plan(dossier: Dossier, droit: Any) -> tuple[Etape, ...]:
    """Return the ordered steps of one dossier under the law of one day."""
    return tuple(_Plan(dossier, droit).etapes())


class _Plan:
    """The walk over identity, missions, indicators, lines, totals, people and checks."""

    def __init__(self, dossier: Dossier, droit: Any) -> None:
        self.dossier = dossier
        self.droit = droit
        self.capacites = {code: capacite(dossier, code) for code in ("indicateur", "versement", "depense", "indemnite")}

    @staticmethod
    def _etape(ident: str, regle: str, libelle: str, presence: str = "", /, **entrees: Entree) -> Etape:
        return Etape(ident, CATALOGUE[regle], libelle, entrees, presence)

    def _colonne(self, tableau: str, champ: str) -> tuple[str, ...]:
        return tuple(f"{tableau}.{rang}.{champ}" for rang in range(1, self.capacites[tableau] + 1))

    def _lignes(self, champ: str) -> tuple[str, ...]:
        return tuple(f"ligne.{ligne.code}.{champ}" for ligne in self.droit.lignes)

    def etapes(self) -> Iterator[Etape]:
        yield from self._identite()
        yield from self._indicateurs()
        yield from self._calendrier()
        yield from self._plafonds()
        yield from self._variables()
        yield from self._droits()
        yield from self._totaux()
        yield from self._postes()
        yield from self._indemnites()
        yield from self._controles()

    def _identite(self) -> Iterator[Etape]:
        e = self._etape
        yield e("identite.fin", "fin_annee", "Fin de l'année conventionnelle", debut="identite.debut")
        yield e(
            "identite.annee",
            "annee_contrat",
            "Année du contrat",
            signature="identite.signature",
            debut="identite.debut",
        )
        yield e("identite.taille_calculee", "taille", "Taille d'après la population", population="identite.population")
        yield e("identite.taille", "taille_retenue", "Taille retenue",
                taille_calculee="identite.taille_calculee", taille_contrat="identite.taille_contrat")  # fmt: skip
        yield e("identite.unite", "unite_prorata", "Unité du prorata retenue", choix="identite.unite_prorata")

    def _indicateurs(self) -> Iterator[Etape]:
        for rang in range(1, self.capacites["indicateur"] + 1):
            i = f"indicateur.{rang}"
            fiche = self.dossier.indicateurs[rang - 1] if rang <= len(self.dossier.indicateurs) else {}
            nom = f"Indicateur {fiche.get('id') or rang}"
            cle = f"{i}.id"
            seuils = tuple(f"{i}.seuil_{n}" for n in range(1, NB_PALIERS + 1))
            montants = tuple(f"{i}.montant_{n}" for n in range(1, NB_PALIERS + 1))
            yield self._etape(f"{i}.palier", "palier", f"{nom} : palier atteint", cle,
                              mode=f"{i}.mode", sens=f"{i}.sens", constate=f"{i}.constate", seuils=seuils)  # fmt: skip
            yield self._etape(f"{i}.montant_palier", "montant_palier", f"{nom} : montant du palier", cle,
                              palier=f"{i}.palier", montants=montants)  # fmt: skip
            yield self._etape(f"{i}.avancement", "avancement", f"{nom} : chemin parcouru", cle,
                              mode=f"{i}.mode", sens=f"{i}.sens", depart=f"{i}.depart", cible=f"{i}.cible",
                              constate=f"{i}.constate")  # fmt: skip
            yield self._etape(f"{i}.taux", "taux_atteinte", f"{nom} : taux d'atteinte", cle,
                              mode=f"{i}.mode", realise=f"{i}.realise", montant_palier=f"{i}.montant_palier",
                              montant_en_jeu=f"{i}.montant_en_jeu", avancement=f"{i}.avancement")  # fmt: skip
            yield self._etape(f"{i}.acquis", "montant_acquis", f"{nom} : montant acquis", cle,
                              montant_en_jeu=f"{i}.montant_en_jeu", taux_atteinte=f"{i}.taux")  # fmt: skip

    def _calendrier(self) -> Iterator[Etape]:
        for mission in self.droit.missions:
            m, nom = f"mission.{mission.code}", mission.libelle
            code = f"{m}.code"
            yield self._etape(f"{m}.depart_delai", "depart_delai", f"{nom} : départ du délai",
                              signature="identite.signature", depart_declare=f"{m}.depart_declare")  # fmt: skip
            for etape, reelle in (("demarrage", f"{m}.demarrage"), ("deploiement", f"{m}.deploiement")):
                mot = "démarrage" if etape == "demarrage" else "déploiement"
                yield self._etape(f"{m}.echeance_{etape}", f"echeance_{etape}", f"{nom} : échéance de {mot}",
                                  mission=code, depart_delai=f"{m}.depart_delai")  # fmt: skip
                yield self._etape(f"{m}.retard_{etape}", "retard", f"{nom} : retard de {mot}",
                                  engagee=f"{m}.engagee", echeance=f"{m}.echeance_{etape}", date_reelle=reelle,
                                  arrete="identite.arrete")  # fmt: skip
            yield self._etape(f"{m}.prorata", "prorata", f"{nom} : prorata de l'année",
                              engagee=f"{m}.engagee", unite="identite.unite",
                              demarrage=f"{m}.demarrage", debut="identite.debut", fin="identite.fin")  # fmt: skip
            yield self._etape(f"{m}.prorata_variable", "prorata_variable", f"{nom} : prorata de la part variable",
                              prorata=f"{m}.prorata", choix="identite.prorata_variable")  # fmt: skip

    def _plafonds(self) -> Iterator[Etape]:
        conditions: dict[str, tuple[Entree, str, str]] = {
            "": (Const("Oui"), "Oui", "Non"),
            "supplement_snp": ("identite.supplement_snp", "Oui", "Non"),
            "crise_reconnue": ("identite.crise_reconnue", "Oui", "Non"),
            "plan_redaction": ("identite.plan_crise", "rédaction", "mise à jour"),
            "plan_mise_a_jour": ("identite.plan_crise", "mise à jour", "rédaction"),
        }
        for ligne in self.droit.lignes:
            i, nom = f"ligne.{ligne.code}", ligne.libelle
            condition, ouvre, ferme = conditions[ligne.condition]
            engagee: Entree = f"mission.{ligne.mission}.engagee" if ligne.mission else Const("Oui")
            yield self._etape(f"{i}.national", "montant", f"{nom} : montant national",
                              ligne=f"{i}.code", taille="identite.taille")  # fmt: skip
            yield self._etape(f"{i}.retenu", "montant_retenu", f"{nom} : montant retenu",
                              montant_national=f"{i}.national", montant_annexe=f"{i}.annexe")  # fmt: skip
            yield self._etape(f"{i}.due", "ligne_due", f"{nom} : due cette année", engagee=engagee,
                              condition=condition, ouvre=Const(ouvre), ferme=Const(ferme))  # fmt: skip
            yield self._etape(f"{i}.plafond", "plafond", f"{nom} : plafond",
                              due=f"{i}.due", montant_retenu=f"{i}.retenu")  # fmt: skip

    def _variables(self) -> Iterator[Etape]:
        missions = self._colonne("indicateur", "mission")
        for ligne in self.droit.lignes:
            if ligne.volet != "variable":
                continue
            communs: dict[str, Entree] = {
                "enveloppe": f"ligne.{ligne.code}.plafond",
                "mission": f"mission.{ligne.mission}.code",
                "missions": missions,
            }
            nom = self._mission(ligne.mission)
            yield self._etape(f"mission.{ligne.mission}.acquis", "acquis_mission", f"{nom} : acquis aux indicateurs",
                              **communs, montants=self._colonne("indicateur", "acquis"))  # fmt: skip
            yield self._etape(f"mission.{ligne.mission}.ecart", "ecart_enveloppe",
                              f"{nom} : indicateurs moins enveloppe",
                              **communs, montants=self._colonne("indicateur", "montant_en_jeu"))  # fmt: skip

    def _mission(self, code: str) -> str:
        return next((str(m.libelle) for m in self.droit.missions if m.code == code), "Fonctionnement")

    def _droits(self) -> Iterator[Etape]:
        contrat: dict[str, Entree] = {
            "variable": "identite.taux_acompte_variable",
            "snp": "identite.taux_acompte_snp",
        }
        for ligne in self.droit.lignes:
            i, nom, m = f"ligne.{ligne.code}", ligne.libelle, f"mission.{ligne.mission}"
            if ligne.volet == "variable":
                yield self._etape(f"{i}.droit", "droit_variable", f"{nom} : droit ouvert", plafond=f"{i}.plafond",
                                  acquis=f"{m}.acquis", prorata=f"{m}.prorata_variable")  # fmt: skip
            else:
                prorata: Entree = f"{m}.prorata" if ligne.mission else Const(1)
                yield self._etape(f"{i}.droit", "droit_fixe", f"{nom} : droit ouvert",
                                  plafond=f"{i}.plafond", prorata=prorata)  # fmt: skip
            yield self._etape(f"{i}.taux_acompte", "taux_acompte", f"{nom} : taux d'acompte", volet=f"{i}.volet",
                              annee="identite.annee", taux_contrat=contrat.get(ligne.volet, Const(None)))  # fmt: skip
            assiette = f"{i}.plafond" if ligne.volet == "variable" else f"{i}.droit"
            yield self._etape(f"{i}.acompte", "acompte", f"{nom} : acompte attendu",
                              assiette=assiette, taux_acompte=f"{i}.taux_acompte")  # fmt: skip
            yield self._etape(f"{i}.solde", "solde", f"{nom} : solde attendu",
                              droit_ouvert=f"{i}.droit", acompte=f"{i}.acompte")  # fmt: skip
            yield self._etape(f"{i}.verse", "cumul_ligne", f"{nom} : versé", ligne=f"{i}.code",
                              lignes=self._colonne("versement", "ligne"),
                              montants=self._colonne("versement", "montant"))  # fmt: skip
            yield self._etape(f"{i}.reste", "reste_a_percevoir", f"{nom} : reste à percevoir",
                              droit_ouvert=f"{i}.droit", verse=f"{i}.verse")  # fmt: skip
            yield self._etape(f"{i}.trop_percu", "trop_percu", f"{nom} : trop-perçu",
                              droit_ouvert=f"{i}.droit", verse=f"{i}.verse")  # fmt: skip

    def _totaux(self) -> Iterator[Etape]:
        for champ, nom in (("acompte", "acomptes attendus"), ("solde", "soldes attendus"),
                           ("reste", "reste à percevoir"),
                           ("trop_percu", "trop-perçu")):  # fmt: skip
            yield self._etape(f"total.{champ}", "total", f"Total, {nom}", montants=self._lignes(champ))
        for perimetre in PERIMETRES:
            p = f"perimetre.{perimetre.code}"
            for mesure, nom in MESURES:
                mots = perimetre.libelle[0].lower() + perimetre.libelle[1:]
                yield self._etape(f"{p}.{mesure}", "dotation", f"{nom} : {mots}",
                                  montants=self._lignes(mesure), familles=self._lignes("famille"),
                                  avec_fonctionnement=f"{p}.fonctionnement", avec_supplement_snp=f"{p}.supplement_snp",
                                  avec_crise_variable=f"{p}.crise_variable")  # fmt: skip

    def _postes(self) -> Iterator[Etape]:
        for code in (FONCTIONNEMENT, *(m.code for m in self.droit.missions)):
            p, nom = f"poste.{code}", self._mission(code)
            for mesure, libelle in MESURES:
                yield self._etape(f"{p}.{mesure}", "cumul_ligne", f"{nom} : {libelle.lower()}", ligne=f"{p}.code",
                                  lignes=self._lignes("poste"), montants=self._lignes(mesure))  # fmt: skip
            yield self._etape(f"{p}.depense", "cumul_ligne", f"{nom} : dépensé", ligne=f"{p}.code",
                              lignes=self._colonne("depense", "poste"),
                              montants=self._colonne("depense", "montant"))  # fmt: skip
        postes = [f"poste.{code}" for code in (FONCTIONNEMENT, *(m.code for m in self.droit.missions))]
        for mesure, libelle in (*MESURES, ("depense", "Dépensé")):
            yield self._etape(f"poste.total.{mesure}", "total", f"Total, {libelle.lower()}",
                              montants=tuple(f"{p}.{mesure}" for p in postes))  # fmt: skip

    def _indemnites(self) -> Iterator[Etape]:
        pros, annees = self._colonne("indemnite", "professionnel"), self._colonne("indemnite", "annee")
        for rang in range(1, self.capacites["indemnite"] + 1):
            i = f"indemnite.{rang}"
            yield self._etape(f"{i}.annee", "annee_civile", f"Indemnité, ligne {rang} : année civile",
                              f"{i}.professionnel", versement=f"{i}.date")  # fmt: skip
        for rang in range(1, self.capacites["indemnite"] + 1):
            i, cle = f"indemnite.{rang}", f"indemnite.{rang}.professionnel"
            nom = f"Indemnité, ligne {rang}"
            yield self._etape(f"{i}.cumul", "cumul_professionnel", f"{nom} : cumul de l'année", cle,
                              professionnel=cle, annee=f"{i}.annee", professionnels=pros, annees=annees,
                              montants=self._colonne("indemnite", "montant"))  # fmt: skip
            yield self._etape(f"{i}.plafond", "plafond_professionnel", f"{nom} : plafond", cle, annee=f"{i}.annee")
            yield self._etape(f"{i}.reste", "plafond_restant", f"{nom} : plafond restant", cle,
                              plafond_professionnel=f"{i}.plafond", cumul_professionnel=f"{i}.cumul")  # fmt: skip
            yield self._etape(f"{i}.part", "part_plafond", f"{nom} : part du plafond", cle,
                              plafond_professionnel=f"{i}.plafond", cumul_professionnel=f"{i}.cumul")  # fmt: skip

    def _controles(self) -> Iterator[Etape]:
        e = self._etape
        yield e(
            "controle.borne",
            "controle_borne",
            "Population sur la borne de 80 000 habitants",
            population="identite.population",
        )
        yield e("controle.taille", "controle_egalite", "Taille retenue égale à la taille calculée",
                valeur_a="identite.taille", valeur_b="identite.taille_calculee")  # fmt: skip
        yield e("controle.plafonds_complets", "controle_complet", "Chaque ligne porte un plafond",
                montants=self._lignes("plafond"))  # fmt: skip
        yield e("controle.droits_complets", "controle_complet", "Chaque ligne porte un droit ouvert",
                montants=self._lignes("droit"))  # fmt: skip
        codes = {ligne.code for ligne in self.droit.lignes}
        if "total_acces|1" in self.droit.parametres:
            yield e("total.ecart_acces", "ecart_total_acces", "Accès aux soins : parts retenues moins total national",
                    taille="identite.taille", due="ligne.acces_fixe.due", acces_fixe="ligne.acces_fixe.retenu",
                    acces_variable="ligne.acces_variable.retenu")  # fmt: skip
            yield e("controle.total_acces", "controle_nul", "Accès aux soins : parts conformes au total national",
                    ecart="total.ecart_acces")  # fmt: skip
        for mission in self.droit.missions:
            m, nom = f"mission.{mission.code}", mission.libelle
            if f"{mission.code}_variable" in codes:
                yield e(f"controle.enveloppe_{mission.code}", "controle_nul",
                        f"{nom} : somme des indicateurs égale à l'enveloppe", ecart=f"{m}.ecart")  # fmt: skip
            for etape, mot in (("demarrage", "démarrage"), ("deploiement", "déploiement")):
                yield e(f"controle.{etape}_{mission.code}", "controle_retard", f"{nom} : échéance de {mot}",
                        retard=f"{m}.retard_{etape}")  # fmt: skip
        yield e("controle.trop_percu", "controle_nul", "Aucun trop-perçu", ecart="total.trop_percu")
        yield e("controle.plafonds", "controle_plafonds", "Plafond annuel de chaque professionnel",
                professionnels=self._colonne("indemnite", "professionnel"),
                restes=self._colonne("indemnite", "reste"))  # fmt: skip
        yield e("controle.commissaire", "controle_commissaire",
                "Versé ACI de l'année sous le seuil du commissaire aux comptes",
                verse="perimetre.tout.verse")  # fmt: skip

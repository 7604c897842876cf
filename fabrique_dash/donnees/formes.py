"""The shape of a row of each table, as the reader gives it.

Made by `make types` from `data/datapackage.json`: don't edit. An empty text stays an empty text;
an empty number or an empty yes-or-no is None.
"""

from __future__ import annotations

from typing import TypedDict


class Sources(TypedDict):
    """A row of `sources`."""

    id: str
    nom_court: str
    producteur: str
    titre: str
    statut_titre: str
    type: str
    url: str
    partie_de: str
    date_publication: str
    pas_avant: str
    pas_apres: str
    statut_date: str
    date_consultation: str
    citation: str
    licence: str
    niveau_lecture: str
    statut: str
    inference: str
    note: str


class Cohortes(TypedDict):
    """A row of `cohortes`."""

    id: str
    nom: str
    suivie: bool
    ordre: int
    territoires_attendus: int | None
    duree_annoncee_mois: int | None
    debut: str
    fin: str
    statut_date: str
    porteur: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class FaitsCohorte(TypedDict):
    """A row of `faits_cohorte`."""

    id: str
    cohorte_id: str
    ordre: int
    libelle: str
    valeur: str
    valeur_nombre: float | None
    unite: str
    connu_le: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Groupes(TypedDict):
    """A row of `groupes`."""

    id: str
    cohorte_id: str
    nom: str
    ordre: int
    evenement_id: str
    territoires_minimum: int
    statut_minimum: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Territoires(TypedDict):
    """A row of `territoires`."""

    id: str
    cohorte_id: str
    numero: int
    nom: str
    type_territoire: str
    statut_type: str
    code_insee: str
    siren: str
    preuve: str
    force_preuve: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Perimetres(TypedDict):
    """A row of `perimetres`."""

    id: str
    territoire_id: str
    hypothese: str
    libelle_hypothese: str
    nature: str
    code: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Rattachements(TypedDict):
    """A row of `rattachements`."""

    id: str
    territoire_id: str
    groupe_id: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Themes(TypedDict):
    """A row of `themes`."""

    id: str
    libelle: str
    definition: str
    ordre: int
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Preoccupations(TypedDict):
    """A row of `preoccupations`."""

    id: str
    groupe_id: str
    ordre: int
    libelle: str
    theme_id: str
    horizon_annees: int
    evenement_id: str
    connu_le: str
    statut_theme: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class LiensThemes(TypedDict):
    """A row of `liens_themes`."""

    id: str
    theme_id: str
    nature: str
    territoire_id: str
    participant_id: str
    chantier_id: str
    balise_id: str
    raison: str
    connu_le: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Methode(TypedDict):
    """A row of `methode`."""

    id: str
    evenement_id: str
    ordre: int
    titre: str
    texte: str
    acteur_id: str
    connu_le: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Reserves(TypedDict):
    """A row of `reserves`."""

    id: str
    territoire_id: str
    evenement_id: str
    reserve: str
    connu_le: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class EvenementsMontres(TypedDict):
    """A row of `evenements`, without what a reference date hides."""

    id: str
    cohorte_id: str
    titre: str
    couloir: str
    genre: str
    debut: str
    fin: str
    libelle_date: str
    pas_avant: str
    pas_apres: str
    heure_debut: str
    heure_fin: str
    mode: str
    lieu: str
    code_commune: str
    annonce_le: str
    corrige_le: str
    statut_date: str
    contenu: str
    territoire_id: str
    chantier_id: str
    saison_id: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Evenements(EvenementsMontres):
    """A row of `evenements`."""

    realisation: str


class Interventions(TypedDict):
    """A row of `interventions`."""

    id: str
    evenement_id: str
    acteur_id: str
    role: str
    sujet: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Etapes(TypedDict):
    """A row of `etapes`."""

    id: str
    cohorte_id: str
    ordre: int
    libelle: str
    phase: str
    description: str
    debut: str
    fin: str
    statut_date: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Avancement(TypedDict):
    """A row of `avancement`."""

    id: str
    territoire_id: str
    etape_id: str
    etat: str
    date: str
    portee: str
    connu_le: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Delegations(TypedDict):
    """A row of `delegations`."""

    id: str
    territoire_id: str
    categorie: str
    statut_categorie: str
    acteur_id: str
    fonction: str
    connu_le: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Acteurs(TypedDict):
    """A row of `acteurs`."""

    id: str
    nom: str
    nature: str
    autres_graphies: str
    description: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Roles(TypedDict):
    """A row of `roles`."""

    id: str
    acteur_id: str
    fonction: str
    structure: str
    structure_id: str
    periode: str
    connu_le: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Paroles(TypedDict):
    """A row of `paroles`."""

    id: str
    acteur_id: str
    fonction: str
    structure: str
    territoire_id: str
    question: str
    question_exacte: str
    idee: str
    connu_le: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Diagnostics(TypedDict):
    """A row of `diagnostics`."""

    id: str
    cohorte_id: str
    aspect: str
    libelle: str
    date: str
    connu_le: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Newsletters(TypedDict):
    """A row of `newsletters`."""

    id: str
    cohorte_id: str
    numero: int | None
    titre: str
    statut_titre: str
    edito: str
    lecteurs: str
    but: str
    appel: str
    date_parution: str
    pas_avant: str
    pas_apres: str
    ordre: int
    connu_le: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Rubriques(TypedDict):
    """A row of `rubriques`."""

    id: str
    newsletter_id: str
    ordre: int
    libelle: str
    emoji: str
    fonction: str
    resume: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Inspirations(TypedDict):
    """A row of `inspirations`."""

    id: str
    newsletter_id: str
    collectivite: str
    pays: str
    departement: str
    code_commune: str
    objet: str
    titre: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class DocumentsLies(TypedDict):
    """A row of `documents_lies`."""

    id: str
    newsletter_id: str
    rubrique_id: str
    ordre: int
    nature: str
    libelle: str
    contenu: str
    evenement_id: str
    acteur_id: str
    manque_id: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Enjeux(TypedDict):
    """A row of `enjeux`."""

    id: str
    ordre: int
    titre: str
    nom_court: str
    chapitre_id: str
    connu_le: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Balises(TypedDict):
    """A row of `balises`."""

    id: str
    enjeu_id: str
    numero: int
    titre: str
    connu_le: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class ModesDeFaire(TypedDict):
    """A row of `modes_de_faire`."""

    id: str
    enjeu_id: str
    ordre: int
    titre: str
    connu_le: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Dispositifs(TypedDict):
    """A row of `dispositifs`."""

    id: str
    enjeu_id: str
    ordre: int
    titre: str
    connu_le: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Chapitres(TypedDict):
    """A row of `chapitres`."""

    id: str
    numero: int | None
    ordre: int
    titre: str
    transverse: bool
    connu_le: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Sections(TypedDict):
    """A row of `sections`."""

    id: str
    chapitre_id: str
    ordre: int
    titre: str
    connu_le: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Hypotheses(TypedDict):
    """A row of `hypotheses`."""

    id: str
    ordre: int
    libelle: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Saisons(TypedDict):
    """A row of `saisons`."""

    id: str
    numero: int
    debut: str
    fin: str
    participants_annonces: int
    objet: str
    evenement_id: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Participants(TypedDict):
    """A row of `participants`."""

    id: str
    saison_id: str
    nom: str
    nature: str
    code_commune: str
    siren: str
    code_departement: str
    code_region: str
    lieu: str
    precision: str
    statut_lieu: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class ParticipantsActeurs(TypedDict):
    """A row of `participants_acteurs`."""

    id: str
    participant_id: str
    acteur_id: str
    role: str
    precision: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class DocumentsVillesPairs(TypedDict):
    """A row of `documents_villes_pairs`."""

    id: str
    titre: str
    nature: str
    duree_minutes: int | None
    saison_id: str
    date: str
    statut_date: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Chantiers(TypedDict):
    """A row of `chantiers`."""

    id: str
    numero: int
    titre: str
    porteurs: str
    pourquoi: str
    apport: str
    actualite: str
    connu_le: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class ChantiersEnjeux(TypedDict):
    """A row of `chantiers_enjeux`."""

    id: str
    chantier_id: str
    ordre: int
    enjeu: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class ChantiersActeurs(TypedDict):
    """A row of `chantiers_acteurs`."""

    id: str
    chantier_id: str
    acteur_id: str
    role: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class ObjectifsCharte(TypedDict):
    """A row of `objectifs_charte`."""

    id: str
    numero: int | None
    libelle: str
    texte_cite: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class ChantiersObjectifs(TypedDict):
    """A row of `chantiers_objectifs`."""

    id: str
    chantier_id: str
    objectif_id: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class ChantiersPratique(TypedDict):
    """A row of `chantiers_pratique`."""

    id: str
    chantier_id: str
    nature: str
    ordre: int
    texte: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class ChantiersRessources(TypedDict):
    """A row of `chantiers_ressources`."""

    id: str
    chantier_id: str
    ordre: int
    nature: str
    usage: str
    auteur: str
    titre: str
    statut_titre: str
    editeur: str
    date: str
    precision: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class CadreObservation(TypedDict):
    """A row of `cadre_observation`."""

    id: str
    chantier_id: str
    rubrique: str
    ordre: int
    libelle: str
    texte: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Alliance(TypedDict):
    """A row of `alliance`."""

    id: str
    libelle: str
    valeur_min: float | None
    valeur_max: float | None
    unite: str
    date: str
    connu_le: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Reperes(TypedDict):
    """A row of `reperes`."""

    id: str
    sujet: str
    rubrique: str
    ordre: int
    libelle: str
    date: str
    saison_id: str
    enjeu_id: str
    acteur_id: str
    connu_le: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Contexte(TypedDict):
    """A row of `contexte`."""

    id: str
    territoire_id: str
    libelle: str
    contenu: str
    date: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Divergences(TypedDict):
    """A row of `divergences`."""

    id: str
    cohorte_id: str
    sujet: str
    ce_que_disent: str
    sources: str
    resolution: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Manques(TypedDict):
    """A row of `manques`."""

    id: str
    cohorte_id: str
    element: str
    etat: str
    comment_completer: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Communes(TypedDict):
    """A row of `communes`."""

    code: str
    nom: str
    departement: str
    nom_departement: str
    region: str
    nom_region: str
    epci_siren: str
    population: int | None
    population_annee: int | None
    superficie_km2: float | None
    lat: float | None
    lon: float | None
    mairie_lat: float | None
    mairie_lon: float | None
    source_id: str
    autres_sources: str
    statut: str
    statut_annee: str
    inference: str


class Epci(TypedDict):
    """A row of `epci`."""

    siren: str
    nom: str
    nom_long: str
    type: str
    departement: str
    nb_communes: int | None
    population: int | None
    population_annee: int | None
    superficie_km2: float | None
    lat: float | None
    lon: float | None
    source_id: str
    autres_sources: str
    statut: str
    statut_annee: str
    inference: str


class CommunesAssociees(TypedDict):
    """A row of `communes_associees`."""

    code: str
    nom: str
    chef_lieu: str
    population: int | None
    population_annee: int | None
    superficie_km2: float | None
    lat: float | None
    lon: float | None
    mairie_lat: float | None
    mairie_lon: float | None
    statut_annee: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str


class Arrondissements(TypedDict):
    """A row of `arrondissements`."""

    code: str
    nom: str
    chef_lieu: str
    population: int | None
    population_annee: int | None
    superficie_km2: float | None
    lat: float | None
    lon: float | None
    statut_annee: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str


class Populations(TypedDict):
    """A row of `populations`."""

    code: str
    niveau: str
    annee: int
    population: int
    type_population: str
    nb_communes: int
    population_perimetre_actuel: int
    page_insee: str
    source_id: str
    statut: str
    statut_annee: str
    inference: str


class Traces(TypedDict):
    """A row of `traces`."""

    nature: str
    code: str
    ouest: float
    sud: float
    est: float
    nord: float
    trace: str
    source_id: str
    statut: str
    inference: str

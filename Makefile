PYTHON ?= python3
ADRESSE ?= localhost
PORT ?= 8501
SECONDES ?= 120

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# Le même travail en cinq secondes au lieu de quarante ; pip, qui suit les réglages de la machine
# (miroir, mandataire), reprend si uv n’atteint pas le registre.
installer = UV_HTTP_RETRIES=1 $(BIN)/uv pip install --quiet --python $(BIN)/python $(1) 2>/dev/null || $(PIP) $(1)
# Deux processus de tests, un fichier entier à la fois, les plus longs d’abord (tests/conftest.py).
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

# Sans code compilé gardé, chaque serveur lancé relit et recompile toutes les bibliothèques.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test serie vite verifier-code navigateur postgresql nginx bench donnees empreintes dictionnaire types captures grandeur contraintes propre

help: ## affiche cette aide
	@echo "Territoires Pilotes : commandes disponibles"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/pret ## installe ce qu’il faut, puis sert le tableau de bord sur http://localhost:8501
	-@case "$(ADRESSE)" in localhost|127.0.0.1) \
		$(BIN)/python -m fabrique_dash administrer http://$(ADRESSE):$(PORT);; esac
	$(BIN)/python -m streamlit run app.py --server.address=$(ADRESSE) --server.port=$(PORT)

test: .venv/pret-dev navigateur postgresql nginx ## vérifie le code et lance tous les tests, navigateur compris
	@$(MAKE) --no-print-directory --jobs 2 verifier-code serie

serie: .venv/pret-dev
	$(PYTEST)

vite: .venv/pret-dev verifier-code ## vérifie le code, puis lance les tests rapides, sans navigateur ni serveur
	$(PYTEST) -m "not navigateur and not serveur and not matrice"

verifier-code: .venv/pret-dev ## style, format, types et sens des imports, sans les tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/pret-dev navigateur postgresql ## mesure chaque page et la compare à une page Streamlit vide, puis le journal, arrêté mille fois
	$(BIN)/python -m bench
	$(BIN)/python -m bench.journal
	FABRIQUE_EXEMPLES=2000 $(BIN)/python -m pytest tests/pages/test_propriete.py
	FABRIQUE_MORTS=1000 $(BIN)/python -m pytest -n 0 -rP -k killed_at_any tests/journal/test_coupures.py

grandeur: .venv/pret-dev postgresql nginx ## trois processus derrière nginx, tués et relancés sous des lecteurs (SECONDES=120)
	$(BIN)/python -m bench.grandeur --secondes $(SECONDES)

donnees: .venv/pret ## contrôle les données et explique chaque défaut en français
	$(BIN)/python -m fabrique_dash verifier

empreintes: .venv/pret ## note dans le descripteur les empreintes des tables de data/reference
	$(BIN)/python -m fabrique_dash empreintes

dictionnaire: .venv/pret ## réécrit docs/dictionnaire.md d’après data/datapackage.json
	$(BIN)/python -m fabrique_dash dictionnaire > docs/dictionnaire.md

types: .venv/pret ## réécrit fabrique_dash/donnees/formes.py d’après data/datapackage.json
	@$(BIN)/python -m fabrique_dash types > formes.nouvelles
	@mv formes.nouvelles fabrique_dash/donnees/formes.py

captures: .venv/pret-dev navigateur ## photographie chaque page (clair, sombre, téléphone, impression)
	$(BIN)/python -m outils.captures

contraintes: .venv/pret-dev ## réécrit contraintes.txt d’après l’environnement installé
	@{ sed -n '/^#/p' contraintes.txt; $(BIN)/python -m pip freeze; } > contraintes.nouvelles
	@mv contraintes.nouvelles contraintes.txt

navigateur: ## installe Chromium (Debian) s’il manque
	@if [ -n "$$CHROMIUM" ] || command -v chromium >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Chromium est absent : installation du paquet Debian."; \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	else \
		echo "Chromium est nécessaire et n’a pas été trouvé."; \
		echo "Installez le paquet « chromium » (sudo apt-get install chromium),"; \
		echo "ou indiquez le chemin du programme : CHROMIUM=/chemin/vers/chromium make test"; \
		exit 1; \
	fi

postgresql: ## installe PostgreSQL (Debian) s’il manque, pour les tests du journal
	@if command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "PostgreSQL est absent : installation du paquet Debian."; \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql >/dev/null; \
	else \
		echo "PostgreSQL est nécessaire aux tests du journal et n’a pas été trouvé."; \
		echo "Installez le paquet « postgresql » (sudo apt-get install postgresql)."; \
		exit 1; \
	fi

nginx: ## installe nginx (Debian) s’il manque, pour les tests de la mise en ligne
	@if command -v nginx >/dev/null || [ -x /usr/sbin/nginx ]; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "nginx est absent : installation du paquet Debian."; \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends nginx-light >/dev/null; \
	else \
		echo "nginx est absent : les tests de la mise en ligne seront passés."; \
		echo "Installez le paquet « nginx-light » (sudo apt-get install nginx-light) pour les jouer."; \
	fi

propre: ## efface l’environnement et les fichiers produits
	rm -rf .venv captures rapports .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

.venv/pret: requirements.txt contraintes.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 ou plus récent est nécessaire : make run PYTHON=/chemin/vers/python3.11"; exit 1; }
	@$(PYTHON) -m venv .venv \
		|| { echo "Le module venv de Python manque (Debian : paquet python3-venv)."; exit 1; }
	@echo "Installation des dépendances (une minute au plus la première fois)."
	@$(PIP) uv -c contraintes.txt || true
	@$(call installer,-r requirements.txt -c contraintes.txt)
	@touch $@

.venv/pret-dev: .venv/pret requirements-dev.txt
	@$(call installer,-r requirements-dev.txt -c contraintes.txt)
	@touch $@

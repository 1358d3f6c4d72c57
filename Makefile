# Deux commandes suffisent : « make demo » et « make test ». Le reste est pour qui entretient l'outil.
VENV := .venv
BIN := $(VENV)/bin
PRET := $(VENV)/.pret

.PHONY: demo test pages images bench clean

demo: $(PRET)
	$(BIN)/cpts-xl demo --vers demo

# Autant de files de tests que de processeurs, deux au moins (tests/processeurs.py).
test: $(PRET)
	@sh .ci/tableur
	@sh .ci/conformite
	@sh .ci/navigateur
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest -n "$$($(BIN)/python -m tests.processeurs)" --dist loadfile --no-loadscope-reorder

# L'environnement se refait quand pyproject.toml change.
$(PRET): pyproject.toml .ci/python
	@python="$$(sh .ci/python)" && "$$python" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[test]"
	@touch $@

# Pages et modèle engendrés : à récrire après un changement de règle, de champ ou de modèle.
pages: $(PRET)
	$(BIN)/python -m cpts_xl.udf.page
	$(BIN)/python -m cpts_xl.udf.vba.connues
	$(BIN)/python -m cpts_xl.workbook.page
	$(BIN)/python -m cpts_xl.report.modele
	$(BIN)/python -m cpts_xl.report.champs
	$(BIN)/python -m cpts_xl.workbook.empreinte.registre
	$(BIN)/python -m cpts_xl.campaign.page_schema
	$(BIN)/cpts-xl demo --vers workbooks

# Les images du README, faites par l'outil lui-même (LibreOffice et poppler-utils).
images: demo
	sh docs/images.sh

bench: $(PRET)
	$(BIN)/python -m bench

clean:
	rm -rf $(VENV) demo build dist

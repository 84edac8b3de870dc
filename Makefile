# The two commands: `make run` starts the assistant, `make test` proves it. Everything else is for people who change it.
PYTHON ?=
export PYTHON
VENV = .venv/bin

.PHONY: run test quality lint format lock env dev-env clean

run: env ## environment, model, database, knowledge; then http://localhost:8080
	@$(VENV)/python -m bot serve

test: dev-env ## environment and the whole test suite; ARGS="tests/settings -k port" for a part
	@$(VENV)/python -m pytest $(ARGS)

quality: dev-env ## how well it understands, against tests/evaluation/floor.json; ARGS=--write-docs or --write-floor
	@$(VENV)/python -m bot train
	@$(VENV)/python -m bench.quality $(ARGS)

lint: dev-env ## style, types and who may import whom
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy
	$(VENV)/lint-imports --no-logo

format: dev-env ## put the code in its standard shape
	$(VENV)/ruff check --fix .
	$(VENV)/ruff format .

lock: dev-env ## write the lock files anew; ARGS=--upgrade lifts versions
	@$(VENV)/python scripts/lock.py $(ARGS)

env: ## .venv with what the assistant needs
	@bash scripts/setup.sh

dev-env: ## .venv with what tests and lint need too
	@bash scripts/setup.sh dev

clean: ## remove what can be made again; data/ stays
	rm -rf .venv .venv.lock models .rasa .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

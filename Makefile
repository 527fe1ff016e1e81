# `make help` lists the verbs.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
INSTALLED_DEV := .venv/.installed-dev
INSTALLED_BENCH := .venv/.installed-bench

# Aixin starts many processes: what Python compiled is kept, even where the environment says otherwise.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help demo test test-long lint format bench messages docs tour model clean
.DEFAULT_GOAL := help

help: ## list the verbs / 列出可用的命令
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(INSTALLED) ## invent a district, print a shortlist, serve the desk / 生成演示数据并打开页面
	@$(BIN)/aixin demo $(if $(filter 0,$(DEMO_SERVE)),,--serve)

test: $(INSTALLED_DEV) ## every test, on SQLite and PostgreSQL / 运行全部测试
	@$(BIN)/pytest -n auto --dist loadgroup $(ARGS)

test-long: $(INSTALLED_DEV) ## the same at full figures, which it prints / 以完整规模运行并列出数字
	@AIXIN_FULL_FIGURES=1 $(BIN)/pytest -n auto --dist loadgroup $(ARGS)

lint: $(INSTALLED_DEV) ## style, types and floors / 检查风格、类型与分层
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy matcher models api scripts
	@$(BIN)/lint-imports

format: $(INSTALLED_DEV) ## put the code in shape / 整理代码格式
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(INSTALLED_BENCH) ## measure time and memory / 测量性能
	@$(BIN)/aixin bench $(ARGS)

messages: $(INSTALLED_DEV) ## gather and compile the translations / 汇总并编译翻译
	@$(BIN)/python -m scripts.messages

docs: $(INSTALLED_DEV) ## write the policy's figures and the API into the pages / 把评分方案和接口写入文档
	@$(BIN)/python -m scripts.scoring_doc
	@$(BIN)/python -m scripts.openapi_doc

tour: $(INSTALLED_DEV) ## take the pictures of docs/tour.md, of the demo / 用演示数据重新截取导览图片
	@$(BIN)/aixin demo >/dev/null
	@$(BIN)/python -m scripts.tour

model: $(INSTALLED_DEV) ## learn the coder of titles from the tables / 由数据表训练职业编码模型
	@$(BIN)/python -m scripts.train

clean: ## remove what the verbs made, data excepted / 清理生成的文件（不含数据）
	@rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# The virtual environment: a machine without venv is told what to install.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Aixin needs Python 3.11 or newer (set PYTHON=…). 需要 Python 3.11 及以上。"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "The venv module is missing. 缺少 venv：  apt-get install python3-venv   or   dnf install python3"; exit 1; }

$(INSTALLED): .venv/bin/python setup.cfg pyproject.toml
	@echo "Installing Aixin … 正在安装 …" >&2
	@$(BIN)/pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(INSTALLED_DEV): .venv/bin/python setup.cfg pyproject.toml
	@echo "Installing Aixin with its development tools … 正在安装开发工具 …" >&2
	@$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $(INSTALLED) $@

$(INSTALLED_BENCH): .venv/bin/python setup.cfg pyproject.toml
	@echo "Installing Aixin with what it is measured against … 正在安装对比程序 …" >&2
	@$(BIN)/pip install --quiet --disable-pip-version-check -e '.[bench]'
	@touch $(INSTALLED) $@

# One command sets up and shows, one sets up and checks. `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
KIT := $(VENV)/.kit-installed
DEV := $(VENV)/.dev-installed
VALIDATOR := node_modules/.package-lock.json
PEERS := .tools/bench/node_modules/.package-lock.json

.DEFAULT_GOAL := help
.PHONY: help demo test setup lint format templates docs compat fuzz bench bench-rules wheel lock clean distclean
export PYTHON

help:  ## 列出全部目标
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(KIT)  ## 安装到 .venv，把示例联盟 samples/hydrogen 的全部文件生成到 output/
	@scripts/demo.sh

test: setup lint  ## 安装测试所需的一切，然后检查代码并运行全部测试
	$(BIN)/pytest -n 2

setup: $(DEV)  ## 只安装测试所需的一切：系统软件包、字体、校验器、Python 依赖
	@scripts/system-packages.sh test
	@scripts/fandol-fonts.sh
	@$(MAKE) --no-print-directory --silent $(VALIDATOR)

lint: $(DEV)  ## 检查代码：ruff、mypy
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict kit

format: $(DEV)  ## 整理代码格式
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

templates: $(KIT)  ## 由 templates/ 中的文字重新生成 .docx 模板
	$(BIN)/python -m kit.templates.build

docs: $(KIT)  ## 重新生成由声明得出的文档：字段表、规则表、办法对照表、地区表
	@$(BIN)/python -m kit fields --format markdown > docs/fields.zh-CN.md
	@for table in measure regions rules; do $(BIN)/python -m kit.rules.tables $$table > docs/$$table.zh-CN.md; done

SCRIPTS ?=
compat: $(DEV)  ## 用 docxtpl 自己的脚本对照两个引擎：make compat SCRIPTS=<其仓库的 tests 文件夹>
	@test -d "$(SCRIPTS)" || { echo "写明文件夹：make compat SCRIPTS=…/python-docx-template/tests"; exit 2; }
	@$(BIN)/python -m compat "$(SCRIPTS)" --write docs/compat.md

fuzz: $(DEV)  ## 用两万份随机模板检验引擎（约半小时）；make fuzz ROUNDS=1 只用两千五百份
	@for round in $$(seq $(or $(ROUNDS),8)); do KIT_FUZZ_EXAMPLES=2500 $(BIN)/pytest -q -p no:cacheprovider \
	  tests/compat/test_generated.py tests/compat/test_debris.py tests/templates/test_expressions.py --hypothesis-show-statistics || exit 1; done

bench: $(DEV) $(PEERS)  ## 与其他模板引擎比较速度，写 docs/benchmarks.md（约需半小时）
	@NODE_PATH=.tools/bench/node_modules $(BIN)/python -m benchmarks

bench-rules: $(DEV)  ## 规则的耗时，与生成文书对比，写 docs/benchmarks-rules.md（约两分钟）
	@$(BIN)/python -m benchmarks.judging

wheel: $(DEV)  ## 打包到 dist/
	$(BIN)/python -m build --no-isolation

lock:  ## 更新依赖的锁定文件；make lock PACKAGES="…" 只更新所列的
	scripts/lock.sh $(PACKAGES)

clean:  ## 删除生成的文件和缓存
	rm -rf output dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find kit tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean  ## 连同安装的环境和工具一并删除
	rm -rf $(VENV) .tools node_modules

$(BIN)/python:
	@scripts/system-packages.sh demo
	@$(PYTHON) -m venv $(VENV)

$(KIT): $(BIN)/python requirements.lock pyproject.toml
	@echo "安装依赖和 kit 到 $(VENV)"
	@$(PIP) install --quiet --no-deps --require-hashes -r requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): $(KIT) requirements-dev.lock
	@echo "安装测试依赖到 $(VENV)"
	@$(PIP) install --quiet --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

$(VALIDATOR): package.json package-lock.json
	@echo "安装 OOXML 校验器到 node_modules"
	@npm ci --loglevel=error
	@touch $@

$(PEERS): benchmarks/package.json benchmarks/package-lock.json
	@echo "安装用来比较的模板引擎到 .tools/bench"
	@mkdir -p .tools/bench && cp $^ .tools/bench/
	@npm ci --prefix .tools/bench --loglevel=error
	@touch $@

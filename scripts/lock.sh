#!/usr/bin/env bash
# Pins the newest dependencies that pyproject.toml allows, with hashes and without addresses:
#   requirements.lock      what the kit needs to run and to be installed from source
#   requirements-dev.lock  and what tests and maintainers need
# Packages named as arguments are the only ones brought up to date; without arguments all are.
set -euo pipefail

cd "$(dirname "$0")/.."
tools=.tools/pip-tools
[ -x "$tools/bin/pip-compile" ] || { "${PYTHON:-python3}" -m venv "$tools" && "$tools/bin/pip" install -q pip-tools; }

upgrade=(--upgrade)
[ $# -eq 0 ] || { upgrade=() && for package in "$@"; do upgrade+=(--upgrade-package "$package"); done; }

compile() {
  CUSTOM_COMPILE_COMMAND="make lock" "$tools/bin/pip-compile" --quiet "${upgrade[@]}" \
    --generate-hashes --no-emit-options --strip-extras --allow-unsafe --build-deps-for editable "$@" pyproject.toml
}
compile --extra pdf -o requirements.lock
compile --extra pdf --extra dev -c requirements.lock -o requirements-dev.lock
if grep -nE '://' requirements.lock requirements-dev.lock; then
  echo "锁定文件中不应有地址" >&2
  exit 1
fi

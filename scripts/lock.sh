#!/usr/bin/env bash
# Pins the newest dependencies that pyproject.toml allows, with hashes and without addresses:
#   requirements.lock      what the kit needs to run and to be installed from source
#   requirements-dev.lock  and what tests and maintainers need
# Packages named as arguments are the only ones brought up to date; without arguments all are.
set -euo pipefail

cd "$(dirname "$0")/.."
tools=.tools/pip-tools
[ -x "$tools/bin/pip-compile" ] || { "${PYTHON:-python3}" -m venv "$tools" && "$tools/bin/pip" install -q pip-tools; }

packages=("$@")

compile() { # compile LOCK OPTION...
  local lock=$1 package upgrade=()
  shift
  [ ${#packages[@]} -gt 0 ] || upgrade=(--upgrade)
  for package in "${packages[@]}"; do # to name one that is not in the lock would put it there
    grep -qi "^$package==" "$lock" && upgrade+=(--upgrade-package "$package")
  done
  CUSTOM_COMPILE_COMMAND="make lock" "$tools/bin/pip-compile" --quiet "${upgrade[@]}" \
    --generate-hashes --no-emit-options --strip-extras --allow-unsafe --build-deps-for editable "$@" -o "$lock" pyproject.toml
}
compile requirements.lock
compile requirements-dev.lock --extra dev -c requirements.lock
if grep -nE '://' requirements.lock requirements-dev.lock; then
  echo "锁定文件中不应有地址" >&2
  exit 1
fi

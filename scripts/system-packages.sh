#!/usr/bin/env bash
# Makes sure that the programs and fonts a make target needs are on this machine.
#   system-packages.sh demo    a Python that can make virtual environments
#   system-packages.sh test    and LibreOffice, PDF tools, Chinese fonts, npm
# As root on Debian it installs what is missing; otherwise it says what to install and fails.
set -euo pipefail

purpose=$1
python=${PYTHON:-python3}

has_program() { command -v "$1" >/dev/null 2>&1; }
has_font() { has_program fc-list && [ -n "$(fc-list "$1" family)" ]; }
has_python() { has_program "$python" && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; }
has_venv() { has_python && "$python" -c 'import ensurepip, venv' 2>/dev/null; }
has_calc() { # part of LibreOffice itself, but for Debian, which packs it by itself
  [ -n "${KIT_SOFFICE:-}" ] || ! has_program dpkg-query ||
    [ -n "$(dpkg-query -W -f '${db:Status-Status}\n' libreoffice-calc-nogui libreoffice-calc 2>/dev/null | grep -x installed)" ]
}
has_soffice() { [ -n "${KIT_SOFFICE:-}" ] || has_program soffice || has_program libreoffice; }

missing=()
need() { # need PACKAGE TEST...: remember the package when the test fails
  local package=$1
  shift
  "$@" || missing+=("$package")
}

list_missing() {
  missing=()
  need python3 has_program "$python"
  need python3-venv has_venv
  [ "$purpose" = test ] || return 0
  need libreoffice-writer-nogui has_soffice
  need libreoffice-calc-nogui has_calc
  need poppler-utils has_program pdffonts
  need fontconfig has_program fc-list
  need fonts-noto-cjk has_font "Noto Serif CJK SC"
  need fonts-arphic-ukai has_font "AR PL UKai CN"
  need fonts-liberation has_font "Liberation Serif"
  need nodejs has_program node
  need npm has_program npm
}

if has_program "$python" && ! has_python; then
  echo "需要 Python 3.11 以上，$python 是 $("$python" --version)。请安装后用 make PYTHON=… 指明。" >&2
  exit 1
fi
list_missing
[ ${#missing[@]} -gt 0 ] || exit 0

install="apt-get install -y --no-install-recommends ${missing[*]}"
if ! has_program apt-get; then
  echo "缺少程序或字体，请先安装（括号内是 Debian 的软件包名）：（${missing[*]}）" >&2
  exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "缺少程序或字体，请先运行：" >&2
  echo "  sudo apt-get update && sudo $install" >&2
  exit 1
fi
echo "安装：${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
$install >/dev/null
list_missing
if [ ${#missing[@]} -gt 0 ]; then
  echo "安装后仍然缺少：${missing[*]}" >&2
  exit 1
fi

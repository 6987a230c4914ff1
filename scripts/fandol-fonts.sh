#!/usr/bin/env bash
# Puts FandolFang (仿宋) and FandolKai (楷体) into .tools/fonts, for PDFs that look like official documents.
# Debian packs them only within texlive-lang-chinese (49 MB): it is fetched and unpacked, not installed.
set -euo pipefail

cd "$(dirname "$0")/.."
fonts=.tools/fonts
faces=(FandolFang-Regular.otf FandolKai-Regular.otf)

all_there() {
  local face
  for face in "${faces[@]}"; do
    [ -s "$fonts/$face" ] || return 1
  done
}

all_there && exit 0
if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
  echo "缺少字体：请把 ${faces[*]} 放入 $fonts/（它们在 TeX Live 的 fandol 宏包中）" >&2
  exit 1
fi

mkdir -p "$fonts"
target=$(cd "$fonts" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo "下载字体 ${faces[*]}（49 MB）"
# Lists may be absent or old; only root can refresh them.
if ! apt-get download -qq texlive-lang-chinese 2>/dev/null; then
  [ "$(id -u)" -ne 0 ] || apt-get update -qq
  apt-get download -qq texlive-lang-chinese
fi
dpkg-deb --fsys-tarfile texlive-lang-chinese_*.deb | tar -x --wildcards '*/fandol/FandolFang-Regular.otf' '*/fandol/FandolKai-Regular.otf'
for face in "${faces[@]}"; do
  found=$(find . -type f -name "$face" -print -quit)
  cp "$found" "$target/$face.partial"
  mv "$target/$face.partial" "$target/$face"
done

#!/usr/bin/env bash
# Renders the sample alliance into output/ the way a user would, and says what came out.
set -euo pipefail

cd "$(dirname "$0")/.."
command=(.venv/bin/kit render samples/hydrogen -o output)
if .venv/bin/python -c 'import sys; from kit.word.pdf import find_soffice; sys.exit(find_soffice() is None)'; then
  command+=(--pdf)
else
  echo "没有找到 LibreOffice，只生成 Word 文档，不生成 PDF。"
fi

echo "\$ ${command[*]}"
"${command[@]}"
echo
echo "生成的文件在 $(pwd)/output："
ls -1 output | sed 's/^/  /'

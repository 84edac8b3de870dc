#!/usr/bin/env bash
# Make .venv hold exactly what the lock says, and do nothing when it already does.
#
#   scripts/setup.sh            what the assistant needs (requirements.lock)
#   scripts/setup.sh dev        also what tests and lint need (requirements-dev.lock)
#
# A stamp in .venv names the lock it was finished with. An environment that was cut off while packages were being unpacked
# is made anew, and pip's cache saves the downloads; one that only failed to download stays usable. PYTHON=/path/to/python chooses the Python of a new .venv by hand.
set -euo pipefail
cd "$(dirname "$0")/.."

VENV=.venv
LOG=$VENV/install.log
NEEDED_GB=4

fail() {
  printf '\n错误：%s\n' "$1" >&2
  exit 1
}

# Prints the first Python 3.11 or 3.10 that can make an environment.
find_python() {
  local candidate without_venv=""
  for candidate in ${PYTHON:-python3.11 python3.10 ~/.pyenv/versions/3.11.*/bin/python ~/.pyenv/versions/3.10.*/bin/python python3}; do
    "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 10)))' 2>/dev/null || continue
    if "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
      echo "$candidate"
      return
    fi
    without_venv=$candidate
  done
  [ -z "$without_venv" ] || fail "$without_venv 缺少 venv 模块；在 Debian 或 Ubuntu 上请先运行 sudo apt install python3-venv（或 ${without_venv##*/}-venv），再重新运行。"
  fail "没有找到 Python 3.11 或 3.10；请先安装其中一个（如 sudo apt install python3.11 python3.11-venv），再重新运行，也可以用 make run PYTHON=路径 指定。"
}

check_disk() {
  local free_kb free
  free_kb=$(df -Pk . | awk 'NR == 2 { print $4 }')
  free="$((free_kb / 1024 / 1024)) GB"
  [ "$free_kb" -ge $((1024 * 1024)) ] || free="$((free_kb / 1024)) MB"
  [ "$free_kb" -ge $((NEEDED_GB * 1024 * 1024)) ] ||
    fail "磁盘剩余空间不足：安装需要 ${NEEDED_GB} GB，现在只有 $free；请清理磁盘后重新运行。"
}

# Two starts at once would install over each other: the second one waits. Without flock (macOS) there is no such guard.
take_turns() {
  command -v flock >/dev/null || return 0
  exec 9>"$VENV.lock"
  flock -n 9 || { echo "另一个安装正在进行，等它结束……"; flock 9; }
}

stamp_of() { echo "$(cksum <"$1") $PWD"; }

up_to_date() { [ "$(cat "$VENV/$1.stamp" 2>/dev/null)" = "$(stamp_of "$1")" ]; }

# False when there is none, or when the last install ended between its first and its last package.
is_whole() {
  "$VENV/bin/python" -c '' 2>/dev/null && [ -e "$LOG" ] || return 1
  ! grep -q '^Installing collected' "$LOG" || grep -q '^Successfully installed' "$LOG"
}

make_venv() {
  if is_whole; then return; fi
  local python
  python=$(find_python)
  check_disk
  echo "准备 Python 环境（$("$python" --version)）……"
  rm -rf "$VENV"
  "$python" -m venv "$VENV" || fail "建立 Python 环境失败，原因见上；解决后重新运行。"
  : >"$LOG"
}

# Says every few seconds how far pip is; one line that rewrites itself on a terminal.
report_progress() {
  local total=$1 end='\n' pause=10
  if [ -t 1 ]; then end='\r\033[K' pause=1; fi
  # Ends with this script however it ends; sleep keeps neither the output nor the lock open.
  while sleep "$pause" >/dev/null 2>&1 9>&- && kill -0 "$$" 2>/dev/null; do
    if grep -q '^Installing collected' "$LOG"; then
      printf "  安装 %s/%s 个软件包$end" "$(find "$VENV"/lib/python*/site-packages -maxdepth 1 -newer "$LOG.start" -name '*.dist-info' | wc -l | tr -d ' ')" "$total"
    else
      printf "  下载 %s/%s 个软件包：%s$end" "$(grep -c '^Collecting' "$LOG" || true)" "$total" \
        "$(sed -n 's/^Collecting \([^ ]*\).*/\1/p' "$LOG" | tail -n 1)"
    fi
  done
}

stop_progress() { kill "$ticker" 2>/dev/null || true; }

install_lock() {
  local lock=$1 total status=0
  up_to_date "$lock" && return
  check_disk
  rm -f "$VENV/$lock.stamp"
  mkdir -p "$VENV/tmp"
  total=$(grep -c '==' "$lock" || true)
  echo "安装 $lock 中的 $total 个软件包，约需几分钟，看网速……"
  : >"$LOG"
  touch "$LOG.start"
  report_progress "$total" &
  ticker=$!
  trap stop_progress EXIT
  # TMPDIR: unpacking needs over 1 GB, more than many machines give /tmp.
  TMPDIR="$PWD/$VENV/tmp" "$VENV/bin/python" -m pip install --disable-pip-version-check --no-deps \
    --ignore-requires-python -r "$lock" >"$LOG" 2>&1 || status=$?
  stop_progress
  rm -rf "$VENV/tmp"
  [ "$status" = 0 ] || explain_failure
  stamp_of "$lock" >"$VENV/$lock.stamp"
  echo "  安装完成。"
}

explain_failure() {
  grep -iE '^ *error|No space left' "$LOG" | tail -n 5 >&2 || true
  if grep -q 'No space left' "$LOG"; then fail "安装时磁盘写满了；请清理出 ${NEEDED_GB} GB 后重新运行，会重新安装。"; fi
  fail "软件包没有装成（详情见 $LOG）；多半是网络不通，请检查网络或 pip 的镜像设置后重新运行。"
}

trap 'echo; echo "安装被中断；重新运行即可继续。" >&2; exit 130' INT TERM
take_turns
make_venv
install_lock requirements.lock
if [ "${1:-}" = dev ]; then install_lock requirements-dev.lock; fi

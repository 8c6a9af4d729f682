# Shared by the scripts in this folder; sourced, not run.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

need() {
  command -v "$1" >/dev/null || fail "$1 is not installed. This needs $2."
}

need_tools() {
  need dotnet "the .NET 10 SDK (https://dotnet.microsoft.com/download)"
  need node "Node.js 20 or newer, for the Azurite storage emulator (https://nodejs.org)"
  need npm "npm, which comes with Node.js"
  need curl "curl"
}

# Installs a folder's npm packages unless they are there as its lock file says.
install_npm() {
  local folder=$1 stamp="$1/node_modules/.installed"
  if [ ! -f "$stamp" ] || ! cmp -s "$folder/package-lock.json" "$stamp"; then
    say "Installing the npm packages of $folder ..."
    (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error) >&2
    cp "$folder/package-lock.json" "$stamp"
  fi
}

# Builds what browsers load, which is built into the app.
build_web() {
  install_npm functions/web
  (cd functions/web && npm run --silent build) >&2
}

# The browser of the browser tests: BROWSER_PATH, one that is installed, or Debian's own.
need_browser() {
  local name
  [ -z "${BROWSER_PATH:-}" ] || return 0
  for name in chromium-headless-shell chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then BROWSER_PATH=$(command -v "$name"); export BROWSER_PATH; return; fi
  done
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing a browser ..."
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium-headless-shell fonts-noto-core; } >&2 || fail "No browser could be installed."
    BROWSER_PATH=$(command -v chromium-headless-shell); export BROWSER_PATH
    return
  fi
  fail "The browser tests need Chromium: install it (Debian: apt-get install chromium-headless-shell), or name one in BROWSER_PATH."
}

port_is_free() {
  ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# Waits until a port of this machine answers, as long as the process lives.
wait_for_port() {
  local port=$1 pid=$2
  for _ in $(seq 600); do
    port_is_free "$port" || return 0
    kill -0 "$pid" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}

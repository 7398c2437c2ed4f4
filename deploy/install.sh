#!/usr/bin/env bash
# Install or upgrade Goen from this archive, without any network. Run as root: sudo ./install.sh [options]
#   --prefix DIR     program (default /opt/goen)          --home DIR   data (default /var/lib/goen)
#   --env FILE       settings (default /etc/goen/goen.env) --port N     port on 127.0.0.1 (default 8000)
#   --base-path /P   sub-path behind the proxy            --user NAME  system user (default goen)
#   --python EXE     Python 3.11 or newer (default python3) --no-service  only install; start nothing
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
prefix=/opt/goen home=/var/lib/goen env=/etc/goen/goen.env port=8000 base="" user=goen python=python3 service=yes
while [ $# -gt 0 ]; do
  case $1 in
    --prefix) prefix=$2; shift 2 ;;
    --home) home=$2; shift 2 ;;
    --env) env=$2; shift 2 ;;
    --port) port=$2; shift 2 ;;
    --base-path) base=$2; shift 2 ;;
    --user) user=$2; shift 2 ;;
    --python) python=$2; shift 2 ;;
    --no-service) service=no; shift ;;
    *) sed -n '2,7p' "$0"; exit 2 ;;
  esac
done
say() { echo "== $*"; }
stop() { echo "!! $*" >&2; exit 1; }

say "ファイルを確かめています / checking every file of the archive"
(cd "$here" && sha256sum --quiet -c SHA256SUMS) || stop "アーカイブが壊れています。もう一度コピーしてください。/ The archive is damaged: copy it again."
"$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' \
  || stop "Python 3.11 が必要です（--python で指定できます）。/ Python 3.11 is needed (name it with --python)."

if [ "$(id -u)" = 0 ] && ! id "$user" >/dev/null 2>&1; then
  say "利用者 $user を作ります / creating the user $user"
  useradd --system --home-dir "$home" --shell /usr/sbin/nologin "$user"
fi
as_goen() { if [ "$(id -u)" = 0 ]; then runuser -u "$user" -- "$@"; else "$@"; fi; }

say "プログラムを $prefix に入れています / installing into $prefix"
new="$prefix/versions/$(cat "$here/VERSION")-$(date +%Y%m%d%H%M%S)"
mkdir -p "$new" "$home" "$(dirname "$env")"
"$python" -m venv --without-pip "$new"
pip=$(ls "$here"/wheels/pip-*.whl)
run_pip() { PYTHONPATH="$pip" "$new/bin/python" -m pip --isolated --disable-pip-version-check "$@" --root-user-action ignore; }
run_pip install --quiet --no-index --find-links "$here/wheels" --require-hashes --no-deps -r "$here/requirements.lock"
run_pip install --quiet --no-index --no-deps "$here"/wheels/goen-*.whl

if [ ! -e "$env" ]; then
  say "設定 $env を書きます / writing the settings $env"
  { echo "GOEN_HOME=$home"; echo "GOEN_PORT=$port"; echo "GOEN_BIND=127.0.0.1"; echo "GOEN_BASE_PATH=$base"; echo "NUMBA_CACHE_DIR=$home/compiled"; } > "$env"
  chmod 640 "$env"
fi
if [ "$(id -u)" = 0 ]; then
  chown -R "$user": "$home"
  chgrp "$user" "$env" "$(dirname "$env")"
fi
chmod 750 "$home"
cat > "$prefix/goen" <<EOT
#!/bin/sh
# Goen's command with this installation's settings.
set -a; . "$env"; set +a
exec "$prefix/current/bin/python" -m goen "\$@"
EOT
chmod 755 "$prefix/goen"

if [ "$service" = yes ] && [ -d /run/systemd/system ]; then systemctl stop 'goen*.service' 2>/dev/null || true; fi
ln -sfn "$new" "$prefix/current"
say "データベースを用意しています（初回は 1 分ほど）/ preparing the database (about a minute the first time)"
as_goen "$prefix/goen" setup
ls -dt "$prefix"/versions/*/ | tail -n +3 | xargs -r rm -rf  # this one and the one before stay

if [ "$service" = yes ] && [ -d /run/systemd/system ]; then
  say "サービスを登録します / registering the services"
  for unit in "$here"/systemd/*; do
    sed -e "s#@PREFIX@#$prefix#g; s#@HOME@#$home#g; s#@ENV@#$env#g; s#@USER@#$user#g" "$unit" > "/etc/systemd/system/$(basename "$unit")"
  done
  systemctl daemon-reload
  systemctl enable --now --quiet goen.service goen-backup.timer
  ln -sf "$prefix/goen" /usr/local/bin/goen
fi
as_goen "$prefix/goen" check --quiet || true
say "できました / done: http://127.0.0.1:$port$base/   ($prefix/goen --help)"
say "最初の主催者 / the first organiser: $prefix/goen account NAME"

#!/bin/sh
# Signs one sample report with throw-away keys: a certificate authority, three people, three signatures, one check.
# Usage: samples/sign-demo.sh [FOLDER]      (default out/sign-demo; made anew each time; needs openssl)
# Nothing of this is for real use: the keys are made here, have a passphrase that everybody knows, and prove nobody.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
tenken=${TENKEN:-$top/build/tenken}
out=${1:-$top/out/sign-demo}
passphrase=throw-away

if [ -e "$out" ] && [ ! -e "$out/keys/extensions" ]; then
  echo "$0: $out is there already and is not of this script" >&2
  exit 1
fi
rm -rf "$out"
mkdir -p "$out/keys"

# 1. A certificate authority, and a key with a certificate for each role, as PKCS#12 files.
cat >"$out/keys/extensions" <<EOF
[authority]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
[person]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature,nonRepudiation
extendedKeyUsage=emailProtection
EOF
certificate() { # NAME SUBJECT SECTION SIGN-OPTIONS...
  name=$1 subject=$2 section=$3
  shift 3
  openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$out/keys/$name.key"
  openssl req -new -utf8 -key "$out/keys/$name.key" -subj "$subject" -out "$out/keys/$name.csr"
  openssl x509 -req -in "$out/keys/$name.csr" -days 3650 -sha256 -extfile "$out/keys/extensions" -extensions "$section" \
    "$@" -out "$out/keys/$name.pem" 2>/dev/null
}
certificate authority "/C=JP/O=Demo/CN=Demo authority" authority -signkey "$out/keys/authority.key"
for person in "prepared 甲田 一" "reviewed 乙川 二" "approved 丙山 三"; do
  role=${person%% *}
  certificate "$role" "/C=JP/O=Demo/CN=${person#* }" person -CA "$out/keys/authority.pem" -CAkey "$out/keys/authority.key" -CAcreateserial
  openssl pkcs12 -export -inkey "$out/keys/$role.key" -in "$out/keys/$role.pem" -certfile "$out/keys/authority.pem" \
    -passout "pass:$passphrase" -out "$out/keys/$role.p12"
done

# 2. The sample's answers, approved: each entry of `signoff:` gets the digest of what it approves.
cp "$top/samples/hokuto-power/answers.yaml" "$top/samples/hokuto-power/previous.yaml" "$out/"
digest=$("$tenken" digest "$out/answers.yaml" 2>/dev/null | head -n 1)
sed -i -e '/^    digest: /d' -e "/^signoff:/,\$s/^  - role: .*/&\n    digest: \"$digest\"/" "$out/answers.yaml"

# 3. The final report, signed by role, in the order of the policy, and checked.
"$tenken" build -q --final -t board -o "$out" --name report "$out/answers.yaml"
for role in prepared reviewed approved; do
  echo "$passphrase" | "$tenken" sign --role "$role" --key "$out/keys/$role.p12" --pass-fd 0 --answers "$out/answers.yaml" -t board "$out/report.pdf"
done
"$tenken" verify --trust "$out/keys/authority.pem" --policy default --answers "$out/answers.yaml" "$out/report.pdf"

#!/usr/bin/env bash
# Uploads a built site to S3-compatible storage, with the AWS command line:
#
#     BUCKET=s3://status.example.org bash deploy/to-s3.sh site
#
# AWS_ENDPOINT_URL names a provider other than Amazon. A bucket cannot be switched at one stroke, so the order matters:
# first what pages need, then what links lead to, the front page after that, and deletions last. At no moment does a
# page miss its style, or a link lead nowhere. Let the bucket serve index.html for folders, and 404.html for errors.
set -euo pipefail

site=${1:?the folder of the built site}
bucket=${BUCKET:?such as s3://status.example.org}
[ -n "${AWS_ENDPOINT_URL:-}" ] || unset AWS_ENDPOINT_URL
# A site that is not whole stays here.
if [ ! -s "$site/index.html" ] || [ ! -s "$site/api/candor/v1/build.json" ]; then
    echo "$site is no whole site: index.html or api/candor/v1/build.json is missing." >&2
    exit 1
fi

minute="public, max-age=60, must-revalidate" year="public, max-age=31536000, immutable"

# upload TYPE CACHE PATTERN...: all files that match, and no others; "*" also stands for "/". Without TYPE it is guessed.
upload() {
    local type=$1 cache=$2 arguments=(--exclude "*")
    shift 2
    for pattern in "$@"; do
        case $pattern in
        !*) arguments+=(--exclude "${pattern#!}") ;;
        *) arguments+=(--include "$pattern") ;;
        esac
    done
    [ -z "$type" ] || arguments+=(--content-type "$type")
    aws s3 cp "$site" "$bucket" --recursive --only-show-errors --cache-control "$cache" "${arguments[@]}"
}

# The theme's files with a hash of their content in their name may be kept for good.
h="[0-9a-f]" && hash=$h$h$h$h$h$h$h$h
hashed=("assets/*.$hash.min.js" "assets/*.$hash.min.css")
pages=("*.html") data=("*.json" "*.xml" "*.atom" "*.rss" "*.ics" "*.md" "*.txt" "*.svg")

upload "" "$year" "${hashed[@]}"
upload "" "$minute" "*" "${hashed[@]/#/!}" "${pages[@]/#/!}" "${data[@]/#/!}" "!*.gz" "!_headers" "!_nginx/*" "!_caddy/*"
upload "text/html; charset=utf-8" "$minute" "${pages[@]}" "!index.html"
upload "application/json" "$minute" "*.json" "!*feed.json" "!*digest.json"
upload "application/feed+json" "$minute" "*feed.json" "*digest.json"
upload "application/xml" "$minute" "*.xml" "!*feed.xml" "!*digest.xml"
upload "application/rss+xml; charset=utf-8" "$minute" "*feed.xml" "*digest.xml" "*.rss"
upload "application/atom+xml; charset=utf-8" "$minute" "*.atom"
upload "text/calendar; charset=utf-8" "$minute" "*.ics"
upload "text/markdown; charset=utf-8" "$minute" "*.md"
upload "text/plain; charset=utf-8" "$minute" "*.txt"
upload "image/svg+xml" "$minute" "*.svg"
upload "text/html; charset=utf-8" "$minute" "index.html"
# All that is here was just uploaded, so this only deletes what is no longer here.
aws s3 sync "$site" "$bucket" --delete --size-only --only-show-errors --exclude "*.gz" --exclude "_headers" \
    --exclude "_nginx/*" --exclude "_caddy/*"
echo "Public: $bucket"
